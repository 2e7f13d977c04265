import { type FlinkRest, flinkRest } from '../../src/remote/rest.ts';

/** A Flink that answers what a test wants, and remembers what it was asked. */
export interface FakeFlink {
  readonly rest: FlinkRest;
  /** `METHOD path`, with the body of what was posted as JSON. */
  readonly asked: { readonly line: string; readonly body: unknown }[];
  /** What the next requests of a path give instead of the usual: a status and a body, or nobody there. */
  readonly answers: Map<string, { readonly status: number; readonly body: unknown } | 'nobody'>;
  /** What main throws behind execute(); null: nothing. */
  failsAfterExecute: string | null;
  /** Nobody answers at all. */
  gone: boolean;
  readonly jobs: Map<string, FakeJob>;
  /** Of each process, by path: /taskmanagers/tm-1/stdout. */
  readonly files: Map<string, string>;
}
export interface FakeJob {
  state: string;
  running: number;
  scheduled: number;
  source: string;
  exception: string | null;
}

export function fakeFlink(version = '1.17.2', newJob: Partial<FakeJob> = {}): FakeFlink {
  const flink: FakeFlink = {
    asked: [],
    answers: new Map(),
    failsAfterExecute: null,
    gone: false,
    jobs: new Map(),
    files: new Map([['/taskmanagers/tm-1/stdout', '']]),
    rest: flinkRest({ url: 'http://localhost:8081', headers: {} }, (async (url: string, init: RequestInit) => {
      const path = url.replace('http://localhost:8081', '');
      const method = init.method ?? 'GET';
      const body = typeof init.body === 'string' && init.body !== '' ? (JSON.parse(init.body) as unknown) : null;
      flink.asked.push({ line: `${method} ${path.replace(/[0-9a-f]{32}/, 'JOB')}`, body });
      const told = flink.answers.get(path.replace(/[0-9a-f]{32}/, 'JOB'));
      if (flink.gone || told === 'nobody') throw new TypeError('fetch failed', { cause: new Error('ECONNREFUSED') });
      const { status, body: answer } = told ?? usual(method, path, body);
      return new Response(typeof answer === 'string' ? answer : JSON.stringify(answer), { status });
    }) as typeof fetch),
  };
  const detail = (id: string, job: FakeJob) => ({
    jid: id,
    name: 'fake',
    state: job.state,
    'end-time': job.state === 'FINISHED' ? 1500 : -1,
    timestamps: { INITIALIZING: 1000, [job.state]: 1500 },
    vertices: [{ id: 'v1', name: job.source, parallelism: 3, maxParallelism: 128 }],
    plan: { nodes: [{ id: 'v1', inputs: [] }] },
  });
  const usual = (method: string, path: string, posted: unknown): { status: number; body: unknown } => {
    const ok = (body: unknown) => ({ status: 200, body });
    const id = /[0-9a-f]{32}/.exec(path)?.[0] ?? '';
    const job = flink.jobs.get(id);
    if (path === '/config') return ok({ 'flink-version': version });
    if (path === '/overview') return ok({ 'slots-total': 2, 'slots-available': 1, 'flink-version': version });
    if (path === '/taskmanagers')
      return ok({
        taskmanagers: [{ id: 'tm-1', path: 'akka.tcp://flink@localhost:1/x', slotsNumber: 2, freeSlots: 1 }],
      });
    if (path === '/jars/upload') return ok({ filename: '/tmp/x/abc_lesson-1.0.jar', status: 'success' });
    if (path === '/jars/abc_lesson-1.0.jar/run') {
      const failure = flink.failsAfterExecute;
      const next =
        failure === null
          ? (flink.jobs.size + 1).toString(16).padStart(32, '0')
          : (posted as { readonly jobId: string }).jobId;
      flink.jobs.set(next, {
        state: 'RUNNING',
        running: 3,
        scheduled: 0,
        source: 'Source: Socket Stream',
        exception: null,
        ...newJob,
      });
      return failure === null ? ok({ jobid: next }) : { status: 500, body: { errors: [`Caused by: ${failure}`] } };
    }
    if (path === '/jars/abc_lesson-1.0.jar/plan') return ok({ plan: { name: 'fake' } });
    if (method === 'DELETE') return ok({});
    if (path === '/jobs/overview')
      return ok({
        jobs: [...flink.jobs].map(([jid, { state, running, scheduled }]) => ({
          ...{ jid, name: 'fake', state, 'start-time': 1000, duration: 500 },
          tasks: { total: 3, running, scheduled },
        })),
      });
    const file = flink.files.get(path);
    if (file !== undefined) return ok(file);
    if (!job) return { status: 404, body: { errors: [`Not found: ${path}`] } };
    if (method === 'PATCH') {
      job.state = 'CANCELED';
      return { status: 202, body: {} };
    }
    if (path === `/jobs/${id}`) return ok(detail(id, job));
    if (path === `/jobs/${id}/exceptions`) return ok({ 'root-exception': job.exception });
    if (path === `/jobs/${id}/accumulators`) return ok({ 'user-task-accumulators': [] });
    return { status: 404, body: { errors: [`Not found: ${path}`] } };
  };
  return flink;
}

/** The bytes of `public class NAME` with an empty main, as javac would give them (JVMS §4). */
export function classBytes(name: string, source: string, flags = 0x0009): Uint8Array {
  const bytes: number[] = [0xca, 0xfe, 0xba, 0xbe, 0, 0, 0, 55];
  const u2 = (value: number): void => void bytes.push(value >> 8, value & 255);
  const u4 = (value: number): void => {
    u2(value >>> 16);
    u2(value & 0xffff);
  };
  const text = (value: string): void => {
    const encoded = new TextEncoder().encode(value);
    bytes.push(1);
    u2(encoded.length);
    bytes.push(...encoded);
  };
  // A long before the names takes two places of the pool.
  u2(11);
  bytes.push(5);
  u4(0);
  u4(1);
  text(name.replaceAll('.', '/')); // 3
  bytes.push(7);
  u2(3); // 4
  text('java/lang/Object'); // 5
  bytes.push(7);
  u2(5); // 6
  text('main'); // 7
  text('([Ljava/lang/String;)V'); // 8
  text('SourceFile'); // 9
  text(source); // 10
  u2(0x0021);
  u2(4);
  u2(6);
  u2(1); // interfaces
  u2(6);
  u2(0); // fields
  u2(1); // methods
  for (const value of [flags, 7, 8, 0]) u2(value);
  u2(1); // attributes
  u2(9);
  u4(2);
  u2(10);
  return Uint8Array.from(bytes);
}
