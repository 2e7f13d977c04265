import type { Program } from '../host.ts';
import { inputs, program, readAll } from './support.ts';

const UNITS = 'KMGTPEZY';

/** A number with a unit, rounded away from zero as GNU does: one decimal below ten. */
function withUnit(value: number, base: 1000 | 1024, ending: string): string {
  let left = Math.abs(value);
  let power = 0;
  while (left >= base && power < UNITS.length) {
    left /= base;
    power++;
  }
  const sign = value < 0 ? '-' : '';
  if (power === 0) return `${sign}${left}`;
  let shown = left < 10 ? Math.ceil(left * 10 - 1e-9) / 10 : Math.ceil(left - 1e-9);
  if (shown >= base && power < UNITS.length) {
    shown /= base;
    power++;
  }
  return `${sign}${shown < 10 ? shown.toFixed(1) : shown}${UNITS[power - 1]}${ending}`;
}

const numfmt = program(
  'd:T:F:f:S:p:h:',
  { to: 'T', from: 'F', field: 'f', suffix: 'S', padding: 'p', header: 'h', delimiter: 'd' },
  function* (call, { values, rest }) {
    const lines = rest.length > 0 ? rest : (yield* inputs(call, [])).texts[0]!.text.split('\n').slice(0, -1);
    const field = Number(values.get('f') ?? 1);
    const to = values.get('T') ?? 'none';
    for (const line of lines) {
      let number = 0;
      let wrong: string | null = null;
      const text = line.replace(/\S+/g, (word) => {
        if (++number !== field) return word;
        const match = /^([+-]?\d+(?:\.\d+)?)([KMGTPEZY])?(i?)B?$/i.exec(word);
        if (!match || /[a-z]B?$/.test(word.replace(/i?B?$/, ''))) {
          wrong = `${match ? 'invalid suffix in input' : 'invalid number'}: ‘${word}’`;
          return word;
        }
        const base = values.get('F') === 'si' || (values.get('F') === 'auto' && match[3] === '') ? 1000 : 1024;
        if (match[2] !== undefined && !values.has('F')) {
          wrong = `rejecting suffix in input: ‘${word}’ (consider using --from)`;
          return word;
        }
        const value = Number(match[1]) * base ** (match[2] ? UNITS.indexOf(match[2].toUpperCase()) + 1 : 0);
        const shown =
          to === 'none' ? String(value) : withUnit(value, to === 'si' ? 1000 : 1024, to === 'iec-i' ? 'i' : '');
        return `${shown}${values.get('S') ?? ''}`.padStart(Number(values.get('p') ?? 0));
      });
      if (wrong !== null) {
        call.complain(wrong);
        return 2;
      }
      call.print(`${text}\n`);
    }
    return 0;
  },
);

/** Prime factors by trial division. */
const factor = program('', {}, function* (call, { rest }) {
  for (const text of rest.length > 0 ? rest : (yield* readAll(call)).split(/\s+/).filter(Boolean)) {
    if (!/^\d+$/.test(text) || Number(text) > Number.MAX_SAFE_INTEGER) {
      call.complain(`‘${text}’ is not a valid positive integer`);
      return 1;
    }
    const found: number[] = [];
    let left = Number(text);
    for (let divisor = 2; divisor * divisor <= left; divisor++)
      while (left % divisor === 0) {
        found.push(divisor);
        left /= divisor;
      }
    if (left > 1) found.push(left);
    call.print(`${text}:${found.map((prime) => ` ${prime}`).join('')}\n`);
  }
  return 0;
});

/** Numbers with units, and their factors. */
export const numberPrograms: Readonly<Record<string, Program>> = { numfmt, factor };
