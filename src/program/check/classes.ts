import { isJdkPackage, isMissingInJdk } from '../library/known-members.ts';
import { hasPackage } from '../library/table.ts';
import type { Call, ClassDecl, CompilationUnit, Import, MethodDecl, Modifiers, New } from '../syntax/ast.ts';
import { walk } from '../syntax/walk.ts';
import { outermost } from './enclosing.ts';
import { type Env, type Frame, inner } from './env.ts';
import type { Log } from './log.ts';
import { findField, inheritedResult, methodsNamed, overrides, resultFits, unimplemented } from './members.ts';
import { lacks } from './outside.ts';
import { returnsOf } from './reach.ts';
import { checkRecord } from './records.ts';
import { describeClass, findType, type TypeScope, UnitScope, unitOf } from './scope.ts';
import { checkPermitted, checkSealing } from './sealing.ts';
import { StatementChecker } from './statements.ts';
import {
  type ClassSymbol,
  className,
  erasure,
  type MethodSymbol,
  newVariable,
  show,
  type Type,
  type VariableSymbol,
} from './types.ts';
import { enterClass, scopeOf, scopeOfMethod, type Universe } from './universe.ts';

/** Classes and their members (JLS 8, 9); the top of the checker. */
export class Checker extends StatementChecker {
  /** Local and anonymous classes in the order of their checking. */
  readonly localClasses = new Set<ClassSymbol>();

  constructor(
    universe: Universe,
    log: Log,
    private readonly extraStars: readonly string[] = [],
  ) {
    super(universe, log);
  }

  /** Declares the classes of a file; checking follows when all files are in. */
  enter(unit: CompilationUnit): ClassSymbol[] {
    const scope: TypeScope = { parent: null, unit: new UnitScope(unit, this.universe, this.extraStars) };
    return unit.classes.map((decl) => {
      const symbol = enterClass(decl, unit, null, scope, this.universe, this.log);
      this.checkFileName(decl, unit);
      if (!this.universe.add(symbol))
        this.log.error(unit, classAt(decl), `duplicate class: ${symbol.qualifiedName}`, decl.at + decl.name.length);
      const register = (s: ClassSymbol): void => {
        for (const c of s.table.classes.values()) {
          this.universe.add(c);
          register(c);
        }
      };
      register(symbol);
      return symbol;
    });
  }

  private checkFileName(decl: ClassDecl, unit: CompilationUnit): void {
    const file = unit.file.slice(unit.file.lastIndexOf('/') + 1);
    if (!decl.modifiers.flags.has('public') || file === `${decl.name}.java`) return;
    const what = decl.kind === 'annotation' ? '@interface' : decl.kind;
    const message = `${what} ${decl.name} is public, should be declared in a file named ${decl.name}.java`;
    this.log.error(unit, classAt(decl), message, decl.at + decl.name.length);
  }

  checkUnit(unit: CompilationUnit): void {
    this.checkImports(unit);
    // javac completes the headers of all classes, then their members, before it looks into any body.
    const all = unit.classes.flatMap((decl) => (decl.symbol ? withMembers(decl.symbol) : []));
    for (const symbol of all) symbol.completeHeader();
    for (const symbol of all) symbol.completeMembers();
    for (const decl of unit.classes) if (decl.symbol) this.checkClass(decl.symbol, null);
  }

  /** Imports of what the JDK does not have are errors; of what is only unknown here, on use. */
  private checkImports(unit: CompilationUnit): void {
    for (const i of unit.imports) {
      if (i.isStatic) this.checkStaticImport(unit, i);
      else if (!i.star && /^java\./.test(i.name) && !this.universe.find(i.name) && isMissingInJdk(i.name)) {
        const packageName = i.name.slice(0, i.name.lastIndexOf('.'));
        const name = i.name.slice(packageName.length + 1);
        this.log.error(
          unit,
          i.at,
          hasPackage(packageName) || isJdkPackage(packageName)
            ? `cannot find symbol\n  symbol:   class ${name}\n  location: package ${packageName}`
            : `package ${packageName} does not exist`,
          i.at + 1 + name.length,
        );
      }
    }
  }
  private checkStaticImport(unit: CompilationUnit, i: Import): void {
    const dot = i.name.lastIndexOf('.');
    const owner = i.star ? null : this.universe.find(i.name.slice(0, dot));
    const member = i.name.slice(dot + 1);
    if (!owner || findField(owner, member) || owner.classes.has(member) || lacks(owner, member)) return;
    if (methodsNamed(owner, member, this.relations).length > 0) return;
    const start = unit.text.lastIndexOf('import', i.at);
    const message = `cannot find symbol\n  symbol:   static ${member}\n  location: ${describeClass(owner)}`;
    this.log.error(unit, start, message, i.at + 1 + member.length);
  }

