import { createPlatform } from '../../src/platform/platform.ts';
import { exitStatus } from '../../src/platform/process.ts';
import { collectOutput, emptyInput } from '../../src/platform/streams.ts';
import type { Machine, Platform, ReadStream } from '../../src/platform/types.ts';
import type { ShellHooks } from '../../src/shell/host.ts';
import { launch } from '../../src/shell/launch.ts';
import { presets } from '../../src/shell/presets/index.ts';
import type { ShellSession } from '../../src/shell/session.ts';
import { createShell, type Shell } from '../../src/shell/shell.ts';
import { createSimulation, type SimulationLoop } from '../../src/simulation/simulation.ts';
import { start } from '../../src/simulation/task.ts';
import type { Fact, TraceEntry } from '../../src/trace/facts.ts';

export interface ShellWorld {
  readonly world: SimulationLoop<Fact>;
  readonly platform: Platform;
  readonly shell: Shell;
  readonly trace: TraceEntry[];
  machine(name: string): Machine;
  session(machine?: string, user?: string): ShellSession;
}

export interface Output {
  readonly stdout: string;
  readonly stderr: string;
  readonly status: number;
}

/** Machines of a preset; without naming any, node1 … node3 of the standalone one. */
export function createShellWorld(
  hooks: ShellHooks = {},
  seed = 1,
  preset = 'standalone',
  machines: readonly { readonly name: string }[] = [{ name: 'node1' }, { name: 'node2' }, { name: 'node3' }],
): ShellWorld {
  const trace: TraceEntry[] = [];
  const world = createSimulation<Fact>(seed, (at, fact) => trace.push({ at, ...fact }));
  const platform = createPlatform(world, { epoch: Date.UTC(2021, 7, 1), timezone: 'UTC' });
  const shell = createShell(platform, hooks);
  presets[preset]!.install(platform, shell, { machines, config: {} });
  const machine = (name: string): Machine => platform.machines.get(name)!;
  return {
    world,
    platform,
    shell,
    trace,
    machine,
    session: (name = 'node1', user = 'root') => shell.open(machine(name), user),
  };
}

/** Runs a text in a session for at most `limit` ms of virtual time. Status -1: it goes on. */
export function run(
  w: ShellWorld,
  session: ShellSession,
  source: string,
  limit = 60_000,
  stdin: ReadStream = emptyInput,
) {
  const stdout = collectOutput();
  const stderr = collectOutput();
  const state = { serving: false };
  const coroutine = start(
    session.run(source, {
      stdin,
      stdout,
      stderr,
      onServing: () => {
        state.serving = true;
      },
    }),
  );
  const until = w.world.now + limit;
  while (!coroutine.done && !state.serving && w.world.step(until));
  if (coroutine.error !== undefined) throw coroutine.error;
  return {
    get stdout() {
      return stdout.text;
    },
    get stderr() {
      return stderr.text;
    },
    get status() {
      return coroutine.done ? coroutine.result! : -1;
    },
    get serving() {
      return state.serving;
    },
  };
}

/** Runs `bash -c source` in an empty directory, as the recordings were made. */
export function bashC(source: string, limit = 60_000): Output {
  const w = createShellWorld();
  const machine = w.machine('node1');
  machine.files.mkdir('/tmp/work');
  const stdout = collectOutput();
  const stderr = collectOutput();
  const process = launch({
    host: w.shell.host,
    machine,
    user: 'root',
    argv: ['bash', '-c', source],
    cwd: '/tmp/work',
    env: { PATH: '/usr/bin:/bin', HOME: '/root', LC_ALL: 'C.UTF-8', TZ: 'UTC' },
    stdin: emptyInput,
    stdout,
    stderr,
    terminal: null,
    parent: null,
    group: 'new',
  });
  while (process.alive && w.world.step(limit));
  return { stdout: stdout.text, stderr: stderr.text, status: process.alive ? -1 : exitStatus(process) };
}
