import { expect, it } from 'vitest';
import { runCell } from '../run-cell.ts';

it('runs windows, state, side outputs and connected streams', () => {
  const { stdout, stderr } = runCell(
    'scala',
    `import org.apache.flink.streaming.api.scala._
import org.apache.flink.streaming.api.scala.function.ProcessWindowFunction
import org.apache.flink.streaming.api.windowing.assigners.TumblingEventTimeWindows
import org.apache.flink.streaming.api.windowing.time.Time
import org.apache.flink.streaming.api.windowing.windows.TimeWindow
import org.apache.flink.api.common.functions.{AggregateFunction, RichMapFunction}
import org.apache.flink.api.common.state.{ValueState, ValueStateDescriptor}
import org.apache.flink.configuration.Configuration
import org.apache.flink.streaming.api.functions.{KeyedProcessFunction, ProcessFunction}
import org.apache.flink.util.Collector

case class Reading(id: String, ts: Long, temp: Double)
class Avg extends AggregateFunction[Reading, (Double, Int), Double] {
  override def createAccumulator(): (Double, Int) = (0.0, 0)
  override def add(r: Reading, acc: (Double, Int)): (Double, Int) = (acc._1 + r.temp, acc._2 + 1)
  override def getResult(acc: (Double, Int)): Double = acc._1 / acc._2
  override def merge(a: (Double, Int), b: (Double, Int)) = (a._1 + b._1, a._2 + b._2)
}
class WindowEnd extends ProcessWindowFunction[Double, (String, Long, Double), String, TimeWindow] {
  override def process(key: String, context: Context, elements: Iterable[Double], out: Collector[(String, Long, Double)]): Unit = {
    out.collect((key, context.window.getEnd, elements.head))
  }
}
class Last extends RichMapFunction[Reading, String] {
  lazy val last: ValueState[Double] = getRuntimeContext.getState(new ValueStateDescriptor[Double]("last", classOf[Double]))
  var n: ValueState[Int] = _
  override def open(parameters: Configuration): Unit = {
    n = getRuntimeContext.getState(new ValueStateDescriptor[Int]("n", classOf[Int]))
  }
  override def map(r: Reading): String = {
    val before = last.value()
    last.update(r.temp)
    n.update(n.value + 1)
    s"\${r.id} $before -> \${r.temp} (\${n.value()})"
  }
}
class Split extends ProcessFunction[Reading, Reading] {
  override def processElement(r: Reading, ctx: ProcessFunction[Reading, Reading]#Context, out: Collector[Reading]): Unit = {
    if (r.temp > 30) ctx.output(new OutputTag[(String, Double)]("hot"), (r.id, r.temp)) else out.collect(r)
  }
}
object Main {
  def main(args: Array[String]): Unit = {
    val env = StreamExecutionEnvironment.getExecutionEnvironment
    env.setParallelism(1)
    env.getConfig.setAutoWatermarkInterval(100)
    val readings = env.fromCollection(List(Reading("s1", 1000, 20.5), Reading("s2", 2000, 31.0), Reading("s1", 4000, 35.5), Reading("s1", 7000, 10)))
      .assignAscendingTimestamps(_.ts)
    readings.keyBy(_.id).window(TumblingEventTimeWindows.of(Time.seconds(5))).aggregate(new Avg, new WindowEnd).print("avg")
    readings.keyBy(_.id).map(new Last).print()
    val s = readings.process(new Split)
    s.getSideOutput(new OutputTag[(String, Double)]("hot")).print("hot")
    readings.map(r => (r.id, r.temp)).keyBy(_._1).flatMapWithState[(String, Double, Double), Double] {
      case (in, None) => (List.empty, Some(in._2))
      case (in, Some(prev)) => if ((in._2 - prev).abs > 10) (List((in._1, prev, in._2)), Some(in._2)) else (List.empty, Some(in._2))
    }.print("jump")
    readings.connect(s).map(a => a.id, b => b.id + "!").print()
    readings.keyBy(_.id).timeWindow(Time.seconds(5)).apply((k: String, w: TimeWindow, xs: Iterable[Reading], out: Collector[String]) => out.collect(k + xs.map(_.temp).sum)).print("sum")
    readings.timeWindowAll(Time.seconds(5)).reduce((a, b) => Reading(a.id + b.id, a.ts, a.temp.max(b.temp))).print("all")
    env.execute("job")
  }
}
`,
  );
  expect(stderr).toBe('');
  const lines = stdout.trimEnd().split('\n');
  const of = (prefix: string): string[] => lines.filter((l) => l.startsWith(prefix));
  expect(of('hot>')).toEqual(['hot> (s2,31.0)', 'hot> (s1,35.5)']);
  expect(of('avg>')).toEqual(['avg> (s1,5000,28.0)', 'avg> (s2,5000,31.0)', 'avg> (s1,10000,10.0)']);
  expect(of('jump>')).toEqual(['jump> (s1,20.5,35.5)', 'jump> (s1,35.5,10.0)']);
  expect(of('sum>')).toEqual(['sum> s156.0', 'sum> s231.0', 'sum> s110.0']);
  expect(of('all>')).toEqual(['all> Reading(s1s2s1,1000,35.5)', 'all> Reading(s1,7000,10.0)']);
  expect(lines).toContain('s1 20.5 -> 35.5 (2)');
});
