import type { Program } from '../host.ts';
import { docker } from './docker.ts';
import { dockerCompose } from './docker-compose.ts';
import { flinkEntrypoint } from './flink-entrypoint.ts';

/** Commands of Docker in /usr/bin of every machine. */
export const DOCKER_PROGRAMS: Readonly<Record<string, Program>> = { docker, 'docker-compose': dockerCompose };

/** What files in images do. */
export const IMAGE_PROGRAMS: Readonly<Record<string, Program>> = { 'docker/flink-entrypoint': flinkEntrypoint };
