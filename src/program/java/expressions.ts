import type {
  BinaryOp,
  Block,
  ClassDecl,
  Expr,
  Modifiers,
  Parameter,
  Stmt,
  SwitchCase,
  SwitchExpr,
} from '../syntax/ast.ts';
import { isPrimitiveName, isToken } from './cursor.ts';
import type { Token } from './lexer.ts';
import { asExpression, asType, classLiteral, erroneous, type Term, typeTerm } from './terms.ts';
import { Mode, TypeParser } from './types.ts';

const PRECEDENCE: Readonly<Record<string, number>> = {
  '||': 1,
  '&&': 2,
  '|': 3,
  '^': 4,
  '&': 5,
  '==': 6,
  '!=': 6,
  '<': 7,
  '>': 7,
  '<=': 7,
  '>=': 7,
  instanceof: 7,
  '<<': 8,
  '>>': 8,
  '>>>': 8,
  '+': 9,
  '-': 9,
  '*': 10,
  '/': 10,
  '%': 10,
};
const ASSIGNMENTS: ReadonlySet<string> = new Set(['+=', '-=', '*=', '/=', '%=', '&=', '|=', '^=', '<<=']);
const LITERALS: ReadonlySet<string> = new Set(['int', 'long', 'float', 'double', 'char', 'string']);
/** What follows the parenthesis of a cast to a class. */
const OPERANDS: ReadonlySet<string> = new Set(
  '! ~ ( this super true false null new assert enum _ switch void'.split(' '),
);
export const NO_MODIFIERS: Modifiers = { flags: new Set(), annotations: [] };

/** JLS 15. Expressions and types begin alike; the mode says which of them may stand here, and narrows as more is read. */
export abstract class ExpressionParser extends TypeParser {
  protected abstract block(): Block;
  protected abstract statementAsBlock(): Stmt;
  protected abstract blockStatements(): Stmt[];
  protected abstract classBody(name: string, at: number): ClassDecl;
  protected abstract modifiers(): Modifiers;
  protected abstract parameters(ofLambda: boolean): Parameter[];

  /** In parentheses: `(x++)` is no statement. */
  protected readonly parenthesised = new WeakSet<Expr>();

  expression(): Expr {
    return asExpression(this.term(Mode.expression));
  }
  /** An expression without assignments, as the values of annotations are. */
  protected plainExpression(): Expr {
    this.mode = Mode.expression;
    return asExpression(this.conditional());
  }

  protected override assignment(): Term {
    const left = this.conditional();
    const op = this.mode & Mode.expression ? this.assignmentOperator() : null;
    return op ? this.assigned(asExpression(left), op) : left;
  }
  private assigned(target: Expr, op: string): Expr {
    const at = this.token.start;
    for (let i = 0; i < op.length; ) i += this.next().text.length;
    this.mode = Mode.expression;
    const value = asExpression(this.assignment());
    const place = { at, start: target.start, end: value.end };
    if (op === '=') return { k: 'Assign', ...place, target, value };
    return { k: 'CompoundAssign', ...place, op: op.slice(0, -1) as BinaryOp, target, value };
  }
  private assignmentOperator(): string | null {
    const t = this.token;
    if (t.kind !== 'op') return null;
    if (t.text === '=' || ASSIGNMENTS.has(t.text)) return t.text;
    if (t.text === '>') {
      const joined = this.angles();
      if (joined === '>>=' || joined === '>>>=') return joined;
    }
    return null;
  }
  /** Adjacent `>` tokens read as one operator. */
  private angles(): string {
    let joined = '';
    let at = this.p;
    let end = this.token.start;
    for (;;) {
      const t = this.tokens[at]!;
      if (t.kind !== 'op' || t.start !== end || !(t.text === '>' || t.text === '>=' || t.text === '=')) break;
      if (t.text !== '>' && joined === '') return t.text;
      joined += t.text;
      end = t.end;
      at++;
      if (t.text !== '>' || joined.length > 3) break;
    }
    return joined;
  }

