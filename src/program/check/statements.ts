import type { Block, ClassDecl, Declarator, Expr, LocalVariable, Node, Stmt, SwitchExpr } from '../syntax/ast.ts';
import { walk } from '../syntax/walk.ts';
import { type Env, inner } from './env.ts';
import { ExpressionChecker } from './expressions.ts';
import type { Inference } from './inference.ts';
import { bindings } from './operators.ts';
import { canComplete, canCompleteUnattributed, isTrue, returnsOf } from './reach.ts';
import { type ClassSymbol, ERROR, newVariable, show, type Type, type VariableSymbol } from './types.ts';

function mentions(e: Expr, name: string): boolean {
  let found = false;
  walk(e, (n) => {
    if (n.k === 'Name' && n.name === name) found = true;
  });
  return found;
}
function isLoop(s: Stmt): boolean {
  return s.k === 'Labeled' ? isLoop(s.body) : ['For', 'ForEach', 'While', 'Do'].includes(s.k);
}

/** JLS 14. */
export abstract class StatementChecker extends ExpressionChecker {
  checkVoidCompatible(body: Block): { readonly canBeVoid: boolean; readonly canBeValue: boolean } {
    const r = returnsOf(body);
    const completes = canCompleteUnattributed(body);
    return { canBeVoid: !r.withValue, canBeValue: !r.without && !completes };
  }

  checkBody(body: Block, env: Env): void {
    this.block(body.statements, env);
  }
  private block(statements: readonly Stmt[], env: Env): void {
    // Statements after a pattern that must have matched see its variable.
    for (const s of statements) {
      this.statement(s, env);
      if (s.k === 'If' && !s.else && !canComplete(s.then))
        for (const v of bindings(s.condition, false)) env.variables.set(v.name, v);
      if (s.k === 'While' && !isTrue(s.condition))
        for (const v of bindings(s.condition, false)) env.variables.set(v.name, v);
    }
  }
  private withBindings(e: Expr, when: boolean, env: Env): Env {
    const found = bindings(e, when);
    return inner(env, { variables: new Map(found.map((v) => [v.name, v])) });
  }

  declare(name: string, type: Type, at: number, env: Env, more: Partial<VariableSymbol> = {}): VariableSymbol {
    this.requireNew(name, at, env);
    const v: VariableSymbol = { ...newVariable('local', name, type, at, env.frame.key, false), ...more };
    env.variables.set(name, v);
    return v;
  }

