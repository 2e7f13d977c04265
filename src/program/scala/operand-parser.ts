import { objectsAsValues } from './inner-objects.ts';
import type { Token } from './lexer.ts';
import { PatternParser } from './pattern-parser.ts';
import {
  type ArgTree,
  argTree,
  idTree,
  type ParamTree,
  type ParentTree,
  paramTree,
  type ScalaType,
  type Template,
  type Tree,
} from './tree.ts';

const RIGHT = /:$/;

/** Assignment operators end with `=` (SLS 6.12.4): `+=`. */
export function isAssignment(op: string): boolean {
  return op.endsWith('=') && !op.startsWith('=') && !/^(?:!=|<=|>=)$/.test(op);
}
/** SLS 6.12.3: by the first character; assignment operators bind weakest. */
function precedence(op: string): number {
  if (isAssignment(op)) return 0;
  const c = op[0]!;
  if (/[\p{L}_$]/u.test(c)) return 1;
  if (c === '|') return 2;
  if (c === '^') return 3;
  if (c === '&') return 4;
  if (c === '=' || c === '!') return 5;
  if (c === '<' || c === '>') return 6;
  if (c === ':') return 7;
  if (c === '+' || c === '-') return 8;
  if (c === '*' || c === '/' || c === '%') return 9;
  return 10;
}

