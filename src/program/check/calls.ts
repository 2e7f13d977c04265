import type { Call, Expr, New, TypeNode } from '../syntax/ast.ts';
import type { Pending } from './base.ts';
import { enclosing, hasInstanceOf, outermost, staticContext } from './enclosing.ts';
import type { Env } from './env.ts';
import { Inference, type Resolution } from './inference.ts';
import { InvocationChecker } from './invocations.ts';
import { methodsNamed } from './members.ts';
import { lacks } from './outside.ts';
import type { Candidate } from './overloads.ts';
import { describeClass, describeType, unitOf } from './scope.ts';
import {
  type ClassSymbol,
  type ClassType,
  className,
  ERROR,
  erasure,
  hasGenericOuter,
  type MethodSymbol,
  show,
  type Type,
  type TypeVariable,
} from './types.ts';

export abstract class CallChecker extends InvocationChecker {
  prepareCall(node: Call, env: Env): Pending {
    const done = (type: Type): Pending => {
      node.type = type;
      return { k: 'type', expr: node, type };
    };
    if (node.name === 'this' || node.name === 'super') {
      if (!node.target) return this.selfCall(node, env);
    }
    // javac's order, in which anonymous classes get their numbers: arguments, what the method is called on, arguments that are calls themselves.
    const args: Pending[] = [];
    const prepareArgs = (calls: boolean): void =>
      node.args.forEach((a, i) => {
        if (isPoly(a) === calls) args[i] = this.prepare(a, env);
      });
    prepareArgs(false);
    const { target } = node;
    const asType = target && target.k !== 'Super' ? this.typeOfName(target, env) : null;
    if (target?.k === 'Select') this.qualifies.add(target);
    const on = target && target.k !== 'Super' && !asType ? this.relations.capture(this.attribute(target, env)) : null;
    prepareArgs(true);
    let site: Type;
    let candidates: readonly MethodSymbol[];
    let staticOnly = false;
    let describe: () => string;
    if (!target) {
      const found = this.unqualified(node.name, env);
      if (!found) {
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
    } else if (target.k === 'Super') {
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
    } else if (asType) {
      site = { kind: 'class', symbol: asType, args: [] };
      staticOnly = true;
      candidates = methodsNamed(asType, node.name, this.relations);
      describe = () => describeType(asType);
    } else {
      const type = on!;
      site = type;
      describe = () => this.describeSite(target, type);
      if (site.kind === 'error') {
        this.finishArgs(args);
        return done(ERROR);
      }
      if (site.kind === 'primitive' || site.kind === 'void' || site.kind === 'null') {
        this.finishArgs(args);
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
    const open =
      site.kind === 'class' && lacks(site.symbol, node.name, args) ? `${site.symbol.qualifiedName}.${node.name}` : null;
    if (candidates.length === 0) {
      this.finishArgs(args);
      if (open) {
        this.log.noteOutside(env.unit, node.nameAt, node.nameAt + node.name.length, open);
        return done(ERROR);
      }
      const isErroneous = node.name === '' || args.some((a) => a.k === 'type' && a.type.kind === 'error');
      const isOwn = target?.k === 'This' || target?.k === 'Super';
      const symbol = `method ${node.name}(${this.argTypes(args)})`;
      const where = isOwn ? `  symbol: ${symbol}` : `  symbol:   ${symbol}\n  location: ${describe()}`;
      if (!isErroneous)
        this.error(env, node.nameAt, `cannot find symbol\n${where}`, node.nameAt + node.name.length + 1);
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
    let last: ClassSymbol | null = null;
    for (let e: Env | null = env; e; e = e.parent) {
      if (e.class !== last) {
        last = e.class;
        const methods = methodsNamed(e.class, name, this.relations);
        if (methods.length > 0) {
          return { site: e.class.thisType, methods, isStatic: staticContext(env, e.class), owner: e.class };
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
    const outer = node.outer ? this.relations.capture(this.attribute(node.outer, env)) : null;
    if (outer?.kind === 'class') scope = { parent: env.types, class: outer.symbol };
    const around = (t: Type): Type => {
      if (!outer || t.kind !== 'class' || !hasGenericOuter(t.symbol)) return t;
      const view = this.relations.asSuper(outer, t.symbol.owner!);
      return view ? { ...t, outer: view } : t;
    };
    const written = around(this.resolver.resolve(node.class, scope, { allowDiamond: true }));
    const args = node.args.map((a) => this.prepare(a, env));
    if (written.kind !== 'class') {
      if (written.kind === 'variable')
        this.error(env, node.class, `unexpected type\n  required: class\n  found:    type parameter ${written.name}`);
      this.finishArgs(args);
      if (node.body) this.log.quietly(() => this.checkLocalClass(node.body!, env, this.relations.object));
      return done(ERROR);
    }
    const symbol = written.symbol;
    const isDiamond = hasDiamond(node.class);
    if (!node.body && symbol.isAbstract) {
      this.error(env, node, `${className(symbol)} is abstract; cannot be instantiated`, node.end);
      this.finishArgs(args);
      return done(written);
    }
    if (symbol.classKind === 'enum') {
      this.error(env, node, 'enum types may not be instantiated', node.end);
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
    const receiver = isDiamond
      ? written.outer
        ? this.relations.bindType(written.outer)
        : new Map()
      : this.receiverFor(written, symbol);
    const candidates = symbol.constructors.map((method): Candidate => ({ method, receiver }));
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
      receiver,
      args,
      varargs: chosen.varargs,
      explicit: null,
      diamond: isDiamond ? symbol : null,
      returns: isDiamond ? around(symbol.thisType) : written,
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
          const type =
            a?.k === 'type'
              ? a.type
              : a?.k === 'call'
                ? this.log.quietly(() => this.instantiate(a.site, null, null)).result
                : null;
          if (type) this.relations.isConvertible(type, this.relations.substitute(q.type, by), true);
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
  /** Arguments of a call that cannot be resolved are checked for themselves. */
  protected finishArgs(args: readonly Pending[]): void {
    for (const a of args)
      if (a.k === 'call' || a.k === 'conditional' || a.k === 'anonymous') this.settle(a, null, null);
  }

  checkAccess(m: MethodSymbol, env: Env, at: number): void {
    if (m.flags.has('private') && outermost(m.owner) !== outermost(env.class)) {
      const name = m.name === '<init>' ? m.owner.name : m.name;
      this.error(env, at, `${this.signature(m)} has private access in ${className(m.owner)}`, at + name.length);
    }
  }

  /** The class that a name or selection means, when it is no variable. */
  abstract typeOfName(expr: Expr, env: Env): ClassSymbol | null;
}

/** ArgumentAttr: what is attributed again once its target is known. Lambdas, references and diamonds wait by themselves. */
function isPoly(argument: Expr): boolean {
  return (argument.k === 'Call' && !argument.typeArgs) || argument.k === 'Conditional';
}

function hasDiamond(t: TypeNode): boolean {
  return t.k === 'TName' && t.parts[t.parts.length - 1]!.args?.length === 0;
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
