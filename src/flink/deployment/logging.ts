import type { Platform } from '../../platform/types.ts';
import { type JavaError, printStackTrace } from '../api/jar.ts';

/** Writes a line to a Flink process's log. `logger` is the full class name. */
export type Log = (
  level: 'DEBUG' | 'INFO' | 'WARN' | 'ERROR',
  logger: string,
  message: string,
  error?: JavaError,
) => void;

/** Lines in the layout of conf/log4j.properties: `%d{yyyy-MM-dd HH:mm:ss,SSS} %-5p %-60c %x - %m%n`, exceptions below. */
export function createLog(platform: Platform, write: (text: string) => void): Log {
  const timestamp = timestampFormat(platform);
  return (level, logger, message, error) => {
    const stack = error ? printStackTrace(error) : '';
    write(`${timestamp(platform.world.now)} ${level.padEnd(5)} ${logger.padEnd(60)} [] - ${message}\n${stack}`);
  };
}

/** Formats virtual ms as `2026-11-21 00:31:12,353` in the machines' time zone. */
export function timestampFormat(platform: Pick<Platform, 'epoch' | 'timezone'>): (at: number) => string {
  const offset = zoneOffset(platform.timezone);
  return (at) => {
    const utc = Math.floor(platform.epoch + at);
    return new Date(utc + offset(utc)).toISOString().slice(0, 23).replace('T', ' ').replace('.', ',');
  };
}

/** ms to add to UTC for local time; asked of Intl once per quarter of an hour, in which no zone changes. */
function zoneOffset(zone: string): (utc: number) => number {
  if (zone === 'UTC') return () => 0;
  const QUARTER = 900_000;
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  let quarter = Number.NaN;
  let offset = 0;
  return (utc) => {
    const now = Math.floor(utc / QUARTER);
    if (now !== quarter) {
      quarter = now;
      const start = now * QUARTER;
      const part: Record<string, number> = {};
      for (const { type, value } of format.formatToParts(start)) part[type] = Number(value);
      offset =
        Date.UTC(part['year']!, part['month']! - 1, part['day']!, part['hour']!, part['minute']!, part['second']!) -
        start;
    }
    return offset;
  };
}
