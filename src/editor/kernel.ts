import * as vscode from 'vscode';
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

export interface Kernel {
  latestRun(cell: vscode.NotebookCell): CellRunRecord | undefined;
  /** Shows a typed line in the cell's output, as a terminal shows what is typed. */
  echo(lesson: OpenLesson, cell: number, text: string): void;
  /** The latest run of the lesson's cell changed. */
  readonly onRun: Signal<OpenLesson>;
  /** Restarts the lesson's cluster: outputs stay, but count as of a world that is gone. */
  restart(lesson: OpenLesson): Promise<void>;
}

const PROGRAM_LANGUAGES = ['java', 'scala'];

/** Runs cells: one controller for each notebook type, so that VS Code never asks which to take. */
export function createKernel(context: vscode.ExtensionContext, lessons: Lessons): Kernel {
  const runs = new WeakMap<vscode.NotebookCell, CellRunRecord>();
  const orders = new WeakMap<OpenLesson, number>();
  const queues = new WeakMap<OpenLesson, Promise<void>>();
  const sentSources = new WeakMap<OpenLesson, string>();
  const onRun = createSignal<OpenLesson>();
  const controllers = new Map<string, vscode.NotebookController>();

  for (const type of NOTEBOOK_TYPES) {
    const controller = vscode.notebooks.createNotebookController(
      `${type}-kernel`,
      type,
      vscode.l10n.t('Simulated Flink 1.13.6'),
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
        stopped = !(await runCell(lesson, cell, execution));
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
  ): Promise<boolean> {
    const { session } = lesson;
    const request = lesson.request(cell);
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
      for (const entry of entries) if (entry.kind === 'job.submitted') output.showJob(entry);
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
      };
      void session.run(request, listener).then(async (result) => {
        watching.dispose();
        await output.finish(result);
        execution.end(result.ok, Date.now());
        record('ended', result);
        resolve(result.ok);
      });
    });
  }

  /** Program cells see each other's classes: the world is told how they stand now. */
  function sendSources(lesson: OpenLesson): void {
    const cells = lesson
      .codeCells()
      .map((cell) => lesson.request(cell))
      .filter(({ language }) => PROGRAM_LANGUAGES.includes(language));
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
      const finish = async (ended: CellResult): Promise<void> => {
        await output.finish(ended);
        execution.end(ended.ok, Date.now());
        record('ended', ended);
      };
      if (result) void finish(result);
      else {
        record('serving', null);
        if (acceptsInput) output.offerInput();
        execution.token.onCancellationRequested(() => lesson.session.interrupt(request.cell));
        const listener = { output: output.write, serving: () => undefined };
        void lesson.session.adopt(request, listener).then(finish);
      }
    }
  }

  return {
    latestRun: (cell) => runs.get(cell),
    onRun,
    echo(lesson, id, text) {
      const cell = lesson.cellOf(id);
      if (cell) runs.get(cell)?.output.write('stdout', text);
    },
    async restart(lesson) {
      for (const cell of lesson.codeCells()) {
        const run = runs.get(cell);
        if (run) runs.set(cell, { ...run, inThisWorld: false });
      }
      orders.delete(lesson);
      await lesson.session.restart(worldSpecOf(lesson.notebook));
      onRun.fire(lesson);
    },
  };
}

const limits = (): { lines: number } => ({
  lines: vscode.workspace.getConfiguration('millrace').get('outputLimit', 2000),
});
