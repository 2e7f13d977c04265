/**
 * The typed protocol between a world (in its worker) and its host (editor, command line, a page). Everything here is
 * plain JSON, so that it crosses a worker or a webview boundary; it is parsed at the edge.
 */

import type { NoteStep } from '../lesson/note.ts';
import type { Fault } from '../platform/faults.ts';
import type { NoteSetup } from '../shell/presets/index.ts';
import type { GraphEdge, GraphNode, StreamGraphNode, TraceEntry, TraceHeader } from '../trace/facts.ts';

/** How a world is made: from a lesson's front matter. */
export interface WorldSpec {
  readonly title: string;
  readonly preset: string;
  readonly machines: readonly MachineSpec[];
  /** flink-conf.yaml entries. */
  readonly config: Readonly<Record<string, string>>;
  readonly seed: number;
  /** ms since 1970 at virtual time 0. */
  readonly epoch: number;
  readonly timezone: string;
  /** For a course note: what its text takes for granted. */
  readonly note?: NoteSetup;
}
export interface MachineSpec {
  readonly name: string;
  readonly ip?: string;
  /** Roles in the preset: jobmanager, taskmanager, zookeeper … */
  readonly roles?: readonly string[];
}

/** One cell to run. */
export interface CellRequest {
  readonly cell: number;
  readonly language: string;
  /** Flags and key=value of the info string. */
  readonly options: Readonly<Record<string, string | true>>;
  readonly source: string;
  /** For a block of a note: what its text comes to; null for one that only shows something. */
  readonly note?: { readonly kind: NoteKind; readonly why: string; readonly steps: readonly NoteStep[] };
}
/** What came of a note's block: it ran, it edited a file, it only shows output or prose, or it can't be run. */
export type NoteKind = 'ran' | 'edited' | 'output' | 'prose' | 'not-runnable';
export interface NoteResult {
  readonly kind: NoteKind;
  readonly why: string;
  /** How the output differs in substance from what the note shows; null: not at all. */
  readonly differs: string | null;
}
export interface CellResult {
  readonly ok: boolean;
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly error: CellError | null;
  readonly virtualMs: number;
  readonly serving: boolean;
  readonly skipped: string | null;
  readonly host: string | null;
  readonly note?: NoteResult;
  /** Of a check cell; an unsolved one is no failure. */
  readonly check?: CheckResult;
}
export type CheckResult = 'passed' | 'unsolved';
export interface CellError {
  readonly message: string;
  readonly file: string | null;
  /** 1-based, in the cell. */
  readonly line: number | null;
  readonly column: number | null;
}

/** Inputs: what a person or a fault does to the world. Recorded in the journal with (virtual time, sequence). */
export type WorldInput =
  /** The lesson's program and project cells as they stand now; sent before a run when they have changed. */
  | { readonly kind: 'sources'; readonly cells: readonly CellRequest[] }
  /** `quiet`: no fact tells of the cell; a check that nobody asked to run. */
  | { readonly kind: 'run'; readonly request: CellRequest; readonly quiet?: boolean }
  /** Stops a running cell (Ctrl-C to its foreground process). */
  | { readonly kind: 'interrupt'; readonly cell: number }
  /** Types text into a running cell's terminal. */
  | { readonly kind: 'type'; readonly cell: number; readonly text: string }
  | {
      readonly kind: 'terminal.open';
      readonly terminal: number;
      readonly machine: string;
      readonly columns: number;
      readonly rows: number;
    }
  | { readonly kind: 'terminal.data'; readonly terminal: number; readonly data: string }
  | { readonly kind: 'terminal.resize'; readonly terminal: number; readonly columns: number; readonly rows: number }
  | { readonly kind: 'terminal.close'; readonly terminal: number }
  | { readonly kind: 'fault'; readonly fault: FaultInput }
  | { readonly kind: 'file.write'; readonly machine: string; readonly path: string; readonly text: string }
  /** The editor that a program asked for (`edit` with this token) was closed. */
  | { readonly kind: 'edited'; readonly token: number }
  /** A request from outside to the REST endpoint of the lesson's JobManager; answered with an {@link HttpAnswer}. */
  | { readonly kind: 'http'; readonly request: HttpInput }
  /** Files of the opened workspace changed on the host. */
  | { readonly kind: 'workspace'; readonly changed: readonly WorkspaceFile[]; readonly removed: readonly string[] };

export interface HttpInput {
  readonly method: string;
  /** Path with query. */
  readonly url: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | { readonly base64: string };
}
/** Status 503 while no REST endpoint leads or it can't be reached. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What can go wrong on purpose. */
export type FaultInput = Fault;

/** An input and where it came: after `events` events, at virtual time `at`. Replaying a journal gives the same world. */
export interface JournalEntry {
  readonly at: number;
  readonly events: number;
  readonly input: WorldInput;
}

/** Host to world. */
export type WorldCommand =
  | {
      readonly type: 'create';
      readonly spec: WorldSpec;
      readonly workspace: readonly WorkspaceFile[];
      readonly assets: WorldAssets;
      readonly journal?: readonly JournalEntry[];
      /** Virtual ms to run to after the journal's replay. */
      readonly until?: number;
      /** Virtual ms: data facts of this span are all kept. */
      readonly detail?: { readonly from: number; readonly to: number };
      /** Four bytes; non-zero interrupts a looping cell from outside. Missing where memory cannot be shared (the web). */
      readonly interrupt?: SharedArrayBuffer;
    }
  | { readonly type: 'input'; readonly id: number; readonly input: WorldInput }
  /** Virtual ms per wall ms while something runs in the background; 0 pauses. */
  | { readonly type: 'pace'; readonly pace: number }
  | { readonly type: 'read'; readonly id: number; readonly query: WorldQuery };

