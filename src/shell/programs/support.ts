import { SystemError } from '../../platform/types.ts';
import type { Task } from '../../simulation/task.ts';
import type { Call, Program } from '../host.ts';
import { errorText } from '../messages.ts';
import { type Options, parseOptions, withUsage } from './options.ts';

/** A program with GNU options. */
export function program(
  short: string,
  long: Readonly<Record<string, string>>,
  run: (call: Call, options: Options) => Task<number>,
  more: Omit<Program, 'run'> & { readonly strict?: boolean; readonly usageStatus?: number } = {},
): Program {
  return {
    ...more,
    *run(call) {
      const options = withUsage(call, () => parseOptions(call.args, short, long, more.strict), more.usageStatus);
      return typeof options === 'number' ? options : yield* run(call, options);
    },
  };
}

/** Everything from a stream, up to its end. */
export function* readAll(call: Pick<Call, 'stdin'>): Task<string> {
  let text = '';
  for (;;) {
    const chunk = (yield call.stdin.read()) as string | null;
    if (chunk === null) return text;
    text += chunk;
  }
}

/** Text of each operand (`-` or none: standard input); what cannot be read is complained about. */
export function* inputs(
  call: Call,
  operands: readonly string[],
  /** How the program says that it cannot read a file. */
  unreadable: (name: string) => string = (name) => name,
): Task<{ readonly texts: readonly { readonly name: string; readonly text: string }[]; readonly failed: boolean }> {
  const texts: { name: string; text: string }[] = [];
  let failed = false;
  for (const name of operands.length > 0 ? operands : ['-']) {
    if (name === '-' || name === '/dev/stdin') {
      texts.push({ name, text: yield* readAll(call) });
      continue;
    }
    try {
      texts.push({ name, text: call.files.readText(call.resolve(name)) });
    } catch (error) {
      if (!(error instanceof SystemError)) throw error;
      call.complain(`${unreadable(name)}: ${errorText(error)}`);
      failed = true;
    }
  }
  return { texts, failed };
}

/** Lines of a text without their ends; a last line without a newline counts. */
export function linesOf(text: string): string[] {
  if (text === '') return [];
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  return lines;
}

/** Bytes as `ls -h` and `du -h` print them: 4.0K, 12M. */
export function humanSize(bytes: number): string {
  if (bytes < 1024) return String(bytes);
  const units = ['K', 'M', 'G', 'T'];
  let value = bytes / 1024;
  let unit = 0;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit++;
  }
  return value < 10 ? `${(Math.ceil(value * 10) / 10).toFixed(1)}${units[unit]}` : `${Math.ceil(value)}${units[unit]}`;
}

/** `10`, `4K`, `1MB`, `2b` of truncate, dd and split: a size in bytes; null for anything else. */
export function sizeOf(text: string): number | null {
  const match = /^(\d+)(?:([kKmMGT])(B|iB)?|(b|c))?$/.exec(text);
  if (!match) return null;
  const [, count, unit, decimal, block] = match;
  const base = decimal === 'B' ? 1000 : 1024;
  const factor = unit ? base ** ('KMGT'.indexOf(unit.toUpperCase()) + 1) : block === 'b' ? 512 : 1;
  return Number(count) * factor;
}

/** Runs an action on one operand; GNU's complaint and false when it fails. */
export function attempt(call: Call, what: string, action: () => void): boolean {
  try {
    action();
    return true;
  } catch (error) {
    if (!(error instanceof SystemError)) throw error;
    call.complain(`${what}: ${errorText(error)}`);
    return false;
  }
}

/** GNU's complaint about an operand that is missing or makes no sense; the exit status. */
export function missing(call: Call, what: string): number {
  call.complain(what);
  call.stderr.write(`Try '${call.name} --help' for more information.\n`);
  return 1;
}

/** `10`, `1.5m`, `2h` of sleep and timeout, in ms; null for anything else. */
export function durationMs(text: string): number | null {
  const match = /^(\d*\.?\d+)([smhd]?)$/.exec(text);
  if (!match) return null;
  return Number(match[1]) * ({ s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 }[match[2] || 's'] ?? 1000);
}

/** A program that only prints. */
export const textual = (make: (args: readonly string[]) => string): Program => ({
  // biome-ignore lint/correctness/useYield: a program is a task, whether it waits or not
  *run(call) {
    call.print(make(call.args));
    return 0;
  },
});
