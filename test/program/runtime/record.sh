#!/bin/sh
# Records what the real JDK (17) answers; run in this folder after changing Record.java.
for what in format split hash random parse double log date; do
  java Record.java "$what" > "cases/$what.tsv"
done
