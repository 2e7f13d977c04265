import { baseName } from '../../platform/file-tree.ts';
import { type FileStat, SystemError } from '../../platform/types.ts';
import type { Task } from '../../simulation/task.ts';
import type { Program } from '../host.ts';
import { matches } from '../interpret/pattern.ts';
import { errorText } from '../messages.ts';
import { modeText } from './listing.ts';

/** What -printf's format makes of a file. */
function formatted(format: string, { name, stat, depth }: Found): string {
  const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', '0': '\0', '\\': '\\' };
  const values: Readonly<Record<string, () => string>> = {
    p: () => name,
    f: () => baseName(name.replace(/(.)\/+$/, '$1')) || name,
    h: () => (name.includes('/') ? name.slice(0, name.lastIndexOf('/')) : '.'),
    P: () => name.split('/').slice(-depth).join('/'),
    s: () => String(stat.size),
    m: () => (stat.mode & 0o7777).toString(8),
    M: () => modeText(stat),
    u: () => stat.owner,
    g: () => stat.group,
    d: () => String(depth),
    y: () => (stat.type === 'file' ? 'f' : stat.type === 'directory' ? 'd' : 'l'),
    l: () => stat.target ?? '',
    '%': () => '%',
  };
  return format.replace(/\\(.)|%(.)/g, (all, escaped?: string, code?: string) =>
    escaped !== undefined ? (escapes[escaped] ?? all) : (values[code!]?.() ?? all),
  );
}

interface Found {
  readonly name: string;
  readonly path: string;
  readonly stat: FileStat;
  readonly depth: number;
}
type Test = (found: Found) => Task<boolean>;

