import { findField } from '../check/members.ts';
import {
  type ClassSymbol,
  erasure,
  type FieldSymbol,
  INT,
  LONG,
  type MethodSymbol,
  methodKey,
  type PrimitiveType,
  type Type,
  type VariableSymbol,
} from '../check/types.ts';
import type {
  Assign,
  Binary,
  BinaryOp,
  Call,
  CompoundAssign,
  Expr,
  IncDec,
  Lambda,
  MethodRef,
  New,
  SwitchExpr,
} from '../syntax/ast.ts';
import { fieldKey, marker, staticFieldKey } from '../syntax/names.ts';
import { walk } from '../syntax/walk.ts';
import { type Context, component, constantCode, defaultValue, type Fn } from './context.ts';
import { convert } from './conversions.ts';
import { areDistinct } from './string-identity.ts';

const LONG_OPS: Readonly<Record<string, string>> = {
  '+': '$ladd',
  '-': '$lsub',
  '*': '$lmul',
  '/': '$ldiv',
  '%': '$lrem',
  '&': '$land',
  '|': '$lor',
  '^': '$lxor',
  '<<': '$lshl',
  '>>': '$lshr',
  '>>>': '$lushr',
};

/** Expressions of the typed form as JavaScript. Every result can stand as an operand. */
export abstract class ExpressionGenerator {
  constructor(readonly c: Context) {}

  abstract lambda(e: Lambda, fn: Fn): string;
  abstract methodRef(e: MethodRef, fn: Fn): string;
  abstract switchValue(e: SwitchExpr, fn: Fn): string;
  abstract blockValue(e: Expr & { k: 'BlockExpr' }, fn: Fn): string;

  /** Value of `e` as a `to`. */
  as(e: Expr, to: Type | undefined, fn: Fn): string {
    if (!to) return this.expr(e, fn);
    if (
      e.k === 'Conditional' &&
      e.constant === undefined &&
      e.type &&
      (e.type.kind !== 'primitive' || to.kind === 'primitive')
    ) {
      const own = e.type;
      if (own.kind !== 'primitive') {
        return convert(
          `(${this.expr(e.condition, fn)} ? ${this.as(e.then, own, fn)} : ${this.as(e.else, own, fn)})`,
          own,
          to,
          this.c.relations,
        );
      }
    }
    return convert(this.expr(e, fn), e.type ?? to, to, this.c.relations, e.constant?.value);
  }

  expr(e: Expr, fn: Fn): string {
    if (e.constant && e.type && e.k !== 'Assign') return constantCode(e.constant, e.type);
    switch (e.k) {
      case 'Literal':
        return 'null';
      case 'Name':
        return this.name(e, fn);
      case 'Select':
        return this.select(e, fn);
      case 'This':
        return this.thisOf(e.class$ ?? fn.class, fn);
      case 'Super':
        return fn.self;
      case 'Call':
        return this.call(e, fn);
      case 'New':
        return this.creation(e, fn);
      case 'NewArray':
        return this.newArray(e, fn);
      case 'ArrayInit':
        return this.arrayInit(e, fn);
      case 'Index':
        return this.index(e, fn);
      case 'Unary':
        return this.unary(e, fn);
      case 'IncDec':
        return this.incDec(e, fn, true);
      case 'Binary':
        return this.binary(e, fn);
      case 'Assign':
        return this.assign(e, fn);
      case 'CompoundAssign':
        return this.compoundAssign(e, fn);
      case 'Conditional':
        return `(${this.condition(e.condition, fn)} ? ${this.as(e.then, e.type, fn)} : ${this.as(e.else, e.type, fn)})`;
      case 'Cast':
        return this.cast(e, fn);
      case 'InstanceOf':
        return this.instanceOf(e, fn);
      case 'Lambda':
        return this.lambda(e, fn);
      case 'MethodRef':
        return this.methodRef(e, fn);
      case 'ClassLiteral':
        return `$rt.classOf(${this.runtimeType(e.target!)})`;
      case 'Switch':
        return this.switchValue(e, fn);
      case 'BlockExpr':
        return this.blockValue(e, fn);
    }
  }
  condition(e: Expr, fn: Fn): string {
    return convert(
      this.expr(e, fn),
      e.type ?? { kind: 'error' },
      { kind: 'primitive', name: 'boolean' },
      this.c.relations,
    );
  }
  /** As a statement: the value is not needed. */
  effect(e: Expr, fn: Fn): string {
    if (e.k === 'IncDec') return this.incDec(e, fn, false);
    return this.expr(e, fn);
  }

