import type {
  ArrayInit,
  Conditional,
  Constant,
  Expr,
  Name,
  NewArray,
  Select,
  SwitchExpr,
  This,
} from '../syntax/ast.ts';
import type { Pending } from './base.ts';
import { convertConstant } from './constants.ts';
import { staticContext } from './enclosing.ts';
import { type Env, inner } from './env.ts';
import type { Inference } from './inference.ts';
import { findField } from './members.ts';
import { bindings, OperatorChecker } from './operators.ts';
import { lacks, outsidePrefix } from './outside.ts';
import { describeClass, describeType, findType, memberClass, unitOf, unknownImport } from './scope.ts';
import {
  BOOLEAN,
  CHAR,
  type ClassSymbol,
  className,
  DOUBLE,
  ERROR,
  erasure,
  type FieldSymbol,
  FLOAT,
  INT,
  isNumeric,
  isReifiable,
  LONG,
  NULL,
  type PrimitiveType,
  show,
  type Type,
  type VariableSymbol,
} from './types.ts';

/** JLS 15, apart from calls and functions. */
export abstract class ExpressionChecker extends OperatorChecker {
  abstract checkSwitch(expr: SwitchExpr, env: Env, inference: Inference | null, target: Type | null): Type;

  prepare(expr: Expr, env: Env): Pending {
    switch (expr.k) {
      case 'Lambda':
        return { k: 'lambda', expr, env };
      case 'MethodRef': {
        if (expr.targetType) {
          const target = this.resolver.resolve(expr.targetType, env.types);
          return { k: 'ref', expr, env, target, isTypeTarget: true };
        }
        const e = expr.target!;
        if (e.k === 'Super') {
          this.noteThis(env);
          e.type = env.class.superclass ?? this.relations.object;
          return { k: 'ref', expr, env, target: e.type, isTypeTarget: false };
        }
        const named = this.typeOfName(e, env);
        if (named)
          return { k: 'ref', expr, env, target: { kind: 'class', symbol: named, args: [] }, isTypeTarget: true };
        const target = this.relations.capture(this.attribute(e, env));
        return { k: 'ref', expr, env, target, isTypeTarget: false };
      }
      case 'Call':
        return this.prepareCall(expr, env);
      case 'New':
        return this.prepareNew(expr, env);
      case 'Conditional':
        return this.prepareConditional(expr, env);
      case 'Switch':
        return { k: 'switch', expr, env };
      default: {
        const type = this.standalone(expr, env);
        expr.type = type;
        return { k: 'type', expr, type };
      }
    }
  }

  settle(pending: Pending, inference: Inference | null, target: Type | null): Type {
    switch (pending.k) {
      case 'type':
        return pending.type;
      case 'call':
        return this.instantiate(pending.site, inference, target);
      case 'lambda':
        return this.settleLambda(pending.expr, pending.env, inference, target);
      case 'ref':
        return this.settleReference(pending, inference, target);
      case 'anonymous':
        return this.settleAnonymous(pending, inference, target);
      case 'switch':
        return this.checkSwitch(pending.expr, pending.env, inference, target);
      case 'conditional': {
        const a = this.settle(pending.then, inference, target);
        const b = this.settle(pending.else, inference, target);
        const expr = pending.expr as Conditional;
        const type =
          target && target.kind !== 'primitive' && target.kind !== 'error' ? target : this.conditionalType(expr, a, b);
        if (inference && target) {
          for (const [p, t] of [
            [pending.then, a],
            [pending.else, b],
          ] as const) {
            if (p.k !== 'lambda' && p.k !== 'ref') this.relations.isConvertible(t, target, true);
          }
          inference.whenSolved(() => {
            expr.type = inference.apply(type);
          });
        }
        expr.type = type;
        return type;
      }
    }
  }

