// biome-ignore-all lint/correctness/noPrecisionLoss: the limits of long, as doubles
import type { LongValue } from '../../../flink/api/values.ts';
import { jvm } from '../../jvm.ts';
import { narrowLong } from '../../runtime/numbers.ts';
import { raise } from '../../runtime/raise.ts';
import { strictLog } from '../../runtime/random.ts';
import type { ClassBodies } from '../table.ts';

const INT_MAX = 2147483647;
const INT_MIN = -2147483648;
const LONG_MAX = 0x7fffffffffffffffn;
const LONG_MIN = -0x8000000000000000n;

function exactInt(value: number): number {
  if (value > INT_MAX || value < INT_MIN) raise('ArithmeticException', 'integer overflow');
  return value | 0;
}
function exactLong(value: bigint): LongValue {
  if (value > LONG_MAX || value < LONG_MIN) raise('ArithmeticException', 'long overflow');
  return narrowLong(value);
}
function byZero(): never {
  return raise('ArithmeticException', '/ by zero');
}

/** (long) of a double: truncated and saturated, NaN is 0. */
export function doubleToLong(value: number): LongValue {
  if (Number.isNaN(value)) return 0;
  if (value >= 9223372036854775807) return LONG_MAX;
  if (value <= -9223372036854775808) return LONG_MIN;
  const whole = Math.trunc(value) + 0;
  return Number.isSafeInteger(whole) ? whole : narrowLong(BigInt(whole));
}
/** (int) of a double. */
export function doubleToInt(value: number): number {
  if (Number.isNaN(value)) return 0;
  return value >= INT_MAX ? INT_MAX : value <= INT_MIN ? INT_MIN : Math.trunc(value) | 0;
}

function floorDiv(a: bigint, b: bigint): bigint {
  const q = a / b;
  return a % b !== 0n && a < 0n !== b < 0n ? q - 1n : q;
}
function longFloorMod(a: LongValue, b: LongValue): LongValue {
  if (typeof a === 'number' && typeof b === 'number') {
    if (b === 0) byZero();
    const rest = a % b;
    return (rest !== 0 && rest < 0 !== b < 0 ? rest + b : rest) + 0;
  }
  if (BigInt(b) === 0n) byZero();
  return narrowLong(BigInt(a) - floorDiv(BigInt(a), BigInt(b)) * BigInt(b));
}
function longFloorDiv(a: LongValue, b: LongValue): LongValue {
  if (BigInt(b) === 0n) byZero();
  return narrowLong(floorDiv(BigInt(a), BigInt(b)));
}
function rint(a: number): number {
  if (!Number.isFinite(a) || Math.abs(a) >= 2 ** 52) return a;
  const floor = Math.floor(a);
  const rest = a - floor;
  const value = rest < 0.5 ? floor : rest > 0.5 ? floor + 1 : floor % 2 === 0 ? floor : floor + 1;
  return value === 0 && (a < 0 || Object.is(a, -0)) ? -0 : value;
}

/** The next double towards plus or minus infinity. */
function neighbour(a: number, direction: 1 | -1): number {
  if (Number.isNaN(a) || a === direction * Number.POSITIVE_INFINITY) return a;
  if (a === 0) return direction * Number.MIN_VALUE;
  const bits = new DataView(new ArrayBuffer(8));
  bits.setFloat64(0, a);
  bits.setBigInt64(0, bits.getBigInt64(0) + BigInt(a > 0 ? direction : -direction));
  return bits.getFloat64(0);
}
function floatNeighbour(a: number, direction: 1 | -1): number {
  if (Number.isNaN(a) || a === direction * Number.POSITIVE_INFINITY) return a;
  if (a === 0) return direction * 1.401298464324817e-45;
  const bits = new DataView(new ArrayBuffer(4));
  bits.setFloat32(0, a);
  bits.setInt32(0, bits.getInt32(0) + (a > 0 ? direction : -direction));
  return bits.getFloat32(0);
}

