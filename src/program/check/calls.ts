import type { Call, Expr, New, TypeNode } from '../syntax/ast.ts';
import { CheckBase, type Pending } from './base.ts';
import { type Env, findVariable } from './env.ts';
import { Inference } from './inference.ts';
import { functionalMethod, methodsNamed } from './members.ts';
import { lacks } from './outside.ts';
import { mentionsInference, type Substitution } from './relations.ts';
import { describeClass, unitOf } from './scope.ts';
import {
  type ClassSymbol,
  type ClassType,
  ERROR,
  erasure,
  isReference,
  type MethodSymbol,
  show,
  type Type,
  type TypeVariable,
} from './types.ts';

/** A call whose method is chosen, and whose types may still depend on where it stands. */
export interface Resolution {
  readonly node: Call | New;
  readonly env: Env;
  readonly method: MethodSymbol;
  /** What the receiver's type arguments are; null: raw, the signature is erased. */
  readonly receiver: Substitution | null;
  readonly args: readonly Pending[];
  readonly varargs: boolean;
  readonly explicit: readonly Type[] | null;
  /** Diamond: the class being made. */
  readonly diamond: ClassSymbol | null;
  /** Result type before inference, as a member of the receiver. */
  readonly returns: Type;
}

interface Candidate {
  readonly method: MethodSymbol;
  readonly receiver: Substitution | null;
}

export abstract class CallChecker extends CheckBase {
  functional(symbol: ClassSymbol): MethodSymbol | null {
    return functionalMethod(symbol, this.relations);
  }

  /** `site` as a receiver: its type arguments for the owner of the method. */
  receiverFor(site: Type, owner: ClassSymbol): Substitution | null {
    const view = this.relations.asSuper(site, owner);
    if (!view || (owner.typeParameters.length === 0 && !view.outer)) return new Map();
    if (view.args.length === 0 && owner.typeParameters.length > 0) return null;
    return this.relations.bindType(view);
  }

  methodsOf(site: Type, name: string): readonly MethodSymbol[] {
    switch (site.kind) {
      case 'class':
        return methodsNamed(site.symbol, name, this.relations);
      case 'variable': {
        const found = site.bounds.flatMap((b) => this.methodsOf(b, name));
        return found.length > 0
          ? [...new Set(found)]
          : methodsNamed(this.relations.object.symbol, name, this.relations);
      }
      case 'intersection':
        return [...new Set(site.types.flatMap((b) => this.methodsOf(b, name)))];
      case 'array':
        return methodsNamed(this.relations.object.symbol, name, this.relations);
      case 'wildcard':
        return this.methodsOf(this.relations.upper(site), name);
      default:
        return [];
    }
  }

