import { expect, it } from 'vitest';
import { createCompiler } from '../../../src/program/compile.ts';
import { runMain } from '../java/harness.ts';

async function run(body: string, more = ''): Promise<string> {
  const compiler = await createCompiler();
  const result = compiler.compile([
    {
      file: 'Main.scala',
      text: `${more}\nobject Main {\n  def main(args: Array[String]): Unit = {\n${body}\n  }\n}\n`,
    },
  ]);
  expect(result.diagnostics.map((d) => `${d.line}: ${d.message}`)).toEqual([]);
  return runMain(result.jar!, 'Main');
}

it('runs collections and tuples', async () => {
  expect(
    await run(
      'val a = List(1, 2, 3)\nprintln(a.map(_ + 1))\nprintln((1, "x"))\nprintln(a.map(x => (x, 1)).map(_._1).sum)',
    ),
  ).toContain('List(2, 3, 4)\n(1,x)\n6\n');
});
it('lets functions change captured variables', async () => {
  expect(await run('var n = 0\nList(1, 2, 3).foreach(x => n += x)\nprintln(n)')).toContain('6\n');
});
it('matches case classes', async () => {
  expect(
    await run(
      'def f(x: Any): String = x match { case P(i, t) if t > 1 => i\n case s: String => s\n case 3 => "three"\n case _ => "other" }\nprintln(f(P("a", 2.0)) + f("b") + f(3) + f(4))\nprintln(P("x", 1.0).copy(t = 3))',
      'case class P(id: String, t: Double)',
    ),
  ).toContain('abthreeother\nP(x,3.0)\n');
});
it('interpolates, loops and yields', async () => {
  expect(
    await run(
      // biome-ignore lint/suspicious/noTemplateCurlyInString: Scala's interpolation
      'for (i <- 1 to 3 if i != 2) println(s"n=$i ${i * 2}")\nval q = for (x <- List(1, 2)) yield x * x\nprintln(q)\nprintln(f"${1.5}%.2f")\nvar i = 0\nwhile (i < 2) { i += 1 }\nprintln(if (i == 2) "yes" else "no")',
    ),
  ).toContain('n=1 2\nn=3 6\nList(1, 4)\n1.50\nyes\n');
});