  /** A conditional of numbers or booleans has a type of its own; others take the target's (JLS 15.25). */
  private prepareConditional(expr: Conditional, env: Env): Pending {
    this.condition(expr.condition, env);
    const within = (when: boolean): Env => {
      const found = bindings(expr.condition, when);
      return found.length > 0 ? inner(env, { variables: new Map(found.map((v) => [v.name, v])) }) : env;
    };
    const then = this.prepare(expr.then, within(true));
    const otherwise = this.prepare(expr.else, within(false));
    if (then.k === 'type' && otherwise.k === 'type') {
      const a = this.relations.unbox(then.type);
      const b = this.relations.unbox(otherwise.type);
      if (
        (a && b) ||
        (then.type.kind !== 'null' &&
          otherwise.type.kind !== 'null' &&
          (then.type.kind === 'primitive') !== (otherwise.type.kind === 'primitive') &&
          a &&
          b)
      ) {
        const type = this.conditionalType(expr, then.type, otherwise.type);
        expr.type = type;
        foldChoice(expr, type);
        return { k: 'type', expr, type };
      }
      if (this.relations.isString(then.type) && this.relations.isString(otherwise.type)) {
        expr.type = then.type;
        foldChoice(expr, then.type);
      }
    }
    return { k: 'conditional', expr, then, else: otherwise };
  }
  private conditionalType(expr: Conditional, a: Type, b: Type): Type {
    if (a.kind === 'error' || b.kind === 'error') return a.kind === 'error' ? b : a;
    if (a.kind === 'void' || b.kind === 'void') return ERROR;
    const pa = this.relations.unbox(a);
    const pb = this.relations.unbox(b);
    if (this.relations.isSame(a, b) && a.kind === b.kind) return a;
    if (pa && pb) {
      if (pa === pb) return pa;
      if (isNumeric(pa) && isNumeric(pb)) {
        const fits = (c: Constant | undefined, from: PrimitiveType, to: PrimitiveType): boolean =>
          from === INT &&
          c !== undefined &&
          ['byte', 'short', 'char'].includes(to.name) &&
          this.relations.constantFits(c.value, to);
        if (fits(expr.then.constant, pa, pb)) return pb;
        if (fits(expr.else.constant, pb, pa)) return pa;
        const small = ['byte', 'short'];
        if (small.includes(pa.name) && small.includes(pb.name)) return pa.name === 'short' ? pa : pb;
        return this.relations.promote(pa, pb);
      }
    }
    if (a.kind === 'null') return this.relations.box(b);
    if (b.kind === 'null') return this.relations.box(a);
    return this.relations.lub([this.relations.box(a), this.relations.box(b)]);
  }

  condition(expr: Expr, env: Env): void {
    const type = this.attribute(expr, env);
    if (type.kind === 'error') return;
    if (this.relations.unbox(type) !== BOOLEAN)
      this.error(env, expr, `incompatible types: ${show(type)} cannot be converted to boolean`, expr.end);
  }

  private standalone(expr: Expr, env: Env): Type {
    switch (expr.k) {
      case 'Erroneous':
        for (const part of expr.parts) this.attribute0(part, env);
        return ERROR;
      case 'Literal':
        return this.literal(expr);
      case 'Name':
        return this.name(expr, env);
      case 'Select':
        return this.select(expr, env);
      case 'This':
        return this.thisType(expr, env);
      case 'Super':
        return env.class.superclass ?? this.relations.object;
      case 'Unary':
        return this.unary(expr, env);
      case 'IncDec':
        return this.incDec(expr, env);
      case 'Binary':
        return this.binary(expr, env);
      case 'Assign':
        return this.assign(expr, env);
      case 'CompoundAssign':
        return this.compoundAssign(expr, env);
      case 'Cast':
        return this.cast(expr, env);
      case 'InstanceOf':
        return this.instanceOf(expr, env);
      case 'Index': {
        const array = this.attribute(expr.array, env);
        this.intIndex(expr.index, env);
        if (array.kind === 'error') return ERROR;
        if (array.kind !== 'array') {
          this.error(env, expr, `array required, but ${show(array)} found`, expr.end);
          return ERROR;
        }
        return this.relations.capture(array.of);
      }
      case 'NewArray':
        return this.newArray(expr, env);
      case 'ArrayInit':
        this.error(env, expr, 'illegal initializer for array');
        return ERROR;
      case 'ClassLiteral': {
        const t = this.resolver.resolve(expr.of, env.types);
        expr.target = t;
        if (t.kind === 'variable') {
          this.error(env, expr.end - '.class'.length, 'cannot select from a type variable', expr.end);
          return ERROR;
        }
        const c = this.universe.find('java.lang.Class');
        const nothing = this.relations.classType('java.lang.Void') ?? this.relations.object;
        return c ? { kind: 'class', symbol: c, args: [t.kind === 'void' ? nothing : this.relations.box(t)] } : ERROR;
      }
      default:
        throw new Error(`no standalone expression: ${expr.k}`);
    }
  }