  prepareCall(node: Call, env: Env): Pending {
    const done = (type: Type): Pending => {
      node.type = type;
      return { k: 'type', expr: node, type };
    };
    if (node.name === 'this' || node.name === 'super') {
      if (!node.target) return this.selfCall(node, env);
    }
    let site: Type;
    let candidates: readonly MethodSymbol[];
    let staticOnly = false;
    let describe: () => string;
    if (!node.target) {
      const found = this.unqualified(node.name, env);
      if (!found) {
        const args = node.args.map((a) => this.prepare(a, env));
        this.finishArgs(args);
        const outside = unitOf(env.types).outsideStatic(node.name) ?? this.lackingOwner(node.name, args, env);
        if (outside) {
          this.log.noteOutside(env.unit, node.nameAt, node.nameAt + node.name.length, outside);
          return done(ERROR);
        }
        this.error(
          env,
          node.nameAt,
          `cannot find symbol\n  symbol:   method ${node.name}(${this.argTypes(args)})\n  location: ${describeClass(env.class)}`,
          node.nameAt + node.name.length,
        );
        return done(ERROR);
      }
      site = found.site;
      candidates = found.methods;
      staticOnly = found.isStatic;
      node.owner = found.owner;
      describe = () => describeClass(found.owner);
    } else if (node.target.k === 'Super') {
      const target = node.target;
      let base: Type = env.class.superclass ?? this.relations.object;
      if (target.qualifier) {
        const named = this.typeOfName(target.qualifier, env);
        const iface = env.class.interfaces.find((i) => i.symbol === named);
        if (iface) base = iface;
        else if (named?.superclass) base = named.superclass;
      }
      if (env.isStatic)
        this.error(env, target, 'non-static variable super cannot be referenced from a static context', target.end);
      this.noteThis(env);
      target.type = base;
      site = base;
      candidates = this.methodsOf(base, node.name);
      describe = () => describeClass((base as ClassType).symbol);
    } else {
      const asType = this.typeOfName(node.target, env);
      if (asType) {
        site = { kind: 'class', symbol: asType, args: [] };
        staticOnly = true;
        candidates = methodsNamed(asType, node.name, this.relations);
        describe = () => describeClass(asType);
      } else {
        site = this.relations.capture(this.attribute(node.target, env));
        const t = site;
        const target = node.target;
        describe = () => this.describeSite(target, t);
        if (site.kind === 'error') {
          this.finishArgs(node.args.map((a) => this.prepare(a, env)));
          return done(ERROR);
        }
        if (site.kind === 'primitive' || site.kind === 'void' || site.kind === 'null') {
          this.finishArgs(node.args.map((a) => this.prepare(a, env)));
          this.error(env, node.nameAt, `${show(site)} cannot be dereferenced`, node.nameAt + 1 + node.name.length);
          return done(ERROR);
        }
        candidates = this.methodsOf(site, node.name);
        if (site.kind === 'array' && node.name === 'clone' && node.args.length === 0) {
          const m = candidates[0];
          if (m) node.method = m;
          return done(site);
        }
      }
    }
    const args = node.args.map((a) => this.prepare(a, env));
    const open =
      site.kind === 'class' && lacks(site.symbol, node.name, args) ? `${site.symbol.qualifiedName}.${node.name}` : null;
    if (candidates.length === 0) {
      this.finishArgs(args);
      if (open) {
        this.log.noteOutside(env.unit, node.nameAt, node.nameAt + node.name.length, open);
        return done(ERROR);
      }
      this.error(
        env,
        node.nameAt,
        `cannot find symbol\n  symbol:   method ${node.name}(${this.argTypes(args)})\n  location: ${describe()}`,
        node.nameAt + node.name.length + 1,
      );
      return done(ERROR);
    }
    const explicit = node.typeArgs ? node.typeArgs.map((t) => this.resolver.resolve(t, env.types)) : null;
    const overloads = candidates.map((method) => ({
      method,
      receiver: method.flags.has('static') ? new Map() : this.receiverFor(site, method.owner),
    }));
    const choose = (): ReturnType<CallChecker['choose']> =>
      this.choose(overloads, args, explicit, node, env, node.nameAt, node.name);
    const chosen = open ? this.log.quietly(choose).result : choose();
    if (!chosen) {
      this.finishArgs(args);
      if (open) this.log.noteOutside(env.unit, node.nameAt, node.nameAt + node.name.length, open);
      return done(ERROR);
    }
    const { method } = chosen.candidate;
    node.method = method;
    this.checkAccess(method, env, node.nameAt);
    if (!method.flags.has('static')) {
      if (staticOnly && node.target) {
        this.error(
          env,
          node.nameAt,
          `non-static method ${this.signature(method)} cannot be referenced from a static context`,
          node.nameAt + node.name.length + 1,
        );
      } else if (staticOnly && !node.target) {
        this.error(
          env,
          node.nameAt,
          `non-static method ${this.signature(method)} cannot be referenced from a static context`,
          node.nameAt + node.name.length,
        );
      } else if (!node.target) this.noteThis(env);
    } else if (staticOnly && method.owner.isInterface && site.kind === 'class' && site.symbol !== method.owner) {
      this.error(env, node.nameAt, 'illegal static interface method call');
    }
    const raw = chosen.candidate.receiver === null;
    let returns = raw
      ? erasure(method.returnType)
      : this.relations.substitute(method.returnType, chosen.candidate.receiver!);
    if (method.name === 'getClass' && method.parameters.length === 0) {
      const c = this.universe.find('java.lang.Class');
      if (c)
        returns = { kind: 'class', symbol: c, args: [{ kind: 'wildcard', bound: 'extends', type: erasure(site) }] };
    }
    const resolution: Resolution = {
      node,
      env,
      method,
      receiver: chosen.candidate.receiver,
      args,
      varargs: chosen.varargs,
      explicit,
      diamond: null,
      returns,
    };
    if (!explicit && !raw && method.typeParameters.some((v) => mentions(method.returnType, v)))
      return { k: 'call', expr: node, site: resolution };
    return done(this.instantiate(resolution, null, null));
  }

  /** The innermost class around whose real superclass has such a method. */
  private lackingOwner(name: string, args: readonly Pending[], env: Env): string | null {
    for (let e: Env | null = env; e; e = e.parent) {
      const base = e.class.superclass?.symbol;
      if (base && lacks(base, name, args)) return `${base.qualifiedName}.${name}`;
    }
    return null;
  }

  /** Methods of that name in the innermost class that has one. */
  private unqualified(
    name: string,
    env: Env,
  ): { site: ClassType; methods: readonly MethodSymbol[]; isStatic: boolean; owner: ClassSymbol } | null {
    let isStatic = false;
    let last: ClassSymbol | null = null;
    for (let e: Env | null = env; e; e = e.parent) {
      if (e.class !== last) {
        last = e.class;
        if (isStaticAt(env, e.class)) isStatic = true;
        const methods = methodsNamed(e.class, name, this.relations);
        if (methods.length > 0) {
          return { site: e.class.thisType, methods, isStatic: isStatic || staticContext(env, e.class), owner: e.class };
        }
      }
    }
    const imported: MethodSymbol[] = [];
    for (const i of unitOf(env.types).staticImports) {
      if (i.member !== null && i.member !== name) continue;
      const owner = this.universe.find(i.class);
      if (owner) imported.push(...methodsNamed(owner, name, this.relations).filter((m) => m.flags.has('static')));
    }
    if (imported.length > 0) {
      const owner = imported[0]!.owner;
      return { site: owner.thisType, methods: [...new Set(imported)], isStatic: true, owner };
    }
    return null;
  }

