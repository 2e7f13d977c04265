import { methodsNamed } from '../check/members.ts';
import {
  type ClassSymbol,
  type ClassType,
  ERROR,
  type FieldSymbol,
  type MethodSymbol,
  type Type,
  type TypeVariable,
  type VariableSymbol,
} from '../check/types.ts';
import type { Universe } from '../check/universe.ts';
import type { Call, Expr, Name, Problem } from '../syntax/ast.ts';
import type { Env, Frame } from './environment.ts';
import { HigherKinds } from './higher-kinds.ts';
import { invoke } from './nodes.ts';
import { type At, type ParamTree, placeOf } from './tree.ts';

class Refused extends Error {}

/** `type Pairs[A] = List[(A, A)]` */
export interface TypeAlias {
  readonly params: readonly TypeVariable[];
  readonly type: Type;
}

/** Types, names and messages of the Scala front end. */
export abstract class ScalaBase {
  readonly relations: HigherKinds;
  /** Of type parameters that are type constructors, `F[_]`: how many types they take. */
  readonly kinds = new WeakMap<TypeVariable, number>();
  hasHigherKinds = false;
  readonly problems: Problem[] = [];
  /** How far inside of attempts whose errors do not count. */
  silent = 0;
  readonly nodes = new Map<VariableSymbol, Name[]>();
  /** Local vars with what has to change when they are captured. */
  readonly vars: { readonly symbol: VariableSymbol; readonly patch: (ref: ClassSymbol) => void }[] = [];
  readonly captured = new Set<VariableSymbol>();
  readonly defaults = new WeakMap<MethodSymbol, { readonly params: readonly ParamTree[]; readonly env: Env }>();
  /** How many of the last parameters are implicit. */
  readonly implicitParams = new WeakMap<MethodSymbol, number>();
  /** Lengths of the parameter lists of methods with more than one. */
  readonly lists = new WeakMap<MethodSymbol, readonly number[]>();
  /** Variables that hold nested methods. */
  readonly localMethods = new WeakMap<MethodSymbol, VariableSymbol>();
  /** `type` members of classes and objects. */
  readonly aliases = new Map<ClassSymbol, Map<string, TypeAlias>>();
  /** What a type parameter lies above: `U >: T`. */
  readonly lowerBounds = new WeakMap<TypeVariable, Type>();
  /** Type parameters with a view bound: `T <% Ordered[T]`. */
  readonly viewBounded = new WeakSet<TypeVariable>();
  /** Classes that stand for structural types. */
  readonly structures = new WeakSet<ClassSymbol>();
  /** Methods whose result is `this.type`. */
  readonly givesThis = new WeakSet<MethodSymbol>();
  /** What `this` is called in a class, and what else it is: `self: T =>`. */
  readonly selves = new Map<ClassSymbol, { readonly name: string | null; readonly type: Type | null }>();

  constructor(readonly universe: Universe) {
    this.relations = new HigherKinds(universe);
  }
  // ---- messages --------------------------------------------------------------------------------------------------------

  /** Errors that scalac finds in a phase of its own, once the types are right: in classes that lack or override something. */
  private readonly ofClasses = new Set<Problem>();
  classError(env: Env, place: At, message: string): void {
    const count = this.problems.length;
    this.error(env, place, message);
    if (this.problems.length > count) this.ofClasses.add(this.problems[count]!);
  }
  /** What scalac reports: nothing of a later phase where an earlier one failed. */
  reported(): Problem[] {
    const early = this.problems.filter((p) => !this.ofClasses.has(p));
    return early.some((p) => p.severity === 'error') ? early : this.problems;
  }
  error(env: Env, place: At, message: string, at = place.at): Expr {
    if (this.silent > 0) throw new Refused(message);
    if (!this.problems.some((p) => p.file === env.unit.file && p.at === at && p.message === message)) {
      this.problems.push({ file: env.unit.file, at, end: Math.max(at + 1, place.end), severity: 'error', message });
    }
    return { k: 'Literal', of: 'null', value: null, at: place.at, start: place.start, end: place.end, type: ERROR };
  }
  /** Undefined when it fails. */
  attempt<T>(run: () => T): T | undefined {
    this.silent++;
    const count = this.vars.length;
    try {
      return run();
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      this.vars.length = count;
      return undefined;
    } finally {
      this.silent--;
    }
  }

  get object(): ClassType {
    return this.universe.object;
  }
  known(name: string, ...args: Type[]): ClassType {
    const symbol = this.universe.find(name);
    if (!symbol) throw new Error(`the library lacks ${name}`);
    return { kind: 'class', symbol, args: args.map((a) => this.box(a)) };
  }
  get nothing(): ClassType {
    return this.known('scala.runtime.Nothing$');
  }
  box(t: Type): Type {
    if (t.kind === 'primitive') return this.relations.box(t);
    if (t.kind === 'void') return this.known('scala.runtime.BoxedUnit');
    if (t.kind === 'null') return this.known('scala.runtime.Nothing$');
    return t;
  }

  // ---- symbols in code ----

  noteVariable(v: VariableSymbol, env: Env): void {
    for (let f = env.frame; f && f.key !== v.body; f = f.parent) {
      if (f.kind === 'lambda') {
        f.lambda.captures ??= { variables: [], usesThis: false };
        if (!f.lambda.captures.variables.includes(v)) f.lambda.captures.variables.push(v);
        this.captured.add(v);
      } else if (f.kind === 'class') {
        if (!f.symbol.captures.includes(v)) f.symbol.captures.push(v);
        this.captured.add(v);
      }
    }
  }
  /** Notes the use of `this` of `owner` for lambdas and classes in between. */
  noteThis(owner: ClassSymbol, env: Env): void {
    let at: ClassSymbol | null = env.class;
    for (let f = env.frame; f; f = f.parent) {
      if (f.kind === 'lambda') {
        f.lambda.captures ??= { variables: [], usesThis: false };
        f.lambda.captures.usesThis = true;
      } else if (f.kind === 'class') {
        if (f.symbol === owner || f.symbol.isSubclassOf(owner)) return;
        at = enclosing(f);
        if (at) f.symbol.outerThis = at;
      }
    }
  }
  staticCall(
    owner: string,
    name: string,
    args: Expr[],
    type: Type,
    t: At,
    pick: (m: MethodSymbol) => boolean = () => true,
  ): Call {
    const symbol = this.universe.find(owner);
    const method = symbol?.methods.get(name)?.find((m) => m.parameters.length === args.length && pick(m));
    if (!symbol || !method) throw new Error(`the library lacks ${owner}.${name}`);
    return invoke(this.classRef(symbol, t), method, args, type, t);
  }
  classRef(symbol: ClassSymbol, t: At): Name {
    return { k: 'Name', ...placeOf(t), name: symbol.name, symbol, type: { kind: 'class', symbol, args: [] } };
  }
  methods(symbol: ClassSymbol, name: string): readonly MethodSymbol[] {
    return methodsNamed(symbol, name, this.relations);
  }
  field(symbol: ClassSymbol, name: string): FieldSymbol | null {
    for (const s of symbol.supertypes()) {
      const f = s.fields.get(name);
      if (f) return f;
    }
    return null;
  }
}
function enclosing(f: Frame & { kind: 'class' }): ClassSymbol | null {
  for (let at = f.parent; at; at = at.parent) if (at.kind === 'class') return at.symbol;
  return null;
}
