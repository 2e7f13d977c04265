import { expect, test } from 'vitest';
import { type FlinkRest, RemoteError } from '../../src/remote/rest.ts';
import { createSlotLog } from '../../src/remote/slot-log.ts';
import { type ClusterSnapshot, takeSnapshot } from '../../src/remote/snapshot.ts';
import { failureOf } from '../../src/remote/submissions.ts';
import { fakeFlink } from './fake-flink.ts';

/** A cluster that gives these answers one after the other, the last for ever. */
function answering(...answers: readonly (() => string)[]): FlinkRest {
  let asked = 0;
  const next = (): string => answers[Math.min(asked++, answers.length - 1)]!();
  const other = (): never => {
    throw new Error('not asked for here');
  };
  return {
    address: { url: 'http://there:8081', headers: {} },
    get: async () => JSON.parse(next()),
    exchange: async () => ({ status: 200, headers: {}, body: next() }),
    send: other,
    uploadJar: other,
  };
}

const silent = (): never => {
  throw new RemoteError('unreachable', 'nothing came');
};
const SLOT = 'a'.repeat(32);
const JOB = 'b'.repeat(32);
const LOG = `INFO Receive slot request ${SLOT} for job ${JOB} from resource manager
INFO Received task Map (1/1)#0 (c0ffee), deploy into slot with allocation id ${SLOT}.`;

test('the log of a TaskManager that does not answer is asked for again at every look, one that names no slot three times', async () => {
  const task = { subtask: 0, attempt: 0, state: 'RUNNING', taskManager: 'tm', allocation: null } as const;
  const vertex = { id: 'v', name: 'Map', parallelism: 1, maxParallelism: 128, slotSharingGroup: null, inputs: [] };
  const snapshot: ClusterSnapshot = {
    jobManager: null,
    taskManagers: [],
    jobs: [
      {
        ...{ id: JOB, name: 'job', status: 'RUNNING', since: {}, checkpoints: [], restored: null, failures: [] },
        vertices: [{ ...vertex, subtasks: [{ ...task, deployed: null, figures: null }] }],
      },
    ],
  };
  const allocations = async (...answers: readonly (() => string)[]) => {
    const log = createSlotLog(answering(...answers));
    const found: (string | null)[] = [];
    for (let look = 0; look < 6; look++)
      found.push((await log.seated(snapshot)).jobs[0]!.vertices[0]!.subtasks[0]!.allocation);
    return found;
  };
  expect(await allocations(silent, silent, silent, silent, () => LOG)).toEqual([null, null, null, null, SLOT, SLOT]);
  const nothing = () => 'INFO nothing of slots';
  expect(await allocations(nothing, nothing, () => LOG)).toEqual([null, null, SLOT, SLOT, SLOT, SLOT]);
  expect(await allocations(nothing, nothing, nothing, () => LOG)).toEqual(Array(6).fill(null));
});

test('a job whose failure the JobManager does not tell yet is asked about again', async () => {
  const told = () => '{"root-exception": "java.lang.ArithmeticException: / by zero"}';
  expect(
    await failureOf(
      answering(() => '{}', told),
      JOB,
    ),
  ).toBe('java.lang.ArithmeticException: / by zero');
});

test('a job that has no graph yet is looked at when it has one; one that ended without is told all the same', async () => {
  const flink = fakeFlink();
  flink.jobs.set(JOB, { state: 'INITIALIZING', running: 0, scheduled: 0, source: 'Source', exception: null });
  const looked = async (state: string) => {
    const body = { jid: JOB, name: 'fake', state, vertices: [], plan: { nodes: [] } };
    flink.answers.set('/jobs/JOB', { status: 200, body });
    return (await takeSnapshot(flink.rest, null)).jobs.map(({ status }) => status);
  };
  expect(await looked('INITIALIZING')).toEqual([]);
  expect(await looked('FAILED')).toEqual(['FAILED']);
  flink.answers.clear();
  expect((await takeSnapshot(flink.rest, null)).jobs.map(({ vertices }) => vertices.length)).toEqual([1]);
});
