import { zoneOffsetMs } from '../../platform/time-zone.ts';
import type { Platform, Process } from '../../platform/types.ts';
import { type JavaError, printStackTrace } from '../api/jar.ts';

/** Writes a line to a Flink process's log. `logger` is the full class name. */
export type Log = (
  level: 'DEBUG' | 'INFO' | 'WARN' | 'ERROR',
  logger: string,
  message: string,
  error?: JavaError,
) => void;

/**
 * Lines in the layout of conf/log4j.properties: `%d{yyyy-MM-dd HH:mm:ss,SSS} %-5p %-60c %x - %m%n`, exceptions below.
 * @param process whose log it is: then each line is a fact of the trace too
 */
export function createLog(platform: Platform, write: (text: string) => void, process: Process | null = null): Log {
  const timestamp = timestampFormat(platform);
  return (level, logger, message, error) => {
    const stack = error ? printStackTrace(error) : '';
    if (process !== null && level !== 'DEBUG') {
      const text = `${level} ${logger.slice(logger.lastIndexOf('.') + 1)} - ${message}`;
      platform.world.emit({ kind: 'line', machine: process.machine.name, pid: process.pid, stream: 'log', text });
    }
    write(`${timestamp(platform.world.now)} ${level.padEnd(5)} ${logger.padEnd(60)} [] - ${message}\n${stack}`);
  };
}

/** Formats virtual ms as `2026-11-21 00:31:12,353` in the machines' time zone. */
export function timestampFormat(platform: Pick<Platform, 'epoch' | 'timezone'>): (at: number) => string {
  return (at) => {
    const utc = Math.floor(platform.epoch + at);
    return new Date(utc + zoneOffsetMs(platform.timezone, utc))
      .toISOString()
      .slice(0, 23)
      .replace('T', ' ')
      .replace('.', ',');
  };
}
