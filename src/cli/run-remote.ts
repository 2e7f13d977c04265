import { dirname, resolve } from 'node:path';
import { explain } from '../remote/advice.ts';
import { diskMount } from '../remote/disk.node.ts';
import { createRemoteWorld, isLoopback, type RemoteWorld } from '../remote/remote-world.ts';
import { connect, type FlinkVersion, flinkRest, isHeader, urlOf } from '../remote/rest.ts';
import { localTools } from '../remote/tools.node.ts';
import type { CellRun } from '../world/cell-run.ts';
import { idleReason } from '../world/headless.ts';
import type { CellRequest, CellResult, WorldEvent, WorldSpec } from '../world/protocol.ts';
import { loadCompiler, loadFilters } from './assets.ts';
import { fetchingOnStderr, ownClusterAt } from './flink.ts';
import type { Ran } from './run.ts';
import { UsageError } from './usage.ts';

/** `--flink` and what belongs to it. */
export interface FlinkOptions {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** A folder; undefined: fetched. */
  readonly jars: string | undefined;
  /** The person agrees to ports of 127.0.0.1 being opened. */
  readonly listen: boolean;
  /** Address of a SQL Gateway of that cluster; null: none. */
  readonly sqlGateway: string | null;
  /** Jobs go on after the run. */
  readonly keep: boolean;
}

/** An address of the command line. Throws a {@link UsageError}. */
export function addressOf(option: string, text: string): string {
  const url = urlOf(text);
  if (url !== null) return url;
  const instead = text.includes('@') ? 'with credentials in --flink-header' : `not "${text}"`;
  throw new UsageError(`${option} takes an address such as http://localhost:8081, ${instead}`);
}

/** Headers of the command line. Throws a {@link UsageError}. */
export function headersOf(lines: readonly string[]): Readonly<Record<string, string>> {
  const headers = lines.map((line): [string, string] => {
    const at = line.indexOf(':');
    const [name, value] = [line.slice(0, at).trim().toLowerCase(), line.slice(at + 1).trim()];
    if (at < 1 || !isHeader(name, value))
      throw new UsageError(`--flink-header takes "Name: value" in ASCII, such as "Authorization: Bearer …"`);
    return [name, value];
  });
  return Object.fromEntries(headers);
}

interface Show {
  start(request: CellRequest): void;
  event(event: WorldEvent): void;
  stop(result: CellResult | null): void;
}

const warn = (text: string): void => void process.stderr.write(`millrace: ${text}\n`);

/** An interrupted command gets that long to end, ms. */
const GRACE_MS = 10_000;

/** Runs a lesson's cells against a real Flink. Throws a {@link UsageError} when it cannot be used. */
export async function runRemote(
  file: string,
  spec: WorldSpec,
  requests: readonly CellRequest[],
  projectCells: readonly CellRequest[],
  flink: FlinkOptions,
  show: Show | null,
): Promise<Ran> {
  const rest = flinkRest({ url: flink.url, headers: flink.headers });
  let version: FlinkVersion;
  try {
    version = await connect(rest);
  } catch (error) {
    throw new UsageError(explain(error));
  }
  warn(`Flink ${version.text} at ${flink.url}`);
  const folder = dirname(resolve(file));
  const own = isLoopback(flink.url) ? ownClusterAt(Number(new URL(flink.url).port)) : null;
  const remote = createRemoteWorld({
    rest,
    version,
    sqlGateway: flink.sqlGateway === null ? null : flinkRest({ url: flink.sqlGateway, headers: flink.headers }),
    spec,
    world: {
      workspace: diskMount(folder),
      compiler: await loadCompiler(),
      filters: loadFilters,
      emit: (event) => show?.event(event),
    },
    tools: {
      ...localTools(rest, version, {
        jars: flink.jars,
        progress: fetchingOnStderr(version.text),
        mayListen: async () => (flink.listen ? null : 'Allow it with --flink-listen.'),
      }),
      ...(own ? { cluster: own } : {}),
    },
    workspace: folder,
    now: Date.now,
    note: warn,
  });
  const interrupt = createInterrupt(remote);
  const results = new Map<number, CellResult>();
  try {
    remote.world.apply({ kind: 'sources', cells: [...projectCells] });
    for (const request of requests) {
      if (interrupt.happened) break;
      show?.start(request);
      const run = await runCell(remote, request);
      const senseless = remote.takeSenseless();
      if (run.result) results.set(request.cell, withReason(run.result, senseless));
      show?.stop(results.get(request.cell) ?? null);
    }
    await endServing(remote);
  } finally {
    for (const job of await remote.close(flink.keep)) warn(`cancelled job ${job}, which this run had submitted`);
    interrupt.dispose();
  }
  for (const { request, result } of remote.world.runs)
    if (result && !results.has(request.cell)) results.set(request.cell, result);
  for (const { cell } of requests) if (!results.has(cell)) results.set(cell, NOT_RUN);
  const { header, trace } = remote;
  return { results, header, trace, interrupted: interrupt.happened };
}

const NOT_RUN: CellResult = {
  ok: false,
  exitCode: null,
  stdout: '',
  stderr: '',
  error: { message: 'interrupted before it ran', file: null, line: null, column: null },
  virtualMs: 0,
  serving: false,
  skipped: null,
  host: null,
};

/** A cell that failed for want of something that a cluster outside does not have is skipped, not failed. */
function withReason(result: CellResult, senseless: readonly string[]): CellResult {
  if (result.ok || senseless.length === 0) return result;
  return { ...result, ok: true, error: null, skipped: senseless.join('\n') };
}

async function runCell({ world, realTime }: RemoteWorld, request: CellRequest): Promise<CellRun> {
  realTime.enter(() => world.apply({ kind: 'run', request }));
  const run = world.runs.at(-1)!;
  const outcome = await realTime.run(() => run.state !== 'running');
  if (outcome === 'idle') {
    const message = `${idleReason(run)}; interrupted`;
    run.print('stderr', `${message}\n`);
    run.interrupt(message);
    await within(realTime, () => run.state === 'ended');
    run.end({ exitCode: null, error: null });
  }
  return run;
}

async function endServing({ world, realTime }: RemoteWorld): Promise<void> {
  for (const run of [...world.runs].reverse()) {
    if (run.state === 'ended') continue;
    realTime.enter(() => world.apply({ kind: 'interrupt', cell: run.request.cell }));
    await within(realTime, () => run.state === 'ended');
    run.end({ exitCode: 130, error: null });
  }
}

async function within(realTime: RemoteWorld['realTime'], until: () => boolean): Promise<void> {
  const deadline = performance.now() + GRACE_MS;
  await realTime.run(() => until() || performance.now() > deadline);
}

/** Ctrl-C once: the cell ends, then the run as it would at its end. Twice: at once. */
function createInterrupt({ world, realTime }: RemoteWorld): { readonly happened: boolean; dispose(): void } {
  let happened = false;
  const listener = (): void => {
    if (happened) process.exit(130);
    happened = true;
    warn('interrupted; taking away what this run left on the cluster (Ctrl-C again ends at once)');
    realTime.enter(() => {
      for (const run of world.runs)
        if (run.state === 'running') world.apply({ kind: 'interrupt', cell: run.request.cell });
    });
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const signal of signals) process.on(signal, listener);
  return {
    get happened() {
      return happened;
    },
    dispose() {
      for (const signal of signals) process.off(signal, listener);
    },
  };
}
