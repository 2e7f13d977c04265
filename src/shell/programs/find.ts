import { baseName } from '../../platform/file-tree.ts';
import { createPipe } from '../../platform/streams.ts';
import { type FileStat, SystemError } from '../../platform/types.ts';
import type { Task } from '../../simulation/task.ts';
import type { Call, Program } from '../host.ts';
import { matches } from '../interpret/pattern.ts';
import { errorText } from '../messages.ts';
import { modeText } from './listing.ts';
import { linesOf, readAll } from './support.ts';

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

const find: Program = {
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

const xargs: Program = {
  *run(call) {
    const args = [...call.args];
    let replace: string | null = null;
    let perCommand = Number.POSITIVE_INFINITY;
    let delimiter: string | null = null;
    let skipEmpty = false;
    let verbose = false;
    while (args[0]?.startsWith('-')) {
      const option = args.shift()!;
      const attached = option.slice(2);
      if (option.startsWith('-I')) replace = attached || (args.shift() ?? '{}');
      else if (option === '-i') replace = '{}';
      else if (option.startsWith('-n')) perCommand = Number(attached || args.shift());
      else if (option.startsWith('-L')) perCommand = Number(attached || args.shift());
      else if (option === '-0' || option === '--null') delimiter = '\0';
      else if (option.startsWith('-d')) delimiter = attached || (args.shift() ?? '\n');
      else if (option.startsWith('-P')) void (attached || args.shift());
      else if (option === '-r' || option === '--no-run-if-empty') skipEmpty = true;
      else if (option === '-t' || option === '--verbose') verbose = true;
      else {
        call.complain(`invalid option -- '${option.slice(1)}'`);
        return 1;
      }
    }
    const command = args.length > 0 ? args : ['echo'];
    const text = yield* readAll(call);
    const items =
      replace !== null
        ? linesOf(text)
            .map((line) => line.trim())
            .filter((line) => line !== '')
        : delimiter !== null
          ? text
              .split(delimiter === '\\n' ? '\n' : delimiter)
              .filter((item, i, all) => item !== '' || i < all.length - 1)
          : (text.match(/(?:[^\s"'\\]|\\.|"[^"]*"|'[^']*')+/g) ?? []).map((word) =>
              word.replace(/\\(.)|"([^"]*)"|'([^']*)'/g, '$1$2$3'),
            );
    const groups: string[][] =
      replace !== null
        ? items.map((item) => command.map((word) => word.replaceAll(replace, item)))
        : perCommand === Number.POSITIVE_INFINITY
          ? items.length === 0 && skipEmpty
            ? []
            : [[...command, ...items]]
          : Array.from({ length: Math.ceil(items.length / perCommand) }, (_, i) => [
              ...command,
              ...items.slice(i * perCommand, (i + 1) * perCommand),
            ]);
    let status = 0;
    for (const group of groups) {
      if (verbose) call.stderr.write(`${group.join(' ')}\n`);
      const code = yield* call.exec(group, { stdin: createEmpty() });
      if (code === 127 || code === 126) return code;
      if (code !== 0) status = 123;
    }
    return status;
  },
};

function createEmpty() {
  const pipe = createPipe();
  pipe.writer.end();
  return pipe.reader;
}

/** Longest common subsequence by lines, as `diff` reports it. */
const diff: Program = {
  *run(call) {
    const names = call.args.filter((arg) => !arg.startsWith('-') || arg === '-');
    const unified = call.args.some((arg) => /^-(?:u|U\d*)$/.test(arg));
    const quiet = call.args.includes('-q');
    if (names.length !== 2) {
      call.complain(`missing operand after '${names[0] ?? call.name}'`);
      return 2;
    }
    const isDirectory = (name: string): boolean =>
      name !== '-' && call.files.exists(call.resolve(name)) && call.files.stat(call.resolve(name)).type === 'directory';
    if (names.every(isDirectory)) return yield* diffDirectories(call, names[0]!, names[1]!);
    const sides: string[][] = [];
    for (const name of names) {
      if (name === '-') sides.push(linesOf(yield* readAll(call)));
      else if (!call.files.exists(call.resolve(name))) {
        call.complain(`${name}: No such file or directory`);
        return 2;
      } else sides.push(linesOf(call.files.readText(call.resolve(name))));
    }
    const [a, b] = sides as [string[], string[]];
    const hunks = changes(a, b);
    if (hunks.length === 0) return 0;
    if (quiet) {
      call.print(`Files ${names[0]} and ${names[1]} differ\n`);
      return 1;
    }
    if (unified) {
      call.print(`--- ${names[0]}\n+++ ${names[1]}\n`);
      for (const group of together(hunks)) call.print(unifiedHunk(a, b, group));
      return 1;
    }
    const range = (from: number, to: number): string =>
      to - from <= 1 ? String(Math.max(from + 1, to)) : `${from + 1},${to}`;
    for (const { aFrom, aTo, bFrom, bTo } of hunks) {
      const kind = aFrom === aTo ? 'a' : bFrom === bTo ? 'd' : 'c';
      call.print(`${kind === 'a' ? aFrom : range(aFrom, aTo)}${kind}${kind === 'd' ? bFrom : range(bFrom, bTo)}\n`);
      for (const line of a.slice(aFrom, aTo)) call.print(`< ${line}\n`);
      if (kind === 'c') call.print('---\n');
      for (const line of b.slice(bFrom, bTo)) call.print(`> ${line}\n`);
    }
    return 1;
  },
};

interface Change {
  readonly aFrom: number;
  readonly aTo: number;
  readonly bFrom: number;
  readonly bTo: number;
}

/** Lines of context around a change. */
const CONTEXT = 3;

/** Changes whose contexts touch stand in one hunk. */
function together(changes: readonly Change[]): Change[][] {
  const groups: Change[][] = [];
  for (const change of changes) {
    const last = groups.at(-1);
    if (last && change.aFrom - last.at(-1)!.aTo <= 2 * CONTEXT) last.push(change);
    else groups.push([change]);
  }
  return groups;
}

function unifiedHunk(a: readonly string[], b: readonly string[], group: readonly Change[]): string {
  const [first, last] = [group[0]!, group.at(-1)!];
  const before = Math.min(CONTEXT, first.aFrom);
  const after = Math.min(CONTEXT, a.length - last.aTo);
  const range = (from: number, to: number): string =>
    to - from === 1 ? `${to}` : `${to === from ? from : from + 1},${to - from}`;
  let text = `@@ -${range(first.aFrom - before, last.aTo + after)} +${range(first.bFrom - before, last.bTo + after)} @@\n`;
  const add = (mark: string, lines: readonly string[]): void => {
    for (const line of lines) text += `${mark}${line}\n`;
  };
  let at = first.aFrom - before;
  for (const { aFrom, aTo, bFrom, bTo } of group) {
    add(' ', a.slice(at, aFrom));
    add('-', a.slice(aFrom, aTo));
    add('+', b.slice(bFrom, bTo));
    at = aTo;
  }
  add(' ', a.slice(at, at + after));
  return text;
}

function changes(a: readonly string[], b: readonly string[]): Change[] {
  const lengths: number[][] = Array.from({ length: a.length + 1 }, () => new Array<number>(b.length + 1).fill(0));
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      lengths[i]![j] = a[i] === b[j] ? lengths[i + 1]![j + 1]! + 1 : Math.max(lengths[i + 1]![j]!, lengths[i]![j + 1]!);
  const hunks: Change[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      i++;
      j++;
      continue;
    }
    const hunk = { aFrom: i, aTo: i, bFrom: j, bTo: j };
    while ((i < a.length || j < b.length) && !(i < a.length && j < b.length && a[i] === b[j])) {
      if (j >= b.length || (i < a.length && lengths[i + 1]![j]! >= lengths[i]![j + 1]!)) i++;
      else j++;
    }
    hunks.push({ ...hunk, aTo: i, bTo: j });
  }
  return hunks;
}

/** `diff DIR DIR`: what is only in one, then the differences of files in both; below with -r. */
function* diffDirectories(call: Call, one: string, other: string): Task<number> {
  const options = call.args.filter((arg) => arg.startsWith('-') && arg !== '-');
  const recursive = options.some((arg) => /^-\w*r/.test(arg));
  const type = (path: string): string => call.files.stat(call.resolve(path)).type;
  const [a, b] = [one, other].map((name) => new Set(call.files.list(call.resolve(name)))) as [Set<string>, Set<string>];
  let status = 0;
  for (const name of [...new Set([...a, ...b])].sort()) {
    if (!a.has(name) || !b.has(name)) {
      call.print(`Only in ${a.has(name) ? one : other}: ${name}\n`);
      status = 1;
      continue;
    }
    const paths = [`${one}/${name}`, `${other}/${name}`] as const;
    const directories = paths.filter((path) => type(path) === 'directory');
    if (directories.length === 2) {
      if (recursive) status = Math.max(status, yield* diffDirectories(call, paths[0], paths[1]));
      else call.print(`Common subdirectories: ${paths[0]} and ${paths[1]}\n`);
      continue;
    }
    if (call.files.readText(call.resolve(paths[0])) === call.files.readText(call.resolve(paths[1]))) continue;
    if (!options.includes('-q')) call.print(`diff ${[...options, ...paths].join(' ')}\n`);
    status = Math.max(status, yield* call.exec(['diff', ...options, ...paths]));
  }
  return status;
}

export const findPrograms: Readonly<Record<string, Program>> = { find, xargs, diff };