/** Operands and infix operations. */
export abstract class OperandParser extends PatternParser {
  abstract expr(): Tree;
  abstract expr0(): Tree;
  abstract block(): Tree;
  abstract wholeBlock(): Tree;
  abstract parents(): ParentTree[];
  abstract templateBody(): Template;
  /** A parser of the same file for the code in an interpolated string. */
  abstract within(from: number, to: number): OperandParser;
  /** Parameters of the placeholder functions that are open. */
  protected placeholders: ParamTree[] = [];
  protected placeholderCount = 0;
  /** Infix operations, by precedence; an operator at the end is a postfix call. */
  postfix(): Tree {
    const operands: Tree[] = [this.prefix()];
    const operators: { name: string; at: number; types: ScalaType[] | null }[] = [];
    const reduce = (level: number, left: boolean): void => {
      while (operators.length > 0) {
        const top = operators[operators.length - 1]!;
        const p = precedence(top.name);
        if (p < level || (p === level && !left)) return;
        operators.pop();
        const right = operands.pop()!;
        const l = operands.pop()!;
        operands.push(infix(l, top, right));
      }
    };
    for (;;) {
      const t = this.token;
      if (t.kind !== 'id' && t.kind !== 'op') break;
      const after = this.peek();
      const level = precedence(t.text);
      reduce(level, !RIGHT.test(t.text));
      this.next();
      let types: ScalaType[] | null = null;
      if (this.is('[')) types = this.typeArgs();
      if (
        this.token.kind === 'nl' &&
        !this.token.blank &&
        this.startsExpr(after.kind === 'nl' ? this.peek() : this.token)
      )
        this.next();
      if (!this.startsExpr(this.token)) {
        reduce(-1, true);
        const of = operands[0]!;
        return { t: 'select', of, name: t.text, at: t.at, start: of.start, end: t.end };
      }
      operators.push({ name: t.text, at: t.at, types });
      operands.push(this.prefix());
    }
    reduce(-1, true);
    return operands[0]!;
  }
  startsExpr(t: Token): boolean {
    if (['id', 'op', 'int', 'long', 'float', 'double', 'char', 'string', 'interpolated', 'symbol'].includes(t.kind)) {
      return t.kind !== 'op' || /^(?:[-+!~]|\?\?\?)$/.test(t.text);
    }
    return [
      '(',
      '{',
      '_',
      'new',
      'this',
      'super',
      'null',
      'true',
      'false',
      'if',
      'for',
      'while',
      'try',
      'throw',
      'return',
    ].includes(t.text);
  }
  prefix(): Tree {
    const t = this.token;
    if (t.kind === 'op' && /^[-+!~]$/.test(t.text)) {
      this.next();
      if (t.text === '-' && ['int', 'long', 'float', 'double'].includes(this.token.kind)) {
        // The sign belongs to the number: `-5.abs` is 5.
        const e = this.atom();
        if (e.t === 'literal' && (typeof e.value === 'number' || typeof e.value === 'bigint'))
          return this.simple({ ...e, value: -e.value, at: t.at, start: t.at });
      }
      return { t: 'unary', op: t.text, of: this.simple(), at: t.at, start: t.at, end: this.lastEnd };
    }
    if (t.kind === 'key' && ['if', 'for', 'while', 'try', 'throw', 'return'].includes(t.text)) return this.expr0();
    return this.simple();
  }
  simple(first = this.atom()): Tree {
    let e = first;
    for (;;) {
      const t = this.token;
      if (t.kind === 'nl') {
        // A line that begins with a dot goes on; the lexer left no line end there.
        return e;
      }
      if (this.is('.')) {
        this.next();
        const name = this.token;
        if (this.is('this') && e.t === 'id') {
          this.next();
          e = { t: 'this', qualifier: e.name, at: e.at, start: e.start, end: this.lastEnd };
          continue;
        }
        if (this.is('type')) this.next();
        else this.identifier();
        e = { t: 'select', of: e, name: name.text, at: name.at, start: e.start, end: this.lastEnd };
      } else if (this.is('[')) {
        const args = this.typeArgs();
        e = { t: 'types', fn: e, args, at: e.at, start: e.start, end: this.lastEnd };
      } else if (this.is('(')) {
        if (e.t === 'literal' && e.of !== 'string') return e;
        const args = this.args();
        e = { t: 'apply', fn: e, args, infix: false, at: e.at, start: e.start, end: this.lastEnd };
      } else if (this.is('{')) {
        if (e.t !== 'id' && e.t !== 'select' && e.t !== 'apply' && e.t !== 'types') return e;
        const value = this.block();
        e = {
          t: 'apply',
          fn: e,
          args: [argTree(value)],
          infix: false,
          at: e.at,
          start: e.start,
          end: this.lastEnd,
        };
      } else if (this.is('_')) {
        this.next();
        return { t: 'eta', of: e, at: t.at, start: e.start, end: this.lastEnd };
      } else return e;
    }
  }
  /** `{ val x = 1 } with T`: those are there before the traits begin; nothing where no `with` follows. */
  earlyDefinitions(): Tree[] {
    let depth = 0;
    let i = this.index;
    for (; i < this.tokens.length; i++) {
      const { text, kind } = this.tokens[i]!;
      if (kind === 'punct' && text === '{') depth++;
      if (kind === 'punct' && text === '}' && --depth === 0) break;
    }
    if (this.tokens[i + 1]?.text !== 'with') return [];
    const { body } = this.templateBody();
    this.next();
    // A lazy value is there whenever it is asked for.
    return body.map((d) =>
      d.t === 'val' && !d.isVar ? { ...d, isLazy: true, modifiers: new Set([...d.modifiers, 'lazy']) } : d,
    );
  }
  args(): ArgTree[] {
    this.expect('(');
    const args: ArgTree[] = [];
    this.skipNewlines();
    while (!this.is(')')) {
      let name: string | null = null;
      if (this.token.kind === 'id' && this.peek().text === '=' && this.peek().kind === 'punct') {
        name = this.token.text;
        this.next();
        this.next();
      }
      const value = this.expr();
      let spread = false;
      if (this.is('_') && this.peek().text === '*') {
        this.next();
        this.next();
        spread = true;
      }
      args.push({ name, value, spread });
      this.skipNewlines();
      if (!this.is(',')) break;
      this.next();
      this.skipNewlines();
    }
    this.expect(')');
    return args;
  }
  atom(): Tree {
    const t = this.token;
    switch (t.kind) {
      case 'int':
      case 'long':
      case 'float':
      case 'double':
      case 'char':
      case 'string':
      case 'symbol':
        this.next();
        return { t: 'literal', of: t.kind, value: t.value!, ...this.from(t) };
      case 'interpolated': {
        this.next();
        const args = t.holes!.map(([from, to]) => this.within(from, to).wholeBlock());
        return { t: 'interpolated', kind: t.text, parts: t.parts!, args, ...this.from(t) };
      }
      case 'id':
        this.next();
        return { t: 'id', name: t.text, ...this.from(t) };
      case 'op':
        if (!/^[-+!~]$/.test(t.text)) {
          this.next();
          return { t: 'id', name: t.text, ...this.from(t) };
        }
    }
    switch (t.text) {
      case '(': {
        this.next();
        this.skipNewlines();
        if (this.is(')')) {
          this.next();
          return { t: 'literal', of: 'unit', value: null, ...this.from(t) };
        }
        const of: Tree[] = [];
        for (;;) {
          of.push(this.expr());
          this.skipNewlines();
          if (!this.is(',')) break;
          this.next();
          this.skipNewlines();
        }
        this.expect(')');
        if (of.length === 1) return { ...of[0]!, start: t.at, end: this.lastEnd };
        return { t: 'tuple', of, ...this.from(t) };
      }
      case '{':
        return this.block();
      case '_': {
        this.next();
        const name = `x$${++this.placeholderCount}`;
        const place = this.from(t);
        this.placeholders.push(paramTree(name, place));
        return idTree(name, place);
      }
      case 'true':
      case 'false':
        this.next();
        return { t: 'literal', of: 'boolean', value: t.text === 'true', ...this.from(t) };
      case 'null':
        this.next();
        return { t: 'literal', of: 'null', value: null, ...this.from(t) };
      case 'this':
        this.next();
        return { t: 'this', qualifier: null, ...this.from(t) };
      case 'super':
        this.next();
        return { t: 'super', trait: this.is('[') ? (this.typeArgs()[0] ?? null) : null, ...this.from(t) };
      case 'new': {
        this.next();
        const early = this.is('{') ? this.earlyDefinitions() : [];
        const parents = this.is('{') ? [] : this.parents();
        const { self, body: own } = this.is('{') ? this.templateBody() : { self: null, body: null };
        const body = own || early.length > 0 ? [...early, ...(own ?? [])] : null;
        return { t: 'new', parents, self, body: body && objectsAsValues(body), ...this.from(t) };
      }
    }
    throw this.unexpected('illegal start of simple expression');
  }
}

function infix(left: Tree, op: { name: string; at: number; types: ScalaType[] | null }, right: Tree): Tree {
  const place = { at: op.at, start: left.start, end: right.end };
  if (isAssignment(op.name)) {
    // `x += 1` may be a method of x, or `x = x + 1`: the typer decides.
    return {
      t: 'apply',
      fn: { t: 'select', of: left, name: op.name, ...place },
      args: argumentsOf(right),
      infix: true,
      ...place,
    };
  }
  const swapped = RIGHT.test(op.name);
  const [receiver, argument] = swapped ? [right, left] : [left, right];
  let fn: Tree = { t: 'select', of: receiver, name: op.name, ...place };
  if (op.types) fn = { t: 'types', fn, args: op.types, ...place };
  const args = argument.t === 'literal' && argument.of === 'unit' ? [] : argumentsOf(argument);
  return { t: 'apply', fn, args, infix: true, ...place };
}
/** `a op (b, c)` has two arguments, `a op ((b, c))` one. */
function argumentsOf(t: Tree): ArgTree[] {
  return t.t === 'tuple' && t.at === t.start ? t.of.map(argTree) : [argTree(t)];
}