  private selfCall(node: Call, env: Env): Pending {
    const args = node.args.map((a) => this.prepare(a, { ...env, isSelfCall: true }));
    const t = node.name === 'this' ? env.class.thisType : (env.class.superclass ?? this.relations.object);
    node.type = { kind: 'void' };
    const result: Pending = { k: 'type', expr: node, type: node.type };
    const receiver = this.receiverFor(t, t.symbol);
    if (t.symbol.isLibrary && t.symbol.binaryName === 'java.lang.Enum') return result;
    const chosen = this.choose(
      t.symbol.constructors.map((method) => ({ method, receiver })),
      args,
      null,
      node,
      env,
      node.nameAt,
      t.symbol.name,
    );
    if (!chosen) {
      this.finishArgs(args);
      return result;
    }
    node.method = chosen.candidate.method;
    if (t.symbol.isLocal) for (const v of t.symbol.captures) this.noteVariable(v, node.at, env);
    this.instantiate(
      {
        node,
        env,
        method: chosen.candidate.method,
        receiver,
        args,
        varargs: chosen.varargs,
        explicit: null,
        diamond: null,
        returns: { kind: 'void' },
      },
      null,
      null,
    );
    return result;
  }

  prepareNew(node: New, env: Env): Pending {
    const done = (type: Type): Pending => {
      node.type = type;
      return { k: 'type', expr: node, type };
    };
    let scope = env.types;
    if (node.outer) {
      const outer = this.attribute(node.outer, env);
      if (outer.kind === 'class') scope = { parent: env.types, class: outer.symbol };
    }
    const written = this.resolver.resolve(node.class, scope, { allowDiamond: true });
    const args = node.args.map((a) => this.prepare(a, env));
    if (written.kind !== 'class') {
      this.finishArgs(args);
      if (node.body) this.log.quietly(() => this.checkLocalClass(node.body!, env, this.relations.object));
      return done(ERROR);
    }
    const symbol = written.symbol;
    const isDiamond = hasDiamond(node.class);
    if (!node.body && symbol.isAbstract) {
      this.error(env, node, `${symbol.name} is abstract; cannot be instantiated`, node.end);
      this.finishArgs(args);
      return done(written);
    }
    if (symbol.classKind === 'enum') {
      this.error(env, node, 'enum classes must not be instantiated', node.end);
      this.finishArgs(args);
      return done(written);
    }
    if (symbol.outerThis && !node.outer && !symbol.isLocal) {
      if (!hasInstanceOf(env, symbol.outerThis)) {
        const isOwn =
          env.class === symbol.outerThis ||
          env.class.isSubclassOf(symbol.outerThis) ||
          enclosing(env, symbol.outerThis);
        this.error(
          env,
          node,
          isOwn
            ? 'non-static variable this cannot be referenced from a static context'
            : `an enclosing instance that contains ${symbol.qualifiedName.slice(symbol.packageName ? symbol.packageName.length + 1 : 0)} is required`,
          node.end,
        );
      } else this.noteThis(env);
    }
    if (symbol.isLocal) {
      for (const v of symbol.captures) this.noteVariable(v, node.at, env);
      if (symbol.outerThis) this.noteThis(env);
    }
    if (isDiamond && node.body) return { k: 'anonymous', expr: node, env, symbol, args };
    if (symbol.isInterface) {
      // Anonymous class of an interface.
      let type: ClassType = written;
      if (isDiamond) type = { kind: 'class', symbol, args: symbol.typeParameters.map(() => this.relations.object) };
      if (args.length > 0)
        this.error(env, node, 'anonymous class implements interface; cannot have arguments', node.end);
      this.finishArgs(args);
      return done(this.anonymous(node, env, type));
    }
    const receiver = isDiamond ? null : this.receiverFor(written, symbol);
    const candidates = symbol.constructors.map(
      (method): Candidate => ({ method, receiver: isDiamond ? new Map() : receiver }),
    );
    const choose = (): ReturnType<CallChecker['choose']> =>
      this.choose(candidates, args, null, node, env, node.at, symbol.name, isDiamond ? symbol : null);
    const open = lacks(symbol, '<init>', args);
    const chosen = open ? this.log.quietly(choose).result : choose();
    if (!chosen) {
      this.finishArgs(args);
      if (open) {
        this.log.noteOutside(
          env.unit,
          node.class.k === 'TName' ? node.class.parts[0]!.at : node.at,
          node.end,
          symbol.qualifiedName,
        );
        return done(ERROR);
      }
      if (node.body) this.anonymous(node, env, written);
      return done(isDiamond ? ERROR : written);
    }
    node.constructor$ = chosen.candidate.method;
    this.checkAccess(chosen.candidate.method, env, node.at);
    const resolution: Resolution = {
      node,
      env,
      method: chosen.candidate.method,
      receiver: isDiamond ? new Map() : receiver,
      args,
      varargs: chosen.varargs,
      explicit: null,
      diamond: isDiamond ? symbol : null,
      returns: isDiamond ? symbol.thisType : written,
    };
    if (isDiamond && symbol.typeParameters.length > 0 && !node.body) return { k: 'call', expr: node, site: resolution };
    const type = this.instantiate(resolution, null, null);
    if (node.body) return done(this.anonymous(node, env, type));
    return done(type);
  }

