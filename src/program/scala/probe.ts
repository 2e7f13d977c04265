import type { ClassSymbol, FieldSymbol, MethodSymbol, Type, VariableSymbol } from '../check/types.ts';
import { MARKER } from '../completion.ts';
import type { CompilationUnit, Expr, Stmt } from '../syntax/ast.ts';
import type { Chosen, Receiver } from './candidates.ts';
import { ScalaChecker } from './classes.ts';
import type { Env } from './environment.ts';
import type { At, ScalaType, Tree } from './tree.ts';

/** What the checker came to know of the marker. */
export interface Marked {
  readonly env: Env;
  /** What stands before its dot: a value, an object, or a package. */
  readonly of: Receiver | string | null;
  readonly isType: boolean;
}

/** A checker that remembers what it finds where MARKER stands. */
export class MarkerProbe extends ScalaChecker {
  marked: Marked | null = null;

  private mark(env: Env, of: Marked['of'], isType = false): void {
    const isVague = of !== null && typeof of !== 'string' && of.type.kind === 'error';
    if (!this.marked || !isVague) this.marked = { env, of, isType };
  }
  override id(...args: Parameters<ScalaChecker['id']>): Expr {
    const [t, env] = args;
    if (t.name !== MARKER) return super.id(...args);
    this.mark(env, null);
    return this.nullOf(t);
  }
  override application(t: Tree, env: Env, expected: Type | null): Expr {
    let head = t;
    while (head.t === 'apply' || head.t === 'types') head = head.fn;
    if (head.t !== 'select' || head.name !== MARKER) return super.application(t, env, expected);
    this.mark(env, this.qualifier(head.of, env));
    return this.nullOf(t);
  }
  override member(...args: Parameters<ScalaChecker['member']>): Expr {
    const [r, t, , , env] = args;
    if (t.name !== MARKER) return super.member(...args);
    this.mark(env, r);
    return this.nullOf(t);
  }
  override typeOf(t: ScalaType, env: Env): Type {
    if (t.t !== 'named' || t.path[t.path.length - 1] !== MARKER) return super.typeOf(t, env);
    const before = t.path.slice(0, -1);
    const owner = before.length > 0 ? (this.findClass(before, env) ?? before.join('.')) : null;
    const of = owner === null || typeof owner === 'string' ? owner : this.companion(owner, t);
    this.mark(env, of, true);
    return { kind: 'error' };
  }
}

/** What a name in the source turned out to be. */
export type Meaning =
  | { readonly kind: 'value'; readonly name: string; readonly type: Type }
  | {
      readonly kind: 'method';
      readonly method: MethodSymbol;
      readonly chosen: Chosen | null;
      readonly type: Type | null;
    }
  | { readonly kind: 'field'; readonly field: FieldSymbol }
  | { readonly kind: 'class'; readonly symbol: ClassSymbol };

/** A checker that remembers what the name at an offset is. */
export class NameProbe extends ScalaChecker {
  meaning: Meaning | null = null;
  constructor(
    universe: ConstructorParameters<typeof ScalaChecker>[0],
    private readonly file: string,
    private readonly name: string,
    private readonly start: number,
  ) {
    super(universe);
  }

