import { type GoFlags, type GoFlagTable, parseGoFlags } from '../go-flags.ts';

const DOCKER: GoFlagTable = {
  short: {
    d: 'detach',
    i: 'interactive',
    t: 'tty',
    a: 'all',
    q: 'quiet',
    f: 'force',
    e: 'env',
    p: 'publish',
    v: 'volume',
    w: 'workdir',
    u: 'user',
    h: 'hostname',
    m: 'memory',
    n: 'tail',
    l: 'latest',
  },
  switches: new Set([
    'detach',
    'interactive',
    'tty',
    'all',
    'quiet',
    'force',
    'rm',
    'follow',
    'no-trunc',
    'privileged',
    'init',
    'latest',
    'no-cache',
    'pull',
    'volumes',
    'timestamps',
    'read-only',
  ]),
  valued: new Set([
    'env',
    'env-file',
    'publish',
    'volume',
    'workdir',
    'user',
    'hostname',
    'memory',
    'tail',
    'name',
    'net',
    'network',
    'network-alias',
    'restart',
    'entrypoint',
    'filter',
    'format',
    'tag',
    'file',
    'time',
    'cpus',
    'driver',
    'subnet',
    'label',
    'link',
    'mount',
    'since',
    'build-arg',
    'signal',
    'shm-size',
    'platform',
    'add-host',
    'expose',
    'gateway',
    'log-opt',
  ]),
};
/** `docker logs -f` follows. */
const LOGS: GoFlagTable = { ...DOCKER, short: { ...DOCKER.short, f: 'follow' } };
/** `docker build -t NAME -f FILE`. */
const BUILD: GoFlagTable = { ...DOCKER, short: { ...DOCKER.short, t: 'tag', f: 'file' } };

/** `docker inspect -f TEMPLATE`. */
const INSPECT: GoFlagTable = { ...DOCKER, short: { ...DOCKER.short, f: 'format' } };
/** `docker ps -f name=x`. */
const PS: GoFlagTable = { ...DOCKER, short: { ...DOCKER.short, f: 'filter' } };

/** Flags of a docker command, anywhere among its words. Throws GoFlagError. */
export const dockerFlags = (args: readonly string[]): GoFlags => parseGoFlags(args, DOCKER);
/** Flags of a command that runs another: they end where that one begins. Throws GoFlagError. */
export const dockerRunFlags = (args: readonly string[]): GoFlags => parseGoFlags(args, DOCKER, false);
export const dockerLogsFlags = (args: readonly string[]): GoFlags => parseGoFlags(args, LOGS);
export const dockerInspectFlags = (args: readonly string[]): GoFlags => parseGoFlags(args, INSPECT);
export const dockerPsFlags = (args: readonly string[]): GoFlags => parseGoFlags(args, PS);
export const dockerBuildFlags = (args: readonly string[]): GoFlags => parseGoFlags(args, BUILD);
