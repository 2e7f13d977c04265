import type { Relations } from '../check/relations.ts';
import { type ClassSymbol, type MethodSymbol, methodKey, type Type, type VariableSymbol } from '../check/types.ts';
import type { ClassDecl, CompilationUnit, Expr, Lambda, MethodDecl, MethodRef, Stmt } from '../syntax/ast.ts';
import { fieldKey, staticFieldKey } from '../syntax/names.ts';
import { Blocking } from './blocking.ts';
import { Context, component, defaultValue, type Fn } from './context.ts';
import { convert } from './conversions.ts';
import { isBridged, isDesugared, lambdaLabel, lambdaNames } from './frames.ts';
import { type Layout, layout } from './layout.ts';
import { isReference, StatementGenerator } from './statements.ts';
import { support } from './support.ts';

/** A lambda of the program, as jar.ts describes it at run time. */
export interface GeneratedLambda {
  readonly node: Lambda | MethodRef;
  readonly owner: ClassSymbol;
}

export interface GeneratedProgram {
  /** A script that evaluates to `($rt) => { … return {classes, lambdas, init} }`. */
  readonly code: string;
  readonly map: Layout['map'];
  readonly classes: readonly ClassSymbol[];
  /** In the order of `$L0`, `$L1` …; passed as `$rt.lib`. */
  readonly libraries: readonly ClassSymbol[];
  readonly lambdas: readonly GeneratedLambda[];
  readonly relations: Relations;
}

class Generator extends StatementGenerator {
  readonly pieces: string[] = [];
  readonly lambdas: GeneratedLambda[] = [];
  #lambdaCount = new Map<ClassSymbol, number>();
  readonly #lambdaNames = new Map<ClassSymbol, ReturnType<typeof lambdaNames>>();

  // ---- functions -------------------------------------------------------------------------------------------------------

  /** Runs `write` as the body of a function with these parameters and captured variables; adds declarations of temporaries. */
  private inFunction(fn: Fn, returns: Type, variables: readonly VariableSymbol[], write: () => string): string {
    const savedReturn = this.returnType;
    const savedYield = this.yieldType;
    const savedPatterns = this.patternVariables;
    const savedScope = this.scope;
    this.scope = [...variables.filter(isReference)];
    this.returnType = returns;
    this.yieldType = null;
    this.patternVariables = new Set();
    const body = write();
    const names = [...Array.from({ length: fn.temps }, (_, i) => `$${i + 1}`), ...this.patternVariables];
    this.returnType = savedReturn;
    this.yieldType = savedYield;
    this.patternVariables = savedPatterns;
    this.scope = savedScope;
    return names.length > 0 ? `let ${names.join(', ')};\n${body}` : body;
  }

  lambda(e: Lambda, fn: Fn): string {
    const generator = this.c.blocking.isGenerator(e);
    const method = this.c.place('', fn.unit);
    const inner: Fn = {
      class: fn.class,
      unit: fn.unit,
      self: '$this',
      captures: e.captures ?? { variables: [], usesThis: false },
      isGenerator: generator,
      temps: 0,
      method,
      label: fn.label,
    };
    const params = (e.variables ?? []).map((v) => {
      this.owned.set(v, fn.class);
      return this.c.local(v);
    });
    const returns: Type = e.returnType ?? { kind: 'void' };
    const body = e.body;
    const code = this.inFunction(inner, returns, [...(e.variables ?? []), ...inner.captures!.variables], () => {
      if (body.k === 'Block') return this.statements(body.statements, inner);
      if (returns.kind === 'void') return `${this.c.mark(body.start, inner)}${this.guarded(this.effect(body, inner))};`;
      return `${this.c.mark(body.start, inner)}return (${this.as(body, returns, inner)});`;
    });
    return this.functionObject(e, fn, inner, params, code, method);
  }

  private functionObject(
    e: Lambda | MethodRef,
    fn: Fn,
    inner: Fn,
    params: readonly string[],
    body: string,
    method: number,
  ): string {
    this.c.methods[method]!.name = `${fn.class.binaryName}.${this.lambdaName(e, fn)}`;
    const id = this.lambdas.length;
    this.lambdas.push({ node: e, owner: fn.class });
    const captures = inner.captures!;
    const names = captures.variables.map((v) => this.c.local(v));
    if (captures.usesThis) names.push('$this');
    const values = captures.variables.map((v) => this.variable(v, fn));
    if (captures.usesThis) values.push(fn.self);
    const head = inner.isGenerator ? `function* (${params.join(', ')})` : `(${params.join(', ')}) =>`;
    this.pieces.push(`${this.c.enterMethod(method)}var $F${id} = (${names.join(', ')}) => ${head} {\n${body}\n};`);
    return `$fn(${id}, $F${id}(${values.join(', ')})${values.length > 0 ? `, [${values.join(', ')}]` : ''})`;
  }

