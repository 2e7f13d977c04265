import { utf8 } from '../../platform/encodings.ts';
import type { Call, Program } from '../host.ts';
import { basicRegex, extendedRegex } from './grep.ts';
import { UsageError } from './options.ts';
import { inputs, program } from './support.ts';

type Address =
  | { readonly kind: 'line'; readonly line: number }
  | { readonly kind: 'last' }
  | { readonly kind: 'regex'; readonly regex: RegExp }
  | { readonly kind: 'step'; readonly first: number; readonly step: number };
interface Command {
  readonly from: Address | null;
  readonly to: Address | { readonly kind: 'plus'; readonly count: number } | null;
  readonly negated: boolean;
  readonly name: string;
  readonly text: string;
  readonly regex?: RegExp;
  readonly replacement?: string;
  readonly flags?: string;
  readonly block?: readonly Command[];
  active: boolean;
  until: number;
}

/** What `l` shows of a line. */
function unambiguous(line: string): string {
  const named: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };
  const octal = (char: string): string =>
    [...utf8(char)].map((byte) => `\\${byte.toString(8).padStart(3, '0')}`).join('');
  return `${line.replace(/[^\x20-\x5b\x5d-\x7e]/gu, (char) => named[char] ?? octal(char))}$`;
}

/** Parses a sed script. Throws {@link UsageError} with GNU sed's words. */
function parseSed(script: string, extended: boolean): Command[] {
  let at = 0;
  const fail = (what: string): UsageError => new UsageError(`-e expression #1, char ${at}: ${what}`);
  let last: RegExp | null = null;
  /** An empty one stands for the last. */
  const regexOf = (source: string, flags = ''): RegExp => {
    if (source === '') {
      if (last === null) throw fail('no previous regular expression');
      return last;
    }
    try {
      last = new RegExp(extended ? extendedRegex(source) : basicRegex(source), flags);
      return last;
    } catch {
      throw fail('Invalid regular expression');
    }
  };
  const delimited = (delimiter: string): string => {
    let text = '';
    for (;;) {
      const char = script[at];
      if (char === undefined) throw fail(`unterminated \`s' command`);
      at++;
      if (char === delimiter) return text;
      if (char === '\\') {
        const next = script[at++] ?? '';
        text += next === delimiter && delimiter !== '\\' ? next : next === 'n' ? '\n' : `\\${next}`;
      } else if (char === '[') {
        const set = /^\[\^?\]?(?:\[:\w+:\]|[^\]])*\]/.exec(script.slice(at - 1))?.[0];
        if (set && !set.includes('\n')) {
          text += set;
          at += set.length - 1;
        } else text += char;
      } else text += char;
    }
  };
  const address = (): Address | null => {
    const rest = script.slice(at);
    const step = /^(\d+)~(\d+)/.exec(rest);
    if (step) {
      at += step[0].length;
      return { kind: 'step', first: Number(step[1]), step: Number(step[2]) };
    }
    const line = /^\d+/.exec(rest)?.[0];
    if (line !== undefined) {
      at += line.length;
      return { kind: 'line', line: Number(line) };
    }
    if (rest.startsWith('$')) {
      at++;
      return { kind: 'last' };
    }
    if (rest.startsWith('/') || rest.startsWith('\\')) {
      at += rest.startsWith('/') ? 1 : 2;
      const source = delimited(rest.startsWith('/') ? '/' : rest[1]!);
      const ignore = script[at] === 'I';
      if (ignore) at++;
      return { kind: 'regex', regex: regexOf(source, ignore ? 'i' : '') };
    }
    return null;
  };
  const blanks = (): void => {
    while (/[ \t]/.test(script[at] ?? '')) at++;
  };
  const commands = (nested: boolean): Command[] => {
    const list: Command[] = [];
    for (;;) {
      while (/[\s;]/.test(script[at] ?? '')) at++;
      if (at >= script.length) {
        if (nested) throw fail("unmatched `{'");
        return list;
      }
      if (script[at] === '}') {
        if (!nested) throw fail("unexpected `}'");
        at++;
        return list;
      }
      if (script[at] === '#') {
        while (at < script.length && script[at] !== '\n') at++;
        continue;
      }
      const from = address();
      blanks();
      let to: Command['to'] = null;
      if (from && script[at] === ',') {
        at++;
        blanks();
        const plus = /^\+(\d+)/.exec(script.slice(at));
        if (plus) {
          at += plus[0].length;
          to = { kind: 'plus', count: Number(plus[1]) };
        } else to = address();
        if (!to) throw fail("unexpected `,'");
      }
      blanks();
      let negated = false;
      while (script[at] === '!') {
        negated = true;
        at++;
        blanks();
      }
      const name = script[at++];
      if (name === undefined) throw fail('missing command');
      const common = { from, to, negated, name, active: false, until: 0 };
      if (name === '{') list.push({ ...common, text: '', block: commands(true) });
      else if (name === 's' || name === 'y') {
        const delimiter = script[at++] ?? '';
        const source = delimited(delimiter);
        const replacement = delimited(delimiter);
        const flags = /^[gpiIme0-9]*/.exec(script.slice(at))![0];
        at += flags.length;
        list.push({
          ...common,
          text: source,
          replacement,
          flags,
          ...(name === 's'
            ? { regex: regexOf(source, (/[iI]/.test(flags) ? 'i' : '') + (flags.includes('m') ? 'm' : '')) }
            : {}),
        });
      } else if (name === 'a' || name === 'i' || name === 'c') {
        blanks();
        if (script[at] === '\\') {
          at++;
          blanks();
          if (script[at] === '\n') at++;
        }
        let text = '';
        while (at < script.length) {
          const char = script[at++]!;
          if (char === '\n') break;
          if (char === '\\') {
            const next = script[at++] ?? '';
            text += next === 't' ? '\t' : next === 'n' ? '\n' : next;
          } else text += char;
        }
        list.push({ ...common, text });
      } else if ('dpPqQ=nNgGhHxDlz'.includes(name)) {
        const code = /^\s*(\d+)/.exec(script.slice(at));
        if (code && /[qQ]/.test(name)) at += code[0].length;
        list.push({ ...common, text: code?.[1] ?? '' });
      } else if (':btTrw'.includes(name)) {
        blanks();
        const text = (name === 'r' || name === 'w' ? /^[^\n]*/ : /^[^\s;}]*/).exec(script.slice(at))![0];
        at += text.length;
        list.push({ ...common, text });
      } else throw fail(`unknown command: \`${name}'`);
      blanks();
      if (at < script.length && !/[;\n}#]/.test(script[at]!) && !'{aic:'.includes(name)) {
        at++;
        throw fail('extra characters after command');
      }
    }
  };
  return commands(false);
}

