import type { Program } from '../host.ts';
import { flinkEntrypoint } from './flink-entrypoint.ts';

/** What files in images do. */
export const IMAGE_PROGRAMS: Readonly<Record<string, Program>> = { 'docker/flink-entrypoint': flinkEntrypoint };
