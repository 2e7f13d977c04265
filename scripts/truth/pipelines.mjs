// Random DataStream programs for `npm run truth`, as a lesson: every program is a chain of steps from Long to Long whose results do not depend on which
// record arrives first, so that two clusters that follow the same rules print the same lines.

/** @typedef {(of: number) => number} Draw below `of` */
/** @typedef {{ s: string, i: number, draw: Draw, p: number, side: () => string }} Place what a step reads, its number, and the program's parallelism */
/**
 * @typedef {{ code: string, keyed?: boolean, streaming?: boolean, last?: boolean }} Step
 *   `keyed`: its output's subtask is that of the key; `streaming`: not in BATCH mode; `last`: which records come back before the last watermark
 *   is a matter of chance, so nothing may depend on it
 */

/** Far behind, so that no record is late on whatever way it comes. */
const WATERMARKS =
  'assignTimestampsAndWatermarks(WatermarkStrategy.<Long>forBoundedOutOfOrderness(Duration.ofDays(1)).withTimestampAssigner((n, t) -> n))';

/** @type {readonly ((place: Place) => Step)[]} */
const STEPS = [
  ({ s, draw }) => ({ code: `${s}.map(n -> n * ${2 + draw(3)} + ${draw(9)}).returns(Types.LONG)` }),
  ({ s, draw }) => ({ code: `${s}.filter(n -> n % ${2 + draw(4)} != 0)` }),
  ({ s, draw }) => ({
    code: `${s}.flatMap((Long n, Collector<Long> out) -> { out.collect(n); if (n % ${2 + draw(3)} == 0) out.collect(n + 1); }).returns(Types.LONG)`,
  }),
  ({ s, draw }) => ({
    code: `${s}.${['rebalance', 'shuffle', 'rescale', 'broadcast', 'global'][draw(5)]}().map(n -> n - 1).returns(Types.LONG)`,
  }),
  ({ s, draw }) => ({
    code: `${s}.partitionCustom((Long key, int channels) -> (int) (Math.abs(key) % channels), n -> n / ${1 + draw(4)}).map(n -> n + 2).returns(Types.LONG)`,
    keyed: true,
  }),
  ({ s, i, draw }) => ({
    code: `${s}.map(n -> n ^ 1).returns(Types.LONG)${['.startNewChain()', '.disableChaining()', '.slotSharingGroup("red")', `.uid("u${i}")`, `.name("step ${i}")`, `.setParallelism(${1 + draw(3)})`, `.setMaxParallelism(${8 << draw(4)})`, '.setBufferTimeout(5)'][draw(8)]}`,
  }),
  ({ s, draw }) => ({ code: `${s}.keyBy(n -> n % ${2 + draw(9)}).process(new Count())`, keyed: true }),
  ({ s, draw }) => ({
    code: `${s}.keyBy(n -> n % ${2 + draw(5)}).reduce((a, b) -> Math.max(a, b)).filter(n -> false)`,
  }),
  ({ s, draw }) => ({
    code: `${s}.${WATERMARKS}.keyBy(n -> n % ${2 + draw(5)}).process(new AtTheEnd())`,
    keyed: true,
  }),
  ({ s, draw }) => ({
    code: `${s}.${WATERMARKS}.keyBy(n -> n % ${2 + draw(5)}).window(${windows(draw)}).reduce((a, b) -> a + b)`,
    keyed: true,
  }),
  ({ s, draw }) => ({
    code: `${s}.${WATERMARKS}.keyBy(n -> n % ${2 + draw(5)}).window(${windows(draw)}).aggregate(new Size(), new Ends())`,
    keyed: true,
  }),
  ({ s, draw }) => ({ code: `${s}.${WATERMARKS}.windowAll(${windows(draw)}).reduce((a, b) -> a + b)` }),
  ({ s, draw }) => ({
    code: `${s}.keyBy(n -> n % ${2 + draw(4)}).countWindow(${2 + draw(3)}).aggregate(new Size())`,
    keyed: true,
    streaming: true,
  }),
  // In BATCH mode 1.13.6 itself hangs where a union has a pipelined and a blocking input.
  ({ s, side }) => ({ code: `${s}.union(${side()})`, streaming: true }),
  ({ s, side }) => ({ code: `${s}.connect(${side()}).map(new Both())` }),
  ({ s, side, draw }) => ({
    code: `${s}.connect(${side()}).keyBy(n -> n % ${2 + draw(5)}, n -> n % ${2 + draw(5)}).process(new BothKeyed())`,
    keyed: true,
  }),
  ({ s, side }) => ({
    code: `${s}.connect(${side()}.broadcast(new MapStateDescriptor<>("rules", Types.LONG, Types.LONG))).process(new Ruled())`,
    streaming: true,
  }),
  ({ s, side, draw }) => ({
    code: `${s}.${WATERMARKS}.join(${side()}.${WATERMARKS}).where(n -> n % 3).equalTo(n -> n % 3).window(${windows(draw)}).apply(new Product())`,
    keyed: true,
  }),
  ({ s, side, draw }) => ({
    code: `${s}.${WATERMARKS}.coGroup(${side()}.${WATERMARKS}).where(n -> n % 4).equalTo(n -> n % 4).window(${windows(draw)}).apply(new Sizes())`,
    keyed: true,
  }),
  ({ s, side, draw }) => ({
    code: `${s}.${WATERMARKS}.keyBy(n -> n % 3).intervalJoin(${side()}.${WATERMARKS}.keyBy(n -> n % 3)).between(Time.milliseconds(-${draw(4)}), Time.milliseconds(${draw(4)})).process(new Pairs())`,
    keyed: true,
  }),
  ({ s, i, draw }) => ({
    code: `${s}.process(new Sorted(${2 + draw(3)})); stream${i} = ((SingleOutputStreamOperator<Long>) stream${i}).getSideOutput(Sorted.ODD).union(stream${i})`,
  }),
  ({ s, i, draw }) => ({
    code: `${s}.map(n -> n).returns(Types.LONG); IterativeStream<Long> loop${i} = stream${i}.iterate(2000); SingleOutputStreamOperator<Long> less${i} = loop${i}.map(n -> Math.min(n, 90) - ${20 + draw(20)}).returns(Types.LONG); loop${i}.closeWith(less${i}.filter(n -> n > 0)); stream${i} = less${i}.filter(n -> n <= 0)`,
    streaming: true,
    last: true,
  }),
];

