import escapeRegExp from 'escape-string-regexp';
import { permits } from '../../platform/access.ts';
import { resolvePath } from '../../platform/file-tree.ts';
import type { Task } from '../../simulation/task.ts';
import type { Condition } from '../syntax/ast.ts';
import { ExpansionError } from './expand.ts';
import { matches } from './pattern.ts';
import type { Runner } from './runner.ts';
import { asArray } from './state.ts';

/** `[[ … ]]`. */
export function* evaluateCondition(runner: Runner, test: Condition): Task<boolean> {
  const { expander } = runner;
  switch (test.kind) {
    case 'word':
      return (yield* expander.text(test.word)) !== '';
    case 'not':
      return !(yield* evaluateCondition(runner, test.operand));
    case 'and':
      return (yield* evaluateCondition(runner, test.left)) && (yield* evaluateCondition(runner, test.right));
    case 'or':
      return (yield* evaluateCondition(runner, test.left)) || (yield* evaluateCondition(runner, test.right));
    case 'unary':
      return unaryTest(runner, test.operator, yield* expander.text(test.operand));
    case 'binary': {
      const left = yield* expander.text(test.left);
      if (test.operator === '=~') {
        const segments = yield* expander.pattern(test.right);
        const source = segments.map(({ text, quoted }) => (quoted ? escapeRegExp(text) : posixRegex(text))).join('');
        let found: RegExpExecArray | null;
        try {
          found = new RegExp(source, runner.state.options.has('nocasematch') ? 'i' : '').exec(left);
        } catch {
          throw new ExpansionError(`invalid regular expression \`${source}'`);
        }
        const rematch = asArray(runner.state, 'BASH_REMATCH', 'indexed', true);
        for (const [i, group] of (found ?? []).entries()) rematch.values.set(String(i), group ?? '');
        return found !== null;
      }
      if (test.operator === '==' || test.operator === '=' || test.operator === '!=') {
        const hit = matches(left, yield* expander.pattern(test.right), runner.state.options.has('nocasematch'));
        return test.operator === '!=' ? !hit : hit;
      }
      const right = yield* expander.text(test.right);
      if (/^-(?:eq|ne|lt|le|gt|ge)$/.test(test.operator))
        try {
          return compare(test.operator, expander.arithmeticText(left), expander.arithmeticText(right));
        } catch (error) {
          if (!(error instanceof ExpansionError) || error.fatal) throw error;
          runner.complain(`[[: ${error.message}`);
          return false;
        }
      return binaryTest(runner, test.operator, left, right);
    }
  }
}

/** Character classes of POSIX regular expressions in JavaScript's terms. */
export function posixRegex(source: string): string {
  const classes: Readonly<Record<string, string>> = {
    alnum: 'A-Za-z0-9',
    alpha: 'A-Za-z',
    blank: ' \\t',
    digit: '0-9',
    lower: 'a-z',
    punct: '!-/:-@\\[-`{-~',
    space: '\\s',
    upper: 'A-Z',
    xdigit: '0-9A-Fa-f',
  };
  return source.replace(/\[:(\w+):\]/g, (all, name: string) => classes[name] ?? all);
}

function compare(operator: string, a: bigint, b: bigint): boolean {
  switch (operator) {
    case '-eq':
      return a === b;
    case '-ne':
      return a !== b;
    case '-lt':
      return a < b;
    case '-le':
      return a <= b;
    case '-gt':
      return a > b;
    default:
      return a >= b;
  }
}

/** What `test` needs to know of its shell; a program run alone has no variables. */
export type TestScope = Pick<Runner, 'files' | 'user'> & {
  readonly state: {
    readonly cwd: string;
    readonly variables: ReadonlyMap<string, { readonly values: ReadonlyMap<string, string> }>;
    readonly options: ReadonlySet<string>;
  };
  readonly descriptors: ReadonlyMap<number, { readonly write: { readonly isTerminal: boolean } | null }>;
  readonly terminal: unknown;
};

