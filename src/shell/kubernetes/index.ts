import type { Program } from '../host.ts';
import { kubectl } from './kubectl.ts';

/** Commands of Kubernetes in /usr/bin of every machine. */
export const KUBERNETES_PROGRAMS: Readonly<Record<string, Program>> = { kubectl };
