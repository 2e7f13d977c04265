import { lex, ScalaSyntaxError, type Token } from './lexer.ts';

/** A pair of braces with the indentation of the lines they stand on. */
interface BracePair {
  readonly from: number;
  readonly indent: number;
  endIndent: number;
  readonly nested: BracePair[];
}

/**
 * Where a `}` that a file lacks was most likely forgotten, as scalac guesses it: in the innermost block that ends further to the left
 * than it begins, before the next line that is not indented more than its first one. Null: nothing lacks, or no place is better.
 */
export function missingBrace(text: string): number | null {
  let tokens: Token[];
  try {
    tokens = lex(text, 0, text.length, () => {});
  } catch (error) {
    if (error instanceof ScalaSyntaxError) return null;
    throw error;
  }
  const lineOf = (at: number): number => text.lastIndexOf('\n', at - 1) + 1;
  const indentOf = (at: number): number => /^[ \t]*/.exec(text.slice(lineOf(at)))![0].length;
  const pairs: BracePair[] = [];
  const open: BracePair[] = [];
  let closing = 0;
  for (const t of tokens) {
    if (t.kind !== 'punct') continue;
    if (t.text === '{') {
      const pair = { from: t.at, indent: indentOf(t.at), endIndent: -1, nested: [] };
      (open[open.length - 1]?.nested ?? pairs).push(pair);
      open.push(pair);
    } else if (t.text === '}') {
      closing++;
      const pair = open.pop();
      if (pair) pair.endIndent = indentOf(t.at);
    }
  }
  if (open.length === 0 || closing === 0) return null;
  const starts = firstTokens(tokens, lineOf);
  const find = (list: readonly BracePair[]): number | null => {
    for (const { from, indent, endIndent, nested } of list) {
      if (indent <= endIndent) continue;
      const inside = find(nested);
      if (inside !== null) return inside;
      const next = starts.find((at) => lineOf(at) > from && at - lineOf(at) <= indent);
      if (next !== undefined) return next;
    }
    return null;
  };
  return find(pairs);
}
/** Offsets of the first token of each line. */
function firstTokens(tokens: readonly Token[], lineOf: (at: number) => number): number[] {
  const lines = new Map<number, number>();
  for (const { kind, at } of tokens)
    if (kind !== 'nl' && kind !== 'eof' && !lines.has(lineOf(at))) lines.set(lineOf(at), at);
  return [...lines.values()];
}