  private literal(expr: Expr & { k: 'Literal' }): Type {
    if (expr.value !== null) expr.constant = { value: expr.value };
    switch (expr.of) {
      case 'int':
        return INT;
      case 'long':
        return LONG;
      case 'float':
        return FLOAT;
      case 'double':
        return DOUBLE;
      case 'char':
        return CHAR;
      case 'boolean':
        return BOOLEAN;
      case 'string':
        return this.universe.string;
      case 'null':
        return NULL;
    }
  }

  private intIndex(expr: Expr, env: Env): void {
    const t = this.attribute(expr, env);
    if (t.kind === 'error') return;
    const p = this.relations.unbox(t);
    if (!p || !this.relations.isSubtype(p, INT))
      this.error(env, expr, `incompatible types: ${this.mismatch(t, INT)}`, expr.end);
  }

  // ---- names ---------------------------------------------------------------------------------------------------------

  private findVariableOrField(
    name: string,
    env: Env,
  ):
    | { readonly variable: VariableSymbol }
    | { readonly field: FieldSymbol; readonly owner: ClassSymbol; readonly isStatic: boolean }
    | null {
    let last: ClassSymbol | null = null;
    for (let e: Env | null = env; e; e = e.parent) {
      const v = e.variables.get(name);
      if (v) return { variable: v };
      if (e.parent === null || e.parent.class !== e.class) {
        if (e.class !== last) {
          last = e.class;
          const field = findField(e.class, name);
          if (field) return { field, owner: e.class, isStatic: staticContext(env, e.class) };
        }
      }
    }
    for (const i of unitOf(env.types).staticImports) {
      if (i.member !== null && i.member !== name) continue;
      const owner = this.universe.find(i.class);
      const field = owner ? findField(owner, name) : null;
      if (field?.flags.has('static')) return { field, owner: owner!, isStatic: true };
    }
    return null;
  }

  private name(expr: Name, env: Env): Type {
    const found = this.findVariableOrField(expr.name, env);
    if (!found) {
      const type = findType(env.types, expr.name);
      if (type?.kind === 'class') expr.symbol = type;
      const us = unitOf(env.types);
      const outside = us.outside(expr.name) ?? us.outsideStatic(expr.name);
      if (outside) {
        this.log.noteOutside(env.unit, expr.at, expr.end, outside);
        return ERROR;
      }
      const imported = us.unknown.get(expr.name);
      this.error(
        env,
        expr,
        imported
          ? unknownImport(imported)
          : `cannot find symbol\n  symbol:   variable ${expr.name}\n  location: ${describeClass(env.class)}`,
        expr.end,
      );
      return ERROR;
    }
    if ('variable' in found) {
      const v = found.variable;
      expr.symbol = v;
      if (v.constant) expr.constant = v.constant;
      if (!v.constant) this.noteVariable(v, expr.at, env);
      return v.type;
    }
    return this.fieldUse(expr, found.field, found.owner, found.isStatic, env);
  }
  private fieldUse(expr: Name, field: FieldSymbol, owner: ClassSymbol, isStatic: boolean, env: Env): Type {
    expr.symbol = field;
    if (field.constant) expr.constant = field.constant;
    if (!field.flags.has('static')) {
      if (isStatic) {
        this.error(env, expr, `non-static variable ${field.name} cannot be referenced from a static context`, expr.end);
      } else this.noteThis(env);
    }
    return this.fieldType(owner.thisType, field);
  }
  fieldType(site: Type, field: FieldSymbol): Type {
    if (field.flags.has('static')) return field.type;
    const receiver = this.receiverFor(site, field.owner);
    return this.relations.capture(receiver ? this.relations.substitute(field.type, receiver) : erasure(field.type));
  }

