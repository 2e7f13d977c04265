import type { Program } from '../host.ts';
import { flinkCli } from './cli.ts';
import { CLUSTER_SCRIPTS } from './cluster-scripts.ts';

/** What the files in bin/ of a Flink distribution do. */
export const FLINK_PROGRAMS: Readonly<Record<string, Program>> = { ...CLUSTER_SCRIPTS, 'flink/flink': flinkCli };
