import { describe, expect, it } from 'vitest';
import { runCellHeadless } from '../../src/world/headless.ts';
import type { WorldSpec } from '../../src/world/protocol.ts';
import type { World } from '../../src/world/world.ts';
import { nodes, specOf, worldOf } from '../support/worlds.ts';

/** Machines on which a person types. */
interface Lab {
  readonly world: World;
  /** Types lines on node1; what came out, and how the last command ended (null: it serves). */
  type(source: string): Promise<{ readonly out: string; readonly error: string; readonly exit: number | null }>;
  /** Names of the messages of `protocol` from now on, without repeats in a row. */
  watch(...protocols: string[]): () => string[];
}

const COUNTS = `
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.Collector;

public class Counts {
  public static void main(String[] args) throws Exception {
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
    env.enableCheckpointing(1000);
    env.socketTextStream("node3", 9999, "\\n", 100)
        .flatMap((String line, Collector<Tuple2<String, Integer>> out) -> {
          for (String word : line.split(" ")) out.collect(Tuple2.of(word, 1));
        })
        .returns(Types.TUPLE(Types.STRING, Types.INT))
        .keyBy(t -> t.f0)
        .sum(1)
        .print();
    env.execute("Streaming WordCount");
  }
}`;
/** What the job printed, on whichever machine. */
const PRINTED = "for n in node1 node2 node3; do ssh $n 'cat $FLINK_HOME/log/*taskexecutor*.out 2>/dev/null'; done";

async function open(preset: string, config: WorldSpec['config'] = {}): Promise<Lab> {
  const world = await worldOf({
    spec: specOf({ preset, config, machines: nodes(3), epoch: Date.UTC(2021, 7, 1) }),
  });
  let cell = 0;
  const file = { cell: cell++, language: 'java', options: { file: 'src/main/java/Counts.java' }, source: COUNTS };
  await runCellHeadless(world, file);
  return {
    world,
    async type(source) {
      const run = await runCellHeadless(world, { cell: cell++, language: 'bash', options: {}, source });
      return { out: run.stdout, error: run.stderr, exit: run.result?.exitCode ?? null };
    },
    watch(...protocols) {
      const from = world.recorder.length;
      return () =>
        world.recorder
          .since(from)
          .flatMap((fact) => (fact.kind === 'message' && protocols.includes(fact.protocol) ? [fact.name] : []))
          .filter((name, i, names) => name !== names[i - 1]);
    },
  };
}

/** Are `names` among `all` in this order? */
function inOrder(all: readonly string[], names: readonly string[]): string[] {
  let at = 0;
  return names.filter((name) => {
    const found = all.indexOf(name, at);
    if (found >= 0) at = found + 1;
    return found >= 0;
  });
}

