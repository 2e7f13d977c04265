import { readdirSync, readFileSync } from 'node:fs';
import type { Jar } from '../../../src/flink/api/jar.ts';
import { isTerminalJob } from '../../../src/flink/jobmanager/execution-graph.ts';
import { restHandler } from '../../../src/flink/rest/index.ts';
import { NOTHING_OUTSIDE } from '../../support/worlds.ts';
import { startTestCluster } from '../support/cluster.ts';

/**
 * Plays the dialog that was held with the REST API of a real Flink 1.13.6 (truth/rest) with a simulated cluster: the same programs,
 * compiled from the same sources, the same questions in the same order.
 */

export interface Answer {
  readonly request: string;
  readonly body?: string;
  readonly status: number;
  readonly type: string | null;
  readonly cors: string | null;
  readonly answer: unknown;
}
interface Step {
  readonly step: {
    readonly upload?: string;
    /** `all running`, or the job's last status. */
    readonly until?: string;
    /** ms */
    readonly wait?: number;
    /** `{job}` is the newest job. */
    readonly newest?: boolean;
    /** The next answer with a job's id says what `{job}` is. */
    readonly follow?: string;
  };
}
export interface Exchange {
  readonly index: number;
  /** The entry class of the job that `{job}` stands for, and its status. */
  readonly job: string;
  readonly recorded: Answer;
  readonly simulated: Answer;
  /** What the placeholders of the requests stood for. */
  readonly names: Readonly<Record<string, string>>;
}

const DIRECTORY = new URL('../../truth/rest/', import.meta.url);

function compiledJar(): Jar {
  const sources = readdirSync(DIRECTORY)
    .filter((file) => file.endsWith('.java'))
    .map((file) => ({ file: `src/main/java/lab/${file}`, text: readFileSync(new URL(file, DIRECTORY), 'utf8') }));
  const { jar, diagnostics } = NOTHING_OUTSIDE.compiler.compile(sources);
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  if (!jar || errors.length > 0) throw new Error(errors.map(({ text }) => text).join('\n'));
  return jar;
}

export async function playDialog(): Promise<Exchange[]> {
  const jar = compiledJar();
  const lines = readFileSync(new URL('dialog.jsonl', DIRECTORY), 'utf8').trim().split('\n');
  const cluster = startTestCluster({
    taskManagers: 2,
    slots: 2,
    real: true,
    rest: restHandler,
    configuration: {
      'web.refresh-interval': '100',
      'state.checkpoints.dir': 'file:///tmp/fid/ckpt',
      'resourcemanager.standalone.start-up-time': '1',
    },
  });
  const handle = restHandler(cluster.view);
  const names: Record<string, string> = {};
  let current = '';
  let following: string | null = null;
  const fill = (text: string): string => text.replace(/\{(\w+)\}/g, (whole, name: string) => names[name] ?? whole);
  const send = (method: string, url: string, body: string): Answer => {
    const response = cluster.run(handle({ method, url, headers: {}, body }));
    return {
      request: `${method} ${url}`,
      status: response.status,
      type: response.headers['content-type'] ?? null,
      cors: response.headers['access-control-allow-origin'] ?? null,
      answer: parsed(response.body),
    };
  };
  const graph = () => cluster.dispatcher.job(names['job']!)?.graph ?? null;
  const nameVertices = (): void => {
    const found = send('GET', `/jobs/${names['job']}`, '').answer as { vertices?: { id: string }[] };
    for (const [i, { id }] of (found.vertices ?? []).entries()) names[`v${i}`] = id;
  };
  const exchanges: Exchange[] = [];
  for (const [index, line] of lines.entries()) {
    const recorded = JSON.parse(line) as Answer | Step;
    if ('step' in recorded) {
      const { until, wait, upload, newest, follow } = recorded.step;
      if (upload !== undefined) {
        const response = cluster.run(
          handle({
            method: 'POST',
            url: '/jars/upload',
            headers: { 'content-disposition': `form-data; filename="${upload}"` },
            body: { kind: 'artifact', type: 'jar', size: 1_000, value: jar },
          }),
        );
        names['jar'] = (JSON.parse(response.body) as { filename: string }).filename.replace(/.*\//, '');
      }
      if (follow !== undefined) following = follow;
      if (newest) names['job'] = cluster.dispatcher.jobs.at(-1)!.jobId;
      if (wait !== undefined) cluster.pass(wait);
      if (until === 'all running')
        cluster.until(
          () => graph()?.tasks.every(({ current: { state } }) => state === 'RUNNING' || state === 'FINISHED') ?? false,
          60_000,
        );
      else if (until !== undefined) {
        cluster.until(() => isTerminalJob(cluster.dispatcher.job(names['job']!)!.status), 60_000);
        cluster.pass(300);
      }
      continue;
    }
    const [method = '', url = ''] = recorded.request.split(' ');
    if (recorded.request === 'POST /jars/upload' && recorded.status === 200) continue;
    const simulated = send(method, fill(url), fill(recorded.body ?? ''));
    const answer = simulated.answer as Record<string, string> | null;
    if (following !== null && answer?.['jobid'] !== undefined) {
      names['job'] = answer['jobid'];
      current = following;
      following = null;
      cluster.pass(200);
      nameVertices();
    }
    const latest = (simulated.answer as { latest?: { completed?: { id: number } | null } } | null)?.latest?.completed;
    if (latest) names['cp'] = String(latest.id);
    if (answer?.['request-id'] !== undefined) names['trigger'] = answer['request-id'];
    if (url === '/taskmanagers')
      names['tm'] = (simulated.answer as { taskmanagers: { id: string }[] }).taskmanagers[0]?.id ?? '';
    const location = (simulated.answer as { operation?: { location?: string } } | null)?.operation?.location;
    if (location !== undefined && 'location' in ((recorded.answer as { operation?: object }).operation ?? {}))
      names['sp'] ??= location;
    const status = cluster.dispatcher.job(names['job'] ?? '')?.status ?? '';
    exchanges.push({ index, job: `${current} ${status}`, recorded, simulated, names: { ...names } });
  }
  return exchanges;
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body) as unknown;
  } catch {
    return body;
  }
}
