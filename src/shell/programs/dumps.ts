import { fromUtf8, utf8 } from '../../platform/encodings.ts';
import type { Program } from '../host.ts';
import { inputs, program } from './support.ts';

/** How od writes the bytes of one row. */
type Row = (bytes: Uint8Array) => string;

const NAMED: Readonly<Record<number, string>> = {
  0: '\\0',
  7: '\\a',
  8: '\\b',
  9: '\\t',
  10: '\\n',
  11: '\\v',
  12: '\\f',
  13: '\\r',
};
const character: Row = (bytes) =>
  [...bytes]
    .map((byte) => NAMED[byte] ?? (byte >= 32 && byte < 127 ? String.fromCharCode(byte) : octal(byte, 3)))
    .map((text) => text.padStart(4))
    .join('');
const octal = (value: number, width: number): string => value.toString(8).padStart(width, '0');

/** Little-endian words of `size` bytes in a base, the last one filled with zeros. */
const words =
  (size: number, base: 8 | 10 | 16, signed = false): Row =>
  (bytes) => {
    const widths = {
      8: [0, 3, 6, 0, 11],
      10: [0, signed ? 4 : 3, signed ? 6 : 5, 0, signed ? 11 : 10],
      16: [0, 2, 4, 0, 8],
    };
    const width = widths[base][size]!;
    let line = '';
    for (let at = 0; at < bytes.length; at += size) {
      let value = 0;
      for (let i = size - 1; i >= 0; i--) value = value * 256 + (bytes[at + i] ?? 0);
      if (signed && value >= 2 ** (8 * size - 1)) value -= 2 ** (8 * size);
      line += ` ${value.toString(base).padStart(width, base === 10 ? ' ' : '0')}`;
    }
    return line;
  };

/** `x1`, `c`, `d2`, `o`: a type of od; null for what is none. */
function rowOf(type: string): Row | null {
  if (type === 'c') return character;
  const match = /^([oxdu])([124CSI])?$/.exec(type);
  if (!match) return null;
  const size = { C: 1, S: 2, I: 4, 1: 1, 2: 2, 4: 4 }[match[2] ?? '4'] ?? 4;
  return words(size, match[1] === 'o' ? 8 : match[1] === 'x' ? 16 : 10, match[1] === 'd');
}

const SHORT_TYPES: Readonly<Record<string, string>> = { b: 'o1', c: 'c', d: 'u2', o: 'o2', x: 'x2', s: 'd2', i: 'd4' };
const ROW = 16;

const od = program(
  'A:t:N:j:w:vbcdoxsi',
  { 'address-radix': 'A', format: 't', 'read-bytes': 'N', 'skip-bytes': 'j', width: 'w' },
  function* (call, { flags, values, rest }) {
    const types = [
      ...(values.get('t') ?? '').split(/(?<=\w)(?=[a-z])/).filter(Boolean),
      ...Object.keys(SHORT_TYPES).flatMap((flag) => (flags.has(flag) ? [SHORT_TYPES[flag]!] : [])),
    ];
    const rows = (types.length > 0 ? types : ['o2']).map(rowOf);
    if (rows.includes(null)) {
      call.complain(`invalid type string ‘${values.get('t')}’`);
      return 1;
    }
    const { texts, failed } = yield* inputs(call, rest);
    const skip = Number(values.get('j') ?? 0);
    const all = utf8(texts.map(({ text }) => text).join('')).subarray(skip);
    const bytes = values.has('N') ? all.subarray(0, Number(values.get('N'))) : all;
    const width = Number(values.get('w') ?? ROW);
    const radix = values.get('A') ?? 'o';
    const address = (at: number): string =>
      radix === 'n'
        ? ''
        : radix === 'x'
          ? at.toString(16).padStart(6, '0')
          : (radix === 'd' ? String(at) : at.toString(8)).padStart(7, '0');
    let before = '';
    let starred = false;
    for (let at = 0; at < bytes.length; at += width) {
      const row = bytes.subarray(at, at + width);
      const text = row.join();
      if (text === before && !flags.has('v') && row.length === width) {
        if (!starred) call.print('*\n');
        starred = true;
        continue;
      }
      before = text;
      starred = false;
      for (const [i, each] of rows.entries()) {
        const place = address(at + skip);
        call.print(`${i === 0 ? place : ' '.repeat(place.length)}${each!(row)}\n`);
      }
    }
    if (radix !== 'n') call.print(`${address(bytes.length + skip)}\n`);
    return failed ? 1 : 0;
  },
);

const xxd = program('pul:s:c:r', {}, function* (call, { flags, values, rest }) {
  const { texts, failed } = yield* inputs(call, rest.slice(0, 1));
  if (failed) return 2;
  const text = texts[0]!.text;
  if (flags.has('r')) {
    const hex = flags.has('p')
      ? text
      : text.replace(/^[0-9a-f]+:\s((?:[0-9a-f]{2,4} ?)*).*$/gim, (_, digits: string) => digits);
    const pairs = hex.replace(/[^0-9a-f]/gi, '').match(/../g) ?? [];
    call.print(fromUtf8(Uint8Array.from(pairs, (pair) => Number.parseInt(pair, 16))));
    return 0;
  }
  const skip = Number(values.get('s') ?? 0);
  const length = values.has('l') ? skip + Number(values.get('l')) : undefined;
  const bytes = utf8(text).subarray(skip, length);
  const hex = (byte: number): string => {
    const digits = byte.toString(16).padStart(2, '0');
    return flags.has('u') ? digits.toUpperCase() : digits;
  };
  const width = Number(values.get('c') ?? (flags.has('p') ? 30 : ROW));
  for (let at = 0; at < bytes.length; at += width) {
    const row = [...bytes.subarray(at, at + width)];
    if (flags.has('p')) {
      call.print(`${row.map(hex).join('')}\n`);
      continue;
    }
    const pairs = Array.from({ length: Math.ceil(row.length / 2) }, (_, i) =>
      row
        .slice(i * 2, i * 2 + 2)
        .map(hex)
        .join(''),
    );
    const shown = row.map((byte) => (byte >= 32 && byte < 127 ? String.fromCharCode(byte) : '.')).join('');
    const columns = width * 2 + Math.ceil(width / 2) - 1;
    call.print(`${(at + skip).toString(16).padStart(8, '0')}: ${pairs.join(' ').padEnd(columns)}  ${shown}\n`);
  }
  return 0;
});

/** Programs that show bytes. */
export const dumpPrograms: Readonly<Record<string, Program>> = { od, xxd };