describe('standalone, as a session', () => {
  it('counts the words typed into netcat; list, cancel, stop', async () => {
    const lab = await open('standalone');
    await lab.type('start-cluster.sh; sleep 8; mvn -q package');
    await lab.type("ssh node3 'nc -lk 9999'");
    const messages = lab.watch('http', 'rpc');
    const submitted = await lab.type('flink run -d -c Counts target/*.jar; sleep 5');
    expect(submitted.out).toMatch(/^Job has been submitted with JobID [0-9a-f]{32}\n$/);
    const flow = ['POST /v1/jobs', 'requestSlot', 'offerSlots', 'submitTask', 'updateTaskExecutionState'];
    expect(inOrder(messages(), flow)).toEqual(flow);
    const run = lab.world.runs.find(({ state }) => state === 'serving')!;
    run.stdin.push('to be or not to be\n');
    expect((await lab.type(`sleep 2; ${PRINTED}`)).out).toBe('(to,1)\n(be,1)\n(or,1)\n(not,1)\n(to,2)\n(be,2)\n');
    expect((await lab.type('flink list -r')).out).toMatch(/: Streaming WordCount \(RUNNING\)\n/);
    const cancelled = await lab.type(
      "flink list -r > list; flink cancel $(grep RUNNING list | cut -d' ' -f4); sleep 2; flink list -r; stop-cluster.sh",
    );
    expect(cancelled.out).toMatch(/Cancelled job [0-9a-f]{32}\.\n[\s\S]*No running jobs\.\n[\s\S]*standalonesession/);
    expect((await lab.type('for n in node1 node2 node3; do ssh $n jps; done')).out.replace(/\d+ /g, '')).toBe(
      'Jps\nJps\nJps\n',
    );
  });

  it('gives a second cluster logs and process ids of its own, and no port', async () => {
    const lab = await open('standalone');
    const { out } = await lab.type(
      'start-cluster.sh; sleep 6; start-cluster.sh; sleep 6; ls $FLINK_HOME/log/*.log; jps',
    );
    expect(out).toContain('[INFO] 1 instance(s) of standalonesession are already running on node1.\n');
    expect(out).toMatch(/flink-root-standalonesession-1-node1\.log/);
    expect(out.match(/StandaloneSessionClusterEntrypoint/g)).toHaveLength(1);
    expect(out.match(/TaskManagerRunner/g)).toHaveLength(2);
    const log = (await lab.type('cat $FLINK_HOME/log/flink-root-standalonesession-1-node1.log')).out;
    expect(log).toMatch(/Could not start actor system on any port in port range 6123/);
    const stopped = (await lab.type('jobmanager.sh stop; jobmanager.sh stop; jobmanager.sh stop')).out;
    expect(stopped.replace(/\d{3,}/g, 'N').split('\n')).toEqual([
      'No standalonesession daemon (pid: N) is running anymore on nodeN.'.replace('nodeN', 'node1'),
      'Stopping standalonesession daemon (pid: N) on host node1.',
      'No standalonesession daemon to stop on host node1.',
      '',
    ]);
    expect((await lab.type('taskmanager.sh stop-all; taskmanager.sh stop-all')).out.split('\n')).toHaveLength(3);
  });

  it('shows what runs in the foreground, until Ctrl-C', async () => {
    const lab = await open('standalone');
    const { out, exit } = await lab.type('jobmanager.sh start-foreground');
    expect(exit).toBeNull();
    expect(out).toMatch(/^Starting standalonesession as a console application on host node1\.\n/);
    expect(out).toContain('Rest endpoint listening at node1:8081\n');
    expect((await lab.type('sleep 5; jps')).out).toContain('StandaloneSessionClusterEntrypoint');
    const run = lab.world.runs.find(({ state }) => state === 'serving')!;
    expect(run.stdout).toContain('Starting StandaloneSessionClusterEntrypoint');
    run.interrupt();
    expect((await lab.type('sleep 5; jps')).out).toMatch(/^\d+ Jps\n$/);
  });

  it('says why a job of its own on YARN cannot be had', async () => {
    const lab = await open('standalone');
    await lab.type('start-cluster.sh; sleep 6; mvn -q package');
    for (const line of [
      'flink run -m yarn-cluster -c Counts target/*.jar',
      'flink run-application -t yarn-application -c Counts target/*.jar',
    ]) {
      const { error, exit } = await lab.type(line);
      expect(error).toContain('make sure to export the HADOOP_CLASSPATH environment variable');
      expect(exit).toBe(1);
    }
  });

  it('wants a JDK: config.sh says so where there is none', async () => {
    const lab = await open('standalone');
    const { out, exit } = await lab.type(
      'unset JAVA_HOME; export PATH=$FLINK_HOME/bin:/usr/bin; mv /usr/bin/java /tmp 2>/dev/null; taskmanager.sh start',
    );
    expect(out).toBe(
      'Please specify JAVA_HOME. Either in Flink config ./conf/flink-conf.yaml or as system-wide JAVA_HOME.\n',
    );
    expect(exit).toBe(1);
    expect((await lab.type('taskmanager.sh stop')).exit).toBe(0);
  });
});

