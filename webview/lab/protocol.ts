/**
 * Messages between the Job Lab (a webview page) and its host. Plain JSON both ways.
 *
 * The host loads dist/webview/lab.js and lab.css under a policy that allows this script, inline styles and data: fonts; no
 * worker, no eval, no fetch. It answers `ready` with `init` (unless the page kept a program over a reload, `have`), every `plan` with a `plan` of the
 * same version, and every `complete` and `hover` with an `answer` of the same id.
 */
import type { Completion, Hover, ProgramPlan } from '../../src/world/protocol.ts';

/** What VS Code and Monaco both call the kinds of what can be completed. */
export const COMPLETION_KINDS = {
  class: 'Class',
  method: 'Method',
  field: 'Field',
  variable: 'Variable',
  keyword: 'Keyword',
  package: 'Module',
  snippet: 'Snippet',
  command: 'Function',
  file: 'File',
} as const satisfies Readonly<Record<Completion['kind'], string>>;

export type ProgramLanguage = 'java' | 'scala';

/** What is in the editor: a window's reload keeps it. */
export interface LabProgram {
  readonly text: string;
  readonly programLanguage: ProgramLanguage;
  /** Of an environment that sets none, as `flink run -p`. */
  readonly parallelism: number;
}

/** Where the program goes: a new cell of the lesson, the cell it was taken from, or a new cell that runs at once. */
export type InsertAs = 'new' | 'update' | 'run';

export type HostMessage =
  | {
      readonly type: 'init';
      /** VS Code's display language. */
      readonly language: string;
      readonly program: LabProgram;
      /** The program was taken from a cell that still is there. */
      readonly fromCell: boolean;
      /** There is a lesson to insert into. */
      readonly canInsert: boolean;
    }
  | { readonly type: 'lesson'; readonly canInsert: boolean; readonly fromCell: boolean }
  | { readonly type: 'plan'; readonly version: number; readonly plan: ProgramPlan }
  /** No plan can be made; one sentence. */
  | { readonly type: 'trouble'; readonly version: number; readonly message: string }
  | { readonly type: 'answer'; readonly id: number; readonly value: readonly Completion[] | Hover | null }
  /** Something was done; one sentence. */
  | { readonly type: 'said'; readonly message: string };

export type LabMessage =
  | { readonly type: 'ready'; readonly have: LabProgram | null }
  | ({ readonly type: 'plan'; readonly version: number } & LabProgram)
  | ({
      readonly type: 'complete' | 'hover';
      readonly id: number;
      /** From 1. */
      readonly line: number;
      readonly column: number;
    } & LabProgram)
  | ({ readonly type: 'insert'; readonly as: InsertAs } & LabProgram);
