import type { Program } from '../host.ts';
import { inputs, linesOf, program } from './support.ts';

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
    const senseless = all.find(([letter, text]) => letter === 'k' && !/^[1-9]/.test(text));
    if (senseless) {
      const text = senseless[1];
      call.complain(
        text.startsWith('0')
          ? `field number is zero: invalid field specification ‘${text}’`
          : `invalid number at field start: invalid count at start of ‘${text}’`,
      );
      return 2;
    }
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

const shuf = program('n:ei:', { 'head-count': 'n' }, function* (call, { flags, values, rest }) {
  const range = /^(\d+)-(\d+)$/.exec(values.get('i') ?? '');
  const lines = range
    ? Array.from({ length: Number(range[2]) - Number(range[1]) + 1 }, (_, i) => String(Number(range[1]) + i))
    : flags.has('e')
      ? [...rest]
      : (yield* inputs(call, rest.slice(0, 1))).texts.flatMap(({ text }) => text.replace(/\n$/, '').split('\n'));
  const random = call.platform.world.random('shuf');
  for (let i = lines.length - 1; i > 0; i--) {
    const j = Number.parseInt(random.hex(8), 16) % (i + 1);
    [lines[i], lines[j]] = [lines[j]!, lines[i]!];
  }
  for (const line of lines.slice(0, Number(values.get('n') ?? lines.length))) call.print(`${line}\n`);
  return 0;
});
export const sortPrograms: Readonly<Record<string, Program>> = { sort, uniq, shuf };
