import { expect, it } from 'vitest';
import { compileSource } from '../java/harness.ts';
import { runCell } from '../run-cell.ts';

const errors = async (text: string): Promise<string[]> =>
  (await compileSource('Main.scala', text)).diagnostics
    .filter((d) => d.severity === 'error')
    .map((d) => `${d.line}: ${d.message}`);

it('compiles programs that use libraries which are not simulated, and stops where they are used', () => {
  const { stdout, stderr } = runCell(
    'scala',
    `import org.apache.flink.streaming.api.scala._
import org.apache.flink.table.api._
import org.apache.flink.table.api.bridge.scala._
import redis.clients.jedis.{Jedis, JedisPool}
case class P(name: String, n: Int)
class Lookup extends org.apache.flink.api.common.functions.RichMapFunction[P, String] {
  var jedis: Jedis = _
  override def open(c: org.apache.flink.configuration.Configuration): Unit = jedis = new Jedis("h", 6379)
  override def map(p: P): String = jedis.get(p.name).trim
}
object Main {
  def sql(env: StreamExecutionEnvironment): Unit = {
    val tEnv = StreamTableEnvironment.create(env)
    val t = tEnv.fromDataStream(env.fromElements(P("a", 1)), 'name, 'n).filter('n > 5.minutes)
    t.select($"name").toAppendStream[(String)].map(r => r.length + 1).print()
  }
  def main(args: Array[String]): Unit = {
    println("begins")
    sql(StreamExecutionEnvironment.getExecutionEnvironment)
  }
}
`,
  );
  expect(stdout).toBe('begins\n');
  expect(stderr).toContain(
    'java.lang.UnsupportedOperationException: not simulated: StreamTableEnvironment; the program compiles, and stops here',
  );
  expect(stderr).toContain('at Main$.sql(Main.scala:13)');
});

it('still finds mistakes beside them', async () => {
  expect(
    await errors(
      'import redis.clients.jedis.Jedis\nobject Main {\n  def main(args: Array[String]): Unit = {\n    val j = new Jedis()\n    println(jj)\n    val n: Int = "x"\n  }\n}\n',
    ),
  ).toEqual(['5: not found: value jj', '6: type mismatch;\n found   : String("x")\n required: Int']);
});

it('asks for the types of Flink where their macro is not imported', async () => {
  const program = (imported: string): string =>
    `import org.apache.flink.streaming.api.scala.${imported}\nobject Main {\n  def main(args: Array[String]): Unit = {\n    val env = StreamExecutionEnvironment.getExecutionEnvironment\n    env.fromElements("a").map((_, 1)).print()\n  }\n}\n`;
  const message = 'could not find implicit value for evidence parameter of type';
  const type = 'org.apache.flink.api.common.typeinfo.TypeInformation';
  // As scalac, no more of the same expression.
  expect(await errors(program('StreamExecutionEnvironment'))).toEqual([`5: ${message} ${type}[String]`]);
  expect(await errors(program('_'))).toEqual([]);
  expect(await errors(program('{StreamExecutionEnvironment, createTypeInformation}'))).toEqual([]);
});

it('applies what a method gives to the next argument list', async () => {
  expect(
    await errors(
      'object Main {\n  def main(args: Array[String]): Unit = {\n    val n: Long = "12 x".split(" ")(0).toLong\n    println(List(1, 2).foldLeft(n)(_ + _))\n  }\n}\n',
    ),
  ).toEqual([]);
});

it('names fields and parameters that have defaults in the library', () => {
  const { stdout, stderr } = runCell(
    'scala',
    `import org.apache.flink.api.scala._
import org.apache.flink.api.scala.utils._
case class R(id: Int, name: String)
object Main {
  def main(args: Array[String]): Unit = {
    val env = ExecutionEnvironment.getExecutionEnvironment
    env.setParallelism(1)
    env.fromElements((1, "a"), (2, "b")).writeAsCsv("/tmp/r.csv", "\\n", ";")
    env.execute()
    env.readCsvFile[R]("/tmp/r.csv", ignoreFirstLine = true, fieldDelimiter = ";").print()
    env.fromElements("x", "y").zipWithIndex.print()
    val sums = env.fromElements((1, 5L), (2, 6L))
    sums.iterateDelta(sums, 3, Array(0)) { (_, work) =>
      val next = work.map(x => (x._1, x._2 + 1)).filter(_._2 < 8)
      (next, next)
    }.print()
  }
}
`,
  );
  expect(stderr).toBe('');
  expect(stdout).toBe('R(2,b)\n(0,x)\n(1,y)\n(1,7)\n(2,7)\n');
});
