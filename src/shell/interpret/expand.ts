import type { FileSystem } from '../../platform/types.ts';
import type { Task } from '../../simulation/task.ts';
import type { Parameter, ParameterOperation, Part, Script, Word } from '../syntax/ast.ts';
import { unescapeAnsi } from '../syntax/words.ts';
import { ArithmeticError, evaluateArithmetic } from './arithmetic.ts';
import { expandBraces } from './brace.ts';
import { expandGlob } from './glob.ts';
import { hasGlob, matches, patternSource, type Segment } from './pattern.ts';
import { asArray, elements, getVariable, type ShellState, setVariable, variableOf } from './state.ts';

/** What expansion needs of the shell around it. */
export interface ExpansionContext {
  readonly state: ShellState;
  readonly files: FileSystem;
  /** `$$`. */
  readonly pid: number;
  /** Values that the shell computes: SECONDS, RANDOM, LINENO … */
  dynamic(name: string): string | undefined;
  homeOf(user: string): string | undefined;
  /** Runs a command substitution and gives its output. */
  capture(script: Script): Task<string>;
  /** Runs a process substitution and gives the path of its end. */
  processSubstitution(script: Script, direction: 'in' | 'out'): Task<string>;
}

/** An expansion that cannot be done; a non-interactive shell gives up the command. */
export class ExpansionError extends Error {
  constructor(
    message: string,
    /** Whether the whole (non-interactive) shell ends, as with set -u and ${x:?}. */
    readonly fatal = false,
  ) {
    super(message);
  }
}

/** A stretch of a word after expansion, before splitting; `break` starts a new field ("$@"). */
type Piece = { readonly text: string; readonly quoted: boolean; readonly split: boolean } | 'break';

export interface Expander {
  /** All expansions: words become fields. */
  fields(words: readonly Word[]): Task<string[]>;
  /** Without splitting and globbing: the value of an assignment, a redirection's target, a case word. */
  text(word: Word): Task<string>;
  /** As {@link text}, keeping which characters were quoted: a pattern. */
  pattern(word: Word): Task<Segment[]>;
  arithmetic(word: Word): Task<bigint>;
  arithmeticText(text: string): bigint;
}

