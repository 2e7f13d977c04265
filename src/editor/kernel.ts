import * as vscode from 'vscode';
import { asAskedFor, projectCells } from '../world/lesson-world.ts';
import type { CellResult } from '../world/protocol.ts';
import { type CellOutput, createCellOutput } from './cell-output.ts';
import { isLesson, type Lessons, NOTEBOOK_TYPES, type OpenLesson, worldSpecOf } from './lessons.ts';
import type { RestoredCell } from './session.ts';
import { createSignal, type Signal } from './signal.ts';

/** What is known of a cell's latest run. */
export interface CellRunRecord {
  readonly order: number;
  readonly source: string;
  readonly state: 'running' | 'serving' | 'ended';
  readonly result: CellResult | null;
  readonly output: CellOutput;
  /** False once the cluster was restarted. */
  readonly inThisWorld: boolean;
}

export interface CellEnded {
  readonly lesson: OpenLesson;
  readonly cell: vscode.NotebookCell;
  readonly result: CellResult;
}

/** What is shown under a check beside what it printed. */
export type PresentCheck = (ended: CellEnded) => vscode.NotebookCellOutputItem[];

export interface Kernel {
  latestRun(cell: vscode.NotebookCell): CellRunRecord | undefined;
  /**
   * Runs a check again that nobody asked to run: between the cells that people run, without a mark in the trace, and it shows something only
   * when the result is another. Null: the cell cannot be run now.
   */
  recheck(lesson: OpenLesson, cell: vscode.NotebookCell): Promise<CellResult | null>;
  /** Takes the outputs of cells away, and that they ever ran. */
  forget(lesson: OpenLesson, cells: readonly vscode.NotebookCell[]): Promise<void>;
  /** Shows a typed line in the cell's output, as a terminal shows what is typed. */
  echo(lesson: OpenLesson, cell: number, text: string): void;
  /** The latest run of the lesson's cell changed. */
  readonly onRun: Signal<OpenLesson>;
  /** A cell has ended; after a reload those that had are told again. */
  readonly onResult: Signal<CellEnded>;
  /** Says on which Flink cells run now. */
  rename(flink: string): void;
  /** Restarts the lesson's cluster: outputs stay, but count as of a world that is gone. */
  restart(lesson: OpenLesson): Promise<void>;
}

export const SIMULATION = vscode.l10n.t('Simulated Flink 1.13.6');