/** @param {Draw} draw */
function windows(draw) {
  const ms = () => `Time.milliseconds(${3 + draw(9)})`;
  return [
    () => `TumblingEventTimeWindows.of(${ms()})`,
    () => `SlidingEventTimeWindows.of(Time.milliseconds(8), Time.milliseconds(${[2, 4, 5][draw(3)]}))`,
    () => `EventTimeSessionWindows.withGap(${ms()})`,
  ][draw(3)]?.();
}

const SOURCES = [
  'env.fromSequence(1, 60)',
  'env.fromElements(3L, 1L, 4L, 1L, 5L, 9L, 2L, 6L, 5L, 3L, 5L, 8L, 9L, 7L, 9L)',
  'env.fromCollection(Arrays.asList(10L, 20L, 30L, 40L, 50L))',
  'env.addSource(new Counting(40)).returns(Types.LONG)',
  'env.addSource(new Alone()).setParallelism(1).returns(Types.LONG)',
];

const BOUNDED_SOURCES = 3;

/** Go on behind their middle only when the job was restored, so that a process can be killed in between, however fast the machine is. */
const PATIENT_SOURCES = [
  'env.addSource(new Patient(80)).returns(Types.LONG)',
  'env.addSource(new Patient(30)).setParallelism(1).returns(Types.LONG)',
];

