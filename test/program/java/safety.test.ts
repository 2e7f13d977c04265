import { describe, expect, it } from 'vitest';
import { Interrupted } from '../../../src/flink/api/jar.ts';
import { createCompiler } from '../../../src/program/compile.ts';
import { library } from '../../../src/program/library/table.ts';
import { start } from '../../../src/simulation/task.ts';
import { compileSource, noCluster, runMain, testJvm } from './harness.ts';

library({
  package: 'test.absent',
  stubs: '@NotSimulated public class Thing { public static Thing of(int n); }',
  bodies: {},
});

const main = (code: string): string =>
  `import java.util.*; public class Main { static int depth(int n) { return depth(n + 1) + 1; } public static void main(String[] args) throws Exception { ${code} } }`;

async function run(code: string): Promise<string> {
  const result = await compileSource('Main.java', main(code));
  expect(result.diagnostics.map((d) => d.text)).toEqual([]);
  return runMain(result.jar!, 'Main');
}

describe('a program cannot get out of hand', () => {
  it('an endless loop ends when the host asks; catch and finally do not hold it up', async () => {
    const compiler = await createCompiler({}, { interrupted: () => true });
    const { jar } = compiler.compile([
      { file: 'Main.java', text: main('while (true) { try { for (;;) { } } catch (Throwable t) { } }') },
    ]);
    const coroutine = start(jar!.load(testJvm()).main('Main', [], noCluster));
    expect(coroutine.error).toBeInstanceOf(Interrupted);
  });
  it('deep recursion is a StackOverflowError', async () => {
    expect(await run('try { depth(0); } catch (StackOverflowError e) { System.out.println(e); }')).toBe(
      'java.lang.StackOverflowError\n',
    );
  });
  it('a huge array is an OutOfMemoryError', async () => {
    expect(
      await run(
        'try { long[] a = new long[Integer.MAX_VALUE]; } catch (OutOfMemoryError e) { System.out.println(e); }',
      ),
    ).toBe('java.lang.OutOfMemoryError: Requested array size exceeds VM limit\n');
  });
  it('a list that keeps all it is given runs out of memory, and dropping the list gives it back', async () => {
    const out = await run(`
      java.util.List<long[]> kept = new java.util.ArrayList<>();
      try { while (true) kept.add(new long[1_000_000]); }
      catch (OutOfMemoryError e) { System.out.println(e.getMessage() + " " + (kept.size() > 32)); }
      kept = null;
      long sum = 0;
      for (int i = 0; i < 200; i++) sum += new long[1_000_000].length;
      System.out.println(sum);`);
    expect(out).toBe('Java heap space true\n200000000\n');
  });
  it('arrays that nobody keeps are no reason to stop', async () => {
    expect(
      await run(
        'long sum = 0; for (int i = 0; i < 4000; i++) { byte[] b = new byte[1 << 20]; sum += b.length; } System.out.println(sum);',
      ),
    ).toBe(`${4000 * 2 ** 20}\n`);
  });
  it('a stream without an end can be interrupted', async () => {
    let asked = 0;
    const compiler = await createCompiler({}, { interrupted: () => ++asked > 2 });
    const { jar } = compiler.compile([
      {
        file: 'Main.java',
        text: main('java.util.stream.Stream.iterate(1, x -> x + 1).filter(x -> false).findFirst();'),
      },
    ]);
    const coroutine = start(jar!.load(testJvm()).main('Main', [], noCluster));
    expect(coroutine.error).toBeInstanceOf(Interrupted);
  });
  it('names of JavaScript mean nothing', async () => {
    const result = await compileSource(
      'Main.java',
      main('process.exit(1); globalThis.x = 1; Object o = Function; eval("1");'),
    );
    expect(result.jar).toBeNull();
    expect(result.diagnostics).toHaveLength(4);
    expect(
      await run(
        'int process = 1, arguments = 2, let = 3, undefined = 4, NaN = 5; System.out.println(process + arguments + let + undefined + NaN);',
      ),
    ).toBe('15\n');
  });
  it('says what is known but not simulated', async () => {
    const out = await run('System.out.println("before"); test.absent.Thing.of(1);');
    expect(out).toContain('before\n--- stderr');
    expect(out).toContain(
      'UnsupportedOperationException: not simulated: test.absent.Thing; the program compiles, and stops here',
    );
  });
});

describe('source that is not quite Java', () => {
  it('unknown imports matter only when used', async () => {
    const unused = await compileSource('A.java', 'import com.example.Unknown; public class A { }');
    expect(unused.diagnostics).toEqual([]);
    const used = await compileSource('A.java', 'import com.example.Unknown; public class A { Unknown u; }');
    expect(used.diagnostics[0]?.message).toContain('package com.example does not exist');
    expect(used.diagnostics[0]?.line).toBe(1);
  });
  it('classes of other files are seen, whatever their order', async () => {
    const compiler = await createCompiler();
    const result = compiler.compile([
      {
        file: 'src/lab/Main.java',
        text: 'package lab; public class Main { public static void main(String[] a) { System.out.println(new Helper(3).twice()); } }',
      },
      {
        file: 'src/lab/Helper.java',
        text: 'package lab; class Helper { private final int n; Helper(int n) { this.n = n; } int twice() { return 2 * n; } }',
      },
    ]);
    expect(runMain(result.jar!, 'lab.Main')).toBe('6\n');
    expect(result.jar!.entries.map((e) => e.path)).toContain('lab/Helper.class');
  });
});