describe('standalone, for one application', () => {
  it('runs the class on the class path', async () => {
    const lab = await open('standalone');
    await lab.type("ssh node3 'nc -lk 9999'");
    const started = await lab.type(
      'mvn -q package; cp target/*.jar $FLINK_HOME/lib/; standalone-job.sh start --job-classname Counts; taskmanager.sh start; sleep 12',
    );
    expect(started.out).toBe(
      'Starting standalonejob daemon on host node1.\nStarting taskexecutor daemon on host node1.\n',
    );
    lab.world.runs.find(({ state }) => state === 'serving')!.stdin.push('once\n');
    const { out } = await lab.type(`sleep 2; jps; ${PRINTED}; flink list -r`);
    expect(out).toContain('StandaloneApplicationClusterEntryPoint');
    expect(out).toContain('(once,1)\n');
    expect(out).toMatch(/: [0-9a-f]{32} : Streaming WordCount \(RUNNING\)/);
    expect((await lab.type('standalone-job.sh stop; taskmanager.sh stop; sleep 3; jps')).out).toMatch(
      /^Stopping standalonejob [^\n]*\nStopping taskexecutor [^\n]*\n\d+ Jps\n$/,
    );
  });
});

describe('standalone with high availability', () => {
  it('hands a running job and its counts to the standby', async () => {
    const lab = await open('ha');
    await lab.type('start-zookeeper-quorum.sh; sleep 3; start-cluster.sh; sleep 10; mvn -q package');
    await lab.type("ssh node3 'nc -lk 9999'");
    // With high availability ZooKeeper says where the leader is, whatever -m says.
    const submitted = await lab.type('flink run -m nowhere:1 -d -c Counts target/*.jar; sleep 5');
    const job = /[0-9a-f]{32}/.exec(submitted.out)![0];
    const netcat = lab.world.runs.find(({ state }) => state === 'serving')!;
    netcat.stdin.push('to be\n');
    expect((await lab.type(`sleep 4; ${PRINTED}`)).out).toBe('(to,1)\n(be,1)\n');

    const nodes = (await lab.type('zkCli.sh ls /flink/default | tail -1; zkCli.sh ls /flink/default/leader | tail -1'))
      .out;
    expect(nodes).toBe(
      `[checkpoint-counter, checkpoints, jobgraphs, leader, leaderlatch, running_job_registry]\n[${job}, dispatcher_lock, resource_manager_lock, rest_server_lock]\n`,
    );
    const leader = 'zkCli.sh get /flink/default/leader/rest_server_lock | tail -1';
    expect((await lab.type(leader)).out).toContain('http://node1:8081sr\0\x0ejava.util.UUID');
    expect((await lab.type(`zkCli.sh get /flink/default/jobgraphs/${job} | tail -1`)).out).toContain(
      'file:/shared/ha/default/submittedJobGraph',
    );

    const messages = lab.watch('rpc', 'zookeeper');
    await lab.type("jps | grep StandaloneSession | cut -d' ' -f1 | xargs kill -9; sleep 60");
    const base = '/flink/default';
    const takeover = [
      `getChildren ${base}/leaderlatch/dispatcher_lock`,
      `create ${base}/leader/dispatcher_lock`,
      `getData ${base}/jobgraphs/${job}`,
      'registerTaskExecutor',
      'sendSlotReport',
      `getChildren ${base}/checkpoints/${job}`,
      'offerSlots',
      'submitTask',
      'updateTaskExecutionState',
    ];
    expect(inOrder(messages(), takeover)).toEqual(takeover);
    expect((await lab.type(leader)).out).toContain('http://node2:8081');
    const leaders = lab.world.recorder.entries.flatMap((fact) => (fact.kind === 'leader' ? [fact] : []));
    expect(leaders.at(-1)).toMatchObject({ component: job, machine: 'node2', granted: true });

    netcat.stdin.push('to be\n');
    expect((await lab.type(`sleep 3; ${PRINTED}`)).out.match(/\((?:to|be),2\)/g)).toEqual(['(to,2)', '(be,2)']);
    expect((await lab.type(`flink list -r; flink cancel ${job}`)).out).toMatch(/\(RUNNING\)[\s\S]*Cancelled job/);
    const stopped = (await lab.type('stop-cluster.sh; stop-zookeeper-quorum.sh')).out;
    expect(stopped).toMatch(/No standalonesession daemon \(pid: \d+\) is running anymore on node1\./);
    expect(stopped.match(/Stopping zookeeper daemon/g)).toHaveLength(3);
  });
});

