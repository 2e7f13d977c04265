import { resolvePath } from '../../platform/file-tree.ts';
import { SystemError } from '../../platform/types.ts';
import type { Task } from '../../simulation/task.ts';
import { testArguments } from '../interpret/condition.ts';
import { ExpansionError, quote } from '../interpret/expand.ts';
import { LoopControl } from '../interpret/loop-control.ts';
import { type Runner, ShellExit } from '../interpret/runner.ts';
import { getVariable } from '../interpret/state.ts';
import { findCommand, LaunchError } from '../launch.ts';
import { errorText } from '../messages.ts';
import { BUILTINS, type Builtin } from './index.ts';

// biome-ignore-start lint/correctness/useYield: a builtin is a task, whether it waits or not

const KEYWORDS = new Set(
  'if then else elif fi case esac for select while until do done in function time { } ! [[ ]] coproc'.split(' '),
);

function loopControl(how: 'break' | 'continue'): Builtin {
  return function* (runner, args) {
    if (runner.executor.loops === 0) {
      runner.complain(`${how}: only meaningful in a \`for', \`while', or \`until' loop`);
      return 0;
    }
    throw new LoopControl(how, Math.max(1, Number(args[0] ?? 1)));
  };
}

function statusArgument(runner: Runner, args: readonly string[], name: string): number {
  if (args[0] === undefined) return runner.state.status;
  if (!/^-?\d+$/.test(args[0])) {
    runner.complain(`${name}: ${args[0]}: numeric argument required`);
    return 2;
  }
  return Number(args[0]) & 0xff;
}

const test: Builtin = function* (runner, args, name) {
  let list = args;
  if (name === '[') {
    if (args.at(-1) !== ']') {
      runner.complain("[: missing `]'");
      return 2;
    }
    list = args.slice(0, -1);
  }
  try {
    return testArguments(runner, list) ? 0 : 1;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    runner.complain(`${name}: ${error.message}`);
    return 2;
  }
};

/** Runs a file's text in this shell. */
function* sourceFile(runner: Runner, path: string, args: readonly string[] | null): Task<number> {
  const { state } = runner;
  const text = runner.files.readText(path);
  const { positional } = state;
  if (args && args.length > 0) state.positional = [...args];
  runner.executor.sources++;
  try {
    return yield* runner.runText(text);
  } catch (error) {
    if (error instanceof LoopControl && error.how === 'return') return error.levels;
    throw error;
  } finally {
    runner.executor.sources--;
    if (args && args.length > 0) state.positional = positional;
  }
}

const source: Builtin = function* (runner, args, name) {
  const [file, ...rest] = args;
  if (file === undefined) {
    runner.complain(`${name}: filename argument required`);
    runner.descriptors.get(2)?.write?.write(`${name}: usage: ${name} filename [arguments]\n`);
    return 2;
  }
  let path = resolvePath(runner.state.cwd, file);
  if (!file.includes('/') && !runner.files.exists(path)) {
    for (const directory of (getVariable(runner.state, 'PATH') ?? '').split(':')) {
      const candidate = resolvePath(runner.state.cwd, `${directory}/${file}`);
      if (directory !== '' && runner.files.exists(candidate)) {
        path = candidate;
        break;
      }
    }
  }
  try {
    runner.state.status = 0;
    return yield* sourceFile(runner, path, rest);
  } catch (error) {
    if (!(error instanceof SystemError)) throw error;
    runner.complain(
      `${error.code === 'EISDIR' ? `${name}: ` : ''}${file}: ${errorText(error).replace('Is a', 'is a')}`,
    );
    return 1;
  }
};

/** Where a command name comes from, as `type` says. */
function kindOf(
  runner: Runner,
  name: string,
): { readonly kind: string; readonly text: string; readonly path?: string } | null {
  const { state } = runner;
  const alias = state.aliases.get(name);
  if (alias !== undefined) return { kind: 'alias', text: `${name} is aliased to \`${alias}'` };
  if (KEYWORDS.has(name)) return { kind: 'keyword', text: `${name} is a shell keyword` };
  const body = state.functions.get(name);
  if (body) return { kind: 'function', text: `${name} is a function\n${name} () \n${body.text}` };
  if (BUILTINS.has(name)) return { kind: 'builtin', text: `${name} is a shell builtin` };
  try {
    const path = findCommand(runner.files, runner.user, name, getVariable(state, 'PATH'), state.cwd);
    return { kind: 'file', text: `${name} is ${path}`, path };
  } catch (error) {
    if (error instanceof LaunchError) return null;
    throw error;
  }
}

