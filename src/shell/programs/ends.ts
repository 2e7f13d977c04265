import type { Program } from '../host.ts';
import { inputs, program } from './support.ts';

/** `head -3`, `tail -5`, `tail +2`, `tail -400f`: the old spelling of -n, -c and -f. */
function oldCount(args: readonly string[]): string[] {
  const [first = '', ...rest] = args;
  const match = /^([-+])(\d+)([cl]?)(f?)$/.exec(first);
  if (!match) return [...args];
  const [, sign, count, unit, follow] = match;
  return [unit === 'c' ? '-c' : '-n', `${sign === '+' ? '+' : ''}${count}`, ...(follow ? ['-f'] : []), ...rest];
}

/** `5`, `-3`, `2k`: a count with its unit; NaN for anything else. */
function countOf(text: string): number {
  const match = /^([-+]?\d+)(b|kB?|KB?|MB?|GB?)?$/.exec(text);
  const units: Readonly<Record<string, number>> = {
    b: 512,
    k: 1024,
    K: 1024,
    kB: 1000,
    KB: 1000,
    M: 1024 ** 2,
    MB: 1e6,
    G: 1024 ** 3,
    GB: 1e9,
  };
  return match ? Number(match[1]) * (units[match[2] ?? ''] ?? 1) : Number.NaN;
}

const headOptions = program(
  'n:c:qvz',
  { lines: 'n', bytes: 'c', quiet: 'q', silent: 'q', verbose: 'v' },
  function* (call, { flags, values, rest }) {
    const count = countOf(values.get('n') ?? '10');
    const bytes = values.get('c');
    if (bytes !== undefined && Number.isNaN(countOf(bytes))) {
      call.complain(`invalid number of bytes: ‘${bytes}’`);
      return 1;
    }
    if (Number.isNaN(count)) {
      call.complain(`invalid number of lines: ‘${values.get('n')}’`);
      return 1;
    }
    if (rest.length === 0 && bytes === undefined && count > 0) {
      for (let i = 0; i < count; i++) {
        const line = (yield call.stdin.readLine()) as string | null;
        if (line === null) return 0;
        call.print(`${line}\n`);
      }
      return 0;
    }
    const { texts, failed } = yield* inputs(call, rest, (name) => `cannot open '${name}' for reading`);
    texts.forEach(({ name, text }, i) => {
      if (flags.has('v') || (rest.length > 1 && !flags.has('q'))) call.print(`${i > 0 ? '\n' : ''}==> ${name} <==\n`);
      if (bytes !== undefined) {
        call.print(text.slice(0, countOf(bytes)));
        return;
      }
      const lines = text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
      call.print(lines.slice(0, count < 0 ? Math.max(0, lines.length + count) : count).join(''));
    });
    return failed ? 1 : 0;
  },
);

const head: Program = { run: (call) => headOptions.run({ ...call, args: oldCount(call.args) }) };

const tailOptions = program(
  'n:c:fFqs:v',
  { lines: 'n', bytes: 'c', follow: 'f', retry: 'F', pid: 's', quiet: 'q', silent: 'q', verbose: 'v' },
  function* (call, { flags, values, rest }) {
    const wanted = values.get('n') ?? '10';
    for (const [letter, unit] of [
      ['n', 'lines'],
      ['c', 'bytes'],
    ] as const)
      if (values.has(letter) && Number.isNaN(countOf(values.get(letter)!))) {
        call.complain(`invalid number of ${unit}: ‘${values.get(letter)}’`);
        return 1;
      }
    const last = (text: string): string => {
      const bytes = values.get('c');
      if (bytes !== undefined)
        return bytes.startsWith('+') ? text.slice(Number(bytes) - 1) : text.slice(-Number(bytes));
      const lines = text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
      if (wanted.startsWith('+')) return lines.slice(Number(wanted) - 1).join('');
      const count = Math.abs(Number(wanted));
      return count === 0 ? '' : lines.slice(-count).join('');
    };
    const follow = flags.has('f') || flags.has('F');
    const { texts, failed } = yield* inputs(call, rest, (name) => `cannot open '${name}' for reading`);
    texts.forEach(({ name, text }, i) => {
      if (flags.has('v') || (rest.length > 1 && !flags.has('q'))) call.print(`${i > 0 ? '\n' : ''}==> ${name} <==\n`);
      call.print(last(text));
    });
    const names = texts.filter(({ name }) => name !== '-');
    if (!follow || names.length === 0) return failed ? 1 : 0;
    let shown = names.at(-1)!.name;
    const seen = new Map(names.map(({ name, text }) => [name, text.length]));
    let wake: (() => void) | null = null;
    let changed = false;
    const stops = names.map(({ name }) => {
      let path = call.resolve(name);
      try {
        path = call.files.realPath(path);
      } catch {}
      return call.machine.files.watch(path, () => {
        changed = true;
        wake?.();
      });
    });
    call.process.onClose(() => {
      for (const stop of stops) stop();
    });
    call.process.declareServing();
    for (;;) {
      if (!changed)
        yield (resume) => {
          wake = resume;
          return () => {
            wake = null;
          };
        };
      wake = null;
      changed = false;
      for (const { name } of names) {
        const path = call.resolve(name);
        if (!call.files.exists(path)) continue;
        const text = call.files.readText(path);
        const from = seen.get(name)!;
        if (text.length < from) call.stderr.write(`tail: ${name}: file truncated\n`);
        const more = text.slice(text.length < from ? 0 : from);
        seen.set(name, text.length);
        if (more === '') continue;
        if (names.length > 1 && shown !== name) call.print(`\n==> ${name} <==\n`);
        shown = name;
        call.print(more);
      }
    }
  },
);

const tail: Program = { run: (call) => tailOptions.run({ ...call, args: oldCount(call.args) }) };

/** Beginnings and ends of files, and what follows. */
export const endPrograms: Readonly<Record<string, Program>> = { head, tail };
