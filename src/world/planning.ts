import type { JvmRef } from '../flink/api/functions.ts';
import {
  type ExecutionContext,
  Interrupted,
  type Jar,
  JavaError,
  printStackTrace,
  SystemExit,
} from '../flink/api/jar.ts';
import { infoContext, ProgramAborted } from '../flink/client/execution-contexts.ts';
import { translateProgram } from '../flink/client/translate.ts';
import { graphFacts, requiredSlots } from '../flink/graph/facts.ts';
import { createFileSystem } from '../platform/filesystem.ts';
import { overlay } from '../platform/overlay.ts';
import type { Compiler } from '../program/compile.ts';
import { createRandom } from '../simulation/random.ts';
import type { Wait } from '../simulation/task.ts';
import { neededFiles, projectFile } from './project.ts';
import type { CallSite, CellRequest, PlannedJob, ProgramPlan } from './protocol.ts';
import type { World } from './world.ts';

/**
 * What a program would submit, without a cluster: its main() runs up to the first execute(), as under `flink info`. Nothing in the world changes by it.
 */

/** Frames looked at for the place of a call. */
const DEEP = 100;

let plans = 0;

/**
 * @param compile with a small allowance of loop turns: a program that is being typed may loop for ever
 * @param parallelism of environments that set none (`-p`)
 */
export function planProgram(
  world: World,
  compile: Compiler['compile'],
  cells: readonly CellRequest[],
  cell: number,
  parallelism: number,
): ProgramPlan {
  const request = cells.find((one) => one.cell === cell);
  if (request === undefined) throw new Error(`there is no cell ${cell}`);
  const own = projectFile(request);
  const others = cells.filter((one) => one.cell !== cell).map(projectFile);
  const compilation = compile([own, ...neededFiles([own], others)].map(({ path, text }) => ({ file: path, text })));
  const diagnostics = compilation.diagnostics
    .filter(({ file }) => file === own.path)
    .map(({ line, column, endLine, endColumn, severity, message }) => ({
      ...{ cell, line, column, endLine, endColumn, severity, message },
    }));
  const without = (problem: ProgramPlan['problem']): ProgramPlan => ({
    diagnostics,
    file: own.path,
    job: null,
    problem,
  });
  const { jar } = compilation;
  if (jar === null) return without({ kind: 'compile', message: compilation.diagnostics[0]?.message ?? '', line: null });
  const main = compilation.mainClasses.find(({ file }) => file === own.path);
  if (main === undefined) return without({ kind: 'no-main', message: '', line: null });
  const outcome = planMain(world, jar, main.className, parallelism);
  if ('kind' in outcome) return without({ ...outcome, line: lineIn(outcome.message, own.path) });
  return { diagnostics, file: own.path, job: outcome, problem: null };
}

type Problem = Omit<NonNullable<ProgramPlan['problem']>, 'line'>;

function planMain(world: World, jar: Jar, mainClass: string, parallelism: number): PlannedJob | Problem {
  const [first] = world.platform.machines.values();
  const files = first?.files ?? null;
  const sites: CallSite[] = [];
  const context: ExecutionContext = {
    ...infoContext({ platform: world.platform, configuration: {}, defaultParallelism: parallelism, jar, files }),
    onOperator: (node, place) => sites.push({ node, ...parsePlace(place) }),
  };
  const { stackTraceLimit } = Error;
  // The line that calls the API may stand below many frames of a library.
  Error.stackTraceLimit = DEEP;
  try {
    const { done } = jar.load(jvmFor(world)).main(mainClass, [], context).next();
    return { kind: done ? 'no-execute' : 'waits', message: '' };
  } catch (error) {
    if (error instanceof ProgramAborted) return plannedJob(error, jar, parallelism, files, sites);
    if (error instanceof Interrupted) return { kind: 'loops', message: '' };
    if (error instanceof SystemExit) return { kind: 'no-execute', message: '' };
    if (error instanceof JavaError) return { kind: 'throws', message: printStackTrace(error) };
    return { kind: 'throws', message: error instanceof Error ? error.message : String(error) };
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

function plannedJob(
  { program }: ProgramAborted,
  jar: Jar,
  parallelism: number,
  files: Parameters<typeof translateProgram>[1]['files'],
  sites: readonly CallSite[],
): PlannedJob {
  const graph = translateProgram(program, {
    jobId: '0'.repeat(32),
    jar,
    defaultParallelism: parallelism,
    savepoint: null,
    files,
  });
  const { total, groups } = requiredSlots(graph);
  const nodes = new Set(graph.streamGraph.nodes.map(({ id }) => id));
  return {
    name: graph.jobName,
    ...graphFacts(graph),
    slots: { total, groups },
    sites: sites.filter(({ node }) => nodes.has(node)),
    chainingOff: !graph.streamGraph.chaining,
  };
}

/** A JVM beside the world: its output goes nowhere, and it draws from streams of its own. */
function jvmFor({ platform, header }: World): JvmRef {
  const id = `plan/${++plans}`;
  const [first] = platform.machines.values();
  const now = (): number => platform.world.now;
  return {
    id,
    currentTimeMillis: () => platform.epoch + Math.floor(platform.world.now),
    timezone: platform.timezone,
    out: () => undefined,
    err: () => undefined,
    sleep: (): Wait => () => undefined,
    random: (stream) => createRandom(header.seed, `${id}/${stream}`),
    epoch: platform.epoch,
    files: overlay(first?.files ?? createFileSystem({ now }), now),
    cwd: '/root',
    host: { name: first?.name ?? 'localhost', address: first?.ip ?? '127.0.0.1' },
  };
}

/** `main(WordCount.java:12)` */
function parsePlace(place: string): { readonly file: string; readonly line: number } {
  const match = /\(([^():]+):(\d+)\)$/.exec(place);
  return { file: match?.[1] ?? '', line: Number(match?.[2] ?? 0) };
}

function lineIn(stack: string, path: string): number | null {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const match = stack.split('\n').find((line) => line.includes(`(${name}:`));
  return match === undefined ? null : Number(/:(\d+)\)/.exec(match)?.[1]);
}
