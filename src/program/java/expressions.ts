import type { BinaryOp, Expr, Modifiers, SwitchExpr } from '../syntax/ast.ts';
import { isPrimitiveName } from './cursor.ts';
import type { Token } from './lexer.ts';
import { LITERALS, PrimaryParser } from './primaries.ts';
import { asExpression, asType, type Term } from './terms.ts';
import { Mode } from './types.ts';

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
/** JLS 15.14 to 15.27: operators and what they join. */
export abstract class ExpressionParser extends PrimaryParser {
  protected abstract modifiers(): Modifiers;
  protected abstract switchOf(isStatement: boolean): SwitchExpr;

  override expression(): Expr {
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
        return this.switchOf(false);
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
}

function isFloating(of: string): boolean {
  return of === 'float' || of === 'double';
}
function normalize(value: bigint): number | bigint {
  const small = Number(value);
  return Number.isSafeInteger(small) ? small : value;
}