/** The functions that steps name. */
const FUNCTIONS = `
    static class Count extends KeyedProcessFunction<Long, Long, Long> {
        private transient ValueState<Long> count;
        @Override public void open(Configuration parameters) { count = getRuntimeContext().getState(new ValueStateDescriptor<>("count", Types.LONG)); }
        @Override public void processElement(Long n, Context context, Collector<Long> out) throws Exception {
            long next = count.value() == null ? 1 : count.value() + 1;
            count.update(next);
            out.collect(context.getCurrentKey() * 1000 + next);
        }
    }
    static class AtTheEnd extends KeyedProcessFunction<Long, Long, Long> {
        private transient MapState<Long, Integer> seen;
        @Override public void open(Configuration parameters) { seen = getRuntimeContext().getMapState(new MapStateDescriptor<>("seen", Types.LONG, Types.INT)); }
        @Override public void processElement(Long n, Context context, Collector<Long> out) throws Exception {
            seen.put(n, seen.contains(n) ? seen.get(n) + 1 : 1);
            context.timerService().registerEventTimeTimer(context.getCurrentKey() + 100);
        }
        @Override public void onTimer(long time, OnTimerContext context, Collector<Long> out) throws Exception {
            long sum = time * 10000;
            for (Map.Entry<Long, Integer> each : seen.entries()) sum += each.getKey() * each.getValue();
            out.collect(sum);
        }
    }
    static class Size implements AggregateFunction<Long, Long, Long> {
        @Override public Long createAccumulator() { return 0L; }
        @Override public Long add(Long n, Long size) { return size + 1; }
        @Override public Long getResult(Long size) { return size; }
        @Override public Long merge(Long a, Long b) { return a + b; }
    }
    static class Ends extends ProcessWindowFunction<Long, Long, Long, TimeWindow> {
        @Override public void process(Long key, Context context, Iterable<Long> sizes, Collector<Long> out) {
            for (Long size : sizes) out.collect(context.window().getEnd() * 100 + size * 10 + key);
        }
    }
    static class Both implements CoMapFunction<Long, Long, Long> {
        @Override public Long map1(Long n) { return n; }
        @Override public Long map2(Long n) { return -n; }
    }
    static class BothKeyed extends KeyedCoProcessFunction<Long, Long, Long, Long> {
        private transient ReducingState<Long> first;
        @Override public void open(Configuration parameters) { first = getRuntimeContext().getReducingState(new ReducingStateDescriptor<>("first", Long::sum, Types.LONG)); }
        @Override public void processElement1(Long n, Context context, Collector<Long> out) throws Exception { first.add(1L); out.collect(first.get()); }
        @Override public void processElement2(Long n, Context context, Collector<Long> out) { out.collect(n + 500); }
    }
    static class Ruled extends BroadcastProcessFunction<Long, Long, Long> {
        @Override public void processElement(Long n, ReadOnlyContext context, Collector<Long> out) { out.collect(n); }
        @Override public void processBroadcastElement(Long n, Context context, Collector<Long> out) throws Exception {
            context.getBroadcastState(new MapStateDescriptor<>("rules", Types.LONG, Types.LONG)).put(n, n);
        }
    }
    static class Product implements JoinFunction<Long, Long, Long> {
        @Override public Long join(Long a, Long b) { return a * 1000 + b; }
    }
    static class Sizes implements CoGroupFunction<Long, Long, Long> {
        @Override public void coGroup(Iterable<Long> as, Iterable<Long> bs, Collector<Long> out) {
            long a = 0, b = 0;
            for (Long each : as) a += each;
            for (Long each : bs) b += each;
            out.collect(a * 10000 + b);
        }
    }
    static class Pairs extends ProcessJoinFunction<Long, Long, Long> {
        @Override public void processElement(Long a, Long b, Context context, Collector<Long> out) { out.collect(a * 7 + b + context.getTimestamp()); }
    }
    static class Sorted extends ProcessFunction<Long, Long> {
        static final OutputTag<Long> ODD = new OutputTag<Long>("odd") {};
        private final int every;
        Sorted(int every) { this.every = every; }
        @Override public void processElement(Long n, Context context, Collector<Long> out) {
            if (n % every == 0) out.collect(n); else context.output(ODD, -n);
        }
    }
    static class Counting extends RichParallelSourceFunction<Long> {
        private final long upTo;
        private volatile boolean running = true;
        Counting(long upTo) { this.upTo = upTo; }
        @Override public void run(SourceContext<Long> context) {
            int all = getRuntimeContext().getNumberOfParallelSubtasks();
            for (long n = getRuntimeContext().getIndexOfThisSubtask(); n < upTo && running; n += all) context.collect(n);
        }
        @Override public void cancel() { running = false; }
    }
    static class Patient extends RichParallelSourceFunction<Long> implements CheckpointedFunction {
        private final long upTo;
        private long emitted;
        private transient ListState<Long> offset;
        private volatile boolean running = true;
        Patient(long upTo) { this.upTo = upTo; }
        @Override public void initializeState(FunctionInitializationContext context) throws Exception {
            offset = context.getOperatorStateStore().getListState(new ListStateDescriptor<>("offset", Types.LONG));
            for (Long each : offset.get()) emitted = each;
        }
        @Override public void snapshotState(FunctionSnapshotContext context) throws Exception { offset.clear(); offset.add(emitted); }
        @Override public void run(SourceContext<Long> context) throws Exception {
            int all = getRuntimeContext().getNumberOfParallelSubtasks();
            int mine = getRuntimeContext().getIndexOfThisSubtask();
            if (getRuntimeContext().getAttemptNumber() > 0) Thread.sleep(2000);
            while (running && mine + emitted * all < upTo) {
                if (mine + emitted * all >= upTo / 2 && getRuntimeContext().getAttemptNumber() == 0) { Thread.sleep(20); continue; }
                synchronized (context.getCheckpointLock()) { context.collect(mine + emitted * all); emitted++; }
            }
        }
        @Override public void cancel() { running = false; }
    }
    static class Alone implements SourceFunction<Long> {
        @Override public void run(SourceContext<Long> context) { for (long n = 1; n <= 30; n++) context.collect(n * n); }
        @Override public void cancel() {}
    }
`;

