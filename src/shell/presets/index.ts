import type { Configuration } from '../../flink/api/configuration.ts';
import type { Platform } from '../../platform/types.ts';
import type { Shell } from '../shell.ts';
import { ha } from './ha.ts';
import { kubernetes } from './kubernetes.ts';
import { note } from './note.ts';
import { standalone } from './standalone.ts';
import { yarn } from './yarn.ts';

export interface PresetOptions {
  /** Empty: the preset's own. */
  readonly machines: readonly { readonly name: string; readonly ip?: string; readonly roles?: readonly string[] }[];
  /** flink-conf.yaml entries of the lesson. */
  readonly config: Configuration;
  /** For `note`: what the note's text says of its machines. */
  readonly note?: NoteSetup;
}

/** What a course note takes for granted. */
export interface NoteSetup {
  /** Users besides root, on every machine. */
  readonly users: readonly string[];
  /** Other names of machines (node1.itcast.cn, an address), by the name that they have here. */
  readonly aliases: Readonly<Record<string, string>>;
  /** Who types lines that have no prompt. */
  readonly user: string;
  /** Release of Flink that the note names, 1.13.6 when it names none. */
  readonly flink: string;
  /** Absolute directories that the note names. */
  readonly directories: readonly string[];
  /** Entry classes that its commands name. */
  readonly classes: readonly string[];
  /** Jars that its commands run as programs, by file name. */
  readonly jars: readonly string[];
  /** Files that it shows and names, by file name: their content. */
  readonly files: Readonly<Record<string, string>>;
  /** `host:port` of the first HDFS that it names. */
  readonly nameNode: string | null;
  /** Queues of YARN that its commands name, besides `default`. */
  readonly queues: readonly string[];
  /** The most slots that one of its commands asks for. */
  readonly parallelism: number;
  /** Its commands take savepoints without saying where. */
  readonly savepoints: boolean;
  /** Its first netcat: where programs that are not in the note read words from. */
  readonly netcat: { readonly host: string | null; readonly port: number } | null;
  /** Its commands talk to a Kubernetes cluster: there is one over its machines. */
  readonly kubernetes: boolean;
}

/** How the machines of a lesson are set up before its first cell. */
export interface Preset {
  install(platform: Platform, shell: Shell, options: PresetOptions): void;
}

export const presets: Readonly<Record<string, Preset>> = {
  standalone,
  ha,
  note,
  yarn,
  kubernetes,
};
