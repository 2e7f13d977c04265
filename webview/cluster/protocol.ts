/**
 * Messages between the cluster view (a webview page) and its host. Plain JSON both ways, `postMessage` on each side.
 *
 * The host (src/editor's WebviewPanel, or a page that replays a file) does this:
 *  1. loads the page: `<body><div id="millrace"></div><script nonce=… src=…/dist/webview/cluster.js></script></body>` under
 *     `default-src 'none'; script-src 'nonce-…'; style-src 'unsafe-inline'; img-src data:; font-src ${cspSource}`. No eval, no
 *     worker, no fetch inside. Nothing else is needed: the page brings its own style and follows VS Code's CSS variables
 *     and the theme class on <body> (vscode-light, vscode-dark, vscode-high-contrast, vscode-high-contrast-light).
 *  2. waits for `ready`, then posts `init`, then `trace` batches from the first fact on, `time` about ten times a second
 *     while the world runs, and again `init` when another world takes its place (the view then starts over).
 *  3. on `resend` posts the facts from that sequence number on. `ready` comes again after the page was hidden and
 *     reloaded; the answer is the same as the first time (`retainContextWhenHidden` is not needed).
 *  4. obeys `pace` (a WorldCommand of the same name) and `fault` (becomes a WorldInput and a line of the journal).
 *
 * Without a host the page plays a file: it reads `<script id="trace" type="application/x-ndjson">` if there is one,
 * else accepts a trace file that is dropped on it or chosen.
 */
import type { TraceEntry, TraceHeader } from '../../src/trace/facts.ts';
import type { FaultInput } from '../../src/world/protocol.ts';

export type Language = 'en' | 'zh';
export type SavedAs = 'trace' | 'html' | 'svg' | 'png';
export const PICTURES = ['flow', 'graphs', 'slots', 'timeline', 'table'] as const;
export type PictureName = (typeof PICTURES)[number];

/** What a "why?" is about: the host knows where the course explains it. */
export type Topic =
  | 'processes'
  | 'leader'
  | 'slots'
  | 'chains'
  | 'waiting'
  | 'failover'
  | 'checkpoint'
  | 'barriers'
  | 'pressure';

/** Something on the picture that can be pointed at. */
export type Target =
  | { readonly kind: 'machine'; readonly machine: string }
  | { readonly kind: 'process'; readonly machine: string; readonly pid: number }
  | { readonly kind: 'taskmanager'; readonly id: string }
  | { readonly kind: 'slot'; readonly taskManager: string; readonly slot: number }
  /** The network between two machines. */
  | { readonly kind: 'link'; readonly from: string; readonly to: string }
  | { readonly kind: 'job'; readonly job: string }
  | { readonly kind: 'vertex'; readonly job: string; readonly vertex: string }
  /** From one vertex of a job to another. */
  | { readonly kind: 'edge'; readonly job: string; readonly from: string; readonly to: string }
  | { readonly kind: 'subtask'; readonly job: string; readonly vertex: string; readonly subtask: number }
  | { readonly kind: 'checkpoint'; readonly job: string; readonly checkpoint: number }
  | { readonly kind: 'cell'; readonly cell: number };

export type HostMessage =
  | {
      readonly type: 'init';
      readonly header: TraceHeader;
      /** VS Code's display language; anything but zh* is English. */
      readonly language: string;
      /** False where nothing can be broken: a replayed file, a real cluster without permission. */
      readonly canBreak: boolean;
      /** True while a world may still add facts; false for a finished recording. */
      readonly live: boolean;
      /** True where a `read` shows a topic in the course. */
      readonly canRead?: boolean;
      /**
       * Missing or 0: the run itself, and every other one is forgotten. Another number: a run beside it, made from the
       * journal up to `branch.at` and one more act (`branch.act` in words), which is shown from then on.
       */
      readonly run?: number;
      readonly branch?: { readonly run: number; readonly at: number; readonly act: string };
    }
  /** Facts in order; `from` is the sequence number (index in the whole trace, from 0) of the first one. */
  | { readonly type: 'trace'; readonly run?: number; readonly from: number; readonly entries: readonly TraceEntry[] }
  /** The world's clock (virtual ms), its pace (virtual ms per wall ms, 0 paused) and whether a cell is running. */
  | {
      readonly type: 'time';
      readonly run?: number;
      readonly now: number;
      readonly pace: number;
      readonly busy: boolean;
    }
  /** Something asked for could not be done; one sentence. */
  | { readonly type: 'refused'; readonly message: string }
  /** Show a picture, go to a moment, or point at something; each part is optional. */
  | { readonly type: 'reveal'; readonly picture?: PictureName; readonly at?: number; readonly target?: Target }
  | { readonly type: 'present'; readonly on: boolean };

export type ViewMessage =
  /** The page is loaded; `have` facts are already here (0 at first). */
  | { readonly type: 'ready'; readonly have: number }
  | { readonly type: 'resend'; readonly run?: number; readonly from: number }
  | { readonly type: 'pace'; readonly run?: number; readonly pace: number }
  /** `text` is the act in words, for the journal and a `chaos` cell. */
  | { readonly type: 'fault'; readonly run?: number; readonly fault: FaultInput; readonly text: string }
  /**
   * A second world: the journal of `run` up to `at`, then `fault` (none: only with `detail`), run on to where `run` is now.
   * With `detail`, data facts of that span are all kept. Answered by an `init` with a number of its own, or `refused`.
   */
  | {
      readonly type: 'branch';
      readonly run: number;
      readonly at: number;
      readonly fault: FaultInput | null;
      readonly text: string;
      readonly detail: { readonly from: number; readonly to: number } | null;
    }
  /** The person wants to see the thing in the editor: a log, a terminal on the machine, the cell. */
  | { readonly type: 'reveal'; readonly target: Target }
  /** The person wants to read about it in the course. */
  | { readonly type: 'read'; readonly topic: Topic }
  /** Buttons of the empty states. */
  | { readonly type: 'suggest'; readonly what: 'run-first-cell' | 'submit-job' }
  /** Keep something as a file; `text` is its whole content (png: base64), null for trace and html: the host has the trace. */
  | {
      readonly type: 'save';
      readonly kind: SavedAs;
      readonly name: string;
      readonly text: string | null;
      readonly run?: number;
      /** Kept with a run, virtual ms. */
      readonly bookmarks?: readonly number[];
    }
  /** The act as a line for a `chaos` cell: the host adds a shell cell with it to the lesson. */
  | { readonly type: 'copy-cell'; readonly line: string }
  | { readonly type: 'present'; readonly on: boolean };
