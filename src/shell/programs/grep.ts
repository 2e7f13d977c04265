import escapeRegExp from 'escape-string-regexp';
import { baseName, byteLength } from '../../platform/file-tree.ts';
import { SystemError } from '../../platform/types.ts';
import type { Program } from '../host.ts';
import { posixRegex } from '../interpret/condition.ts';
import { matches } from '../interpret/pattern.ts';
import { errorText } from '../messages.ts';
import { linesOf, program, readAll } from './support.ts';

/** A POSIX basic regular expression in JavaScript's terms: \( \) \{ \} \| \+ \? are special, their bare forms are not. */
export function basicRegex(source: string): string {
  let result = '';
  for (let i = 0; i < source.length; i++) {
    const char = source[i]!;
    if (char === '[') {
      const end = bracketEnd(source, i);
      result += posixRegex(source.slice(i, end + 1).replace(/\\(?![dwsDWS])/g, '\\\\'));
      i = end;
    } else if (char === '\\') {
      const next = source[++i] ?? '';
      if ('(){}|+?'.includes(next)) result += next;
      else if (next === '<' || next === '>') result += '\\b';
      else result += `\\${next}`;
    } else if ('(){}|+?'.includes(char)) result += `\\${char}`;
    else if (char === '*' && (result === '' || result.endsWith('(') || result === '^')) result += '\\*';
    else result += char;
  }
  return result;
}

function bracketEnd(source: string, from: number): number {
  let i = from + 1;
  if (source[i] === '^') i++;
  if (source[i] === ']') i++;
  for (; i < source.length; i++) {
    if (source[i] === '[' && source[i + 1] === ':') i = source.indexOf(':]', i) + 1;
    else if (source[i] === ']') return i;
  }
  return source.length - 1;
}

/** An extended one. */
export function extendedRegex(source: string): string {
  return posixRegex(source.replace(/\\[<>]/g, '\\b'));
}