  runtimeType(t: Type): string {
    const e = erasure(t);
    switch (e.kind) {
      case 'class':
        return JSON.stringify({ kind: 'class', name: e.symbol.binaryName, args: [] });
      case 'array':
        return `{"kind":"array","of":${this.runtimeType(e.of)}}`;
      case 'primitive':
        return JSON.stringify({ kind: 'primitive', name: e.name });
      default:
        return JSON.stringify({ kind: 'primitive', name: 'void' });
    }
  }

  // ---- names and fields ------------------------------------------------------------------------------------------------

  variable(v: VariableSymbol, fn: Fn): string {
    if (v.constant) return constantCode(v.constant, v.type);
    if (fn.captures?.variables.includes(v)) return this.c.local(v);
    // A local class has its own copy of what it captures.
    for (let at: ClassSymbol | null = fn.class, path = fn.self; at; ) {
      if (at.captures.includes(v) && !this.ownedBy(v, fn)) return `${path}.${this.c.captureField(at, v)}`;
      if (!at.outerThis || !at.isLocal) break;
      path = `${path}.${this.c.outerField(at)}`;
      at = at.outerThis;
    }
    return this.c.local(v);
  }
  private ownedBy(v: VariableSymbol, fn: Fn): boolean {
    return this.owned.get(v) === fn.class;
  }
  /** Class in whose methods a variable is declared. */
  readonly owned = new Map<VariableSymbol, ClassSymbol>();

  private name(e: Expr & { k: 'Name' }, fn: Fn): string {
    const s = e.symbol;
    if (!s) return 'null';
    if (s.kind === 'local' || s.kind === 'parameter') return this.variable(s, fn);
    if (s.kind === 'field') return this.field(s, fn, null);
    if (s.kind === 'class') return this.c.initialised(s, fn);
    return 'null';
  }
  private field(f: FieldSymbol, fn: Fn, target: string | null): string {
    if (f.flags.has('static')) return `${this.c.initialised(f.owner, fn)}.${staticFieldKey(f.name)}`;
    return `${target ?? this.thisOf(f.owner, fn)}.${this.fieldName(f)}`;
  }
  /** A field that hides one of a superclass has a name of its own. */
  fieldName(f: FieldSymbol): string {
    const key = fieldKey(f.name);
    if (f.owner.isLibrary) return key;
    let depth = 0;
    for (let s = f.owner.superclass?.symbol; s; s = s.superclass?.symbol) {
      const hiddenField = s.table.fields.get(f.name);
      if (hiddenField && !hiddenField.flags.has('static')) depth++;
    }
    return depth === 0 ? key : `${key}$${depth}`;
  }
  private select(e: Expr & { k: 'Select' }, fn: Fn): string {
    const s = e.symbol;
    if (!s) return 'null';
    if (s.kind === 'length') return `${this.expr(e.target, fn)}.length`;
    if (s.kind === 'class') return this.c.initialised(s, fn);
    if (s.kind === 'package') return 'null';
    if (s.flags.has('static')) {
      const access = this.field(s, fn, null);
      return e.target.k === 'Call' || e.target.k === 'New' ? `(${this.expr(e.target, fn)}, ${access})` : access;
    }
    return `${this.expr(e.target, fn)}${this.c.mark(e, fn)}.${this.fieldName(s)}`;
  }

  /** `this` as seen as an instance of `of`: this object, or an enclosing one. */
  thisOf(of: ClassSymbol, fn: Fn): string {
    let path = fn.self;
    for (let at: ClassSymbol | null = fn.class; at; at = at.outerThis) {
      if (at === of || at.isSubclassOf(of)) return path;
      if (!at.outerThis) break;
      path = `${path}.${this.c.outerField(at)}`;
    }
    return path;
  }

  // ---- calls -----------------------------------------------------------------------------------------------------------

