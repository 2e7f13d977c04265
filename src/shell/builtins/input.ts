import { emptyInput } from '../../platform/streams.ts';
import { sleep } from '../../simulation/simulation.ts';
import { asArray, getVariable, type ShellState, setVariable, variableOf } from '../interpret/state.ts';
import { formatPrintf } from '../printf.ts';
import { unescapeAnsi } from '../syntax/words.ts';
import type { Builtin } from './index.ts';

// biome-ignore-start lint/correctness/useYield: a builtin is a task, whether it waits or not

/** What `echo` prints, escapes included. */
export function echoText(args: readonly string[]): string {
  let at = 0;
  let newline = true;
  let escapes = false;
  for (; at < args.length && /^-[neE]+$/.test(args[at]!); at++) {
    for (const letter of args[at]!.slice(1)) {
      if (letter === 'n') newline = false;
      else escapes = letter === 'e';
    }
  }
  let text = args.slice(at).join(' ');
  if (escapes) {
    const stop = /(?<!\\)(?:\\\\)*\\c/.exec(text);
    if (stop) {
      text = text.slice(0, stop.index + stop[0].length - 2);
      newline = false;
    }
    // Octal needs a leading zero here, unlike in $'…'.
    text = unescapeAnsi(
      text.replace(/\\(?:0([0-7]{0,3})|([1-7])|\\)/g, (all, octal: string | undefined, digit: string | undefined) =>
        octal !== undefined ? `\\${octal || '0'}` : digit !== undefined ? `\\\\${digit}` : all,
      ),
    );
  }
  return newline ? `${text}\n` : text;
}

/** `printf -v name`, `printf -v name[key]`. */
function setElement(state: ShellState, target: string, text: string): void {
  const [, name, key] = /^(\w+)\[(.*)\]$/.exec(target) ?? [];
  if (name === undefined) setVariable(state, target, text);
  else
    asArray(state, name, variableOf(state, name)?.type === 'associative' ? 'associative' : 'indexed', false).values.set(
      key!,
      text,
    );
}

const mapfile: Builtin = function* (runner, args) {
  const values = new Map<string, string>();
  const names: string[] = [];
  for (let at = 0; at < args.length; at++) {
    const [, letter, attached] = /^-([tnOsud])(.*)$/.exec(args[at]!) ?? [];
    if (letter === undefined) names.push(args[at]!);
    else if (letter === 't') values.set('t', '');
    else values.set(letter, attached || (args[++at] ?? ''));
  }
  const number = (letter: string): number => Number(values.get(letter) ?? 0);
  const array = asArray(runner.state, names[0] ?? 'MAPFILE', 'indexed', !values.has('O'));
  const input = runner.descriptors.get(number('u'))?.read ?? emptyInput;
  const most = number('n') || Number.POSITIVE_INFINITY;
  for (let i = -number('s'); i < most; i++) {
    const line = (yield input.readLine()) as string | null;
    if (line === null) return 0;
    const whole = values.has('t') || input.unterminated ? line : `${line}\n`;
    if (i >= 0) array.values.set(String(number('O') + i), whole);
  }
  return 0;
};

export const inputBuiltins: Readonly<Record<string, Builtin>> = {
  *echo(runner, args) {
    runner.write(echoText(args));
    return 0;
  },
  *printf(runner, args) {
    let list = args;
    let variable: string | null = null;
    if (args[0] === '-v') {
      variable = args[1] ?? '';
      list = args.slice(2);
    }
    if (list[0] === '--') list = list.slice(1);
    if (list.length === 0) {
      runner.descriptors.get(2)?.write?.write('printf: usage: printf [-v var] format [arguments]\n');
      return 2;
    }
    const { text, errors } = formatPrintf(list[0]!, list.slice(1), runner.host.platform);
    if (variable !== null) setElement(runner.state, variable, text);
    else runner.write(text);
    for (const error of errors) runner.complain(`printf: ${error}`);
    return errors.length > 0 ? 1 : 0;
  },
  *read(runner, args) {
    const { state } = runner;
    const options = readOptions(args);
    if (typeof options === 'string') {
      runner.complain(`read: ${options}`);
      runner.descriptors.get(2)?.write?.write(`read: usage: ${READ_USAGE}\n`);
      return 2;
    }
    const { names, raw, prompt, timeout, array, count, delimiter } = options;
    for (const name of names) {
      if (!/^[A-Za-z_]\w*$/.test(name)) {
        runner.complain(`read: \`${name}': not a valid identifier`);
        return 1;
      }
    }
    const input = runner.descriptors.get(options.descriptor)?.read ?? emptyInput;
    if (prompt !== '' && runner.terminal) runner.descriptors.get(2)?.write?.write(prompt);
    let line = '';
    let status = 0;
    for (;;) {
      const next = (yield timeout === null
        ? input.readLine()
        : (resume, fail) => {
            const cancel = input.readLine()(resume, fail);
            const cancelTimer = sleep(runner.process, timeout * 1000)(() => {
              cancel?.();
              resume(undefined);
            }, fail);
            return () => {
              cancel?.();
              cancelTimer?.();
            };
          }) as string | null | undefined;
      if (next === undefined) return 142;
      if (next === null) {
        status = 1;
        break;
      }
      line += next;
      if (delimiter !== '\n') {
        const end = delimiter === '' ? -1 : line.indexOf(delimiter);
        if (end >= 0) {
          input.unread?.(line.slice(end + 1) + (input.unterminated ? '' : '\n'));
          line = line.slice(0, end);
          break;
        }
        line += '\n';
        continue;
      }
      if (!raw && /(?:^|[^\\])(?:\\\\)*\\$/.test(line)) {
        line = line.slice(0, -1);
        continue;
      }
      // What ends without a newline is read, and is the end.
      if (input.unterminated && count === null) status = 1;
      break;
    }
    if (count !== null && line.length > count) {
      input.unread?.(line.slice(count) + (input.unterminated ? '' : '\n'));
      line = line.slice(0, count);
    }
    const ifs = getVariable(state, 'IFS') ?? ' \t\n';
    if (array !== null) {
      const target = asArray(state, array, 'indexed', true);
      target.values.clear();
      for (const [i, value] of splitRead(line, ifs, Number.POSITIVE_INFINITY, raw).entries())
        target.values.set(String(i), value);
      return status;
    }
    if (names.length === 0) {
      setVariable(state, 'REPLY', raw ? line : line.replace(/\\(.)/g, '$1'));
      return status;
    }
    const values = splitRead(line, ifs, names.length, raw);
    for (const [i, name] of names.entries()) setVariable(state, name, values[i] ?? '');
    return status;
  },
  mapfile,
  readarray: mapfile,
};

