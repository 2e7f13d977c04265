/** A state of a cluster that a cell can ask for by name, and how to get there with commands that a person could type. */
export interface Scenario {
  /** What the lesson's front matter has to say: the machines must be prepared for it. */
  readonly preset: string;
  readonly machines: number;
  /** In order: each begins where the one before ended. Bash on the first machine. */
  readonly moments: readonly Moment[];
}
export interface Moment {
  readonly name: string;
  readonly script: string;
}

/** The program that scenarios run; where it lies on the first machine. */
export const SCENARIO_JAR = '/opt/scenario/counting.jar';

/** Numbers for ever, counted by their last digit, with a checkpoint each second; `--slow` makes each record take so many ms. */
export const SCENARIO_PROGRAM = {
  file: 'src/main/java/scenario/Counting.java',
  text: `package scenario;

import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.api.java.utils.ParameterTool;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.source.SourceFunction;

public class Counting {
    public static class Numbers implements SourceFunction<Long> {
        private final long pause;
        private volatile boolean running = true;

        public Numbers(long pause) {
            this.pause = pause;
        }

        @Override
        public void run(SourceContext<Long> out) throws Exception {
            long next = 0;
            while (running) {
                synchronized (out.getCheckpointLock()) {
                    out.collect(next);
                    next++;
                }
                Thread.sleep(pause);
            }
        }

        @Override
        public void cancel() {
            running = false;
        }
    }

    public static class Digit implements MapFunction<Long, Tuple2<Long, Integer>> {
        private final long slow;

        public Digit(long slow) {
            this.slow = slow;
        }

        @Override
        public Tuple2<Long, Integer> map(Long number) throws Exception {
            if (slow > 0) {
                Thread.sleep(slow);
            }
            return Tuple2.of(number % 10, 1);
        }
    }

    public static void main(String[] args) throws Exception {
        ParameterTool parameters = ParameterTool.fromArgs(args);
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        env.enableCheckpointing(1000);
        env.addSource(new Numbers(parameters.getLong("pause", 50)))
                .name("Numbers")
                .rebalance()
                .map(new Digit(parameters.getLong("slow", 0)))
                .returns(Types.TUPLE(Types.LONG, Types.INT))
                .name("Digit")
                .keyBy(pair -> pair.f0)
                .sum(1)
                .name("Count")
                .print();
        env.execute("Counting");
    }
}
`,
};

/** Shell functions that the scripts share. Waiting costs virtual time only. */
const TOOLS = `
WORKERS=$(wc -l < $FLINK_HOME/conf/workers)
GAVE_UP=
masters() { cut -d: -f1 $FLINK_HOME/conf/masters; }
rest() { for m in $(masters); do curl -sf $m:8081$1 && return; done; return 1; }
wait_for() { for i in $(seq 1 300); do eval "$1" > /dev/null 2>&1 && return 0; sleep 1; done; echo "gave up waiting for: $1" >&2; GAVE_UP=1; return 1; }
job() { rest /jobs/overview | jq -r '.jobs[-1].jid'; }
running() { rest /jobs/overview | jq -e '.jobs[-1] | .state == "RUNNING" and .tasks.running == .tasks.total'; }
checkpoints() { rest /jobs/$(job)/checkpoints | jq -e ".counts.$1 >= $2"; }
`;

const start = `start-cluster.sh
wait_for 'rest /overview | jq -e ".taskmanagers == $WORKERS"'`;
const submit = ({
  target = '',
  program = '',
} = {}): string => `flink run -d${target} -p 2 -c scenario.Counting ${SCENARIO_JAR}${program}
wait_for running
wait_for 'checkpoints completed 2'`;
const restored =
  "wait_for 'checkpoints restored 1'\nwait_for running\nrest /jobs/overview | jq -c '.jobs[] | {name, state}'";
const killTaskManager = `VERTEX=$(rest /jobs/$(job) | jq -r '.vertices[-1].id')
VICTIM=$(rest /jobs/$(job)/vertices/$VERTEX | jq -r '.subtasks[0].host' | cut -d: -f1)
ssh $VICTIM "jps | grep TaskManagerRunner | cut -d' ' -f1 | xargs kill -9"
echo "killed the TaskManager of $VICTIM"`;

