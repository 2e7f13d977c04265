import escapeRegExp from 'escape-string-regexp';
import type { Configuration } from '../../flink/api/configuration.ts';
import type { Log } from '../../flink/deployment/logging.ts';
import { type FileSystem, SystemError } from '../../platform/types.ts';
import { installedRelease, minorOf } from './distribution.ts';

/** A flink-conf.yaml as it was read. */
interface ReadConfiguration {
  readonly entries: Configuration;
  /** What GlobalConfiguration logs of lines that it skips. */
  readonly warnings: readonly string[];
}

/**
 * conf/flink-conf.yaml as GlobalConfiguration.loadYAMLResource reads it: not YAML but lines `key: value`; a `#` begins a comment; later lines win.
 * Lines that are neither are skipped with a warning.
 */
function readConfiguration(text: string, file: string): ReadConfiguration {
  const entries: Record<string, string> = {};
  const warnings: string[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    const plain = line.split('#', 1)[0]!.trim();
    if (plain === '') continue;
    const at = plain.indexOf(': ');
    const key = at < 0 ? '' : plain.slice(0, at).trim();
    const value = at < 0 ? '' : plain.slice(at + 2).trim();
    if (key !== '' && value !== '') entries[key] = value;
    else
      warnings.push(
        `Error ${at < 0 ? 'while trying to split' : 'after splitting'} key and value in configuration file ${file}:${index + 1}: "${line}"`,
      );
  }
  return { entries, warnings };
}

/** Options that releases after 1.13 renamed, by their new keys; the old ones go on being read. */
const RENAMED: Readonly<Record<string, string>> = {
  'high-availability.type': 'high-availability',
  'restart-strategy.type': 'restart-strategy',
  'state.backend.type': 'state.backend',
  'execution.checkpointing.dir': 'state.checkpoints.dir',
  'execution.checkpointing.savepoint-dir': 'state.savepoints.dir',
};
/** 1.14 knew none of the new keys yet; later ones are taken to know them all. */
const RENAMED_IN = 15;

function underOldKeys(entries: Configuration): Configuration {
  const renamed = Object.entries(entries).flatMap(([key, value]) => (key in RENAMED ? [[RENAMED[key]!, value]] : []));
  return { ...entries, ...Object.fromEntries(renamed) };
}

function readInstalled(
  files: FileSystem,
  home: string,
  environment: Readonly<Record<string, string>>,
): ReadConfiguration {
  const file = `${environment.FLINK_CONF_DIR ?? `${home}/conf`}/flink-conf.yaml`;
  try {
    const read = readConfiguration(files.readText(file), file);
    return minorOf(installedRelease({ files }, home)) >= RENAMED_IN
      ? { ...read, entries: underOldKeys(read.entries) }
      : read;
  } catch (error) {
    if (error instanceof SystemError) return { entries: {}, warnings: [] };
    throw error;
  }
}

/** The configuration of the installation at `home`; empty when the file is missing. */
export function loadConfiguration(
  files: FileSystem,
  home: string,
  environment: Readonly<Record<string, string>>,
): Configuration {
  return readInstalled(files, home, environment).entries;
}

/** Warns in the log of a JVM of the lines of flink-conf.yaml that it cannot read. */
export function warnOfConfiguration(
  log: Log,
  files: FileSystem,
  home: string,
  environment: Readonly<Record<string, string>>,
): void {
  for (const warning of readInstalled(files, home, environment).warnings)
    log('WARN', 'org.apache.flink.configuration.GlobalConfiguration', warning);
}

/** Sets entries in the text of a flink-conf.yaml: in place where the key stands (commented out or not), else at the end. */
export function withEntries(text: string, entries: Configuration): string {
  const lines = text.replace(/\n$/, '').split('\n');
  for (const [key, value] of Object.entries(entries)) {
    const line = `${key}: ${value}`;
    const pattern = new RegExp(`^\\s*${escapeRegExp(key)}\\s*:`);
    const commented = new RegExp(`^\\s*#\\s*${escapeRegExp(key)}\\s*:`);
    let at = lines.findIndex((candidate) => pattern.test(candidate));
    if (at < 0) at = lines.findIndex((candidate) => commented.test(candidate));
    if (at >= 0) lines[at] = line;
    else lines.push(line);
  }
  return `${lines.join('\n')}\n`;
}
