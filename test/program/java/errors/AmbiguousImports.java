package p; import java.util.*; import java.util.stream.*; import java.sql.*; public class AmbiguousImports { Date d; Collector<String, ?, String> c; }
