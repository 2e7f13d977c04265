import type { Configuration } from '../../flink/api/configuration.ts';

/** `-Dkey=value` and `-D key=value` among a script's arguments. */
export function dynamicProperties(args: readonly string[]): Configuration {
  const entries: Record<string, string> = {};
  for (let i = 0; i < args.length; i++) {
    const text = args[i] === '-D' ? args[++i] : args[i]!.startsWith('-D') ? args[i]!.slice(2) : undefined;
    const at = text?.indexOf('=') ?? -1;
    if (text !== undefined && at > 0) entries[text.slice(0, at)] = text.slice(at + 1);
  }
  return entries;
}
