import { byteLength } from '../../platform/file-tree.ts';
import { sleep } from '../../simulation/simulation.ts';
import type { Call, Program } from '../host.ts';
import { inputs, linesOf, program, readAll } from './support.ts';

/** Copies standard input to the output as it comes, so that pipes of long-running commands flow. */
function* stream(
  call: Call,
  map: (line: string) => string | null,
): Generator<import('../../simulation/task.ts').Wait, void, unknown> {
  for (;;) {
    const line = (yield call.stdin.readLine()) as string | null;
    if (line === null) return;
    const out = map(line);
    if (out !== null) call.print(out);
  }
}

const cat = program('nAbeEstTuv', { number: 'n', 'show-all': 'A' }, function* (call, { flags, rest }) {
  if (
    !flags.has('n') &&
    !flags.has('b') &&
    !flags.has('A') &&
    (rest.length === 0 || (rest.length === 1 && rest[0] === '-'))
  ) {
    for (;;) {
      const chunk = (yield call.stdin.read()) as string | null;
      if (chunk === null) return 0;
      call.print(chunk);
    }
  }
  const { texts, failed } = yield* inputs(call, rest);
  let number = 0;
  for (const { text } of texts) {
    let shown = text;
    if (flags.has('A') || flags.has('e') || flags.has('E')) shown = shown.replaceAll('\n', '$\n');
    if (flags.has('A') || flags.has('T') || flags.has('t')) shown = shown.replaceAll('\t', '^I');
    if (flags.has('n') || flags.has('b'))
      shown = shown.replace(/^(.*)(\n|$)/gm, (all, line: string) =>
        all === '' || (flags.has('b') && line === '') ? all : `${String(++number).padStart(6)}\t${all}`,
      );
    call.print(shown);
  }
  return failed ? 1 : 0;
});

/** `head -3`, `tail -5`, `tail +2`: the old spelling of -n. */
function oldCount(args: readonly string[]): string[] {
  const [first = '', ...rest] = args;
  if (!/^[-+]\d+$/.test(first)) return [...args];
  return ['-n', first.startsWith('+') ? first : first.slice(1), ...rest];
}

const headOptions = program('n:c:qv', { lines: 'n', bytes: 'c' }, function* (call, { values, rest }) {
  const count = Number(values.get('n') ?? 10);
  const bytes = values.get('c');
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
    if (texts.length > 1) call.print(`${i > 0 ? '\n' : ''}==> ${name} <==\n`);
    if (bytes !== undefined) {
      call.print(text.slice(0, Number(bytes)));
      return;
    }
    const lines = text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
    call.print(lines.slice(0, count < 0 ? Math.max(0, lines.length + count) : count).join(''));
  });
  return failed ? 1 : 0;
});
const head: Program = { run: (call) => headOptions.run({ ...call, args: oldCount(call.args) }) };

