import { describe, expect, it } from 'vitest';
import { applyFault } from '../../src/platform/faults.ts';
import { applicationIn, containerOutput, type HadoopWorld, hadoopWorld, jobIdIn, startHadoop } from './support.ts';

const WORDS = '(sleep 30; echo hello flink hello; sleep 100; echo hello; sleep 3000) | nc -lk 9999 > /dev/null &';
const RUN = '-c demo.StreamWordCount words.jar node1 9999';

/** What jps shows of Flink on all machines. */
const flinkProcesses = (w: HadoopWorld): string[] =>
  ['node1', 'node2', 'node3']
    .flatMap((name) => w.sh(`ssh ${name} jps`).stdout.split('\n'))
    .map((line) => line.replace(/^\d+ /, ''))
    .filter((name) => name.startsWith('Yarn'))
    .sort();

/** Pid and machine of a process by what jps shows. */
function processOf(w: HadoopWorld, name: string): { machine: string; pid: number } {
  for (const machine of w.platform.machines.values())
    for (const process of machine.processes.values())
      if (process.spec.mainClass === name) return { machine: machine.name, pid: process.pid };
  throw new Error(`no ${name}`);
}
const kill = (w: HadoopWorld, name: string): void =>
  applyFault(w.platform, { kind: 'signal', ...processOf(w, name), signal: 'SIGKILL' });

