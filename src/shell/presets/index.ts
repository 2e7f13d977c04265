import type { Configuration } from '../../flink/api/configuration.ts';
import type { Platform } from '../../platform/types.ts';
import type { Shell } from '../shell.ts';
import { standalone } from './standalone.ts';

export interface PresetOptions {
  /** Empty: the preset's own. */
  readonly machines: readonly { readonly name: string; readonly ip?: string; readonly roles?: readonly string[] }[];
  /** flink-conf.yaml entries of the lesson. */
  readonly config: Configuration;
}

/** How the machines of a lesson are set up before its first cell. */
export interface Preset {
  install(platform: Platform, shell: Shell, options: PresetOptions): void;
}

export const presets: Readonly<Record<string, Preset>> = { standalone };