  private conditional(): Term {
    const condition = this.binary();
    if (!(this.mode & Mode.expression) || !this.is('?')) return condition;
    this.mode = Mode.expression;
    return this.conditionalRest(asExpression(condition));
  }
  private conditionalRest(condition: Expr): Expr {
    if (!this.is('?')) return condition;
    const at = this.next().start;
    this.mode = Mode.expression;
    const then = asExpression(this.assignment());
    this.expect(':');
    const otherwise = asExpression(this.conditional());
    return { k: 'Conditional', at, start: condition.start, end: otherwise.end, condition, then, else: otherwise };
  }

  private binary(): Term {
    const left = this.operand();
    if (!(this.mode & Mode.expression) || !this.precedence()) return left;
    this.mode = Mode.expression;
    return this.binaryRest(asExpression(left), 1);
  }
  private precedence(): number {
    const op = this.binaryOperator();
    return op ? (PRECEDENCE[op] ?? 0) : 0;
  }
  private binaryRest(first: Expr, minimum: number): Expr {
    let left = first;
    for (let precedence = this.precedence(); precedence >= minimum; precedence = this.precedence()) {
      const at = this.token.start;
      const op = this.binaryOperator()!;
      if (op === 'instanceof') {
        this.next();
        left = this.instanceOf(left, at);
        continue;
      }
      for (let i = 0; i < op.length; ) i += this.next().text.length;
      const right = this.binaryRest(asExpression(this.operand()), precedence + 1);
      left = { k: 'Binary', at, start: left.start, end: right.end, op: op as BinaryOp, left, right };
    }
    return left;
  }
  private binaryOperator(): string | null {
    const t = this.token;
    if (t.kind === 'keyword') return t.text === 'instanceof' ? t.text : null;
    if (t.kind !== 'op') return null;
    if (t.text !== '>') return t.text;
    const joined = this.angles();
    return joined === '>>=' || joined === '>>>=' ? null : joined;
  }
  private instanceOf(operand: Expr, at: number): Expr {
    this.modifiers();
    const test = asType(this.typeWithout('var'));
    let binding = null;
    if (this.token.kind === 'id') {
      const name = this.next();
      binding = { name: name.text, at: name.start };
    }
    return { k: 'InstanceOf', at, start: operand.start, end: this.previousEnd, operand, test, binding };
  }

  /** Unary operators, casts, primaries and what is selected from them. */
  protected override operand(): Term {
    const t = this.token;
    const mayBeValue = (this.mode & Mode.expression) !== 0;
    const place = { at: t.start, start: t.start, end: t.end };
    if (LITERALS.has(t.kind)) return mayBeValue ? this.suffixes(this.literal(false)) : this.illegal();
    if (t.kind === 'id' || (t.kind === 'keyword' && this.isName(t))) return this.named();
    if (t.kind === 'op') return this.operandOfOperator(t);
    if (t.kind !== 'keyword') return this.illegal();
    if (isPrimitiveName(t.text)) return this.suffixes(this.bracketSuffix(this.brackets(this.primitiveTerm())));
    if (t.text === 'void') {
      if (!mayBeValue) return this.primitiveTerm();
      const term = this.primitiveTerm();
      return this.is('.') ? this.suffixes(this.bracketSuffix(term)) : this.illegal(t.start);
    }
    if (!mayBeValue) return this.illegal();
    switch (t.text) {
      case 'true':
      case 'false':
        this.mode = Mode.expression;
        this.next();
        return this.suffixes({ k: 'Literal', ...place, of: 'boolean', value: t.text === 'true' });
      case 'null':
        this.mode = Mode.expression;
        this.next();
        return this.suffixes({ k: 'Literal', ...place, of: 'null', value: null });
      case 'this':
        this.mode = Mode.expression;
        this.next();
        return this.suffixes(
          this.is('(') ? this.call(null, 'this', null, t.start, t.start) : { k: 'This', ...place, qualifier: null },
        );
      case 'super':
        this.mode = Mode.expression;
        return this.suffixes(this.superSuffix({ k: 'Super', ...place, qualifier: null }, null));
      case 'new':
        this.mode = Mode.expression;
        return this.suffixes(this.creation(null));
      case 'switch':
        // JLS 15.28: nothing is selected from a switch expression.
        return this.switchExpression();
    }
    return this.illegal();
  }