  /** `new T<>(…) { … }`: the type arguments come from the target, or from the constructor's arguments. */
  settleAnonymous(p: Pending & { k: 'anonymous' }, inference: Inference | null, target: Type | null): Type {
    const { expr, env, symbol, args } = p;
    const wanted = target && inference ? inference.solveIn(target) : target;
    let base: Type = { kind: 'class', symbol, args: symbol.typeParameters.map(() => this.relations.object) };
    const own = new Inference(this.relations);
    const by = own.fresh(symbol.typeParameters);
    if (wanted && wanted.kind === 'class') {
      const plain: Type = {
        ...wanted,
        args: wanted.args.map((a) => (a.kind === 'wildcard' ? (a.type ?? this.relations.object) : a)),
      };
      this.relations.isSubtype(this.relations.substitute(symbol.thisType, by), plain);
    }
    if (!symbol.isInterface) {
      const chosen = this.choose(
        symbol.constructors.map((method) => ({ method, receiver: new Map() })),
        args,
        null,
        expr,
        env,
        expr.at,
        symbol.name,
        symbol,
      );
      if (chosen) {
        expr.constructor$ = chosen.candidate.method;
        chosen.candidate.method.parameters.forEach((q, i) => {
          const a = args[i];
          if (a?.k === 'type') this.relations.isConvertible(a.type, this.relations.substitute(q.type, by), true);
        });
      }
    }
    own.finish();
    base = own.apply(this.relations.substitute(symbol.thisType, by));
    this.finishArgs(args);
    expr.type = this.anonymous(expr, env, base);
    return expr.type;
  }

  private anonymous(node: New, env: Env, base: Type): Type {
    const symbol = this.checkLocalClass(node.body!, env, base);
    for (const v of symbol.captures) this.noteVariable(v, v.at, env);
    if (symbol.outerThis) this.noteThis(env);
    return { kind: 'class', symbol, args: [] };
  }

  // ---- choosing a method ---------------------------------------------------------------------------------------------

  choose(
    candidates: readonly Candidate[],
    args: readonly Pending[],
    explicit: readonly Type[] | null,
    node: Expr,
    env: Env,
    at: number,
    name: string,
    diamond: ClassSymbol | null = null,
  ): { readonly candidate: Candidate; readonly varargs: boolean } | null {
    if (args.some((a) => a.k === 'type' && a.type.kind === 'error')) {
      // Something in the arguments is wrong already: take what fits in number, say no more.
      const only = candidates.filter((c) => c.method.parameters.length === args.length || c.method.varargs);
      if (only.length === 1)
        return {
          candidate: only[0]!,
          varargs: only[0]!.method.varargs && only[0]!.method.parameters.length !== args.length,
        };
    }
    const isBroken = args.some((a) => a.k === 'type' && a.type.kind === 'error');
    for (const phase of [1, 2, 3] as const) {
      const fitting = candidates.filter((c) => this.isApplicable(c, args, phase, explicit, diamond));
      if (fitting.length === 0) continue;
      const best = fitting.length === 1 ? fitting[0]! : this.mostSpecific(fitting, args, phase);
      if (best) return { candidate: best, varargs: phase === 3 };
      if (isBroken) return { candidate: fitting[0]!, varargs: phase === 3 };
      const [a, b] = fitting;
      const describe = (c: Candidate): string => `method ${this.signature(c.method)} in ${c.method.owner.name}`;
      this.error(
        env,
        at,
        `reference to ${name} is ambiguous\n  both ${describe(a!)} and ${describe(b!)} match`,
        at + name.length,
      );
      return null;
    }
    if (isBroken) return null;
    this.inapplicable(candidates, args, explicit, node, env, at, name, diamond);
    return null;
  }

  private formals(c: Candidate, count: number, phase: 1 | 2 | 3): Type[] | null {
    const params = c.method.parameters;
    const put = (t: Type): Type => (c.receiver ? this.relations.substitute(t, c.receiver) : erasure(t));
    if (phase < 3) return params.length === count ? params.map((p) => put(p.type)) : null;
    if (!c.method.varargs || count < params.length - 1) return null;
    const fixed = params.slice(0, -1).map((p) => put(p.type));
    const last = put(params[params.length - 1]!.type);
    const element = last.kind === 'array' ? last.of : last;
    while (fixed.length < count) fixed.push(element);
    return fixed;
  }

  private isApplicable(
    c: Candidate,
    args: readonly Pending[],
    phase: 1 | 2 | 3,
    explicit: readonly Type[] | null,
    diamond: ClassSymbol | null,
  ): boolean {
    const formals = this.formals(c, args.length, phase);
    if (!formals) return false;
    const variables = [...c.method.typeParameters, ...(diamond ? diamond.typeParameters : [])];
    const inference = new Inference(this.relations);
    const by =
      explicit && explicit.length === variables.length
        ? this.relations.bind(variables, explicit)
        : inference.fresh(variables);
    return args.every((a, i) => this.argumentFits(a, this.relations.substitute(formals[i]!, by), phase > 1, inference));
  }

