import type { Configuration } from '../../flink/api/configuration.ts';
import { type FileSystem, SystemError } from '../../platform/types.ts';

/**
 * conf/flink-conf.yaml as GlobalConfiguration.loadYAMLResource reads it: not YAML but lines `key: value`; a `#` begins a comment;
 * later lines win. Lines that are neither are skipped with a warning.
 */
export function readConfiguration(text: string, warn: (message: string) => void = () => {}): Configuration {
  const entries: Record<string, string> = {};
  for (const [index, line] of text.split('\n').entries()) {
    const plain = line.split('#', 1)[0]!.trim();
    if (plain === '') continue;
    const at = plain.indexOf(': ');
    const key = at < 0 ? '' : plain.slice(0, at).trim();
    const value = at < 0 ? '' : plain.slice(at + 2).trim();
    if (key === '' || value === '') {
      warn(
        `Error while trying to split key and value in configuration file conf/flink-conf.yaml:${index + 1}: "${line}"`,
      );
      continue;
    }
    entries[key] = value;
  }
  return entries;
}

/** The configuration of the installation at `home`; empty when the file is missing. */
export function loadConfiguration(
  files: FileSystem,
  home: string,
  environment: Readonly<Record<string, string>>,
): Configuration {
  const directory = environment.FLINK_CONF_DIR ?? `${home}/conf`;
  try {
    return readConfiguration(files.readText(`${directory}/flink-conf.yaml`));
  } catch (error) {
    if (error instanceof SystemError) return {};
    throw error;
  }
}

/** Sets entries in the text of a flink-conf.yaml: in place where the key stands (commented out or not), else at the end. */
export function withEntries(text: string, entries: Configuration): string {
  const lines = text.replace(/\n$/, '').split('\n');
  for (const [key, value] of Object.entries(entries)) {
    const line = `${key}: ${value}`;
    const pattern = new RegExp(`^\\s*${key.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}\\s*:`);
    const commented = new RegExp(`^\\s*#\\s*${key.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}\\s*:`);
    let at = lines.findIndex((candidate) => pattern.test(candidate));
    if (at < 0) at = lines.findIndex((candidate) => commented.test(candidate));
    if (at >= 0) lines[at] = line;
    else lines.push(line);
  }
  return `${lines.join('\n')}\n`;
}
