import { describe, expect, it } from 'vitest';
import type { UserFunction } from '../../../src/flink/api/functions.ts';
import { type ExecutionContext, JavaError } from '../../../src/flink/api/jar.ts';
import { library } from '../../../src/program/library/table.ts';
import { NotSerializable, serializeFunction } from '../../../src/program/serialize.ts';
import { start } from '../../../src/simulation/task.ts';
import { compileSource, testJvm } from './harness.ts';

interface Job {
  run$Object(x: unknown): unknown;
}
const taken: (UserFunction<Job> | string)[] = [];
library({
  package: 'test.cluster',
  stubs: `
    public interface Job<I, O> extends java.io.Serializable { O run(I x) throws Exception; }
    public class Cluster { public static <I, O> void submit(Job<I, O> job); }`,
  bodies: {
    Cluster: {
      submit(job: object) {
        try {
          taken.push(serializeFunction(job, (copy) => copy as Job));
        } catch (error) {
          if (!(error instanceof NotSerializable)) throw error;
          taken.push(error.className);
        }
      },
    },
  },
});

async function submitted(body: string): Promise<typeof taken> {
  taken.length = 0;
  const source = `import test.cluster.*; import java.util.*;
public class Main {
  static int loads = 0; static List<String> seen = new ArrayList<>();
  static class Helper { String up(String s) { return s.toUpperCase(); } }
  static class Data implements java.io.Serializable { int n = 1; transient int t = 9; List<String> list = new ArrayList<>(); }
  enum Color { RED, GREEN }
  ${body}
}`;
  const result = await compileSource('Main.java', source);
  expect(result.diagnostics.map((d) => d.text)).toEqual([]);
  const run = start(result.jar!.load(testJvm('client')).main('Main', [], {} as ExecutionContext));
  if (run.error) throw run.error instanceof JavaError ? new Error(run.error.message) : run.error;
  return [...taken];
}
const main = (code: string): string => `public static void main(String[] args) { ${code} }`;

describe('user functions travel to other JVMs', () => {
  it('copies captured values when the function is submitted', async () => {
    const [job] = await submitted(
      main(
        'Data d = new Data(); d.list.add("a"); int k = 7; Cluster.submit((String s) -> s + d.list + k + d.n + d.t); d.list.add("late");',
      ),
    );
    const there = (job as UserFunction<Job>).instantiate(testJvm('tm1'));
    expect(there.run$Object('x')).toBe('x[a]710');
  });
  it('gives every JVM static fields of its own', async () => {
    const [job] = await submitted(main('loads = 5; Cluster.submit(x -> ++loads);'));
    const tm1 = testJvm('tm1');
    const first = (job as UserFunction<Job>).instantiate(tm1);
    const second = (job as UserFunction<Job>).instantiate(tm1);
    const other = (job as UserFunction<Job>).instantiate(testJvm('tm2'));
    expect([first.run$Object(null), second.run$Object(null), other.run$Object(null)]).toEqual([1, 2, 1]);
  });
  it('keeps enum constants the constants of their JVM', async () => {
    const [job] = await submitted(
      main('Color c = Color.GREEN; Cluster.submit(x -> (c == Color.GREEN) + " " + Color.valueOf("RED").ordinal());'),
    );
    expect((job as UserFunction<Job>).instantiate(testJvm('tm1')).run$Object(null)).toBe('true 0');
  });
  it('names the class that is not serializable', async () => {
    const [job] = await submitted(main('Helper h = new Helper(); Cluster.submit((String s) -> h.up(s));'));
    expect(job).toBe('Main$Helper');
    const [anonymous] = await submitted(
      `void go() { Cluster.submit(new Job<String, String>() { public String run(String s) { return s + this$(); } String this$() { return Main.this.toString(); } }); } ${main('new Main().go();')}`,
    );
    expect(anonymous).toBe('Main');
  });
  it('takes method references and anonymous classes', async () => {
    const [a, b] = await submitted(
      `static String twice(String s) { return s + s; } ${main('Cluster.submit(Main::twice); int n = 3; Cluster.submit(new Job<Integer, Integer>() { int calls = 0; public Integer run(Integer x) { calls++; return x * n + calls; } });')}`,
    );
    expect((a as UserFunction<Job>).instantiate(testJvm('tm1')).run$Object('ab')).toBe('abab');
    const there = (b as UserFunction<Job>).instantiate(testJvm('tm1'));
    expect([there.run$Object(10), there.run$Object(10)]).toEqual([31, 32]);
  });
});
