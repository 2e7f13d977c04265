import { lex, ScalaSyntaxError } from './lexer.ts';
import { parseScala } from './parser.ts';
import type { UnitTree } from './tree.ts';

/** Lines left out at most. */
const MENDS = 12;
const CLOSING: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

/**
 * Parses what someone is still writing. Where it does not parse, brackets that are open on the line of `keep` are closed; lines that
 * are in the way are left out; at last all that follows is. Null: even so it does not.
 *
 * @param keep offset behind what must stay
 */
export function parseUnfinished(file: string, text: string, keep: number): UnitTree | null {
  const line = text.lastIndexOf('\n', keep - 1) + 1;
  const head = text.slice(0, keep);
  const open = openBrackets(head);
  const restOfLine = /^[^\n]*/.exec(text.slice(keep))![0];
  const closed =
    restOfLine.trim() === '' ? `${head}${closers(open.filter(({ at }) => at >= line))}${text.slice(keep)}` : text;
  const cut = `${head}${closers(open)}`;
  for (const [candidate, mends] of [
    [text, 0],
    [closed, 0],
    [text, MENDS],
    [closed, MENDS],
    [cut, MENDS],
  ] as const) {
    const unit = parseMended(file, candidate, line, mends);
    if (unit) return unit;
  }
  return null;
}

function parseMended(file: string, text: string, keptLine: number, mends: number): UnitTree | null {
  let now = text;
  for (let i = 0; ; i++) {
    const { unit, problems } = parseScala(file, now);
    const [problem] = problems;
    if (!problem) return unit;
    const without = i < mends ? withoutLine(now, problem.at, keptLine) : null;
    if (without === null) return null;
    now = without;
  }
}

/** Leaves out the line that an error is at, or the one before if the error is at its first word; offsets stay. */
function withoutLine(text: string, errorAt: number, keptLine: number): string | null {
  let start = text.lastIndexOf('\n', errorAt - 1) + 1;
  if (text.slice(start, errorAt).trim() === '') {
    const before = text.slice(0, start).trimEnd();
    const previous = before.lastIndexOf('\n') + 1;
    if (previous !== keptLine && /[^\s{}]/.test(before.slice(previous))) start = previous;
  }
  if (start === keptLine) return null;
  const end = text.indexOf('\n', start);
  const line = text.slice(start, end < 0 ? text.length : end);
  // Braces stay, so that blocks still end where they did.
  const blank = line.replace(/[^{}]/g, ' ');
  const now = blank === line ? ' '.repeat(line.length) : blank;
  return now === line ? null : text.slice(0, start) + now + text.slice(start + line.length);
}

interface Bracket {
  readonly text: string;
  readonly at: number;
  /** Of `if (…)` and its kind: something has to follow. */
  readonly isHead: boolean;
}

function openBrackets(text: string): Bracket[] {
  const open: Bracket[] = [];
  let tokens: ReturnType<typeof lex>;
  try {
    tokens = lex(text);
  } catch (error) {
    if (error instanceof ScalaSyntaxError) return [];
    throw error;
  }
  tokens.forEach((token, i) => {
    if (token.kind !== 'punct') return;
    if (CLOSING[token.text]) {
      const isHead = token.text === '(' && /^(?:if|while|for)$/.test(tokens[i - 1]?.text ?? '');
      open.push({ text: token.text, at: token.at, isHead });
    } else if (')]}'.includes(token.text)) open.pop();
  });
  return open;
}
function closers(open: readonly Bracket[]): string {
  return open
    .map(({ text, isHead }) => (text === '{' ? '\n}' : `${CLOSING[text]}${isHead ? ' ()' : ''}`))
    .reverse()
    .join('');
}