  checkClass(symbol: ClassSymbol, outer: Env | null): void {
    const decl = symbol.decl!;
    const unit = symbol.unit!;
    symbol.completeMembers();
    const frame: Frame = { kind: 'class', parent: outer?.frame ?? null, key: decl, symbol };
    const base: Env = {
      parent: outer,
      unit,
      types: scopeOf(symbol),
      variables: new Map(),
      class: symbol,
      isStatic: false,
      method: null,
      frame,
      returns: null,
      yields: null,
      labels: [],
      blockLabels: [],
      inLoop: false,
      inSwitch: false,
    };
    this.checkHierarchy(symbol, base);
    const staticEnv = inner(base, {
      types: { parent: base.types, isStatic: true },
      isStatic: true,
      frame: { kind: 'method', parent: frame, key: { of: decl, part: 'static' } },
    });
    const fieldEnv = inner(base, { frame: { kind: 'method', parent: frame, key: { of: decl, part: 'instance' } } });
    for (const c of decl.constants) {
      const creation: New = {
        k: 'New',
        at: c.at,
        start: c.at,
        end: c.at + c.name.length,
        outer: null,
        class: { k: 'TKnown', at: c.at, type: symbol.thisType },
        args: c.args,
        body: c.body,
      };
      c.creation = creation;
      this.enumConstant(creation, symbol, staticEnv);
    }
    // Constants first: they may be used before they are declared.
    for (const member of decl.members) {
      if (member.k !== 'Field' || !(member.modifiers.flags.has('final') || symbol.isInterface)) continue;
      for (const v of member.variables) {
        if (!v.field || !v.init || v.init.k === 'ArrayInit') continue;
        const t = v.field.type;
        if (t.kind !== 'primitive' && !this.relations.isString(t)) continue;
        const init = v.init;
        if (!mightBeConstant(init)) continue;
        this.log.quietly(() => this.attribute(init, v.field!.flags.has('static') ? staticEnv : fieldEnv));
        if (init.constant) v.field.constant = this.constantAs(init, t);
      }
    }
    for (const member of decl.members) {
      if ('modifiers' in member && !('synthetic' in member)) this.checkAnnotations(member.modifiers, base);
      switch (member.k) {
        case 'Field': {
          for (const v of member.variables) {
            if (!v.field || !v.init) continue;
            const env = v.field.flags.has('static') ? staticEnv : fieldEnv;
            if (v.init.k === 'ArrayInit') this.arrayInit(v.init, v.field.type, env);
            else if (v.field.type.kind === 'error') this.attribute0(v.init, env);
            else this.attributeAs(v.init, env, v.field.type);
          }
          break;
        }
        case 'Initializer':
          this.checkBody(member.body, inner(member.isStatic ? staticEnv : fieldEnv));
          break;
        case 'Method':
          if (member.symbol) this.checkMethod(member, member.symbol, base);
          break;
        case 'Class':
          if (member.symbol) this.checkClass(member.symbol, base);
          break;
      }
    }
    this.checkRecursion(symbol, base);
    if (!outer || !symbol.isLocal) this.checkCaptures();
  }

