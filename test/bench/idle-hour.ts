/** One hour of cluster time: three machines, a job that waits for its socket and takes a checkpoint every 10 s (and every second). */

import { StreamExecutionEnvironment } from '../../src/flink/api/environment.ts';
import type { FlatMapFunction } from '../../src/flink/api/functions.ts';
import type { Tuple2 } from '../../src/flink/api/tuple.ts';
import { BASIC, tupleType } from '../../src/flink/api/types.ts';
import { constant } from '../../src/flink/api/user-functions.ts';
import { generateJobGraph } from '../../src/flink/graph/job-graph.ts';
import { generateStreamGraph } from '../../src/flink/graph/stream-graph.ts';
import { startCluster } from '../flink/taskmanager/cluster.ts';
import { costOf, note, report, seconds } from './support/promise.ts';
import { split } from './support/word-count.ts';

const HOUR = 3_600_000;

function hour(interval: number): { ms: number; cpu: number; events: number; facts: number; checkpoints: number } {
  const cluster = startCluster({ taskManagers: 3, slots: 2 });
  const netcat = cluster.netcat('node1', 9_999);
  const env = new StreamExecutionEnvironment(4);
  env.enableCheckpointing(interval, 'EXACTLY_ONCE');
  env
    .socketTextStream('node1', 9_999)
    .flatMap(constant<FlatMapFunction>('Split', { flatMap: split }), tupleType([BASIC.string, BASIC.int]))
    .keyBy({ selector: constant('$$Lambda', { getKey: (pair: unknown) => (pair as Tuple2).f0 }), type: BASIC.string })
    .sum(1)
    .print();
  const { environment, jobName } = env.takeProgram('Idle');
  const job = generateJobGraph(generateStreamGraph(environment, jobName), { jobId: `${'0'.repeat(31)}1` });
  cluster.submit(job);
  cluster.until(() => cluster.status(job) === 'RUNNING' && netcat.connected);
  netcat.write('to be or not to be\n');
  cluster.pass(5_000);
  const { events } = cluster.simulation;
  const facts = cluster.trace.length;
  const { wall: ms, cpu } = costOf(() => cluster.pass(HOUR));
  if (cluster.status(job) !== 'RUNNING') throw new Error(`the job is ${cluster.status(job)}`);
  return {
    ms,
    cpu,
    events: cluster.simulation.events - events,
    facts: cluster.trace.length - facts,
    checkpoints: cluster.facts('checkpoint.completed').length,
  };
}

const [ten, one] = [hour(10_000), hour(1_000)];
note(
  `checkpoints every second: ${seconds(one.ms)}, ${one.checkpoints} checkpoints, ${one.events} events, ${one.facts} facts`,
);
report({
  promise: 'an hour of an idle cluster of three machines with a checkpointing job in < 5 s',
  measured: `${seconds(ten.ms)}, ${seconds(ten.cpu)} of processor time (${ten.checkpoints} checkpoints, ${ten.events} events, ${ten.facts} facts)`,
  kept: ten.ms < 5_000,
});
