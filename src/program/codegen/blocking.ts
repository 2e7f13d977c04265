import { functionalMethod, overrides } from '../check/members.ts';
import type { Relations } from '../check/relations.ts';
import type { ClassSymbol, MethodSymbol } from '../check/types.ts';
import type { Expr, Lambda, MethodDecl, MethodRef, Stmt } from '../syntax/ast.ts';
import { walk } from '../syntax/walk.ts';

/** A piece of code that is compiled to a function: a method, or a lambda. */
export type Callable = MethodDecl | Lambda | MethodRef;
type Loop = Stmt & { readonly k: 'While' | 'Do' };

/**
 * Which methods and lambdas can reach a call that waits. Those are compiled to generators, all others to plain functions.
 * Methods that override one another (and the lambdas of a functional interface) form a family: a call of one may run any.
 */
export class Blocking {
  readonly #callables = new Set<Callable>();
  readonly #families = new Map<MethodSymbol, MethodSymbol>();
  readonly #blockingFamilies = new Set<MethodSymbol>();
  /** Families of methods, by the families that their bodies call. */
  readonly #calls = new Map<MethodSymbol, Set<MethodSymbol>>();
  /** Does somebody wait while he holds a monitor? Then others have to wait for it. */
  readonly usesMonitors: boolean;
  /** Loops that do nothing but wait for what another thread does. */
  readonly #spinning = new Set<Loop>();
  readonly #recursive: ReadonlySet<MethodSymbol>;

  constructor(
    private readonly classes: readonly ClassSymbol[],
    private readonly relations: Relations,
  ) {
    this.#joinFamilies();
    this.usesMonitors = this.#solve();
    this.#recursive = cyclic(this.#calls);
  }

  /** Can a call of it lead to another one of it, through methods of the program alone? */
  isRecursive(m: MethodSymbol): boolean {
    return this.#recursive.has(this.#find(m));
  }
  isSpinning(loop: Loop): boolean {
    return this.#spinning.has(loop);
  }
  /** Is it compiled to a generator? */
  isGenerator(callable: Callable): boolean {
    return this.#callables.has(callable);
  }
  methodBlocks(m: MethodSymbol): boolean {
    return m.decl !== null && this.#callables.has(m.decl);
  }
  /** How a call of the method is to be written. `check`: it may give a task or a plain value. */
  callOf(m: MethodSymbol, args: readonly Expr[], isVirtual: boolean): 'plain' | 'yield' | 'check' | 'drain' {
    if (m.owner.isLibrary) {
      if (marked(m, 'Blocks')) return 'check';
      if (marked(m, 'CallsBack')) return args.some((a) => this.#givesBlocking(a)) ? 'yield' : 'drain';
      if (this.#blockingFamilies.has(this.#find(m))) return 'check';
      return 'plain';
    }
    if (!isVirtual) return this.methodBlocks(m) ? 'yield' : 'plain';
    return this.#blockingFamilies.has(this.#find(m)) ? 'check' : 'plain';
  }

  #givesBlocking(e: Expr): boolean {
    if (e.k === 'Lambda') return this.#callables.has(e);
    if (e.k === 'MethodRef') return this.#callables.has(e);
    const t = e.type;
    if (t?.kind === 'class' && t.symbol.isInterface) {
      const m = functionalMethod(t.symbol, this.relations);
      if (m && this.#blockingFamilies.has(this.#find(m))) return true;
    }
    return false;
  }

  #find(m: MethodSymbol): MethodSymbol {
    let at = m;
    for (let next = this.#families.get(at); next && next !== at; next = this.#families.get(at)) at = next;
    return at;
  }
  #join(a: MethodSymbol, b: MethodSymbol): void {
    const x = this.#find(a);
    const y = this.#find(b);
    if (x !== y) this.#families.set(x, y);
  }
  #joinFamilies(): void {
    for (const c of this.classes) {
      for (const list of c.methods.values()) {
        for (const m of list) {
          if (m.flags.has('static')) continue;
          for (const s of c.supertypes()) {
            if (s === c) continue;
            for (const o of s.methods.get(m.name) ?? [])
              if (!o.flags.has('static') && overrides(m, o, c, this.relations)) this.#join(m, o);
          }
        }
      }
    }
  }

