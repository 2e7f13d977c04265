import type { Pattern, Tree } from './tree.ts';
import { TypeParser } from './type-parser.ts';

/** Patterns. */
export abstract class PatternParser extends TypeParser {
  abstract prefix(): Tree;
  abstract atom(): Tree;

  pattern(): Pattern {
    const t = this.token;
    const first = this.pattern1();
    if (!(this.token.kind === 'op' && this.token.text === '|')) return first;
    const of = [first];
    while (this.token.kind === 'op' && this.token.text === '|') {
      this.next();
      of.push(this.pattern1());
    }
    return { t: 'or', of, ...this.from(t) };
  }
  pattern1(): Pattern {
    const t = this.token;
    if ((t.kind === 'id' || t.text === '_') && this.peek().text === ':') {
      this.next();
      this.next();
      const type = this.patternType();
      return { t: 'typed', name: t.text === '_' ? null : t.text, type, ...this.from(t) };
    }
    if (t.kind === 'id' && this.peek().text === '@') {
      this.next();
      this.next();
      if (this.is('_') && this.peek().text === '*') {
        this.next();
        this.next();
        return { t: 'rest', name: t.text, ...this.from(t) };
      }
      const of = this.pattern1();
      if (of.t === 'typed' && of.name === null) return { ...of, name: t.text };
      return { t: 'bind', name: t.text, of, ...this.from(t) };
    }
    let left = this.simplePattern();
    while ((this.token.kind === 'op' && this.token.text !== '|') || (this.token.kind === 'id' && !this.is('if'))) {
      const op = this.token.text;
      this.next();
      const right = op.endsWith(':') ? this.pattern1() : this.simplePattern();
      left = { t: 'extract', path: [op], args: [left, right], ...this.from(t) };
    }
    return left;
  }
  simplePattern(): Pattern {
    const t = this.token;
    if (this.is('_')) {
      this.next();
      if (this.token.kind === 'op' && this.token.text === '*') {
        this.next();
        return { t: 'rest', name: null, ...this.from(t) };
      }
      return { t: 'any', ...this.from(t) };
    }
    if (this.is('(')) {
      this.next();
      const of: Pattern[] = [];
      while (!this.is(')')) {
        of.push(this.pattern());
        if (!this.is(',')) break;
        this.next();
      }
      this.expect(')');
      if (of.length === 1) return of[0]!;
      if (of.length === 0)
        return { t: 'value', value: { t: 'literal', of: 'unit', value: null, ...this.from(t) }, ...this.from(t) };
      return { t: 'tuple', of, ...this.from(t) };
    }
    if (t.kind === 'id') {
      const quoted = t.value === '`';
      const path = [this.identifier()];
      let value: Tree = { t: 'id', name: path[0]!, ...this.from(t) };
      while (this.is('.')) {
        this.next();
        const n = this.token;
        path.push(this.identifier());
        value = { t: 'select', of: value, name: n.text, at: n.at, start: t.at, end: n.end };
      }
      if (this.is('(')) {
        this.next();
        const args: Pattern[] = [];
        while (!this.is(')')) {
          args.push(this.pattern());
          if (!this.is(',')) break;
          this.next();
        }
        this.expect(')');
        return { t: 'extract', path, args, ...this.from(t) };
      }
      if (path.length === 1 && !quoted && /^[\p{Ll}_$]/u.test(path[0]!))
        return { t: 'bind', name: path[0]!, of: null, ...this.from(t) };
      return { t: 'value', value, ...this.from(t) };
    }
    if (t.kind === 'op' && t.text === '-') return { t: 'value', value: this.prefix(), ...this.from(t) };
    if (
      ['int', 'long', 'float', 'double', 'char', 'string', 'interpolated', 'symbol'].includes(t.kind) ||
      ['true', 'false', 'null'].includes(t.text)
    ) {
      return { t: 'value', value: this.atom(), ...this.from(t) };
    }
    throw this.unexpected('illegal start of simple pattern');
  }
}
