import {
  BOOLEAN,
  type ClassSymbol,
  type FieldSymbol,
  INT,
  type MethodSymbol,
  newVariable,
  type Type,
  VOID,
} from '../check/types.ts';
import type { ClassDecl, Expr, Stmt } from '../syntax/ast.ts';
import { type Env, inner, type Returning } from './environment.ts';
import { lineAndColumn } from './local-definitions.ts';
import { literal, nameOf, not, select, self } from './nodes.ts';
import { encode } from './predefined.ts';
import { type DefTree, type Made, Symbols, type ValTree } from './symbols.ts';
import { type At, type Pattern, placeOf, type Tree } from './tree.ts';

/** Values, methods and what case classes have. */
export abstract class ClassMembers extends Symbols {
  accessor(owner: ClassSymbol, decl: ClassDecl, field: FieldSymbol, at: At, isVar: boolean): void {
    const read = (): Expr => select(self(owner, at), field, at);
    const getter = this.addMethod(owner, decl, encode(field.name), new Set(['public']), [], field.type, at, {
      parameterless: true,
    });
    getter.decl.variables = [];
    getter.decl.body!.statements.push({ k: 'Return', at: at.at, value: read(), expected: field.type });
    if (!isVar) return;
    const setter = this.addMethod(
      owner,
      decl,
      `${encode(field.name)}_$eq`,
      new Set(['public']),
      [{ name: 'x', type: field.type }],
      VOID,
      at,
    );
    const v = newVariable('parameter', 'x', field.type, 0, setter.decl, true);
    setter.decl.variables = [v];
    setter.decl.body!.statements.push(
      this.store(owner, field, { k: 'Name', ...placeOf(at), name: 'x', symbol: v, type: field.type }, at),
    );
  }
  /** Methods of one name and the same parameters. */
  checkTwins(body: readonly Tree[], env: Env): void {
    const seen = new Map<string, Tree>();
    for (const s of body) {
      if (s.t !== 'def' || s.name === 'this' || s.typeParams.length > 0) continue;
      const types = (s.params ?? []).flat().map((p) => (p.type ? env.unit.text.slice(p.type.start, p.type.end) : ''));
      const key = `${s.name}(${types.join(',')})`;
      const twin = seen.get(key);
      if (twin)
        this.error(
          env,
          s,
          `method ${s.name} is defined twice;\n  the conflicting method ${s.name} was defined at line ${lineAndColumn(env.unit.text, twin.at)}`,
        );
      else seen.set(key, s);
    }
  }
  valMember(t: ValTree & At, m: Made, env: Env, initEnv: Env, start: Stmt[], isTrait: boolean): void {
    const { symbol, decl } = m;
    if (t.pattern.t !== 'bind') {
      // val (a, b) = …
      const names = boundNames(t.pattern);
      this.later(symbol, () => {
        const scope = inner(initEnv);
        const out = this.effect(t, scope);
        start.push(...out);
        for (const n of names) {
          const local = scope.locals.get(n);
          if (!local) continue;
          const field =
            symbol.table.fields.get(n) ?? this.addField(symbol, n, local.symbol.type, new Set(['public', 'final']), t);
          start.push(this.store(symbol, field, this.read(local.symbol, t, scope), t));
        }
      });
      return;
    }
    const name = t.pattern.name;
    let type: Type | null = t.type ? this.typeOf(t.type, env) : null;
    if (t.value === null || isTrait) {
      const result =
        type ?? (t.value && t.value !== 'default' ? this.typed(this.infer(t.value, initEnv, null)) : this.object);
      this.addMethod(symbol, decl, encode(name), new Set(['public', 'abstract']), [], result, t, {
        parameterless: true,
      });
      if (t.isVar)
        this.addMethod(
          symbol,
          decl,
          `${encode(name)}_$eq`,
          new Set(['public', 'abstract']),
          [{ name: 'x', type: result }],
          VOID,
          t,
        );
      return;
    }
    let value: Expr | null = null;
    const scope = m.tree.t === 'new' ? this.initializerEnv(env) : initEnv;
    const compute = (): Expr | null => {
      if (t.value === 'default' || value) return value;
      value = this.expr(t.value as Tree, scope, type);
      return value;
    };
    const flags = this.flagsOf(t.modifiers);
    if (!t.isVar) flags.add('final');
    if (t.modifiers.has('@transient')) flags.add('transient');
    if (t.isLazy) {
      const getter = this.addMethod(
        symbol,
        decl,
        encode(name),
        new Set([t.modifiers.has('private') ? 'private' : 'public']),
        [],
        type ?? this.pending(),
        t,
        { parameterless: true },
      );
      getter.decl.variables = [];
      const frame = { kind: 'method' as const, parent: env.frame, key: {} };
      const inside = inner(env, { frame });
      const build = (): void => {
        if (getter.decl.body!.statements.length > 0) return;
        const e = this.expr(t.value as Tree, inside, type);
        const result = type ?? this.widen(this.typed(e));
        (getter.symbol as { returnType: Type }).returnType = result;
        const field = this.addField(symbol, `${name}$lzy`, result, new Set(['private']), t);
        const flag = this.addField(symbol, `bitmap$${name}`, BOOLEAN, new Set(['private']), t);
        const read = (f: FieldSymbol): Expr => select(self(symbol, t), f, t);
        getter.decl.body!.statements.push(
          {
            k: 'If',
            at: t.at,
            condition: not(read(flag), t),
            then: {
              k: 'Block',
              at: t.at,
              end: t.end,
              statements: [
                this.store(symbol, field, e, t),
                this.store(symbol, flag, literal('boolean', true, BOOLEAN, t), t),
              ],
            },
            else: null,
          },
          { k: 'Return', at: t.at, value: read(field), expected: result },
        );
      };
      this.bodyOfMethod.set(getter.symbol, build);
      if (t.modifiers.has('implicit')) this.offer(symbol, { kind: 'method', method: getter.symbol });
      this.later(symbol, build);
      return;
    }
    if (!type) {
      const saved = this.problems.length;
      const e = this.attempt(() => this.infer(t.value as Tree, scope, null));
      this.problems.length = saved;
      type = e ? this.widen(this.typed(e)) : null;
    }
    // A value that a subclass gives anew is read through its getter.
    for (const s of symbol.supertypes())
      if (s !== symbol && !s.isLibrary) (s.table.fields.get(name)?.flags as Set<string> | undefined)?.add('accessed');
    const implicit = t.modifiers.has('implicit');
    const field = this.addField(symbol, name, type?.kind === 'void' ? this.box(type) : (type ?? this.object), flags, t);
    if (implicit) this.offer(symbol, { kind: 'field', field });
    this.accessor(symbol, decl, field, t, t.isVar);
    this.later(symbol, () => {
      const hadType = t.type !== null;
      const e = compute();
      if (!hadType && e) {
        const found = this.widen(this.typed(e));
        if (found.kind !== 'void') (field as { type: Type }).type = found;
        const getter = symbol.table.methods.get(encode(name))?.find((x) => x.parameters.length === 0);
        if (getter) (getter as { returnType: Type }).returnType = field.type;
        for (const x of decl.members)
          if (x.k === 'Method' && x.symbol === getter)
            for (const st of x.body!.statements)
              if (st.k === 'Return') {
                st.expected = field.type;
                if (st.value) st.value.type = field.type;
              }
      }
      if (e) start.push(this.store(symbol, field, e, { ...t, at: t.start }));
    });
  }
  defMember(t: DefTree & At, m: Made, env: Env): void {
    const { symbol, decl } = m;
    const scope = inner(env);
    const typeParameters = this.typeVariables(t.typeParams, scope);
    const params = (t.params ?? []).flat();
    const types = params.map((p) => (p.type ? this.typeOf(p.type, scope) : this.object));
    const isConstructor = t.name === 'this';
    const overridden = this.overridden(symbol, encode(t.name), types);
    const result: Type = isConstructor
      ? VOID
      : t.type
        ? this.typeOf(t.type, scope)
        : t.isProcedure
          ? VOID
          : t.body === null
            ? VOID
            : this.pending();
    const flags = this.flagsOf(t.modifiers);
    if (t.body === null) {
      flags.add('abstract');
      if (!symbol.isAbstract)
        this.classError(env, t, `class ${m.name} needs to be abstract, since method ${t.name} is not defined`);
    }
    if (
      t.modifiers.has('override') &&
      !overridden &&
      !this.poisonOf(symbol) &&
      !symbol.superclass?.symbol.isLibrary &&
      symbol.interfaces.every((i) => !i.symbol.isLibrary)
    )
      this.classError(env, t, `method ${t.name} overrides nothing`);
    const base = overridden?.method;
    if (
      base &&
      !t.modifiers.has('override') &&
      !base.flags.has('abstract') &&
      !isConstructor &&
      !base.owner.isInterface &&
      !base.flags.has('private')
    )
      this.classError(
        env,
        t,
        `overriding method ${t.name} in class ${base.owner.name} of type ${this.signatureOf(base)};\n method ${t.name} needs \`override' modifier`,
      );
    if (base && t.type && typeParameters.length === 0 && !isConstructor && this.isIncompatible(symbol, result, base))
      this.classError(
        env,
        t,
        `overriding method ${t.name} in ${base.owner.isInterface ? 'trait' : 'class'} ${base.owner.name} of type ${this.signatureOf(base)};\n method ${t.name} has incompatible type`,
      );
    const declared = overridden ? overridden.types : types;
    const evidence = this.contextBounds(t.typeParams, scope);
    const repeated = params[params.length - 1]?.type?.t === 'repeated';
    const last = types[types.length - 1];
    const made = this.addMethod(
      symbol,
      decl,
      isConstructor ? '<init>' : encode(t.name),
      flags,
      [
        ...params.map((p, i) => ({
          name: p.name,
          type:
            repeated && i === params.length - 1 && last?.kind === 'class'
              ? ({ kind: 'array', of: last.args[0]! } as Type)
              : (declared[i] ?? types[i]!),
        })),
        ...evidence,
      ],
      overridden && result.kind !== 'error' ? this.overrideResult(result, overridden.method) : result,
      t,
      { typeParameters, varargs: repeated, parameterless: t.params === null },
    );
    if (t.type?.t === 'named' && t.type.path.length === 0) this.givesThis.add(made.symbol);
    this.defaults.set(made.symbol, { params, env: scope });
    const lastList = (t.params ?? [])[(t.params?.length ?? 0) - 1];
    const implicits = evidence.length + (t.implicits && lastList ? lastList.length : 0);
    if (implicits > 0) this.implicitParams.set(made.symbol, implicits);
    if ((t.params?.length ?? 0) > 1)
      this.lists.set(
        made.symbol,
        t.params!.map((l) => l.length),
      );
    if (t.modifiers.has('implicit')) this.offer(symbol, { kind: 'method', method: made.symbol });
    const frame = { kind: 'method' as const, parent: env.frame, key: made.decl };
    const returning: Returning = { frame: made.decl, key: null };
    const inside = inner(scope, { frame, returns: result.kind === 'error' ? null : result, returning });
    const variables = params.map((p, i) => {
      const formal = made.symbol.parameters[i]!.type;
      const v = this.variable(p.name, formal, 'parameter', p, inside);
      if (!(repeated && i === params.length - 1))
        inside.locals.set(p.name, {
          symbol: v,
          byName: p.type?.t === 'byName',
          isImplicit: t.implicits && i >= params.length - (lastList?.length ?? 0),
        });
      return v;
    });
    for (const [i, e] of evidence.entries()) {
      const v = this.variable(e.name, made.symbol.parameters[params.length + i]!.type, 'parameter', t, inside);
      inside.locals.set(e.name, { symbol: v, isImplicit: true });
      variables.push(v);
    }
    made.decl.variables = variables;
    if (t.body === null) return;
    let state = 0;
    const build = (): void => {
      if (state === 2) return;
      if (state === 1) {
        if ((made.symbol.returnType as { pending?: boolean }).pending)
          this.error(env, t, `recursive method ${t.name} needs result type`);
        return;
      }
      state = 1;
      const out = made.decl.body!.statements;
      if (repeated) {
        const v = variables[params.length - 1]!;
        const seq = this.wrapArray(this.read(v, t, inside), t);
        const local = this.variable(`${v.name}$`, last!, 'local', t, inside);
        out.push(this.declare(local, { ...seq, type: last! } as Expr, t));
        inside.locals.set(v.name, { symbol: local });
      }
      if (isConstructor && t.body) {
        const list = t.body.t === 'block' ? t.body.statements : [t.body];
        const first = list[0];
        if (first?.t === 'apply' && first.fn.t === 'this') {
          const e = this.construct(symbol.thisType, first.args, inside, null, first);
          if (e.k === 'New' && e.constructor$)
            out.push({
              k: 'Expr',
              at: t.at,
              expr: {
                k: 'Call',
                ...placeOf(t),
                nameAt: t.at,
                target: null,
                name: 'this',
                typeArgs: null,
                args: e.args,
                method: e.constructor$,
                type: VOID,
              },
            });
        }
        for (const s of list.slice(1)) out.push(...this.effect(s, inside));
      } else if (result.kind === 'void') out.push(...this.effect(t.body!, inside));
      else {
        const got = this.bodyOf(t.body!, inside, result.kind === 'error' ? null : result);
        if (result.kind === 'error') {
          const found = overridden ? this.overrideResult(got.type, overridden.method) : this.widen(got.type);
          (made.symbol as { returnType: Type }).returnType = found;
          if (got.type.kind === 'void')
            got.statements.splice(0, got.statements.length, ...got.statements.map((s) => this.withoutValue(s)));
        }
        out.push(...got.statements);
      }
      if (returning.key) {
        const all = out.splice(0);
        out.push(...this.catchReturn(all, returning, made.symbol.returnType, t, inside));
      }
      state = 2;
    };
    this.bodyOfMethod.set(made.symbol, build);
    this.later(symbol, build);
  }
  /** Is a written result none that the overridden method may have? Only of types that are written out whole. */
  private isIncompatible(symbol: ClassSymbol, result: Type, base: MethodSymbol): boolean {
    if (base.owner.isLibrary && base.owner !== this.object.symbol) return false;
    const wanted = this.relations.substitute(base.returnType, this.view(symbol.thisType, base.owner));
    const isWhole = (t: Type): boolean =>
      t.kind === 'primitive' || t.kind === 'void' || (t.kind === 'class' && t.args.length === 0);
    if (!isWhole(result) || !isWhole(wanted) || this.relations.isObject(wanted)) return false;
    return !this.conforms(result, wanted);
  }
  /** `(n: Int)Int`, or `=> Int` of a method without a parameter list. */
  signatureOf(m: MethodSymbol): string {
    this.resultOf(m);
    const params = m.parameters.map((p) => `${p.name}: ${this.show(p.type)}`).join(', ');
    return `${m.parameterless ? '=> ' : `(${params})`}${this.show(m.returnType)}`;
  }
  /** Primitive results of overridden generic methods are boxed. */
  overrideResult(result: Type, of: MethodSymbol): Type {
    if (of.returnType.kind === 'void') return VOID;
    if (of.returnType.kind !== 'primitive' && result.kind === 'primitive') return this.box(result);
    if (result.kind === 'void') return this.box(result);
    return result;
  }
  /** The method that a definition overrides, with its parameter types as that one has them. */
  overridden(
    symbol: ClassSymbol,
    name: string,
    types: readonly Type[],
  ): { readonly method: MethodSymbol; readonly types: Type[] } | null {
    for (const s of symbol.supertypes()) {
      if (s === symbol) continue;
      for (const o of s.methods.get(name) ?? []) {
        if (o.flags.has('static') || o.parameters.length !== types.length) continue;
        const by = this.view(symbol.thisType, s);
        const formals = o.parameters.map((p) => this.relations.substitute(p.type, by));
        const fits = formals.every((f, i) => {
          const a = this.box(types[i]!);
          const b = this.box(f);
          return b.kind !== 'class' || a.kind !== 'class'
            ? a.kind === b.kind || b.kind === 'variable'
            : a.symbol === b.symbol;
        });
        if (!fits) continue;
        return {
          method: o,
          types: types.map((t, i) =>
            t.kind === 'primitive' && o.parameters[i]!.type.kind !== 'primitive' ? this.box(t) : t,
          ),
        };
      }
    }
    return null;
  }
  /** Is there a method of that name that is more than Object's? */
  private inherits(symbol: ClassSymbol, name: string, arity: number): boolean {
    return [...symbol.supertypes()].some(
      (s) =>
        s !== symbol &&
        s !== this.object.symbol &&
        s.binaryName !== 'scala.Product' &&
        s.methods.get(name)?.some((m) => m.parameters.length === arity && !m.flags.has('abstract')),
    );
  }
  caseMethods(symbol: ClassSymbol, decl: ClassDecl, t: At): void {
    const add = (name: string, result: Type, args: readonly Type[], helper: string): void => {
      if (symbol.table.methods.get(name)?.some((x) => x.parameters.length === args.length && x.decl?.body)) return;
      if (this.inherits(symbol, name, args.length)) return;
      const made = this.addMethod(
        symbol,
        decl,
        name,
        new Set(['public']),
        args.map((type, i) => ({ name: `x${i}`, type })),
        result,
        t,
      );
      const vars = args.map((type, i) => newVariable('parameter', `x${i}`, type, 0, made.decl, true));
      made.decl.variables = vars;
      const call = this.staticCall(
        'scala.runtime.ScalaRunTime',
        helper,
        [self(symbol, t), ...vars.map((v): Expr => nameOf(v, t))],
        result,
        t,
      );
      made.decl.body!.statements.push({ k: 'Return', at: t.at, value: call, expected: result });
    };
    add('equals', BOOLEAN, [this.object], 'caseEquals');
    add('hashCode', INT, [], 'caseHash');
    add('toString', this.universe.string, [], 'caseText');
    add('canEqual', BOOLEAN, [this.object], 'caseCanEqual');
    add('productArity', INT, [], 'caseArity');
    add('productElement', this.object, [INT], 'caseElement');
    add('productPrefix', this.universe.string, [], 'casePrefix');
    add('productIterator', this.known('scala.collection.Iterator', this.object), [], 'caseIterator');
  }
}

function boundNames(p: Pattern): string[] {
  switch (p.t) {
    case 'bind':
      return [p.name, ...(p.of ? boundNames(p.of) : [])];
    case 'typed':
      return p.name ? [p.name] : [];
    case 'tuple':
    case 'or':
      return p.of.flatMap(boundNames);
    case 'extract':
      return p.args.flatMap(boundNames);
    default:
      return [];
  }
}
