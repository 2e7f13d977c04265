import type { Program } from '../host.ts';
import { basicRegex } from './grep.ts';

/** `expr`: arithmetic, comparison, `:` and the string functions over its arguments. */
const expr: Program = {
  *run(call) {
    const { args } = call;
    let at = 0;
    const isNumber = (text: string): boolean => /^-?\d+$/.test(text);
    const number = (text: string): bigint => {
      if (!isNumber(text)) throw new Error('non-integer argument');
      return BigInt(text);
    };
    const match = (text: string, pattern: string): string => {
      const found = new RegExp(`^(?:${basicRegex(pattern)})`).exec(text);
      if (pattern.includes('\\(')) return found?.[1] ?? '';
      return String(found?.[0].length ?? 0);
    };
    const levels: readonly (readonly string[])[] = [
      ['|'],
      ['&'],
      ['<', '<=', '=', '==', '!=', '>=', '>'],
      ['+', '-'],
      ['*', '/', '%'],
      [':'],
    ];
    const falsy = (text: string): boolean => text === '' || text === '0';
    const binary = (level: number): string => {
      const operators = levels[level];
      if (!operators) return primary();
      let left = binary(level + 1);
      while (at < args.length && operators.includes(args[at]!)) {
        const operator = args[at++]!;
        left = apply(operator, left, binary(level + 1));
      }
      return left;
    };
    const apply = (operator: string, a: string, b: string): string => {
      const truth = (value: boolean): string => (value ? '1' : '0');
      switch (operator) {
        case '|':
          return falsy(a) ? (falsy(b) ? '0' : b) : a;
        case '&':
          return falsy(a) || falsy(b) ? '0' : a;
        case '+':
          return String(number(a) + number(b));
        case '-':
          return String(number(a) - number(b));
        case '*':
          return String(number(a) * number(b));
        case '/':
        case '%':
          if (number(b) === 0n) throw new Error('division by zero');
          return String(operator === '/' ? number(a) / number(b) : number(a) % number(b));
        case ':':
          return match(a, b);
        default: {
          const order =
            isNumber(a) && isNumber(b)
              ? number(a) < number(b)
                ? -1
                : number(a) > number(b)
                  ? 1
                  : 0
              : a < b
                ? -1
                : a > b
                  ? 1
                  : 0;
          if (operator === '=' || operator === '==') return truth(order === 0);
          if (operator === '!=') return truth(order !== 0);
          return truth(
            operator.startsWith('<')
              ? order < 0 || (operator === '<=' && order === 0)
              : order > 0 || (operator === '>=' && order === 0),
          );
        }
      }
    };
    const primary = (): string => {
      const word = args[at++];
      if (word === undefined)
        throw new Error(
          args.length === 0 ? 'missing operand' : `syntax error: missing argument after '${args[args.length - 1]}'`,
        );
      const next = (): string => args[at++] ?? '';
      if (word === '(') {
        const value = binary(0);
        if (args[at++] !== ')') throw new Error("syntax error: expecting ')'");
        return value;
      }
      if (word === 'length') return String([...next()].length);
      if (word === 'match') return match(next(), next());
      if (word === 'substr') {
        const [text, from, count] = [next(), Number(next()), Number(next())];
        return [...text].slice(from - 1, from - 1 + count).join('');
      }
      if (word === 'index') {
        const [text, chars] = [next(), next()];
        return String([...text].findIndex((char) => chars.includes(char)) + 1);
      }
      return word;
    };
    try {
      const value = binary(0);
      if (at < args.length) throw new Error(`syntax error: unexpected argument '${args[at]}'`);
      call.print(`${value}\n`);
      return falsy(value) ? 1 : 0;
    } catch (error) {
      call.complain(error instanceof Error ? error.message : String(error));
      return 2;
    }
  },
};

export const exprPrograms: Readonly<Record<string, Program>> = { expr };