  private waited(call: string, how: 'plain' | 'yield' | 'check' | 'drain', fn: Fn): string {
    switch (how) {
      case 'plain':
        return call;
      case 'drain':
        return `$drain(${call})`;
      case 'yield':
        return fn.isGenerator ? `(yield* ${call})` : `$drain(${call})`;
      case 'check': {
        if (!fn.isGenerator) return `$drainAny(${call})`;
        const t = this.c.temp(fn);
        return `($isTask(${t} = ${call}) ? yield* ${t} : ${t})`;
      }
    }
  }

  args(e: Call | New, m: MethodSymbol, fn: Fn): string {
    const out: string[] = [];
    const from = e.varargsFrom;
    const n = from ?? e.args.length;
    const formal = (i: number): Type | undefined => {
      const t = m.parameters[i]?.type;
      return t ? boundOf(t) : undefined;
    };
    for (let i = 0; i < n; i++) out.push(this.as(e.args[i]!, formal(i), fn));
    if (from !== undefined) {
      const element = e.varargsElement!;
      const items = e.args.slice(from).map((a) => this.as(a, element, fn));
      out.push(`$arr(${JSON.stringify(component(element))}, [${items.join(', ')}])`);
    }
    return out.join(', ');
  }

  call(e: Call, fn: Fn): string {
    const m = e.method;
    if (!m) return this.arrayClone(e, fn);
    if (m.name === '<init>') return this.selfCall(e, m, fn);
    const key = this.c.methodName(m, methodKey(m));
    const mark = this.c.mark(e.nameAt, fn);
    const result = (call: string, virtual: boolean): string =>
      this.waited(call, this.c.blocking.callOf(m, e.args, virtual), fn);
    if (m.flags.has('static')) {
      const before = e.target && (e.target.k === 'Call' || e.target.k === 'New') ? `${this.expr(e.target, fn)}, ` : '';
      const call = `${this.c.initialised(m.owner, fn)}${mark}.${key}(${this.args(e, m, fn)})`;
      return before ? `(${before}${result(call, false)})` : result(call, false);
    }
    if (e.target?.k === 'Super') {
      const owner = e.target.type?.kind === 'class' ? e.target.type.symbol : m.owner;
      const args = this.args(e, m, fn);
      return result(
        `${this.c.classRef(owner)}.prototype${mark}.${key}.call(${[fn.self, args].filter((x) => x !== '').join(', ')})`,
        false,
      );
    }
    let target: string;
    if (!e.target) target = this.thisOf(e.owner ?? m.owner, fn);
    else {
      target = this.expr(e.target, fn);
      if (e.target.type?.kind === 'array') {
        const call = this.arrayCall(m, target, e, fn);
        if (call) return call;
      }
      if (e.target.constant !== undefined && /^\d/.test(target)) target = `(${target})`;
      if (/^new /.test(target)) target = `(${target})`;
    }
    if (e.target && this.c.relations.isString(e.target.type ?? { kind: 'error' })) {
      const direct = this.stringCall(m, target, e, fn, mark);
      if (direct) return direct;
    }
    const direct = m.flags.has('private') && !m.owner.isLibrary;
    return result(`${target}${mark}.${key}(${this.args(e, m, fn)})`, !direct);
  }
  /** Arrays are JavaScript's own: what they have of Object is not on them. */
  private arrayCall(m: MethodSymbol, target: string, e: Call, fn: Fn): string | null {
    switch (m.name) {
      case 'clone':
        return `$cloneArray(${target})`;
      case 'toString':
        return `$str($nn(${target}))`;
      case 'equals':
        return `($nn(${target}) === ${this.args(e, m, fn)})`;
      case 'hashCode':
        return `$hash($nn(${target}))`;
      case 'getClass':
        return `${this.c.classRef(m.owner)}.prototype.getClass$.call($nn(${target}))`;
      default:
        return null;
    }
  }
  /** The hottest methods of strings, without a call. */
  private stringCall(m: MethodSymbol, target: string, e: Call, fn: Fn, mark: string): string | null {
    if (m.name === 'length') return `${target}${mark}.length`;
    if (m.name === 'isEmpty') return `(${target}${mark}.length === 0)`;
    if (m.name === 'equals' && e.args[0] && this.c.relations.isString(e.args[0].type ?? { kind: 'error' })) {
      return `($nn(${target}) === ${this.expr(e.args[0], fn)})`;
    }
    return null;
  }
  private arrayClone(e: Call, fn: Fn): string {
    if (e.name === 'super' || e.name === 'this') return 'undefined';
    return e.target ? `$cloneArray(${this.expr(e.target, fn)})` : 'null';
  }