  /** Resolves a name that may be a class or a package; null for variables. */
  typeOfName(expr: Expr, env: Env): ClassSymbol | null {
    if (expr.k === 'Name') {
      if (this.findVariableOrField(expr.name, env)) return null;
      const t = findType(env.types, expr.name);
      if (t?.kind === 'class') {
        this.resolver.reportAmbiguity(t, expr.name, env.types, expr.at);
        expr.symbol = t;
        return t;
      }
      return null;
    }
    if (expr.k !== 'Select') return null;
    const text = qualifiedText(expr);
    if (text === null) return null;
    const root = rootName(expr);
    if (root && this.findVariableOrField(root, env)) return null;
    const outer = this.typeOfName(expr.target, env);
    if (outer) {
      if (findField(outer, expr.name)) return null;
      const inner = memberClass(outer, expr.name);
      if (inner) expr.symbol = inner;
      return inner;
    }
    const symbol = this.universe.find(text);
    if (symbol) expr.symbol = symbol;
    return symbol;
  }

  private select(expr: Select, env: Env): Type {
    if (expr.target.k === 'Select') this.qualifies.add(expr.target);
    if (expr.name === '') {
      if (!this.typeOfName(expr.target, env)) this.attribute0(expr.target, env);
      return ERROR;
    }
    const asType = this.typeOfName(expr.target, env);
    if (asType) {
      const field = findField(asType, expr.name);
      if (field) {
        expr.symbol = field;
        if (field.constant) expr.constant = field.constant;
        if (!field.flags.has('static')) {
          this.error(
            env,
            expr,
            `non-static variable ${field.name} cannot be referenced from a static context`,
            expr.end,
          );
        }
        this.checkFieldAccess(field, expr, env);
        return field.type;
      }
      const inner = memberClass(asType, expr.name);
      if (inner) {
        expr.symbol = inner;
        return { kind: 'class', symbol: inner, args: [] };
      }
      if (lacks(asType, expr.name)) {
        this.log.noteOutside(env.unit, expr.start, expr.end, `${asType.qualifiedName}.${expr.name}`);
        return ERROR;
      }
      this.error(
        env,
        expr,
        `cannot find symbol\n  symbol:   variable ${expr.name}\n  location: ${describeType(asType)}`,
        expr.end,
      );
      return ERROR;
    }
    const text = qualifiedText(expr.target);
    if (text !== null && !this.findVariableOrField(rootName(expr.target)!, env)) {
      // A package, then.
      const isType = findType(env.types, rootName(expr.target)!);
      const outside =
        isType || expr.target.k !== 'Name'
          ? isType
            ? null
            : (outsidePrefix(`${text}.${expr.name}`) ?? unitOf(env.types).outside(rootName(expr.target)!))
          : unitOf(env.types).outside(expr.target.name);
      if (outside) {
        this.log.noteOutside(env.unit, expr.start, expr.end, outside);
        return ERROR;
      }
      if (!isType && expr.target.k === 'Name' && !this.qualifies.has(expr)) {
        const imported = unitOf(env.types).unknown.get(expr.target.name);
        if (!this.universe.hasPackage(text)) {
          this.error(
            env,
            expr.target,
            imported
              ? unknownImport(imported)
              : `cannot find symbol\n  symbol:   variable ${expr.target.name}\n  location: ${describeClass(env.class)}`,
            expr.target.end,
          );
          return ERROR;
        }
      }
      if (!isType) {
        this.error(env, expr, `package ${text} does not exist`, expr.end);
        return ERROR;
      }
    }
    const raw =
      expr.target.k === 'Super' ? (env.class.superclass ?? this.relations.object) : this.attribute(expr.target, env);
    if (expr.target.k === 'Super') {
      expr.target.type = raw;
      this.noteThis(env);
    }
    const site = this.relations.capture(raw);
    if (site.kind === 'error') return ERROR;
    if (site.kind === 'array' && expr.name === 'length') {
      expr.symbol = { kind: 'length' };
      return INT;
    }
    if (site.kind === 'primitive' || site.kind === 'void') {
      this.error(env, expr, `${show(site)} cannot be dereferenced`, expr.end);
      return ERROR;
    }
    const classes =
      site.kind === 'class'
        ? [site.symbol]
        : site.kind === 'variable'
          ? site.bounds.flatMap((b) => (b.kind === 'class' ? [b.symbol] : []))
          : [];
    for (const c of classes) {
      const field = findField(c, expr.name);
      if (!field) continue;
      expr.symbol = field;
      if (field.constant && field.flags.has('static')) expr.constant = field.constant;
      this.checkFieldAccess(field, expr, env);
      return this.fieldType(site, field);
    }
    if (classes.some((c) => lacks(c, expr.name))) {
      this.log.noteOutside(env.unit, expr.start, expr.end, `${classes[0]!.qualifiedName}.${expr.name}`);
      return ERROR;
    }
    const where = expr.target.k === 'This' ? '' : `\n  location: ${this.describeSite(expr.target, site)}`;
    this.error(
      env,
      expr,
      where
        ? `cannot find symbol\n  symbol:   variable ${expr.name}${where}`
        : `cannot find symbol\n  symbol: variable ${expr.name}`,
      expr.end,
    );
    return ERROR;
  }
  private checkFieldAccess(field: FieldSymbol, expr: Expr, env: Env): void {
    if (!field.flags.has('private')) return;
    const top = (c: ClassSymbol): ClassSymbol => (c.owner ? top(c.owner) : c);
    if (top(field.owner) !== top(env.class))
      this.error(env, expr, `${field.name} has private access in ${className(field.owner)}`, expr.end);
  }