export const flowBuiltins: Readonly<Record<string, Builtin>> = {
  *':'() {
    return 0;
  },
  *true() {
    return 0;
  },
  *false() {
    return 1;
  },
  break: loopControl('break'),
  continue: loopControl('continue'),
  *return(runner, args) {
    if (runner.executor.functions === 0 && runner.executor.sources === 0) {
      runner.complain("return: can only `return' from a function or sourced script");
      return 1;
    }
    throw new LoopControl('return', statusArgument(runner, args, 'return'));
  },
  *exit(runner, args) {
    throw new ShellExit(statusArgument(runner, args, 'exit'));
  },
  *logout(runner, args) {
    throw new ShellExit(statusArgument(runner, args, 'logout'));
  },
  *eval(runner, args) {
    const text = args.join(' ');
    if (text.trim() === '') return 0;
    runner.state.status = 0;
    return yield* runner.runText(text);
  },
  source,
  '.': source,
  *exec(runner, args) {
    if (args.length === 0) return 0;
    const list = args[0] === '-a' ? args.slice(2) : args;
    throw new ShellExit(yield* runner.executor.words(list, { functions: false, builtins: false }));
  },
  *command(runner, args) {
    let list = args;
    let verbose = '';
    while (/^-[pvV]+$/.test(list[0] ?? '')) {
      verbose += list[0];
      list = list.slice(1);
    }
    if (list.length === 0) return 0;
    if (/[vV]/.test(verbose)) {
      const found = kindOf(runner, list[0]!);
      if (!found) {
        if (verbose.includes('V')) runner.complain(`command: ${list[0]}: not found`);
        return 1;
      }
      const short =
        found.kind === 'alias' ? `alias ${list[0]}='${runner.state.aliases.get(list[0]!)}'` : (found.path ?? list[0]!);
      runner.write(`${verbose.includes('V') ? found.text : short}\n`);
      return 0;
    }
    return yield* runner.executor.words(list, { functions: false });
  },
  *builtin(runner, args) {
    const run = BUILTINS.get(args[0] ?? '');
    if (!run) {
      runner.complain(`builtin: ${args[0] ?? ''}: not a shell builtin`);
      return 1;
    }
    return yield* run(runner, args.slice(1), args[0]!);
  },
  *type(runner, args) {
    let status = 0;
    const options = args.filter((arg) => /^-[afptP]+$/.test(arg)).join('');
    for (const name of args.filter((arg) => !/^-[afptP]+$/.test(arg))) {
      const found = kindOf(runner, name);
      if (!found) {
        if (options === '') runner.complain(`type: ${name}: not found`);
        status = 1;
      } else if (options.includes('t')) runner.write(`${found.kind}\n`);
      else if (/[pP]/.test(options)) runner.write(found.path ? `${found.path}\n` : '');
      else runner.write(`${found.text}\n`);
    }
    return status;
  },
  *hash() {
    return 0;
  },
  test,
  '[': test,
  *let(runner, args) {
    let value = 0n;
    if (args.length === 0) {
      runner.complain('let: expression expected');
      return 1;
    }
    try {
      for (const arg of args) value = runner.expander.arithmeticText(arg);
    } catch (error) {
      if (!(error instanceof ExpansionError) || error.fatal) throw error;
      runner.complain(`let: ${error.message}`);
      return 1;
    }
    return value === 0n ? 1 : 0;
  },
  *trap(runner, args) {
    const { traps } = runner.state;
    if (args.length === 0 || args[0] === '-p') {
      for (const [signal, action] of traps)
        runner.write(`trap -- ${quote(action)} ${signal === 'EXIT' ? signal : `SIG${signal}`}\n`);
      return 0;
    }
    const [action, ...signals] = args;
    for (const signal of signals) {
      const name = signal === '0' ? 'EXIT' : signal.replace(/^SIG/i, '').toUpperCase();
      if (action === '-') traps.delete(name);
      else traps.set(name, action!);
      if (name === 'INT' || name === 'TERM' || name === 'HUP' || name === 'USR1' || name === 'USR2') {
        const full = `SIG${name}` as const;
        if (action === '-') runner.process.onSignal(full, null);
        else
          runner.process.onSignal(full, () => {
            if (action === '') return;
            if (!runner.blocked) runner.state.pendingTraps.push(action!);
            else
              runner.process.spawn(
                (function* () {
                  try {
                    yield* runner.runText(action!);
                  } catch (error) {
                    if (!(error instanceof ShellExit)) throw error;
                    runner.process.exit(yield* runner.executor.exitTrap(error.status));
                  }
                })(),
              );
          });
      }
    }
    return 0;
  },
  *times(runner) {
    runner.write('0m0.000s 0m0.000s\n0m0.000s 0m0.000s\n');
    return 0;
  },
};
// biome-ignore-end lint/correctness/useYield: see above