  private enumConstant(creation: New, symbol: ClassSymbol, env: Env): void {
    const args = creation.args.map((a) => this.prepare(a, env));
    const chosen = this.choose(
      symbol.constructors.map((method) => ({ method, receiver: new Map() })),
      args,
      null,
      creation,
      env,
      creation.at,
      symbol.name,
    );
    if (chosen) {
      creation.constructor$ = chosen.candidate.method;
      this.instantiate(
        {
          node: creation,
          env,
          method: chosen.candidate.method,
          receiver: new Map(),
          args,
          varargs: chosen.varargs,
          explicit: null,
          diamond: null,
          returns: symbol.thisType,
        },
        null,
        null,
      );
    } else this.finishArgs(args);
    const isSpecial = symbol.decl!.constants.some((c) => c.body);
    if (!creation.body && isSpecial && unimplemented(symbol, this.relations).length > 0)
      this.error(env, creation, `${className(symbol)} is abstract; cannot be instantiated`, creation.end);
    creation.type = symbol.thisType;
    if (creation.body) this.checkLocalClass(creation.body, env, symbol.thisType);
  }

  private checkMethod(decl: MethodDecl, method: MethodSymbol, outer: Env): void {
    const isStatic = method.flags.has('static');
    const env = inner(outer, {
      types: scopeOfMethod(method),
      isStatic,
      method,
      frame: { kind: 'method', parent: outer.frame, key: decl },
      returns: { type: method.returnType, inference: null, isLambda: false, found: [] },
    });
    const components = decl.compact ? method.owner.decl!.components : decl.parameters;
    decl.variables = components.map((p, i): VariableSymbol => {
      const v = newVariable(
        'parameter',
        p.name,
        method.parameters[i]!.type,
        p.at,
        decl,
        p.modifiers.flags.has('final'),
      );
      env.variables.set(p.name, v);
      return v;
    });
    const owner = method.owner;
    if (!decl.body) {
      const written = decl.modifiers.flags;
      const wantsBody = written.has('default') || written.has('static') || written.has('private');
      const needsNone = method.flags.has('native') || (owner.isInterface ? !wantsBody : method.flags.has('abstract'));
      if (!needsNone) this.error(env, decl.at, 'missing method body, or declare abstract', decl.at + decl.name.length);
      else if (method.flags.has('abstract') && !owner.isAbstract) {
        // Reported for the class as a whole.
      }
    } else if (method.flags.has('abstract')) {
      if (owner.isInterface)
        this.error(env, decl.at, 'interface abstract methods cannot have body', decl.at + decl.name.length);
      else this.error(env, decl.at, 'abstract methods cannot have a body', decl.at + decl.name.length);
    } else {
      this.implicitSuper(decl, method, env);
      if (decl.compact && returnsOf(decl.body).without) {
        const message = `invalid compact constructor in record <init>\n  (compact constructor must not have return statements)`;
        this.error(env, decl.at, message, decl.at + method.owner.name.length);
      } else this.checkBody(decl.body, env);
    }
    this.checkOverriding(decl, method, env);
    // What a local class captures may still be assigned after it.
    if (!method.owner.isLocal) this.checkCaptures();
  }

  /** A constructor without this(…) or super(…) calls super(). */
  private implicitSuper(decl: MethodDecl, method: MethodSymbol, env: Env): void {
    if (decl.name !== '<init>') {
      this.reportLateCalls(decl, env);
      return;
    }
    const first = decl.body?.statements[0];
    if (
      first?.k === 'Expr' &&
      first.expr.k === 'Call' &&
      !first.expr.target &&
      (first.expr.name === 'this' || first.expr.name === 'super')
    )
      return;
    if (!this.reportLateCalls(decl, env)) this.requireDefaultSuper(method.owner, env, decl.body?.at ?? decl.at);
  }
  /** this(…) and super(…) begin a constructor, or stand nowhere. */
  private reportLateCalls(decl: MethodDecl, env: Env): boolean {
    let any = false;
    const first = decl.name === '<init>' ? decl.body?.statements[0] : undefined;
    if (!decl.body) return false;
    walk(decl.body, (n) => {
      if (n.k === 'Class' || n.k === 'Lambda') return false;
      if (n.k !== 'Call' || n.target || (n.name !== 'this' && n.name !== 'super')) return undefined;
      if (first?.k === 'Expr' && first.expr === n) return undefined;
      any = true;
      this.error(env, n.at, `call to ${n.name} must be first statement in constructor`, n.end);
      return undefined;
    });
    return any;
  }
  private requireDefaultSuper(symbol: ClassSymbol, env: Env, at: number): void {
    const s = symbol.superclass?.symbol;
    if (!s || s.isLibrary || symbol.classKind !== 'class' || symbol.isAnonymous) return;
    const constructors = s.constructors;
    if (constructors.some((c) => c.parameters.length === 0 || (c.varargs && c.parameters.length === 1))) return;
    if (constructors.length === 1) {
      const c = constructors[0]!;
      this.error(
        env,
        at,
        `constructor ${s.name} in class ${s.name} cannot be applied to given types;\n  required: ${c.parameters.map((p) => show(p.type)).join(',')}\n  found:    no arguments\n  reason: actual and formal argument lists differ in length`,
      );
    } else if (constructors.length > 1) {
      const lines = constructors.map(
        (c) =>
          `    constructor ${s.name}.${this.signature(c)} is not applicable\n      (actual and formal argument lists differ in length)`,
      );
      this.error(env, at, `no suitable constructor found for ${s.name}(no arguments)\n${lines.join('\n')}`);
    }
  }