  private thisType(expr: This, env: Env): Type {
    let symbol = env.class;
    if (expr.qualifier) {
      const named = this.typeOfName(expr.qualifier, env);
      if (!named) {
        this.attribute(expr.qualifier, env);
        return ERROR;
      }
      symbol = named;
    }
    if (staticContext(env, symbol)) {
      this.error(env, expr, 'non-static variable this cannot be referenced from a static context', expr.end);
      return symbol.thisType;
    }
    expr.class$ = symbol;
    this.noteThis(env);
    return symbol.thisType;
  }

  private newArray(expr: NewArray, env: Env): Type {
    let type = this.resolver.resolve(expr.element, env.types);
    if (!isReifiable(type)) this.error(env, expr, 'generic array creation', expr.end);
    for (const s of expr.sizes) this.intIndex(s, env);
    for (let i = 0; i < expr.sizes.length + expr.extraDimensions; i++) type = { kind: 'array', of: type };
    if (expr.init) this.arrayInit(expr.init, type, env);
    return type;
  }
  arrayInit(init: ArrayInit, type: Type, env: Env): void {
    init.type = type;
    if (type.kind !== 'array') {
      if (type.kind !== 'error') this.error(env, init, `illegal initializer for ${show(type)}`, init.end);
      for (const e of init.elements) if (e.k !== 'ArrayInit') this.attribute0(e, env);
      return;
    }
    for (const e of init.elements) {
      if (e.k === 'ArrayInit') this.arrayInit(e, type.of, env);
      else if (type.of.kind === 'error') this.attribute0(e, env);
      else this.attributeAs(e, env, type.of);
    }
  }
}

function foldChoice(expr: Conditional, type: Type): void {
  const c = expr.condition.constant;
  if (!c || !expr.then.constant || !expr.else.constant) return;
  const chosen = c.value ? expr.then : expr.else;
  const folded = convertConstant(chosen.constant!.value, chosen.type!, type);
  if (folded) expr.constant = folded;
}
function qualifiedText(e: Expr): string | null {
  if (e.k === 'Name') return e.name;
  if (e.k === 'Select') {
    const t = qualifiedText(e.target);
    return t === null ? null : `${t}.${e.name}`;
  }
  return null;
}
function rootName(e: Expr): string | null {
  if (e.k === 'Name') return e.name;
  return e.k === 'Select' ? rootName(e.target) : null;
}
