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
  TypeNode,
} from '../syntax/ast.ts';
import { Cursor, isPrimitiveName } from './cursor.ts';

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
export const NO_MODIFIERS: Modifiers = { flags: new Set(), annotations: [] };

/** JLS 15. */
export abstract class ExpressionParser extends Cursor {
  protected abstract block(): Block;
  protected abstract statement(): Stmt;
  protected abstract classBody(kind: 'class', name: string, at: number): ClassDecl;
  protected abstract modifiers(): Modifiers;

  expression(): Expr {
    const left = this.conditional();
    const op = this.assignmentOperator();
    if (!op) return left;
    const at = this.token.start;
    for (let i = 0; i < op.length; ) i += this.next().text.length;
    const value = this.expression();
    const place = { at, start: left.start, end: value.end };
    if (op === '=') return { k: 'Assign', ...place, target: left, value };
    return { k: 'CompoundAssign', ...place, op: op.slice(0, -1) as BinaryOp, target: left, value };
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

  protected conditional(): Expr {
    const condition = this.binary(1);
    if (!this.is('?')) return condition;
    const at = this.next().start;
    const then = this.lambdaOr(() => this.conditionalBranch());
    this.expect(':');
    const otherwise = this.lambdaOr(() => this.conditional());
    return { k: 'Conditional', at, start: condition.start, end: otherwise.end, condition, then, else: otherwise };
  }
  private conditionalBranch(): Expr {
    return this.expression();
  }
  private lambdaOr(parse: () => Expr): Expr {
    return this.lambda() ?? parse();
  }

  private binary(minimum: number): Expr {
    let left = this.unary();
    for (;;) {
      const op = this.binaryOperator();
      const precedence = op ? PRECEDENCE[op] : undefined;
      if (!op || precedence === undefined || precedence < minimum) return left;
      const at = this.token.start;
      if (op === 'instanceof') {
        this.next();
        left = this.instanceOf(left, at);
        continue;
      }
      for (let i = 0; i < op.length; ) i += this.next().text.length;
      const right = this.binary(precedence + 1);
      left = { k: 'Binary', at, start: left.start, end: right.end, op: op as BinaryOp, left, right };
    }
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
    this.accept('final');
    const test = this.typeNode();
    let binding = null;
    if (this.token.kind === 'id') {
      const name = this.next();
      binding = { name: name.text, at: name.start };
    }
    return { k: 'InstanceOf', at, start: operand.start, end: this.previousEnd, operand, test, binding };
  }

  private unary(): Expr {
    const t = this.token;
    if (t.kind === 'op') {
      switch (t.text) {
        case '-':
        case '+':
        case '~':
        case '!': {
          this.next();
          const operand = this.unary();
          if (t.text === '-' && operand.k === 'Literal' && operand.start === t.end && this.isNumber(operand.of)) {
            const value = typeof operand.value === 'bigint' ? normalize(-operand.value) : -(operand.value as number);
            return { ...operand, value, at: t.start, start: t.start };
          }
          return { k: 'Unary', at: t.start, start: t.start, end: operand.end, op: t.text, operand };
        }
        case '++':
        case '--': {
          this.next();
          const operand = this.unary();
          return { k: 'IncDec', at: t.start, start: t.start, end: operand.end, op: t.text, prefix: true, operand };
        }
        case '(': {
          const special = this.lambda() ?? this.cast();
          if (special) return special;
        }
      }
    }
    // JLS 15.28: nothing is selected from a switch expression.
    if (this.is('switch')) return this.switchExpression(false);
    return this.postfix(this.primary());
  }
  private isNumber(of: string): boolean {
    return of === 'int' || of === 'long' || of === 'float' || of === 'double';
  }

  private cast(): Expr | null {
    const start = this.token.start;
    const to = this.attempt(() => {
      this.next();
      const type = this.typeNode();
      while (this.accept('&')) this.typeNode();
      this.expect(')');
      if (type.k === 'TPrimitive') return type;
      // A cast to a reference type is followed by something that cannot go on a parenthesised expression.
      const t = this.token;
      const ok =
        t.kind === 'id' ||
        ['int', 'long', 'float', 'double', 'char', 'string'].includes(t.kind) ||
        (t.kind === 'op' && ['(', '!', '~'].includes(t.text)) ||
        (t.kind === 'keyword' &&
          (['this', 'super', 'new', 'true', 'false', 'null', 'switch', 'void'].includes(t.text) ||
            isPrimitiveName(t.text)));
      if (!ok) this.fail('cast');
      return type;
    });
    if (!to) return null;
    const operand = this.lambda() ?? this.unary();
    return { k: 'Cast', at: start, start, end: operand.end, to, operand };
  }

  /** A lambda expression, when one starts here. */
  private lambda(): Expr | null {
    const t = this.token;
    if (this.inLabel) return null;
    let params: Parameter[] | null = null;
    if (t.kind === 'id' && this.isAt(1, '->')) {
      this.next();
      params = [{ at: t.start, name: t.text, type: null, varargs: false, modifiers: NO_MODIFIERS }];
    } else if (this.is('(') && this.lambdaFollows()) params = this.lambdaParameters();
    if (!params) return null;
    this.expect('->');
    const body = this.is('{') ? this.block() : this.expression();
    return { k: 'Lambda', at: t.start, start: t.start, end: this.previousEnd, params, body };
  }
  private lambdaFollows(): boolean {
    let depth = 0;
    for (let i = this.p; i < this.tokens.length; i++) {
      const t = this.tokens[i]!;
      if (t.kind === 'eof' || (t.kind === 'op' && (t.text === ';' || t.text === '{'))) return false;
      if (t.kind !== 'op') continue;
      if (t.text === '(') depth++;
      else if (t.text === ')' && --depth === 0) {
        const after = this.tokens[i + 1]!;
        return after.kind === 'op' && after.text === '->';
      }
    }
    return false;
  }
  private lambdaParameters(): Parameter[] {
    this.expect('(');
    const params: Parameter[] = [];
    while (!this.is(')')) {
      if (params.length > 0) this.expect(',');
      if (this.token.kind === 'id' && (this.isAt(1, ',') || this.isAt(1, ')'))) {
        const name = this.next();
        params.push({ at: name.start, name: name.text, type: null, varargs: false, modifiers: NO_MODIFIERS });
      } else params.push(this.parameter());
    }
    this.next();
    return params;
  }
  protected parameter(): Parameter {
    const modifiers = this.modifiers();
    const isVar = this.isWord('var') && this.peek().kind === 'id';
    let type: TypeNode | null = isVar ? null : this.typeNode();
    if (isVar) this.next();
    const varargs = this.accept('...');
    const name = this.is('this') ? this.next() : this.identifier();
    if (type) type = this.dimensions(type);
    if (type && varargs) type = { k: 'TArray', at: type.at, of: type };
    return { at: name.start, name: name.text, type, varargs, modifiers };
  }

  private primary(): Expr {
    const t = this.token;
    const place = { at: t.start, start: t.start, end: t.end };
    switch (t.kind) {
      case 'int':
      case 'long':
      case 'float':
      case 'double':
      case 'char':
      case 'string':
        this.next();
        return { k: 'Literal', ...place, of: t.kind, value: t.value };
      case 'bad':
        this.next();
        return { k: 'Literal', ...place, of: 'string', value: '' };
      case 'id': {
        const simple = this.lambda() ?? this.genericTypeReference();
        if (simple) return simple;
        this.next();
        if (this.is('(')) return this.call(null, t.text, null, t.start, t.start);
        return { k: 'Name', ...place, name: t.text };
      }
      case 'op':
        if (t.text === '(') {
          this.next();
          const inner = this.lambda() ?? this.expression();
          this.expect(')');
          return inner;
        }
        break;
      case 'keyword':
        switch (t.text) {
          case 'true':
          case 'false':
            this.next();
            return { k: 'Literal', ...place, of: 'boolean', value: t.text === 'true' };
          case 'null':
            this.next();
            return { k: 'Literal', ...place, of: 'null', value: null };
          case 'this':
            this.next();
            if (this.is('(')) return this.call(null, 'this', null, t.start, t.start);
            return { k: 'This', ...place, qualifier: null };
          case 'super':
            this.next();
            if (this.is('(')) return this.call(null, 'super', null, t.start, t.start);
            if (!this.is('.') && !this.is('::')) this.fail("'.' expected");
            return { k: 'Super', ...place, qualifier: null };
          case 'new':
            return this.creation(null);
        }
        if (isPrimitiveName(t.text) || t.text === 'void') {
          const type = this.typeNode();
          if (this.is('::')) return this.methodRef(null, type, t.start);
          this.expect('.');
          this.expect('class');
          return { k: 'ClassLiteral', ...place, end: this.previousEnd, of: type };
        }
    }
    if (t.kind === 'op' || t.kind === 'keyword' || t.kind === 'eof') this.fail('illegal start of expression');
    this.fail('illegal start of expression');
  }

  /** `Type<Args>::m`, `Type[]::new`, `Type[].class`: types where a name alone would be an expression. */
  private genericTypeReference(): Expr | null {
    let i = 1;
    while (this.isAt(i, '.') && this.peek(i + 1).kind === 'id') i += 2;
    if (!(this.isAt(i, '<') || (this.isAt(i, '[') && this.isAt(i + 1, ']')))) return null;
    const start = this.token.start;
    const type = this.attempt(() => {
      const found = this.typeNode();
      if (!this.is('::') && !(this.is('.') && this.isAt(1, 'class'))) this.fail('type');
      return found;
    });
    if (!type) return null;
    if (this.is('::')) return this.methodRef(null, type, start);
    this.next();
    this.next();
    return { k: 'ClassLiteral', at: start, start, end: this.previousEnd, of: type };
  }

  private methodRef(target: Expr | null, targetType: TypeNode | null, start: number): Expr {
    const at = this.expect('::').start;
    if (this.is('<')) this.typeArguments(false);
    const name = this.is('new') ? this.next().text : this.identifier().text;
    return { k: 'MethodRef', at, start, end: this.previousEnd, target, targetType, name };
  }

  private postfix(from: Expr): Expr {
    let e = from;
    for (;;) {
      if (this.is('.')) {
        const dot = this.next();
        if (this.is('<')) {
          const typeArgs = this.typeArguments(false);
          const name = this.is('super') ? this.next() : this.identifier();
          e = this.call(e, name.text, typeArgs, e.start, dot.start);
        } else if (this.is('new')) e = this.creation(e);
        else if (this.is('class')) {
          this.next();
          e = { k: 'ClassLiteral', at: e.start, start: e.start, end: this.previousEnd, of: this.asType(e) };
        } else if (this.is('this')) {
          this.next();
          e = { k: 'This', at: dot.start, start: e.start, end: this.previousEnd, qualifier: e };
        } else if (this.is('super')) {
          this.next();
          e = { k: 'Super', at: dot.start, start: e.start, end: this.previousEnd, qualifier: e };
        } else {
          if (this.token.kind !== 'id') {
            const at = this.token.kind === 'op' || this.token.kind === 'keyword' ? this.token.start : this.previousEnd;
            this.fail('<identifier> expected', this.token.start > this.previousEnd ? this.previousEnd : at);
          }
          const name = this.next();
          if (this.is('(')) e = this.call(e, name.text, null, e.start, dot.start);
          else e = { k: 'Select', at: dot.start, start: e.start, end: name.end, target: e, name: name.text };
        }
      } else if (this.is('[')) {
        const at = this.next().start;
        const index = this.expression();
        this.expect(']');
        e = { k: 'Index', at, start: e.start, end: this.previousEnd, array: e, index };
      } else if (this.is('++') || this.is('--')) {
        const op = this.next();
        e = { k: 'IncDec', at: op.start, start: e.start, end: op.end, op: op.text as '++', prefix: false, operand: e };
      } else if (this.is('::')) e = this.methodRef(e, null, e.start);
      else return e;
    }
  }
  private asType(e: Expr): TypeNode {
    const parts: { name: string; args: null; at: number }[] = [];
    for (let at: Expr = e; ; at = at.target) {
      if (at.k === 'Name') {
        parts.unshift({ name: at.name, args: null, at: at.at });
        break;
      }
      if (at.k !== 'Select') this.fail('<identifier> expected');
      parts.unshift({ name: at.name, args: null, at: at.at });
    }
    return { k: 'TName', at: e.at, parts };
  }

  private call(
    target: Expr | null,
    name: string,
    typeArgs: readonly TypeNode[] | null,
    start: number,
    nameAt: number,
  ): Expr {
    const at = this.token.start;
    const args = this.arguments();
    return { k: 'Call', at, nameAt, start, end: this.previousEnd, target, name, typeArgs, args };
  }
  protected arguments(): Expr[] {
    this.expect('(');
    const args: Expr[] = [];
    if (!this.is(')')) {
      do args.push(this.expression());
      while (this.accept(','));
    }
    if (
      !this.is(')') &&
      this.token.kind !== 'bad' &&
      this.token.kind !== 'eof' &&
      this.tokens[this.p - 1]?.kind !== 'bad'
    ) {
      this.report(this.previousEnd, this.previousEnd, "')' expected");
      if (!this.is(';')) this.fail("')' expected");
      return args;
    }
    this.expect(')');
    return args;
  }

  private creation(outer: Expr | null): Expr {
    const start = this.next().start;
    if (this.is('<')) this.typeArguments(false);
    const type = this.typeNode(false, true);
    if (this.is('[')) return this.arrayCreation(type, start);
    if (!this.is('(')) this.fail("'(' or '[' expected");
    const args = this.arguments();
    const body = this.is('{') ? this.classBody('class', '', start) : null;
    return {
      k: 'New',
      at: outer ? outer.end : start,
      start: outer?.start ?? start,
      end: this.previousEnd,
      outer,
      class: type,
      args,
      body,
    };
  }
  private arrayCreation(element: TypeNode, start: number): Expr {
    const sizes: Expr[] = [];
    let extraDimensions = 0;
    while (this.is('[')) {
      this.next();
      if (this.is(']')) extraDimensions++;
      else if (extraDimensions > 0) break;
      else sizes.push(this.expression());
      this.expect(']');
    }
    if (this.is('{') && sizes.length > 0)
      this.report(
        this.token.start,
        this.token.end,
        'array creation with both dimension expression and initialization is illegal',
      );
    const init = this.is('{') ? this.arrayInit() : null;
    if (sizes.length === 0 && !init) this.fail('array dimension missing');
    return {
      k: 'NewArray',
      at: start,
      start,
      end: this.previousEnd,
      element,
      sizes,
      extraDimensions,
      init: init && init.k === 'ArrayInit' ? init : null,
    };
  }
  protected arrayInit(): Expr {
    const start = this.expect('{').start;
    const elements: Expr[] = [];
    while (!this.is('}')) {
      elements.push(this.is('{') ? this.arrayInit() : this.expression());
      if (!this.accept(',')) break;
    }
    this.expect('}');
    return { k: 'ArrayInit', at: start, start, end: this.previousEnd, elements };
  }

  protected switchExpression(isStatement: boolean): SwitchExpr {
    const start = this.expect('switch').start;
    this.expect('(');
    const selector = this.expression();
    this.expect(')');
    this.expect('{');
    const cases: SwitchCase[] = [];
    while (!this.is('}')) cases.push(this.switchCase());
    this.next();
    return { k: 'Switch', at: start, start, end: this.previousEnd, selector, cases, isStatement };
  }
  /** A constant of a case: what an arrow follows is no lambda's parameter. */
  private label(): Expr {
    this.inLabel = true;
    try {
      return this.conditional();
    } finally {
      this.inLabel = false;
    }
  }
  private inLabel = false;

  private switchCase(): SwitchCase {
    const at = this.token.start;
    const labels: Expr[] = [];
    let isDefault = false;
    if (this.accept('default')) isDefault = true;
    else {
      if (!this.is('case')) this.fail("case, default, or '}' expected");
      this.next();
      do {
        if (this.accept('default')) isDefault = true;
        else labels.push(this.label());
      } while (this.accept(','));
    }
    if (this.accept('->')) {
      if (this.is('{')) return { at, labels, isDefault, arrow: true, body: [this.block()], value: null };
      if (this.is('throw')) return { at, labels, isDefault, arrow: true, body: [this.statement()], value: null };
      const value = this.expression();
      this.expect(';');
      return { at, labels, isDefault, arrow: true, body: [], value };
    }
    if (!this.accept(':')) this.report(this.previousEnd, this.previousEnd, ': or -> expected');
    const body: Stmt[] = [];
    while (!this.is('case') && !this.is('}') && !(this.is('default') && (this.isAt(1, ':') || this.isAt(1, '->')))) {
      if (this.token.kind === 'eof') this.fail("'}' expected");
      body.push(this.statement());
    }
    return { at, labels, isDefault, arrow: false, body, value: null };
  }
}

function normalize(value: bigint): number | bigint {
  const small = Number(value);
  return Number.isSafeInteger(small) ? small : value;
}
