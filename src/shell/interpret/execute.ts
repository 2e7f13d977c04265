import { exitStatus } from '../../platform/process.ts';
import { createPipe, emptyInput, nullOutput, textInput } from '../../platform/streams.ts';
import type { Process } from '../../platform/types.ts';
import { sleep } from '../../simulation/simulation.ts';
import type { Task } from '../../simulation/task.ts';
import { BUILTINS } from '../builtins/index.ts';
import { LaunchError, launch } from '../launch.ts';
import { notSimulated } from '../not-simulated.ts';
import type { AndOr, Command, Pipeline, Script, SimpleCommand } from '../syntax/ast.ts';
import { BadSubstitution } from '../syntax/words.ts';
import { assign } from './assign.ts';
import { createCompound } from './compound.ts';
import { ExpansionError, quote } from './expand.ts';
import { addJob, jobStatusLine } from './jobs.ts';
import { LoopControl } from './loop-control.ts';
import { openRedirections, RedirectionError } from './redirect.ts';
import { type Descriptor, Interrupted, LineAbandoned, type Runner, ShellExit } from './runner.ts';
import { asArray, exportedVariables, getVariable, type Variable } from './state.ts';
import { formatTimes, POSIX_TIMES, TIMES } from './times.ts';

export interface Executor {
  script(script: Script): Task<number>;
  command(command: Command): Task<number>;
  /** Runs a command given as words: a builtin, a function or a program. */
  words(argv: readonly string[], options?: { readonly functions?: boolean; readonly builtins?: boolean }): Task<number>;
  /** Waits for foreground processes; the last one's status. */
  wait(processes: readonly Process[], text: string): Task<number>;
  exitTrap(status: number): Task<number>;
  /** Loops that run, for break outside of one. */
  loops: number;
  functions: number;
  /** Sourced files that run. */
  sources: number;
}

/** Virtual ms that a builtin or a loop's turn takes: so that no loop stands still in time. */
const STEP = 0.02;