  statement(s: Stmt, env: Env): void {
    switch (s.k) {
      case 'Block':
        this.block(s.statements, inner(env));
        break;
      case 'Local':
        this.localVariable(s, env);
        break;
      case 'LocalClass': {
        const name = s.class.name;
        this.checkLocalClass(s.class, env, null);
        void name;
        break;
      }
      case 'Expr': {
        const p = this.prepare(s.expr, env);
        if (p.k === 'switch') this.checkSwitch(p.expr, env, null, null);
        else this.settle(p, null, null);
        break;
      }
      case 'If':
        this.condition(s.condition, env);
        this.statement(s.then, this.withBindings(s.condition, true, env));
        if (s.else) this.statement(s.else, this.withBindings(s.condition, false, env));
        break;
      case 'While':
        this.condition(s.condition, env);
        this.statement(s.body, { ...this.withBindings(s.condition, true, env), inLoop: true });
        break;
      case 'Do':
        this.statement(s.body, inner(env, { inLoop: true }));
        this.condition(s.condition, env);
        break;
      case 'For': {
        const scope = inner(env);
        for (const i of s.init) this.statement(i, scope);
        let body = scope;
        if (s.condition) {
          this.condition(s.condition, scope);
          body = this.withBindings(s.condition, true, scope);
        }
        for (const u of s.update) this.attribute(u, body);
        this.statement(s.body, { ...inner(body), inLoop: true });
        break;
      }
      case 'ForEach':
        this.forEach(s, env);
        break;
      case 'Return':
        this.returnStatement(s, env);
        break;
      case 'Yield': {
        const y = env.yields;
        if (!y) {
          this.error(env, s, 'yield outside of switch expression');
          this.attribute0(s.value, env);
          break;
        }
        const p = this.prepare(s.value, env);
        const t = this.settle(p, y.inference, y.expected);
        if (y.expected) this.requireAssignable(p, t, y.expected, env, 'bad type in switch expression\n    ');
        y.types.push(t);
        break;
      }
      case 'Break':
        if (s.label) {
          if (!env.labels.includes(s.label)) this.error(env, s, `undefined label: ${s.label}`);
        } else if (!env.inLoop && !env.inSwitch) this.error(env, s, 'break outside switch or loop', s.at + 6);
        break;
      case 'Continue':
        if (s.label) {
          if (!env.labels.includes(s.label)) this.error(env, s, `undefined label: ${s.label}`);
          else if (env.blockLabels.includes(s.label)) this.error(env, s, `not a loop label: ${s.label}`);
        } else if (!env.inLoop) this.error(env, s, 'continue outside of loop', s.at + 9);
        break;
      case 'Throw': {
        const t = this.attribute(s.value, env);
        const throwable = this.relations.classType('java.lang.Throwable');
        if (t.kind !== 'error' && throwable && !this.relations.isSubtype(t, throwable)) {
          this.error(env, s, `incompatible types: ${show(t)} cannot be converted to Throwable`, s.value.end);
        }
        break;
      }
      case 'Try':
        this.tryStatement(s, env);
        break;
      case 'SwitchStmt':
        this.checkSwitch(s.switch, env, null, null);
        break;
      case 'Synchronized':
        this.attribute(s.lock, env);
        this.block(s.body.statements, inner(env));
        break;
      case 'Labeled':
        this.statement(
          s.body,
          inner(env, {
            labels: [...env.labels, s.label],
            blockLabels: isLoop(s.body) ? env.blockLabels : [...env.blockLabels, s.label],
          }),
        );
        break;
      case 'Assert':
        this.condition(s.condition, env);
        if (s.detail) this.attribute(s.detail, env);
        break;
      case 'Empty':
        break;
    }
  }

  private localVariable(s: LocalVariable, env: Env): void {
    const isVar = s.type.k === 'TVar';
    const base: Type = isVar ? ERROR : this.resolver.resolve(s.type, env.types);
    if (base.kind === 'void') this.error(env, s.type, 'illegal start of expression');
    for (const d of s.variables) this.declarator(d, s, base, isVar, env);
  }
  private declarator(d: Declarator, s: LocalVariable, base: Type, isVar: boolean, env: Env): void {
    let type = base;
    for (let i = 0; i < d.dimensions; i++) type = { kind: 'array', of: type };
    const isFinal = s.modifiers.flags.has('final');
    if (isVar) {
      if (!d.init || d.init.k === 'Lambda' || d.init.k === 'MethodRef' || d.init.k === 'ArrayInit') {
        const why = !d.init
          ? "cannot use 'var' on variable without initializer"
          : d.init.k === 'Lambda'
            ? 'lambda expression needs an explicit target-type'
            : d.init.k === 'MethodRef'
              ? 'method reference needs an explicit target-type'
              : 'array initializer needs an explicit target-type';
        this.error(env, d.at, `cannot infer type for local variable ${d.name}\n  (${why})`, d.at + d.name.length);
        d.symbol = this.declare(d.name, ERROR, d.at, env);
        return;
      }
      if (mentions(d.init, d.name)) {
        const why = "cannot use 'var' on self-referencing variable";
        this.error(env, d.at, `cannot infer type for local variable ${d.name}\n  (${why})`, d.at + d.name.length);
        d.symbol = this.declare(d.name, ERROR, d.at, env);
        return;
      }
      const t = this.attribute(d.init, env);
      if (t.kind === 'null' || t.kind === 'void') {
        const why = t.kind === 'null' ? "variable initializer is 'null'" : "variable initializer is 'void'";
        this.error(env, d.at, `cannot infer type for local variable ${d.name}\n  (${why})`, d.at + d.name.length);
      }
      d.symbol = this.declare(d.name, t.kind === 'null' || t.kind === 'void' ? ERROR : t, d.at, env, { isFinal });
      return;
    }
    const symbol = this.declare(d.name, type, d.at, env, { isFinal, uninitialized: d.init === null });
    d.symbol = symbol;
    if (!d.init) return;
    if (d.init.k === 'ArrayInit') this.arrayInit(d.init, type, env);
    else if (type.kind === 'error') this.attribute0(d.init, env);
    else {
      this.attributeAs(d.init, env, type);
      if (isFinal && d.init.constant && (type.kind === 'primitive' || this.relations.isString(type)))
        symbol.constant = this.constantAs(d.init, type);
    }
  }
  protected constantAs(e: Expr, type: Type): NonNullable<Expr['constant']> {
    const v = e.constant!.value;
    if (type.kind === 'primitive' && (type.name === 'float' || type.name === 'double') && typeof v === 'bigint')
      return { value: Number(v) };
    return { value: v };
  }

