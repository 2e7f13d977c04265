import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { Double, Long } from '../../../src/flink/api/boxed.ts';
import { doubleHash, floatBits } from '../../../src/flink/api/values.ts';
import { fieldsOf, formatPattern } from '../../../src/program/runtime/calendar.ts';
import { format } from '../../../src/program/runtime/format.ts';
import { HashMapObject } from '../../../src/program/runtime/hash-maps.ts';
import {
  decode,
  doubleToString,
  floatToString,
  parseDouble,
  parseFloat32,
  parseInteger,
  parseLong,
} from '../../../src/program/runtime/numbers.ts';
import { Raise } from '../../../src/program/runtime/raise.ts';
import { JavaRandom, strictLog } from '../../../src/program/runtime/random.ts';
import { HashSetObject } from '../../../src/program/runtime/sets.ts';
import { split } from '../../../src/program/runtime/split.ts';
import { TreeMapObject } from '../../../src/program/runtime/trees.ts';

/** What JDK 17 answered (Record.java, record.sh). */
function recorded(name: string): string[][] {
  const text = readFileSync(new URL(`./cases/${name}.tsv`, import.meta.url), 'utf8').replace(/\n$/, '');
  return text
    .split('\n')
    .map((line) =>
      line
        .split('\t')
        .map((c) => c.replace(/\\u([0-9a-f]{4})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)))),
    );
}
const view = new DataView(new ArrayBuffer(8));
function double(hex: string): number {
  view.setBigUint64(0, BigInt(`0x${hex}`));
  return view.getFloat64(0);
}
function float(hex: string): number {
  view.setUint32(0, Number.parseInt(hex, 16));
  return view.getFloat32(0);
}
function attempt(call: () => unknown): string {
  try {
    return String(call());
  } catch (error) {
    if (!(error instanceof Raise)) throw error;
    return `!${error.message}`;
  }
}
/** Compares all lines at once, so that a failure shows the first few differences. */
function same(lines: readonly (readonly [unknown, string, string])[]): void {
  const wrong = lines.filter(([, mine, theirs]) => mine !== theirs).slice(0, 8);
  expect(wrong.map(([what, mine]) => [what, mine])).toEqual(wrong.map(([what, , theirs]) => [what, theirs]));
}

describe('the runtime answers as JDK 17 does', () => {
  it('prints and hashes doubles and floats', () => {
    same(
      recorded('double').flatMap(([kind, hex, text, hash]) => {
        const value = kind === 'd' ? double(hex!) : float(hex!);
        return [
          [hex, kind === 'd' ? doubleToString(value) : floatToString(value), text!],
          [hex, String(kind === 'd' ? doubleHash(value) : floatBits(value)), hash!],
        ] as const;
      }),
    );
  });
  it('formats as Formatter', () => {
    same(
      recorded('format').map((row) => {
        const [kind, pattern] = row as [string, string];
        const value = kind === 'i' ? Number(row[2]) : new Double(double(row[2]!));
        return [row.slice(0, 3).join(' '), attempt(() => format(pattern, [value])), row[3]!];
      }),
    );
  });
  it('splits strings', () => {
    same(
      recorded('split').map(([text, regex, limit, result]) => [
        [text, regex, limit],
        attempt(() => {
          const parts = split(text!, regex!, Number(limit));
          return `${parts.length}[${parts.join(', ')}]`;
        }),
        result!,
      ]),
    );
  });
  it('iterates over hash maps in the same order', () => {
    same(
      recorded('hash').flatMap(([ops, map, hash, set, sorted]) => {
        const own = new HashMapObject();
        for (const op of ops!.split(' ').filter((each) => each !== '')) {
          if (op.startsWith('-')) own.take(op.slice(1));
          else own.merge$Object$Object$BiFunction(op, 1, { apply$Object$Object: (a, b) => Number(a) + Number(b) });
        }
        const keys = new HashSetObject().$init$Collection(own.keySet$());
        return [
          [ops, own.$toString(), map!],
          [ops, String(own.$hashCode()), hash!],
          [ops, keys.$toString(), set!],
          [ops, new TreeMapObject().$init$Map(own).$toString(), sorted!],
        ] as const;
      }),
    );
  });
  it('draws the same random numbers', () => {
    let random = new JavaRandom(0);
    let last = '';
    let i = 0;
    same(
      recorded('random').map(([seed, ...expected]) => {
        if (seed !== last) {
          random = new JavaRandom(BigInt(seed!));
          last = seed!;
          i = 0;
        }
        const mine = [
          random.nextInt(),
          random.nextIntBound(1 + i),
          random.nextIntBound(i % 31 === 31 ? 1 : (1 << (i % 31)) | 0),
          random.nextLong(),
          random.nextBoolean(),
          floatToString(random.nextFloat()),
          doubleToString(random.nextDouble()),
          doubleToString(random.nextGaussian()),
        ];
        i++;
        return [seed, mine.join(' '), expected.join(' ')];
      }),
    );
  });
  it('parses numbers, with the same messages', () => {
    same(
      recorded('parse').flatMap(([text, int, long, dbl, flt, hex, decoded]) => {
        const t = text ?? '';
        return [
          [`parseInt ${t}`, attempt(() => parseInteger(t)), int!],
          [`parseLong ${t}`, attempt(() => parseLong(t)), long!],
          [`parseDouble ${t}`, attempt(() => doubleToString(parseDouble(t))), dbl!],
          [`parseFloat ${t}`, attempt(() => floatToString(parseFloat32(t))), flt!],
          [`parseInt16 ${t}`, attempt(() => parseInteger(t, 16)), hex!],
          [`decode ${t}`, attempt(() => decode(t, 32)), decoded!],
        ] as const;
      }),
    );
  });
  it('has the same logarithm as StrictMath', () => {
    same(recorded('log').map(([x, y]) => [x, doubleToString(strictLog(double(x!))), doubleToString(double(y!))]));
  });
  it('formats dates as SimpleDateFormat', () => {
    same(
      recorded('date').map(([time, pattern, text]) => [
        [time, pattern],
        formatPattern(pattern!, fieldsOf(Number(time), 0), 0, 'UTC', true),
        text!,
      ]),
    );
  });
  it('keeps longs beyond 2^53 exact', () => {
    expect(new Long(parseLong('9223372036854775807')).$toString()).toBe('9223372036854775807');
  });
});
