import { illegalArgument } from './errors.ts';

/** Flink configuration: flat string keys as in flink-conf.yaml. */
export type Configuration = Readonly<Record<string, string>>;

const UNITS: readonly (readonly [labels: readonly string[], ms: number])[] = [
  [['d', 'day', 'days'], 86_400_000],
  [['h', 'hour', 'hours'], 3_600_000],
  [['min', 'minute', 'minutes'], 60_000],
  [['s', 'sec', 'secs', 'second', 'seconds'], 1000],
  [['', 'ms', 'milli', 'millis', 'millisecond', 'milliseconds'], 1],
  [['µs', 'micro', 'micros', 'microsecond', 'microseconds'], 1e-3],
  [['ns', 'nano', 'nanos', 'nanosecond', 'nanoseconds'], 1e-6],
];

/** TimeUtils.parseDuration: `10 s`, `500ms`, `5 min`; a bare number is ms. Gives ms; throws IllegalArgumentException. */
export function parseDuration(text: string): number {
  const match = /^([0-9]+)\s*(.*)$/.exec(text.trim());
  if (!match) throw illegalArgument('text does not start with a number');
  const label = match[2]!.toLowerCase();
  const unit = UNITS.find(([labels]) => labels.includes(label));
  if (!unit) throw illegalArgument(`Time interval unit label '${label}' does not match any of the recognized units`);
  return Number(match[1]) * unit[1];
}

/** An option in ms, or undefined when it is not set. */
export function durationOption(configuration: Configuration, key: string): number | undefined {
  const text = configuration[key];
  return text === undefined ? undefined : parseDuration(text);
}

export function booleanOption(configuration: Configuration, key: string): boolean | undefined {
  const text = configuration[key]?.trim().toLowerCase();
  return text === undefined ? undefined : text === 'true';
}

export function intOption(configuration: Configuration, key: string): number | undefined {
  const text = configuration[key]?.trim();
  if (text === undefined) return undefined;
  if (!/^[-+]?[0-9]+$/.test(text)) {
    throw illegalArgument(`Could not parse value '${text}' for key '${key}'.`);
  }
  return Number(text);
}