export function createExpander(context: ExpansionContext): Expander {
  const { state } = context;

  const scope = {
    get: (name: string, index: string | null): string | undefined => {
      if (index !== null) return elementOf(name, index);
      const value = context.dynamic(name) ?? getVariable(state, name);
      if (value === undefined && state.options.has('nounset'))
        throw new ExpansionError(`${name}: unbound variable`, true);
      return value;
    },
    set: (name: string, index: string | null, value: string): void => {
      if (index === null) setVariable(state, name, value);
      else {
        const array = asArray(state, name, 'indexed', false);
        array.values.set(array.type === 'indexed' ? indexOf(index) : index, value);
      }
    },
  };
  const arithmeticText = (text: string): bigint => {
    try {
      return evaluateArithmetic(text, scope);
    } catch (error) {
      if (error instanceof ArithmeticError) throw new ExpansionError(error.message);
      throw error;
    }
  };
  const indexOf = (text: string): string => String(arithmeticText(text));
  const elementOf = (name: string, index: string): string | undefined => {
    const variable = variableOf(state, name);
    if (!variable) return undefined;
    if (variable.type === 'associative') return variable.values.get(index);
    let at = Number(indexOf(index));
    if (variable.type === 'scalar') return at === 0 || at === -1 ? variable.values.get('') : undefined;
    if (at < 0) at += 1 + Math.max(-1, ...[...variable.values.keys()].map(Number));
    return variable.values.get(String(at));
  };

  /** Values of `$@`, `$*`, `${a[@]}`, `${a[*]}`; null when the parameter is no list. */
  const listOf = (name: string, index: Parameter['index']): string[] | null => {
    if (name === '@' || name === '*') return state.positional;
    if (index !== '@' && index !== '*') return null;
    const variable = variableOf(state, name);
    return variable ? elements(variable).map(([, value]) => value) : [];
  };
  const special = (name: string): string | undefined => {
    switch (name) {
      case '?':
        return String(state.status);
      case '$':
        return String(context.pid);
      case '!':
        return state.lastBackground === null ? undefined : String(state.lastBackground);
      case '#':
        return String(state.positional.length);
      case '0':
        return state.name;
      case '-':
        return 'hB';
      case '@':
      case '*':
        return state.positional.length === 0 ? undefined : state.positional.join(' ');
    }
    if (/^\d+$/.test(name)) return state.positional[Number(name) - 1];
    return context.dynamic(name) ?? getVariable(state, name);
  };
  const separator = (): string => {
    const ifs = getVariable(state, 'IFS');
    return ifs === undefined ? ' ' : ifs.slice(0, 1);
  };

  function* valueOfParameter(parameter: Parameter): Task<string | undefined> {
    const { name, index } = parameter;
    if (index === null) return special(name);
    if (index === '@' || index === '*') return listOf(name, index)?.join(' ');
    const variable = variableOf(state, name);
    return elementOf(name, variable?.type === 'associative' ? yield* text(index) : yield* text(index));
  }

  const label = ({ name, index }: Parameter): string => (index === '@' || index === '*' ? `${name}[${index}]` : name);

  function* parameterPieces(parameter: Parameter, quoted: boolean): Task<Piece[]> {
    const one = (value: string): Piece[] => [{ text: value, quoted, split: !quoted }];
    /** A list as fields (`@`, or anything unquoted) or joined by IFS's first character ("$*"). */
    const many = (values: readonly string[], star: boolean): Piece[] => {
      if (quoted && star) return one(values.join(separator()));
      return values.flatMap((value, i): Piece[] => (i === 0 ? one(value) : ['break', ...one(value)]));
    };
    let target = parameter;
    if (parameter.prefix === 'keys') {
      const variable = variableOf(state, parameter.name);
      const keys = variable ? elements(variable).map(([key]) => (variable.type === 'scalar' ? '0' : key)) : [];
      return many(keys, parameter.index === '*');
    }
    if (parameter.prefix === 'names')
      return many([...state.variables.keys()].filter((key) => key.startsWith(parameter.name)).sort(), false);
    if (parameter.prefix === 'indirect') {
      const pointed = yield* valueOfParameter(parameter);
      if (pointed === undefined || pointed === '')
        throw new ExpansionError(`${parameter.name}: invalid indirect expansion`);
      const element = /^(\w+)\[(.*)\]$/.exec(pointed);
      target = {
        ...parameter,
        prefix: null,
        name: element?.[1] ?? pointed,
        index: element
          ? element[2] === '@' || element[2] === '*'
            ? element[2]
            : [{ kind: 'text', text: element[2]!, quoted: false }]
          : null,
      };
    }
    const list = listOf(target.name, target.index);
    const star = target.name === '*' || target.index === '*';
    if (parameter.prefix === 'length') {
      if (list) return one(String(list.length));
      const value = yield* valueOfParameter(target);
      if (value === undefined) unbound(target);
      return one(String([...(value ?? '')].length));
    }
    const { operation } = target;
    if (list && (operation === null || perElement(operation))) {
      if (operation === null) return many(list, star);
      const changed: string[] = [];
      for (const value of list) changed.push(yield* transform(value, operation, target));
      return many(changed, star);
    }
    if (list && operation?.kind === 'substring') {
      const offset = Number(yield* arithmetic(operation.offset));
      const count = operation.length === null ? undefined : Number(yield* arithmetic(operation.length));
      // Positional parameters count from 1, with $0 in front.
      const source = target.name === '@' || target.name === '*' ? [state.name, ...list] : list;
      const from = offset < 0 ? Math.max(0, source.length + offset) : offset;
      return many(source.slice(from, count === undefined ? undefined : from + count), star);
    }
    const value = list ? (list.length > 0 ? list.join(' ') : undefined) : yield* valueOfParameter(target);
    if (operation === null) {
      if (value === undefined) unbound(target);
      return one(value ?? '');
    }
    switch (operation.kind) {
      case 'default':
      case 'assign':
      case 'error':
      case 'alternative': {
        const present = value !== undefined && !(operation.colon && value === '');
        if (operation.kind === 'alternative') return present ? yield* wordPieces(operation.word, quoted) : one('');
        if (present) return list ? many(list, star) : one(value);
        if (operation.kind === 'default') return yield* wordPieces(operation.word, quoted);
        const replacement = yield* text(operation.word);
        if (operation.kind === 'error') {
          const said = replacement === '' ? `parameter ${operation.colon ? 'null or ' : ''}not set` : replacement;
          throw new ExpansionError(`${label(target)}: ${said}`, true);
        }
        setVariable(state, target.name, replacement);
        return one(replacement);
      }
      default:
        if (value === undefined) unbound(target);
        if (value === undefined && operation.kind === 'transform') return one('');
        return one(yield* transform(value ?? '', operation, target));
    }
  }

  const unbound = (parameter: Parameter): void => {
    if (!state.options.has('nounset') || '@*'.includes(parameter.name)) return;
    throw new ExpansionError(`${/^\d+$/.test(parameter.name) ? '$' : ''}${label(parameter)}: unbound variable`, true);
  };

  function* transform(value: string, operation: ParameterOperation, parameter: Parameter): Task<string> {
    switch (operation.kind) {
      case 'substring': {
        const chars = [...value];
        const offset = Number(yield* arithmetic(operation.offset));
        const from = offset < 0 ? chars.length + offset : offset;
        if (from < 0 || from > chars.length) return '';
        if (operation.length === null) return chars.slice(from).join('');
        const count = Number(yield* arithmetic(operation.length));
        const to = count < 0 ? chars.length + count : from + count;
        if (to < from) throw new ExpansionError(`${yield* text(operation.length)}: substring expression < 0`);
        return chars.slice(from, to).join('');
      }
      case 'remove': {
        const source = patternSource(yield* pattern(operation.pattern));
        const whole = new RegExp(`^(?:${source})$`, 'u');
        const lengths = Array.from({ length: value.length + 1 }, (_, i) => i);
        if (operation.longest) lengths.reverse();
        for (const length of lengths) {
          const part = operation.side === '#' ? value.slice(0, length) : value.slice(value.length - length);
          if (whole.test(part))
            return operation.side === '#' ? value.slice(length) : value.slice(0, value.length - length);
        }
        return value;
      }
      case 'replace': {
        const segments = yield* pattern(operation.pattern);
        const replacement = yield* text(operation.replacement);
        const source = patternSource(segments);
        if (source === '' && operation.anchor === null) return value;
        const anchored =
          operation.anchor === '#' ? `^(?:${source})` : operation.anchor === '%' ? `(?:${source})$` : source;
        return value.replace(new RegExp(anchored, operation.all ? 'gu' : 'u'), () => replacement);
      }
      case 'case': {
        const segments = yield* pattern(operation.pattern);
        const change = (char: string): string =>
          segments.length > 0 && !matches(char, segments)
            ? char
            : operation.to === 'upper' || (operation.to === 'other' && char === char.toLowerCase())
              ? char.toUpperCase()
              : char.toLowerCase();
        const chars = [...value];
        return operation.all
          ? chars.map(change).join('')
          : chars.map((char, i) => (i === 0 ? change(char) : char)).join('');
      }
      case 'transform':
        switch (operation.operator) {
          case 'Q':
            return quote(value);
          case 'U':
            return value.toUpperCase();
          case 'L':
            return value.toLowerCase();
          case 'u':
            return value.slice(0, 1).toUpperCase() + value.slice(1);
          case 'E':
            return unescapeAnsi(value);
          default:
            throw new ExpansionError(`\${${parameter.name}@${operation.operator}}: bad substitution`);
        }
      default:
        return value;
    }
  }

  function* partPieces(part: Part, quoted: boolean): Task<Piece[]> {
    switch (part.kind) {
      case 'text':
        return [{ text: part.text, quoted: part.quoted || quoted, split: false }];
      case 'double': {
        const pieces: Piece[] = [];
        let empty = part.parts.length === 0;
        for (const inner of part.parts) pieces.push(...(yield* partPieces(inner, true)));
        // "" is a field of its own, "$@" without parameters is none.
        if (pieces.length === 0 && part.parts.some((inner) => inner.kind !== 'parameter' || !isList(inner)))
          empty = true;
        return empty ? [{ text: '', quoted: true, split: false }] : pieces;
      }
      case 'parameter':
        return yield* parameterPieces(part, quoted);
      case 'command': {
        const output = yield* context.capture(part.body);
        return [{ text: output.replace(/\n+$/, ''), quoted, split: !quoted }];
      }
      case 'arithmetic':
        return [{ text: String(yield* arithmetic(part.expression)), quoted, split: !quoted }];
      case 'process':
        return [{ text: yield* context.processSubstitution(part.body, part.direction), quoted: true, split: false }];
    }
  }

  function* wordPieces(word: Word, quoted: boolean): Task<Piece[]> {
    const pieces: Piece[] = [];
    for (const part of quoted ? word : tilde(word, false)) {
      // The word of ${x:-word} is split where it is not quoted.
      for (const piece of yield* partPieces(part, quoted)) pieces.push(piece);
    }
    return pieces;
  }

  /** `~`, `~user` and, in assignments and arguments that look like one (`export A=~/b`), after each colon. */
  const tilde = (word: Word, assignment: boolean): Word => {
    const [first] = word;
    if (first?.kind !== 'text' || first.quoted || !first.text.includes('~')) return word;
    const home = (user: string): string | undefined => {
      if (user === '') return getVariable(state, 'HOME');
      if (user === '+') return state.cwd;
      if (user === '-') return getVariable(state, 'OLDPWD');
      return context.homeOf(user);
    };
    const argument = /^[A-Za-z_]\w*\+?=/.test(first.text);
    const at = assignment
      ? /(^|:)~([\w+-]*)(?=[/:]|$)/g
      : argument
        ? /(^[A-Za-z_]\w*\+?=|:)~([\w+-]*)(?=[/:]|$)/g
        : /(^)~([\w+-]*)(?=\/|$)/g;
    // A name that goes on in the next part ("~$x") is no tilde prefix.
    const open =
      word.slice(1).some((part) => part.kind !== 'double' || part.parts.length > 0) &&
      /(^|[:=])~[\w+-]*$/.test(first.text);
    if (open) return word;
    const text = first.text.replace(at, (all, before: string, user: string) => {
      const directory = home(user);
      return directory === undefined ? all : before + directory;
    });
    return [{ kind: 'text', text, quoted: false }, ...word.slice(1)];
  };

  function* text(word: Word): Task<string> {
    return (yield* pattern(word)).map((segment) => segment.text).join('');
  }
  function* pattern(word: Word): Task<Segment[]> {
    const segments: Segment[] = [];
    for (const part of tilde(word, true)) {
      for (const piece of yield* partPieces(part, false))
        segments.push(piece === 'break' ? { text: ' ', quoted: true } : piece);
    }
    return segments;
  }
  function* arithmetic(word: Word): Task<bigint> {
    return arithmeticText(yield* text([{ kind: 'double', parts: word }]));
  }

  const splitFields = (pieces: readonly Piece[]): Segment[][] => {
    const ifs = getVariable(state, 'IFS') ?? ' \t\n';
    const fields: Segment[][] = [];
    let current: Segment[] | null = null;
    const end = (): void => {
      if (current) fields.push(current);
      current = null;
    };
    for (const piece of pieces) {
      if (piece === 'break') {
        end();
        continue;
      }
      if (!piece.split || ifs === '') {
        if (piece.split && piece.text === '') continue;
        current ??= [];
        current.push(piece);
        continue;
      }
      let run = '';
      /** True right after a field that a non-blank separator or blanks closed. */
      let afterBlank = false;
      const flush = (): void => {
        if (run === '') return;
        current ??= [];
        current.push({ text: run, quoted: false });
        run = '';
      };
      for (const char of piece.text) {
        if (!ifs.includes(char)) {
          run += char;
          afterBlank = false;
        } else if (' \t\n'.includes(char)) {
          flush();
          if (current) afterBlank = true;
          end();
        } else {
          flush();
          if (current) end();
          else if (!afterBlank) fields.push([]);
          afterBlank = false;
        }
      }
      flush();
    }
    end();
    return fields;
  };

  return {
    *fields(words) {
      const result: string[] = [];
      for (const word of words) {
        for (const expanded of expandBraces(word)) {
          const pieces: Piece[] = [];
          for (const part of tilde(expanded, false)) pieces.push(...(yield* partPieces(part, false)));
          for (const field of splitFields(pieces)) {
            const plain = field.map((segment) => segment.text).join('');
            if (state.options.has('noglob') || !hasGlob(field)) {
              result.push(plain);
              continue;
            }
            const found = expandGlob(context.files, state.cwd, field, {
              dotglob: state.options.has('dotglob'),
              globstar: state.options.has('globstar'),
            });
            if (found.length > 0) result.push(...found);
            else if (state.options.has('failglob')) throw new ExpansionError(`no match: ${plain}`);
            else if (!state.options.has('nullglob')) result.push(plain);
          }
        }
      }
      return result;
    },
    text,
    pattern,
    arithmetic,
    arithmeticText,
  };
}

function isList(parameter: Parameter): boolean {
  return parameter.prefix !== 'length' && (parameter.name === '@' || parameter.index === '@');
}

function perElement(operation: ParameterOperation): boolean {
  return ['remove', 'replace', 'case', 'transform'].includes(operation.kind);
}

/** A value in single quotes, as `${x@Q}`, `set -x` and `declare -p` print it. */
export function quote(value: string): string {
  return `'${value.replaceAll("'", "'\\''")}'`;
}
