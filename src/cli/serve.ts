import { finishHeadless, runCellHeadless } from '../world/headless.ts';
import { projectCells } from '../world/lesson-world.ts';
import type { HttpAnswer, HttpInput, WorldEvent } from '../world/protocol.ts';
import type { World } from '../world/world.ts';
import { listen, staticFiles } from './http.ts';
import { openLesson, seedOption } from './lesson.ts';
import { openWorld } from './open-world.ts';
import { createPacer, type Pacer } from './pacer.ts';
import { createPrinter } from './printer.ts';
import { readArguments, UsageError } from './usage.ts';

interface ServeOptions {
  readonly file: string;
  readonly seed: number | undefined;
  readonly port: number;
  /** Virtual ms per ms of wall time once the cells have run. */
  readonly pace: number;
  /** Folder with the files of Flink's web dashboard. */
  readonly web: string | undefined;
}

const DEFAULT_PORT = 8081;

function readOptions(args: readonly string[]): ServeOptions {
  const { values, positionals } = readArguments(args, {
    port: { type: 'string' },
    pace: { type: 'string' },
    seed: { type: 'string' },
    web: { type: 'string' },
  });
  if (positionals.length !== 1)
    throw new UsageError(
      positionals.length === 0 ? 'serve: which file?' : `serve: one file, not ${positionals.length}`,
    );
  const port = values.port === undefined ? DEFAULT_PORT : Number(values.port);
  if (values.port !== undefined && (!/^\d+$/.test(values.port) || port > 65_535))
    throw new UsageError(`--port takes a number from 0 to 65535, not "${values.port}"`);
  const pace = values.pace === undefined ? 1 : Number(values.pace);
  if (!Number.isFinite(pace) || pace < 0 || values.pace?.trim() === '')
    throw new UsageError(`--pace takes a number, 0 or more, not "${values.pace}"`);
  return { file: positionals[0]!, seed: seedOption(values.seed), port, pace, web: values.web };
}

/** `millrace serve`; resolves with the exit code, after Ctrl-C. */
export async function serveCommand(args: readonly string[]): Promise<number> {
  return serve(readOptions(args));
}

/** Hands requests to the world as inputs and keeps who waits for which answer. */
function createDesk() {
  const waiting = new Map<number, (answer: HttpAnswer) => void>();
  let next = 1;
  let world: World | null = null;
  let pacer: Pacer | null = null;
  return {
    waiting: () => waiting.size > 0,
    open(to: World, by: Pacer): void {
      world = to;
      pacer = by;
    },
    ask(request: HttpInput): Promise<HttpAnswer> {
      if (!world) return Promise.resolve(NOT_YET);
      const id = next++;
      return new Promise((answer) => {
        waiting.set(id, answer);
        world!.apply({ kind: 'http', request }, id);
        pacer?.hurry();
      });
    },
    event(event: WorldEvent): void {
      if (event.type !== 'answer') return;
      waiting.get(event.id)?.(event.value as HttpAnswer);
      waiting.delete(event.id);
    },
  };
}
const NOT_YET: HttpAnswer = {
  status: 503,
  headers: { 'content-type': 'application/json; charset=UTF-8' },
  body: JSON.stringify({ errors: ['Service temporarily unavailable: the lesson has not started yet.'] }),
};

async function serve(options: ServeOptions): Promise<number> {
  const { spec, requests, warnings } = openLesson(options);
  const files = options.web === undefined ? null : staticFiles(options.web);
  const desk = createDesk();
  const server = await listen(options.port, files, desk.ask);
  const url = `http://127.0.0.1:${server.port}`;
  /** What the next Ctrl-C does; the second ends the program. */
  let onInterrupt: () => void = () => process.exit(130);
  let interrupted = false;
  const interrupt = (): void => {
    if (interrupted) process.exit(130);
    interrupted = true;
    onInterrupt();
  };
  process.on('SIGINT', interrupt);
  process.on('SIGTERM', interrupt);
  try {
    process.stdout.write(
      `millrace: ${url} answers as the REST API of the lesson's Flink${files ? ' and shows its dashboard' : ''} (Ctrl-C ends)\n`,
    );
    for (const warning of warnings) process.stderr.write(`millrace: warning: ${warning}\n`);
    const show = createPrinter();
    const world = await openWorld(options.file, spec, (event) => {
      desk.event(event);
      show.event(event);
    });
    const pacer = createPacer(world, options.pace, desk.waiting);
    desk.open(world, pacer);

    world.apply({ kind: 'sources', cells: projectCells(requests) });
    for (const request of requests) {
      if (interrupted) break;
      onInterrupt = () => world.apply({ kind: 'interrupt', cell: request.cell });
      show.start(request);
      const cell = await runCellHeadless(world, request, undefined, pacer.breathe);
      show.stop(cell.result);
    }
    if (!interrupted) {
      onInterrupt = () => pacer.stop();
      show.note(`the cells have run; time goes on ${paceText(options.pace)} at ${url} (Ctrl-C ends)`);
      await pacer.follow();
    }
    await finishHeadless(world);
    const results = new Map(world.runs.map((run) => [run.request.cell, run.result]));
    const cells = requests.map(({ cell }) => ({ index: cell, ok: results.get(cell)?.ok ?? false }));
    show.summary(cells);
    return cells.every(({ ok }) => ok) ? 0 : 1;
  } finally {
    process.off('SIGINT', interrupt);
    process.off('SIGTERM', interrupt);
    server.close();
  }
}

function paceText(pace: number): string {
  if (pace === 0) return 'only while a request is answered,';
  return pace === 1 ? 'as fast as yours' : `${pace} × as fast as yours`;
}