/** Names with what differs between two JVMs left out: identity hash codes, numbers of lambdas and of iterations. */
const STABLE = [
  ['Serializer@[0-9a-f]+', 'Serializer'],
  ['[$][$]Lambda[$][0-9a-fx/]+', 'Lambda'],
  ['IterationSource-[0-9]+', 'IterationSource'],
  ['IterationSink-[0-9]+', 'IterationSink'],
]
  .map(([pattern, by]) => `gsub("${pattern}"; "${by}")`)
  .join(' | ');

const IMPORTS = `
import java.time.Duration;
import java.util.*;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.api.common.eventtime.*;
import org.apache.flink.api.common.functions.*;
import org.apache.flink.api.common.state.*;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.state.*;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.datastream.*;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.*;
import org.apache.flink.streaming.api.functions.co.*;
import org.apache.flink.streaming.api.functions.source.*;
import org.apache.flink.streaming.api.functions.windowing.*;
import org.apache.flink.streaming.api.windowing.assigners.*;
import org.apache.flink.streaming.api.windowing.time.Time;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;
import org.apache.flink.util.*;
`;

/** @param {number} seed @returns {Draw} */
function generator(seed) {
  let state = seed >>> 0;
  return (of) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return (state >>> 16) % of;
  };
}

/** One program's statements. `killed`: for a cluster that loses a process. @param {Draw} draw @param {string} tag what it prints begins so @param {boolean} killed */
function program(draw, tag, killed) {
  /** @type {string[]} */
  const lines = [];
  const p = killed ? 2 + draw(3) : 1 + draw(4);
  const batch = !killed && draw(5) === 0;
  // In BATCH mode a source function is refused.
  const sources = () => (killed ? PATIENT_SOURCES : batch && draw(8) > 0 ? SOURCES.slice(0, BOUNDED_SOURCES) : SOURCES);
  let streams = 0;
  const source = () => {
    const name = `stream${streams++}`;
    const of = sources();
    lines.push(`DataStream<Long> ${name} = ${of[draw(of.length)]};`);
    return name;
  };
  let current = source();
  let other = draw(2) === 0 ? source() : current;
  let keyed = false;
  for (let left = 2 + draw(4); left > 0; ) {
    const i = streams;
    const side = () => {
      // A second reading of what is read already, or of another stream.
      const chosen = draw(3) === 0 ? `${current}.map(n -> n + 1).returns(Types.LONG)` : other;
      return chosen === current ? `${chosen}.filter(n -> true)` : chosen;
    };
    const make = STEPS[draw(STEPS.length)];
    const step = make?.({ s: current, i, draw, p, side });
    // An iteration is not checkpointed.
    if (!step || (batch && step.streaming) || (killed && step.last)) continue;
    lines.push(`DataStream<Long> stream${i} = ${step.code};`);
    if (draw(4) === 0) other = current;
    current = `stream${i}`;
    streams++;
    keyed = step.keyed === true;
    left = step.last ? 0 : left - 1;
  }
  // The subtask that prints is known only behind a key.
  lines.push(`${current}.print("${tag}")${keyed ? '' : '.setParallelism(1)'};`);
  if (!killed && draw(3) === 0)
    lines.push(`${other}.addSink(new org.apache.flink.streaming.api.functions.sink.DiscardingSink<>());`);
  if (batch) lines.unshift('env.setRuntimeMode(RuntimeExecutionMode.BATCH);');
  if (draw(4) === 0) lines.unshift(`env.setMaxParallelism(${[32, 100, 256][draw(3)]});`);
  if (killed) lines.unshift('env.enableCheckpointing(300);');
  return { lines, p };
}

