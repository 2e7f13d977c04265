import type { Task } from '../../simulation/task.ts';
import type { Call, Program } from '../host.ts';
import { linesOf, readAll } from './support.ts';

/** Longest common subsequence by lines, as `diff` reports it. */
export const diff: Program = {
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