describe('the streaming WordCount on YARN', () => {
  it('in a session: TaskManagers come with the job and go when idle', () => {
    const w = hadoopWorld();
    startHadoop(w);
    w.sh(WORDS);
    const session = w.sh('yarn-session.sh -d -nm lesson');
    const id = applicationIn(session.stdout);
    expect(session.stdout).toMatch(/^JobManager Web Interface: http:\/\/node\d:\d+$/m);
    expect(session.stdout).toContain(`$ echo "stop" | ./bin/yarn-session.sh -id ${id}\n`);
    expect(flinkProcesses(w)).toEqual(['YarnSessionClusterEntrypoint']);
    const job = jobIdIn(w.sh(`flink run -d -p 3 ${RUN}`).stdout);
    w.pass(40_000);
    expect(flinkProcesses(w)).toEqual([
      'YarnSessionClusterEntrypoint',
      'YarnTaskExecutorRunner',
      'YarnTaskExecutorRunner',
    ]);
    expect(containerOutput(w, 'taskmanager.out')).toContain('(hello,2)');
    expect(w.sh('flink list').stdout).toContain(`${job} : Streaming WordCount (RUNNING)`);
    expect(w.sh(`flink list -t yarn-session -Dyarn.application.id=${id}`).stdout).toContain(job);
    expect(w.sh(`flink cancel -yid ${id} ${job}`).stdout).toContain(`Cancelled job ${job}.`);
    w.pass(70_000);
    expect(flinkProcesses(w)).toEqual(['YarnSessionClusterEntrypoint']);
    expect(w.sh(`echo stop | yarn-session.sh -id ${id}`)).toMatchObject({ status: 0 });
    w.pass(2_000);
    expect(flinkProcesses(w)).toEqual([]);
    expect(w.sh(`yarn application -status ${id}`).stdout).toMatch(/State : FINISHED\n\tFinal-State : SUCCEEDED/);
  });

  it('per job as older notes write it, attached, with a job that ends', () => {
    const w = hadoopWorld();
    startHadoop(w);
    w.sh('echo a > in.txt; hdfs dfs -put in.txt /in.txt');
    const { stdout, status } = w.sh(
      'flink run -m yarn-cluster -yjm 1024 -ytm 2048 -ys 2 -ynm copy -c demo.Copy words.jar hdfs:///in.txt hdfs:///out.txt',
    );
    expect(status).toBe(0);
    expect(stdout).toContain(
      'ClusterSpecification{masterMemoryMB=1024, taskManagerMemoryMB=2048, slotsPerTaskManager=2}',
    );
    expect(stdout).toMatch(/Program execution finished\nJob with JobID [0-9a-f]{32} has finished\./);
    w.pass(3_000);
    expect(w.sh('hdfs dfs -cat /out.txt; yarn application -list -appStates FINISHED').stdout).toMatch(
      /^A\n[\s\S]* copy\t.*SUCCEEDED/,
    );
    expect(w.sh('hdfs dfs -ls -R -C /user/root/.flink').stdout).toBe('');
  });

  it('as an application: main() runs in the JobManager, the jar may lie on HDFS', () => {
    const w = hadoopWorld();
    startHadoop(w);
    w.sh(WORDS);
    w.sh(`hdfs dfs -mkdir -p /jars /dist; hdfs dfs -put words.jar /jars; hdfs dfs -put $FLINK_HOME/lib /dist`);
    const { stdout, status } = w.sh(
      `flink run-application -t yarn-application -Dyarn.provided.lib.dirs="hdfs://node1:8020/dist/lib" -c demo.StreamWordCount hdfs://node1:8020/jars/words.jar node1 9999`,
    );
    expect(status).toBe(0);
    const id = applicationIn(stdout);
    w.pass(35_000);
    expect(flinkProcesses(w)).toEqual(['YarnApplicationClusterEntryPoint', 'YarnTaskExecutorRunner']);
    expect(containerOutput(w, 'taskmanager.out')).toContain('(hello,2)');
    const target = `-t yarn-application -Dyarn.application.id=${id}`;
    const job = /[0-9a-f]{32}/.exec(w.sh(`flink list ${target}`).stdout)![0];
    expect(w.sh(`flink stop -p hdfs:///sp ${target} ${job}`).stdout).toMatch(
      /Savepoint completed\. Path: hdfs:.*\/sp\/savepoint-/,
    );
    w.pass(3_000);
    expect(flinkProcesses(w)).toEqual([]);
  });

  it('in an attached session: commands, and Ctrl-C, end it', () => {
    const w = hadoopWorld();
    startHadoop(w);
    const attached = w.sh('(echo help; echo frob; sleep 20; echo stop) | yarn-session.sh');
    w.pass(10_000);
    expect(attached.stderr).toBe(
      `Available commands:\nhelp - show these commands\nstop - stop the YARN session\nUnknown command 'frob'. Showing help:\nAvailable commands:\nhelp - show these commands\nstop - stop the YARN session\n`,
    );
    expect(flinkProcesses(w)).toEqual(['YarnSessionClusterEntrypoint']);
    w.pass(30_000);
    expect(attached.stdout).toMatch(
      /Deleted Yarn properties file at \/tmp\/\.yarn-properties-root\n.*finished with state FINISHED and final state SUCCEEDED/,
    );
    expect(flinkProcesses(w)).toEqual([]);
    w.sh('yarn-session.sh > /tmp/out &');
    w.sh('kill -INT %1');
    w.pass(5_000);
    expect(flinkProcesses(w)).toEqual([]);
  });

  it('as old notes size it: `-n` is of releases up to 1.9, and ends the options of later ones', () => {
    const w = hadoopWorld();
    startHadoop(w);
    const { stdout, serving } = w.sh('yarn-session.sh -n 2 -s 4 -d') as ReturnType<HadoopWorld['sh']> & {
      serving: boolean;
    };
    expect(stdout).toContain('slotsPerTaskManager=2}');
    expect(serving).toBe(true);
  });

  it('tells what the cluster has', () => {
    const w = hadoopWorld();
    startHadoop(w);
    const { stdout } = w.sh('yarn-session.sh -q');
    expect(stdout).toContain('NodeManagers in the ClusterClient 3|Property         |Value          \n');
    expect(stdout).toContain(
      'Summary: totalMemory 24576 totalCores 24\nQueue: default, Current Capacity: 0.0 Max Capacity: 1.0 Applications: 0\n',
    );
  });
});