export const SCENARIOS: Readonly<Record<string, Scenario>> = {
  'standalone-3-nodes': {
    preset: 'standalone',
    machines: 3,
    moments: [
      { name: 'started', script: start },
      { name: 'job running', script: submit() },
      { name: 'TaskManager killed', script: killTaskManager },
      { name: 'restored', script: "wait_for 'checkpoints restored 1'\nwait_for running\nflink list -r" },
    ],
  },
  'ha-3-nodes': {
    preset: 'ha',
    machines: 3,
    moments: [
      { name: 'started', script: `start-zookeeper-quorum.sh\nsleep 3\n${start}` },
      { name: 'job running', script: submit() },
      {
        name: 'leader killed',
        script: `LEADER=$(for m in $(masters); do ssh $m "grep -l 'was granted leadership' $FLINK_HOME/log/*standalonesession*.log > /dev/null 2>&1 && hostname"; done | head -1)
ssh $LEADER "jps | grep StandaloneSession | cut -d' ' -f1 | xargs kill -9"
echo "killed the JobManager of $LEADER"`,
      },
      { name: 'taken over', script: 'wait_for running\nflink list -r' },
    ],
  },
  yarn: {
    preset: 'yarn',
    machines: 3,
    moments: [
      {
        name: 'started',
        script: `start-dfs.sh
start-yarn.sh
NODES=$(wc -l < $HADOOP_HOME/etc/hadoop/workers)
wait_for 'curl -sf node1:8088/ws/v1/cluster/metrics | jq -e ".clusterMetrics.activeNodes == $NODES"'`,
      },
      {
        name: 'session running',
        script: `yarn-session.sh -d -nm scenario > /tmp/scenario-session.log 2>&1
APP=$(yarn application -list 2> /dev/null | grep -o 'application_[0-9_]*' | head -1)
rest() { curl -sf node1:8088/proxy/$APP$1; }
wait_for 'rest /overview'
echo "$APP"`,
      },
      { name: 'job running', script: submit() },
      {
        name: 'TaskManager killed',
        script: `VICTIM=$(for m in $(cat $HADOOP_HOME/etc/hadoop/workers); do ssh $m "jps | grep -q YarnTaskExecutorRunner && hostname"; done | head -1)
ssh $VICTIM "jps | grep YarnTaskExecutorRunner | cut -d' ' -f1 | xargs kill -9"
echo "killed the TaskManager of $VICTIM"`,
      },
      { name: 'restored', script: restored },
    ],
  },
  kubernetes: {
    preset: 'kubernetes',
    machines: 3,
    moments: [
      {
        name: 'session running',
        script: `kubectl create serviceaccount flink
kubectl create clusterrolebinding flink-role --clusterrole=edit --serviceaccount=default:flink
kubernetes-session.sh -Dkubernetes.cluster-id=scenario -Dkubernetes.service-account=flink > /tmp/scenario-session.log 2>&1
rest() { curl -sf $(kubectl get service scenario-rest -o jsonpath='{.status.loadBalancer.ingress[0].ip}'):8081$1; }
wait_for 'rest /overview'
kubectl get pods`,
      },
      {
        name: 'job running',
        script: submit({ target: ' -t kubernetes-session -Dkubernetes.cluster-id=scenario' }),
      },
      {
        name: 'pod deleted',
        script: 'kubectl delete pod $(kubectl get pods -o name | grep taskmanager | head -1 | cut -d/ -f2)',
      },
      { name: 'restored', script: `${restored}\nkubectl get pods` },
    ],
  },
  checkpointing: {
    preset: 'standalone',
    machines: 1,
    moments: [
      { name: 'started', script: start },
      { name: 'job running', script: submit() },
      {
        name: 'ten checkpoints',
        script: "wait_for 'checkpoints completed 10'\nrest /jobs/$(job)/checkpoints | jq -c .counts",
      },
      { name: 'savepoint taken', script: 'flink savepoint $(job) /tmp/savepoints' },
      { name: 'cancelled', script: 'flink cancel $(job)' },
    ],
  },
  backpressure: {
    preset: 'standalone',
    machines: 1,
    moments: [
      { name: 'started', script: start },
      { name: 'job running', script: submit({ program: ' --pause 1 --slow 20' }) },
      {
        name: 'backpressured',
        script: `SOURCE=$(rest /jobs/$(job) | jq -r '.vertices[0].id')
wait_for 'rest /jobs/$(job)/vertices/$SOURCE/backpressure | jq -e ".\\"backpressure-level\\" == \\"high\\""'
rest /jobs/$(job)/vertices/$SOURCE/backpressure | jq -c '.subtasks[] | {subtask, level: ."backpressure-level", ratio}'`,
      },
    ],
  },
};

/** The commands that lead to a moment; a text says what is wrong with what was asked. */
export function scenarioScripts(
  preset: string | true | undefined,
  at: string | true | undefined,
  world: { readonly preset: string; readonly machines: number },
): readonly Moment[] | string {
  const known = Object.keys(SCENARIOS).join(', ');
  if (typeof preset !== 'string') return `a scenario cell names its scenario: preset=… (there are: ${known})`;
  const scenario = SCENARIOS[preset];
  if (!scenario) return `there is no scenario "${preset}" (there are: ${known})`;
  const moments = scenario.moments.map(({ name }) => name);
  const wanted = at === undefined ? moments.length - 1 : moments.indexOf(String(at));
  if (wanted < 0) return `the scenario ${preset} has no moment "${String(at)}" (it has: ${moments.join(', ')})`;
  if (world.preset !== scenario.preset)
    return `the scenario ${preset} needs \`preset: ${scenario.preset}\` in the lesson's front matter, which says ${world.preset}`;
  if (world.machines < scenario.machines)
    return `the scenario ${preset} needs ${scenario.machines} machines, this lesson has ${world.machines}`;
  return scenario.moments.slice(0, wanted + 1).map(({ name, script }, place) => ({
    name,
    script: `${place === 0 ? TOOLS : ''}${script}\n[ -z "$GAVE_UP" ]`,
  }));
}