  private isHere(env: Env, at: number): boolean {
    return at === this.start && env.unit.file === this.file;
  }
  /** Does a definition at `t` declare the name where it stands? */
  private isDeclared(name: string, t: At, unit: CompilationUnit | null): boolean {
    if (name !== this.name || unit?.file !== this.file || this.start < t.start || this.start >= t.end) return false;
    const word = new RegExp(`(?<![\\w$])${name.replace(/\$/g, '\\$')}(?![\\w$])`, 'g');
    word.lastIndex = t.start;
    return word.exec(unit.text)?.index === this.start;
  }
  private value(e: Expr): void {
    const type = this.typed(e);
    if (type.kind === 'error') return;
    if (e.k === 'Select' && e.symbol?.kind === 'field' && e.symbol.name !== 'MODULE$' && !e.symbol.isEnumConstant)
      this.meaning = { kind: 'value', name: `${e.symbol.owner.name.replace(/\$$/, '')}.${e.symbol.name}`, type };
    else if (type.kind === 'class' && type.symbol.isModule) this.meaning = { kind: 'class', symbol: type.symbol };
    else this.meaning = { kind: 'value', name: this.name, type };
  }
  override id(...args: Parameters<ScalaChecker['id']>): Expr {
    const [t, env] = args;
    if (!this.isHere(env, t.at)) return super.id(...args);
    const root = this.root(t.name, t, env);
    if (root && 'local' in root && !root.local.def) this.value(this.readLocal(root.local, t, env));
    else if (root && 'receiver' in root && root.receiver.type.kind === 'class')
      this.meaning = { kind: 'class', symbol: root.receiver.type.symbol };
    return super.id(...args);
  }
  override qualifier(t: Tree, env: Env): Receiver | string {
    const found = super.qualifier(t, env);
    if (typeof found === 'string' || !this.isHere(env, t.at) || t.t !== 'id') return found;
    if (found.type.kind === 'class' && found.expr === null) this.meaning = { kind: 'class', symbol: found.type.symbol };
    else if (!this.meaning && found.expr) this.value(found.expr);
    return found;
  }
  override member(...args: Parameters<ScalaChecker['member']>): Expr {
    const e = super.member(...args);
    const [, t, , , env] = args;
    if (this.isHere(env, t.at) && this.meaning?.kind !== 'method') this.value(e);
    return e;
  }
  override call(...args: Parameters<ScalaChecker['call']>): Expr {
    const e = super.call(...args);
    const [c, name, , , env, , t] = args;
    if (this.isHere(env, t.nameAt ?? t.at) && name === this.name)
      this.meaning = { kind: 'method', method: c.method, chosen: c, type: this.typed(e) };
    return e;
  }
  override typeOf(t: ScalaType, env: Env): Type {
    const type = super.typeOf(t, env);
    if (t.t === 'named' && t.path[t.path.length - 1] === this.name && this.isInside(t, env)) {
      if (type.kind === 'class') this.meaning = { kind: 'class', symbol: type.symbol };
      else if (type.kind !== 'error') this.meaning = { kind: 'value', name: 'type', type };
    }
    return type;
  }
  /** The last part of a written type. */
  private isInside(t: ScalaType & { t: 'named' }, env: Env): boolean {
    const length = t.path.join('.').length;
    return env.unit.file === this.file && this.start === t.start + length - this.name.length;
  }
  override variable(name: string, type: Type, kind: 'local' | 'parameter', t: At, env: Env): VariableSymbol {
    if (type.kind !== 'error' && this.isDeclared(name, t, env.unit))
      this.meaning = { kind: 'value', name, type: this.plain(type) };
    return super.variable(name, type, kind, t, env);
  }
  override localDef(t: Tree & { t: 'def' }, env: Env): Stmt[] {
    const made = super.localDef(t, env);
    const method = env.locals.get(t.name)?.def?.method;
    if (method && this.isDeclared(t.name, t, env.unit))
      this.meaning = { kind: 'method', method, chosen: null, type: null };
    return made;
  }
  override symbol(...args: Parameters<ScalaChecker['symbol']>): ReturnType<ScalaChecker['symbol']> {
    const made = super.symbol(...args);
    const [name, env, , , , at] = args;
    if (this.isDeclared(name.replace(/\$$/, ''), at, env.unit)) this.meaning = { kind: 'class', symbol: made.symbol };
    return made;
  }
  override addField(...args: Parameters<ScalaChecker['addField']>): FieldSymbol {
    const field = super.addField(...args);
    const [owner, name, , , at] = args;
    if (this.isDeclared(name, at, owner.unit)) this.meaning = { kind: 'field', field };
    return field;
  }
  override addMethod(...args: Parameters<ScalaChecker['addMethod']>): ReturnType<ScalaChecker['addMethod']> {
    const made = super.addMethod(...args);
    const [owner, , name, , , , at] = args;
    if (this.meaning?.kind !== 'field' && this.isDeclared(name, at, owner.unit))
      this.meaning = { kind: 'method', method: made.symbol, chosen: null, type: null };
    return made;
  }
}
