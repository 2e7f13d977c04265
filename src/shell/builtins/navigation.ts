import { permits } from '../../platform/access.ts';
import { resolvePath } from '../../platform/file-tree.ts';
import { SystemError } from '../../platform/types.ts';
import type { Runner } from '../interpret/runner.ts';
import { getVariable, setVariable } from '../interpret/state.ts';
import { errorText } from '../messages.ts';
import type { Builtin } from './index.ts';

/** `u=rwx,g=rx,o=`: what a mask lets through. */
const symbolicMask = (mask: number): string =>
  [6, 3, 0]
    .map((shift, i) => {
      const allowed = ~(mask >> shift) & 7;
      return `${'ugo'[i]}=${allowed & 4 ? 'r' : ''}${allowed & 2 ? 'w' : ''}${allowed & 1 ? 'x' : ''}`;
    })
    .join(',');

/** A mask after `u=rwx,g-w`; null where that is none. */
function withClauses(mask: number, text: string): number | null {
  let allowed = ~mask & 0o777;
  for (const clause of text.split(',')) {
    const [, who, operator, rights] = /^([ugoa]*)([-+=])([rwx]*)$/.exec(clause) ?? [];
    if (operator === undefined) return null;
    const bits = (rights!.includes('r') ? 4 : 0) | (rights!.includes('w') ? 2 : 0) | (rights!.includes('x') ? 1 : 0);
    for (const [letter, shift] of [
      ['u', 6],
      ['g', 3],
      ['o', 0],
    ] as const) {
      if (who !== '' && !who!.includes(letter) && !who!.includes('a')) continue;
      if (operator === '=') allowed &= ~(7 << shift);
      if (operator === '-') allowed &= ~(bits << shift);
      else allowed |= bits << shift;
    }
  }
  return ~allowed & 0o777;
}

// biome-ignore-start lint/correctness/useYield: a builtin is a task, whether it waits or not

/** Changes the working directory; bash's error text, or null. */
function enter(runner: Runner, target: string): string | null {
  const { state, files } = runner;
  const path = resolvePath(state.cwd, target);
  try {
    const stat = files.stat(path);
    if (stat.type !== 'directory') return `${target}: Not a directory`;
    if (!permits(stat, runner.user, 'x')) return `${target}: Permission denied`;
  } catch (error) {
    if (error instanceof SystemError) return `${target}: ${errorText(error)}`;
    throw error;
  }
  setVariable(state, 'OLDPWD', state.cwd).exported = true;
  state.cwd = path;
  setVariable(state, 'PWD', path).exported = true;
  return null;
}

/** Where CDPATH has a directory that is given by its name; null: it is looked up from here. */
function onCdPath({ state, files }: Runner, target: string): string | null {
  const list = getVariable(state, 'CDPATH');
  if (!list || /^(?:\/|\.{1,2}(?:\/|$))/.test(target)) return null;
  for (const entry of list.split(':')) {
    const path = resolvePath(resolvePath(state.cwd, entry || '.'), target);
    if (files.exists(path) && files.stat(path).type === 'directory') return entry === '' || entry === '.' ? null : path;
  }
  return null;
}

const shown = (runner: Runner, path: string): string => {
  const home = getVariable(runner.state, 'HOME');
  return home && (path === home || path.startsWith(`${home}/`)) ? `~${path.slice(home.length)}` : path;
};
const stack = (runner: Runner): string =>
  [runner.state.cwd, ...runner.state.directories].map((path) => shown(runner, path)).join(' ');

