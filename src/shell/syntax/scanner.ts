import { ShellSyntaxError } from './ast.ts';

/** A place in a source text; aliases may be spliced in at that place. */
export interface Scanner {
  source: string;
  position: number;
  readonly atEnd: boolean;
  /** Character at `offset` from here, '' past the end. */
  peek(offset?: number): string;
  startsWith(text: string): boolean;
  line(): number;
  /** Skips blanks, escaped newlines and a comment. */
  skipBlanks(): void;
  /** Error for the token that stands here. */
  unexpected(token?: string): ShellSyntaxError;
  incomplete(message: string): ShellSyntaxError;
}

export const METACHARACTERS = ' \t\n;&|<>()';

const OPERATORS = [
  ';;&',
  '<<<',
  '<<-',
  '&>>',
  '&&',
  '||',
  ';;',
  ';&',
  '|&',
  '<<',
  '>>',
  '<&',
  '>&',
  '<>',
  '>|',
  '&>',
  '&',
  '|',
  ';',
  '(',
  ')',
  '<',
  '>',
  '\n',
];

export function createScanner(source: string): Scanner {
  const scanner: Scanner = {
    source,
    position: 0,
    get atEnd() {
      return scanner.position >= scanner.source.length;
    },
    peek: (offset = 0) => scanner.source.charAt(scanner.position + offset),
    startsWith: (text) => scanner.source.startsWith(text, scanner.position),
    line() {
      let line = 1;
      for (let i = 0; i < scanner.position; i++) if (scanner.source.charCodeAt(i) === 10) line++;
      return line;
    },
    skipBlanks() {
      for (;;) {
        const char = scanner.peek();
        if (char === ' ' || char === '\t' || char === '\r') scanner.position++;
        else if (char === '\\' && scanner.peek(1) === '\n') scanner.position += 2;
        else if (char === '#') {
          const end = scanner.source.indexOf('\n', scanner.position);
          scanner.position = end < 0 ? scanner.source.length : end;
        } else return;
      }
    },
    unexpected(token) {
      if (scanner.atEnd && token === undefined) return scanner.incomplete('syntax error: unexpected end of file');
      let name = token ?? OPERATORS.find((operator) => scanner.startsWith(operator));
      if (name === undefined) {
        name = /^[^ \t\n;&|<>()]+/.exec(scanner.source.slice(scanner.position))?.[0] ?? scanner.peek();
      }
      const line = scanner.line();
      return new ShellSyntaxError(
        `syntax error near unexpected token \`${name === '\n' ? 'newline' : name}'`,
        line,
        false,
        scanner.source.split('\n')[line - 1] ?? null,
      );
    },
    incomplete: (message) => new ShellSyntaxError(message, scanner.line(), true),
  };
  return scanner;
}
