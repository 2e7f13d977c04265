import { type AndOr, type Command, type Pipeline, type Script, ShellSyntaxError, type Word } from './ast.ts';
import { createConditionParser } from './condition.ts';
import { createScanner, METACHARACTERS, type Scanner } from './scanner.ts';
import { createSimpleCommandParser, type PendingDocument } from './simple-command.ts';
import { createWordReader } from './words.ts';

export interface ParserOptions {
  /** Text an alias stands for, in command position. */
  readonly alias?: (name: string) => string | undefined;
}

/** Parses one input line's worth of commands after another, as bash reads them: a later error does not stop what stands before it. */
export interface Parser {
  /** Commands up to the end of a complete line; null at the end. Throws {@link ShellSyntaxError}. */
  next(): Script | null;
}

const RESERVED = new Set([
  'if',
  'then',
  'else',
  'elif',
  'fi',
  'for',
  'select',
  'while',
  'until',
  'do',
  'done',
  'case',
  'esac',
  'function',
  '{',
  '}',
  '!',
  '[[',
  'time',
]);
const CLOSING = new Set(['then', 'else', 'elif', 'fi', 'do', 'done', 'esac', '}']);

export function createParser(source: string, options: ParserOptions = {}): Parser {
  return createGrammar(createScanner(source), options);
}

