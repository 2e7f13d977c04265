import { ABBREVIATED } from '../lesson/abbreviations.ts';
import type { NoteSetup } from '../shell/presets/index.ts';
import type { CellRun } from './cell-run.ts';

/** Names that a cluster makes up. */
export type Printed = 'job' | 'application' | 'savepoint';

export interface PrintedNames {
  /** In the order in which they were first printed. */
  readonly known: Set<string>;
  last: string | null;
  /** Ours by those that the note shows in the same place. */
  readonly ofNote: Map<string, string>;
}

const newNames = (): PrintedNames => ({ known: new Set(), last: null, ofNote: new Map() });

/** How each of them looks. */
export const PATTERNS: Readonly<Record<Printed, RegExp>> = {
  job: /(?<![0-9a-f])[0-9a-f]{32}(?![0-9a-f])/g,
  application: /\bapplication_\d{6,}_\d+\b/g,
  savepoint: /(?:(?:file|hdfs):)?\/[^\s'"]*\/savepoint-[0-9a-f]{6}-[0-9a-f]+/g,
};
const KINDS = ['job', 'application', 'savepoint'] as const;

/** What a note's earlier blocks leave behind for its later ones. */
export interface NoteMemory {
  /** What the note takes for granted; null outside notes. */
  readonly setup: NoteSetup;
  /** What its commands printed: what a placeholder or an id of the note's author stands for. */
  readonly printed: Readonly<Record<Printed, PrintedNames>>;
  /** Blocks that may go on serving, with what the note shows for them: they print, too. */
  readonly running: { readonly run: Pick<CellRun, 'stdout'>; readonly expected: readonly string[] }[];
  /** Output of the last block of commands; null once a block showed what it should be. */
  lastOutput: string | null;
  /** What jars really hold that the note's author built elsewhere, by file name. */
  readonly jars: Map<string, string>;
  /** Directories that sessions were taken out of because a command only made sense elsewhere, the last one first. */
  left: readonly string[];
  /** Start files of shells that were edited since `user@machine` opened a terminal. */
  readonly startFiles: Map<string, Set<string>>;
  /** How the note's last program was submitted; null: none was. */
  program: { readonly command: string; readonly directory: string; readonly jar: string | null } | null;
  /** The cluster that was started last. */
  cluster: {
    readonly script: string;
    readonly machine: string;
    readonly user: string;
    /** It was started again for the note and is stopped before another one starts. */
    readonly again: boolean;
  } | null;
  /** Hadoop that was configured for the note, which does not say how. */
  hadoop: { readonly home: string; readonly nameNode: string; readonly port: number } | null;
  /** The note stopped ZooKeeper itself: it is to be down until the note starts it again. */
  zooKeeperStopped: boolean;
  /** Where its programs wrote files (`--output`). */
  readonly outputs: Set<string>;
  /** Netcats that its blocks started, by `machine:port`: what is typed into them. */
  readonly netcats: Map<string, Pick<CellRun, 'stdin'>>;
  /** The last name that a command gave a cluster on Kubernetes. */
  clusterId: string | null;
  /** Software that an earlier block wanted and that is not simulated: later blocks may build on it. */
  refused: string | null;
}

const NO_SETUP: NoteSetup = {
  users: [],
  aliases: {},
  user: 'root',
  flink: '1.13.6',
  directories: [],
  classes: [],
  jars: [],
  files: {},
  nameNode: null,
  queues: [],
  parallelism: 1,
  savepoints: false,
  netcat: null,
  kubernetes: false,
};

export function createNoteMemory(setup: NoteSetup | null): NoteMemory {
  return {
    setup: setup ?? NO_SETUP,
    printed: { job: newNames(), application: newNames(), savepoint: newNames() },
    running: [],
    lastOutput: null,
    jars: new Map(),
    left: [],
    startFiles: new Map(),
    program: null,
    cluster: null,
    hadoop: null,
    zooKeeperStopped: false,
    outputs: new Set(),
    netcats: new Map(),
    clusterId: null,
    refused: null,
  };
}

/** Whole or abbreviated, each once, in order. */
function namesIn(text: string, kind: Printed): string[] {
  const found = [...text.matchAll(PATTERNS[kind]), ...text.matchAll(ABBREVIATED[kind])];
  return [...new Set(found.sort((a, b) => a.index - b.index).map(([name]) => name))];
}

/** Takes down the names in what a command printed, and which the note shows in their places. */
export function remember(memory: NoteMemory, output: string, expected: readonly string[]): void {
  for (const kind of KINDS) {
    const names = memory.printed[kind];
    const came = output.match(PATTERNS[kind]) ?? [];
    for (const name of came) {
      names.known.add(name);
      names.last = name;
    }
    const ours = [...new Set(came)];
    const theirs = namesIn(expected.join('\n'), kind);
    for (const [i, name] of theirs.entries()) if (ours[i] !== undefined) names.ofNote.set(name, ours[i]);
  }
}

/** Takes down what blocks printed that have not ended. */
export function rememberRunning(memory: NoteMemory): void {
  for (const { run, expected } of memory.running) remember(memory, run.stdout, expected);
}