  private lambdaName(e: Lambda | MethodRef, fn: Fn): string {
    if (fn.unit.file.endsWith('.scala')) {
      const top = outermost(fn.class);
      const number = (this.#lambdaCount.get(top) ?? 0) + 1;
      this.#lambdaCount.set(top, number);
      return `$anonfun$${lambdaLabel(fn.label)}$${number}`;
    }
    let names = this.#lambdaNames.get(fn.class);
    if (!names) {
      names = lambdaNames(fn.class.decl!);
      this.#lambdaNames.set(fn.class, names);
    }
    return names.get(e)!;
  }

  methodRef(e: MethodRef, fn: Fn): string {
    const generator = this.c.blocking.isGenerator(e);
    const method = this.c.place('', fn.unit);
    const captures = { variables: [], usesThis: false };
    const inner: Fn = {
      class: fn.class,
      unit: fn.unit,
      self: '$this',
      captures,
      isGenerator: generator,
      temps: 0,
      method,
      label: fn.label,
    };
    const types = e.paramTypes ?? [];
    const params = types.map((_, i) => `p${i}`);
    const returns: Type = e.returnType ?? { kind: 'void' };
    let receiver: string | null = null;
    const m = e.refersTo;
    let call: string;
    let result: Type = e.resultType ?? returns;
    if (e.how === 'newArray') {
      const of = e.onType?.kind === 'array' ? e.onType.of : returns;
      call = `$newArr(${JSON.stringify(component(of))}, [${convert('p0', types[0] ?? returns, { kind: 'primitive', name: 'int' }, this.c.relations)}])`;
    } else if (!m) call = 'null';
    else {
      const key = this.c.methodName(m, methodKey(m));
      const first = e.how === 'unbound' ? 1 : 0;
      const args = this.referenceArgs(e, m, types, first);
      const mark = this.c.mark(e, inner);
      if (e.how === 'static') call = `${this.c.initialised(m.owner, inner)}${mark}.${key}(${args})`;
      else if (e.how === 'new') {
        const owner = m.owner;
        const object = `new (${this.c.initialised(owner, inner)})()`;
        if (this.c.needsContext(owner) && owner.outerThis) captures.usesThis = true;
        const context = this.contextCall(owner, object, inner, null);
        call = `${context ?? `(${object})`}${mark}.${key}(${args})`;
      } else if (e.how === 'unbound') call = `p0${mark}.${key}(${args})`;
      else if (e.how === 'super') {
        captures.usesThis = true;
        const owner = e.target?.type?.kind === 'class' ? e.target.type.symbol : m.owner;
        call = `${this.c.classRef(owner)}.prototype.${key}.call(${['$this', args].filter((x) => x !== '').join(', ')})`;
      } else {
        receiver = `$nn(${this.expr(e.target!, fn)})`;
        call = `$r${mark}.${key}(${args})`;
      }
      const how = this.c.blocking.callOf(m, [], e.how === 'bound' || e.how === 'unbound');
      if (generator && how !== 'plain') call = `(yield* $wait(${call}))`;
      else if (how === 'drain' || how === 'check') call = `$atOnce(${call})`;
      if (m.name !== '<init>' && m.returnType.kind === 'void') result = m.returnType;
    }
    const value =
      returns.kind === 'void' ? `${call};` : `return (${convert(call, result, returns, this.c.relations)});`;
    const id = this.lambdas.length;
    this.lambdas.push({ node: e, owner: fn.class });
    if (isDesugared(e)) this.c.methods[method]!.name = `${fn.class.binaryName}.${this.lambdaName(e, fn)}`;
    const names: string[] = [];
    const values: string[] = [];
    if (receiver) {
      names.push('$r');
      values.push(receiver);
    }
    if (captures.usesThis) {
      names.push('$this');
      values.push(fn.self);
    }
    const head = generator ? `function* (${params.join(', ')})` : `(${params.join(', ')}) =>`;
    const temps =
      inner.temps > 0 ? `let ${Array.from({ length: inner.temps }, (_, i) => `$${i + 1}`).join(', ')}; ` : '';
    this.pieces.push(
      `${this.c.enterMethod(method)}var $F${id} = (${names.join(', ')}) => ${head} { ${temps}${this.c.mark(e, inner)}${value} };`,
    );
    if (values.length === 0) return `$fn(${id}, $F${id}())`;
    const t = this.c.temp(fn);
    const single = values.length === 1;
    return single
      ? `(${t} = ${values[0]}, $fn(${id}, $F${id}(${t}), [${t}]))`
      : `$fn(${id}, $F${id}(${values.join(', ')}), [${values.join(', ')}])`;
  }
  private referenceArgs(e: MethodRef, m: MethodSymbol, types: readonly Type[], first: number): string {
    const out: string[] = [];
    const rest = types.slice(first);
    const n = e.varargsFrom ?? rest.length;
    const arg = (i: number, to: Type): string => convert(`p${i + first}`, rest[i]!, to, this.c.relations);
    for (let i = 0; i < n && i < rest.length; i++) out.push(arg(i, m.parameters[i]?.type ?? rest[i]!));
    if (e.varargsFrom !== undefined) {
      const last = m.parameters[m.parameters.length - 1]!.type;
      const element = last.kind === 'array' ? last.of : last;
      const items = rest.slice(n).map((_, i) => arg(n + i, element));
      out.push(`$arr(${JSON.stringify(component(element))}, [${items.join(', ')}])`);
    }
    return out.join(', ');
  }
  private guarded(code: string): string {
    return `void (${code})`;
  }

  // ---- classes ---------------------------------------------------------------------------------------------------------

  classDeclaration(symbol: ClassSymbol): void {
    const decl = symbol.decl!;
    const unit = symbol.unit!;
    const id = this.c.classId(symbol);
    const base = symbol.superclass?.symbol ?? null;
    const parent = symbol.isInterface || !base ? null : this.c.classRef(base);
    const members: string[] = [];
    const instance: string[] = [];
    const fields: string[] = [];
    const fnOf = (name: string, isGenerator: boolean): Fn => {
      const method = this.c.place(`${symbol.binaryName}.${name}`, unit);
      return {
        class: symbol,
        unit,
        self: 'this',
        captures: null,
        isGenerator,
        temps: 0,
        method,
        label: name,
      };
    };
    const make = fnOf('<init>', false);
    this.c.methods[make.method]!.isInitialiser = true;
    for (const field of symbol.fields.values()) {
      if (field.flags.has('static')) continue;
      fields.push(`this.${this.fieldName(field)} = ${defaultValue(field.type)};`);
    }
    if (symbol.outerThis) fields.push(`this.${this.c.outerField(symbol)} = null;`);
    for (const v of symbol.captures) fields.push(`this.${this.c.captureField(symbol, v)} = null;`);
    members.push(`constructor() { ${parent ? 'super(); ' : ''}${fields.join(' ')} }`);
    // Instance initialisers, in their order.
    const instanceCode = this.inFunction(make, { kind: 'void' }, [], () => {
      for (const m of decl.members) {
        if (m.k === 'Initializer' && !m.isStatic) instance.push(this.block(m.body, make));
        if (m.k !== 'Field') continue;
        for (const v of m.variables) {
          if (!v.field || v.field.flags.has('static') || !v.init) continue;
          instance.push(
            `${this.c.mark(v, make)}this.${this.fieldName(v.field)} = ${this.as(v.init, v.field.type, make)};`,
          );
        }
      }
      return instance.join('\n');
    });
    const hasInitializer = instance.length > 0;
    if (hasInitializer) members.push(`${this.c.enterMethod(make.method)}$fi${id}() {\n${instanceCode}\n}`);
    const initialise = hasInitializer ? `this.$fi${id}();` : '';
    let hasConstructor = false;
    for (const m of decl.members) {
      if (m.k !== 'Method' || !m.symbol || !m.body) continue;
      if (m.name === '<init>') {
        hasConstructor = true;
        members.push(this.constructorCode(m, m.symbol, symbol, fnOf, initialise));
      } else members.push(this.methodCode(m, m.symbol, fnOf));
    }
    if (!hasConstructor && !symbol.isInterface) members.push(this.defaultConstructors(symbol, base, fnOf, initialise));
    if (!symbol.isInterface && symbol.classKind !== 'enum' && !this.derivesFromLibrary(symbol))
      members.push(this.copyMethod(symbol, id));
    const statics: string[] = [];
    for (const field of symbol.fields.values()) {
      if (!field.flags.has('static')) continue;
      const value = field.constant
        ? this.expr(
            {
              k: 'Literal',
              at: 0,
              start: 0,
              end: 0,
              of: 'int',
              value: null,
              constant: field.constant,
              type: field.type,
            },
            make,
          )
        : defaultValue(field.type);
      statics.push(`$C${id}.${staticFieldKey(field.name)} = ${value};`);
    }
    this.pieces.push(
      `var $C${id} = class $C${id}${parent ? ` extends ${parent}` : ''} {\n${members.join('\n')}\n};\n$rt.define($C${id}, ${id});${statics.join(' ')}`,
    );
    if (this.c.needsContext(symbol)) {
      const params = ['t', ...(symbol.outerThis ? ['o'] : []), ...symbol.captures.map((_, i) => `c${i}`)];
      const sets = [
        ...(symbol.outerThis ? [`t.${this.c.outerField(symbol)} = o;`] : []),
        ...symbol.captures.map((v, i) => `t.${this.c.captureField(symbol, v)} = c${i};`),
      ];
      this.pieces.push(`var $X${id} = (${params.join(', ')}) => { ${sets.join(' ')} return t; };`);
    }
    if (this.c.needsInit(symbol)) this.staticInitializer(symbol, decl, id, fnOf('<clinit>', false));
  }

  private derivesFromLibrary(symbol: ClassSymbol): boolean {
    for (let s = symbol.superclass?.symbol; s; s = s.superclass?.symbol) {
      if (s.isLibrary) return s.binaryName !== 'java.lang.Object' && s.binaryName !== 'java.lang.Record';
    }
    return false;
  }
  /** What Flink's serializers do between chained operators: a new object with copies of the fields. */
  private copyMethod(symbol: ClassSymbol, id: number): string {
    const copies: string[] = [];
    for (let s: ClassSymbol | undefined = symbol; s && !s.isLibrary; s = s.superclass?.symbol) {
      for (const f of s.fields.values()) {
        if (f.flags.has('static') || f.flags.has('transient')) continue;
        const key = this.fieldName(f);
        const plain = f.type.kind === 'primitive' || this.c.relations.isString(f.type);
        copies.push(plain ? `o.${key} = this.${key};` : `o.${key} = $rt.copy(this.${key});`);
      }
      if (s.outerThis) copies.push(`o.${this.c.outerField(s)} = this.${this.c.outerField(s)};`);
      for (const v of s.captures) copies.push(`o.${this.c.captureField(s, v)} = this.${this.c.captureField(s, v)};`);
    }
    return `$copy() { const o = new $C${id}(); ${copies.join(' ')} return o; }`;
  }

  private parametersOf(m: MethodDecl): string[] {
    return (m.variables ?? []).map((v) => {
      if (m.symbol) this.owned.set(v, m.symbol.owner);
      return this.c.local(v);
    });
  }
  private methodCode(m: MethodDecl, symbol: MethodSymbol, fnOf: (name: string, generator: boolean) => Fn): string {
    const generator = this.c.blocking.isGenerator(m);
    const fn = fnOf(m.name, generator);
    if (isBridged(symbol, this.c.relations))
      this.c.methods[fn.method]!.bridge = this.c.lineOf(fn.unit, symbol.owner.decl!.at);
    const params = this.parametersOf(m).join(', ');
    const body = this.inFunction(fn, symbol.returnType, m.variables ?? [], () => {
      const turn = this.c.blocking.isRecursive(symbol) ? `${this.fuel(fn)}\n` : '';
      const code = turn + this.statements(m.body!.statements, fn);
      if (!generator || !symbol.flags.has('synchronized') || !this.c.blocking.usesMonitors) return code;
      const lock = symbol.flags.has('static')
        ? `$rt.classOf(${this.runtimeType({ kind: 'class', symbol: symbol.owner, args: [] })})`
        : 'this';
      return this.synchronizedBlock(lock, `{\n${code}\n}`);
    });
    const head = `${symbol.flags.has('static') ? 'static ' : ''}${generator ? '*' : ''}${this.c.methodName(symbol, methodKey(symbol))}(${params})`;
    return `${this.c.enterMethod(fn.method)}${head} {${this.c.mark(m, fn)}\n${body}\n}`;
  }
  private constructorCode(
    m: MethodDecl,
    symbol: MethodSymbol,
    owner: ClassSymbol,
    fnOf: (name: string, generator: boolean) => Fn,
    initialise: string,
  ): string {
    const generator = this.c.blocking.isGenerator(m);
    const fn = fnOf('<init>', generator);
    const params = this.parametersOf(m).join(', ');
    const list: readonly Stmt[] = m.body!.statements;
    const first = list[0];
    const self =
      first?.k === 'Expr' &&
      first.expr.k === 'Call' &&
      !first.expr.target &&
      (first.expr.name === 'this' || first.expr.name === 'super')
        ? first.expr
        : null;
    const body = this.inFunction(fn, { kind: 'void' }, m.variables ?? [], () => {
      const parts: string[] = [];
      if (self && first) parts.push(this.statement(first, fn));
      else parts.push(this.implicitSuper(owner, fn));
      if (self?.name !== 'this') parts.push(initialise);
      const rest = this.statements(self ? list.slice(1) : list, fn);
      // `return;` ends the constructor, not the creation.
      parts.push(/\breturn;/.test(rest) ? `$body: { ${rest.replace(/\breturn;/g, 'break $body;')} }` : rest);
      if (m.compact)
        for (const c of owner.decl!.components)
          parts.push(`this.${fieldKey(c.name)} = ${this.c.local(m.variables!.find((v) => v.name === c.name)!)};`);
      return parts.join('\n');
    });
    return `${this.c.enterMethod(fn.method)}${generator ? '*' : ''}${methodKey(symbol)}(${params}) {${this.c.mark(m, fn)}\n${body}\nreturn this;\n}`;
  }
  private implicitSuper(owner: ClassSymbol, fn: Fn): string {
    const base = owner.superclass?.symbol;
    if (
      !base ||
      base.binaryName === 'java.lang.Object' ||
      base.binaryName === 'java.lang.Record' ||
      base.binaryName === 'java.lang.Enum'
    )
      return '';
    const context = this.contextCall(base, 'this', fn, null);
    const varargs = base.constructors.find((c) => c.parameters.length === 0)
      ? null
      : base.constructors.find((c) => c.varargs && c.parameters.length === 1);
    if (varargs) {
      const t = varargs.parameters[0]!.type;
      return `${context ? `${context}; ` : ''}${this.c.classRef(base)}.prototype.${methodKey(varargs)}.call(this, $arr(${JSON.stringify(component(t.kind === 'array' ? t.of : t))}, []));`;
    }
    return `${context ? `${context}; ` : ''}${this.c.classRef(base)}.prototype.$init$.call(this);`;
  }
  /** A class without constructors: `$init$()`; anonymous classes take over those of the superclass. */
  private defaultConstructors(
    symbol: ClassSymbol,
    base: ClassSymbol | null,
    fnOf: (name: string, generator: boolean) => Fn,
    initialise: string,
  ): string {
    const fn = fnOf('<init>', false);
    if (!symbol.isAnonymous || !base || base.binaryName === 'java.lang.Object') {
      const call = this.implicitSuper(symbol, fn);
      return `${this.c.enterMethod(fn.method)}$init$() {${this.c.mark(symbol.decl!, fn)} ${call} ${initialise} return this; }`;
    }
    return base.constructors
      .map((c) => {
        const params = c.parameters.map((_, i) => `a${i}`).join(', ');
        const context = this.contextCall(base, 'this', fn, null);
        const call = `${this.c.classRef(base)}.prototype.${methodKey(c)}.call(${['this', params].filter((x) => x !== '').join(', ')});`;
        return `${this.c.enterMethod(fn.method)}${methodKey(c)}(${params}) {${this.c.mark(symbol.decl!, fn)} ${context ? `${context}; ` : ''}${call} ${initialise} return this; }`;
      })
      .join('\n');
  }

  private staticInitializer(symbol: ClassSymbol, decl: ClassDecl, id: number, fn: Fn): void {
    const body = this.inFunction(fn, { kind: 'void' }, [], () => {
      const parts: string[] = [];
      decl.constants.forEach((k, ordinal) => {
        const made = k.body?.symbol ?? symbol;
        const e = this.fresh('e');
        const creation = k.creation!;
        const m = creation.constructor$;
        const args = m ? this.args(creation, m, fn) : '';
        const context = this.contextCall(made, `new $C${this.c.classId(made)}()`, fn, null);
        parts.push(
          `${this.c.mark(k, fn)}const ${e} = ${context ?? `new $C${this.c.classId(made)}()`}; ${e}.$name = ${JSON.stringify(k.name)}; ${e}.$ordinal = ${ordinal}; $C${id}.${staticFieldKey(k.name)} = ${e}; ${e}.${m ? methodKey(m) : '$init$'}(${args});`,
        );
      });
      const ordered = [...decl.members].sort((a, b) => Number(isSynthesized(b)) - Number(isSynthesized(a)));
      for (const m of ordered) {
        if (m.k === 'Initializer' && m.isStatic) parts.push(this.block(m.body, fn));
        if (m.k !== 'Field') continue;
        for (const v of m.variables) {
          if (!v.field?.flags.has('static') || !v.init || v.field.constant) continue;
          parts.push(
            `${this.c.mark(v, fn)}$C${id}.${staticFieldKey(v.field.name)} = ${this.as(v.init, v.field.type, fn)};`,
          );
        }
      }
      return parts.join('\n');
    });
    const base = symbol.superclass?.symbol;
    const first = [
      ...(base && !symbol.isInterface && this.c.needsInit(base) ? [base] : []),
      ...this.c.interfacesToInit(symbol),
    ];
    const before = first.map((c) => `$K${this.c.classId(c)}(); `).join('');
    this.pieces.push(
      `${this.c.enterMethod(fn.method)}var $S${id} = 0;\nvar $K${id} = () => { if ($S${id} !== 1) $I${id}(); return $C${id}; };\nfunction $I${id}() { if ($S${id} === 2) throw $rt.notInitialised(${id}); $S${id} = 1; ${before}try {\n${body}\n} catch ($e) { $S${id} = 2; $initializerError($e); } }\n$inits[${id}] = $K${id};`,
    );
    if (symbol.classKind === 'enum') this.pieces.push(`$C${id}.$enum = (name) => $K${id}()["_" + name];`);
  }
}

function isSynthesized(m: { readonly k: string; readonly variables?: readonly { readonly name: string }[] }): boolean {
  return m.k === 'Field' && m.variables?.[0]?.name === '$VALUES';
}
function outermost(c: ClassSymbol): ClassSymbol {
  let at = c;
  while (at.owner) at = at.owner;
  return at;
}
/** Compiles checked classes (all of them, nested and local ones, too) to one script. */
export function generate(classes: readonly ClassSymbol[], relations: Relations): GeneratedProgram {
  const blocking = new Blocking(classes, relations);
  const context = new Context(relations, blocking);
  const ordered = superclassesFirst(classes);
  for (const [i, c] of ordered.entries()) context.classIds.set(c, i);
  const generator = new Generator(context);
  for (const c of ordered) generator.classDeclaration(c);
  const helpers = Object.keys(support).map((name) => `${name}: $${name}`);
  const libraries = [...context.libraries.keys()];
  const head = `'use strict';\nreturn ($rt) => {\nvar {${helpers.join(', ')}} = $rt.support;\nvar $fn = $rt.fn, $fuel = $rt.fuel, $isArray = $rt.isArray, $noMatch = $rt.noMatch, $inits = [];\nvar $f = 1000;\n`;
  const libs = libraries.map((_, i) => `$L${i} = $rt.lib(${i})`);
  const constants = libs.length > 0 ? `var ${libs.join(', ')};\n` : '';
  const tail = `\nreturn { classes: [${ordered.map((_, i) => `$C${i}`).join(', ')}], lambdas: [${generator.lambdas.map((_, i) => `$F${i}`).join(', ')}], inits: $inits, takeFuel: () => { const left = $f; $f = 0; return left; } };\n};`;
  const made = layout(head + constants + generator.pieces.join('\n') + tail, context.methods);
  return { code: made.code, map: made.map, classes: ordered, libraries, lambdas: generator.lambdas, relations };
}

function superclassesFirst(classes: readonly ClassSymbol[]): ClassSymbol[] {
  const ordered: ClassSymbol[] = [];
  const seen = new Set<ClassSymbol>();
  const all = new Set(classes);
  const visit = (c: ClassSymbol): void => {
    if (seen.has(c) || !all.has(c)) return;
    seen.add(c);
    if (c.superclass) visit(c.superclass.symbol);
    for (const i of c.interfaces) visit(i.symbol);
    ordered.push(c);
  };
  for (const c of classes) visit(c);
  return ordered;
}

export type { CompilationUnit, Expr };
