import { expect, it } from 'vitest';
import { runCell } from '../run-cell.ts';

it('counts words', () => {
  const { stdout, stderr } = runCell(
    'scala',
    `package lab
import org.apache.flink.streaming.api.scala._
object Words {
  def main(args: Array[String]): Unit = {
    val env = StreamExecutionEnvironment.getExecutionEnvironment
    env.setParallelism(1)
    env.fromElements("a b a", "b a").flatMap(_.split(" ")).map((_, 1)).keyBy(_._1).sum(1).print()
    env.execute("words")
  }
}
`,
  );
  expect(stderr).not.toMatch(/error/);
  expect(stdout).toBe('(a,1)\n(b,1)\n(a,2)\n(b,2)\n(a,3)\n');
});

it('runs a source with case classes that blocks', () => {
  const { stdout } = runCell(
    'scala',
    `package lab
import org.apache.flink.streaming.api.functions.source.SourceFunction
import org.apache.flink.streaming.api.scala._
case class Reading(id: String, time: Long, value: Double)
class Readings(n: Int) extends SourceFunction[Reading] {
  var running: Boolean = true
  override def run(ctx: SourceFunction.SourceContext[Reading]): Unit = {
    var i = 0
    while (running && i < n) {
      1.to(2).map(k => ("s" + k, i * 1.5)).foreach(t => ctx.collect(Reading(t._1, i, t._2)))
      Thread.sleep(100)
      i += 1
    }
  }
  override def cancel(): Unit = running = false
}
object Main {
  def main(args: Array[String]): Unit = {
    val env = StreamExecutionEnvironment.getExecutionEnvironment
    env.setParallelism(1)
    env.addSource(new Readings(2)).keyBy("id").sum("value").print()
    env.execute()
  }
}
`,
  );
  expect(stdout).toBe('Reading(s1,0,0.0)\nReading(s2,0,0.0)\nReading(s1,0,1.5)\nReading(s2,0,1.5)\n');
});

it('sums in windows', () => {
  const { stdout, stderr } = runCell(
    'scala',
    `package lab
import org.apache.flink.streaming.api.scala._
import org.apache.flink.streaming.api.windowing.time.Time
object Windows {
  def main(args: Array[String]): Unit = {
    val env = StreamExecutionEnvironment.getExecutionEnvironment
    env.setParallelism(1)
    env.fromElements(("a", 1), ("b", 2), ("a", 3), ("a", 4)).keyBy(_._1).countWindow(2).reduce((x, y) => (x._1, x._2 + y._2)).print()
    env.execute()
  }
}
`,
  );
  expect(stderr).not.toMatch(/error/);
  expect(stdout).toBe('(a,4)\n');
});