  private checkOverriding(decl: MethodDecl, method: MethodSymbol, env: Env): void {
    if (decl.name === '<init>') return;
    const owner = method.owner;
    let any = false;
    for (const s of owner.supertypes()) {
      const from =
        s === owner ? (owner.isInterface && owner.interfaces.length === 0 ? this.relations.object.symbol : null) : s;
      if (!from) continue;
      for (const other of from.methods.get(method.name) ?? []) {
        if (other === method || other.flags.has('private') || !overrides(method, other, owner, this.relations))
          continue;
        any = true;
        this.checkOverride(decl, method, other, env);
      }
    }
    const annotation = decl.modifiers.annotations.find((a) => a.name === 'Override');
    const ofObject =
      owner.isInterface &&
      (this.relations.object.symbol.methods.get(method.name) ?? []).some((o) =>
        overrides(method, o, owner, this.relations),
      );
    if (
      annotation &&
      !any &&
      !ofObject &&
      method.parameters.every((p) => p.type.kind !== 'error') &&
      !lacks(
        owner,
        method.name,
        method.parameters.map((p) => ({ k: 'type', type: p.type })),
      )
    ) {
      this.error(
        env,
        annotation.at,
        method.flags.has('static')
          ? 'static methods cannot be annotated with @Override'
          : 'method does not override or implement a method from a supertype',
        annotation.at + 9,
      );
    }
  }
  private checkOverride(decl: MethodDecl, method: MethodSymbol, other: MethodSymbol, env: Env): void {
    const verb =
      other.flags.has('abstract') && method.owner.isInterface === other.owner.isInterface
        ? 'override'
        : other.owner.isInterface && !method.owner.isInterface
          ? 'implement'
          : 'override';
    const subject = method.owner.isAnonymous
      ? `<anonymous ${this.nameOfAnonymous(method.owner)}>`
      : className(method.owner);
    const prefix = `${this.signature(method)} in ${subject} cannot ${verb} ${this.signature(other)} in ${className(other.owner)}`;
    const at = decl.at;
    const end = decl.at + decl.name.length;
    if (method.flags.has('static') !== other.flags.has('static')) {
      if (method.flags.has('static')) this.error(env, at, `${prefix}\n  overriding method is static`, end);
      else if (!other.owner.isInterface) this.error(env, at, `${prefix}\n  overridden method is static`, end);
      return;
    }
    if (other.flags.has('final')) {
      this.error(env, at, `${prefix}\n  overridden method is final`, end);
      return;
    }
    const rank = (m: MethodSymbol): number =>
      m.flags.has('public') ? 3 : m.flags.has('protected') ? 2 : m.flags.has('private') ? 0 : 1;
    if (rank(method) < rank(other)) {
      const was = other.flags.has('public') ? 'public' : other.flags.has('protected') ? 'protected' : 'package';
      this.error(env, at, `${prefix}\n  attempting to assign weaker access privileges; was ${was}`, end);
      return;
    }
    if (!resultFits(method, other, method.owner, this.relations)) {
      const expected = inheritedResult(method, other, method.owner, this.relations);
      this.error(
        env,
        other.flags.has('abstract') ? at : (decl.returnType?.at ?? at),
        `${prefix}\n  return type ${show(method.returnType)} is not compatible with ${show(expected)}`,
      );
      return;
    }
    for (const t of method.throws) {
      if (!this.isChecked(t)) continue;
      if (!other.throws.some((o) => this.relations.isSubtype(t, o))) {
        this.error(env, at, `${prefix}\n  overridden method does not throw ${show(t)}`);
      }
    }
  }
  private nameOfAnonymous(c: ClassSymbol): string {
    return show({ kind: 'class', symbol: c, args: [] }).replace(/^<anonymous |>$/g, '');
  }
  isChecked(t: Type): boolean {
    const runtime = this.relations.classType('java.lang.RuntimeException');
    const error = this.relations.classType('java.lang.Error');
    return (
      t.kind !== 'error' &&
      !(runtime && this.relations.isSubtype(t, runtime)) &&
      !(error && this.relations.isSubtype(t, error))
    );
  }