  /** this(…) and super(…). */
  private selfCall(e: Call, m: MethodSymbol, fn: Fn): string {
    const owner = m.owner;
    const how = this.c.blocking.callOf(m, e.args, false);
    if (e.name === 'this') {
      const own = this.args(e, m, fn);
      return this.waited(
        `${this.c.classRef(owner)}.prototype.${methodKey(m)}.call(${['this', own].filter((x) => x !== '').join(', ')})`,
        how,
        fn,
      );
    }
    const context = this.contextCall(owner, 'this', fn, null);
    const args = this.args(e, m, fn);
    const call = `${this.c.classRef(owner)}.prototype.${methodKey(m)}.call(${['this', args].filter((x) => x !== '').join(', ')})`;
    return context ? `(${context}, ${this.waited(call, how, fn)})` : this.waited(call, how, fn);
  }

  /** Gives an object of an inner or local class its outer instance and captured variables. */
  contextCall(of: ClassSymbol, object: string, fn: Fn, outer: string | null): string | null {
    if (!this.c.needsContext(of)) return null;
    const args = [object];
    if (of.outerThis) args.push(outer ?? this.outerFor(of, fn));
    for (const v of of.captures) args.push(this.variable(v, fn));
    return `$X${this.c.classId(of)}(${args.join(', ')})`;
  }
  private outerFor(of: ClassSymbol, fn: Fn): string {
    return this.thisOf(of.outerThis!, fn);
  }

  creation(e: New, fn: Fn): string {
    const symbol = e.body?.symbol ?? (e.type?.kind === 'class' ? e.type.symbol : null);
    if (!symbol) return 'null';
    const m = e.constructor$;
    const key = m ? methodKey(m) : '$init$';
    const mark = this.c.mark(e, fn);
    const outer = e.outer && !e.body ? this.expr(e.outer, fn) : null;
    const type = this.c.initialised(symbol, fn);
    const object = `new ${/\(/.test(type) ? `(${type})` : type}()`;
    const withContext = this.contextCall(symbol, object, fn, outer);
    const args = m ? this.args(e, m, fn) : '';
    const call = `${withContext ?? `(${object})`}${mark}.${key}(${args})`;
    const how = m && !m.owner.isLibrary ? this.c.blocking.callOf(m, e.args, false) : 'plain';
    return this.waited(call, how, fn);
  }

  // ---- arrays ----------------------------------------------------------------------------------------------------------

  private newArray(e: Expr & { k: 'NewArray' }, fn: Fn): string {
    if (e.init) return this.arrayInit(e.init, fn);
    const type = e.type!;
    if (type.kind !== 'array') return 'null';
    const sizes = e.sizes.map((s) => this.as(s, INT, fn));
    return `$newArr(${JSON.stringify(component(type.of))}, [${sizes.join(', ')}])`;
  }
  private arrayInit(e: Expr & { k: 'ArrayInit' }, fn: Fn): string {
    const type = e.type;
    if (type?.kind !== 'array') return 'null';
    return `$arr(${JSON.stringify(component(type.of))}, [${e.elements.map((x) => this.as(x, type.of, fn)).join(', ')}])`;
  }
  private isSimple(code: string): boolean {
    return /^(?:[\w$]+|this\.[\w$]+|\d+)$/.test(code);
  }
  private simple(code: string, fn: Fn): [use: string, first: string] {
    if (this.isSimple(code)) return [code, code];
    const t = this.c.temp(fn);
    return [t, `(${t} = ${code})`];
  }
  private index(e: Expr & { k: 'Index' }, fn: Fn): string {
    const [array, arrayFirst] = this.simple(this.expr(e.array, fn), fn);
    const [index, indexFirst] = this.simple(this.as(e.index, INT, fn), fn);
    return `(${arrayFirst}[${indexFirst}] ?? $oob(${array}, ${index}))`;
  }

  // ---- operators -------------------------------------------------------------------------------------------------------

  private unary(e: Expr & { k: 'Unary' }, fn: Fn): string {
    const type = e.type ?? INT;
    const x = this.as(e.operand, type, fn);
    if (e.op === '!') return `(!${x})`;
    if (e.op === '+') return x;
    if (type === LONG) return e.op === '-' ? `$lneg(${x})` : `$lnot(${x})`;
    if (e.op === '~') return `(~${x})`;
    return type === INT ? `(-${x} | 0)` : `(-${x})`;
  }