function unaryTest(scope: TestScope, operator: string, operand: string): boolean {
  const { files, state, user } = scope;
  if (operator === '-z') return operand === '';
  if (operator === '-n') return operand !== '';
  if (operator === '-v') {
    const element = /^(\w+)\[(.*)\]$/.exec(operand);
    const values = state.variables.get(element?.[1] ?? operand)?.values;
    if (!element) return values !== undefined && values.size > 0;
    return element[2] === '@' ? (values?.size ?? 0) > 0 : (values?.has(element[2]!) ?? false);
  }
  if (operator === '-o') return state.options.has(operand);
  if (operator === '-t')
    return operand === '0'
      ? scope.terminal !== null
      : (scope.descriptors.get(Number(operand))?.write?.isTerminal ?? false);
  if (operand === '') return false;
  const path = resolvePath(state.cwd, operand);
  if (operator === '-L' || operator === '-h') {
    try {
      return files.lstat(path).type === 'link';
    } catch {
      return false;
    }
  }
  if (!files.exists(path)) return false;
  const stat = files.stat(path);
  switch (operator) {
    case '-e':
    case '-a':
      return true;
    case '-f':
      return stat.type === 'file' && !path.startsWith('/dev/');
    case '-d':
      return stat.type === 'directory';
    case '-s':
      return stat.size > 0;
    case '-r':
    case '-w':
    case '-x':
      return permits(stat, user, operator === '-r' ? 'r' : operator === '-w' ? 'w' : 'x');
    case '-O':
      return stat.owner === user;
    case '-c':
      return path.startsWith('/dev/');
    default:
      return false;
  }
}

function binaryTest(scope: TestScope, operator: string, left: string, right: string): boolean {
  const { files, state } = scope;
  if (operator === '<') return left < right;
  if (operator === '>') return left > right;
  const [a, b] = [resolvePath(state.cwd, left), resolvePath(state.cwd, right)];
  const time = (path: string): number => (files.exists(path) ? files.stat(path).modified : Number.NEGATIVE_INFINITY);
  if (operator === '-nt') return time(a) > time(b);
  if (operator === '-ot') return time(a) < time(b);
  return files.exists(a) && files.exists(b) && files.realPath(a) === files.realPath(b);
}

/** `test` and `[`: the truth of its arguments. Throws an Error with bash's text. */
export function testArguments(scope: TestScope, args: readonly string[]): boolean {
  let at = 0;
  const isBinary = (word: string | undefined): boolean =>
    word !== undefined && /^(?:=|==|!=|<|>|-eq|-ne|-lt|-le|-gt|-ge|-nt|-ot|-ef)$/.test(word);
  const isUnary = (word: string): boolean => /^-[abcdefghknoprstuvwxzGLNOS]$/.test(word);
  const number = (word: string): bigint => {
    if (!/^\s*[-+]?\d+\s*$/.test(word)) throw new Error(`${word}: integer expression expected`);
    return BigInt(word.trim().replace(/^\+/, ''));
  };
  const or = (): boolean => {
    let value = and();
    while (args[at] === '-o') {
      at++;
      const right = and();
      value ||= right;
    }
    return value;
  };
  const and = (): boolean => {
    let value = not();
    while (args[at] === '-a') {
      at++;
      const right = not();
      value &&= right;
    }
    return value;
  };
  const not = (): boolean => {
    if (args[at] === '!' && args.length - at > 1) {
      at++;
      return !not();
    }
    return primary();
  };
  const primary = (): boolean => {
    const word = args[at];
    if (word === undefined) throw new Error('argument expected');
    if (isBinary(args[at + 1]) && args.length - at >= 3) {
      const operator = args[at + 1]!;
      const right = args[at + 2]!;
      at += 3;
      if (operator === '=' || operator === '==') return word === right;
      if (operator === '!=') return word !== right;
      if (/^-(?:eq|ne|lt|le|gt|ge)$/.test(operator)) return compare(operator, number(word), number(right));
      return binaryTest(scope, operator, word, right);
    }
    if (word === '(' && args.length - at >= 3) {
      at++;
      const value = or();
      if (args[at] !== ')') throw new Error("`)' expected");
      at++;
      return value;
    }
    if (isUnary(word) && args.length - at >= 2) {
      at += 2;
      return unaryTest(scope, word, args[at - 1]!);
    }
    at++;
    return word !== '';
  };
  if (args.length === 0) return false;
  const value = or();
  if (at < args.length) {
    const extra = args[at]!;
    throw new Error(
      args.length === 2
        ? `${args[0]}: unary operator expected`
        : args.length === 3
          ? `${args[1]}: binary operator expected`
          : extra === ')'
            ? 'too many arguments'
            : 'too many arguments',
    );
  }
  return value;
}