  private forEach(s: Stmt & { k: 'ForEach' }, env: Env): void {
    const scope = inner(env);
    const over = this.relations.capture(this.attribute(s.iterable, env));
    let element: Type = ERROR;
    if (over.kind === 'array') element = over.of;
    else if (over.kind !== 'error') {
      const iterable = this.universe.find('java.lang.Iterable');
      const view = iterable ? this.relations.asSuper(over, iterable) : null;
      if (!view) {
        this.error(
          env,
          s.iterable,
          `for-each not applicable to expression type\n  required: array or java.lang.Iterable\n  found:    ${show(over)}`,
          s.iterable.end,
        );
      } else
        element = view.args[0] ? this.relations.upper(this.relations.capture(view.args[0])) : this.relations.object;
    }
    s.elementType = element;
    const type = s.type.k === 'TVar' ? element : this.resolver.resolve(s.type, env.types);
    if (
      s.type.k !== 'TVar' &&
      element.kind !== 'error' &&
      type.kind !== 'error' &&
      !this.relations.isConvertible(element, type, true)
    ) {
      this.error(
        env,
        s.iterable,
        `incompatible types: ${this.mismatch(this.relations.uncapture(element), type)}`,
        s.iterable.end,
      );
    }
    s.symbol = this.declare(s.name, type, s.nameAt, scope, s.isFinal ? { isFinal: true, uninitialized: true } : {});
    this.statement(s.body, inner(scope, { inLoop: true }));
  }

  private returnStatement(s: Stmt & { k: 'Return' }, env: Env): void {
    const rule = env.returns;
    if (!rule) {
      this.error(env, s, 'return outside method');
      if (s.value) this.attribute0(s.value, env);
      return;
    }
    if (env.yields) this.error(env, s, 'attempt to return out of a switch expression');
    s.expected = rule.type;
    if (!s.value) {
      if (rule.type && rule.type.kind !== 'void') {
        this.error(
          env,
          s,
          rule.isLambda
            ? 'incompatible types: bad return type in lambda expression\n    missing return value'
            : 'incompatible types: missing return value',
          s.at + 6,
        );
      }
      return;
    }
    if (!rule.type) {
      rule.found.push(this.attribute(s.value, env));
      return;
    }
    if (rule.type.kind === 'void') {
      this.attribute0(s.value, env);
      this.error(
        env,
        s.value,
        rule.isLambda
          ? 'incompatible types: bad return type in lambda expression\n    unexpected return value'
          : 'incompatible types: unexpected return value',
        s.value.end,
      );
      return;
    }
    const pending = this.prepare(s.value, env);
    const type = this.settle(pending, rule.inference, rule.type);
    if (rule.inference) {
      const inference = rule.inference;
      inference.whenSolved(() => {
        s.expected = inference.apply(rule.type!);
      });
    }
    if (type.kind === 'void') {
      this.error(env, s.value, `incompatible types: void cannot be converted to ${show(rule.type)}`, s.value.end);
      return;
    }
    if (rule.isLambda) this.requireLambdaResult(pending, type, rule.type, env, rule.inference ?? null);
    else this.requireAssignable(pending, type, rule.type, env);
  }

