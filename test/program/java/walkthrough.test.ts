import { expect, it } from 'vitest';
import { oneMachine } from '../run-cell.ts';

/** The fraud detector of Flink's first tutorial: an alert when a small transaction is followed by a large one of the same account. */
const JOB = `
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.walkthrough.common.entity.*;
import org.apache.flink.walkthrough.common.sink.AlertSink;
import org.apache.flink.walkthrough.common.source.TransactionSource;
public class Fraud {
  static class Detector extends KeyedProcessFunction<Long, Transaction, Alert> {
    private transient ValueState<Boolean> small;
    @Override public void open(Configuration parameters) {
      small = getRuntimeContext().getState(new ValueStateDescriptor<>("small", Boolean.class));
    }
    @Override public void processElement(Transaction t, Context context, Collector<Alert> out) throws Exception {
      if (small.value() != null && t.getAmount() > 500) {
        Alert alert = new Alert();
        alert.setId(t.getAccountId());
        out.collect(alert);
      }
      if (t.getAmount() < 1) small.update(true); else small.clear();
    }
  }
  public static void main(String[] args) throws Exception {
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
    var transactions = env.addSource(new TransactionSource()).name("transactions");
    transactions.print("T").setParallelism(1);
    transactions.keyBy(Transaction::getAccountId).process(new Detector()).addSink(new AlertSink());
    env.execute("Fraud Detection");
  }
}`;

it('reads transactions ten times a second and logs alerts', () => {
  const world = oneMachine();
  world.apply({ kind: 'run', request: { cell: 1, language: 'java', options: { run: true }, source: JOB } });
  const run = world.runs.at(-1)!;
  const alerts = (): string[] => run.stdout.split('\n').filter((line) => line.includes('AlertSink'));
  while (alerts().length < 2 && world.simulation.now < 60_000) if (!world.simulation.step()) break;
  expect(run.stderr).toBe('');
  const transactions = run.stdout.split('\n').filter((line) => line.startsWith('T>'));
  // Rows of the TransactionIterator of flink-walkthrough-common 1.13: the first of account 3 below 1, the one behind the last.
  expect(transactions[0]).toBe('T> Transaction{accountId=1, timestamp=1546300800000, amount=188.23}');
  expect(transactions[12]).toBe('T> Transaction{accountId=3, timestamp=1546305120000, amount=0.219}');
  expect(transactions[50]).toBe('T> Transaction{accountId=1, timestamp=1546318800000, amount=188.23}');
  expect(alerts()).toHaveLength(2);
  const times = alerts().map((line) => Date.parse(line.slice(0, 23).replace(',', '.')));
  expect(times[1]! - times[0]!).toBe(5_000);
  expect(alerts()[0]).toMatch(
    / INFO {2}org\.apache\.flink\.walkthrough\.common\.sink\.AlertSink {11}\[\] - Alert\{id=3\}$/,
  );
});