export const mathBodies: ClassBodies = {
  'abs(int)': (a: number) => (a < 0 ? -a | 0 : a),
  'abs(long)': (a: LongValue) => (a < 0 ? (typeof a === 'number' ? -a : narrowLong(-a)) : a),
  'abs(float)': (a: number) => Math.abs(a),
  'abs(double)': (a: number) => Math.abs(a),
  'max(int,int)': (a: number, b: number) => (a >= b ? a : b),
  'max(long,long)': (a: LongValue, b: LongValue) => (a >= b ? a : b),
  'max(float,float)': (a: number, b: number) => Math.max(a, b),
  'max(double,double)': (a: number, b: number) => Math.max(a, b),
  'min(int,int)': (a: number, b: number) => (a <= b ? a : b),
  'min(long,long)': (a: LongValue, b: LongValue) => (a <= b ? a : b),
  'min(float,float)': (a: number, b: number) => Math.min(a, b),
  'min(double,double)': (a: number, b: number) => Math.min(a, b),
  sin: (a: number) => Math.sin(a),
  cos: (a: number) => Math.cos(a),
  tan: (a: number) => Math.tan(a),
  asin: (a: number) => Math.asin(a),
  acos: (a: number) => Math.acos(a),
  atan: (a: number) => Math.atan(a),
  toRadians: (a: number) => a * 0.017453292519943295,
  toDegrees: (a: number) => a * 57.29577951308232,
  exp: (a: number) => Math.exp(a),
  log: (a: number) => strictLog(a),
  log10: (a: number) => Math.log10(a),
  sqrt: (a: number) => Math.sqrt(a),
  cbrt: (a: number) => Math.cbrt(a),
  ceil: (a: number) => Math.ceil(a),
  floor: (a: number) => Math.floor(a),
  rint,
  sinh: (a: number) => Math.sinh(a),
  cosh: (a: number) => Math.cosh(a),
  tanh: (a: number) => Math.tanh(a),
  expm1: (a: number) => Math.expm1(a),
  log1p: (a: number) => Math.log1p(a),
  ulp: (a: number) => {
    const x = Math.abs(a);
    if (!Number.isFinite(x)) return x;
    if (x < 2 ** -1021) return Number.MIN_VALUE;
    let power = Math.floor(Math.log2(x));
    if (2 ** power > x) power--;
    if (2 ** (power + 1) <= x) power++;
    return 2 ** (power - 52);
  },
  atan2: (a: number, b: number) => Math.atan2(a, b),
  pow: (a: number, b: number) => (Math.abs(a) === 1 && !Number.isFinite(b) ? Number.NaN : a ** b),
  hypot: (a: number, b: number) => Math.hypot(a, b),
  IEEEremainder: (a: number, b: number) => a - b * rint(a / b),
  copySign: (a: number, b: number) => (b < 0 || Object.is(b, -0) ? -Math.abs(a) : Math.abs(a)),
  'addExact(int,int)': (a: number, b: number) => exactInt(a + b),
  'subtractExact(int,int)': (a: number, b: number) => exactInt(a - b),
  'multiplyExact(int,int)': (a: number, b: number) => exactInt(a * b),
  'addExact(long,long)': (a: LongValue, b: LongValue) => exactLong(BigInt(a) + BigInt(b)),
  'subtractExact(long,long)': (a: LongValue, b: LongValue) => exactLong(BigInt(a) - BigInt(b)),
  'multiplyExact(long,long)': (a: LongValue, b: LongValue) => exactLong(BigInt(a) * BigInt(b)),
  'multiplyExact(long,int)': (a: LongValue, b: number) => exactLong(BigInt(a) * BigInt(b)),
  'incrementExact(int)': (a: number) => exactInt(a + 1),
  'decrementExact(int)': (a: number) => exactInt(a - 1),
  'negateExact(int)': (a: number) => exactInt(-a),
  'absExact(int)': (a: number) => {
    if (a === INT_MIN) raise('ArithmeticException', 'Overflow to represent absolute value of Integer.MIN_VALUE');
    return Math.abs(a);
  },
  'incrementExact(long)': (a: LongValue) => exactLong(BigInt(a) + 1n),
  'decrementExact(long)': (a: LongValue) => exactLong(BigInt(a) - 1n),
  'negateExact(long)': (a: LongValue) => exactLong(-BigInt(a)),
  'absExact(long)': (a: LongValue) => {
    if (BigInt(a) === LONG_MIN) raise('ArithmeticException', 'Overflow to represent absolute value of Long.MIN_VALUE');
    return a < 0 ? narrowLong(-BigInt(a)) : a;
  },
  'floorDiv(int,int)': (a: number, b: number) => (b === 0 ? byZero() : Math.floor(a / b) | 0),
  'floorMod(int,int)': (a: number, b: number) => longFloorMod(a, b),
  'floorDiv(long,long)': longFloorDiv,
  'floorDiv(long,int)': longFloorDiv,
  'floorMod(long,long)': longFloorMod,
  'floorMod(long,int)': (a: LongValue, b: number) => Number(longFloorMod(a, b)),
  toIntExact: (value: LongValue) => {
    if (value > INT_MAX || value < INT_MIN) raise('ArithmeticException', 'integer overflow');
    return Number(value);
  },
  'round(double)': (a: number) => doubleToLong(Math.abs(a) < 2 ** 52 ? Math.round(a) : a),
  'round(float)': (a: number) => doubleToInt(Math.abs(a) < 2 ** 52 ? Math.round(a) : a),
  random: () => jvm().ref.random('java.lang.Math').next(),
  'signum(double)': (a: number) => Math.sign(a),
  'signum(float)': (a: number) => Math.sign(a),
  clamp: (value: LongValue, min: number, max: number) => Number(value < min ? min : value > max ? max : value),
  'nextUp(double)': (a: number) => neighbour(a, 1),
  'nextDown(double)': (a: number) => neighbour(a, -1),
  'nextUp(float)': (a: number) => floatNeighbour(a, 1),
  'nextDown(float)': (a: number) => floatNeighbour(a, -1),
  multiplyFull: (a: number, b: number) => narrowLong(BigInt(a) * BigInt(b)),
  multiplyHigh: (a: LongValue, b: LongValue) => narrowLong((BigInt(a) * BigInt(b)) >> 64n),
  getExponent: (a: number) =>
    a === 0 ? -1023 : Number.isFinite(a) ? Math.max(-1023, Math.floor(Math.log2(Math.abs(a)))) : 1024,
  scalb: (a: number, power: number) => a * 2 ** power,
  fma: (a: number, b: number, c: number) => a * b + c,
};
export function mathStubs(): string {
  const one = ['int', 'long', 'float', 'double'];
  const lines: string[] = [];
  for (const t of one) {
    lines.push(
      `public static ${t} abs(${t} a);`,
      `public static ${t} max(${t} a, ${t} b);`,
      `public static ${t} min(${t} a, ${t} b);`,
    );
  }
  for (const f of 'sin cos tan asin acos atan toRadians toDegrees exp log log10 sqrt cbrt ceil floor rint sinh cosh tanh expm1 log1p ulp'.split(
    ' ',
  )) {
    lines.push(`public static double ${f}(double a);`);
  }
  for (const f of ['atan2', 'pow', 'hypot', 'IEEEremainder', 'copySign'])
    lines.push(`public static double ${f}(double a, double b);`);
  for (const t of ['int', 'long']) {
    for (const f of ['addExact', 'subtractExact', 'multiplyExact', 'floorDiv', 'floorMod'])
      lines.push(`public static ${t} ${f}(${t} a, ${t} b);`);
    for (const f of ['incrementExact', 'decrementExact', 'negateExact', 'absExact'])
      lines.push(`public static ${t} ${f}(${t} a);`);
  }
  lines.push(
    'public static int floorMod(long a, int b);',
    'public static long floorDiv(long a, int b);',
    'public static long multiplyExact(long a, int b);',
    'public static int toIntExact(long value);',
    'public static long round(double a);',
    'public static int round(float a);',
    'public static double random();',
    'public static double signum(double a);',
    'public static float signum(float a);',
    'public static int clamp(long value, int min, int max);',
    'public static double nextUp(double a); public static double nextDown(double a); public static float nextUp(float a); public static float nextDown(float a);',
    'public static long multiplyFull(int a, int b); public static long multiplyHigh(long a, long b); public static int getExponent(double a); public static double scalb(double a, int power);',
    'public static double fma(double a, double b, double c);',
  );
  return lines.join('\n  ');
}
