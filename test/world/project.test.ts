import { describe, expect, it } from 'vitest';
import { neededFiles, projectFile, runsWhenRun } from '../../src/world/project.ts';
import type { CellRequest } from '../../src/world/protocol.ts';

const java = (source: string, options: CellRequest['options'] = {}, cell = 0): CellRequest => ({
  cell,
  language: 'java',
  options,
  source,
});

describe("a lesson's project", () => {
  it('derives the file from package and public type, comments and strings aside', () => {
    expect(
      projectFile(
        java(
          '// package no;\npackage a.b;\n\nclass Helper {}\npublic final class Main { String s = "public class X"; }',
        ),
      ).path,
    ).toBe('src/main/java/a/b/Main.java');
    expect(projectFile(java('class Only {}')).path).toBe('src/main/java/Only.java');
    expect(projectFile({ ...java('package s\nobject Job extends App'), language: 'scala' }).path).toBe(
      'src/main/scala/s/Job.scala',
    );
    const scala = (source: string): string => projectFile({ ...java(source), language: 'scala' }).path;
    const parts = 'case class Word(text: String)\nsealed trait Kind\n';
    expect(
      scala(`${parts}object Count {\n  case class Inner(n: Int)\n  def main(args: Array[String]): Unit = {}\n}`),
    ).toBe('src/main/scala/Count.scala');
    expect(scala(`${parts}object Tools { val n = 1 }\nobject Job extends Tools with App {}`)).toBe(
      'src/main/scala/Job.scala',
    );
    expect(scala(parts)).toBe('src/main/scala/Word.scala');
    expect(projectFile(java('class A {}', { file: '/src/main/java/x/A.java' })).path).toBe('src/main/java/x/A.java');
  });
  it('runs a cell with a main unless told otherwise', () => {
    expect(runsWhenRun(java('', {}), true)).toBe(true);
    expect(runsWhenRun(java('', {}), false)).toBe(false);
    expect(runsWhenRun(java('', { norun: true }), true)).toBe(false);
    expect(runsWhenRun(java('', { file: 'x' }), true)).toBe(false);
    expect(runsWhenRun(java('', { file: 'x', run: true }), true)).toBe(true);
  });
  it('takes in cells that have not run when their classes are named, through each other, and no others', () => {
    const files = [
      java('public class Main { Event e; }'),
      java('class Event { Source s; }', {}, 1),
      java('class Source {}', {}, 2),
      java('class Broken { int x = ""; }', {}, 3),
    ].map(projectFile);
    expect(neededFiles([files[0]!], files.slice(1)).map((file) => file.cell)).toEqual([1, 2]);
    expect(
      neededFiles([files[0]!, projectFile(java('class Event {}', {}, 9))], files.slice(1)).map((file) => file.cell),
    ).toEqual([]);
  });
});
