import type { Block, ClassDecl, Expr, Modifiers, Parameter, TypeNode } from '../syntax/ast.ts';
import { isPrimitiveName, isToken } from './cursor.ts';
import type { Token } from './lexer.ts';
import { asExpression, asType, classLiteral, erroneous, type Term, typeTerm } from './terms.ts';
import { Mode, TypeParser } from './types.ts';

export const LITERALS: ReadonlySet<string> = new Set(['int', 'long', 'float', 'double', 'char', 'string']);
/** What follows the parenthesis of a cast to a class. */
const OPERANDS: ReadonlySet<string> = new Set(
  '! ~ ( this super true false null new assert enum _ switch void'.split(' '),
);
export const NO_MODIFIERS: Modifiers = { flags: new Set(), annotations: [] };

/**
 * JLS 15.8 to 15.13: names, calls, creations, lambdas, and what stands in parentheses. Expressions and types begin alike; the mode says which of them may
 * stand here, and narrows as more is read.
 */
export abstract class PrimaryParser extends TypeParser {
  protected abstract block(): Block;
  protected abstract classBody(name: string, at: number): ClassDecl;
  protected abstract parameters(ofLambda: boolean): Parameter[];
  abstract expression(): Expr;

  /** In parentheses: `(x++)` is no statement. */
  protected readonly parenthesised = new WeakSet<Expr>();

  protected inParentheses(): Term {
    const { start } = this.token;
    switch (this.parenthesesHold()) {
      case 'type': {
        this.next();
        this.mode = Mode.type;
        const to = asType(this.typeWithout('var'));
        const besides: TypeNode[] = [];
        while (this.accept('&')) besides.push(this.typeNode());
        this.expect(')');
        this.mode = Mode.expression;
        const operand = asExpression(this.operand());
        return { k: 'Cast', at: start, start, end: operand.end, to, besides, operand };
      }
      case 'names':
        return this.suffixes(this.lambda(this.lambdaNames(), start));
      case 'parameters':
        return this.suffixes(this.lambda(this.parameters(true), start));
      default: {
        this.next();
        this.mode = Mode.expression;
        const inner = asExpression(this.assignment());
        this.expect(')');
        this.parenthesised.add(inner);
        return this.suffixes(inner);
      }
    }
  }
  /** What follows an opening parenthesis: the type of a cast, the parameters of a lambda, or an expression. */
  private parenthesesHold(): 'type' | 'names' | 'parameters' | 'expression' {
    let depth = 0;
    let isType = false;
    let otherwise: 'names' | 'expression' = 'expression';
    for (let i = 0; ; i++) {
      const t = this.peek(i);
      const name = (ahead: number): boolean => this.isName(this.peek(i + ahead));
      if (this.isName(t)) {
        if (name(1)) return 'parameters';
        if (this.isAt(i + 1, ')') && this.isAt(i + 2, '->')) return this.mode & Mode.label ? 'expression' : 'names';
        if (depth === 0 && this.isAt(i + 1, ',')) otherwise = 'names';
        isType = false;
        continue;
      }
      if (t.kind === 'keyword' && (isPrimitiveName(t.text) || t.text === 'void')) {
        if (this.isAt(i + 1, ')')) return 'type';
        if (name(1)) return 'parameters';
        continue;
      }
      if (t.kind !== 'op' && t.kind !== 'keyword') return otherwise;
      switch (t.text) {
        case ',':
          isType = true;
          break;
        case 'extends':
        case 'super':
        case '.':
        case '&':
          break;
        case '?':
          if (this.isAt(i + 1, 'extends') || this.isAt(i + 1, 'super')) isType = true;
          break;
        case '(':
          if (i !== 0) return 'expression';
          if (this.isAt(1, ')')) return 'parameters';
          break;
        case ')':
          return isType || this.beginsOperand(this.peek(i + 1)) ? 'type' : otherwise;
        case 'final':
        case '...':
          return 'parameters';
        case '@':
          isType = true;
          i++;
          break;
        case '[':
          if (!this.isAt(i + 1, ']')) return 'expression';
          if (name(2)) return 'parameters';
          if (this.isAt(i + 2, ')') || this.isAt(i + 2, '&')) return 'type';
          isType = true;
          i++;
          break;
        case '<':
          depth++;
          break;
        case '>':
          depth--;
          if (depth < 0) return 'expression';
          if (depth > 0) break;
          if (this.isAt(i + 1, ')') || this.isAt(i + 1, '&')) return 'type';
          if (
            (name(1) && (this.isAt(i + 2, ',') || (this.isAt(i + 2, ')') && this.isAt(i + 3, '->')))) ||
            this.isAt(i + 1, '...')
          )
            return 'parameters';
          isType = true;
          break;
        default:
          return otherwise;
      }
    }
  }
  private beginsOperand(t: Token): boolean {
    if (t.kind === 'id' || LITERALS.has(t.kind)) return true;
    return (t.kind === 'op' || t.kind === 'keyword') && (OPERANDS.has(t.text) || isPrimitiveName(t.text));
  }