  /** a op b, both of the promoted type. */
  arithmetic(op: BinaryOp, a: string, b: string, type: PrimitiveType, right: Expr | null): string {
    switch (op) {
      case '<':
      case '>':
      case '<=':
      case '>=':
        return `(${a} ${op} ${b})`;
      case '==':
        return `(${a} === ${b})`;
      case '!=':
        return `(${a} !== ${b})`;
      case '&&':
      case '||':
        return `(${a} ${op} ${b})`;
    }
    switch (type.name) {
      case 'boolean':
        return op === '^' ? `(${a} !== ${b})` : `((${a} ${op} ${b}) !== 0)`;
      case 'long':
        return `${LONG_OPS[op]}(${a}, ${b})`;
      case 'double':
        return `(${a} ${op} ${b})`;
      case 'float':
        return `Math.fround(${a} ${op} ${b})`;
      default: {
        const divisor = right?.constant?.value;
        switch (op) {
          case '+':
          case '-':
            return `(${a} ${op} ${b} | 0)`;
          case '*':
            return `Math.imul(${a}, ${b})`;
          case '/':
            return typeof divisor === 'number' && divisor !== 0 ? `(${a} / ${b} | 0)` : `$idiv(${a}, ${b})`;
          case '%':
            return typeof divisor === 'number' && divisor !== 0 ? `(${a} % ${b} | 0)` : `$irem(${a}, ${b})`;
          case '>>>':
            return `(${a} >>> ${b} | 0)`;
          default:
            return `(${a} ${op} ${b})`;
        }
      }
    }
  }
  private shiftDistance(e: Expr, fn: Fn): string {
    const unboxed = this.c.relations.unbox(e.type ?? INT) ?? INT;
    const code = this.as(e, unboxed, fn);
    return unboxed === LONG ? `$shift(${code})` : code;
  }
  private isShift(op: BinaryOp): boolean {
    return op === '<<' || op === '>>' || op === '>>>';
  }

  private binary(e: Binary, fn: Fn): string {
    if (e.op === '+' && e.type && this.c.relations.isString(e.type)) return this.concatenation(e, fn);
    const type = e.operandType;
    if (type?.kind === 'primitive') {
      if (e.op === '&&' || e.op === '||')
        return `(${this.condition(e.left, fn)} ${e.op} ${this.condition(e.right, fn)})`;
      if (this.isShift(e.op)) {
        return this.arithmetic(e.op, this.as(e.left, type, fn), this.shiftDistance(e.right, fn), type, e.right);
      }
      return this.arithmetic(e.op, this.as(e.left, type, fn), this.as(e.right, type, fn), type, e.right);
    }
    // References.
    const a = this.expr(e.left, fn);
    const b = this.expr(e.right, fn);
    const not = e.op === '!=' ? '!' : '';
    if (e.left.k === 'New' || e.right.k === 'New') return `(${a}, ${b}, ${not ? 'true' : 'false'})`;
    const isInt = (t: Type | undefined): boolean => t?.kind === 'class' && t.symbol.binaryName === 'java.lang.Integer';
    if (isInt(e.left.type) && isInt(e.right.type)) return `${not}$sameInteger(${a}, ${b})`;
    const isString = (t: Type | undefined): boolean => t !== undefined && this.c.relations.isString(t);
    if (isString(e.left.type) && isString(e.right.type)) {
      if (areDistinct(e.left, e.right, this.c.relations, this.c.initialisers))
        return `(${a}, ${b}, ${not ? 'true' : 'false'})`;
    }
    const left =
      e.left.type?.kind === 'primitive' ? convert(a, e.left.type, this.c.relations.object, this.c.relations) : a;
    const right =
      e.right.type?.kind === 'primitive' ? convert(b, e.right.type, this.c.relations.object, this.c.relations) : b;
    return `(${left} ${not}${not ? '==' : '==='} ${right})`;
  }

