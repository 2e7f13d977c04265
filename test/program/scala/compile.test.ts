import { expect, it } from 'vitest';
import { libraryUniverse } from '../../../src/program/check/universe.ts';
import { createCompiler } from '../../../src/program/compile.ts';

const main = (body: string, more = ''): string =>
  `package lab\n${more}\nobject Main {\n  def main(args: Array[String]): Unit = {\n${body}\n  }\n}\n`;

async function errors(text: string): Promise<string[]> {
  const compiler = await createCompiler();
  return compiler.compile([{ file: 'Main.scala', text }]).diagnostics.map((d) => `${d.line}: ${d.message}`);
}

it('compiles a small program', async () => {
  void libraryUniverse;
  expect(
    await errors(
      main(
        'val a = List(1, 2, 3)\nprintln(a.map(_ + 1))\nvar n = 0\na.foreach(x => n += x)\nprintln((n, "x")._1)',
        'case class P(id: String, t: Double)',
      ),
    ),
  ).toEqual([]);
});
it('compiles the word count of the notes', async () => {
  const text = main(
    'val env = StreamExecutionEnvironment.getExecutionEnvironment\nval lines = env.socketTextStream("h", 7777)\nval counts = lines.flatMap(_.split(" ")).filter(_.nonEmpty).setParallelism(4).map((_, 1)).setParallelism(4).keyBy(0).sum(1).setParallelism(1)\ncounts.print().setParallelism(3)\nenv.execute("word count")',
    'import org.apache.flink.streaming.api.scala._',
  );
  expect(await errors(text)).toEqual([]);
});
it('reports errors in scalac’s words', async () => {
  expect(await errors(main('val a: Int = "x"\nprintln(b)'))).toEqual([
    '5: type mismatch;\n found   : String("x")\n required: Int',
    '6: not found: value b',
  ]);
});
it('widens a type variable by further arguments', async () => {
  expect(await errors(main('val a = List(1, 2.0, "x")\nprintln(a)'))).toEqual([]);
});
