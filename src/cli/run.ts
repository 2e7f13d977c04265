import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { parseLesson } from '../lesson/format.ts';
import { parseNote } from '../lesson/note.ts';
import { finishHeadless, runCellHeadless } from '../world/headless.ts';
import { cellRequests, isLessonFile, noteRequests, noteSpec, projectCells, worldSpec } from '../world/lesson-world.ts';
import type { CellRequest, CellResult, WorldSpec } from '../world/protocol.ts';
import { createWorld, type World } from '../world/world.ts';
import { loadCompiler, loadFilters } from './assets.ts';
import { diskMount } from './disk.ts';

interface RunOptions {
  readonly file: string;
  readonly json: boolean;
  readonly seed: number | undefined;
  readonly trace: string | undefined;
}

/** One cell of `--json`; a stable face. */
interface CellReport extends Omit<CellResult, 'host'> {
  readonly index: number;
  readonly language: string;
  readonly host: string | null;
}

class UsageError extends Error {}

function readOptions(args: readonly string[]): RunOptions {
  let parsed: { values: { json?: boolean; seed?: string; trace?: string }; positionals: string[] };
  try {
    parsed = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { json: { type: 'boolean' }, seed: { type: 'string' }, trace: { type: 'string' } },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
  const { values, positionals } = parsed;
  if (positionals.length !== 1)
    throw new UsageError(positionals.length === 0 ? 'run: which file?' : `run: one file, not ${positionals.length}`);
  const seed = values.seed === undefined ? undefined : Number(values.seed);
  if (seed !== undefined && (!Number.isSafeInteger(seed) || values.seed!.trim() === ''))
    throw new UsageError(`--seed takes an integer, not "${values.seed}"`);
  return { file: positionals[0]!, json: values.json ?? false, seed, trace: values.trace };
}

/** `millrace run`; resolves with the exit code. */
export async function runCommand(args: readonly string[]): Promise<number> {
  try {
    return await run(readOptions(args));
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    process.stderr.write(`millrace: ${error.message}\n`);
    return 2;
  }
}

async function run(options: RunOptions): Promise<number> {
  const { spec, requests, warnings } = open(options);
  const traceFile = options.trace === undefined ? null : openTrace(options.trace);
  for (const warning of warnings) process.stderr.write(`millrace: warning: ${warning}\n`);

  let world: World;
  const show = options.json ? null : createPrinter();
  try {
    world = createWorld({
      spec,
      workspace: diskMount(dirname(resolve(options.file))),
      compiler: await loadCompiler(),
      filters: loadFilters,
      emit: (event) => show?.event(event),
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
  world.apply({ kind: 'sources', cells: projectCells(requests) });
  for (const request of requests) {
    show?.start(request);
    const cell = await runCellHeadless(world, request);
    show?.stop(cell.result);
  }
  await finishHeadless(world);

  const results = new Map(world.runs.map((cell) => [cell.request.cell, cell.result!]));
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
    writeSync(traceFile, `${JSON.stringify(world.header)}\n`);
    for (const entry of world.recorder.entries) writeSync(traceFile, `${JSON.stringify(entry)}\n`);
    closeSync(traceFile);
  }
  return ok ? 0 : 1;
}

interface Opened {
  readonly spec: WorldSpec;
  readonly requests: readonly CellRequest[];
  readonly warnings: readonly string[];
}

function open({ file, seed }: RunOptions): Opened {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(readFileSync(file));
  } catch (error) {
    throw new UsageError(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
  const lesson = parseLesson(text);
  const spec = worldSpec(lesson, basename(file), seed);
  if (!isLessonFile(file)) {
    const note = parseNote(text);
    return { spec: noteSpec(spec, note), requests: noteRequests(note), warnings: lesson.frontMatter.warnings };
  }
  const cellWarnings = lesson.cells.flatMap((cell) =>
    cell.kind === 'code' ? cell.warnings.map((warning) => `cell ${cell.index}: ${warning}`) : [],
  );
  return { spec, requests: cellRequests(lesson), warnings: [...lesson.frontMatter.warnings, ...cellWarnings] };
}

function openTrace(file: string): number {
  try {
    return openSync(file, 'w');
  } catch (error) {
    throw new UsageError(`${file} cannot be written: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function ordered(cell: CellReport): CellReport {
  const { index, language, host, ok, exitCode, stdout, stderr, error, virtualMs, serving, skipped, note } = cell;
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
  };
}

/** The cells' output as it comes, with a line before and after each. */
function createPrinter() {
  let column = 0;
  const write = (text: string): void => {
    if (text === '') return;
    process.stdout.write(text);
    column = text.endsWith('\n') ? 0 : 1;
  };
  const fresh = (): void => {
    if (column > 0) write('\n');
  };
  return {
    start(request: CellRequest): void {
      fresh();
      const head = request.source.trim().split('\n')[0] ?? '';
      write(`── cell ${request.cell} · ${request.language} · ${head.slice(0, 90)}\n`);
    },
    event(event: import('../world/protocol.ts').WorldEvent): void {
      if (event.type === 'output') write(event.text);
    },
    stop(result: CellResult | null): void {
      fresh();
      if (result === null) write('   (goes on)\n');
      else if (!result.ok) write(`   failed: ${describe(result)}\n`);
    },
    summary(cells: readonly CellReport[]): void {
      fresh();
      const failed = cells.filter((cell) => !cell.ok);
      write(
        `── ${cells.length - failed.length} of ${cells.length} cells ok${failed.length > 0 ? `; failed: ${failed.map((cell) => cell.index).join(', ')}` : ''}\n`,
      );
    },
  };
}

function describe(result: CellResult): string {
  const { error } = result;
  if (!error) return `exit code ${result.exitCode}`;
  const where =
    error.line === null
      ? ''
      : ` (${error.file === null ? '' : `${error.file}, `}line ${error.line}${error.column === null ? '' : `, column ${error.column}`})`;
  return error.message + where;
}
