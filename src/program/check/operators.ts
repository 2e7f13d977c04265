import type { Assign, Binary, Cast, CompoundAssign, Expr, IncDec, InstanceOf, Unary } from '../syntax/ast.ts';
import { constantText, convertConstant, foldBinary, foldUnary } from './constants.ts';
import { type Env, inner } from './env.ts';
import { FunctionChecker } from './functions.ts';
import { Inference } from './inference.ts';
import type { FieldSymbol, VariableSymbol } from './types.ts';
import { BOOLEAN, ERROR, INT, isIntegral, isNumeric, isReifiable, newVariable, show, type Type } from './types.ts';

/** JLS 15.14 to 15.26: operators, casts and assignments. */
export abstract class OperatorChecker extends FunctionChecker {
  // ---- operators -----------------------------------------------------------------------------------------------------

  protected unary(expr: Unary, env: Env): Type {
    const t = this.attribute(expr.operand, env);
    if (t.kind === 'error') return expr.op === '!' ? BOOLEAN : ERROR;
    const p = this.relations.unbox(t);
    const bad = (): Type => {
      this.error(env, expr, `bad operand type ${show(t)} for unary operator '${expr.op}'`, expr.end);
      return ERROR;
    };
    if (expr.op === '!') {
      if (p !== BOOLEAN) return bad();
      if (expr.operand.constant) expr.constant = { value: !expr.operand.constant.value };
      return BOOLEAN;
    }
    if (!p || !isNumeric(p) || (expr.op === '~' && !isIntegral(p))) return bad();
    const result = this.relations.promote(p, INT);
    if (expr.operand.constant) {
      const folded = foldUnary(expr.op, expr.operand.constant.value, result);
      if (folded) expr.constant = folded;
    }
    return result;
  }
  protected incDec(expr: IncDec, env: Env): Type {
    const t = this.attribute(expr.operand, env);
    this.checkTarget(expr.operand, env, true);
    if (t.kind === 'error') return ERROR;
    const p = this.relations.unbox(t);
    if (!p || !isNumeric(p)) {
      this.error(env, expr, `bad operand type ${show(t)} for unary operator '${expr.op}'`, expr.end);
      return ERROR;
    }
    return t;
  }
  protected binary(expr: Binary, env: Env): Type {
    // Long concatenations are left-deep; walk them without recursion.
    const a = expr.left.k === 'Binary' ? this.leftSpine(expr.left, env) : this.attribute(expr.left, env);
    const scope = expr.op === '&&' ? bindings(expr.left, true) : expr.op === '||' ? bindings(expr.left, false) : [];
    const rightEnv = scope.length > 0 ? inner(env, { variables: new Map(scope.map((v) => [v.name, v])) }) : env;
    const b = this.attribute(expr.right, rightEnv);
    return this.binaryType(expr, a, b, env);
  }
  protected leftSpine(expr: Binary, env: Env): Type {
    const spine: Binary[] = [];
    let at: Expr = expr;
    while (at.k === 'Binary' && at.op !== '&&' && at.op !== '||') {
      spine.push(at);
      at = at.left;
    }
    let type = this.attribute(at, env);
    for (const e of spine.reverse()) {
      type = this.binaryType(e, type, this.attribute(e.right, env), env);
      e.type = type;
    }
    return type;
  }
  protected binaryType(expr: Binary, a: Type, b: Type, env: Env): Type {
    const { type, operandType } = this.operator(expr.op, a, b, expr, env);
    expr.operandType = operandType;
    const x = expr.left.constant;
    const y = expr.right.constant;
    if (x && y && type.kind !== 'error') {
      if (expr.op === '+' && this.relations.isString(type)) {
        expr.constant = { value: constantText(x.value, a) + constantText(y.value, b) };
      } else {
        const folded = foldBinary(expr.op, x.value, y.value, operandType?.kind === 'primitive' ? operandType : null);
        if (folded) expr.constant = folded;
        else if (
          (expr.op === '/' || expr.op === '%') &&
          operandType &&
          isIntegral(operandType) &&
          Number(y.value) === 0
        ) {
          // javac only warns: [divzero]
        }
      }
    }
    return type;
  }
  protected assign(expr: Assign, env: Env): Type {
    const target = this.attribute(expr.target, env);
    this.checkTarget(expr.target, env, false);
    if (expr.value.k === 'ArrayInit') {
      this.error(env, expr.value, 'illegal start of expression');
      return target;
    }
    if (target.kind === 'error') {
      this.attribute0(expr.value, env);
      return ERROR;
    }
    this.attributeAs(expr.value, env, this.relations.declared(target));
    return target;
  }
  /** Checks an expression whose target is unknown. */
  attribute0(expr: Expr, env: Env): void {
    const p = this.prepare(expr, env);
    if (p.k === 'lambda' || p.k === 'ref') this.settle(p, null, ERROR);
    else this.settle(p, null, null);
  }
  protected compoundAssign(expr: CompoundAssign, env: Env): Type {
    const target = this.attribute(expr.target, env);
    this.checkTarget(expr.target, env, true);
    const value = this.attribute(expr.value, env);
    if (target.kind === 'error') return ERROR;
    if (
      expr.op === '+' &&
      !this.relations.isString(target) &&
      this.relations.isString(value) &&
      !this.relations.isSubtype(this.universe.string, target)
    ) {
      this.error(env, expr.value, `incompatible types: String cannot be converted to ${show(target)}`, expr.value.end);
      expr.operandType = null;
      return target;
    }
    const { type, operandType } = this.operator(expr.op, target, value, expr, env);
    expr.operandType = operandType;
    if (type.kind !== 'error' && !this.relations.isCastable(type, target)) {
      this.error(env, expr, `incompatible types: ${this.mismatch(type, target)}`, expr.end);
    }
    return target;
  }
  /** An assignment's left side: a variable, and no final one. */
  protected checkTarget(target: Expr, env: Env, compound: boolean): void {
    if (target.k === 'Index') return;
    if (target.k === 'Name' || target.k === 'Select') {
      const s = target.symbol;
      if (!s) return;
      if (s.kind === 'local' || s.kind === 'parameter') {
        if (s.isFinal && !s.uninitialized) {
          if (s.kind === 'local')
            this.error(env, target, `cannot assign a value to final variable ${s.name}`, target.end);
          else if (!this.log.isSilent)
            this.log.lateError(env.unit, target.at, `final parameter ${s.name} may not be assigned`, target.end);
        }
        if (!this.log.isSilent) {
          if (compound || !s.uninitialized) s.reassigned = true;
          else if (!s.assignments.includes(target.at)) {
            s.assignments.push(target.at);
          }
          // A variable of outside cannot be assigned in a lambda or inner class.
          if (s.body !== env.frame.key) {
            for (let f: Env['frame'] | null = env.frame; f && f.key !== s.body; f = f.parent) {
              if (f.kind !== 'method') {
                s.reassigned = true;
                break;
              }
            }
          }
        }
        return;
      }
      if (s.kind === 'field') {
        if (s.flags.has('final')) {
          const own = s.owner === env.class && !s.isEnumConstant;
          const initializing =
            own &&
            (target.k === 'Name' || target.target.k === 'This') &&
            (s.flags.has('static')
              ? env.method === null && env.isStatic
              : env.method === null || env.method.name === '<init>') &&
            env.frame.kind !== 'lambda' &&
            !hasInitializer(s);
          if (!initializing) this.error(env, target, `cannot assign a value to final variable ${s.name}`, target.end);
        }
        return;
      }
      if (s.kind === 'length') {
        this.error(env, target, 'cannot assign a value to final variable length', target.end);
        return;
      }
    }
    if (target.type?.kind === 'error') return;
    this.error(env, target, 'unexpected type\n  required: variable\n  found:    value', target.end);
  }
  protected cast(expr: Cast, env: Env): Type {
    const types = [expr.to, ...(expr.besides ?? [])].map((node) => this.resolver.resolve(node, env.types));
    const to: Type =
      types.length === 1 ? types[0]! : (types.find((t) => t.kind === 'error') ?? { kind: 'intersection', types });
    expr.target = to;
    const pending = this.prepare(expr.operand, env);
    const from =
      pending.k === 'lambda' || pending.k === 'ref'
        ? this.settle(pending, null, to)
        : this.settle(pending, null, pending.k === 'call' ? null : null);
    if (to.kind === 'error' || from.kind === 'error') return to;
    if (pending.k !== 'lambda' && pending.k !== 'ref' && !this.relations.isCastable(from, to)) {
      this.error(
        env,
        expr.operand,
        `incompatible types: ${show(this.relations.uncapture(from))} cannot be converted to ${show(to)}`,
        expr.operand.end,
      );
    }
    if (expr.operand.constant) {
      if (to.kind === 'primitive') {
        const folded = convertConstant(expr.operand.constant.value, from, to);
        if (folded) expr.constant = folded;
      } else if (this.relations.isString(to)) expr.constant = expr.operand.constant;
    }
    return this.relations.capture(to);
  }
  protected instanceOf(expr: InstanceOf, env: Env): Type {
    const from = this.attribute(expr.operand, env);
    const to = this.resolver.resolve(expr.test, env.types);
    expr.target = to;
    if (from.kind === 'primitive') {
      this.error(
        env,
        expr.operand,
        `unexpected type\n  required: reference\n  found:    ${show(from)}`,
        expr.operand.end,
      );
      return BOOLEAN;
    }
    if (from.kind !== 'error' && to.kind !== 'error') {
      if (!this.relations.isCastable(from, to))
        this.error(
          env,
          expr.operand,
          `incompatible types: ${show(this.relations.uncapture(from))} cannot be converted to ${show(to)}`,
          expr.operand.end,
        );
      else if (!this.isSafeTest(from, to))
        this.error(
          env,
          expr.operand,
          `${show(this.relations.uncapture(from))} cannot be safely cast to ${show(to)}`,
          expr.operand.end,
        );
      else if (expr.binding && this.relations.isSubtype(from, to))
        this.error(
          env,
          expr,
          `expression type ${show(this.relations.uncapture(from))} is a subtype of pattern type ${show(to)}`,
          expr.end,
        );
    }
    if (expr.binding) {
      this.requireNew(expr.binding.name, expr.binding.at, env);
      expr.variable = newVariable('local', expr.binding.name, to, expr.binding.at, env.frame.key, false);
    }
    return BOOLEAN;
  }

