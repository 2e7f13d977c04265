import type { TypeNode } from '../syntax/ast.ts';
import { Cursor, isPrimitiveName } from './cursor.ts';
import { arrayOf, asType, classLiteral, erroneous, memberType, simpleName, type Term, withArguments } from './terms.ts';

/** What may stand where a term is read; bits, as javac's parser has them. */
export const Mode = {
  expression: 1,
  type: 2,
  /** No type arguments. */
  noArguments: 4,
  /** A type argument: wildcards may stand here. */
  argument: 8,
  /** A label of a switch: an arrow after it begins no lambda. */
  label: 16,
} as const;

/** Names that mean something else where a type is wanted (JLS 3.9). */
const RESTRICTED: ReadonlySet<string> = new Set(['var', 'yield', 'record', 'sealed', 'permits']);

/** JLS 4: types, which begin as expressions do. */
export abstract class TypeParser extends Cursor {
  protected mode = 0;
  /** What the last term was read as. */
  protected lastMode = 0;

  protected abstract assignment(): Term;
  protected abstract operand(): Term;
  protected abstract annotationArguments(): void;

  /** Reads what the mode allows; the mode around stays as it was. */
  protected term(mode: number): Term {
    const around = this.mode;
    this.mode = mode;
    const t = this.assignment();
    this.lastMode = this.mode;
    this.mode = around;
    return t;
  }
  protected get wasType(): boolean {
    return (this.lastMode & Mode.type) !== 0;
  }

  /** Nothing can begin here. */
  protected illegal(at = this.token.start): Term {
    this.syntaxError(at, this.mode & Mode.expression ? 'illegal start of expression' : 'illegal start of type');
    return erroneous(at, at);
  }

  protected typeNode(): TypeNode {
    return asType(this.typeWithout('var'));
  }
  /** A type; `allowed` may be a name that elsewhere is no type's (`var` of local variables). */
  protected typeWithout(forbidden: 'var' | null): Term {
    this.skipAnnotations();
    const t = this.term(Mode.type);
    const name = innermostName(t);
    if (name && RESTRICTED.has(name) && (forbidden !== null || name !== 'var'))
      this.syntaxError(t.k === 'Type' ? t.start : t.at, `'${name}' is not allowed here`);
    return t;
  }

  /** Pairs of brackets. */
  protected dimensions(): number {
    let n = 0;
    while (this.is('[')) {
      this.next();
      this.expect(']');
      n++;
    }
    return n;
  }
  protected brackets(t: Term): Term {
    if (!this.is('[')) return t;
    const at = this.token.start;
    return arrayOf(t, this.dimensions(), at, this.previousEnd);
  }
  /** `int[].class` where an expression may stand; else it is a type. */
  protected bracketSuffix(t: Term): Term {
    if (this.mode & Mode.expression && this.is('.')) {
      this.mode = Mode.expression;
      this.next();
      if (this.is('class')) return classLiteral(t, this.next().end);
      this.expect('class');
      const name = this.isName() ? this.identifier() : this.token;
      return erroneous(t.start, name.end, t);
    }
    if (this.is('::')) return t;
    if (this.mode & Mode.type) {
      this.mode = Mode.type;
      return t;
    }
    this.syntaxError(this.token.start, "'.class' expected");
    return t;
  }

  /** The member after a dot. */
  protected selected(t: Term, dot: number): Term {
    const name = this.identifier();
    if (t.k === 'Type') return memberType(t, name, dot);
    return { k: 'Select', at: dot, start: t.start, end: Math.max(name.end, dot + 1), target: t, name: name.text };
  }

  protected withTypeArguments(t: Term, mayBeDiamond: boolean): Term {
    const at = this.token.start;
    const args = this.typeArguments(mayBeDiamond);
    return withArguments(t, args, at, this.previousEnd);
  }
  protected typeArguments(mayBeDiamond: boolean): TypeNode[] {
    if (!this.is('<')) {
      this.syntaxError(this.token.start, '< expected');
      return [];
    }
    this.next();
    if (mayBeDiamond && this.accept('>')) return [];
    const args: TypeNode[] = [];
    do args.push(this.typeArgument());
    while (this.accept(','));
    if (!this.accept('>')) this.syntaxError(this.token.start, "> or ',' expected");
    return args;
  }
  private typeArgument(): TypeNode {
    this.skipAnnotations();
    return this.is('?') ? asType(this.wildcard()) : this.typeNode();
  }
  protected wildcard(): Term {
    const { start, end } = this.next();
    const made = (bound: 'extends' | 'super' | null, type: TypeNode | null): Term => {
      return { k: 'Type', at: start, start, end, node: { k: 'TWildcard', at: start, bound, type } };
    };
    if (this.accept('extends')) return made('extends', this.typeNode());
    if (this.accept('super')) return made('super', this.typeNode());
    if (this.isName()) {
      this.identifier();
      this.complain(start, '>, extends, or super expected');
    }
    return made(null, null);
  }

  protected skipAnnotations(): { name: string; at: number }[] {
    const found: { name: string; at: number }[] = [];
    while (this.is('@') && !this.isAt(1, 'interface')) {
      const at = this.next().start;
      let name = this.identifier().text;
      while (this.accept('.')) name = this.identifier().text;
      if (this.is('(')) this.annotationArguments();
      found.push({ name, at });
    }
    return found;
  }
  protected get primitiveFollows(): boolean {
    return this.token.kind === 'keyword' && isPrimitiveName(this.token.text);
  }
}

function innermostName(t: Term): string | null {
  if (t.k !== 'Type' || t.node.k !== 'TArray') return simpleName(t);
  let node: TypeNode = t.node;
  while (node.k === 'TArray') node = node.of;
  return node.k === 'TName' && node.parts.length === 1 && !node.parts[0]!.args ? node.parts[0]!.name : null;
}