  private lambda(params: Parameter[], start: number): Expr {
    this.expect('->');
    this.mode = Mode.expression;
    const body = this.is('{') ? this.block() : this.expression();
    return { k: 'Lambda', at: start, start, end: this.previousEnd, params, body };
  }
  private lambdaNames(): Parameter[] {
    this.next();
    const params: Parameter[] = [];
    do {
      const name = this.identifier();
      params.push({ at: name.start, name: name.text, type: null, varargs: false, modifiers: NO_MODIFIERS });
    } while (this.accept(','));
    this.expect(')');
    return params;
  }

  /** What begins with a name: a variable, a call, a class, a lambda of one parameter. */
  protected named(): Term {
    const mayBeValue = (): boolean => (this.mode & Mode.expression) !== 0;
    if (mayBeValue() && !(this.mode & Mode.label) && this.isAt(1, '->')) {
      const name = this.identifier();
      const param = { at: name.start, name: name.text, type: null, varargs: false, modifiers: NO_MODIFIERS };
      return this.suffixes(this.lambda([param], name.start));
    }
    const first = this.identifier();
    let t: Term = { k: 'Name', at: first.start, start: first.start, end: first.end, name: first.text };
    for (;;) {
      const at = this.token.start;
      if (this.is('[')) {
        if (this.isAt(1, ']')) {
          t = this.bracketSuffix(this.brackets(t));
          break;
        }
        this.next();
        if (mayBeValue()) t = this.indexed(asExpression(t), at);
        this.expect(']');
        break;
      }
      if (this.is('(')) {
        if (mayBeValue()) {
          this.mode = Mode.expression;
          t = this.callOf(asExpression(t), null);
        }
        break;
      }
      if (this.is('.')) {
        this.next();
        const args = mayBeValue() && this.is('<') ? this.typeArguments(false) : null;
        if (args) {
          // Only a method's name follows written type arguments.
          this.mode = Mode.expression;
          t = this.genericMember(asExpression(t), args, at);
          break;
        }
        if (mayBeValue()) {
          const special = this.selectedWord(asExpression(t), at);
          if (special) {
            t = special;
            break;
          }
        }
        if (this.is('@')) this.skipAnnotations();
        t = this.selected(t, at);
        continue;
      }
      if (this.is('<') && !(this.mode & Mode.type) && this.isGenericReference()) {
        t = this.withTypeArguments(t, false);
        while (this.is('.')) {
          const dot = this.next().start;
          t = this.selected(t, dot);
          if (this.is('<')) t = this.withTypeArguments(t, false);
        }
        if (this.is('[')) t = this.brackets(t);
        if (!this.is('::')) this.illegal();
        this.mode = Mode.expression;
      }
      break;
    }
    if (this.is('<') && this.mode & Mode.type && !(this.mode & Mode.noArguments)) {
      this.mode = Mode.type;
      t = this.withTypeArguments(t, false);
    }
    return this.suffixes(t);
  }
  /** `Outer.class`, `Outer.this`, `Outer.super`, `outer.new`. */
  private selectedWord(t: Expr, dot: number): Expr | null {
    const place = { at: dot, start: t.start, end: this.token.end };
    if (this.is('class')) {
      this.mode = Mode.expression;
      return classLiteral(t, this.next().end);
    }
    if (this.is('this')) {
      this.mode = Mode.expression;
      this.next();
      return { k: 'This', ...place, qualifier: t };
    }
    if (this.is('super')) {
      this.mode = Mode.expression;
      return this.superSuffix({ k: 'Super', ...place, qualifier: t }, null);
    }
    if (this.is('new')) {
      this.mode = Mode.expression;
      return this.creation(t);
    }
    return null;
  }
  /** Does `<` begin the type arguments of a class whose method or constructor is referred to? */
  private isGenericReference(): boolean {
    let depth = 0;
    for (let i = 0; ; i++) {
      const t = this.peek(i);
      if (t.kind === 'id' || (t.kind === 'keyword' && isPrimitiveName(t.text))) continue;
      if (isToken(t, '<')) depth++;
      else if (isToken(t, '>')) {
        depth--;
        if (depth === 0) return this.isAt(i + 1, '.') || this.isAt(i + 1, '[') || this.isAt(i + 1, '::');
        if (depth < 0) return false;
      } else if (!['?', 'extends', 'super', '.', '[', ']', ',', '@', '_'].includes(t.text) || t.kind === 'eof')
        return false;
    }
  }