  private concatenation(e: Binary, fn: Fn): string {
    const parts: Expr[] = [];
    const flatten = (x: Expr): void => {
      if (x.k === 'Binary' && x.op === '+' && !x.constant && x.type && this.c.relations.isString(x.type)) {
        let at: Expr = x;
        const right: Expr[] = [];
        while (at.k === 'Binary' && at.op === '+' && !at.constant && at.type && this.c.relations.isString(at.type)) {
          right.push(at.right);
          at = at.left;
        }
        parts.push(at);
        for (const r of right.reverse()) parts.push(r);
      } else parts.push(x);
    };
    flatten(e);
    const codes = parts.map((p) => this.text(p, fn));
    const first = parts[0]!;
    const startsAsString = first.constant ? typeof first.constant.value === 'string' : !this.isRaw(first.type);
    return `(${startsAsString ? '' : '"" + '}${codes.join(' + ')})`;
  }
  /** Does JavaScript's + print it as Java does, without being a string itself? */
  private isRaw(t: Type | undefined): boolean {
    if (!t) return true;
    if (t.kind === 'primitive') return !['char', 'double', 'float'].includes(t.name);
    return t.kind === 'null' || this.c.relations.isString(t);
  }
  private text(e: Expr, fn: Fn): string {
    const code = this.expr(e, fn);
    const t = e.type;
    if (t?.kind === 'primitive') {
      if (t.name === 'char') return `String.fromCharCode(${code})`;
      if (t.name === 'double') return `$dts(${code})`;
      if (t.name === 'float') return `$fts(${code})`;
      return code;
    }
    if (!t || t.kind === 'null' || this.c.relations.isString(t)) return code;
    return `$str(${code})`;
  }

  // ---- assignments -----------------------------------------------------------------------------------------------------

  /** An assignable place: code to read it and to store a value, its parts evaluated once. */
  private target(
    e: Expr,
    fn: Fn,
    isPure = false,
  ): { readonly setup: string; readonly read: string; readonly store: (value: string) => string } {
    if (e.k === 'Index') {
      const array = this.expr(e.array, fn);
      const index = this.as(e.index, INT, fn);
      // Locals that the value does not change need no temporaries.
      if (isPure && LOCAL.test(array) && (LOCAL.test(index) || /^\d+$/.test(index))) {
        return {
          setup: '',
          read: `(${array}[${index}] ?? $oob(${array}, ${index}))`,
          store: (v) => `${array}[$ck(${array}, ${index})] = ${v}`,
        };
      }
      const a = this.c.temp(fn);
      const i = this.c.temp(fn);
      return {
        setup: `${a} = ${this.expr(e.array, fn)}, ${i} = ${this.as(e.index, INT, fn)}, `,
        read: `(${a}[${i}] ?? $oob(${a}, ${i}))`,
        store: (v) => `${a}[$ck(${a}, ${i})] = ${v}`,
      };
    }
    if (e.k === 'Select' && e.symbol?.kind === 'field' && !e.symbol.flags.has('static')) {
      const object = this.expr(e.target, fn);
      const name = this.fieldName(e.symbol);
      if (this.isSimple(object))
        return { setup: '', read: `${object}.${name}`, store: (v) => `${object}.${name} = ${v}` };
      const t = this.c.temp(fn);
      return { setup: `${t} = ${object}, `, read: `${t}.${name}`, store: (v) => `${t}.${name} = ${v}` };
    }
    const place = e.k === 'Name' || e.k === 'Select' ? this.place(e, fn) : this.expr(e, fn);
    return { setup: '', read: place, store: (v) => `${place} = ${v}` };
  }
  private place(e: Expr & { k: 'Name' | 'Select' }, fn: Fn): string {
    const saved = e.constant;
    delete e.constant;
    const code = e.k === 'Name' ? this.name(e, fn) : this.select(e, fn);
    if (saved) e.constant = saved;
    return code;
  }

  private assign(e: Assign, fn: Fn): string {
    const type = e.target.type;
    const value = this.as(e.value, type, fn);
    if (e.target.k === 'Index') {
      const array = this.expr(e.target.array, fn);
      const index = this.as(e.target.index, INT, fn);
      if (this.isSimple(array) && this.isSimple(index)) return `(${array}[$ck(${array}, ${index})] = ${value})`;
    }
    const t = this.target(e.target, fn);
    return `(${t.setup}${t.store(value)})`;
  }