describe('what goes wrong', () => {
  const failing = (line: string, prepare = ''): { w: HadoopWorld; result: ReturnType<HadoopWorld['sh']> } => {
    const w = hadoopWorld();
    startHadoop(w);
    if (prepare) w.sh(prepare);
    return { w, result: w.sh(line) };
  };

  it('too much memory', () => {
    const { result } = failing('yarn-session.sh -d -tm 9000');
    expect(result.status).toBe(1);
    expect(result.stderr).toContain(
      'Caused by: org.apache.flink.yarn.YarnClusterDescriptor$YarnDeploymentException: The cluster does not have the requested resources for the TaskManagers available!\nMaximum Memory: 8192 Requested: 9000MB. Please check',
    );
  });
  it('too many cores', () => {
    const { result } = failing('yarn-session.sh -d -s 9');
    expect(result.status).toBe(1);
    expect(result.stderr).toContain(
      'The number of requested virtual cores per node 9 exceeds the maximum number of virtual cores 8 available in the Yarn Cluster.',
    );
  });
  it('a queue that does not exist', () => {
    const { result } = failing('yarn-session.sh -d -qu nope');
    expect(result.stdout).toContain("The specified queue 'nope' does not exist. Available queues: default, \n");
    expect(result.stderr).toMatch(
      /Caused by: org\.apache\.hadoop\.yarn\.exceptions\.YarnException: Failed to submit (\S+) to YARN : Application \1 submitted by user root to unknown queue: nope\n/,
    );
    expect(result.status).toBe(1);
  });
  it('the check of virtual memory', () => {
    const { w, result } = failing(
      'yarn-session.sh -d -jm 1024 -tm 1024',
      'sed -i s/false/true/ $HADOOP_CONF_DIR/yarn-site.xml; for n in node2 node3; do scp $HADOOP_CONF_DIR/yarn-site.xml $n:$HADOOP_CONF_DIR/; done; stop-yarn.sh; start-yarn.sh; sleep 5',
    );
    expect(result.status).toBe(1);
    const id = applicationIn(result.stdout);
    expect(result.stderr).toContain(
      'Caused by: org.apache.flink.yarn.YarnClusterDescriptor$YarnDeploymentException: The YARN application unexpectedly switched to state FAILED during deployment. \n',
    );
    expect(result.stderr).toContain(
      `If log aggregation is enabled on your cluster, use this command to further investigate the issue:\nyarn logs -applicationId ${id}\n`,
    );
    w.pass(10_000);
    const { stdout } = w.sh('yarn application -list -appStates FAILED');
    expect(stdout).toContain(id);
    expect(w.sh(`yarn application -status ${applicationIn(stdout + result.stdout)}`).stdout).toMatch(
      /is running beyond virtual memory limits\. Current usage: .* of 1 GB physical memory used; 2\.3 GB of 2\.1 GB virtual memory used\. Killing container\./,
    );
  });
  it('no HADOOP_CLASSPATH', () => {
    const { w, result } = failing('yarn-session.sh -d', 'unset HADOOP_CLASSPATH');
    expect(result.stderr).toContain('java.lang.NoClassDefFoundError: org/apache/hadoop/yarn/exceptions/YarnException');
    expect(result.status).toBe(1);
    expect(w.sh(`flink run -t yarn-per-job ${RUN}`).stderr).toContain(
      'No Executor found. Please make sure to export the HADOOP_CLASSPATH',
    );
  });
  it('no ResourceManager: the client tries again and again', () => {
    const w = hadoopWorld();
    w.sh('start-dfs.sh');
    const { stderr, status } = w.sh('timeout 30 yarn application -list');
    expect(status).toBe(124);
    expect(stderr).toContain(
      'INFO ipc.Client: Retrying connect to server: node1/192.168.10.101:8032. Already tried 0 time(s); retry policy is RetryUpToMaximumCountWithFixedSleep(maxRetries=10, sleepTime=1000 MILLISECONDS)\n',
    );
    w.sh('unset HADOOP_CONF_DIR HADOOP_HOME; echo "<configuration/>" > $HOME/yarn-site.xml');
    expect(w.sh('HADOOP_CONF_DIR=/root timeout 5 yarn node -list').stderr).toContain(
      'Retrying connect to server: 0.0.0.0/0.0.0.0:8032.',
    );
  });
  it('a left over .yarn-properties file leads to a session that is gone', () => {
    const { w, result } = failing('yarn-session.sh -d');
    const id = applicationIn(result.stdout);
    w.sh(`yarn application -kill ${id}`);
    const { stdout, stderr, status } = w.sh('flink list');
    expect(stdout).toContain('Found Yarn properties file under /tmp/.yarn-properties-root.');
    expect(stderr).toContain(`Caused by: java.lang.RuntimeException: The Yarn application ${id} doesn't run anymore.`);
    expect(status).toBe(1);
    expect(w.sh('rm /tmp/.yarn-properties-root; start-cluster.sh; sleep 8; flink list').stdout).toContain(
      'No running jobs.',
    );
  });
  it('an application that nobody knows', () => {
    const { result } = failing('flink list -t yarn-session -Dyarn.application.id=application_1_0001');
    expect(result.stderr).toContain("Application with id 'application_1_0001' doesn't exist in RM.");
    expect(failing('yarn application -kill application_1_0001').result.status).toBe(255);
  });
  it('no more memory for a second application master: it waits in ACCEPTED', () => {
    const w = hadoopWorld();
    w.sh("sed -i 's/>0.5</>0.1</' $HADOOP_CONF_DIR/capacity-scheduler.xml");
    startHadoop(w);
    w.sh('yarn-session.sh -d -nm one');
    const { status } = w.sh('timeout 70 yarn-session.sh -d -nm two');
    expect(status).toBe(124);
    expect(w.sh('yarn application -list').stdout).toMatch(/ two\t.*ACCEPTED/);
    expect(
      w.sh(
        `yarn application -status ${w.sh('yarn application -list -appStates ACCEPTED').stdout.match(/application_\d+_\d+/)![0]}`,
      ).stdout,
    ).toContain("Queue's AM resource limit exceeded.");
  });
});