  private tryStatement(s: Stmt & { k: 'Try' }, env: Env): void {
    const scope = inner(env);
    const closeable = this.relations.classType('java.lang.AutoCloseable');
    for (const r of s.resources) {
      if (r.k === 'Local') {
        this.localVariable(r, scope);
        const v = r.variables[0]!;
        const t = v.symbol?.type ?? ERROR;
        if (v.symbol) v.symbol.isFinal = true;
        if (closeable && t.kind !== 'error' && !this.relations.isSubtype(t, closeable)) {
          this.error(
            env,
            v.at,
            `incompatible types: try-with-resources not applicable to variable type\n    (${show(t)} cannot be converted to AutoCloseable)`,
            v.at + v.name.length,
          );
        }
      } else this.attribute(r, scope);
    }
    this.block(s.body.statements, inner(scope));
    const throwable = this.relations.classType('java.lang.Throwable');
    for (const c of s.catches) {
      const types = c.types.map((t) => this.resolver.resolve(t, env.types));
      c.checkedTypes = types;
      types.forEach((t, i) => {
        if (t.kind !== 'error' && throwable && !this.relations.isSubtype(t, throwable)) {
          this.error(env, c.types[i]!, `incompatible types: ${show(t)} cannot be converted to Throwable`);
        }
        types.forEach((u, j) => {
          if (
            i !== j &&
            t.kind === 'class' &&
            u.kind === 'class' &&
            t.symbol !== u.symbol &&
            t.symbol.isSubclassOf(u.symbol)
          ) {
            this.error(
              env,
              c.types[i]!,
              `Alternatives in a multi-catch statement cannot be related by subclassing\n  Alternative ${show(t)} is a subclass of alternative ${show(u)}`,
            );
          }
        });
      });
      const within = inner(env);
      const good = types.filter((t) => t.kind !== 'error');
      c.symbol = this.declare(c.name, good.length > 1 ? this.relations.lub(good) : (types[0] ?? ERROR), c.at, within);
      this.block(c.body.statements, within);
    }
    if (s.finally) this.block(s.finally.statements, inner(env));
  }

  /** Files that have heard of the preview feature: once is enough. */
  private readonly toldOfPatterns = new WeakSet<object>();