export type WorldQuery =
  | { readonly kind: 'file.read' | 'file.list' | 'file.stat'; readonly machine: string; readonly path: string }
  | { readonly kind: 'rest'; readonly method: string; readonly url: string; readonly body: string }
  | { readonly kind: 'diagnostics'; readonly cells: readonly CellRequest[] }
  | {
      readonly kind: 'complete';
      readonly cells: readonly CellRequest[];
      readonly cell: number;
      readonly line: number;
      readonly column: number;
    }
  | {
      readonly kind: 'hover';
      readonly cells: readonly CellRequest[];
      readonly cell: number;
      readonly line: number;
      readonly column: number;
    }
  /** What the cell's main() would submit; `parallelism` is that of environments that set none (`-p`). Answered with a {@link ProgramPlan}. */
  | {
      readonly kind: 'plan';
      readonly cells: readonly CellRequest[];
      readonly cell: number;
      readonly parallelism: number;
    }
  | { readonly kind: 'journal' }
  /** Entries of the trace from an index on; `{ header, from, entries }`. */
  | { readonly kind: 'trace'; readonly from: number };

/** Answers to queries. Lines and columns count from 1; an end is exclusive. */
export interface CellDiagnostic {
  readonly cell: number;
  readonly line: number;
  readonly column: number;
  readonly endLine?: number;
  readonly endColumn?: number;
  readonly severity: 'error' | 'warning' | 'information';
  readonly message: string;
}
export interface Completion {
  readonly label: string;
  readonly kind: 'class' | 'method' | 'field' | 'variable' | 'keyword' | 'package' | 'snippet' | 'command' | 'file';
  readonly detail?: string;
  /** Markdown. */
  readonly documentation?: string;
  readonly insertText?: string;
}
/** Null when there is nothing to say. */
export interface Hover {
  /** Markdown. */
  readonly text: string;
}
/** Answer to `plan`: the job of the first execute(), or why there is none. */
export interface ProgramPlan {
  /** Of the cell. */
  readonly diagnostics: readonly CellDiagnostic[];
  /** Path of the cell's file in the lesson's project. */
  readonly file: string;
  readonly job: PlannedJob | null;
  readonly problem: PlanProblem | null;
}
export interface PlanProblem {
  readonly kind: 'compile' | 'no-main' | 'no-execute' | 'waits' | 'loops' | 'throws';
  /** javac's words or a Java stack trace; empty where the kind says all. */
  readonly message: string;
  /** In the cell, from 1. */
  readonly line: number | null;
}
export interface PlannedJob {
  readonly name: string;
  readonly streamGraph: readonly StreamGraphNode[];
  readonly vertices: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
  readonly slots: {
    readonly total: number;
    readonly groups: readonly { readonly name: string; readonly slots: number; readonly vertices: readonly string[] }[];
  };
  /** In the order in which the program made them. */
  readonly sites: readonly CallSite[];
  /** env.disableOperatorChaining() was called. */
  readonly chainingOff: boolean;
}
/** The call that made an operator. */
export interface CallSite {
  /** Of the stream graph. */
  readonly node: number;
  /** File name without folders; empty when unknown. */
  readonly file: string;
  readonly line: number;
}
/** Answer to `file.stat`; `file.list` answers with `MachineFileEntry[]`, `file.read` with the text. */
export interface MachineFileStat {
  readonly kind: 'file' | 'directory';
  readonly size: number;
  /** Virtual ms. */
  readonly modified: number;
  readonly writable: boolean;
}
export interface MachineFileEntry {
  readonly name: string;
  readonly kind: 'file' | 'directory';
}

export interface WorkspaceFile {
  readonly path: string;
  readonly text: string;
}
/** Bytes of the wasm parsers, handed over by the host. */
export interface WorldAssets {
  readonly [name: string]: Uint8Array;
}

/** World to host. */
export type WorldEvent =
  | { readonly type: 'ready'; readonly header: TraceHeader }
  | { readonly type: 'output'; readonly cell: number; readonly stream: 'stdout' | 'stderr'; readonly text: string }
  /** What runs in the cell's foreground waits for a line that a person types (`read`, `cat`). */
  | { readonly type: 'awaits-input'; readonly cell: number }
  /** The cell goes on serving; the run may move on. */
  | { readonly type: 'serving'; readonly cell: number; readonly acceptsInput: boolean }
  | { readonly type: 'ended'; readonly id: number; readonly cell: number; readonly result: CellResult }
  | { readonly type: 'terminal'; readonly terminal: number; readonly data: string }
  | { readonly type: 'terminal.closed'; readonly terminal: number; readonly exit: number | null }
  /** An accepted input, posted before it is executed: a host holds the journal even when the worker then loops for ever. */
  | { readonly type: 'journal'; readonly entry: JournalEntry }
  /** The replay of `create.journal` is over; its output, serving and ended events (id -1) came before. */
  | { readonly type: 'replayed'; readonly now: number }
  /** Facts since the last batch, in order; `from` is the index of the first. */
  | { readonly type: 'trace'; readonly from: number; readonly entries: readonly TraceEntry[] }
  | { readonly type: 'time'; readonly now: number; readonly pace: number; readonly busy: boolean }
  | { readonly type: 'answer'; readonly id: number; readonly ok: boolean; readonly value: unknown }
  /** A fault made no sense: what was asked and why not, one sentence. In a replay too. */
  | { readonly type: 'refused'; readonly message: string }
  /** A program on a machine asks for an editor on a file (vim). */
  | { readonly type: 'edit'; readonly machine: string; readonly path: string; readonly token: number }
  | { readonly type: 'failed'; readonly message: string };