  /** Can a test at run time, which knows no type arguments, tell whether it is one (JLS 15.20.2)? */
  private isSafeTest(from: Type, to: Type): boolean {
    if (isReifiable(to)) return true;
    if (this.relations.isSubtype(from, to)) return true;
    if (to.kind !== 'class' || from.kind !== 'class') return false;
    // The arguments must follow from what is tested.
    const inference = new Inference(this.relations);
    const by = inference.fresh(to.symbol.typeParameters);
    const general = this.relations.substitute(to.symbol.thisType, by);
    const view = this.relations.asSuper(general, from.symbol);
    if (!view || from.args.length === 0 || !this.relations.isSubtype(view, from)) return false;
    const isKnown = [...by.values()].every((v) => v.kind === 'infer' && v.equal.length + v.upper.length > 0);
    return isKnown && this.relations.isSubtype(inference.solveIn(general), to);
  }

  operator(
    op: Binary['op'],
    a: Type,
    b: Type,
    expr: Expr,
    env: Env,
  ): { readonly type: Type; readonly operandType: Type | null } {
    if (a.kind === 'error' || b.kind === 'error') {
      const isTest = ['==', '!=', '<', '>', '<=', '>=', '&&', '||'].includes(op);
      const text = op === '+' && (this.relations.isString(a) || this.relations.isString(b));
      return { type: isTest ? BOOLEAN : text ? this.universe.string : ERROR, operandType: null };
    }
    const bad = (): { type: Type; operandType: null } => {
      this.error(
        env,
        expr,
        `bad operand types for binary operator '${op}'\n  first type:  ${show(a)}\n  second type: ${show(b)}`,
        expr.end,
      );
      return { type: ERROR, operandType: null };
    };
    if (op === '+' && (this.relations.isString(a) || this.relations.isString(b))) {
      if (a.kind === 'void' || b.kind === 'void') {
        this.error(env, expr, "'void' type not allowed here");
        return { type: this.universe.string, operandType: null };
      }
      return { type: this.universe.string, operandType: null };
    }
    const pa = this.relations.unbox(a);
    const pb = this.relations.unbox(b);
    switch (op) {
      case '&&':
      case '||':
        return pa === BOOLEAN && pb === BOOLEAN ? { type: BOOLEAN, operandType: BOOLEAN } : bad();
      case '==':
      case '!=': {
        if (a.kind === 'void' || b.kind === 'void') return bad();
        if (a.kind === 'primitive' || b.kind === 'primitive') {
          if (!pa || !pb) return bad();
          if (pa === BOOLEAN && pb === BOOLEAN) return { type: BOOLEAN, operandType: BOOLEAN };
          if (!isNumeric(pa) || !isNumeric(pb)) {
            this.error(env, expr, `incomparable types: ${show(a)} and ${show(b)}`, expr.end);
            return { type: BOOLEAN, operandType: null };
          }
          return { type: BOOLEAN, operandType: this.relations.promote(pa, pb) };
        }
        if (!this.relations.isCastable(a, b) && !this.relations.isCastable(b, a)) {
          this.error(env, expr, `incomparable types: ${show(a)} and ${show(b)}`, expr.end);
        }
        return { type: BOOLEAN, operandType: null };
      }
      case '<':
      case '>':
      case '<=':
      case '>=':
        if (!pa || !pb || !isNumeric(pa) || !isNumeric(pb)) return bad();
        return { type: BOOLEAN, operandType: this.relations.promote(pa, pb) };
      case '<<':
      case '>>':
      case '>>>': {
        if (!pa || !pb || !isIntegral(pa) || !isIntegral(pb)) return bad();
        const type = this.relations.promote(pa, INT);
        return { type, operandType: type };
      }
      case '&':
      case '|':
      case '^':
        if (pa === BOOLEAN && pb === BOOLEAN) return { type: BOOLEAN, operandType: BOOLEAN };
        if (!pa || !pb || !isIntegral(pa) || !isIntegral(pb)) return bad();
        {
          const type = this.relations.promote(pa, pb);
          return { type, operandType: type };
        }
      default: {
        if (!pa || !pb || !isNumeric(pa) || !isNumeric(pb)) return bad();
        const type = this.relations.promote(pa, pb);
        return { type, operandType: type };
      }
    }
  }
}

function hasInitializer(field: FieldSymbol): boolean {
  const decl = field.owner.decl;
  if (!decl) return false;
  return decl.members.some((m) => m.k === 'Field' && m.variables.some((v) => v.name === field.name && v.init !== null));
}

/** Pattern variables that are there when the expression is true (or false). */
export function bindings(e: Expr, when: boolean): VariableSymbol[] {
  switch (e.k) {
    case 'InstanceOf':
      return when && e.variable ? [e.variable] : [];
    case 'Unary':
      return e.op === '!' ? bindings(e.operand, !when) : [];
    case 'Binary':
      if (e.op === '&&' && when) return [...bindings(e.left, true), ...bindings(e.right, true)];
      if (e.op === '||' && !when) return [...bindings(e.left, false), ...bindings(e.right, false)];
      return [];
    default:
      return [];
  }
}