  /** Annotations that nothing declares or imports. */
  private checkAnnotations(modifiers: Modifiers, env: Env): void {
    for (const { name, at } of modifiers.annotations) {
      if (name === '' || !env.unit.text.startsWith(name, at + 1) || findType(env.types, name)) continue;
      const us = unitOf(env.types);
      if (us.unknown.has(name) || us.outside(name) || isMeta(name)) continue;
      if (env.unit.imports.some((i) => i.star && !i.isStatic && !this.universe.hasPackage(i.name))) continue;
      const message = `cannot find symbol\n  symbol:   class ${name}\n  location: ${describeClass(env.class)}`;
      this.error(env, at + 1, message, at + 1 + name.length);
    }
  }
  private checkHierarchy(symbol: ClassSymbol, env: Env): void {
    const decl = symbol.decl!;
    checkRecord(symbol, (at, message) => this.error(env, at, message));
    this.checkConstructors(symbol, env);
    checkPermitted(symbol, this.resolver, (at, message) => this.error(env, at, message));
    if (!symbol.isAbstract && (symbol.classKind !== 'enum' || decl.constants.every((c) => !c.body))) {
      const missing = unimplemented(symbol, this.relations);
      const first = missing[0];
      if (first) {
        const name = symbol.isAnonymous ? `<anonymous ${this.anonymousPath(symbol)}>` : className(symbol);
        const receiver = this.receiverFor(symbol.thisType, first.owner);
        const params = first.parameters.map((p) =>
          show(receiver ? this.relations.substitute(p.type, receiver) : erasure(p.type)),
        );
        this.error(
          env,
          classAt(decl),
          `${name} is not abstract and does not override abstract method ${first.name}(${params.join(',')}) in ${className(first.owner)}`,
          decl.at + Math.max(1, decl.name.length),
        );
      }
    }
    checkSealing(
      symbol,
      (message) => this.error(env, classAt(decl), message, decl.at + decl.name.length),
      this.resolver,
    );
    if (!symbol.isAnonymous && !decl.members.some((m) => m.k === 'Method' && m.name === '<init>'))
      this.requireDefaultSuper(symbol, env, classAt(decl));
  }
  private checkConstructors(symbol: ClassSymbol, env: Env): void {
    if (symbol.classKind !== 'enum') return;
    for (const member of symbol.decl!.members) {
      if (member.k !== 'Method' || member.name !== '<init>') continue;
      for (const flag of ['public', 'protected'])
        if (member.modifiers.flags.has(flag)) this.error(env, member.at, `modifier ${flag} not allowed here`);
    }
  }
  /** Constructors that only call each other; known once their bodies are checked. */
  private checkRecursion(symbol: ClassSymbol, env: Env): void {
    const calls = new Map<MethodSymbol, Call>();
    for (const member of symbol.decl!.members) {
      const first = member.k === 'Method' && member.name === '<init>' ? member.body?.statements[0] : undefined;
      if (member.k !== 'Method' || !member.symbol || first?.k !== 'Expr' || first.expr.k !== 'Call') continue;
      if (first.expr.name === 'this' && !first.expr.target) calls.set(member.symbol, first.expr);
    }
    const known = new Set<MethodSymbol>();
    for (const [start, call] of calls) {
      const path = new Set<MethodSymbol>();
      let at: MethodSymbol | undefined = start;
      while (at && !path.has(at) && !known.has(at)) {
        path.add(at);
        at = calls.get(at)?.method;
      }
      if (path.size > 0 && at === start) this.error(env, call.at, 'recursive constructor invocation', call.end);
      for (const each of path) known.add(each);
    }
  }
  private anonymousPath(symbol: ClassSymbol): string {
    let at: ClassSymbol = symbol;
    let prefix = '';
    while (at.owner) {
      at = at.owner;
      if (!at.isAnonymous) {
        prefix = at.name;
        break;
      }
    }
    return `${prefix}$${[...this.localClasses].filter((c) => c.isAnonymous && outermost(c) === outermost(symbol)).indexOf(symbol) + 1}`;
  }