  private argumentFits(arg: Pending, formal: Type, loose: boolean, inference: Inference): boolean {
    switch (arg.k) {
      case 'type':
        return this.relations.isConvertible(arg.type, formal, loose);
      case 'call': {
        const returns = arg.site.returns;
        if (formal.kind === 'infer') return true;
        const element = elementOf(returns);
        if (element.kind === 'variable' && arg.site.method.typeParameters.includes(element)) {
          const { result } = this.log.quietly(() => this.instantiate(arg.site, null, null));
          return loose || formal.kind !== 'primitive'
            ? this.relations.isConvertible(result, formal, true) ||
                elementOf(result).kind === 'variable' ||
                this.relations.isObject(elementOf(result))
            : this.relations.isConvertible(result, formal, loose);
        }
        return this.relations.isConvertible(erasure(returns), eraseInference(formal), loose);
      }
      case 'conditional':
        return (
          this.argumentFits(arg.then, formal, loose, inference) && this.argumentFits(arg.else, formal, loose, inference)
        );
      case 'switch':
        return true;
      case 'anonymous':
        return (
          formal.kind === 'infer' ||
          this.relations.isSubtype({ kind: 'class', symbol: arg.symbol, args: [] }, eraseInference(formal))
        );
      case 'ref':
      case 'lambda': {
        if (formal.kind === 'infer' || formal.kind === 'error') return true;
        if (formal.kind !== 'class') return false;
        const f = this.functional(formal.symbol);
        if (!f) return false;
        if (arg.k === 'ref') return this.referenceMightFit(arg, f.parameters.length);
        if (f.parameters.length !== arg.expr.params.length) return false;
        const isVoid = f.returnType.kind === 'void';
        const body = arg.expr.body;
        if (body.k === 'Block') {
          const kind = this.checkVoidCompatible(body);
          return isVoid ? kind.canBeVoid : kind.canBeValue;
        }
        if (isVoid) return isStatementLike(body);
        // A call of a void method is no value; only a look inside can tell, which is worth it for argumentless lambdas.
        if (arg.expr.params.length === 0 && body.k === 'Call') {
          const { result } = this.log.quietly(() => this.attribute(body, arg.env));
          return result.kind !== 'void';
        }
        return true;
      }
    }
  }
  /** Arity check of a method reference, so that `Runnable` and `Callable` style overloads fall apart. */
  private referenceMightFit(arg: Pending & { k: 'ref' }, arity: number): boolean {
    const t = arg.target;
    if (t?.kind !== 'class' || arg.expr.name === 'new') return true;
    const methods = methodsNamed(t.symbol, arg.expr.name, this.relations);
    if (methods.length === 0) return true;
    return methods.some((m) => {
      if (m.varargs) return true;
      if (m.parameters.length === arity) return true;
      return arg.isTypeTarget && !m.flags.has('static') && m.parameters.length + 1 === arity;
    });
  }

  private mostSpecific(fitting: readonly Candidate[], args: readonly Pending[], phase: 1 | 2 | 3): Candidate | null {
    const best = fitting.filter((a) => fitting.every((b) => a === b || this.isMoreSpecific(a, b, args, phase)));
    if (best.length === 1) return best[0]!;
    if (best.length > 1) {
      // Same signatures: a concrete one, else the one of the most derived class.
      const concrete = best.filter((c) => !c.method.flags.has('abstract'));
      const from = concrete.length > 0 ? concrete : best;
      return (
        from.find((c) =>
          from.every(
            (d) => c === d || !d.method.owner.isSubclassOf(c.method.owner) || d.method.owner === c.method.owner,
          ),
        ) ?? from[0]!
      );
    }
    return null;
  }
  private isMoreSpecific(a: Candidate, b: Candidate, args: readonly Pending[], phase: 1 | 2 | 3): boolean {
    const fa = this.formals(a, args.length, phase)!;
    const fb = this.formals(b, args.length, phase)!;
    const inference = new Inference(this.relations);
    const by = inference.fresh(b.method.typeParameters);
    return fa.every((t, i) => {
      const u = this.relations.substitute(fb[i]!, by);
      const arg = args[i]!;
      if (arg.k === 'lambda' || arg.k === 'ref') {
        if (t.kind === 'class' && u.kind === 'class' && t.symbol !== u.symbol && !t.symbol.isSubclassOf(u.symbol)) {
          const ma = this.functional(t.symbol);
          const mb = this.functional(u.symbol);
          if (ma && mb) {
            if (mb.returnType.kind === 'void') return true;
            if (ma.returnType.kind === 'void') return false;
            const pa = ma.returnType.kind === 'primitive';
            const pb = mb.returnType.kind === 'primitive';
            if (pa === pb)
              return ma.returnType.kind === 'primitive' && mb.returnType.kind === 'primitive'
                ? this.relations.isSubtype(ma.returnType, mb.returnType)
                : false;
            return this.prefersPrimitive(arg) ? pa : pb;
          }
        }
        return this.relations.isSubtype(erasure(t), eraseInference(u));
      }
      if (t.kind === 'variable' && u.kind === 'infer') return true;
      const type = arg.k === 'type' ? arg.type : null;
      if (t.kind === 'primitive' && u.kind !== 'primitive') return phase > 1 ? type?.kind === 'primitive' : true;
      if (t.kind !== 'primitive' && u.kind === 'primitive')
        return type !== null && type.kind !== 'primitive' && phase > 1;
      return this.relations.isSubtype(t, u);
    });
  }
  private prefersPrimitive(arg: Pending & { k: 'lambda' | 'ref' }): boolean {
    if (arg.k === 'ref') {
      const t = arg.target;
      const methods = t?.kind === 'class' ? methodsNamed(t.symbol, arg.expr.name, this.relations) : [];
      return methods.length > 0 && methods.every((m) => m.returnType.kind === 'primitive');
    }
    return arg.expr.body.k !== 'Block' && (arg.expr.body.k === 'Literal' || arg.expr.body.k === 'Binary');
  }