/** @typedef {{ lines: readonly string[], p: number }} Program */

/** @param {number} seed @param {number} count @param {boolean} killed */
function programs(seed, count, killed) {
  const draw = generator(seed);
  return Array.from({ length: count }, (_, index) => program(draw, `p${seed}x${index}`, killed));
}

/** The head of a lesson that can run any of the programs: `flink run -c truth.Pipelines … NUMBER`. @param {number} seed @param {readonly Program[]} programs @param {string} config */
function head(seed, programs, config) {
  const classes = programs.map(
    ({ lines }, index) => `
        case "${index}": {
            ${lines.join('\n            ')}
            break;
        }`,
  );
  const java = `package truth;
${IMPORTS}
public class Pipelines {
    public static void main(String[] args) throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        switch (args[0]) {${classes.join('')}
        }
        env.execute("pipeline ${seed} " + args[0]);
    }
${FUNCTIONS}}
`;
  return `---
title: "Generated pipelines"
machines: [node1, node2]
config:
  taskmanager.numberOfTaskSlots: 4
  web.refresh-interval: 100
${config}---
# Generated pipelines

\`\`\`java norun
${java}\`\`\`

\`\`\`sh
start-cluster.sh
sleep 5
cd ~ && mvn -q package
\`\`\`
`;
}

/** @param {string} name */
const jobId = (name) => `curl -s node1:8081/jobs/overview | jq -r '.jobs[] | select(.name == "${name}") | .jid'`;
const PLAN = `curl -s node1:8081/jobs/$J/plan | jq -c '.plan.nodes[] | [.id, .parallelism, (.description | ${STABLE}), ([.inputs[]? | .id + " " + .ship_strategy + " " + .exchange] | join(","))]'`;
/** @param {string} tag */
const printed = (tag) =>
  `(cat $FLINK_HOME/log/*taskexecutor*.out; ssh node2 "cat $FLINK_HOME/log/*taskexecutor*.out") | grep '^${tag}[:>]'`;

