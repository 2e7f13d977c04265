import * as vscode from 'vscode';
import type { ErrorOutput, InputOutput, JobOutput, MoreOutput } from '../../webview/output/protocol.ts';
import { ERROR_MIME, INPUT_MIME, JOB_MIME, MORE_MIME } from '../../webview/output/protocol.ts';
import type { TraceEntry } from '../trace/facts.ts';
import type { CellError, CellResult } from '../world/protocol.ts';

type Stream = 'stdout' | 'stderr';

/** Streams a run's output into its cell: in batches, and no more lines than the reader can use. */
export interface CellOutput {
  write(stream: Stream, text: string): void;
  /** Shows a line to type into. */
  offerInput(): void;
  /** Shows the small graph of a job that the cell submitted; of the first ones only. */
  showJob(job: JobFacts): void;
  /** Shows what is left, takes the input line away, shows the error, and `more` at the end. */
  finish(result: CellResult, more: vscode.NotebookCellOutputItem[]): Promise<void>;
  /** Everything that was printed, for "open all". */
  readonly text: string;
}

/** A job as it was submitted. */
export type JobFacts = Pick<Extract<TraceEntry, { kind: 'job.submitted' }>, 'name' | 'vertices' | 'edges'>;

/** A cell that submits more jobs shows the graphs of the first ones. */
const MOST_JOBS = 3;
const BATCH_MS = 50;
/** Characters kept for "open all". */
const KEPT = 20_000_000;

/** @param cell the lesson's number for the cell */
export function createCellOutput(
  execution: vscode.NotebookCellExecution,
  cell: number,
  limits: { lines: number },
): CellOutput {
  let chunks: { stream: Stream; text: string }[] = [];
  let kept = '';
  let lines = 0;
  let hidden = 0;
  let jobs = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let target: { stream: Stream; output: vscode.NotebookCellOutput } | null = null;
  let inputLine: vscode.NotebookCellOutput | null = null;
  let writing = Promise.resolve();

  const flush = (): Promise<void> => {
    clearTimeout(timer);
    timer = undefined;
    const batch = chunks;
    chunks = [];
    writing = writing.then(async () => {
      for (const { stream, text } of batch) {
        const item = vscode.NotebookCellOutputItem[stream](text);
        if (target?.stream === stream) await execution.appendOutputItems(item, target.output);
        else {
          target = { stream, output: new vscode.NotebookCellOutput([item]) };
          await append(target.output);
        }
      }
    }, ignore);
    return writing;
  };

  /** New output goes above the input line, which therefore moves down. */
  const append = async (output: vscode.NotebookCellOutput): Promise<void> => {
    await execution.appendOutput(output);
    if (inputLine) await reorder();
  };
  const reorder = async (): Promise<void> => {
    const others = execution.cell.outputs.filter((output) => !output.items.some((item) => item.mime === INPUT_MIME));
    if (inputLine) await execution.replaceOutput([...others, inputLine]);
  };

  return {
    get text() {
      return kept;
    },
    write(stream, text) {
      if (kept.length < KEPT) kept += text;
      const visible = firstLines(text, limits.lines - lines);
      lines += count(visible);
      hidden += count(text) - count(visible);
      if (visible !== '') {
        const last = chunks.at(-1);
        if (last?.stream === stream) last.text += visible;
        else chunks.push({ stream, text: visible });
      }
      timer ??= setTimeout(() => void flush(), BATCH_MS);
    },
    offerInput() {
      void flush();
      writing = writing.then(async () => {
        if (inputLine) return;
        const data: InputOutput = { cell };
        inputLine = new vscode.NotebookCellOutput([vscode.NotebookCellOutputItem.json(data, INPUT_MIME)]);
        await execution.appendOutput(inputLine);
      }, ignore);
    },
    showJob({ name, vertices, edges }) {
      if (++jobs > MOST_JOBS) return;
      void flush();
      const slots = vertices.map((vertex) => `${vertex.name} (${vertex.parallelism})`).join(', ');
      const data: JobOutput = {
        name,
        vertices: vertices.map(({ id, name: called, parallelism }) => ({ id, name: called, parallelism })),
        edges: edges.map(({ from, to, partitioner }) => ({ from, to, partitioner })),
        summary: vscode.l10n.t('{0} vertices: {1}', vertices.length, slots),
      };
      writing = writing.then(async () => {
        target = null;
        await append(new vscode.NotebookCellOutput([vscode.NotebookCellOutputItem.json(data, JOB_MIME)]));
      }, ignore);
    },
    async finish(result, more) {
      await flush();
      if (inputLine) {
        inputLine = null;
        const rest = execution.cell.outputs.filter((output) => !output.items.some((item) => item.mime === INPUT_MIME));
        await Promise.resolve(execution.replaceOutput(rest)).catch(ignore);
      }
      if (hidden > 0) {
        const label = vscode.l10n.t('{0} more lines. Open all', hidden);
        const line: MoreOutput = { cell, label };
        await show([vscode.NotebookCellOutputItem.json(line, MORE_MIME), vscode.NotebookCellOutputItem.text(label)]);
      }
      if (result.note?.differs) {
        await show([
          vscode.NotebookCellOutputItem.text(
            vscode.l10n.t('Differs from what the note shows: {0}', result.note.differs),
          ),
        ]);
      }
      if (result.error) await show(errorItems(cell, result.error));
      else if (result.skipped !== null) await show([vscode.NotebookCellOutputItem.text(result.skipped)]);
      if (more.length > 0) await show(more);
    },
  };

  async function show(items: vscode.NotebookCellOutputItem[]): Promise<void> {
    await Promise.resolve(execution.appendOutput(new vscode.NotebookCellOutput(items))).catch(ignore);
  }
}

function errorItems(cell: number, error: CellError): vscode.NotebookCellOutputItem[] {
  const place =
    error.line === null
      ? null
      : error.column === null
        ? vscode.l10n.t('line {0}', error.line)
        : vscode.l10n.t('line {0}, column {1}', error.line, error.column);
  const data: ErrorOutput = { cell, ...error, place };
  const text = [error.message, place].filter((part) => part !== null).join('\n');
  return [vscode.NotebookCellOutputItem.json(data, ERROR_MIME), vscode.NotebookCellOutputItem.text(text)];
}

const count = (text: string): number => text.split('\n').length - 1;
const ignore = (): void => undefined;

/** The text's first lines. */
function firstLines(text: string, lines: number): string {
  if (lines <= 0) return '';
  let end = -1;
  for (let i = 0; i < lines; i++) {
    end = text.indexOf('\n', end + 1);
    if (end < 0) return text;
  }
  return text.slice(0, end + 1);
}
