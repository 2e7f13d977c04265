import type { ArrayElement, Assignment, Redirection, SimpleCommand, Word } from './ast.ts';
import type { Scanner } from './scanner.ts';
import type { WordReader } from './words.ts';

/** A here-document that was announced on a line; its text follows the line. */
export interface PendingDocument {
  readonly delimiter: string;
  readonly quoted: boolean;
  readonly stripTabs: boolean;
  fill(content: Word): void;
}

/** What the grammar around a simple command does for it. */
export interface Surroundings {
  /** Takes in a here-document's text after the line. */
  announce(document: PendingDocument): void;
  skipNewlines(): void;
}

/** Reads simple commands: assignments, words and redirections. */
export function createSimpleCommandParser(
  scanner: Scanner,
  words: WordReader,
  around: Surroundings,
): { simple(line: number): SimpleCommand; redirections(): Redirection[] } {
  const simple = (line: number): SimpleCommand => {
    const assignments: Assignment[] = [];
    const parsed: Word[] = [];
    const redirected: Redirection[] = [];
    for (;;) {
      scanner.skipBlanks();
      const redirection = redirectionHere();
      if (redirection) {
        redirected.push(redirection);
        continue;
      }
      const assignment = parsed.length === 0 || isDeclaration(parsed[0]!) ? assignmentHere() : null;
      if (assignment && parsed.length === 0) {
        assignments.push(assignment.value);
        continue;
      }
      if (assignment) {
        parsed.push(assignment.word);
        continue;
      }
      const word = words.word();
      if (!word) break;
      parsed.push(word);
    }
    if (assignments.length + parsed.length + redirected.length === 0 || scanner.peek() === '(')
      throw scanner.unexpected();
    return { kind: 'simple', assignments, words: parsed, redirections: redirected, line };
  };

  /**
   * `name=value` here, as an assignment and, for declare and its like, as a word that keeps quotes of array values as text.
   */
  const assignmentHere = (): { value: Assignment; word: Word } | null => {
    const start = scanner.position;
    const match = /^[A-Za-z_]\w*/.exec(scanner.source.slice(start, start + 200));
    if (!match) return null;
    scanner.position += match[0].length;
    let index: Word | null = null;
    if (scanner.peek() === '[') {
      scanner.position++;
      index = words.subscript();
    }
    const append = scanner.peek() === '+' && scanner.peek(1) === '=';
    if (!append && scanner.peek() !== '=') {
      scanner.position = start;
      return null;
    }
    scanner.position += append ? 2 : 1;
    const name = match[0];
    if (scanner.peek() === '(') {
      scanner.position++;
      const elements: ArrayElement[] = [];
      for (;;) {
        around.skipNewlines();
        if (scanner.peek() === ')') break;
        let elementIndex: Word | null = null;
        if (scanner.peek() === '[') {
          const back = scanner.position;
          scanner.position++;
          elementIndex = words.subscript();
          if (scanner.peek() === '=') scanner.position++;
          else {
            scanner.position = back;
            elementIndex = null;
          }
        }
        const value = words.word();
        if (!value && elementIndex === null) throw scanner.unexpected();
        elements.push({ index: elementIndex, value: value ?? [] });
      }
      scanner.position++;
      const text = scanner.source.slice(start, scanner.position);
      return {
        value: { name, index, append, array: true, value: [], elements },
        word: [{ kind: 'text', text, quoted: true }],
      };
    }
    const value = words.word() ?? [];
    const head = scanner.source.slice(start, start + name.length + (append ? 2 : 1));
    const [first] = value;
    // `export A=~/b`: what may be a tilde prefix stays outside the quotes.
    const bare = first?.kind === 'text' && !first.quoted && /(?:^|:)~/.test(first.text) ? first.text : null;
    const rest = bare === null ? value : value.slice(1);
    return {
      value: { name, index, append, array: false, value, elements: [] },
      word: [
        bare === null ? { kind: 'text', text: head, quoted: true } : { kind: 'text', text: head + bare, quoted: false },
        { kind: 'double', parts: rest.flatMap((part) => (part.kind === 'double' ? part.parts : [part])) },
      ],
    };
  };

  const redirectionHere = (): Redirection | null => {
    const match = /^(\d*)(<<<|<<-|<<|<&|<>|<|>>|>&|>\||>|&>>|&>)/.exec(
      scanner.source.slice(scanner.position, scanner.position + 12),
    );
    if (!match || (match[1] !== '' && match[2]!.startsWith('&'))) return null;
    const operator = match[2]!;
    const after = scanner.peek(match[0].length);
    if ((operator === '<' || operator === '>') && after === '(' && match[1] === '') return null;
    scanner.position += match[0].length;
    const fd = match[1] === '' ? null : Number(match[1]);
    scanner.skipBlanks();
    if (operator === '<<' || operator === '<<-') {
      const start = scanner.position;
      const word = words.word();
      if (!word) throw scanner.unexpected();
      const raw = scanner.source.slice(start, scanner.position);
      let content: Word = [];
      around.announce({
        delimiter: raw.replace(/\\(.)|['"]/g, '$1'),
        quoted: /['"\\]/.test(raw),
        stripTabs: operator === '<<-',
        fill(value) {
          content = value;
        },
      });
      return {
        fd,
        operator: '<<',
        get target() {
          return content;
        },
      };
    }
    const target = words.word();
    if (!target) throw scanner.unexpected(scanner.atEnd ? '\n' : undefined);
    return { fd, operator: operator as Redirection['operator'], target };
  };
  const redirections = (): Redirection[] => {
    const all: Redirection[] = [];
    for (;;) {
      scanner.skipBlanks();
      const one = redirectionHere();
      if (!one) return all;
      all.push(one);
    }
  };

  return { simple, redirections };
}

function isDeclaration(word: Word): boolean {
  const [part] = word;
  return (
    word.length === 1 &&
    part?.kind === 'text' &&
    ['export', 'declare', 'local', 'readonly', 'typeset', 'alias'].includes(part.text)
  );
}