  private operandOfOperator(t: Token): Term {
    const mayBeValue = (this.mode & Mode.expression) !== 0;
    switch (t.text) {
      case '@':
        this.skipAnnotations();
        return this.operand();
      case '?':
        return this.mode & Mode.type && this.mode & Mode.argument ? this.wildcard() : this.illegal();
      case '-':
      case '+':
      case '~':
      case '!': {
        if (!mayBeValue) return this.illegal();
        this.next();
        this.mode = Mode.expression;
        const follows = this.token.start === t.end && (this.token.kind === 'int' || this.token.kind === 'long');
        if (t.text === '-' && follows) return this.suffixes(this.literal(true));
        const operand = asExpression(this.operand());
        if (t.text === '-' && operand.k === 'Literal' && operand.start === t.end && isFloating(operand.of))
          return { ...operand, value: -(operand.value as number), at: t.start, start: t.start };
        return { k: 'Unary', at: t.start, start: t.start, end: operand.end, op: t.text, operand };
      }
      case '++':
      case '--': {
        if (!mayBeValue) return this.illegal();
        this.next();
        this.mode = Mode.expression;
        const operand = asExpression(this.operand());
        return { k: 'IncDec', at: t.start, start: t.start, end: operand.end, op: t.text, prefix: true, operand };
      }
      case '(':
        return mayBeValue ? this.inParentheses() : this.illegal();
      case '<':
        return mayBeValue ? this.genericCall() : this.illegal();
    }
    return this.illegal();
  }
  /** `<T>this(…)` and `<T>super(…)`; other names want something before them. */
  private genericCall(): Term {
    const start = this.token.start;
    const args = this.typeArguments(false);
    const t = this.token;
    this.mode = Mode.expression;
    if (this.accept('this')) return this.suffixes(this.call(null, 'this', args, start, t.start));
    if (this.is('super')) {
      const place = { at: t.start, start, end: t.end };
      return this.suffixes(this.superSuffix({ k: 'Super', ...place, qualifier: null }, args));
    }
    return this.illegal();
  }

  private literal(negative: boolean): Expr {
    const t = this.next();
    this.mode = Mode.expression;
    const start = negative ? t.start - 1 : t.start;
    const place = { at: start, start, end: t.end };
    if (t.kind === 'int' && t.value === 2 ** 31 && !negative) this.error(t.start, 'integer number too large', t.end);
    if (t.kind === 'long' && t.value === 2n ** 63n && !negative) this.error(t.start, 'integer number too large', t.end);
    const { value } = t;
    const signed = !negative
      ? value
      : typeof value === 'bigint'
        ? normalize(-value)
        : t.kind === 'int'
          ? -(value as number) | 0
          : 0 - (value as number);
    return { k: 'Literal', ...place, of: t.kind as 'int', value: signed };
  }