  private operate(
    op: BinaryOp,
    read: string,
    target: Type,
    operandType: Type | null | undefined,
    value: Expr | null,
    fn: Fn,
  ): string {
    const relations = this.c.relations;
    if (operandType?.kind !== 'primitive') {
      // String +=.
      const left = relations.isString(target) ? `"" + ${read}` : `"" + $str(${read})`;
      return `(${left} + ${value ? this.text(value, fn) : '""'})`;
    }
    const left = convert(read, target, operandType, relations);
    const right = value ? (this.isShift(op) ? this.shiftDistance(value, fn) : this.as(value, operandType, fn)) : '1';
    const result = this.arithmetic(op, left, right, operandType, value);
    const unboxed = relations.unbox(target) ?? operandType;
    const narrowed = operandType.name === 'boolean' ? result : convert(result, operandType, unboxed, relations);
    return convert(narrowed, unboxed, target, relations);
  }
  private compoundAssign(e: CompoundAssign, fn: Fn): string {
    const t = this.target(e.target, fn, !changesVariables(e.value));
    const value = this.operate(e.op, t.read, e.target.type!, e.operandType, e.value, fn);
    return `(${t.setup}${t.store(value)})`;
  }
  private incDec(e: IncDec, fn: Fn, needed: boolean): string {
    const type = e.operand.type ?? INT;
    const t = this.target(e.operand, fn, true);
    const unboxed = this.c.relations.unbox(type) ?? INT;
    const promoted = this.c.relations.promote(unboxed, INT);
    const op = e.op === '++' ? '+' : '-';
    if (e.prefix || !needed) return `(${t.setup}${t.store(this.operate(op, t.read, type, promoted, null, fn))})`;
    const old = this.c.temp(fn);
    return `(${t.setup}${old} = ${t.read}, ${t.store(this.operate(op, old, type, promoted, null, fn))}, ${old})`;
  }

  // ---- types -----------------------------------------------------------------------------------------------------------

  private cast(e: Expr & { k: 'Cast' }, fn: Fn): string {
    const to = e.target!;
    const from = e.operand.type ?? to;
    if (to.kind === 'primitive') {
      const unboxed = this.c.relations.unbox(from);
      if (!unboxed)
        return convert(
          this.checkedCast(this.expr(e.operand, fn), this.c.relations.box(to)),
          this.c.relations.box(to),
          to,
          this.c.relations,
        );
      return convert(this.expr(e.operand, fn), from, to, this.c.relations);
    }
    const code = this.as(e.operand, to, fn);
    if (from.kind === 'primitive' || e.operand.k === 'Lambda' || e.operand.k === 'MethodRef') return code;
    if (this.c.relations.isSubtype(erasure(from), erasure(to))) return code;
    return this.checkedCast(code, to);
  }
  private checkedCast(code: string, to: Type): string {
    const e = erasure(to);
    if (e.kind === 'class') {
      if (this.c.relations.isObject(e)) return code;
      return `$cast(${code}, "${marker(e.symbol.binaryName)}", "${e.symbol.binaryName}")`;
    }
    return e.kind === 'array' ? `$castArray(${code}, ${JSON.stringify(component(e.of))})` : code;
  }
  private instanceOf(e: Expr & { k: 'InstanceOf' }, fn: Fn): string {
    const value = this.expr(e.operand, fn);
    if (!e.variable) {
      const [, first] = this.simple(value, fn);
      return this.c.instanceTest(first, e.target!);
    }
    const name = this.c.local(e.variable);
    this.patternVariables.add(name);
    const t = this.c.temp(fn);
    return `(${this.c.instanceTest(`(${t} = ${value})`, e.target!)} && (${name} = ${t}, true))`;
  }
  /** Variables of patterns, to be declared at the head of the function. */
  patternVariables = new Set<string>();

  protected fieldOf(c: ClassSymbol, name: string): FieldSymbol | null {
    return findField(c, name);
  }
  protected initial(t: Type): string {
    return defaultValue(t);
  }
}

/** Parameter types decide how a value is passed; a type variable is a reference. */
function boundOf(t: Type): Type {
  return t;
}

const LOCAL = /^[A-Za-z_][\w]*$/;

function changesVariables(e: Expr): boolean {
  let found = false;
  walk(e, (n) => {
    if (n.k === 'Assign' || n.k === 'CompoundAssign' || n.k === 'IncDec') found = true;
    return n.k !== 'Lambda' && n.k !== 'Class' && !found;
  });
  return found;
}
