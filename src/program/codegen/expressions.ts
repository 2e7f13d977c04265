import {
  type ClassSymbol,
  erasure,
  type FieldSymbol,
  INT,
  type MethodSymbol,
  methodKey,
  type Type,
  type VariableSymbol,
} from '../check/types.ts';
import type { Call, Expr, Lambda, MethodRef, New, SwitchExpr } from '../syntax/ast.ts';
import { fieldKey, marker, staticFieldKey } from '../syntax/names.ts';
import { AssignmentGenerator, isSimple } from './assignments.ts';
import { component, constantCode, type Fn } from './context.ts';
import { convert } from './conversions.ts';

/** Classes whose objects are JavaScript's own values. */
const JAVASCRIPT_TYPES: Readonly<Record<string, string>> = {
  'java.lang.String': 'string',
  'java.lang.Integer': 'number',
  'java.lang.Boolean': 'boolean',
};

/** Expressions of the typed form as JavaScript. Every result can stand as an operand. */
export abstract class ExpressionGenerator extends AssignmentGenerator {
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
    const code = this.expr(e, fn);
    return convert(this.erasedCast(e, code, to, fn), e.type ?? to, to, this.c.relations, e.constant?.value);
  }
  /** Where erasure has lost what a method or field gives, javac casts to what is wanted (JLS 5.2: heap pollution shows there). */
  private erasedCast(e: Expr, code: string, to: Type, fn: Fn): string {
    const declared =
      e.k === 'Call'
        ? e.method?.returnType
        : (e.k === 'Select' || e.k === 'Name') && e.symbol?.kind === 'field'
          ? e.symbol.type
          : null;
    if (declared?.kind !== 'variable') return code;
    return this.castErased(code, to, fn, erasure(declared));
  }
  /** `code`, of which only `known` is certain, as a `to`. */
  protected castErased(code: string, to: Type, fn: Fn, known?: Type): string {
    const wanted = erasure(to);
    // Unboxing looks for itself.
    if (wanted.kind !== 'class' || this.c.relations.isObject(wanted) || fn.unit.file.endsWith('.scala')) return code;
    // What the library makes may stand for its interfaces without being of their class.
    if (wanted.symbol.isLibrary && !this.c.relations.isString(wanted) && !this.c.relations.unbox(wanted)) return code;
    if (known && this.c.relations.isSubtype(known, wanted)) return code;
    const t = this.c.temp(fn);
    const { binaryName } = wanted.symbol;
    const primitive = JAVASCRIPT_TYPES[binaryName];
    const fits = primitive ? `typeof ${t} === '${primitive}'` : `${t}.${marker(binaryName)} === true`;
    return `((${t} = ${code}) == null || ${fits} ? ${t} : $cast(${t}, "${marker(binaryName)}", "${binaryName}"))`;
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
      case 'Erroneous':
        throw new Error('code is made of programs without errors only');
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

  protected name(e: Expr & { k: 'Name' }, fn: Fn): string {
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
  protected select(e: Expr & { k: 'Select' }, fn: Fn): string {
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
        if (!fn.isGenerator) return `$atOnce(${call})`;
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
      return t;
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
      if (e.target.isNext)
        return result(
          `$super(${fn.self}, ${this.c.classRef(fn.class)}, ${JSON.stringify(key)})${mark}.call(${[fn.self, args].filter((x) => x !== '').join(', ')})`,
          true,
        );
      return result(
        `${this.c.classRef(owner)}.prototype${mark}.${key}.call(${[fn.self, args].filter((x) => x !== '').join(', ')})`,
        false,
      );
    }
    let target: string;
    if (!e.target) target = this.thisOf(e.owner ?? m.owner, fn);
    else {
      const plain = this.expr(e.target, fn);
      target = e.target.type ? this.erasedCast(e.target, plain, e.target.type, fn) : plain;
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
  private simple(code: string, fn: Fn): [use: string, first: string] {
    if (isSimple(code)) return [code, code];
    const t = this.c.temp(fn);
    return [t, `(${t} = ${code})`];
  }
  private index(e: Expr & { k: 'Index' }, fn: Fn): string {
    const [array, arrayFirst] = this.simple(this.expr(e.array, fn), fn);
    const [index, indexFirst] = this.simple(this.as(e.index, INT, fn), fn);
    return `(${arrayFirst}[${indexFirst}] ?? $oob(${array}, ${index}))`;
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
}
