import { illegalArgument, javaError } from './errors.ts';
import type { JavaError } from './jar.ts';

/** Flink configuration: flat string keys as in flink-conf.yaml. */
export type Configuration = Readonly<Record<string, string>>;

const UNITS: readonly (readonly [name: string, labels: readonly string[], ms: number])[] = [
  ['DAYS', ['d', 'day', 'days'], 86_400_000],
  ['HOURS', ['h', 'hour', 'hours'], 3_600_000],
  ['MINUTES', ['min', 'minute', 'minutes'], 60_000],
  ['SECONDS', ['s', 'sec', 'secs', 'second', 'seconds'], 1000],
  ['MILLISECONDS', ['ms', 'milli', 'millis', 'millisecond', 'milliseconds'], 1],
  ['MICROSECONDS', ['µs', 'micro', 'micros', 'microsecond', 'microseconds'], 1e-3],
  ['NANOSECONDS', ['ns', 'nano', 'nanos', 'nanosecond', 'nanoseconds'], 1e-6],
];

/** TimeUtils.parseDuration: `10 s`, `500ms`, `5 min`; a bare number is ms. Gives ms; throws NumberFormatException or IllegalArgumentException. */
export function parseDuration(text: string): number {
  const match = /^([0-9]+)\s*(.*)$/.exec(text.trim());
  if (!match) throw javaError('java.lang.NumberFormatException', 'text does not start with a number');
  const label = match[2]!.toLowerCase();
  if (label === '') return Number(match[1]);
  const unit = UNITS.find(([, labels]) => labels.includes(label));
  if (!unit) {
    const known = UNITS.map(([name, labels]) => `${name}: (${labels.join(' | ')})`).join(', ');
    throw illegalArgument(`Time interval unit label '${label}' does not match any of the recognized units: ${known}`);
  }
  return Number(match[1]) * unit[2];
}

/** Configuration.getOptional of an option that has a type: undefined when it is not set. Throws IllegalArgumentException. */
function option<T>(configuration: Configuration, key: string, parse: (text: string) => T): T | undefined {
  const text = configuration[key];
  if (text === undefined) return undefined;
  try {
    return parse(text);
  } catch (error) {
    throw javaError(
      'java.lang.IllegalArgumentException',
      `Could not parse value '${text}' for key '${key}'.`,
      error as JavaError,
    );
  }
}

const wrongNumber = (text: string): JavaError =>
  javaError('java.lang.NumberFormatException', `For input string: "${text}"`);

function parseInteger(text: string, max: bigint): number {
  if (!/^[-+]?[0-9]+$/.test(text) || BigInt(text) > max || BigInt(text) < -max - 1n) throw wrongNumber(text);
  return Number(text);
}
function parseDouble(text: string): number {
  const value = Number(text.replace(/[dDfF]$/, ''));
  if (text.trim() === '' || Number.isNaN(value)) throw wrongNumber(text);
  return value;
}
function parseBoolean(text: string): boolean {
  switch (text.toUpperCase()) {
    case 'TRUE':
      return true;
    case 'FALSE':
      return false;
    default:
      throw illegalArgument(
        `Unrecognized option for boolean: ${text}. Expected either true or false(case insensitive)`,
      );
  }
}

/** An option of type int. */
export const intOption = (configuration: Configuration, key: string): number | undefined =>
  option(configuration, key, (text) => parseInteger(text, 2_147_483_647n));
/** An option of type long; most of them are ms, and have no unit. */
export const longOption = (configuration: Configuration, key: string): number | undefined =>
  option(configuration, key, (text) => parseInteger(text, 9_223_372_036_854_775_807n));
export const doubleOption = (configuration: Configuration, key: string): number | undefined =>
  option(configuration, key, parseDouble);
export const booleanOption = (configuration: Configuration, key: string): boolean | undefined =>
  option(configuration, key, parseBoolean);
/** An option of type Duration, in ms. */
export const durationOption = (configuration: Configuration, key: string): number | undefined =>
  option(configuration, key, parseDuration);
/** An option of type enum: `className` and its constants. */
export const enumOption = <T extends string>(
  configuration: Configuration,
  key: string,
  className: string,
  constants: readonly T[],
): T | undefined =>
  option(configuration, key, (text) => {
    const found = constants.find((constant) => constant.toUpperCase() === text.toUpperCase());
    if (found !== undefined) return found;
    throw illegalArgument(
      `Could not parse value for enum class ${className}. Expected one of: [[${constants.join(', ')}]]`,
    );
  });
