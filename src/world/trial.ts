import {
  compareOutput,
  linesOf,
  type ProgramCase,
  type ProgramCheck,
  ProgramCheckError,
  parseProgramCheck,
} from '../lesson/program-check.ts';
import { differenceReport, indented, type TrialWords, trialWords } from '../lesson/trial-report.ts';
import type { Wait } from '../simulation/task.ts';
import { finishHeadless, runCellHeadless } from './headless.ts';
import { projectFile } from './project.ts';
import type { CellRequest, CellResult } from './protocol.ts';
import type { World } from './world.ts';

/** Makes a world like the lesson's, with another seed, for programs to be tried in. */
export type TrialWorld = (seed: number) => World;

export interface TrialResult {
  readonly passed: boolean;
  /** For the person who solves the exercise: expected, actual and where they part. */
  readonly report: string;
}

/** A trial takes no time of the lesson's world: its event queue stands still until the result is there. */
export function tryProgram(
  suspend: () => () => void,
  create: TrialWorld,
  program: readonly CellRequest[],
  request: CellRequest,
): Wait {
  return (resume) => {
    const release = suspend();
    const done = (result: TrialResult): void => {
      resume(result);
      release();
    };
    tryAll(create, program, request).then(done, (error: unknown) =>
      done({ passed: false, report: error instanceof Error ? error.message : String(error) }),
    );
    return undefined;
  };
}

async function tryAll(create: TrialWorld, program: readonly CellRequest[], request: CellRequest): Promise<TrialResult> {
  const words = trialWords(request.options.title);
  let check: ProgramCheck;
  try {
    check = parseProgramCheck(request.options, request.source);
  } catch (error) {
    if (!(error instanceof ProgramCheckError)) throw error;
    return { passed: false, report: words.unreadable(error.message) };
  }
  const ending = `/${check.className.replace(/\./g, '/')}.`;
  const cell = program.find((candidate) => projectFile(candidate).path.includes(ending));
  if (!cell) return { passed: false, report: words.missingClass(check.className) };
  for (const [number, wanted] of check.cases.entries()) {
    for (const seed of check.seeds) {
      const failure = await tryOne(create(seed), program, cell, wanted, words);
      if (failure === null) continue;
      const tried = words.tried(number + 1, check.cases.length, seed, words.given(wanted));
      return { passed: false, report: [tried, ...failure].join('\n') };
    }
  }
  const times = check.cases.length * check.seeds.length;
  return { passed: true, report: words.passed(times) };
}

/** Lines that say what went wrong; null: nothing. */
async function tryOne(
  world: World,
  program: readonly CellRequest[],
  cell: CellRequest,
  wanted: ProgramCase,
  words: TrialWords,
): Promise<readonly string[] | null> {
  let next = 1 + Math.max(0, ...program.map((each) => each.cell));
  const run = (language: string, options: CellRequest['options'], source: string) =>
    runCellHeadless(world, { cell: next++, language, options, source });
  const host = world.platform.machines.keys().next().value ?? '';
  world.apply({ kind: 'sources', cells: program });
  for (const [path, text] of Object.entries(wanted.files)) await run('text', { file: path, host }, text);
  for (const place of Object.keys(wanted.input)) {
    const [machine = '', port = ''] = place.split(':');
    await run('sh', { host: machine }, `nc -lk ${port}`);
  }
  const { norun: _, ...options } = cell.options;
  const started = await runCellHeadless(world, {
    ...cell,
    options: { ...options, run: true, ...(wanted.args === '' ? {} : { args: wanted.args }) },
  });
  for (const [place, text] of Object.entries(wanted.input))
    await run('input', { to: place }, text.replace(/\r?\n$/, ''));
  const typed = Object.keys(wanted.input).length > 0;
  let heard = started.stdout;
  for (let second = 1, quiet = 0; second <= LONGEST_SECONDS && started.state !== 'ended'; second++, quiet++) {
    await run('sh', {}, 'sleep 1');
    if (started.stdout !== heard) quiet = 0;
    heard = started.stdout;
    if (typed && quiet >= QUIET_SECONDS) break;
  }
  const printed = linesOf(started.stdout);
  await finishHeadless(world);
  const result = started.result!;
  if (!result.ok && !result.serving) return failed(result, words);
  const difference = compareOutput(wanted, printed);
  return difference && differenceReport(wanted, printed, difference, words);
}

/** A program that has not ended by itself is stopped after this much virtual time … */
const LONGEST_SECONDS = 120;
/** … or when it has printed nothing for so long after everything was typed. */
const QUIET_SECONDS = 10;

function failed({ error, stderr, exitCode }: CellResult, words: TrialWords): string[] {
  return [
    words.failed(error?.message ?? words.exitCode(exitCode), error?.line ?? null),
    ...indented(stderr.trimEnd().split('\n'), words),
  ];
}
