import { closeSync, openSync, writeSync } from 'node:fs';
import { standalonePage } from '../../webview/cluster/standalone.ts';
import type { TraceEntry, TraceHeader } from '../trace/facts.ts';
import { PATIENCE_MS, runHeadless } from '../world/headless.ts';
import { projectCells } from '../world/lesson-world.ts';
import type { CellRequest, CellResult, WorldSpec } from '../world/protocol.ts';
import { loadView } from './assets.ts';
import { openLesson, seedOption } from './lesson.ts';
import { openWorld } from './open-world.ts';
import { createPrinter } from './printer.ts';
import { addressOf, type FlinkOptions, headersOf, runRemote } from './run-remote.ts';
import { fileError, readArguments, UsageError } from './usage.ts';

interface RunOptions {
  readonly file: string;
  readonly json: boolean;
  readonly seed: number | undefined;
  readonly trace: string | undefined;
  readonly html: string | undefined;
  /** Null: on the simulation. */
  readonly flink: FlinkOptions | null;
}

/** What a run gave. */
export interface Ran {
  readonly results: ReadonlyMap<number, CellResult>;
  readonly header: TraceHeader;
  readonly trace: readonly TraceEntry[];
  readonly interrupted: boolean;
}

/** One cell of `--json`; a stable face. */
interface CellReport extends Omit<CellResult, 'host'> {
  readonly index: number;
  readonly language: string;
  readonly host: string | null;
}

interface Values {
  readonly json?: boolean;
  readonly seed?: string;
  readonly trace?: string;
  readonly html?: string;
  readonly flink?: string;
  readonly 'flink-jars'?: string;
  readonly 'flink-header'?: readonly string[];
  readonly 'flink-listen'?: boolean;
  readonly 'sql-gateway'?: string;
  readonly keep?: boolean;
}

function flinkOptions(values: Values): FlinkOptions | null {
  const {
    flink,
    'flink-jars': jars,
    'flink-header': header = [],
    'flink-listen': listen = false,
    'sql-gateway': gateway,
    keep = false,
  } = values;
  if (flink !== undefined)
    return {
      url: addressOf('--flink', flink),
      headers: headersOf(header),
      sqlGateway: gateway === undefined ? null : addressOf('--sql-gateway', gateway),
      ...{ jars, listen, keep },
    };
  if (jars !== undefined || header.length > 0 || listen || gateway !== undefined || keep)
    throw new UsageError('--flink-jars, --flink-header, --flink-listen, --sql-gateway and --keep need --flink');
  return null;
}

function readOptions(args: readonly string[]): RunOptions {
  const { values, positionals } = readArguments(args, {
    json: { type: 'boolean' },
    seed: { type: 'string' },
    trace: { type: 'string' },
    html: { type: 'string' },
    flink: { type: 'string' },
    'flink-jars': { type: 'string' },
    'flink-header': { type: 'string', multiple: true },
    'flink-listen': { type: 'boolean' },
    'sql-gateway': { type: 'string' },
    keep: { type: 'boolean' },
  });
  if (positionals.length !== 1)
    throw new UsageError(positionals.length === 0 ? 'run: which file?' : `run: one file, not ${positionals.length}`);
  return {
    file: positionals[0]!,
    json: values.json ?? false,
    seed: seedOption(values.seed),
    trace: values.trace,
    html: values.html,
    flink: flinkOptions(values),
  };
}

/** `millrace run`; resolves with the exit code. */
export async function runCommand(args: readonly string[]): Promise<number> {
  return run(readOptions(args));
}

async function run(options: RunOptions): Promise<number> {
  const { spec, requests, warnings } = openLesson(options);
  const traceFile = options.trace === undefined ? null : openOutput(options.trace);
  const htmlFile = options.html === undefined ? null : openOutput(options.html);
  for (const warning of warnings) process.stderr.write(`millrace: warning: ${warning}\n`);

  const show = options.json ? null : createPrinter();
  const ran = options.flink
    ? await runRemote(options.file, spec, requests, projectCells(requests), options.flink, show)
    : await runSimulated(options.file, spec, requests, show);
  const { results, header, trace } = ran;
  const cells = requests.map(
    (request): CellReport => ({ index: request.cell, language: request.language, ...results.get(request.cell)! }),
  );
  const ok = cells.every((cell) => cell.ok);
  if (options.json)
    process.stdout.write(
      `${JSON.stringify({ lesson: spec.title, seed: spec.seed, ok, cells: cells.map(ordered) }, null, 2)}\n`,
    );
  else show!.summary(cells);
  if (traceFile !== null) {
    writeSync(traceFile, `${JSON.stringify(header)}\n`);
    for (const entry of trace) writeSync(traceFile, `${JSON.stringify(entry)}\n`);
    closeSync(traceFile);
  }
  if (htmlFile !== null) {
    writeSync(htmlFile, standalonePage(loadView(), header, trace));
    closeSync(htmlFile);
  }
  if (ran.interrupted) return 130;
  return ok ? 0 : 1;
}

async function runSimulated(
  file: string,
  spec: WorldSpec,
  requests: readonly CellRequest[],
  show: ReturnType<typeof createPrinter> | null,
): Promise<Ran> {
  const world = await openWorld(file, spec, (event) => show?.event(event));
  await runHeadless(
    world,
    requests,
    {
      started: (request) => show?.start(request),
      stopped: ({ result }) => show?.stop(result),
    },
    PATIENCE_MS,
  );
  const results = new Map(world.runs.map((cell) => [cell.request.cell, cell.result!]));
  return { results, header: world.header, trace: world.recorder.entries, interrupted: false };
}

function openOutput(file: string): number {
  try {
    return openSync(file, 'w');
  } catch (error) {
    throw fileError(file, 'written', error);
  }
}

function ordered(cell: CellReport): CellReport {
  const { index, language, host, ok, exitCode, stdout, stderr, error, virtualMs, serving, skipped, note, check } = cell;
  return {
    index,
    language,
    host,
    ok,
    exitCode,
    stdout,
    stderr,
    error,
    virtualMs,
    serving,
    skipped,
    ...(note ? { note } : {}),
    ...(check ? { check } : {}),
  };
}
