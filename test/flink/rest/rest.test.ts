import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { JavaError } from '../../../src/flink/api/jar.ts';
import type { JobGraph } from '../../../src/flink/graph/types.ts';
import { restHandler } from '../../../src/flink/rest/index.ts';
import { serializedThrowable } from '../../../src/flink/rest/serialized-throwable.ts';
import type { FileContent, HttpResponse } from '../../../src/platform/types.ts';
import { buildJob } from '../jobs.ts';
import { startTestCluster, type TestCluster } from '../support/cluster.ts';

/** The REST API of a simulated cluster against what a live Flink 1.13.6 answered: same fields in the same order, same values where they are not measured. */

const truth = (path: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../truth/${path}`, import.meta.url), 'utf8')) as unknown;

/** SHA-256 of bytes from which JDK 17's ObjectInputStream made the same exception (class, message, frames, cause). */
const READ_BY_JAVA = '61efb4d6e537a5304bbb0f4789fe4c4bd9022d374a1852684f271bdb7f0d9e4b';

let cluster: TestCluster;
let job: JobGraph;

function ask(url: string, method = 'GET'): { status: number; text: string; json: unknown } {
  const handle = restHandler(cluster.view);
  return answer(handle, url, method);
}
function answer(handle: ReturnType<typeof restHandler>, url: string, method = 'GET') {
  const response = cluster.run(handle({ method, url, headers: {}, body: '' }));
  let json: unknown = null;
  try {
    json = JSON.parse(response.body);
  } catch {
    // Logs are text.
  }
  return { status: response.status, text: response.body, json };
}

/** What two answers must have in common: fields in order and kinds of values. */
function shape(value: unknown): unknown {
  if (Array.isArray(value)) return value.length === 0 ? [] : [shape(value[0])];
  if (typeof value !== 'object' || value === null) return value === null ? null : typeof value;
  return Object.entries(value).map(([key, item]) => [key, shape(item)]);
}

beforeAll(() => {
  cluster = startTestCluster({
    taskManagers: 3,
    slots: 2,
    real: true,
    rest: restHandler,
    configuration: { 'taskmanager.memory.process.size': '1728m', 'state.checkpoints.dir': 'file:///ckpt' },
  });
  // The recorded run of i-fixed-failonce.
  job = buildJob('flink run -d -p 2 -c lab.CheckpointedCount lab.jar --strategy fixed --delay 2000 --failAt 300');
  cluster.run(cluster.view.dispatcher('submitJob', (dispatcher) => dispatcher.submitJob(job)));
});

describe('an idle cluster', () => {
  test('overview, config, datasets, jars', () => {
    const idle = startTestCluster({ taskManagers: 3, slots: 2, real: true, rest: restHandler });
    const handle = restHandler(idle.view);
    const get = (url: string): unknown =>
      JSON.parse(idle.run(handle({ method: 'GET', url, headers: {}, body: '' })).body);
    expect(get('/overview')).toEqual(truth('01-cluster/overview.json'));
    expect(get('/v1/config')).toEqual(truth('01-cluster/config.json'));
    expect(get('/datasets')).toEqual(truth('01-cluster/datasets.json'));
    expect(get('/jobs')).toEqual(truth('01-cluster/jobs.json'));
    expect(get('/jars')).toEqual({ address: 'http://node1:8081', files: [] });
  });
});

describe('errors', () => {
  test.each([
    ['/jobs/%zz', 500, "Internal server error: invalid hex byte 'zz' at index 7 of '/jobs/%zz'"],
    ['/jobs/%4', 500, 'Internal server error: unterminated escape sequence at index 6 of: /jobs/%4'],
    ['/jobs/overview?x=%zz', 500, "Internal server error: invalid hex byte 'zz' at index 18 of '/jobs/overview?x=%zz'"],
    ['/jobs/a%2fb', 404, 'Unable to load requested file /jobs/a/b.'],
    ['/v1/v1/jobs', 404, 'Unable to load requested file /v1/v1/jobs.'],
    ['//jobs//overview/', 404, 'Unable to load requested file //jobs//overview/index.html.'],
  ])('%s, as a real 1.13.6 answered', (url, status, error) => {
    expect(ask(url)).toMatchObject({ status, json: { errors: [error] } });
  });
  test('escapes that are no UTF-8', () => {
    expect(ask('/jobs/overview?x=%e4%b8').status).toBe(200);
  });
  test('unknown path, unknown job, bad id', () => {
    expect(ask('/nothing')).toMatchObject({
      status: 404,
      json: { errors: ['Unable to load requested file /nothing.'] },
    });
    for (const [file, url] of [
      ['job-unknown', `/jobs/${'0'.repeat(32)}`],
      ['job-badid', '/jobs/xyz'],
    ] as const) {
      const recorded = truth(`01-cluster/${file}.json`) as { status: number; body: string };
      const { status, json } = ask(url);
      const firstLine = (body: unknown): string => (body as { errors: string[] }).errors[0]!.split('\n')[0]!;
      expect([status, firstLine(json)]).toEqual([recorded.status, firstLine(JSON.parse(recorded.body))]);
    }
    expect(ask('/taskmanagers/nobody').status).toBe(500);
  });
});

describe('a job with checkpoints that failed once', () => {
  beforeAll(() => {
    cluster.until(() => cluster.dispatcher.job(job.jobId)?.restarts === 1, 60_000);
    cluster.pass(6_000);
  });
  const same = (url: string, file: string): void => {
    const recorded = truth(`02-jobs/i-fixed-failonce/${file}`);
    expect(shape(ask(`/jobs/${job.jobId}${url}`).json)).toEqual(shape(recorded));
  };
  test('details', () => {
    same('', 'job.json');
    const { vertices } = ask(`/jobs/${job.jobId}`).json as { vertices: { status: string; tasks: unknown }[] };
    expect(vertices.map(({ status }) => status)).toEqual(['RUNNING', 'RUNNING']);
  });
  test('config is the recorded one', () => {
    expect(ask(`/jobs/${job.jobId}/config`).json).toEqual({
      ...(truth('02-jobs/i-fixed-failonce/config.json') as object),
      jid: job.jobId,
    });
  });
  test('exceptions', () => same('/exceptions', 'exceptions.json'));
  test('checkpoints', () => {
    same('/checkpoints', 'checkpoints.json');
    const { counts, latest } = ask(`/jobs/${job.jobId}/checkpoints`).json as {
      counts: { completed: number; restored: number };
      latest: { restored: { id: number }; completed: { id: number } };
    };
    expect(counts.restored).toBe(1);
    expect(latest.completed.id).toBe(counts.completed);
    expect(latest.restored.id).toBeLessThan(latest.completed.id);
  });
  test('checkpoint configuration is the recorded one', () => {
    expect(ask(`/jobs/${job.jobId}/checkpoints/config`).json).toEqual(
      truth('02-jobs/i-fixed-failonce/checkpoints-config.json'),
    );
  });
  test('checkpoint details and subtasks', () => {
    const { latest } = ask(`/jobs/${job.jobId}/checkpoints`).json as { latest: { completed: { id: number } } };
    const details = ask(`/jobs/${job.jobId}/checkpoints/details/${latest.completed.id}`).json as { tasks: object };
    const recorded = truth('10-rest-extras/checkpointed/checkpoint-details.json') as { tasks: Record<string, unknown> };
    const flat = ({ tasks, ...rest }: { tasks: object }): unknown => [shape(rest), shape(Object.values(tasks))];
    expect(flat(details)).toEqual(flat(recorded));
    const subtasks = Object.values(
      truth('10-rest-extras/checkpointed/checkpoint-subtasks.json') as object,
    )[0] as unknown;
    const mine = ask(
      `/jobs/${job.jobId}/checkpoints/details/${latest.completed.id}/subtasks/${job.vertices[0]!.id}`,
    ).json;
    expect(shape(mine)).toEqual(shape(subtasks));
  });

  const endpoints = truth('10-rest-extras/checkpointed/vertex-endpoints.json') as Record<string, unknown>;
  const vertexUrl = (vertex: number): string => `/jobs/${job.jobId}/vertices/${job.vertices[vertex]!.id}`;
  test('vertices and subtasks', () => {
    const vertices = Object.values(
      truth('02-jobs/i-fixed-failonce/vertices.json') as Record<string, { _taskmanagers: unknown }>,
    );
    const { _taskmanagers, ...details } = vertices[0]!;
    expect(shape(ask(vertexUrl(0)).json)).toEqual(shape(details));
    expect(shape(ask(`${vertexUrl(0)}/taskmanagers`).json)).toEqual(shape(_taskmanagers));
    const subtask = endpoints['Source: counting source -> pair /subtasks/0'];
    expect(shape(ask(`${vertexUrl(0)}/subtasks/0`).json)).toEqual(shape(subtask));
    expect(ask(`${vertexUrl(0)}/subtasks/0/attempts/0`).json).toMatchObject({ attempt: 0, subtask: 0 });
    expect(ask(`${vertexUrl(0)}/subtasks/0`).json).toMatchObject({ attempt: 1, status: 'RUNNING' });
    const times = endpoints['Source: counting source -> pair /subtasktimes'];
    expect(shape(ask(`${vertexUrl(0)}/subtasktimes`).json)).toEqual(shape(times));
    expect(shape(ask(`${vertexUrl(0)}/subtasks/accumulators`).json)).toEqual(
      shape(endpoints['Source: counting source -> pair /subtasks/accumulators']),
    );
  });
  test('metrics come with the second question: the first one starts the fetching', () => {
    const handle = restHandler(cluster.view);
    const io = (): Record<string, unknown> =>
      (answer(handle, `/jobs/${job.jobId}`).json as { vertices: { metrics: Record<string, unknown> }[] }).vertices[0]!
        .metrics;
    expect(io()).toMatchObject({ 'write-records': 0, 'write-records-complete': false });
    cluster.pass(500);
    expect(io()['write-records-complete']).toBe(true);
    expect(io()['write-records']).toBeGreaterThan(100);
    expect(answer(handle, `${vertexUrl(0)}/watermarks`).json).toEqual([]);
    expect(answer(handle, `${vertexUrl(1)}/watermarks`).json).toEqual([
      { id: '0.currentInputWatermark', value: '-9223372036854775808' },
      { id: '1.currentInputWatermark', value: '-9223372036854775808' },
    ]);
    const pressure = 'Source: counting source -> pair /backpressure';
    expect(shape(answer(handle, `${vertexUrl(0)}/backpressure`).json)).toEqual(shape(endpoints[pressure]));
    const [metric] = answer(handle, `${vertexUrl(0)}/metrics?get=0.numRecordsOut`).json as {
      id: string;
      value: string;
    }[];
    expect([metric!.id, Number(metric!.value) > 100]).toEqual(['0.numRecordsOut', true]);
    const ids = (answer(handle, `${vertexUrl(0)}/metrics`).json as { id: string }[]).map(({ id }) => id);
    expect(ids).toContain('1.busyTimeMsPerSecond');
  });
  test('what the dashboard asks is 3 s old at most, the overview is not', () => {
    const handle = restHandler(cluster.view);
    const state = (): unknown => (answer(handle, `/jobs/${job.jobId}`).json as { state: string }).state;
    const overview = (): unknown =>
      (answer(handle, '/jobs/overview').json as { jobs: { jid: string; state: string }[] }).jobs.find(
        ({ jid }) => jid === job.jobId,
      )!.state;
    expect(state()).toBe('RUNNING');
    expect(answer(handle, `/jobs/${job.jobId}?mode=cancel`, 'PATCH').status).toBe(202);
    cluster.pass(1_500);
    expect([state(), overview()]).toEqual(['RUNNING', 'CANCELED']);
    cluster.pass(2_000);
    expect(state()).toBe('CANCELED');
  });
  test('TaskManagers', () => {
    const [worker] = (ask('/taskmanagers').json as { taskmanagers: { id: string }[] }).taskmanagers;
    expect(shape(ask('/taskmanagers').json)).toEqual(shape(truth('01-cluster/taskmanagers.json')));
    const handle = restHandler(cluster.view);
    // The first question only makes the JobManager fetch.
    const first = answer(handle, `/taskmanagers/${worker!.id}`).json as { metrics: { heapMax: number } };
    expect(first.metrics.heapMax).toBe(0);
    cluster.pass(1_000);
    const detail = answer(handle, `/taskmanagers/${worker!.id}`).json;
    expect(shape(detail)).toEqual(shape(truth('10-rest-extras/taskmanager-detail-busy.json')));
    expect(detail).toMatchObject({
      slotsNumber: 2,
      totalResource: { cpuCores: 2, taskHeapMemory: 383, managedMemory: 512, networkMemory: 128 },
      memoryConfiguration: { taskHeap: 402653174, networkMemory: 134217730, managedMemory: 536870920 },
    });
  });
});

describe('metrics of processes', () => {
  const get = (handle: ReturnType<typeof restHandler>, url: string): Metric[] => answer(handle, url).json as Metric[];
  interface Metric {
    readonly id: string;
    readonly value?: string;
    readonly min?: number;
    readonly max?: number;
    readonly sum?: number;
  }
  const ids = (metrics: readonly Metric[]): string[] => metrics.map(({ id }) => id).sort();

  test('of a TaskManager: those recorded, none before the first fetch', () => {
    const handle = restHandler(cluster.view);
    const [worker] = (answer(handle, '/taskmanagers').json as { taskmanagers: { id: string }[] }).taskmanagers;
    const idle = restHandler(cluster.view);
    expect(get(idle, `/taskmanagers/${worker!.id}/metrics`)).toEqual([]);
    cluster.pass(1_000);
    const recorded = truth('10-rest-extras/taskmanager-values.json') as { id: string; value: string }[];
    const url = `/taskmanagers/${worker!.id}/metrics?get=${recorded.map(({ id }) => id).join(',')}`;
    expect(ids(get(idle, url))).toEqual(ids(recorded));
    const memory = get(idle, url).find(({ id }) => id === 'Status.JVM.Memory.Heap.Max');
    expect(memory?.value).toBe(recorded.find(({ id }) => id === 'Status.JVM.Memory.Heap.Max')!.value);
  });
  test('over all TaskManagers and jobs', () => {
    const handle = restHandler(cluster.view);
    get(handle, '/taskmanagers/metrics');
    cluster.pass(1_000);
    const [slots] = get(handle, '/taskmanagers/metrics?get=Status.Network.TotalMemorySegments&agg=min,sum');
    expect(slots).toEqual({ id: 'Status.Network.TotalMemorySegments', min: 4096, sum: 3 * 4096 });
    const recorded = (truth('10-rest-extras/commands.json') as { request: string; body: string }[]).find(
      ({ request }) => request === 'GET /jobs/metrics',
    )!;
    expect(ids(get(handle, '/jobs/metrics'))).toEqual(ids(JSON.parse(recorded.body) as Metric[]));
    expect(get(handle, '/jobs/metrics?get=numRestarts&agg=max')).toEqual([{ id: 'numRestarts', max: 1 }]);
    const manager = get(handle, '/jobmanager/metrics?get=taskSlotsTotal,numRegisteredTaskManagers');
    expect(manager).toEqual([
      { id: 'numRegisteredTaskManagers', value: '3' },
      { id: 'taskSlotsTotal', value: '6' },
    ]);
  });
});

test('a jar of compiled classes can be uploaded, listed and deleted, and says on run why it cannot', () => {
  const handle = restHandler(cluster.view);
  const send = (method: string, url: string, body: string | FileContent = '', headers = {}): HttpResponse =>
    cluster.run(handle({ method, url, headers, body }));
  const bytes: FileContent = { kind: 'bytes', bytes: new Uint8Array([0x50, 0x4b, 3, 4]) };
  const uploaded = send('POST', '/v1/jars/upload', bytes, { 'content-disposition': 'form-data; filename="real.jar"' });
  const id = (JSON.parse(uploaded.body) as { filename: string }).filename.replace(/.*\//, '');
  expect(JSON.parse(send('GET', '/jars').body)).toMatchObject({ files: [{ id, name: 'real.jar', entry: [] }] });
  for (const command of ['run', 'plan']) {
    const refused = send('POST', `/jars/${id}/${command}`);
    expect([refused.status, refused.body]).toEqual([400, expect.stringContaining('compiled Java')]);
  }
  expect(send('POST', '/v1/jobs', bytes).body).toContain('compiled Java');
  expect(send('DELETE', `/jars/${id}`).status).toBe(200);
  expect(JSON.parse(send('GET', '/jars').body)).toMatchObject({ files: [] });
});

describe('savepoints', () => {
  test('without a directory anywhere', () => {
    const handle = restHandler(cluster.view);
    const response = cluster.run(
      handle({ method: 'POST', url: `/jobs/${job.jobId}/savepoints`, headers: {}, body: '{}' }),
    );
    expect([response.status, response.body]).toEqual([
      400,
      expect.stringContaining('Config key [state.savepoints.dir] is not set. Property [target-directory] must be'),
    ]);
  });
  test('a failure is a SerializedThrowable that Java can read', () => {
    const cause = new JavaError(
      'java.io.IOException',
      'Größe \u0000',
      ['a.B.c(B.java:7)', 'x.Y.z(Native Method)'],
      null,
    );
    const bytes = Buffer.from(serializedThrowable(new JavaError('my.Failure', null, [], cause)), 'base64');
    expect(bytes.subarray(0, 6).toString('hex')).toBe('aced00057372');
    expect(bytes.includes('java.io.IOException: Gr')).toBe(true);
    expect(bytes.includes(Buffer.from([0xc0, 0x80]))).toBe(true);
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(READ_BY_JAVA);
  });
});

test('a job that fails for good has the task’s failure beside its own, as recorded for a user exception', () => {
  const failing = startTestCluster({ taskManagers: 2, slots: 2, real: true, rest: restHandler });
  const always = buildJob('flink run -p 1 -c lab.CheckpointedCount lab.jar --strategy none --failAt 20 --always');
  failing.run(failing.view.dispatcher('submitJob', (dispatcher) => dispatcher.submitJob(always)));
  failing.until(() => failing.dispatcher.job(always.jobId)?.status === 'FAILED', 60_000);
  const url = `/jobs/${always.jobId}/exceptions`;
  const response = failing.run(restHandler(failing.view)({ method: 'GET', url, headers: {}, body: '' }));
  expect(shape(JSON.parse(response.body))).toEqual(shape(truth('02-jobs/m-mistakes/userException-exceptions.json')));
});