export const find: Program = {
  *run(call) {
    let at = call.args.findIndex((arg) => /^[-(!]/.test(arg));
    if (at < 0) at = call.args.length;
    const roots = at === 0 ? ['.'] : call.args.slice(0, at);
    const args = call.args;
    let minDepth = 0;
    let maxDepth = Number.POSITIVE_INFINITY;
    let acts = false;
    let status = 0;
    let pruned = false;
    const fail = (text: string): never => {
      throw new Error(text);
    };
    const value = (name: string): string => args[at++] ?? fail(`missing argument to \`${name}'`);
    const simple = (test: (found: Found) => boolean): Test =>
      // biome-ignore lint/correctness/useYield: a test may run a program
      function* (found) {
        return test(found);
      };
    const glob = (text: string, pattern: string, ignoreCase: boolean): boolean =>
      ignoreCase
        ? matches(text.toLowerCase(), [{ text: pattern.toLowerCase(), quoted: false }])
        : matches(text, [{ text: pattern, quoted: false }]);
    const sized = (text: string, actual: number): boolean => {
      const number = Number(text.replace(/^[-+]/, ''));
      return text.startsWith('+') ? actual > number : text.startsWith('-') ? actual < number : actual === number;
    };
    /** `-exec … {} +`: once, with all that was found. */
    const atEnd: (() => Task<number>)[] = [];
    const primary = (): Test => {
      const name = args[at++]!;
      switch (name) {
        case '(': {
          const inner = or();
          if (args[at++] !== ')') fail("invalid expression; expected to find a ')' but didn't see one.");
          return inner;
        }
        case '!':
        case '-not': {
          const inner = primary();
          return function* (found) {
            return !(yield* inner(found));
          };
        }
        case '-name':
        case '-iname': {
          const pattern = value(name);
          return simple((found) => glob(baseName(found.name.replace(/(.)\/+$/, '$1')), pattern, name === '-iname'));
        }
        case '-path':
        case '-wholename': {
          const pattern = value(name);
          return simple((found) => glob(found.name, pattern, false));
        }
        case '-regex': {
          const pattern = new RegExp(`^(?:${value(name)})$`);
          return simple((found) => pattern.test(found.name));
        }
        case '-type': {
          const types = value(name).split(',');
          return simple(({ stat }) =>
            types.includes(stat.type === 'file' ? 'f' : stat.type === 'directory' ? 'd' : 'l'),
          );
        }
        case '-size': {
          const text = value(name);
          const unit = ({ c: 1, k: 1024, M: 1024 ** 2, G: 1024 ** 3 } as Record<string, number>)[text.at(-1)!] ?? 512;
          return simple(({ stat }) => sized(text.replace(/[ckMGb]$/, ''), Math.ceil(stat.size / unit)));
        }
        case '-empty':
          return simple(({ stat, path }) =>
            stat.type === 'directory' ? call.files.list(path).length === 0 : stat.size === 0,
          );
        case '-user': {
          const user = value(name);
          return simple(({ stat }) => stat.owner === user);
        }
        case '-mtime':
        case '-mmin': {
          const text = value(name);
          const unit = name === '-mmin' ? 60_000 : 86_400_000;
          return simple(({ stat }) => sized(text, Math.floor((call.platform.world.now - stat.modified) / unit)));
        }
        case '-newer': {
          const than = value(name);
          if (!call.files.exists(call.resolve(than))) fail(`‘${than}’: No such file or directory`);
          const { modified } = call.files.stat(call.resolve(than));
          return simple(({ stat }) => stat.modified > modified);
        }
        case '-perm': {
          const text = value(name);
          const mode = Number.parseInt(text.replace(/^[-/]/, ''), 8);
          if (Number.isNaN(mode)) fail(`invalid mode ‘${text}’`);
          return simple(({ stat }) =>
            text.startsWith('-')
              ? (stat.mode & mode) === mode
              : text.startsWith('/')
                ? mode === 0 || (stat.mode & mode) !== 0
                : (stat.mode & 0o7777) === mode,
          );
        }
        case '-printf': {
          acts = true;
          const format = value(name);
          return simple((found) => {
            call.print(formatted(format, found));
            return true;
          });
        }
        case '-ls':
          acts = true;
          return simple(({ name: shown, stat }) => {
            call.print(`${modeText(stat)} ${stat.owner} ${stat.group} ${stat.size} ${shown}\n`);
            return true;
          });
        case '-maxdepth':
          maxDepth = Number(value(name));
          return simple(() => true);
        case '-mindepth':
          minDepth = Number(value(name));
          return simple(() => true);
        case '-prune':
          return simple(() => {
            pruned = true;
            return true;
          });
        case '-print':
        case '-print0':
          acts = true;
          return simple((found) => {
            call.print(found.name + (name === '-print0' ? '\0' : '\n'));
            return true;
          });
        case '-delete':
          acts = true;
          return simple((found) => {
            call.files.remove(found.path);
            return true;
          });
        case '-exec':
        case '-execdir': {
          acts = true;
          const end = args.findIndex((arg, i) => i >= at && (arg === ';' || arg === '+'));
          if (end < 0) fail(`missing argument to \`${name}'`);
          const command = args.slice(at, end);
          const together = args[end] === '+';
          at = end + 1;
          if (together) {
            const names: string[] = [];
            atEnd.push(function* () {
              return names.length === 0 ? 0 : yield* call.exec([...command.filter((word) => word !== '{}'), ...names]);
            });
            return simple((found) => {
              names.push(found.name);
              return true;
            });
          }
          return function* (found) {
            return (yield* call.exec(command.map((word) => word.replaceAll('{}', found.name)))) === 0;
          };
        }
        default:
          return fail(`unknown predicate \`${name}'`);
      }
    };
    const and = (): Test => {
      const tests = [primary()];
      while (at < args.length && args[at] !== ')' && args[at] !== '-o' && args[at] !== '-or') {
        if (args[at] === '-a' || args[at] === '-and') at++;
        tests.push(primary());
      }
      return function* (found) {
        for (const test of tests) if (!(yield* test(found))) return false;
        return true;
      };
    };
    const or = (): Test => {
      const tests = [and()];
      while (args[at] === '-o' || args[at] === '-or') {
        at++;
        tests.push(and());
      }
      return function* (found) {
        for (const test of tests) if (yield* test(found)) return true;
        return false;
      };
    };
    let test: Test;
    try {
      test = at < args.length ? or() : simple(() => true);
    } catch (error) {
      call.complain(error instanceof Error ? error.message : String(error));
      return 1;
    }
    const contentsFirst = args.includes('-delete') || args.includes('-depth');
    function* walk(name: string, path: string, depth: number): Task {
      let found: Found;
      try {
        found = { name, path, stat: call.files.lstat(path), depth };
      } catch (error) {
        if (!(error instanceof SystemError)) throw error;
        call.complain(`‘${name}’: ${errorText(error)}`);
        status = 1;
        return;
      }
      function* judge(): Task {
        pruned = false;
        if (depth >= minDepth && (yield* test(found)) && !acts) call.print(`${name}\n`);
      }
      if (!contentsFirst) yield* judge();
      if (found.stat.type === 'directory' && depth < maxDepth && !pruned)
        for (const child of call.files.list(path))
          yield* walk(`${name.replace(/\/$/, '')}/${child}`, `${path === '/' ? '' : path}/${child}`, depth + 1);
      if (contentsFirst) yield* judge();
    }
    for (const root of roots) yield* walk(root, call.resolve(root), 0);
    for (const run of atEnd) if ((yield* run()) !== 0) status = 1;
    return status;
  },
};