describe('a local environment', () => {
  it('lives on beside another one of the same machine', async () => {
    const lab = await open('standalone');
    const program = (name: string, elements: number): string => `
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
public class ${name} {
  public static void main(String[] args) throws Exception {
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
    env.fromSequence(1, ${elements}).setParallelism(1).map(i -> { Thread.sleep(20000); return i; }).returns(Long.class).setParallelism(1).print().setParallelism(1);
    env.execute();
  }
}`;
    for (const [name, elements] of [
      ['Long1', 8],
      ['Short', 1],
    ] as const)
      await lab.type(`mkdir -p src/main/java; cat > src/main/java/${name}.java <<'END'${program(name, elements)}\nEND`);
    await lab.type('mvn -q package');
    const { out, error } = await lab.type(
      "for c in Long1 Short; do java -cp 'target/*:/opt/flink-1.13.6/lib/*' $c > $c.txt 2>&1 & sleep 5; done; wait; cat Long1.txt",
    );
    expect([out, error]).toEqual(['1\n2\n3\n4\n5\n6\n7\n8\n', '']);
  });
});

describe('standalone-job.sh', () => {
  const start = 'standalone-job.sh start --job-classname Counts';
  const LOG = 'cat $(ls -t $FLINK_HOME/log/*standalonejob*.log | head -1)';

  async function withProgram(): Promise<Lab> {
    const lab = await open('standalone');
    await lab.type('mvn -q package; mkdir $FLINK_HOME/usrlib; cp target/*.jar $FLINK_HOME/usrlib');
    return lab;
  }

  it('runs the job under the id that it is given, and leaves words after the first that is no option to the program', async () => {
    const lab = await withProgram();
    await lab.type(`${start} --job-id 00000000000000000000000000000ABC --port 1 --host nowhere; sleep 5`);
    expect((await lab.type('flink list')).out).toContain(
      ' : 00000000000000000000000000000abc : Streaming WordCount (RUNNING)',
    );
    expect((await lab.type(LOG)).out).toContain('Actor system started at akka.tcp://flink@node1:6123');
  });

  it('ends over options that it cannot read', async () => {
    const lab = await withProgram();
    const { out, exit } = await lab.type('standalone-job.sh start-foreground --job-classname');
    expect(out).toContain(
      'Could not parse command line arguments [--configDir, /opt/flink-1.13.6/conf, --job-classname].',
    );
    expect(out).toContain('MissingArgumentException: Missing argument for option: j\n');
    expect(exit).toBe(1);
    await lab.type(`${start} --job-id 12; sleep 3`);
    expect((await lab.type(LOG)).out).toContain("FlinkParseException: Failed to parse '--job-id' option");
  });

  it('says where it looked for the program', async () => {
    const lab = await withProgram();
    await lab.type('standalone-job.sh start --job-classname Nope; sleep 3');
    expect((await lab.type(LOG)).out).toContain(
      'FlinkException: Could not find the provided job class (Nope) in the user lib directory (/opt/flink-1.13.6/usrlib).',
    );
    await lab.type(`rm -r $FLINK_HOME/usrlib; ${start}; sleep 3`);
    expect((await lab.type(LOG)).out).toContain(
      "ProgramInvocationException: The program's entry point class 'Counts' was not found in the jar file.",
    );
  });
});