  protected superSuffix(target: Expr & { k: 'Super' }, args: ReturnType<TypeParser['typeArguments']> | null): Expr {
    this.next();
    if (this.is('(') || args) {
      const { qualifier } = target;
      return this.call(qualifier, 'super', args, target.start, qualifier ? target.at : target.start);
    }
    if (this.is('::')) return this.methodRef(target);
    const dot = this.token.start;
    this.expect('.');
    return this.member(target, dot);
  }

  /** What follows a primary: indices, members, method references, `++`. */
  protected suffixes(from: Term): Term {
    let t = from;
    for (;;) {
      const at = this.token.start;
      const mayBeValue = (this.mode & Mode.expression) !== 0;
      if (this.is('[')) {
        if (this.mode & Mode.type && this.isAt(1, ']')) {
          t = this.brackets(t);
          if (this.is('::')) {
            this.mode = Mode.expression;
            continue;
          }
          return t;
        }
        this.next();
        if (mayBeValue) t = this.indexed(asExpression(t), at);
        this.expect(']');
      } else if (this.is('.')) {
        this.next();
        const args = this.is('<') ? this.typeArguments(false) : null;
        if (args && mayBeValue) t = this.genericMember(asExpression(t), args, at);
        else if (mayBeValue && this.is('new')) {
          this.mode = Mode.expression;
          t = this.creation(asExpression(t));
        } else if (mayBeValue && this.mode === Mode.expression) t = this.member(asExpression(t), at);
        else {
          t = this.selected(t, at);
          if (this.is('<') && this.mode & Mode.type) t = this.withTypeArguments(t, false);
        }
      } else if (mayBeValue && this.is('::')) {
        this.mode = Mode.expression;
        t = this.methodRef(t);
      } else break;
    }
    while (this.mode & Mode.expression && (this.is('++') || this.is('--'))) {
      this.mode = Mode.expression;
      const op = this.next();
      const operand = asExpression(t);
      t = {
        k: 'IncDec',
        at: op.start,
        start: operand.start,
        end: op.end,
        op: op.text as '++',
        prefix: false,
        operand,
      };
    }
    return t;
  }
  private indexed(array: Expr, at: number): Expr {
    this.mode = Mode.expression;
    const index = asExpression(this.assignment());
    return { k: 'Index', at, start: array.start, end: Math.max(index.end, this.token.end), array, index };
  }
  /** A field, or a call of a method. */
  private member(target: Expr, dot: number): Expr {
    if (this.is('<')) return this.genericMember(target, this.typeArguments(false), dot);
    if (this.is('class')) {
      this.complain(this.previousEnd, '<identifier> expected');
      this.breakTo(this.token.start);
      return erroneous(dot, this.next().end, target);
    }
    const field = asExpression(this.selected(target, dot));
    return this.is('(') ? this.callOf(field, null) : field;
  }
  private genericMember(target: Expr, args: ReturnType<TypeParser['typeArguments']>, dot: number): Expr {
    if (this.is('super')) {
      this.next();
      return this.call(target, 'super', args, target.start, dot);
    }
    const field = asExpression(this.selected(target, dot));
    return this.callOf(field, args);
  }
  private callOf(t: Expr, typeArgs: ReturnType<TypeParser['typeArguments']> | null): Expr {
    if (t.k === 'Name') return this.call(null, t.name, typeArgs, t.start, t.start);
    if (t.k === 'Select') return this.call(t.target, t.name, typeArgs, t.start, t.at);
    const args = this.arguments();
    return erroneous(t.at, this.previousEnd, t, ...args);
  }
  protected call(
    target: Expr | null,
    name: string,
    typeArgs: ReturnType<TypeParser['typeArguments']> | null,
    start: number,
    nameAt: number,
  ): Expr {
    const at = this.token.start;
    const args = this.arguments();
    return { k: 'Call', at, nameAt, start, end: this.previousEnd, target, name, typeArgs, args };
  }
  protected arguments(): Expr[] {
    const args: Expr[] = [];
    if (!this.is('(')) {
      this.syntaxError(this.token.start, "'(' expected");
      return args;
    }
    this.next();
    if (!this.is(')')) {
      do args.push(this.expression());
      while (this.accept(','));
    }
    this.expect(')');
    return args;
  }
  private methodRef(t: Term): Expr {
    const at = this.token.start;
    this.expect('::');
    this.mode = Mode.expression;
    if (this.is('<')) this.typeArguments(false);
    const name = this.is('new') ? this.next().text : this.identifier().text;
    const place = { at, start: t.start, end: this.previousEnd };
    if (t.k === 'Type') return { k: 'MethodRef', ...place, target: null, targetType: t.node, name };
    return { k: 'MethodRef', ...place, target: t, targetType: null, name };
  }