  checkSwitch(expr: SwitchExpr, env: Env, inference: Inference | null, target: Type | null): Type {
    const selector = this.relations.capture(this.attribute(expr.selector, env));
    const isExpression = !expr.isStatement;
    const types: Type[] = [];
    const unboxed = this.relations.unbox(selector);
    const enumSymbol = selector.kind === 'class' && selector.symbol.classKind === 'enum' ? selector.symbol : null;
    if (enumSymbol) expr.selectorKind = 'enum';
    else if (this.relations.isString(selector)) expr.selectorKind = 'string';
    else if (unboxed && ['int', 'short', 'byte', 'char'].includes(unboxed.name)) expr.selectorKind = 'int';
    else if (selector.kind !== 'error' && !this.toldOfPatterns.has(env.unit)) {
      this.toldOfPatterns.add(env.unit);
      this.error(
        env,
        env.unit.text.lastIndexOf('(', expr.selector.start),
        'patterns in switch statements are a preview feature and are disabled by default.\n  (use --enable-preview to enable patterns in switch statements)',
        expr.selector.end,
      );
    }
    const body = inner(env, {
      inSwitch: !isExpression,
      inLoop: isExpression ? false : env.inLoop,
      yields: isExpression ? { expected: target, inference, types } : env.yields,
    });
    const seen = new Set<unknown>();
    let hasDefault = false;
    let scope = inner(body);
    for (const c of expr.cases) {
      if (c.arrow !== expr.cases[0]!.arrow) this.error(env, c, 'different case kinds used in the switch');
      if (c.isDefault) {
        if (hasDefault) this.error(env, c.at + 7, 'duplicate default label');
        hasDefault = true;
      }
      for (const label of c.labels) {
        if (enumSymbol && label.k === 'Name') {
          const field = enumSymbol.fields.get(label.name);
          if (!field?.isEnumConstant) {
            this.error(
              env,
              label,
              'an enum switch case label must be the unqualified name of an enumeration constant',
              label.end,
            );
            continue;
          }
          label.symbol = field;
          label.type = selector;
          if (seen.has(label.name)) this.error(env, label, 'duplicate case label', label.end);
          seen.add(label.name);
          continue;
        }
        const t = this.attribute(label, env);
        if (t.kind === 'error' || selector.kind === 'error') continue;
        if (!expr.selectorKind) {
          if (label.constant)
            this.error(
              env,
              label,
              `constant label of type ${show(t)} is not compatible with switch selector type ${show(selector)}`,
              label.end,
            );
          continue;
        }
        if (!label.constant) {
          if (expr.selectorKind === 'enum')
            this.error(
              env,
              label,
              'an enum switch case label must be the unqualified name of an enumeration constant',
              label.end,
            );
          else
            this.error(
              env,
              label,
              expr.selectorKind === 'string' ? 'constant string expression required' : 'constant expression required',
              label.end,
            );
          continue;
        }
        const wanted = unboxed ?? selector;
        if (!this.isAssignable(label, t, wanted)) {
          this.error(
            env,
            label,
            `${expr.selectorKind === 'enum' ? 'an enum switch case label must be the unqualified name of an enumeration constant' : `incompatible types: ${this.mismatch(t, wanted)}`}`,
            label.end,
          );
        }
        if (seen.has(label.constant.value)) this.error(env, c, 'duplicate case label', label.end);
        seen.add(label.constant.value);
      }
      if (c.arrow) scope = inner(body);
      if (c.value) {
        if (isExpression) {
          const p = this.prepare(c.value, scope);
          const t = this.settle(p, inference, target);
          if (target && target.kind !== 'error')
            this.requireAssignable(p, t, target, env, 'bad type in switch expression\n    ');
          types.push(t);
        } else {
          const t = this.attribute(c.value, scope);
          void t;
          if (!['Call', 'Assign', 'CompoundAssign', 'IncDec', 'New'].includes(c.value.k))
            this.error(env, c.value, 'not a statement', c.value.end);
        }
      }
      for (const s of c.body) this.statement(s, scope);
    }
    if (isExpression) {
      const complete =
        hasDefault ||
        (enumSymbol !== null && enumSymbol.decl?.constants.every((k) => seen.has(k.name)) === true) ||
        (enumSymbol?.isLibrary ?? false);
      if (!complete && selector.kind !== 'error')
        this.log.lateError(
          env.unit,
          expr.at,
          'the switch expression does not cover all possible input values',
          expr.end,
        );
    }
    let type: Type;
    if (!isExpression) type = { kind: 'void' };
    else if (target && target.kind !== 'error') type = target;
    else type = this.switchType(types);
    expr.type = type;
    if (inference && isExpression) {
      inference.whenSolved(() => {
        expr.type = inference.apply(type);
      });
    }
    return type;
  }
  private switchType(types: readonly Type[]): Type {
    const known = types.filter((t) => t.kind !== 'error');
    if (known.length === 0) return ERROR;
    if (known.every((t) => this.relations.isSame(t, known[0]!) && t.kind === known[0]!.kind)) return known[0]!;
    const unboxed = known.map((t) => this.relations.unbox(t));
    if (unboxed.every((t) => t !== null && t.name !== 'boolean'))
      return unboxed.reduce((a, b) => this.relations.promote(a!, b!))!;
    return this.relations.lub(known.map((t) => this.relations.box(t)));
  }

  abstract override checkLocalClass(decl: ClassDecl, env: Env, base: Type | null): ClassSymbol;
  protected at(node: Node): number {
    return node.at;
  }
}