/** Runs a script over lines. */
function runSed(
  commands: readonly Command[],
  text: string,
  quiet: boolean,
  call: Call,
): { readonly output: string; readonly code: number } {
  const lines = text === '' ? [] : text.replace(/\n$/, '').split('\n');
  const finalNewline = text === '' || text.endsWith('\n');
  let output = '';
  let hold = '';
  let number = 0;
  let space = '';
  let quit: number | null = null;
  let after = '';
  const emit = (line: string): void => {
    output += `${line}\n`;
  };
  const hits = (address: Address): boolean =>
    address.kind === 'line'
      ? number === address.line
      : address.kind === 'last'
        ? number === lines.length
        : address.kind === 'step'
          ? number >= address.first &&
            (address.step === 0 ? number === address.first : (number - address.first) % address.step === 0)
          : address.regex.test(space);
  const selected = (command: Command): boolean => {
    const { from, to } = command;
    if (!from) return true;
    if (!to) return hits(from);
    if (command.active) {
      const ends = to.kind === 'plus' ? number >= command.until : to.kind === 'line' ? number >= to.line : hits(to);
      if (ends) command.active = false;
      return !(to.kind === 'line' && number > to.line);
    }
    if (!hits(from)) return false;
    command.active = !(to.kind === 'line' && to.line <= number) && !(to.kind === 'plus' && to.count === 0);
    if (to.kind === 'plus') command.until = number + to.count;
    return true;
  };
  /** What a command list did to the cycle. */
  type Flow = 'next' | 'delete' | 'restart' | 'quit';
  let substituted = false;
  const execute = (list: readonly Command[]): Flow => {
    let steps = 0;
    for (let i = 0; i < list.length; i++) {
      if (++steps > 100_000) throw new UsageError('the script does not end');
      const command = list[i]!;
      if (command.name === ':' || selected(command) === command.negated) continue;
      switch (command.name) {
        case '{': {
          const flow = execute(command.block!);
          if (flow !== 'next') return flow;
          break;
        }
        case 'd':
          return 'delete';
        case 'D': {
          const at = space.indexOf('\n');
          if (at < 0) return 'delete';
          space = space.slice(at + 1);
          return 'restart';
        }
        case 'p':
          emit(space);
          break;
        case 'P':
          emit(space.split('\n')[0]!);
          break;
        case 'l':
          emit(unambiguous(space));
          break;
        case '=':
          emit(String(number));
          break;
        case 'a':
          after += `${command.text}\n`;
          break;
        case 'i':
          emit(command.text);
          break;
        case 'c':
          if (!command.to || !command.active) emit(command.text);
          return 'delete';
        case 'q':
          quit = Number(command.text || 0);
          return 'quit';
        case 'Q':
          quit = Number(command.text || 0);
          return 'delete';
        case 'n':
          if (number >= lines.length) return 'quit';
          if (!quiet) emit(space);
          space = lines[number++]!;
          break;
        case 'N':
          if (number >= lines.length) return 'quit';
          space += `\n${lines[number++]}`;
          break;
        case 'h':
          hold = space;
          break;
        case 'H':
          hold += `\n${space}`;
          break;
        case 'g':
          space = hold;
          break;
        case 'G':
          space += `\n${hold}`;
          break;
        case 'x':
          [space, hold] = [hold, space];
          break;
        case 'r': {
          const path = call.resolve(command.text);
          if (call.files.exists(path)) after += call.files.readText(path);
          break;
        }
        case 'y': {
          const from = [...command.text];
          const to = [...command.replacement!];
          space = [...space].map((char) => (from.includes(char) ? to[from.indexOf(char)]! : char)).join('');
          break;
        }
        case 's': {
          const flags = command.flags!;
          const nth = Number(/\d+/.exec(flags)?.[0] ?? 1);
          let count = 0;
          let changed = false;
          space = space.replace(
            new RegExp(command.regex!.source, `${command.regex!.flags}g`),
            (...match: unknown[]) => {
              count++;
              const whole = match[0] as string;
              if (count < nth || (count > nth && !flags.includes('g'))) return whole;
              changed = true;
              return expandReplacement(command.replacement!, match as (string | undefined)[]);
            },
          );
          if (changed) {
            substituted = true;
            if (flags.includes('p')) emit(space);
          }
          break;
        }
        case 'b':
        case 't':
        case 'T': {
          if (command.name === 't' && !substituted) break;
          if (command.name === 'T' && substituted) break;
          substituted = false;
          if (command.text === '') return 'next';
          const to = list.findIndex((other) => other.name === ':' && other.text === command.text);
          if (to >= 0) i = to;
          break;
        }
      }
    }
    return 'next';
  };
  while (number < lines.length && quit === null) {
    space = lines[number++]!;
    after = '';
    substituted = false;
    let flow = execute(commands);
    while (flow === 'restart') flow = execute(commands);
    if (flow !== 'delete' && !quiet) emit(space);
    output += after;
    if (flow === 'quit') break;
  }
  if (!finalNewline && output.endsWith('\n') && number >= lines.length) output = output.slice(0, -1);
  return { output, code: quit ?? 0 };
}