/** A lesson of `count` programs that run to their end. @param {number} seed @param {number} count */
export function pipelines(seed, count) {
  const drawn = programs(seed, count, false);
  const cells = drawn.map(
    ({ p }, index) => `
\`\`\`sh
flink run -d -p ${p} -c truth.Pipelines target/lesson-1.0.jar ${index} && for i in $(seq 60); do
  curl -s node1:8081/jobs/overview | jq -r '.jobs[] | select(.name == "pipeline ${seed} ${index}") | .state' | grep -qE 'FINISHED|FAILED|CANCELED' && break
  sleep 1
done
sleep 2
\`\`\`

\`\`\`sh compare title="program ${seed}.${index}: names, counts, plan, output"
J=$(${jobId(`pipeline ${seed} ${index}`)})
curl -s node1:8081/jobs/$J | jq -c '[.state, .maxParallelism], (.vertices[] | [(.name | ${STABLE}), .parallelism, .maxParallelism, .metrics."read-records", .metrics."write-records"])'
${PLAN}
${printed(`p${seed}x${index}`)} || true
\`\`\`
`,
  );
  return head(seed, drawn, '') + cells.join('');
}

/** A lesson of `count` programs that lose a TaskManager in their middle and get a new one. @param {number} seed @param {number} count */
export function failovers(seed, count) {
  const drawn = programs(seed, count, true);
  const config = `  heartbeat.interval: 1000
  heartbeat.timeout: 5000
  cluster.evenly-spread-out-slots: true
`;
  const cells = drawn.map(
    ({ p }, index) => `
\`\`\`sh compare title="program ${seed}.${index} before the kill: slots required, plan"
flink run -d -p ${p} -c truth.Pipelines target/lesson-1.0.jar ${index} > /dev/null
J=$(${jobId(`pipeline ${seed} ${index}`)})
for i in $(seq 60); do
  [ "$(curl -s node1:8081/jobs/$J/checkpoints | jq .counts.completed)" -ge 3 ] && break
  sleep 0.5
done
curl -s node1:8081/overview | jq '."slots-total" - ."slots-available"'
curl -s node1:8081/jobs/$J | jq -c '.vertices[] | [(.name | ${STABLE}), .parallelism, .maxParallelism, .status]'
${PLAN}
\`\`\`

\`\`\`sh compare title="program ${seed}.${index} with a killed TaskManager: states, restored, results"
chaos kill node2 TaskManagerRunner > /dev/null
for i in $(seq 120); do
  curl -s node1:8081/jobs/overview | jq -r ".jobs[] | select(.jid == \\"$J\\") | .state" >> /tmp/states${index}
  if [ $i = 8 ]; then ssh node2 $FLINK_HOME/bin/taskmanager.sh start > /dev/null 2>&1 & fi
  grep -qE 'FINISHED|FAILED|CANCELED' /tmp/states${index} && break
  sleep 0.5
done
uniq /tmp/states${index}
curl -s node1:8081/jobs/$J/checkpoints | jq -c '[.counts.restored, .latest.restored.is_savepoint]'
curl -s node1:8081/jobs/$J | jq -c '.vertices[] | [(.name | ${STABLE}), .status]'
sleep 3
${printed(`p${seed}x${index}`)} | sort -u || true
for i in $(seq 120); do
  [ "$(curl -s node1:8081/overview | jq -c '[.taskmanagers, ."slots-available"]')" = '[2,8]' ] && break
  sleep 0.5
done
curl -s node1:8081/overview | jq -c '[.taskmanagers, ."slots-total", ."slots-available"]'
\`\`\`
`,
  );
  return head(seed, drawn, config) + cells.join('');
}