  private inParentheses(): Term {
    const { start } = this.token;
    switch (this.parenthesesHold()) {
      case 'type': {
        this.next();
        this.mode = Mode.type;
        const to = asType(this.typeWithout('var'));
        while (this.accept('&')) this.typeNode();
        this.expect(')');
        this.mode = Mode.expression;
        const operand = asExpression(this.operand());
        return { k: 'Cast', at: start, start, end: operand.end, to, operand };
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
  private named(): Term {
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

  private superSuffix(target: Expr & { k: 'Super' }, args: ReturnType<TypeParser['typeArguments']> | null): Expr {
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
  private suffixes(from: Term): Term {
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
  private call(
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

  private creation(outer: Expr | null): Expr {
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

  // ---- switch --------------------------------------------------------------------------------------------------------

  private switchExpression(): Expr {
    return this.switchOf(false);
  }
  /** A switch: as a statement its rules hold statements, as an expression values. */
  protected switchOf(isStatement: boolean): SwitchExpr {
    const { start } = this.next();
    this.expect('(');
    const selector = this.expression();
    this.expect(')');
    this.expect('{');
    const cases = this.switchCases(isStatement);
    this.expect('}');
    return { k: 'Switch', at: start, start, end: this.previousEnd, selector, cases, isStatement };
  }
  protected switchCases(isStatement: boolean): SwitchCase[] {
    const cases: SwitchCase[] = [];
    while (!this.is('}') && !this.atEnd) {
      if (this.is('case') || this.is('default')) {
        cases.push(this.switchCase(isStatement));
        continue;
      }
      const { start } = this.next();
      this.syntaxError(start, "case, default, or '}' expected");
    }
    return cases;
  }
  private switchCase(isStatement: boolean): SwitchCase {
    const at = this.token.start;
    const labels: Expr[] = [];
    let isDefault = this.accept('default');
    if (!isDefault) {
      this.next();
      do {
        if (this.accept('default')) isDefault = true;
        else labels.push(this.label());
      } while (this.accept(','));
    }
    const place = { at, labels, isDefault };
    if (!this.is('->')) {
      this.expect(':', ': or -> expected');
      return { ...place, arrow: false, body: this.blockStatements(), value: null };
    }
    this.next();
    if (isStatement) return { ...place, arrow: true, ...this.ruleStatement() };
    if (this.is('{') || this.is('throw'))
      return { ...place, arrow: true, body: [this.statementAsBlock()], value: null };
    const value = this.expression();
    this.expect(';');
    return { ...place, arrow: true, body: [], value };
  }
  private ruleStatement(): { body: Stmt[]; value: Expr | null } {
    const statement = this.statementAsBlock();
    if (statement.k === 'Expr') return { body: [], value: statement.expr };
    if (statement.k !== 'Block' && statement.k !== 'Throw') {
      const message = 'unexpected statement in case, expected is an expression, a block or a throw statement';
      this.error(statement.at, message);
    }
    return { body: [statement], value: null };
  }
  /** A constant of a case: what an arrow follows is no lambda's parameter. */
  private label(): Expr {
    const t = this.token;
    const isPattern = t.kind === 'id' && (this.peek().kind === 'id' || this.patternFollows());
    if (!isPattern) return asExpression(this.term(Mode.expression | Mode.label));
    const message = 'patterns in switch statements are a preview feature and are disabled by default.';
    this.error(t.start, `${message}\n  (use --enable-preview to enable patterns in switch statements)`);
    this.typeNode();
    const name = this.identifier();
    return erroneous(t.start, name.end);
  }
  /** A generic or qualified type and a name. */
  private patternFollows(): boolean {
    let i = 0;
    for (let depth = 0; ; i++) {
      const t = this.peek(i);
      if (isToken(t, '<')) depth++;
      else if (isToken(t, '>')) depth--;
      else if (t.kind === 'id') {
        if (depth === 0 && i > 0 && !isToken(this.peek(i - 1), '.')) return true;
      } else if (!isToken(t, '.') && !(depth > 0 && (isToken(t, ',') || isToken(t, '?')))) return false;
    }
  }
  protected primitiveTerm(): Term {
    const t = this.next();
    return typeTerm({ k: 'TPrimitive', at: t.start, name: t.text as 'int' | 'void' }, t.start, t.start, t.end);
  }
}

function isFloating(of: string): boolean {
  return of === 'float' || of === 'double';
}
function normalize(value: bigint): number | bigint {
  const small = Number(value);
  return Number.isSafeInteger(small) ? small : value;
}