function createGrammar(scanner: Scanner, options: ParserOptions): Parser & { document(): Word } {
  const documents: PendingDocument[] = [];
  const words = createWordReader(scanner, {
    substitution() {
      const body = list(() => scanner.peek() === ')');
      if (scanner.atEnd) throw scanner.incomplete("unexpected EOF while looking for matching `)'");
      scanner.position++;
      return body;
    },
    script: (text) => parse(text, options),
  });

  const { simple, redirections } = createSimpleCommandParser(scanner, words, {
    announce: (document) => documents.push(document),
    skipNewlines: () => skipNewlines(),
  });

  /** The plain word that stands here, without moving; '' if there is none or it is quoted. */
  const plainWord = (): string => {
    const match = /^[^ \t\r\n;&|<>()'"\\$`]+/.exec(scanner.source.slice(scanner.position, scanner.position + 200));
    if (!match) return '';
    const after = scanner.peek(match[0].length);
    return after === '' || METACHARACTERS.includes(after) || after === '\r' ? match[0] : '';
  };
  const atReserved = (word: string): boolean => {
    scanner.skipBlanks();
    return plainWord() === word;
  };
  const accept = (word: string): boolean => {
    if (!atReserved(word)) return false;
    scanner.position += word.length;
    return true;
  };
  const expect = (word: string): void => {
    if (!accept(word)) throw scanner.unexpected();
  };

  /** Steps over a newline and takes in the here-documents announced on the line. */
  const newline = (): void => {
    scanner.position++;
    for (const document of documents.splice(0)) {
      let text = '';
      for (;;) {
        if (scanner.atEnd) break;
        const end = scanner.source.indexOf('\n', scanner.position);
        let line = scanner.source.slice(scanner.position, end < 0 ? undefined : end);
        scanner.position = end < 0 ? scanner.source.length : end + 1;
        if (document.stripTabs) line = line.replace(/^\t+/, '');
        if (line === document.delimiter) break;
        text += `${line}\n`;
      }
      document.fill(document.quoted ? [{ kind: 'text', text, quoted: true }] : parseDocument(text));
    }
  };
  const parseDocument = (text: string): Word => createGrammar(createScanner(text), options).document();
  const skipNewlines = (): void => {
    for (;;) {
      scanner.skipBlanks();
      if (scanner.peek() !== '\n') return;
      newline();
    }
  };

  /** Commands until `stop` or a closing word; newlines and separators between them. */
  const list = (stop: () => boolean): Script => {
    const items: AndOr[] = [];
    for (;;) {
      skipNewlines();
      if (scanner.atEnd || stop() || CLOSING.has(plainWord()) || scanner.startsWith(';;') || scanner.startsWith(';&'))
        return items;
      items.push(andOr());
    }
  };
  const block = (...ends: string[]): Script => {
    const body = list(() => false);
    if (body.length === 0 || !ends.includes(plainWord())) throw scanner.unexpected();
    return body;
  };

  const andOr = (): AndOr => {
    const start = scanner.position;
    const line = scanner.line();
    const first = pipeline();
    const rest: { operator: '&&' | '||'; pipeline: Pipeline }[] = [];
    for (;;) {
      scanner.skipBlanks();
      const operator = scanner.startsWith('&&') ? '&&' : scanner.startsWith('||') ? '||' : null;
      if (!operator) break;
      scanner.position += 2;
      skipNewlines();
      rest.push({ operator, pipeline: pipeline() });
    }
    const text = scanner.source.slice(start, scanner.position).trim();
    let background = false;
    if (scanner.peek() === '&' && scanner.peek(1) !== '&') {
      background = true;
      scanner.position++;
    } else if (scanner.peek() === ';' && scanner.peek(1) !== ';' && scanner.peek(1) !== '&') scanner.position++;
    return { first, rest, background, text, line };
  };

  const pipeline = (): Pipeline => {
    let negated = false;
    let timed: Pipeline['timed'] = false;
    for (;;) {
      if (accept('!')) negated = !negated;
      else if (accept('time')) {
        timed = 'default';
        scanner.skipBlanks();
        if (plainWord() === '-p') {
          timed = 'posix';
          scanner.position += 2;
        }
      } else break;
    }
    const commands: Command[] = [command()];
    const stderrToo: boolean[] = [];
    for (;;) {
      scanner.skipBlanks();
      if (scanner.peek() !== '|' || scanner.peek(1) === '|') return { negated, timed, commands, stderrToo };
      const both = scanner.peek(1) === '&';
      scanner.position += both ? 2 : 1;
      stderrToo.push(both);
      skipNewlines();
      commands.push(command());
    }
  };

  /** The alias of the word that stands here is spliced in, once per name. */
  const expandAliases = (): void => {
    const seen = new Set<string>();
    for (;;) {
      scanner.skipBlanks();
      const name = plainWord();
      const text = name === '' || seen.has(name) ? undefined : options.alias?.(name);
      if (text === undefined) return;
      seen.add(name);
      scanner.source =
        scanner.source.slice(0, scanner.position) + text + scanner.source.slice(scanner.position + name.length);
    }
  };

  const command = (): Command => {
    expandAliases();
    const line = scanner.line();
    const reserved = plainWord();
    if (scanner.peek() === '(') {
      if (scanner.peek(1) === '(') {
        const expression = words.arithmetic();
        if (expression) return { kind: 'arithmetic', expression, redirections: redirections(), line };
      }
      scanner.position++;
      const body = list(() => scanner.peek() === ')');
      if (scanner.peek() !== ')' || body.length === 0) throw scanner.unexpected();
      scanner.position++;
      return { kind: 'subshell', body, redirections: redirections(), line };
    }
    if (!RESERVED.has(reserved)) {
      const name = functionName();
      if (name !== null) return functionBody(name, line);
      return simple(line);
    }
    if (CLOSING.has(reserved)) throw scanner.unexpected();
    scanner.position += reserved.length;
    switch (reserved) {
      case '{': {
        const body = block('}');
        expect('}');
        return { kind: 'group', body, redirections: redirections(), line };
      }
      case 'if': {
        const clauses = [];
        let otherwise: Script | null = null;
        for (;;) {
          const condition = block('then');
          expect('then');
          clauses.push({ condition, body: block('elif', 'else', 'fi') });
          if (accept('elif')) continue;
          if (accept('else')) otherwise = block('fi');
          expect('fi');
          return { kind: 'if', clauses, otherwise, redirections: redirections(), line };
        }
      }
      case 'while':
      case 'until': {
        const condition = block('do');
        const body = loopBody();
        return { kind: 'while', until: reserved === 'until', condition, body, redirections: redirections(), line };
      }
      case 'for':
      case 'select':
        return forLoop(reserved, line);
      case 'case':
        return caseCommand(line);
      case '[[': {
        const test = createConditionParser(scanner, words, plainWord)();
        return { kind: 'condition', test, redirections: redirections(), line };
      }
      case 'function': {
        scanner.skipBlanks();
        const name = plainWord();
        if (name === '') throw scanner.unexpected();
        scanner.position += name.length;
        scanner.skipBlanks();
        if (scanner.startsWith('()')) scanner.position += 2;
        return functionBody(name, line);
      }
      default:
        throw scanner.unexpected(reserved);
    }
  };

  const loopBody = (): Script => {
    skipNewlines();
    if (accept('{')) {
      const body = block('}');
      expect('}');
      return body;
    }
    expect('do');
    const body = block('done');
    expect('done');
    return body;
  };

  const forLoop = (kind: 'for' | 'select', line: number): Command => {
    scanner.skipBlanks();
    if (scanner.startsWith('((')) {
      scanner.position += 2;
      const init = words.arithmeticUntil(';');
      scanner.position++;
      const condition = words.arithmeticUntil(';');
      scanner.position++;
      const step = words.arithmeticUntil(')');
      if (!scanner.startsWith('))')) throw scanner.unexpected();
      scanner.position += 2;
      scanner.skipBlanks();
      if (scanner.peek() === ';') scanner.position++;
      const body = loopBody();
      return { kind: 'for-arithmetic', init, condition, step, body, redirections: redirections(), line };
    }
    const variable = plainWord();
    if (!/^[A-Za-z_]\w*$/.test(variable)) {
      if (scanner.atEnd || variable === '') throw scanner.unexpected();
      throw new ShellSyntaxError(`\`${variable}': not a valid identifier`, line, false);
    }
    scanner.position += variable.length;
    skipNewlines();
    let items: Word[] | null = null;
    if (accept('in')) {
      items = [];
      for (;;) {
        scanner.skipBlanks();
        const word = words.word();
        if (!word) break;
        items.push(word);
      }
    }
    scanner.skipBlanks();
    if (scanner.peek() === ';') scanner.position++;
    else if (scanner.peek() !== '\n' && items !== null) throw scanner.unexpected();
    const body = loopBody();
    return { kind, variable, words: items, body, redirections: redirections(), line };
  };

  const caseCommand = (line: number): Command => {
    scanner.skipBlanks();
    const word = words.word();
    if (!word) throw scanner.unexpected();
    skipNewlines();
    expect('in');
    const items: { patterns: Word[]; body: Script; end: ';;' | ';&' | ';;&' }[] = [];
    for (;;) {
      skipNewlines();
      if (accept('esac')) return { kind: 'case', word, items, redirections: redirections(), line };
      if (scanner.peek() === '(') scanner.position++;
      const patterns: Word[] = [];
      for (;;) {
        scanner.skipBlanks();
        const pattern = words.word();
        if (!pattern) throw scanner.unexpected();
        patterns.push(pattern);
        scanner.skipBlanks();
        if (scanner.peek() !== '|') break;
        scanner.position++;
      }
      if (scanner.peek() !== ')') throw scanner.unexpected();
      scanner.position++;
      const body = list(() => false);
      const end = scanner.startsWith(';;&')
        ? ';;&'
        : scanner.startsWith(';;')
          ? ';;'
          : scanner.startsWith(';&')
            ? ';&'
            : null;
      if (end) scanner.position += end.length;
      else if (plainWord() !== 'esac') throw scanner.unexpected();
      items.push({ patterns, body, end: end ?? ';;' });
    }
  };

  /** Steps over `name ()` and gives the name; null (no move) when this is no function definition. */
  const functionName = (): string | null => {
    const match = /^([^ \t\n;&|<>()'"\\$`={}]+)[ \t]*\([ \t]*\)/.exec(
      scanner.source.slice(scanner.position, scanner.position + 300),
    );
    if (!match) return null;
    scanner.position += match[0].length;
    return match[1]!;
  };
  const functionBody = (name: string, line: number): Command => {
    skipNewlines();
    const start = scanner.position;
    const body = command();
    if (body.kind === 'simple') throw scanner.unexpected();
    return {
      kind: 'function',
      name,
      body,
      text: scanner.source.slice(start, scanner.position),
      redirections: [],
      line,
    };
  };

  return {
    document: words.document,
    next() {
      skipNewlines();
      if (scanner.atEnd) return null;
      const items: AndOr[] = [];
      for (;;) {
        items.push(andOr());
        scanner.skipBlanks();
        if (scanner.peek() === '\n') {
          newline();
          return items;
        }
        if (scanner.atEnd) {
          // A document without its text yet: a terminal would ask for more.
          if (documents.length > 0) newline();
          return items;
        }
      }
    },
  };
}

/** Parses a whole text. Throws {@link ShellSyntaxError}. */
export function parse(source: string, options: ParserOptions = {}): Script {
  const parser = createParser(source, options);
  const all: AndOr[] = [];
  for (;;) {
    const items = parser.next();
    if (!items) return all;
    all.push(...items);
  }
}