export function createExecutor(runner: Runner): Executor {
  const { state, expander, host, machine } = runner;
  let steps = 0;
  let exiting = false;
  let trapping = false;

  function* step(): Task {
    if (++steps % 25 === 0) yield sleep(runner.process, 25 * STEP);
  }

  const environment = (): Record<string, string> => exportedVariables(state);

  function* script(list: Script): Task<number> {
    for (const item of list) {
      yield* andOr(item);
      if (state.pendingTraps.length > 0) yield* trapped(state.pendingTraps.shift());
    }
    return state.status;
  }

  /** Runs a trap's action; `$?` is afterwards what it was. */
  function* trapped(action: string | undefined): Task {
    if (action === undefined || action === '' || trapping) return;
    const { status } = state;
    trapping = true;
    try {
      yield* runner.runText(action);
    } finally {
      trapping = false;
    }
    state.status = status;
  }

  function* andOr(item: AndOr): Task {
    runner.line = item.line;
    if (item.background) {
      yield* background(item);
      return;
    }
    const last = item.rest.length - 1;
    yield* pipeline(item.first, item.rest.length > 0);
    for (let i = 0; i < item.rest.length; i++) {
      const { operator, pipeline: next } = item.rest[i]!;
      if ((operator === '&&') === (state.status === 0)) yield* pipeline(next, i < last);
    }
  }

  function* background(item: AndOr): Task {
    const descriptors = new Map(runner.descriptors);
    if (!runner.interactive) descriptors.set(0, { read: emptyInput, write: null });
    const plain = item.rest.length === 0 ? plainProgram(item.first) : null;
    let processes: Process[] | null = null;
    if (plain) processes = [yield* startSimple(plain, descriptors, 'new')].filter((p) => p !== null);
    else if (item.rest.length === 0 && item.first.commands.length > 1 && !item.first.negated)
      processes = yield* startPipeline(item.first, descriptors);
    else
      processes = [
        runner.fork((inner) => inner.executor.script([{ ...item, background: false }]), descriptors, { group: 'new' }),
      ];
    const last = processes.at(-1);
    if (last) {
      state.lastBackground = last.pid;
      const job = addJob(state, item.text, processes, true);
      if (runner.interactive) runner.descriptors.get(2)?.write?.write(`[${job.id}] ${last.pid}\n`);
    }
    state.status = last || !plain ? 0 : state.status;
  }

  /** A pipeline of one simple command whose name is a program's, not a builtin's or a function's. */
  const plainProgram = (item: Pipeline): SimpleCommand | null => {
    const [command] = item.commands;
    if (item.commands.length !== 1 || item.negated || item.timed || command?.kind !== 'simple') return null;
    return isProgram(command) ? command : null;
  };
  const isProgram = (command: SimpleCommand): boolean => {
    const first = command.words[0]?.[0];
    if (command.words.length === 0 || command.words[0]!.length !== 1 || first?.kind !== 'text') return false;
    return !/[*?[{~]/.test(first.text) && !BUILTINS.has(first.text) && !state.functions.has(first.text);
  };

  function* pipeline(item: Pipeline, conditional: boolean): Task {
    const since = host.platform.world.now;
    const [only] = item.commands;
    if (item.negated || conditional) runner.conditional++;
    try {
      if (item.commands.length === 1) {
        yield* command(only!);
        setPipeStatus([state.status]);
      } else {
        const processes = yield* startPipeline(item, runner.descriptors);
        const status = yield* wait(processes, '');
        const all = processes.map(exitStatus);
        setPipeStatus(all);
        const failed = all.filter((code) => code !== 0);
        state.status = state.options.has('pipefail') ? (failed.at(-1) ?? 0) : status;
      }
    } finally {
      if (item.negated || conditional) runner.conditional--;
    }
    if (item.timed) {
      const format = item.timed === 'posix' ? POSIX_TIMES : (getVariable(state, 'TIMEFORMAT') ?? TIMES);
      const text = formatTimes(format, (host.platform.world.now - since) / 1000);
      if (text !== '') runner.descriptors.get(2)?.write?.write(`${text}\n`);
    }
    if (item.negated) state.status = state.status === 0 ? 1 : 0;
    else if (state.status !== 0 && !conditional && runner.conditional === 0 && fails(item)) {
      if (calls.length === 0) yield* trapped(state.traps.get('ERR'));
      if (state.options.has('errexit')) throw new ShellExit(state.status);
    }
  }
  /** set -e, trap ERR: simple commands, pipelines and subshells; a compound command's own failure came from inside and was dealt with there. */
  const fails = (item: Pipeline): boolean => {
    const [only] = item.commands;
    return item.commands.length > 1 || !['if', 'while', 'for', 'case', 'group', 'function'].includes(only!.kind);
  };

  const setPipeStatus = (codes: readonly number[]): void => {
    const array = asArray(state, 'PIPESTATUS', 'indexed', true);
    for (const [i, code] of codes.entries()) array.values.set(String(i), String(code));
  };

  function* startPipeline(item: Pipeline, outer: Map<number, Descriptor>): Task<Process[]> {
    const processes: Process[] = [];
    let input = outer.get(0) ?? { read: emptyInput, write: null };
    let group: number | 'new' = 'new';
    let before: ReturnType<typeof createPipe> | null = null;
    for (let i = 0; i < item.commands.length; i++) {
      const part = item.commands[i]!;
      const descriptors = new Map(outer);
      descriptors.set(0, input);
      const pipe = i < item.commands.length - 1 ? createPipe() : null;
      if (pipe) {
        descriptors.set(1, { read: null, write: pipe.writer });
        if (item.stderrToo[i]) descriptors.set(2, { read: null, write: pipe.writer });
        input = { read: pipe.reader, write: null };
      }
      const process: Process | null =
        part.kind === 'simple' && isProgram(part)
          ? yield* startSimple(part, descriptors, group)
          : runner.fork((inner) => inner.executor.script([single(part)]), descriptors, { group });
      const reader = before?.reader;
      if (process) {
        process.onClose(() => reader?.discard());
        if (pipe) pipe.onBroken = () => process.kill('SIGPIPE');
        processes.push(process);
        if (group === 'new') group = process.group;
      } else {
        // What could not be started: a process that has ended with the status that is due.
        const { status } = state;
        reader?.discard();
        const failed = runner.fork(
          // biome-ignore lint/correctness/useYield: ends at once
          function* () {
            return status;
          },
          descriptors,
          { group },
        );
        processes.push(failed);
        if (group === 'new') group = failed.group;
      }
      pipe?.writer.release?.();
      before = pipe;
    }
    return processes;
  }

  function* wait(processes: readonly Process[], text: string): Task<number> {
    const before = runner.foreground;
    runner.foreground = processes;
    try {
      for (const process of processes) {
        if (process.alive)
          yield (resume) => {
            const stop = process.onState((now) => {
              if (now === 'ended' || (now === 'stopped' && runner.interactive)) {
                stop();
                resume();
              }
            });
            if (!process.alive) {
              stop();
              resume();
            }
            return stop;
          };
        if (process.state === 'stopped') {
          const job = addJob(state, text || process.spec.command.join(' '), processes, false);
          runner.descriptors.get(2)?.write?.write(`\n${jobStatusLine(state, job)}\n`);
          return 148;
        }
      }
    } finally {
      runner.foreground = before;
    }
    const last = processes.at(-1);
    if (!last) return 0;
    if (processes.some((process) => process.signal === 'SIGINT')) throw new Interrupted();
    if (last.signal !== null && last.signal !== 'SIGPIPE' && runner.descriptors.get(2)?.write) {
      const said = SIGNAL_TEXTS[last.signal];
      if (said) runner.complain(runner.interactive ? said : `${last.pid} ${said.padEnd(24)}${text}`.trimEnd());
    }
    return exitStatus(last);
  }

  function* startSimple(
    item: SimpleCommand,
    outer: Map<number, Descriptor>,
    group: number | 'new',
  ): Task<Process | null> {
    const saved = runner.descriptors;
    runner.descriptors = outer;
    runner.line = item.line;
    try {
      const argv = yield* expander.fields(item.words);
      const opened = yield* openRedirections(runner, item.redirections);
      runner.descriptors = opened;
      const env = environment();
      for (const assignment of item.assignments) {
        if (!assignment.array) env[assignment.name] = yield* expander.text(assignment.value);
      }
      const process = launchHere(argv, env, group);
      const readers = runner.readers.splice(0);
      closePipes();
      if (readers.length > 0) process.onClose(() => startReaders(readers));
      return process;
    } catch (error) {
      state.status = report(error);
      return null;
    } finally {
      runner.descriptors = saved;
    }
  }

  const launchHere = (argv: readonly string[], env: Record<string, string>, group: number | 'new'): Process => {
    const output = (fd: number) => runner.descriptors.get(fd)?.write ?? nullOutput;
    return launch({
      host,
      machine,
      user: runner.user,
      argv,
      cwd: state.cwd,
      env,
      umask: state.umask,
      stdin: runner.descriptors.get(0)?.read ?? emptyInput,
      stdout: output(1),
      stderr: output(2),
      terminal: runner.terminal,
      parent: runner.process,
      group,
      ...(runner.onServing ? { onServing: runner.onServing } : {}),
    });
  };

  /** Says what went wrong with one command and gives its status; lets control flow and fatal errors through. */
  const report = (error: unknown): number => {
    if (error instanceof LaunchError) {
      runner.complain(`${error.command}: ${error.message}`);
      const software = error.status === 127 ? notSimulated(error.command) : null;
      if (software) runner.complain(`not simulated yet: ${software}`);
      return error.status;
    }
    if (error instanceof RedirectionError) {
      runner.complain(error.message);
      return 1;
    }
    if (error instanceof ExpansionError || error instanceof BadSubstitution) {
      runner.complain(error.message);
      if ((error instanceof ExpansionError && error.fatal) || error instanceof BadSubstitution) {
        if (!runner.interactive) throw new ShellExit(error instanceof BadSubstitution ? 1 : 127);
      }
      throw new LineAbandoned();
    }
    if (error instanceof Error && error.message.endsWith('readonly variable')) {
      runner.complain(error.message);
      throw new LineAbandoned();
    }
    throw error;
  };

  function* command(item: Command): Task<number> {
    yield* step();
    if (item.kind !== 'function') runner.line = item.line;
    if (item.kind === 'simple') return yield* simple(item);
    const saved = runner.descriptors;
    let status: number;
    try {
      if (item.redirections.length > 0) runner.descriptors = yield* openRedirections(runner, item.redirections);
      status = yield* compound(item);
    } catch (error) {
      status = report(error);
    } finally {
      runner.descriptors = saved;
      closePipes();
    }
    state.status = status;
    return status;
  }

  function* simple(item: SimpleCommand): Task<number> {
    const saved = runner.descriptors;
    if (calls.length === 0) yield* trapped(state.traps.get('DEBUG'));
    try {
      // A command substitution's status stays when there is no command.
      runner.substituted = null;
      const argv = yield* expander.fields(item.words);
      const restore: [string, Variable | undefined][] = [];
      if (item.redirections.length > 0) runner.descriptors = yield* openRedirections(runner, item.redirections);
      if (argv.length === 0) {
        for (const assignment of item.assignments) yield* assign(runner, assignment);
        state.status = runner.substituted ?? 0;
        for (const { name } of item.assignments) trace([`${name}=${getVariable(state, name) ?? ''}`]);
        return state.status;
      }
      trace(argv);
      const isBuiltin = BUILTINS.has(argv[0]!);
      if (item.assignments.length === 0) {
        state.status = yield* words(argv);
        return state.status;
      }
      if (isBuiltin || state.functions.has(argv[0]!)) {
        for (const assignment of item.assignments) {
          restore.push([assignment.name, state.variables.get(assignment.name)]);
          const old = state.variables.get(assignment.name);
          if (old) state.variables.set(assignment.name, { ...old, values: new Map(old.values) });
          yield* assign(runner, assignment);
          state.variables.get(assignment.name)!.exported = true;
        }
        try {
          state.status = yield* words(argv);
        } finally {
          for (const [name, variable] of restore) {
            if (variable) state.variables.set(name, variable);
            else state.variables.delete(name);
          }
        }
        return state.status;
      }
      const env = environment();
      for (const assignment of item.assignments)
        if (!assignment.array) env[assignment.name] = yield* expander.text(assignment.value);
      state.status = yield* program(argv, env);
      return state.status;
    } catch (error) {
      if (error instanceof LoopControl || error instanceof ShellExit || error instanceof Interrupted) throw error;
      if (error instanceof LineAbandoned) throw error;
      state.status = report(error);
      return state.status;
    } finally {
      // exec without a command keeps its redirections.
      const keeps = keepsDescriptors(item);
      if (runner.descriptors !== saved && !keeps) runner.descriptors = saved;
      if (keeps) for (const close of runner.closing.splice(0)) runner.process.onClose(close);
      closePipes();
      startReaders();
    }
  }
  /** `>(…)` of a command that has ended reads what it wrote. */
  const startReaders = (readers = runner.readers.splice(0)): void => {
    for (const { path, script: body } of readers) {
      const descriptors = new Map(runner.descriptors).set(0, {
        read: textInput(machine.files.readText(path)),
        write: null,
      });
      runner.fork((inner) => inner.executor.script(body), descriptors);
    }
  };
  const closePipes = (): void => {
    for (const close of runner.closing.splice(0)) close();
  };
  const keepsDescriptors = (item: SimpleCommand): boolean => {
    const first = item.words[0]?.[0];
    return item.words.length === 1 && first?.kind === 'text' && first.text === 'exec';
  };

  const trace = (argv: readonly string[]): void => {
    if (!state.options.has('xtrace')) return;
    const shown = argv.map((word) => (word === '' || /[^\w@%+=:,./-]/.test(word) ? quote(word) : word));
    runner.descriptors.get(2)?.write?.write(`+ ${shown.join(' ')}\n`);
  };

  function* program(argv: readonly string[], env: Record<string, string>): Task<number> {
    return yield* wait([launchHere(argv, env, runner.interactive ? 'new' : runner.process.group)], argv.join(' '));
  }

  function* words(
    argv: readonly string[],
    how: { readonly functions?: boolean; readonly builtins?: boolean } = {},
  ): Task<number> {
    const name = argv[0]!;
    const defined = how.functions === false ? undefined : state.functions.get(name);
    if (defined) return yield* callFunction(defined.body, argv);
    const builtin = how.builtins === false ? undefined : BUILTINS.get(name);
    if (builtin) {
      const { blocked } = runner;
      runner.blocked = name === 'wait' || name === 'read';
      try {
        return yield* builtin(runner, argv.slice(1), name);
      } finally {
        runner.blocked = blocked;
      }
    }
    return yield* program(argv, environment());
  }

  /** Functions that run, innermost first. */
  const calls: string[] = [];
  const nameCalls = (): void => {
    if (calls.length === 0) state.variables.delete('FUNCNAME');
    else
      for (const [i, name] of calls.entries())
        asArray(state, 'FUNCNAME', 'indexed', i === 0).values.set(String(i), name);
  };

  function* callFunction(body: Command, argv: readonly string[]): Task<number> {
    if (runner.locals.length > 1000) {
      runner.complain(`${argv[0]}: maximum function nesting level exceeded (1000)`);
      return 1;
    }
    const { positional } = state;
    const saved = new Map<string, Variable | undefined>();
    state.positional = argv.slice(1);
    runner.locals.push(saved);
    executor.functions++;
    calls.unshift(argv[0]!);
    nameCalls();
    try {
      return yield* command(body);
    } catch (error) {
      if (error instanceof LoopControl && error.how === 'return') return error.levels;
      throw error;
    } finally {
      executor.functions--;
      calls.shift();
      nameCalls();
      runner.locals.pop();
      state.positional = positional;
      for (const [name, variable] of saved) {
        if (variable) state.variables.set(name, variable);
        else state.variables.delete(name);
      }
    }
  }

  const executor: Executor = {
    script,
    command,
    words,
    wait,
    *exitTrap(status) {
      const trap = state.traps.get('EXIT');
      if (trap === undefined || trap === '' || exiting) return status;
      exiting = true;
      state.status = status;
      try {
        yield* runner.runText(trap);
      } catch (error) {
        if (error instanceof ShellExit) return error.status;
        throw error;
      }
      return status;
    },
    loops: 0,
    functions: 0,
    sources: 0,
  };
  const compound = createCompound(runner, executor, step);
  return executor;
}

const SIGNAL_TEXTS: Readonly<Record<string, string>> = {
  SIGKILL: 'Killed',
  SIGTERM: 'Terminated',
  SIGHUP: 'Hangup',
  SIGQUIT: 'Quit',
  SIGUSR1: 'User defined signal 1',
  SIGUSR2: 'User defined signal 2',
};

function single(command: Command): AndOr {
  return {
    first: { negated: false, timed: false, commands: [command], stderrToo: [] },
    rest: [],
    background: false,
    text: '',
    line: command.line,
  };
}