  #solve(): boolean {
    /** Calls made by each callable, not counting those in lambdas inside it. */
    const calls: {
      callable: Callable;
      family: MethodSymbol | null;
      to: { m: MethodSymbol; args: readonly Expr[]; virtual: boolean }[];
      /** The synchronized statements in it, or all of it. */
      guarded: Parameters<typeof walk>[0][];
      loops: Loop[];
    }[] = [];
    const collect = (callable: Callable, root: Parameters<typeof walk>[0], family: MethodSymbol | null): void => {
      const to: { m: MethodSymbol; args: readonly Expr[]; virtual: boolean }[] = [];
      const loops: Loop[] = [];
      const guarded: Parameters<typeof walk>[0][] =
        callable.k === 'Method' && callable.symbol?.flags.has('synchronized') ? [root] : [];
      walk(root, (node) => {
        if ((node.k === 'While' || node.k === 'Do') && asksAnotherThread(node.condition)) loops.push(node);
        if (node.k === 'Synchronized') guarded.push(node.body);
        if (node.k === 'Call' && node.method) {
          const m = node.method;
          const direct =
            m.flags.has('static') ||
            m.flags.has('private') ||
            m.name === '<init>' ||
            (node.target?.k === 'Super' && !node.target.isNext);
          to.push({ m, args: node.args, virtual: !direct });
        } else if (node.k === 'New') {
          if (node.constructor$) to.push({ m: node.constructor$, args: node.args, virtual: false });
        } else if (node.k === 'MethodRef' && node.refersTo) {
          const m = node.refersTo;
          calls.push({
            callable: node,
            family: node.method ?? null,
            to: [{ m, args: [], virtual: !m.flags.has('static') && m.name !== '<init>' }],
            guarded: [],
            loops: [],
          });
        } else if (node.k === 'Lambda') {
          collect(node, node.body, node.method ?? null);
          return false;
        }
        // Bodies of local classes have callables of their own.
        return node.k !== 'Class';
      });
      calls.push({ callable, family, to, guarded, loops });
    };
    for (const c of this.classes) {
      for (const member of c.decl?.members ?? []) {
        if (member.k === 'Method' && member.body && member.symbol) {
          this.#called(member.symbol, member.body);
          collect(
            member,
            member.body,
            member.symbol.flags.has('static') || member.name === '<init>' ? null : member.symbol,
          );
        }
        // Lambdas in field initialisers.
        if (member.k === 'Field') for (const v of member.variables) if (v.init) this.#initializer(v.init, collect);
        if (member.k === 'Initializer') this.#initializer(member.body, collect);
      }
      for (const k of c.decl?.constants ?? []) for (const a of k.args) this.#initializer(a, collect);
    }
    const make = (c: (typeof calls)[number]): void => {
      this.#callables.add(c.callable);
      if (c.family) this.#blockingFamilies.add(this.#find(c.family));
    };
    const spread = (): void => {
      for (let changed = true; changed; ) {
        changed = false;
        for (const c of calls) {
          if (this.#callables.has(c.callable)) continue;
          const blocks = c.to.some(({ m, args, virtual }) => {
            const how = this.callOf(m, args, virtual);
            return how === 'yield' || how === 'check';
          });
          if (!blocks) continue;
          make(c);
          changed = true;
        }
      }
    };
    spread();
    if (calls.some(({ to }) => to.some(({ m }) => startsThread(m)))) {
      for (const c of calls) {
        const idle = c.loops.filter(({ body }) => !this.#mayWait(body));
        for (const loop of idle) this.#spinning.add(loop);
        if (idle.length > 0) make(c);
      }
      spread();
    }
    const guarding = calls.filter(({ guarded }) => guarded.length > 0);
    const isSignalled = calls.some(({ to }) => to.some(({ m }) => m.owner.isLibrary && MONITOR_METHODS.has(m.name)));
    if (!isSignalled && !guarding.some(({ guarded }) => guarded.some((region) => this.#mayWait(region)))) return false;
    for (const c of guarding) if (!isAskedAtOnce(c.callable)) make(c);
    spread();
    return true;
  }
  #mayWait(region: Parameters<typeof walk>[0]): boolean {
    let waits = false;
    walk(region, (node) => {
      if (node.k === 'Call' && node.method) {
        const how = this.callOf(node.method, node.args, !node.method.flags.has('static'));
        if (how === 'yield' || how === 'check') waits = true;
      }
      return !waits && node.k !== 'Lambda' && node.k !== 'Class';
    });
    return waits;
  }
  /** Remembers what the body of `m` calls, its lambdas' bodies with it. */
  #called(m: MethodSymbol, body: Parameters<typeof walk>[0]): void {
    const from = this.#find(m);
    const to = this.#calls.get(from) ?? new Set();
    this.#calls.set(from, to);
    walk(body, (node) => {
      if (node.k === 'Call' && node.method && !node.method.owner.isLibrary) to.add(this.#find(node.method));
      if (node.k === 'New' && node.constructor$ && !node.constructor$.owner.isLibrary) to.add(node.constructor$);
      return node.k !== 'Class';
    });
  }
  #initializer(
    root: Parameters<typeof walk>[0],
    collect: (c: Callable, r: Parameters<typeof walk>[0], f: MethodSymbol | null) => void,
  ): void {
    walk(root, (node) => {
      if (node.k === 'Lambda') {
        collect(node, node.body, node.method ?? null);
        return false;
      }
      return node.k !== 'Class';
    });
  }
}

/** The nodes of a graph that lie on cycles: those of Tarjan's components with an edge inside. */
function cyclic<T>(edges: ReadonlyMap<T, ReadonlySet<T>>): Set<T> {
  const found = new Set<T>();
  const order = new Map<T, number>();
  const low = new Map<T, number>();
  const open: T[] = [];
  const isOpen = new Set<T>();
  const visit = (node: T): number => {
    const number = order.size;
    order.set(node, number);
    open.push(node);
    isOpen.add(node);
    let lowest = number;
    for (const next of edges.get(node) ?? []) {
      if (!order.has(next)) lowest = Math.min(lowest, visit(next));
      else if (isOpen.has(next)) lowest = Math.min(lowest, low.get(next) ?? order.get(next)!);
    }
    low.set(node, lowest);
    if (lowest < number) return lowest;
    const component = open.splice(open.indexOf(node));
    for (const member of component) isOpen.delete(member);
    if (component.length > 1 || edges.get(node)?.has(node)) for (const member of component) found.add(member);
    return lowest;
  };
  for (const node of edges.keys()) if (!order.has(node)) visit(node);
  return found;
}

/** A flag that somebody else sets: a boolean field, an atomic's value, a thread's state. */
function asksAnotherThread(condition: Expr): boolean {
  let asks = false;
  walk(condition, (node) => {
    if ((node.k === 'Name' || node.k === 'Select') && node.symbol?.kind === 'field') {
      const { type, flags } = node.symbol;
      if (type.kind === 'primitive' && type.name === 'boolean' && !flags.has('final')) asks = true;
    }
    if (node.k === 'Call' && node.method?.owner.isLibrary) {
      const { owner, name } = node.method;
      if (
        owner.packageName === 'java.util.concurrent.atomic' ||
        /^(?:isInterrupted|interrupted|isAlive|isDone)$/.test(name)
      )
        asks = true;
    }
    return !asks;
  });
  return asks;
}
function startsThread(m: MethodSymbol): boolean {
  const { packageName, name } = m.owner;
  return (
    (packageName === 'java.lang' && name === 'Thread' && m.name === 'start') ||
    (packageName === 'java.util.concurrent' &&
      /^(?:submit|execute|invokeAll|runAsync|supplyAsync|schedule)/.test(m.name))
  );
}

const MONITOR_METHODS: ReadonlySet<string> = new Set(['wait', 'notify', 'notifyAll']);
/** What the library asks for without being able to wait. */
function isAskedAtOnce(callable: Callable): boolean {
  return callable.k === 'Method' && /^(?:toString|hashCode|equals|compareTo|compare|finalize)$/.test(callable.name);
}

function marked(m: MethodSymbol, annotation: string): boolean {
  return m.annotations.has(annotation) || m.owner.annotations.has(annotation);
}