/** Runs cells: one controller for each notebook type, so that VS Code never asks which to take. */
export function createKernel(context: vscode.ExtensionContext, lessons: Lessons, presentCheck: PresentCheck): Kernel {
  const runs = new WeakMap<vscode.NotebookCell, CellRunRecord>();
  const orders = new WeakMap<OpenLesson, number>();
  const queues = new WeakMap<OpenLesson, Promise<void>>();
  const sentSources = new WeakMap<OpenLesson, string>();
  const onRun = createSignal<OpenLesson>();
  const onResult = createSignal<CellEnded>();
  const controllers = new Map<string, vscode.NotebookController>();

  for (const type of NOTEBOOK_TYPES) {
    const controller = vscode.notebooks.createNotebookController(
      `${type}-kernel`,
      type,
      SIMULATION,
      (cells, notebook) => execute(lessons.get(notebook), cells),
    );
    controller.supportsExecutionOrder = true;
    controller.description = 'Millrace';
    controllers.set(type, controller);
    context.subscriptions.push(controller);
    context.subscriptions.push(
      controller.onDidChangeSelectedNotebooks(({ notebook, selected }) => {
        if (selected) lessons.get(notebook);
      }),
    );
  }
  const prefer = (notebook: vscode.NotebookDocument): void => {
    if (!isLesson(notebook)) return;
    const controller = controllers.get(notebook.notebookType);
    controller?.updateNotebookAffinity(notebook, vscode.NotebookControllerAffinity.Preferred);
  };
  vscode.workspace.notebookDocuments.forEach(prefer);
  context.subscriptions.push(vscode.workspace.onDidOpenNotebookDocument(prefer));

  lessons.onOpen.on((lesson) => {
    lesson.session.onRestored.on((cells) => restore(lesson, cells));
  });
  lessons.onClose.on(leaveWorld);

  /** Cells of one request run one after another and stop at the first that fails; requests queue up. */
  function execute(lesson: OpenLesson, cells: vscode.NotebookCell[]): Promise<void> {
    const controller = controllers.get(lesson.notebook.notebookType)!;
    const waiting = cells.flatMap((cell) => {
      try {
        const execution = controller.createNotebookCellExecution(cell);
        const entry = { cell, execution, cancelled: false };
        execution.token.onCancellationRequested(() => {
          entry.cancelled = true;
        });
        return [entry];
      } catch {
        // It runs already (a cell that serves): leave it.
        return [];
      }
    });
    const turn = async (): Promise<void> => {
      let stopped = false;
      for (const { cell, execution, cancelled } of waiting) {
        if (stopped || cancelled || execution.token.isCancellationRequested) {
          execution.end(undefined);
          continue;
        }
        stopped = !(await runCell(lesson, cell, execution, waiting.length === 1));
      }
    };
    const queue = (queues.get(lesson) ?? Promise.resolve()).then(turn, turn);
    queues.set(lesson, queue);
    return queue;
  }

  /** Resolves when the run may move on: true when the cell ended well or serves. */
  async function runCell(
    lesson: OpenLesson,
    cell: vscode.NotebookCell,
    execution: vscode.NotebookCellExecution,
    alone: boolean,
  ): Promise<boolean> {
    const { session } = lesson;
    const request = alone ? asAskedFor(lesson.request(cell)) : lesson.request(cell);
    // A scenario begins with a new world: so a demonstration repeats exactly.
    if (request.language === 'scenario') await restart(lesson);
    sendSources(lesson);
    const order = (orders.get(lesson) ?? 0) + 1;
    orders.set(lesson, order);
    execution.executionOrder = order;
    execution.start(Date.now());
    await Promise.resolve(execution.clearOutput()).catch(() => undefined);
    const output = createCellOutput(execution, request.cell, limits());
    const record = (state: CellRunRecord['state'], result: CellResult | null): void => {
      runs.set(cell, { order, source: request.source, state, result, output, inThisWorld: true });
      onRun.fire(lesson);
    };
    record('running', null);
    execution.token.onCancellationRequested(() => session.interrupt(request.cell));

    // The world tells a cell's facts before it tells that the cell serves or has ended.
    const watching = session.onTrace.on((entries) => {
      // A real cluster has jobs from before this world: they come at its beginning.
      for (const entry of entries) if (entry.kind === 'job.submitted' && entry.at > 0) output.showJob(entry);
    });
    return new Promise((resolve) => {
      const listener = {
        output: output.write,
        serving(acceptsInput: boolean) {
          record('serving', null);
          if (acceptsInput) output.offerInput();
          watching.dispose();
          resolve(true);
        },
        awaitsInput: output.offerInput,
      };
      void session.run(request, listener).then(async (result) => {
        watching.dispose();
        await finish({ lesson, cell, result }, execution, output);
        record('ended', result);
        onResult.fire({ lesson, cell, result });
        resolve(result.ok);
      });
    });
  }

  /** A check that is unsolved has neither failed nor succeeded. */
  async function finish(ended: CellEnded, execution: vscode.NotebookCellExecution, output: CellOutput): Promise<void> {
    const { result } = ended;
    await output.finish(result, result.check === undefined ? [] : presentCheck(ended));
    execution.end(result.check === 'unsolved' ? undefined : result.ok, Date.now());
  }

  function recheck(lesson: OpenLesson, cell: vscode.NotebookCell): Promise<CellResult | null> {
    const turn = async (): Promise<CellResult | null> => {
      const known = runs.get(cell);
      if (lesson.cellOf(lesson.idOf(cell)) !== cell || (known && known.state !== 'ended')) return null;
      const request = lesson.request(cell);
      sendSources(lesson);
      const chunks: { stream: 'stdout' | 'stderr'; text: string }[] = [];
      const listener = {
        output: (stream: 'stdout' | 'stderr', text: string) => void chunks.push({ stream, text }),
        serving: () => lesson.session.interrupt(request.cell),
        awaitsInput: () => lesson.session.interrupt(request.cell),
      };
      const result = await lesson.session.run(request, listener, 'quietly');
      const said = chunks.map(({ text }) => text).join('');
      const order = (orders.get(lesson) ?? 0) + 1;
      orders.set(lesson, order);
      const asBefore = known?.inThisWorld && known.result?.check === result.check && known.output.text === said;
      let output = known?.output;
      if (!output || !asBefore) {
        let execution: vscode.NotebookCellExecution;
        try {
          execution = controllers.get(lesson.notebook.notebookType)!.createNotebookCellExecution(cell);
        } catch {
          return result;
        }
        execution.executionOrder = order;
        execution.start();
        await Promise.resolve(execution.clearOutput()).catch(() => undefined);
        output = createCellOutput(execution, request.cell, limits());
        for (const { stream, text } of chunks) output.write(stream, text);
        await finish({ lesson, cell, result }, execution, output);
      }
      runs.set(cell, { order, source: request.source, state: 'ended', result, output, inThisWorld: true });
      onRun.fire(lesson);
      onResult.fire({ lesson, cell, result });
      return result;
    };
    const queue = (queues.get(lesson) ?? Promise.resolve()).then(turn, turn);
    queues.set(
      lesson,
      queue.then(() => undefined),
    );
    return queue;
  }

  async function forget(lesson: OpenLesson, cells: readonly vscode.NotebookCell[]): Promise<void> {
    for (const cell of cells) {
      runs.delete(cell);
      try {
        const execution = controllers.get(lesson.notebook.notebookType)!.createNotebookCellExecution(cell);
        execution.start();
        await execution.clearOutput();
        execution.end(undefined);
      } catch {
        // It runs just now.
      }
    }
    onRun.fire(lesson);
  }

  /** Program cells see each other's classes: the world is told how they stand now. */
  function sendSources(lesson: OpenLesson): void {
    const cells = projectCells(lesson.codeCells().map(lesson.request));
    const state = `${lesson.session.trace.generation} ${JSON.stringify(cells)}`;
    if (sentSources.get(lesson) === state) return;
    sentSources.set(lesson, state);
    lesson.session.input({ kind: 'sources', cells });
  }

  /** After a window reload: what cells had printed comes back, and cells that serve go on. */
  function restore(lesson: OpenLesson, restored: readonly RestoredCell[]): void {
    const controller = controllers.get(lesson.notebook.notebookType)!;
    const taken = new Set<vscode.NotebookCell>();
    for (const { request, chunks, result, acceptsInput } of restored) {
      const cell = lesson
        .codeCells()
        .find((candidate) => !taken.has(candidate) && lesson.request(candidate).source === request.source);
      if (!cell) {
        if (!result) lesson.session.input({ kind: 'interrupt', cell: request.cell });
        continue;
      }
      taken.add(cell);
      lesson.assign(cell, request.cell);
      let execution: vscode.NotebookCellExecution;
      try {
        execution = controller.createNotebookCellExecution(cell);
      } catch {
        continue;
      }
      const order = (orders.get(lesson) ?? 0) + 1;
      orders.set(lesson, order);
      execution.executionOrder = order;
      execution.start(Date.now());
      const output = createCellOutput(execution, request.cell, limits());
      for (const { stream, text } of chunks) output.write(stream, text);
      const record = (state: CellRunRecord['state'], ended: CellResult | null): void => {
        runs.set(cell, { order, source: request.source, state, result: ended, output, inThisWorld: true });
        onRun.fire(lesson);
      };
      const end = async (ended: CellResult): Promise<void> => {
        await finish({ lesson, cell, result: ended }, execution, output);
        record('ended', ended);
        onResult.fire({ lesson, cell, result: ended });
      };
      if (result) void end(result);
      else {
        record('serving', null);
        if (acceptsInput) output.offerInput();
        execution.token.onCancellationRequested(() => lesson.session.interrupt(request.cell));
        const listener = { output: output.write, serving: () => undefined, awaitsInput: output.offerInput };
        void lesson.session.adopt(request, listener).then(end);
      }
    }
  }

  function leaveWorld(lesson: OpenLesson): void {
    for (const cell of lesson.codeCells()) {
      const run = runs.get(cell);
      if (run) runs.set(cell, { ...run, inThisWorld: false });
    }
  }

  async function restart(lesson: OpenLesson): Promise<void> {
    leaveWorld(lesson);
    orders.delete(lesson);
    await lesson.session.restart(worldSpecOf(lesson.notebook));
    onRun.fire(lesson);
  }

  return {
    latestRun: (cell) => runs.get(cell),
    recheck,
    forget,
    onRun,
    onResult,
    echo(lesson, id, text) {
      const cell = lesson.cellOf(id);
      if (cell) runs.get(cell)?.output.write('stdout', text);
    },
    rename(flink) {
      for (const controller of controllers.values()) controller.label = flink;
    },
    restart,
  };
}

const limits = (): { lines: number } => ({
  lines: vscode.workspace.getConfiguration('millrace').get('outputLimit', 2000),
});