/** `&`, `\1`, `\n`, `\U`, `\L`, `\E` of a replacement. */
function expandReplacement(text: string, match: readonly (string | undefined)[]): string {
  let result = '';
  let mode: 'U' | 'L' | null = null;
  const add = (piece: string): void => {
    result += mode === 'U' ? piece.toUpperCase() : mode === 'L' ? piece.toLowerCase() : piece;
  };
  for (let i = 0; i < text.length; i++) {
    const char = text[i]!;
    if (char === '&') add(match[0] ?? '');
    else if (char !== '\\') add(char);
    else {
      const next = text[++i] ?? '';
      if (/\d/.test(next)) add(match[Number(next)] ?? '');
      else if (next === 'U' || next === 'L') mode = next;
      else if (next === 'E') mode = null;
      else if (next === 't') add('\t');
      else if (next === 'n') add('\n');
      else add(next);
    }
  }
  return result;
}

const sedBase = program(
  'nEre:f:i:sz',
  { quiet: 'n', silent: 'n', separate: 's', 'regexp-extended': 'E', expression: 'e', file: 'f', 'in-place': 'i' },
  function* (call, { flags, values, all, rest }) {
    const operands = [...rest];
    const scripts = all.filter(([letter]) => letter === 'e').map(([, text]) => text);
    const file = values.get('f');
    if (file !== undefined) scripts.push(call.files.readText(call.resolve(file)));
    if (scripts.length === 0) {
      const first = operands.shift();
      if (first === undefined) {
        call.stderr.write(`Usage: ${call.name} [OPTION]... {script-only-if-no-other-script} [input-file]...\n`);
        return 1;
      }
      scripts.push(first);
    }
    let commands: Command[];
    try {
      commands = parseSed(scripts.join('\n'), flags.has('E') || flags.has('r'));
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      call.complain(error.message);
      return 1;
    }
    const backup = values.get('i');
    if (backup !== undefined) {
      let failed = false;
      for (const name of operands) {
        const path = call.resolve(name);
        if (!call.files.exists(path)) {
          call.complain(`can't read ${name}: No such file or directory`);
          failed = true;
          continue;
        }
        const before = call.files.readText(path);
        const { output } = runSed(
          parseSed(scripts.join('\n'), flags.has('E') || flags.has('r')),
          before,
          flags.has('n'),
          call,
        );
        if (backup !== '\0') call.files.write(path + backup, before);
        call.files.write(path, output);
      }
      return failed ? 2 : 0;
    }
    const { texts, failed } = yield* inputs(
      { ...call, complain: (text) => call.complain(`can't read ${text}`) },
      operands,
    );
    if (flags.has('s')) {
      let status = 0;
      for (const { text } of texts) {
        const { output, code } = runSed(
          parseSed(scripts.join('\n'), flags.has('E') || flags.has('r')),
          text,
          flags.has('n'),
          call,
        );
        call.print(output);
        status = code || status;
      }
      return failed ? 2 : status;
    }
    const { output, code } = runSed(commands, texts.map(({ text }) => text).join(''), flags.has('n'), call);
    call.print(output);
    return failed ? 2 : code;
  },
);

const sed: Program = {
  // -i takes its suffix attached or not at all.
  run: (call) =>
    sedBase.run({
      ...call,
      args: call.args.flatMap((arg) => {
        const inPlace = /^(?:-([nErsz]*)i(.*)|--in-place(?:=(.*))?)$/.exec(arg);
        if (!inPlace) return [arg];
        return [...(inPlace[1] ? [`-${inPlace[1]}`] : []), `-i${inPlace[2] || inPlace[3] || '\0'}`];
      }),
    }),
};

export const sedPrograms: Readonly<Record<string, Program>> = { sed };