  private inapplicable(
    candidates: readonly Candidate[],
    args: readonly Pending[],
    explicit: readonly Type[] | null,
    node: Expr,
    env: Env,
    at: number,
    name: string,
    diamond: ClassSymbol | null,
  ): void {
    const isConstructor = candidates[0]?.method.name === '<init>';
    const kind = isConstructor ? 'constructor' : 'method';
    const ofArity = candidates.filter((c) => this.formals(c, args.length, 3) ?? this.formals(c, args.length, 1));
    if (candidates.length === 1 || ofArity.length === 1) {
      const c = ofArity[0] ?? candidates[0]!;
      const bad = this.firstMismatch(c, args, explicit, diamond);
      if (bad?.arg) {
        if (c.method.typeParameters.length === 0 && !diamond) {
          this.error(env, bad.arg.expr, `incompatible types: ${bad.reason}`);
          return;
        }
      }
    }
    if (candidates.length === 1) {
      const c = candidates[0]!;
      const bad = this.firstMismatch(c, args, explicit, diamond);
      const owner = c.method.owner;
      const reason = bad?.arg
        ? `argument mismatch; ${bad.reason}`
        : (bad?.reason ?? 'actual and formal argument lists differ in length');
      const where =
        owner.classKind === 'enum'
          ? 'enum'
          : owner.isInterface
            ? 'interface'
            : owner.classKind === 'record'
              ? 'record'
              : 'class';
      const types = owner.typeParameters.length > 0 ? `<${owner.typeParameters.map((v) => v.name).join(',')}>` : '';
      this.error(
        env,
        at,
        `${kind} ${isConstructor ? owner.name : name} in ${where} ${owner.name}${types} cannot be applied to given types;\n  required: ${this.paramList(c.method)}\n  found:    ${this.argTypes(args) || 'no arguments'}\n  reason: ${reason}`,
        node.end,
      );
      return;
    }
    const lines = candidates.map((c) => {
      const bad = this.firstMismatch(c, args, explicit, diamond);
      const reason = bad?.arg
        ? `argument mismatch; ${bad.reason}`
        : (bad?.reason ?? 'actual and formal argument lists differ in length');
      return `    ${kind} ${isConstructor ? `${c.method.owner.name}.${this.signature(c.method)}` : `${c.method.owner.name}.${c.method.typeParameters.length > 0 ? `<${c.method.typeParameters.map((v) => v.name).join(',')}>` : ''}${this.signature(c.method)}`} is not applicable\n      (${reason})`;
    });
    this.error(
      env,
      at,
      `no suitable ${kind} found for ${isConstructor ? candidates[0]!.method.owner.name : name}(${this.argTypes(args)})\n${lines.join('\n')}`,
      at + name.length,
    );
  }
  private firstMismatch(
    c: Candidate,
    args: readonly Pending[],
    explicit: readonly Type[] | null,
    diamond: ClassSymbol | null,
  ): { readonly arg: Pending | null; readonly reason: string } | null {
    const arity = this.formals(c, args.length, 2);
    const phase = arity ? 2 : 3;
    const formals = arity ?? this.formals(c, args.length, 3);
    if (!formals) return { arg: null, reason: 'actual and formal argument lists differ in length' };
    const inference = new Inference(this.relations);
    const variables = [...c.method.typeParameters, ...(diamond ? diamond.typeParameters : [])];
    const by = explicit ? this.relations.bind(variables, explicit) : inference.fresh(variables);
    for (let i = 0; i < args.length; i++) {
      const formal = this.relations.substitute(formals[i]!, by);
      const arg = args[i]!;
      if (this.argumentFits(arg, formal, true, inference)) continue;
      let reason: string;
      if (arg.k === 'lambda') {
        const f = formal.kind === 'class' ? this.functional(formal.symbol) : null;
        if (!f) reason = `${show(formals[i]!)} is not a functional interface`;
        else if (f.parameters.length !== arg.expr.params.length)
          reason = 'incompatible parameter types in lambda expression';
        else if (f.returnType.kind === 'void')
          reason = 'bad return type in lambda expression\n    missing return value';
        else reason = 'bad return type in lambda expression';
      } else if (arg.k === 'ref') reason = `${show(formals[i]!)} is not a functional interface`;
      else
        reason = this.mismatch(
          arg.k === 'type' ? arg.type : arg.k === 'call' ? erasure(arg.site.returns) : ERROR,
          formals[i]!,
        );
      return { arg, reason: phase === 3 && c.method.varargs ? `varargs mismatch; ${reason}` : reason };
    }
    return null;
  }