const base = program(
  'EFGPivncloqrRsHhwxe:f:m:A:B:C:LabZI:X:D:',
  {
    'extended-regexp': 'E',
    'fixed-strings': 'F',
    'perl-regexp': 'P',
    'ignore-case': 'i',
    'invert-match': 'v',
    'line-number': 'n',
    count: 'c',
    'files-with-matches': 'l',
    'only-matching': 'o',
    quiet: 'q',
    silent: 'q',
    recursive: 'r',
    'no-messages': 's',
    'with-filename': 'H',
    'no-filename': 'h',
    'word-regexp': 'w',
    'line-regexp': 'x',
    regexp: 'e',
    'max-count': 'm',
    'after-context': 'A',
    'before-context': 'B',
    context: 'C',
    null: 'Z',
    'line-buffered': 'a',
    include: 'I',
    exclude: 'X',
    'exclude-dir': 'D',
    'byte-offset': 'b',
  },
  function* (call, { flags, values, all, rest }) {
    const operands = [...rest];
    const patterns = all.filter(([letter]) => letter === 'e').map(([, text]) => text);
    if (patterns.length === 0) {
      const first = operands.shift();
      if (first === undefined) {
        call.stderr.write(
          `Usage: ${call.name} [OPTION]... PATTERNS [FILE]...\nTry '${call.name} --help' for more information.\n`,
        );
        return 2;
      }
      patterns.push(first);
    }
    const extended = flags.has('E') || flags.has('P') || call.name === 'egrep';
    const sources = patterns
      .flatMap((text) => text.split('\n'))
      .map((text) => {
        const one =
          flags.has('F') || call.name === 'fgrep'
            ? escapeRegExp(text)
            : extended
              ? extendedRegex(text)
              : basicRegex(text);
        return flags.has('x') ? `^(?:${one})$` : flags.has('w') ? `(?<!\\w)(?:${one})(?!\\w)` : `(?:${one})`;
      });
    let regex: RegExp;
    try {
      regex = new RegExp(sources.join('|'), flags.has('i') ? 'gi' : 'g');
    } catch {
      call.complain(sources.some((source) => /\[[^\]]*$/.test(source)) ? 'Unmatched [ or [^' : 'Unmatched ( or \\(');
      return 2;
    }
    const matched = (line: string): boolean => {
      regex.lastIndex = 0;
      return regex.test(line) !== flags.has('v');
    };
    const recursive = flags.has('r') || flags.has('R');
    let failed = false;
    const sourcesOf: { readonly name: string; readonly text: string | null }[] = [];
    const globs = (letter: string): string[] => all.filter(([own]) => own === letter).map(([, text]) => text);
    const like = (name: string, patterns: readonly string[]): boolean =>
      patterns.some((pattern) => matches(name, [{ text: pattern, quoted: false }]));
    const wanted = (name: string): boolean =>
      (globs('I').length === 0 || like(name, globs('I'))) && !like(name, globs('X'));
    const add = (name: string, found = false): void => {
      const path = call.resolve(name);
      try {
        if (call.files.stat(path).type === 'directory') {
          if (found && like(baseName(path), globs('D'))) return;
          if (!recursive) {
            if (!flags.has('s')) call.complain(`${name}: Is a directory`);
            failed = true;
            return;
          }
          for (const child of call.files.list(path)) add(`${name.replace(/\/$/, '')}/${child}`, true);
          return;
        }
        if (found && !wanted(baseName(path))) return;
        sourcesOf.push({ name, text: call.files.readText(path) });
      } catch (error) {
        if (!(error instanceof SystemError)) throw error;
        if (!flags.has('s')) call.complain(`${name}: ${errorText(error)}`);
        failed = true;
      }
    };
    for (const name of operands.length > 0 ? operands : recursive ? ['.'] : ['-']) {
      if (name === '-') sourcesOf.push({ name: '(standard input)', text: null });
      else add(name);
    }
    const named = flags.has('H') || (!flags.has('h') && (operands.length > 1 || recursive));
    const limit = Number(values.get('m') ?? Number.POSITIVE_INFINITY);
    const after = Number(values.get('A') ?? values.get('C') ?? 0);
    const before = Number(values.get('B') ?? values.get('C') ?? 0);
    let hits = 0;
    for (const { name, text } of sourcesOf) {
      const prefix = named ? `${name}:` : '';
      const show = (line: string, number: number, separator = ':', offset = 0): void => {
        const head =
          (named ? `${name}${separator}` : '') +
          (flags.has('n') ? `${number}${separator}` : '') +
          (flags.has('b') && !flags.has('o') ? `${offset}${separator}` : '');
        if (!flags.has('o')) {
          call.print(`${head}${line}\n`);
          return;
        }
        regex.lastIndex = 0;
        for (const match of line.matchAll(regex))
          if (match[0] !== '') call.print(`${head}${flags.has('b') ? `${offset + match.index}:` : ''}${match[0]}\n`);
      };
      const quiet = flags.has('q') || flags.has('c') || flags.has('l') || flags.has('L');
      if (text === null && before === 0 && after === 0 && !quiet) {
        // As it comes: `tail -f log | grep x`.
        for (let number = 1, count = 0; count < limit; number++) {
          const line = (yield call.stdin.readLine()) as string | null;
          if (line === null) break;
          if (!matched(line)) continue;
          hits++;
          count++;
          show(line, number);
        }
        continue;
      }
      const lines = linesOf(text ?? (yield* readAll(call)));
      let count = 0;
      let printed = 0;
      for (let i = 0; i < lines.length && count < limit; i++) {
        if (!matched(lines[i]!)) continue;
        count++;
        if (flags.has('q')) return 0;
        if (quiet) continue;
        const from = Math.max(printed, i - before);
        if ((before > 0 || after > 0) && printed > 0 && from > printed) call.print('--\n');
        for (let j = from; j < i; j++) show(lines[j]!, j + 1, '-');
        const offset = flags.has('b') ? lines.slice(0, i).reduce((sum, line) => sum + byteLength(line) + 1, 0) : 0;
        show(lines[i]!, i + 1, ':', offset);
        printed = i + 1;
        for (let j = i + 1; j <= i + after && j < lines.length && !matched(lines[j]!); j++) {
          show(lines[j]!, j + 1, '-');
          printed = j + 1;
        }
      }
      hits += count;
      if (flags.has('c')) call.print(`${prefix}${count}\n`);
      if (flags.has('l') && count > 0) call.print(`${name}\n`);
      if (flags.has('L') && count === 0) call.print(`${name}\n`);
    }
    return failed && !flags.has('q') ? 2 : hits > 0 ? 0 : 1;
  },
  { usageStatus: 2 },
);

const grep: Program = {
  // --color takes an optional value that changes nothing here.
  run: (call) => base.run({ ...call, args: call.args.filter((arg) => !/^--colou?r(?:=.*)?$/.test(arg)) }),
};

export const grepPrograms: Readonly<Record<string, Program>> = { grep, egrep: grep, fgrep: grep };
