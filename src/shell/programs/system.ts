import { sleep as wait } from '../../simulation/simulation.ts';
import { echoText } from '../builtins/input.ts';
import type { Program } from '../host.ts';
import { testArguments } from '../interpret/condition.ts';
import { formatPrintf } from '../printf.ts';
import { formatDate, parseDate } from './date.ts';
import { parseOptions, withUsage } from './options.ts';
import { durationMs, textual } from './support.ts';

// biome-ignore-start lint/correctness/useYield: a program is a task, whether it waits or not

const sleep: Program = {
  *run(call) {
    let ms = 0;
    if (call.args.length === 0) {
      call.complain('missing operand');
      call.stderr.write("Try 'sleep --help' for more information.\n");
      return 1;
    }
    for (const arg of call.args) {
      const duration = durationMs(arg);
      if (duration === null) {
        call.complain(arg === 'infinity' ? 'infinity' : `invalid time interval ‘${arg}’`);
        call.stderr.write("Try 'sleep --help' for more information.\n");
        return 1;
      }
      ms += duration;
    }
    yield wait(call.process, ms);
    return 0;
  },
};

const seq: Program = {
  *run(call) {
    const options = call.args[0]?.startsWith('-') && !/^-[\d.]/.test(call.args[0]);
    const parsed = options
      ? withUsage(call, () => parseOptions(call.args, 'ws:f:'))
      : { rest: call.args, flags: new Set<string>(), values: new Map<string, string>(), all: [] };
    if (typeof parsed === 'number') return parsed;
    const numbers = parsed.rest.map(Number);
    const [first, step, last] =
      numbers.length === 1
        ? [1, 1, numbers[0]!]
        : numbers.length === 2
          ? [numbers[0]!, 1, numbers[1]!]
          : [numbers[0]!, numbers[1]!, numbers[2]!];
    if (last === undefined || Number.isNaN(first + step + last)) {
      call.complain(
        parsed.rest.length === 0
          ? 'missing operand'
          : `invalid floating point argument: ‘${parsed.rest.find((text) => Number.isNaN(Number(text)))}’`,
      );
      call.stderr.write(`Try '${call.name} --help' for more information.\n`);
      return 1;
    }
    const digits = Math.max(...parsed.rest.map((text) => text.split('.')[1]?.length ?? 0));
    const items: string[] = [];
    for (let i = 0; ; i++) {
      const value = first + i * step;
      if (step > 0 ? value > last + 1e-9 : value < last - 1e-9) break;
      items.push(value.toFixed(digits));
      if (items.length > 10_000_000) break;
    }
    const format = parsed.values.get('f');
    if (format !== undefined) {
      const separator = parsed.values.get('s') ?? '\n';
      call.print(`${items.map((item) => formatPrintf(format, [item], call.platform).text).join(separator)}\n`);
      return 0;
    }
    const width = parsed.flags.has('w') ? Math.max(...items.map((item) => item.length)) : 0;
    const separator = parsed.values.get('s') ?? '\n';
    if (items.length > 0) call.print(`${items.map((item) => item.padStart(width, '0')).join(separator)}\n`);
    return 0;
  },
};

const date: Program = {
  *run(call) {
    const options = withUsage(call, () =>
      parseOptions(call.args, 'ud:s:IRr:', { utc: 'u', universal: 'u', date: 'd', 'rfc-2822': 'R' }),
    );
    if (typeof options === 'number') return options;
    const now = call.platform.epoch + call.platform.world.now;
    const text = options.values.get('d');
    const at = text === undefined ? now : parseDate(text, now, options.flags.has('u') ? 'UTC' : call.platform.timezone);
    if (at === null) {
      call.complain(`invalid date ‘${text}’`);
      return 1;
    }
    const zone = options.flags.has('u') ? 'UTC' : call.platform.timezone;
    const format = options.rest[0]?.startsWith('+')
      ? options.rest[0].slice(1)
      : options.flags.has('I')
        ? '%F'
        : options.flags.has('R')
          ? '%a, %d %b %Y %T %z'
          : '%a %b %e %T %Z %Y';
    call.print(`${formatDate(at, format, zone)}\n`);
    return 0;
  },
};

const test: Program = {
  *run(call) {
    const args = call.name === '[' ? call.args.slice(0, -1) : call.args;
    try {
      return testArguments(
        {
          files: call.files,
          user: call.user,
          state: { cwd: call.cwd, variables: new Map(), options: new Set() },
          descriptors: new Map([[1, { write: call.stdout }]]),
          terminal: call.terminal,
        },
        args,
      )
        ? 0
        : 1;
    } catch (error) {
      call.complain(error instanceof Error ? error.message : String(error));
      return 2;
    }
  },
};

const constant = (status: number): Program => ({
  *run() {
    return status;
  },
});
const printf: Program = {
  *run(call) {
    const { text, errors } = formatPrintf(call.args[0] ?? '', call.args.slice(1), call.platform);
    call.print(text);
    for (const error of errors) call.complain(error);
    return errors.length > 0 ? 1 : 0;
  },
};
const clear: Program = {
  *run(call) {
    if (call.stdout.isTerminal) call.print('\x1b[H\x1b[2J\x1b[3J');
    return 0;
  },
};
const pwd: Program = {
  *run(call) {
    call.print(`${call.cwd}\n`);
    return 0;
  },
};
// biome-ignore-end lint/correctness/useYield: see above

export const systemPrograms: Readonly<Record<string, Program>> = {
  sleep,
  seq,
  date,
  test,
  '[': test,
  echo: textual(echoText),
  printf,
  true: constant(0),
  false: constant(1),
  sync: constant(0),
  clear,
  reset: clear,
  pwd,
};
