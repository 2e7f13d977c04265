import type { Condition, Word } from './ast.ts';
import type { Scanner } from './scanner.ts';

interface Words {
  word(): Word | null;
  regex(): Word | null;
}

const BINARY = new Set(['=', '==', '!=', '=~', '-eq', '-ne', '-lt', '-le', '-gt', '-ge', '-nt', '-ot', '-ef']);
const UNARY = /^-[abcdefghknoprstuvwxzGLNOSR]$/;

/** Parses the inside of `[[ … ]]`, after the opening brackets up to and over the closing ones. */
export function createConditionParser(scanner: Scanner, words: Words, plainWord: () => string): () => Condition {
  const blanks = (): void => {
    do scanner.skipBlanks();
    while (scanner.peek() === '\n' && ++scanner.position);
  };
  const word = (): Word => {
    blanks();
    const found = words.word();
    if (!found) throw scanner.unexpected();
    return found;
  };
  const or = (): Condition => {
    let left = and();
    for (;;) {
      blanks();
      if (!scanner.startsWith('||')) return left;
      scanner.position += 2;
      left = { kind: 'or', left, right: and() };
    }
  };
  const and = (): Condition => {
    let left = not();
    for (;;) {
      blanks();
      if (!scanner.startsWith('&&')) return left;
      scanner.position += 2;
      left = { kind: 'and', left, right: not() };
    }
  };
  const not = (): Condition => {
    blanks();
    if (plainWord() === '!') {
      scanner.position++;
      return { kind: 'not', operand: not() };
    }
    if (scanner.peek() === '(') {
      scanner.position++;
      const inside = or();
      blanks();
      if (scanner.peek() !== ')') throw scanner.unexpected();
      scanner.position++;
      return inside;
    }
    return primary();
  };
  const primary = (): Condition => {
    const first = plainWord();
    if (UNARY.test(first)) {
      const back = scanner.position;
      scanner.position += first.length;
      blanks();
      if (!BINARY.has(plainWord()) && plainWord() !== ']]') return { kind: 'unary', operator: first, operand: word() };
      scanner.position = back;
    }
    const left = word();
    blanks();
    const char = scanner.peek();
    if (char === '<' || char === '>') {
      scanner.position++;
      return { kind: 'binary', operator: char, left, right: word() };
    }
    const operator = plainWord();
    if (!BINARY.has(operator)) return { kind: 'word', word: left };
    scanner.position += operator.length;
    if (operator !== '=~') return { kind: 'binary', operator, left, right: word() };
    blanks();
    const right = words.regex();
    if (!right) throw scanner.unexpected();
    return { kind: 'binary', operator, left, right };
  };
  return () => {
    const condition = or();
    blanks();
    if (plainWord() !== ']]') throw scanner.unexpected();
    scanner.position += 2;
    return condition;
  };
}