  protected creation(outer: Expr | null): Expr {
    const start = this.next().start;
    if (this.is('<')) this.typeArguments(false);
    this.skipAnnotations();
    if (this.token.kind === 'keyword' && isPrimitiveName(this.token.text) && !outer)
      return this.arrayCreation(this.primitiveTerm(), start);
    const outerMode = this.mode;
    this.mode = Mode.type;
    const first = this.identifier();
    let type: Term = { k: 'Name', at: first.start, start: first.start, end: first.end, name: first.text };
    if (this.is('<')) type = this.withTypeArguments(type, true);
    while (this.is('.')) {
      const dot = this.next().start;
      this.skipAnnotations();
      type = this.selected(type, dot);
      if (this.is('<')) type = this.withTypeArguments(type, true);
    }
    this.mode = outerMode;
    if (this.is('[') && !outer) return this.arrayCreation(type, start);
    const place = { at: outer ? outer.end : start, start: outer?.start ?? start };
    if (!this.is('(')) {
      this.breakTo(this.token.start);
      this.complain(this.token.start, outer ? "'(' expected" : "'(' or '[' expected");
      return erroneous(start, this.previousEnd, ...(outer ? [outer] : []));
    }
    const args = this.arguments();
    const body = this.is('{') ? this.classBody('', start) : null;
    return { k: 'New', ...place, end: this.previousEnd, outer, class: asType(type), args, body };
  }
  private arrayCreation(element: Term, start: number): Expr {
    const sizes: Expr[] = [];
    let extraDimensions = 0;
    this.expect('[');
    if (this.accept(']')) {
      extraDimensions = 1 + this.dimensions();
      if (!this.is('{')) {
        this.syntaxError(this.token.start, 'array dimension missing');
        return erroneous(this.token.start, this.previousEnd);
      }
    } else {
      sizes.push(this.expression());
      this.expect(']');
      while (this.is('[')) {
        if (this.isAt(1, ']')) extraDimensions += this.dimensions();
        else {
          this.next();
          sizes.push(this.expression());
          this.expect(']');
        }
      }
    }
    const initAt = this.token.start;
    const init = this.is('{') ? this.arrayInit() : null;
    if (init && sizes.length > 0)
      this.syntaxError(initAt, 'array creation with both dimension expression and initialization is illegal');
    const place = { at: start, start, end: this.previousEnd };
    return { k: 'NewArray', ...place, element: asType(element), sizes, extraDimensions, init };
  }
  protected arrayInit(): Expr & { k: 'ArrayInit' } {
    const { start } = this.token;
    this.expect('{');
    const elements: Expr[] = [];
    if (!this.accept(',') && !this.is('}')) {
      do {
        if (this.is('}')) break;
        elements.push(this.initializer());
      } while (this.accept(','));
    }
    this.expect('}');
    return { k: 'ArrayInit', at: start, start, end: this.previousEnd, elements };
  }
  protected initializer(): Expr {
    return this.is('{') ? this.arrayInit() : this.expression();
  }
  protected primitiveTerm(): Term {
    const t = this.next();
    return typeTerm({ k: 'TPrimitive', at: t.start, name: t.text as 'int' | 'void' }, t.start, t.start, t.end);
  }
}