  checkLocalClass(decl: ClassDecl, env: Env, base: Type | null): ClassSymbol {
    const synthesized = decl.members.findIndex((m) => 'synthetic' in m);
    if (synthesized >= 0) decl.members.length = synthesized;
    const locals = new Map<string, ClassSymbol>();
    const scope: TypeScope = { parent: env.types, locals };
    const written = decl.members.length;
    const symbol = enterClass(decl, env.unit, env.class, scope, this.universe, this.log, false, true);
    symbol.isLocal = true;
    symbol.body = env.frame.key;
    if (base) symbol.isAnonymous = true;
    else {
      if (env.types.locals?.has(decl.name) === true)
        this.error(
          env,
          classAt(decl),
          `class ${decl.name} is already defined in ${this.describeMethod(env)}`,
          decl.at + decl.name.length,
        );
      locals.set(decl.name, symbol);
      // Later statements of the block see it.
      (env as { types: TypeScope }).types = { parent: env.types, locals };
    }
    symbol.completeHeader();
    if (base && base.kind === 'class') {
      if (base.symbol.isInterface) symbol.interfaces = [base];
      else symbol.superclass = base;
    }
    const implicitlyStatic = decl.kind !== 'class';
    if (!implicitlyStatic && !this.isStaticContext(env)) symbol.outerThis = env.class;
    if (!this.log.isSilent) this.localClasses.add(symbol);
    const before = decl.members.length;
    symbol.completeMembers();
    this.checkClass(symbol, env);
    // Speculative attribution may come by again: members made here must not double.
    if (this.log.isSilent || before !== written) decl.members.length = Math.min(decl.members.length, written);
    return symbol;
  }
  private isStaticContext(env: Env): boolean {
    if (env.isStatic) return true;
    for (let e: Env | null = env; e && e.class === env.class; e = e.parent) if (e.isStatic) return true;
    return false;
  }

  describe(symbol: ClassSymbol): string {
    return describeClass(symbol);
  }
  methods(symbol: ClassSymbol, name: string): readonly MethodSymbol[] {
    return methodsNamed(symbol, name, this.relations);
  }
}

/** Annotations of java.lang and those on annotations, which no program of the library needs. */
function isMeta(name: string): boolean {
  return /^(Override|Deprecated|SuppressWarnings|FunctionalInterface|SafeVarargs|Retention|Target|Documented|Inherited|Repeatable|Native)$/.test(
    name,
  );
}

function withMembers(symbol: ClassSymbol): ClassSymbol[] {
  return [symbol, ...[...symbol.table.classes.values()].flatMap(withMembers)];
}
function classAt(decl: ClassDecl): number {
  return decl.keywordAt ?? decl.at;
}

function mightBeConstant(e: import('../syntax/ast.ts').Expr): boolean {
  switch (e.k) {
    case 'Literal':
      return e.of !== 'null';
    case 'Name':
    case 'Select':
      return true;
    case 'Unary':
      return mightBeConstant(e.operand);
    case 'Cast':
      return mightBeConstant(e.operand);
    case 'Binary':
      return mightBeConstant(e.left) && mightBeConstant(e.right);
    case 'Conditional':
      return mightBeConstant(e.condition) && mightBeConstant(e.then) && mightBeConstant(e.else);
    default:
      return false;
  }
}