  signature(m: MethodSymbol): string {
    const params = m.parameters.map((p, i) => {
      if (m.varargs && i === m.parameters.length - 1 && p.type.kind === 'array') return `${show(p.type.of)}...`;
      return show(p.type);
    });
    return `${m.name === '<init>' ? m.owner.name : m.name}(${params.join(',')})`;
  }
  private paramList(m: MethodSymbol): string {
    if (m.parameters.length === 0) return 'no arguments';
    return this.signature(m)
      .replace(/^[^(]*\(/, '')
      .slice(0, -1);
  }
  argTypes(args: readonly Pending[]): string {
    return args
      .map((a) => {
        switch (a.k) {
          case 'type':
            return show(a.type);
          case 'call':
            return show(this.log.quietly(() => this.instantiate(a.site, null, null)).result);
          case 'lambda':
          case 'ref':
            return a.env.unit.text
              .slice(a.expr.start, a.expr.end)
              .replace(/\s+/g, ' ')
              .replace(/^(\w+)\s*->/, '($1)->')
              .replace(/->\s*/, '->');
          default:
            return 'Object';
        }
      })
      .join(',');
  }
  describeSite(target: Expr, type: Type): string {
    if ((target.k === 'Name' || target.k === 'Select') && target.symbol && 'kind' in target.symbol) {
      const kind = target.symbol.kind;
      if (kind === 'local' || kind === 'parameter' || kind === 'field')
        return `variable ${target.name} of type ${show(this.relations.uncapture(type))}`;
    }
    if (type.kind === 'class') {
      const what = type.symbol.isInterface ? 'interface' : 'class';
      return `${what} ${show(this.relations.uncapture(type))}`;
    }
    return `class ${show(type)}`;
  }
  /** Arguments of a call that cannot be resolved are checked for themselves. */
  protected finishArgs(args: readonly Pending[]): void {
    for (const a of args)
      if (a.k === 'call' || a.k === 'conditional' || a.k === 'anonymous') this.settle(a, null, null);
  }

  checkAccess(m: MethodSymbol, env: Env, at: number): void {
    if (m.flags.has('private') && outermost(m.owner) !== outermost(env.class)) {
      const name = m.name === '<init>' ? m.owner.name : m.name;
      this.error(env, at, `${this.signature(m)} has private access in ${m.owner.name}`, at + name.length);
    }
  }

  // ---- inference of one call -----------------------------------------------------------------------------------------

  /** Is a raw type given where a parameterized one is wanted? The call's type is erased then (JLS 15.12.2.6). */
  private isUnchecked(given: Type, formal: Type): boolean {
    if (given.kind !== 'class' || formal.kind !== 'class' || formal.args.length === 0) return false;
    return this.relations.asSuper(given, formal.symbol)?.args.length === 0;
  }

  /** Types of a call with its method chosen (JLS 18.5.2). In an outer inference the result may mention its variables. */
  instantiate(r: Resolution, outer: Inference | null, target: Type | null): Type {
    const inference = outer ?? new Inference(this.relations);
    const { method, env } = r;
    const put = (t: Type): Type => (r.receiver ? this.relations.substitute(t, r.receiver) : erasure(t));
    const variables: TypeVariable[] = r.receiver
      ? [...method.typeParameters, ...(r.diamond ? r.diamond.typeParameters : [])]
      : [];
    const by =
      r.explicit && r.explicit.length === variables.length
        ? this.relations.bind(variables, r.explicit)
        : inference.fresh(variables);
    const formalOf = (i: number): Type => {
      const n = method.parameters.length;
      if (r.varargs && i >= n - 1) {
        const last = put(method.parameters[n - 1]!.type);
        return this.relations.substitute(last.kind === 'array' ? last.of : last, by);
      }
      return this.relations.substitute(put(method.parameters[i]!.type), by);
    };
    if (r.varargs) {
      const n = method.parameters.length;
      r.node.varargsFrom = n - 1;
      const last = put(method.parameters[n - 1]!.type);
      r.node.varargsElement = erasure(last.kind === 'array' ? last.of : last);
    } else delete r.node.varargsFrom;
    const returns = this.relations.substitute(r.returns, by);
    if (r.node.k === 'Call' && method.throws.some((t) => t.kind === 'variable')) {
      const { node } = r;
      const thrown = method.throws.map((t) => this.relations.substitute(put(t), by));
      for (const t of thrown) if (t.kind === 'infer') inference.thrown.add(t);
      inference.whenSolved(() => {
        node.thrown = thrown.map((t) => inference.apply(t));
      });
    }
    // Arguments with a type of their own first, then the target, then functions.
    const late: (() => void)[] = [];
    let unchecked = false;
    r.args.forEach((arg, i) => {
      const formal = formalOf(i);
      if (arg.k === 'lambda' || arg.k === 'ref') {
        late.push(() => {
          inference.deferred.push({
            inputs: () => this.inputsOf(arg, formal),
            run: () => {
              this.settle(arg, inference, inference.apply(formal));
            },
          });
        });
        return;
      }
      const type = this.settle(arg, inference, formal);
      if (type.kind === 'void') {
        this.error(env, arg.expr, "'void' type not allowed here");
        return;
      }
      unchecked ||= this.isUnchecked(type, formal);
      if (!this.relations.isConvertible(type, formal, true) && arg.k !== 'conditional' && arg.k !== 'switch') {
        this.error(
          env,
          arg.expr,
          `incompatible types: ${this.mismatch(inference.apply(type), inference.apply(formal))}`,
        );
      }
    });
    if (unchecked && r.node.k === 'Call' && method.returnType.kind !== 'void') {
      for (const l of late) l();
      if (!outer) inference.finish();
      r.node.type = erasure(method.returnType);
      return r.node.type;
    }
    if (!outer && target && isReference(target) && mentionsInference(returns) && target.kind !== 'error') {
      if (!this.relations.isSubtype(returns, target) && r.node.k === 'Call') {
        const failed = this.inferenceFailure(r, returns, target, inference);
        for (const l of late) l();
        inference.finish();
        if (failed) this.error(env, r.node, failed, r.node.end);
        r.node.type = failed ? ERROR : this.relations.capture(inference.apply(returns));
        return r.node.type;
      }
    } else if (
      !outer &&
      target?.kind === 'primitive' &&
      returns.kind === 'infer' &&
      returns.equal.length + returns.lower.length === 0
    ) {
      this.relations.isSubtype(returns, this.relations.box(target));
    }
    for (const l of late) l();
    if (outer) {
      outer.whenSolved(() => {
        r.node.type = this.relations.capture(outer.apply(returns));
      });
      return returns;
    }
    inference.finish();
    const type = this.relations.capture(inference.apply(returns));
    r.node.type = type;
    return type;
  }

  /** javac's words for a generic call that cannot give what is wanted of it. */
  private inferenceFailure(r: Resolution, returns: Type, target: Type, inference: Inference): string | null {
    if (!this.relations.isSubtype(erasure(r.returns), erasure(target))) {
      if (r.returns.kind === 'variable') return null;
      const names = r.method.typeParameters.map((v) => v.name);
      return `incompatible types: no instance(s) of type variable(s) ${names.join(',')} exist so that ${show(r.returns)} conforms to ${show(target)}`;
    }
    for (const v of inference.variables) {
      if (v.equal.length === 0 || v.lower.length === 0) continue;
      const equal = v.equal.filter((t) => !mentionsInference(t));
      const lower = v.lower.filter((t) => !mentionsInference(t));
      if (equal.length > 0 && lower.some((l) => !equal.every((q) => this.relations.isSubtype(l, q)))) {
        return `incompatible types: inference variable ${v.variable.name} has incompatible bounds\n    equality constraints: ${equal.map(show).join(',')}\n    lower bounds: ${lower.map(show).join(',')}`;
      }
    }
    void returns;
    return null;
  }

  /** Parameter types that an implicitly typed lambda or inexact method reference needs to know first. */
  private inputsOf(arg: Pending, formal: Type): Type {
    const f = this.functionType(formal);
    if (!f) return formal;
    if (arg.k === 'lambda' && arg.expr.params.length > 0 && arg.expr.params.every((p) => p.type))
      return this.relations.object;
    if (arg.k === 'ref' && this.exactMethod(arg)) return this.relations.object;
    const types = f.parameters;
    return { kind: 'intersection', types };
  }
  /** The only method a reference can mean, or null. */
  exactMethod(arg: Pending & { k: 'ref' }): MethodSymbol | null {
    const t = arg.target;
    if (t?.kind !== 'class') return null;
    const found =
      arg.expr.name === 'new' ? t.symbol.constructors : methodsNamed(t.symbol, arg.expr.name, this.relations);
    const only = found.length === 1 ? found[0]! : null;
    if (!only || only.varargs || only.typeParameters.length > 0) return null;
    if (arg.expr.name === 'new' && t.symbol.typeParameters.length > 0) return null;
    if (arg.isTypeTarget && t.args.length === 0 && t.symbol.typeParameters.length > 0) return null;
    return only;
  }

  /** The class that a name or selection means, when it is no variable. */
  abstract typeOfName(expr: Expr, env: Env): ClassSymbol | null;
}

export function hasDiamond(t: TypeNode): boolean {
  return t.k === 'TName' && t.parts[t.parts.length - 1]!.args?.length === 0;
}

export function isStatementLike(e: Expr): boolean {
  return e.k === 'Call' || e.k === 'Assign' || e.k === 'CompoundAssign' || e.k === 'IncDec' || e.k === 'New';
}

export function outermost(c: ClassSymbol): ClassSymbol {
  let at = c;
  while (at.owner) at = at.owner;
  return at;
}

function mentions(t: Type, v: TypeVariable): boolean {
  switch (t.kind) {
    case 'variable':
      return t === v;
    case 'class':
      return t.args.some((a) => mentions(a, v)) || (t.outer !== undefined && mentions(t.outer, v));
    case 'array':
      return mentions(t.of, v);
    case 'wildcard':
      return t.type !== null && mentions(t.type, v);
    default:
      return false;
  }
}

function eraseInference(t: Type): Type {
  if (t.kind === 'infer') return t.solution ? erasure(t.solution) : erasure(t.variable);
  return erasure(t);
}

/** Is `from` inside a static context as seen from the class `of` around it? */
export function staticContext(from: Env, of: ClassSymbol): boolean {
  let isStatic = false;
  let last: ClassSymbol | null = null;
  for (let e: Env | null = from; e; e = e.parent) {
    if (e.class === of) return isStatic || e.isStatic;
    if (e.class !== last) {
      if (e.class.isStatic && !e.class.isLocal) isStatic = true;
      last = e.class;
    }
    if (e.isStatic && e.parent && e.parent.class !== e.class) isStatic = true;
  }
  return isStatic;
}
function isStaticAt(_from: Env, _of: ClassSymbol): boolean {
  return false;
}

/** Is there an instance of `symbol` (or a subclass) around? */
export function hasInstanceOf(env: Env, symbol: ClassSymbol): boolean {
  const tried = new Set<ClassSymbol>();
  for (let e: Env | null = env; e; e = e.parent) {
    if (tried.has(e.class)) continue;
    tried.add(e.class);
    if (e.class.isSubclassOf(symbol)) return !staticContext(env, e.class);
  }
  return false;
}
function enclosing(env: Env, symbol: ClassSymbol): boolean {
  for (let e: Env | null = env; e; e = e.parent) if (e.class.isSubclassOf(symbol)) return true;
  return false;
}

export { findVariable };

/** What an array of arrays holds in the end; other types are their own. */
function elementOf(type: Type): Type {
  return type.kind === 'array' ? elementOf(type.of) : type;
}