describe('faults', () => {
  const sessionWithJob = (config: Readonly<Record<string, string>> = {}): HadoopWorld => {
    const w = hadoopWorld(config);
    startHadoop(w);
    w.sh(WORDS);
    w.sh('yarn-session.sh -d');
    w.sh(`flink run -d ${RUN} checkpointed`);
    w.pass(35_000);
    expect(containerOutput(w, 'taskmanager.out')).toContain('(hello,2)');
    return w;
  };

  it('a killed container is replaced and the job goes on from its checkpoint', () => {
    const w = sessionWithJob();
    kill(w, 'YarnTaskExecutorRunner');
    w.pass(120_000);
    expect(flinkProcesses(w)).toEqual(['YarnSessionClusterEntrypoint', 'YarnTaskExecutorRunner']);
    expect(containerOutput(w, 'taskmanager.out')).toContain('(hello,3)');
  });
  it('a killed application master ends the application without high availability', () => {
    const w = sessionWithJob();
    kill(w, 'YarnSessionClusterEntrypoint');
    w.pass(5_000);
    expect(flinkProcesses(w)).toEqual([]);
    const { stdout } = w.sh('yarn application -list -appStates ALL');
    expect(stdout).toMatch(/FAILED\t +FAILED/);
    expect(w.sh(`yarn application -status ${applicationIn(stdout)}`).stdout).toMatch(
      /Application \S+ failed 1 times \(global limit =2; local limit is =1\) due to AM Container for \S+ exited with {2}exitCode: 137/,
    );
  });
  describe('with high availability', () => {
    const highlyAvailable = (config: Readonly<Record<string, string>>): HadoopWorld => {
      const w = hadoopWorld({
        'high-availability': 'zookeeper',
        'high-availability.zookeeper.quorum': 'node1:2181',
        'high-availability.storageDir': 'hdfs://node1:8020/ha',
        ...config,
      });
      startHadoop(w);
      w.sh(
        `sed -i '/server.1/d' $FLINK_HOME/conf/zoo.cfg; echo server.1=node1:2888:3888 >> $FLINK_HOME/conf/zoo.cfg; zookeeper.sh start 1; sleep 3\n${WORDS}`,
      );
      w.sh('yarn-session.sh -d');
      w.sh(`flink run -d ${RUN} checkpointed`);
      w.pass(35_000);
      expect(containerOutput(w, 'taskmanager.out')).toContain('(hello,2)');
      return w;
    };
    const killMaster = (w: HadoopWorld, after: number): void => {
      kill(w, 'YarnSessionClusterEntrypoint');
      w.pass(after);
    };

    it('a killed application master is started again, and the job goes on', () => {
      const w = highlyAvailable({ 'yarn.application-attempts': '3' });
      killMaster(w, 150_000);
      expect(flinkProcesses(w)).toEqual(['YarnSessionClusterEntrypoint', 'YarnTaskExecutorRunner']);
      expect(containerOutput(w, 'taskmanager.out')).toContain('(hello,3)');
      expect(w.sh('flink list').stdout).toContain('(RUNNING)');
    });
    it('as many times as attempts are left within the interval', () => {
      const w = highlyAvailable({ 'yarn.application-attempt-failures-validity-interval': '600000' });
      killMaster(w, 60_000);
      expect(flinkProcesses(w)).toEqual(['YarnSessionClusterEntrypoint', 'YarnTaskExecutorRunner']);
      killMaster(w, 60_000);
      expect(flinkProcesses(w)).toEqual([]);
      const { stdout } = w.sh('yarn application -list -appStates FAILED');
      expect(w.sh(`yarn application -status ${applicationIn(stdout)}`).stdout).toMatch(
        /Application \S+ failed 2 times in previous 600000 milliseconds due to AM Container for \S+ exited with {2}exitCode: 137/,
      );
      expect(w.sh(`yarn applicationattempt -list ${applicationIn(stdout)}`).stdout).toContain(
        'Total number of application attempts :2',
      );
    });
    it('failures longer ago than the interval do not count', () => {
      const w = highlyAvailable({});
      killMaster(w, 60_000);
      killMaster(w, 60_000);
      killMaster(w, 60_000);
      expect(flinkProcesses(w)).toEqual(['YarnSessionClusterEntrypoint', 'YarnTaskExecutorRunner']);
    });
  });
  it('a machine without power: Flink misses its TaskManager after fifty seconds, YARN its NodeManager after ten minutes', () => {
    const w = hadoopWorld();
    startHadoop(w);
    // Containers of 5 GB share no node, and node1, where HDFS and YARN are at home, gives none.
    w.sh(`yarn --daemon stop nodemanager; ${WORDS}`);
    w.sh('yarn-session.sh -d -jm 5000 -tm 5000');
    w.sh(`flink run -d ${RUN} checkpointed`);
    w.pass(35_000);
    const { machine } = processOf(w, 'YarnTaskExecutorRunner');
    expect([machine, processOf(w, 'YarnSessionClusterEntrypoint').machine].sort()).toEqual(['node2', 'node3']);
    applyFault(w.platform, { kind: 'power', machine, on: false });
    w.pass(35_000);
    expect(w.sh('flink list').stdout).toContain('(RUNNING)');
    w.pass(25_000);
    // The job restarts and waits for a worker that nobody has room for.
    expect(w.platform.machines.get(machine)!.powered).toBe(false);
    expect(() => processOf(w, 'YarnTaskExecutorRunner')).toThrow();
    expect(w.sh('yarn node -list').stdout).toContain('Total Nodes:2');
    w.sh('yarn --daemon start nodemanager', { on: 'node1' });
    w.pass(40_000);
    expect(processOf(w, 'YarnTaskExecutorRunner').machine).toBe('node1');
    // NMLivelinessMonitor looks three times in ten minutes.
    w.pass(800_000);
    expect(w.sh('yarn node -list -states LOST').stdout).toContain(`${machine}:`);
    applyFault(w.platform, { kind: 'power', machine, on: true });
    w.sh('yarn --daemon start nodemanager; sleep 5', { on: machine });
    expect(w.sh('yarn node -list').stdout).toContain('Total Nodes:3');
  });
  it('a killed NodeManager leaves its containers alone', () => {
    const w = sessionWithJob();
    const { machine } = processOf(w, 'YarnTaskExecutorRunner');
    const nodeManager = [...w.machine(machine).processes.values()].find(
      ({ spec }) => spec.mainClass === 'NodeManager',
    )!;
    nodeManager.kill('SIGKILL');
    w.pass(60_000);
    expect(flinkProcesses(w)).toEqual(['YarnSessionClusterEntrypoint', 'YarnTaskExecutorRunner']);
  });
  it('a ResourceManager that comes back does not know its applications', () => {
    const w = sessionWithJob();
    kill(w, 'ResourceManager');
    w.pass(10_000);
    expect(flinkProcesses(w)).toEqual(['YarnSessionClusterEntrypoint', 'YarnTaskExecutorRunner']);
    w.sh('yarn --daemon start resourcemanager; sleep 20');
    expect(flinkProcesses(w)).toEqual([]);
    expect(w.sh('yarn application -list -appStates ALL').stdout).toContain(':0\n');
    expect(w.sh('yarn node -list').stdout).toContain('Total Nodes:3');
  });
});

