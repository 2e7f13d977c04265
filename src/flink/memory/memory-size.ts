import { JavaError } from '../api/jar.ts';

const KB = 1024;
export const MB = KB * KB;
/** MemoryUnit: how a unit may be written, and its bytes. */
const UNITS: readonly (readonly [names: string, bytes: number])[] = [
  ['b bytes', 1],
  ['k kb kibibytes', KB],
  ['m mb mebibytes', MB],
  ['g gb gibibytes', KB * MB],
  ['t tb tebibytes', MB * MB],
];

/** MemorySize.parseBytes. Throws IllegalArgumentException or NumberFormatException in its words. */
export function parseMemory(text: string): number {
  const trimmed = text.trim();
  if (trimmed === '') throw illegal('argument is an empty- or whitespace-only string');
  const digits = /^\d*/.exec(trimmed)![0];
  if (digits === '')
    throw new JavaError('java.lang.NumberFormatException', 'text does not start with a number', [], null);
  const unit = trimmed.slice(digits.length).trim().toLowerCase();
  const known = unit === '' ? 1 : UNITS.find(([names]) => names.split(' ').includes(unit))?.[1];
  if (known === undefined) {
    const all = UNITS.map(([names]) => `(${names.replaceAll(' ', ' | ')})`).join(' / ');
    throw illegal(`Memory size unit '${unit}' does not match any of the recognized units: ${all}`);
  }
  return Number(digits) * known;
}

function illegal(message: string): JavaError {
  return new JavaError('java.lang.IllegalArgumentException', message, [], null);
}

/** MemorySize.MAX_VALUE, which is one less than what a double holds. */
export const MAX_MEMORY = 2 ** 63;

/** MemorySize.toHumanReadableString. */
export function human(bytes: number): string {
  const [names, unit] = UNITS.findLast(([, size]) => bytes > size) ?? UNITS[0]!;
  const exact = bytes === MAX_MEMORY ? '9223372036854775807' : String(bytes);
  return unit === 1 ? `${exact} bytes` : `${(bytes / unit).toFixed(3)}${names.split(' ')[1]} (${exact} bytes)`;
}

/** MemorySize.multiply: exact in decimal, cut to whole bytes. */
export function multiply(bytes: number, by: number): number {
  const [mantissa = '0', exponent = '0'] = String(by).split('e');
  const [whole = '0', fraction = ''] = mantissa.split('.');
  const scale = fraction.length - Number(exponent);
  const product = BigInt(bytes) * BigInt(whole + fraction);
  return Number(scale >= 0 ? product / 10n ** BigInt(scale) : product * 10n ** BigInt(-scale));
}