const READ_USAGE =
  'read [-ers] [-a array] [-d delim] [-i text] [-n nchars] [-N nchars] [-p prompt] [-t timeout] [-u fd] [name ...]';

interface ReadOptions {
  readonly names: readonly string[];
  readonly raw: boolean;
  readonly prompt: string;
  /** s. */
  readonly timeout: number | null;
  readonly array: string | null;
  readonly count: number | null;
  readonly descriptor: number;
  /** One character; empty: NUL, which no text here has. */
  readonly delimiter: string;
}

/** Options of `read`, which may stand together (-ra name); a message when one is wrong. */
function readOptions(args: readonly string[]): ReadOptions | string {
  const values = new Map<string, string>();
  let at = 0;
  for (; at < args.length; at++) {
    const arg = args[at]!;
    if (arg === '--') {
      at++;
      break;
    }
    if (!/^-./.test(arg)) break;
    for (let i = 1; i < arg.length; i++) {
      const letter = arg[i]!;
      if (/[ers]/.test(letter)) values.set(letter, '');
      else if (/[adinNptu]/.test(letter)) {
        const value = i + 1 < arg.length ? arg.slice(i + 1) : args[++at];
        if (value === undefined) return `-${letter}: option requires an argument`;
        values.set(letter === 'N' ? 'n' : letter, value);
        break;
      } else return `-${letter}: invalid option`;
    }
  }
  const number = (letter: string): number | null => (values.has(letter) ? Number(values.get(letter)) : null);
  return {
    names: args.slice(at),
    raw: values.has('r'),
    prompt: values.get('p') ?? '',
    timeout: number('t'),
    array: values.get('a') ?? null,
    count: number('n'),
    descriptor: number('u') ?? 0,
    delimiter: values.has('d') ? values.get('d')!.slice(0, 1) : '\n',
  };
}

/** Fields of a line for `read`: the last name gets the rest with its inner separators. */
function splitRead(line: string, ifs: string, count: number, raw: boolean): string[] {
  const fields: string[] = [];
  const blank = (char: string | undefined): boolean =>
    char !== undefined && ' \t\n'.includes(char) && ifs.includes(char);
  const separator = (char: string | undefined): boolean => char !== undefined && ifs.includes(char);
  let at = 0;
  while (blank(line[at])) at++;
  while (at < line.length) {
    if (fields.length === count - 1) {
      let rest = line.slice(at);
      while (rest !== '' && blank(rest.at(-1))) rest = rest.slice(0, -1);
      // One trailing separator that ends the last field is dropped.
      const inner = [...rest].filter((char) => separator(char) && !blank(char)).length;
      if (inner === 1 && separator(rest.at(-1)) && !blank(rest.at(-1))) rest = rest.slice(0, -1);
      fields.push(raw ? rest : rest.replace(/\\(.)/g, '$1'));
      return fields;
    }
    let field = '';
    while (at < line.length && !separator(line[at])) {
      if (!raw && line[at] === '\\') at++;
      field += line[at] ?? '';
      at++;
    }
    fields.push(field);
    while (blank(line[at])) at++;
    if (separator(line[at]) && !blank(line[at])) {
      at++;
      while (blank(line[at])) at++;
    }
  }
  return fields;
}
// biome-ignore-end lint/correctness/useYield: see above