export const navigationBuiltins: Readonly<Record<string, Builtin>> = {
  *cd(runner, args) {
    const { state } = runner;
    const list = args.filter((arg) => !['-L', '-P', '--', '-e'].includes(arg));
    // Up to bash 4.3 further arguments are ignored: `cd flink-*` where the archive lies beside the directory.
    let target = list[0];
    if (target === undefined) {
      target = getVariable(state, 'HOME');
      if (target === undefined) {
        runner.complain('cd: HOME not set');
        return 1;
      }
    } else if (target === '-') {
      target = getVariable(state, 'OLDPWD');
      if (target === undefined) {
        runner.complain('cd: OLDPWD not set');
        return 1;
      }
      runner.write(`${target}\n`);
    }
    if (target === '') return 0;
    const found = onCdPath(runner, target);
    if (found !== null) runner.write(`${found}\n`);
    const failed = enter(runner, found ?? target);
    if (failed === null) {
      if (args.includes('-P')) {
        state.cwd = runner.files.realPath(state.cwd);
        setVariable(state, 'PWD', state.cwd);
      }
      return 0;
    }
    runner.complain(`cd: ${failed}`);
    return 1;
  },
  *pwd(runner, args) {
    runner.write(`${args.includes('-P') ? runner.files.realPath(runner.state.cwd) : runner.state.cwd}\n`);
    return 0;
  },
  *pushd(runner, args) {
    const { state } = runner;
    const back = state.cwd;
    const target = args[0] ?? state.directories[0];
    if (target === undefined) {
      runner.complain('pushd: no other directory');
      return 1;
    }
    const failed = enter(runner, target);
    if (failed !== null) {
      runner.complain(`pushd: ${failed}`);
      return 1;
    }
    if (args[0] === undefined) state.directories.shift();
    state.directories.unshift(back);
    runner.write(`${stack(runner)}\n`);
    return 0;
  },
  *popd(runner) {
    const target = runner.state.directories.shift();
    if (target === undefined) {
      runner.complain('popd: directory stack empty');
      return 1;
    }
    enter(runner, target);
    runner.write(`${stack(runner)}\n`);
    return 0;
  },
  *dirs(runner, args) {
    const { state } = runner;
    const flags = args.join('');
    if (flags.includes('c')) state.directories.length = 0;
    else if (/[vp]/.test(flags))
      for (const [i, name] of stack(runner).split(' ').entries())
        runner.write(flags.includes('v') ? `${String(i).padStart(2)}  ${name}\n` : `${name}\n`);
    else runner.write(`${stack(runner)}\n`);
    return 0;
  },
  *umask(runner, args) {
    const { state } = runner;
    const [mask] = args.filter((arg) => !/^-[Sp]+$/.test(arg));
    if (mask === undefined) {
      runner.write(`${args.includes('-S') ? symbolicMask(state.umask) : state.umask.toString(8).padStart(4, '0')}\n`);
      return 0;
    }
    if (/^\d/.test(mask) && !/^[0-7]{1,4}$/.test(mask)) {
      runner.complain(`umask: ${mask}: octal number out of range`);
      return 1;
    }
    const changed = /^\d/.test(mask) ? Number.parseInt(mask, 8) : withClauses(state.umask, mask);
    if (changed === null) {
      runner.complain(`umask: \`${mask}': invalid symbolic mode operator`);
      return 1;
    }
    state.umask = changed;
    return 0;
  },
  *ulimit(runner, args) {
    const limits: Readonly<Record<string, string>> = { '-n': '1024', '-u': '31190', '-c': '0', '-s': '8192' };
    if (args.length < 2) runner.write(`${limits[args[0] ?? '-f'] ?? 'unlimited'}\n`);
    return 0;
  },
  *history(runner, args) {
    const { history } = runner.state;
    if (args[0] === '-c') history.length = 0;
    else {
      const from = args[0] === undefined ? 0 : Math.max(0, history.length - Number(args[0]));
      for (let i = from; i < history.length; i++) runner.write(`${String(i + 1).padStart(5)}  ${history[i]}\n`);
    }
    return 0;
  },
  *help(runner) {
    runner.write('GNU bash, simulated by Millrace: what course notes use of it.\n');
    return 0;
  },
};
// biome-ignore-end lint/correctness/useYield: see above
