import type { Task } from '../../simulation/task.ts';
import type { Call, Program } from '../host.ts';
import { inputs, linesOf, program } from './support.ts';

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
  'd:f:c:b:snCo:',
  {
    delimiter: 'd',
    fields: 'f',
    characters: 'c',
    bytes: 'b',
    'only-delimited': 's',
    complement: 'C',
    'output-delimiter': 'o',
  },
  function* (call, { flags, values, rest }) {
    const list = values.get('f') ?? values.get('c') ?? values.get('b');
    const listed = list === undefined ? null : positions(list);
    const wanted = listed && flags.has('C') ? (position: number) => !listed(position) : listed;
    if (list !== undefined && /(?:^|[,-])0+(?=$|[,-])/.test(list)) {
      call.complain(values.has('f') ? 'fields are numbered from 1' : 'byte/character positions are numbered from 1');
      call.stderr.write(`Try '${call.name} --help' for more information.\n`);
      return 1;
    }
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
        .join(values.get('o') ?? delimiter)}\n`;
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
  if (rest.length === 1 && !flags.has('d') && !flags.has('s')) {
    call.complain(`missing operand after ‘${rest[0]}’`);
    call.stderr.write(`Two strings must be given when translating.\nTry '${call.name} --help' for more information.\n`);
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

/** Copies standard input to the output as it comes, so that pipes of long-running commands flow. */
function* stream(call: Call, map: (line: string) => string | null): Task {
  for (;;) {
    const line = (yield call.stdin.readLine()) as string | null;
    if (line === null) return;
    const out = map(line);
    if (out !== null) call.print(out);
  }
}

/** Parts of lines and characters. */
export const characterPrograms: Readonly<Record<string, Program>> = { cut, tr };