describe('the ResourceManager’s web server', () => {
  it('knows applications and metrics, and passes requests on to application masters', () => {
    const w = hadoopWorld();
    startHadoop(w);
    const id = applicationIn(w.sh('yarn-session.sh -d').stdout);
    expect(JSON.parse(w.sh(`curl -s http://node1:8088/ws/v1/cluster/apps/${id}`).stdout).app).toMatchObject({
      id,
      state: 'RUNNING',
      finalStatus: 'UNDEFINED',
      applicationType: 'Apache Flink',
      trackingUrl: `http://node1:8088/proxy/${id}/`,
      allocatedMB: 2048,
    });
    expect(JSON.parse(w.sh('curl -s http://node1:8088/ws/v1/cluster/metrics').stdout).clusterMetrics).toMatchObject({
      appsRunning: 1,
      allocatedMB: 2048,
      totalMB: 24576,
      activeNodes: 3,
    });
    expect(JSON.parse(w.sh(`curl -s http://node1:8088/proxy/${id}/overview`).stdout)).toMatchObject({
      taskmanagers: 0,
    });
    expect(w.sh('yarn queue -status default').stdout).toContain(
      '\tState : RUNNING\n\tCapacity : 100.00%\n\tCurrent Capacity : 8.33%\n',
    );
  });
});