const tailOptions = program(
  'n:c:fFqs:v',
  { lines: 'n', bytes: 'c', follow: 'f', retry: 'F', pid: 's' },
  function* (call, { flags, values, rest }) {
    const wanted = values.get('n') ?? '10';
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
      if (texts.length > 1) call.print(`${i > 0 ? '\n' : ''}==> ${name} <==\n`);
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

const wc = program('lwcmL', { lines: 'l', words: 'w', bytes: 'c', chars: 'm' }, function* (call, { flags, rest }) {
  const { texts, failed } = yield* inputs(call, rest);
  const columns = ['l', 'w', 'm', 'c'].filter((letter) => (flags.size === 0 ? letter !== 'm' : flags.has(letter)));
  const rows = texts.map(({ name, text }) => ({
    name,
    counts: columns.map((letter) =>
      letter === 'l'
        ? text.split('\n').length - 1
        : letter === 'w'
          ? (text.match(/\S+/g)?.length ?? 0)
          : letter === 'c'
            ? byteLength(text)
            : [...text].length,
    ),
  }));
  if (rows.length > 1)
    rows.push({ name: 'total', counts: columns.map((_, i) => rows.reduce((sum, row) => sum + row.counts[i]!, 0)) });
  const widest = Math.max(1, ...rows.flatMap((row) => row.counts.map((count) => String(count).length)));
  const fromInput = rest.length === 0;
  const width = columns.length === 1 && rows.length === 1 ? 1 : fromInput ? 7 : widest;
  for (const { name, counts } of rows)
    call.print(`${counts.map((count) => String(count).padStart(width)).join(' ')}${fromInput ? '' : ` ${name}`}\n`);
  return failed ? 1 : 0;
});

const sort = program(
  'rnufbk:t:o:hdiMVgcs',
  {
    reverse: 'r',
    'numeric-sort': 'n',
    unique: 'u',
    key: 'k',
    'field-separator': 't',
    'ignore-case': 'f',
    'human-numeric-sort': 'h',
    'version-sort': 'V',
  },
  function* (call, { flags, values, all, rest }) {
    const { texts, failed } = yield* inputs(call, rest, (name) => `cannot read: ${name}`);
    const lines = texts.flatMap(({ text }) => linesOf(text));
    const separator = values.get('t');
    const keys = all
      .filter(([letter]) => letter === 'k')
      .map(([, text]) => {
        const [, from, fromChar, flagsFrom, to, toChar, flagsTo] =
          /^(\d+)(?:\.(\d+))?([a-zA-Z]*)(?:,(\d+)(?:\.(\d+))?([a-zA-Z]*))?$/.exec(text) ?? [];
        const own = (flagsFrom ?? '') + (flagsTo ?? '');
        return {
          from: Number(from ?? 1),
          fromChar: Number(fromChar ?? 1),
          to: to === undefined ? null : Number(to),
          toChar: toChar === undefined ? null : Number(toChar),
          flags: own === '' ? null : new Set(own),
        };
      });
    const fieldsOf = (line: string): string[] =>
      separator === undefined ? (line.match(/\s*\S+/g) ?? []) : line.split(separator);
    const keyOf = (line: string, key: (typeof keys)[number]): string => {
      const fields = fieldsOf(line).slice(key.from - 1, key.to ?? undefined);
      if (key.toChar !== null && key.to !== null && fields.length > 0) {
        const last = key.to - key.from;
        if (fields[last] !== undefined) fields[last] = fields[last].slice(0, key.toChar);
      }
      if (fields[0] !== undefined) fields[0] = fields[0].slice(key.fromChar - 1);
      return fields.join(separator ?? '');
    };
    const number = (text: string): number => {
      const match = /^\s*(-?[\d.]+)([KMGT]?)/.exec(text);
      return match ? Number.parseFloat(match[1]!) * 1024 ** ' KMGT'.indexOf(match[2] || ' ') : 0;
    };
    const version = (a: string, b: string): number => a.localeCompare(b, 'en', { numeric: true });
    const compareBy = (a: string, b: string, how: ReadonlySet<string>): number => {
      let result: number;
      if (how.has('n') || how.has('h') || how.has('g')) result = number(a) - number(b);
      else if (how.has('V')) result = version(a, b);
      else {
        const [x, y] = how.has('f') ? [a.toUpperCase(), b.toUpperCase()] : [a, b];
        const [p, q] = how.has('b') ? [x.trimStart(), y.trimStart()] : [x, y];
        result = p < q ? -1 : p > q ? 1 : 0;
      }
      return how.has('r') ? -result : result;
    };
    const compareKeys = (a: string, b: string): number => {
      for (const key of keys) {
        const result = compareBy(keyOf(a, key), keyOf(b, key), key.flags ?? flags);
        if (result !== 0) return result;
      }
      return keys.length > 0 ? 0 : compareBy(a, b, flags);
    };
    const plain = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
    const compare = (a: string, b: string): number => {
      if (keys.length === 0 && flags.size === 0) return plain(a, b);
      const result = compareKeys(a, b);
      if (result !== 0 || flags.has('u') || flags.has('s')) return result;
      return flags.has('r') ? plain(b, a) : plain(a, b);
    };
    let sorted = [...lines].sort(compare);
    if (flags.has('c')) {
      const at = lines.findIndex((line, i) => i > 0 && compare(lines[i - 1]!, line) > 0);
      if (at >= 0) call.complain(`${rest[0] ?? '-'}:${at + 1}: disorder: ${lines[at]}`);
      return at >= 0 ? 1 : 0;
    }
    if (flags.has('u')) sorted = sorted.filter((line, i) => i === 0 || compareKeys(sorted[i - 1]!, line) !== 0);
    const text = sorted.map((line) => `${line}\n`).join('');
    const output = values.get('o');
    if (output === undefined) call.print(text);
    else call.files.write(call.resolve(output), text);
    return failed ? 2 : 0;
  },
  { usageStatus: 2 },
);

const uniq = program(
  'cdui',
  { count: 'c', repeated: 'd', unique: 'u', 'ignore-case': 'i' },
  function* (call, { flags, rest }) {
    const { texts, failed } = yield* inputs(call, rest.slice(0, 1));
    const same = (a: string, b: string): boolean => (flags.has('i') ? a.toLowerCase() === b.toLowerCase() : a === b);
    const groups: { line: string; count: number }[] = [];
    for (const line of texts.flatMap(({ text }) => linesOf(text))) {
      const last = groups.at(-1);
      if (last && same(last.line, line)) last.count++;
      else groups.push({ line, count: 1 });
    }
    const text = groups
      .filter(({ count }) => (!flags.has('d') || count > 1) && (!flags.has('u') || count === 1))
      .map(({ line, count }) => (flags.has('c') ? `${String(count).padStart(7)} ${line}\n` : `${line}\n`))
      .join('');
    if (rest[1] === undefined) call.print(text);
    else call.files.write(call.resolve(rest[1]), text);
    return failed ? 1 : 0;
  },
);

/** `1,3-5,7-` as a test for positions from 1. */
function positions(list: string): ((position: number) => boolean) | null {
  const ranges: [number, number][] = [];
  for (const part of list.split(',')) {
    const match = /^(\d*)(-?)(\d*)$/.exec(part);
    if (!match || part === '' || part === '-') return null;
    const from = Number(match[1] || 1);
    ranges.push([from, match[2] === '' ? from : Number(match[3] || Number.POSITIVE_INFINITY)]);
  }
  return (position) => ranges.some(([from, to]) => position >= from && position <= to);
}

const cut = program(
  'd:f:c:b:s',
  {
    delimiter: 'd',
    fields: 'f',
    characters: 'c',
    bytes: 'b',
    'only-delimited': 's',
    complement: 'C',
    'output-delimiter': 'o:',
  },
  function* (call, { flags, values, rest }) {
    const list = values.get('f') ?? values.get('c') ?? values.get('b');
    const wanted = list === undefined ? null : positions(list);
    if (!wanted) {
      call.complain(
        list === undefined
          ? 'you must specify a list of bytes, characters, or fields'
          : `invalid field value ‘${list}’`,
      );
      call.stderr.write(`Try '${call.name} --help' for more information.\n`);
      return 1;
    }
    const delimiter = values.get('d') ?? '\t';
    const one = (line: string): string | null => {
      if (!values.has('f')) return `${[...line].filter((_, i) => wanted(i + 1)).join('')}\n`;
      if (!line.includes(delimiter)) return flags.has('s') ? null : `${line}\n`;
      return `${line
        .split(delimiter)
        .filter((_, i) => wanted(i + 1))
        .join(delimiter)}\n`;
    };
    if (rest.length === 0) {
      yield* stream(call, one);
      return 0;
    }
    const { texts, failed } = yield* inputs(call, rest);
    for (const { text } of texts) for (const line of linesOf(text)) call.print(one(line) ?? '');
    return failed ? 1 : 0;
  },
);

const tr = program('cdsC', { complement: 'c', delete: 'd', 'squeeze-repeats': 's' }, function* (call, { flags, rest }) {
  const [from, to] = [charSet(rest[0] ?? ''), charSet(rest[1] ?? '')];
  if (rest.length === 0) {
    call.complain('missing operand');
    call.stderr.write(`Try '${call.name} --help' for more information.\n`);
    return 1;
  }
  const complement = flags.has('c') || flags.has('C');
  const inFrom = (char: string): boolean => from.includes(char) !== complement;
  const squeeze = flags.has('s')
    ? new Set(rest[1] === undefined || flags.has('d') ? (rest[1] === undefined ? null : to) : to)
    : null;
  let last = '';
  for (;;) {
    const chunk = (yield call.stdin.read()) as string | null;
    if (chunk === null) return 0;
    let out = '';
    for (const char of chunk) {
      let mapped = char;
      if (inFrom(char)) {
        if (flags.has('d')) continue;
        if (to.length > 0) mapped = complement ? to.at(-1)! : (to[Math.min(from.indexOf(char), to.length - 1)] ?? char);
      }
      const squeezes = squeeze && (rest[1] === undefined ? inFrom(char) : squeeze.has(mapped));
      if (squeezes && mapped === last) continue;
      last = squeezes ? mapped : '';
      out += mapped;
    }
    call.print(out);
  }
});

/** `a-z`, `[:upper:]`, `\n`: the characters of a tr set. */
function charSet(text: string): string[] {
  const range = (from: number, to: number): string[] =>
    Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => String.fromCharCode(from + i));
  const classes: Readonly<Record<string, string[]>> = {
    upper: range(65, 90),
    lower: range(97, 122),
    digit: range(48, 57),
    alpha: [...range(65, 90), ...range(97, 122)],
    alnum: [...range(48, 57), ...range(65, 90), ...range(97, 122)],
    space: [' ', '\t', '\n', '\r', '\f', '\v'],
    blank: [' ', '\t'],
    punct: [...range(33, 47), ...range(58, 64), ...range(91, 96), ...range(123, 126)],
  };
  const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', '\\': '\\', '0': '\0' };
  const chars: string[] = [];
  for (let i = 0; i < text.length; ) {
    const named = /^\[:(\w+):\]/.exec(text.slice(i));
    if (named && classes[named[1]!]) {
      chars.push(...classes[named[1]!]!);
      i += named[0].length;
      continue;
    }
    let char = text[i]!;
    let used = 1;
    if (char === '\\' && i + 1 < text.length) {
      char = escapes[text[i + 1]!] ?? text[i + 1]!;
      used = 2;
    }
    if (text[i + used] === '-' && i + used + 1 < text.length) {
      chars.push(...range(char.charCodeAt(0), text.charCodeAt(i + used + 1)));
      i += used + 2;
    } else {
      chars.push(char);
      i += used;
    }
  }
  return chars;
}

const tee = program('ai', { append: 'a' }, function* (call, { flags, rest }) {
  const paths = rest.map((name) => call.resolve(name));
  let status = 0;
  const open: string[] = [];
  for (const [i, path] of paths.entries()) {
    try {
      if (!flags.has('a') || !call.files.exists(path)) call.files.write(path, '');
      open.push(path);
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      call.complain(`${rest[i]}: Permission denied`);
      status = 1;
    }
  }
  for (;;) {
    const chunk = (yield call.stdin.read()) as string | null;
    if (chunk === null) return status;
    call.print(chunk);
    for (const path of open) call.files.append(path, chunk);
  }
});

const rev = program('', {}, function* (call, { rest }) {
  const { texts } = yield* inputs(call, rest);
  for (const { text } of texts) for (const line of linesOf(text)) call.print(`${[...line].reverse().join('')}\n`);
  return 0;
});
const tac = program('', {}, function* (call, { rest }) {
  const { texts } = yield* inputs(call, rest);
  for (const { text } of texts)
    call.print(
      linesOf(text)
        .reverse()
        .map((line) => `${line}\n`)
        .join(''),
    );
  return 0;
});
const paste = program('sd:', { serial: 's', delimiters: 'd' }, function* (call, { flags, values, rest }) {
  const { texts } = yield* inputs(call, rest);
  const delimiter = values.get('d') ?? '\t';
  const columns = texts.map(({ text }) => linesOf(text));
  if (flags.has('s')) for (const lines of columns) call.print(`${lines.join(delimiter)}\n`);
  else
    for (let i = 0; i < Math.max(0, ...columns.map((lines) => lines.length)); i++)
      call.print(`${columns.map((lines) => lines[i] ?? '').join(delimiter)}\n`);
  return 0;
});
const nl = program('b:w:s:', {}, function* (call, { values, rest }) {
  const { texts } = yield* inputs(call, rest);
  let number = 0;
  for (const { text } of texts)
    for (const line of linesOf(text))
      call.print(line === '' && values.get('b') !== 'a' ? '       \n' : `${String(++number).padStart(6)}\t${line}\n`);
  return 0;
});
const column = program('ts:', {}, function* (call, { flags, values, rest }) {
  const { texts } = yield* inputs(call, rest);
  const rows = texts
    .flatMap(({ text }) => linesOf(text))
    .map((line) => (flags.has('t') ? line.split(values.get('s') ?? /\s+/) : [line]));
  const widths: number[] = [];
  for (const row of rows)
    row.forEach((cell, i) => {
      widths[i] = Math.max(widths[i] ?? 0, cell.length);
    });
  for (const row of rows)
    call.print(`${row.map((cell, i) => (i === row.length - 1 ? cell : cell.padEnd(widths[i]! + 2))).join('')}\n`);
  return 0;
});
const more = program('NSRFXi', {}, function* (call, { rest }) {
  const { texts, failed } = yield* inputs(
    call,
    rest.filter((name) => !name.startsWith('+')),
  );
  for (const { text } of texts) call.print(text);
  return failed ? 1 : 0;
});
const yes: Program = {
  *run(call) {
    const line = `${call.args.length > 0 ? call.args.join(' ') : 'y'}\n`;
    for (;;) {
      call.print(line.repeat(50));
      yield sleep(call.process, 0.05);
    }
  },
};
const strings = program('', {}, function* (call) {
  call.print(yield* readAll(call));
  return 0;
});

export const textPrograms: Readonly<Record<string, Program>> = {
  cat,
  head,
  tail,
  wc,
  sort,
  uniq,
  cut,
  tr,
  tee,
  rev,
  tac,
  paste,
  nl,
  column,
  more,
  less: more,
  yes,
  strings,
};
