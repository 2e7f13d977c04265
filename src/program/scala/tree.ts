/** What the parser makes of Scala sources; `at` is the offset scalac reports an error of that tree at. */
export interface At {
  readonly at: number;
  /** Offset of the first character, and after the last one. */
  readonly start: number;
  readonly end: number;
}

export type ScalaType = At &
  (
    | { readonly t: 'named'; readonly path: readonly string[]; readonly args: readonly ScalaType[] }
    | { readonly t: 'tuple'; readonly of: readonly ScalaType[] }
    | { readonly t: 'function'; readonly params: readonly ScalaType[]; readonly result: ScalaType }
    | { readonly t: 'byName'; readonly of: ScalaType }
    | { readonly t: 'repeated'; readonly of: ScalaType }
    | { readonly t: 'wildcard'; readonly upper: ScalaType | null }
    /** `A with B` */
    | { readonly t: 'compound'; readonly of: readonly ScalaType[] }
    /** `{ def close(): Unit }` */
    | { readonly t: 'structural'; readonly members: readonly Tree[] }
  );

export interface ParamTree extends At {
  readonly name: string;
  readonly type: ScalaType | null;
  readonly default: Tree | null;
  /** Of a class: is it a member, and of which kind? */
  readonly member: 'val' | 'var' | null;
  readonly isPrivate: boolean;
}
export interface ArgTree {
  readonly name: string | null;
  readonly value: Tree;
  /** `xs: _*` */
  readonly spread: boolean;
}
export interface CaseTree extends At {
  readonly pattern: Pattern;
  readonly guard: Tree | null;
  readonly body: Tree;
}
export type Pattern = At &
  (
    | { readonly t: 'any' }
    | { readonly t: 'bind'; readonly name: string; readonly of: Pattern | null }
    | { readonly t: 'typed'; readonly name: string | null; readonly type: ScalaType }
    | { readonly t: 'value'; readonly value: Tree }
    | { readonly t: 'extract'; readonly path: readonly string[]; readonly args: readonly Pattern[] }
    | { readonly t: 'tuple'; readonly of: readonly Pattern[] }
    | { readonly t: 'or'; readonly of: readonly Pattern[] }
    | { readonly t: 'rest'; readonly name: string | null }
  );
export type Enumerator =
  | (At & { readonly t: 'from'; readonly pattern: Pattern; readonly value: Tree })
  | (At & { readonly t: 'if'; readonly condition: Tree })
  | (At & { readonly t: 'let'; readonly pattern: Pattern; readonly value: Tree });

export type Tree = At &
  (
    | {
        readonly t: 'literal';
        readonly of: 'int' | 'long' | 'float' | 'double' | 'char' | 'string' | 'boolean' | 'null' | 'unit' | 'symbol';
        readonly value: number | bigint | string | boolean | null;
      }
    | { readonly t: 'id'; readonly name: string }
    | { readonly t: 'select'; readonly of: Tree; readonly name: string }
    /** `parens`: written with an argument list; `infix`: `a op b`. */
    | { readonly t: 'apply'; readonly fn: Tree; readonly args: readonly ArgTree[]; readonly infix: boolean }
    | { readonly t: 'types'; readonly fn: Tree; readonly args: readonly ScalaType[] }
    | { readonly t: 'function'; readonly params: readonly ParamTree[]; readonly body: Tree }
    | { readonly t: 'cases'; readonly cases: readonly CaseTree[] }
    | { readonly t: 'block'; readonly statements: readonly Tree[] }
    | { readonly t: 'if'; readonly condition: Tree; readonly then: Tree; readonly else: Tree | null }
    | { readonly t: 'while'; readonly condition: Tree; readonly body: Tree; readonly isDo: boolean }
    | {
        readonly t: 'for';
        readonly enumerators: readonly Enumerator[];
        readonly isYield: boolean;
        readonly body: Tree;
      }
    | { readonly t: 'match'; readonly selector: Tree; readonly cases: readonly CaseTree[] }
    | {
        readonly t: 'try';
        readonly body: Tree;
        readonly cases: readonly CaseTree[];
        readonly finally: Tree | null;
      }
    | { readonly t: 'throw'; readonly value: Tree }
    | { readonly t: 'return'; readonly value: Tree | null }
    | {
        readonly t: 'new';
        readonly parents: readonly ParentTree[];
        readonly self: SelfTree | null;
        readonly body: readonly Tree[] | null;
      }
    | { readonly t: 'assign'; readonly target: Tree; readonly value: Tree }
    | { readonly t: 'ascribed'; readonly of: Tree; readonly type: ScalaType }
    | { readonly t: 'tuple'; readonly of: readonly Tree[] }
    | {
        readonly t: 'interpolated';
        readonly kind: string;
        readonly parts: readonly string[];
        readonly args: readonly Tree[];
      }
    | { readonly t: 'this'; readonly qualifier: string | null }
    /** `super[T]` */
    | { readonly t: 'super'; readonly trait: ScalaType | null }
    | { readonly t: 'unary'; readonly op: string; readonly of: Tree }
    /** `f _` */
    | { readonly t: 'eta'; readonly of: Tree }
    | Definition
  );

export interface ParentTree extends At {
  readonly type: ScalaType;
  readonly args: readonly ArgTree[] | null;
}
export interface TypeParamTree extends At {
  readonly name: string;
  readonly upper: ScalaType | null;
  readonly lower: ScalaType | null;
  /** `F[_]`: how many types it takes; 0: it is a type. */
  readonly arity: number;
  readonly context: readonly ScalaType[];
  /** `A <% B`: what there is an implicit conversion to. */
  readonly views: readonly ScalaType[];
}
export type Definition =
  | {
      readonly t: 'val';
      readonly isVar: boolean;
      readonly isLazy: boolean;
      readonly modifiers: ReadonlySet<string>;
      readonly pattern: Pattern;
      readonly type: ScalaType | null;
      /** Null: abstract; `default`: `var x: T = _`. */
      readonly value: Tree | 'default' | null;
    }
  | {
      readonly t: 'def';
      /** `this` for a further constructor. */
      readonly name: string;
      readonly modifiers: ReadonlySet<string>;
      readonly typeParams: readonly TypeParamTree[];
      /** Null: none written. */
      readonly params: readonly (readonly ParamTree[])[] | null;
      readonly implicits: boolean;
      readonly type: ScalaType | null;
      readonly body: Tree | null;
      readonly isProcedure: boolean;
    }
  | ClassTree
  | { readonly t: 'import'; readonly path: readonly string[]; readonly selectors: readonly ImportSelector[] }
  /** `to` is null: abstract, below `upper`. */
  | {
      readonly t: 'type';
      readonly name: string;
      readonly typeParams: readonly TypeParamTree[];
      readonly to: ScalaType | null;
      readonly upper: ScalaType | null;
    };
export interface ImportSelector extends At {
  /** `_` for all. */
  readonly name: string;
  readonly as: string;
}
export interface ClassTree {
  readonly t: 'class';
  readonly kind: 'class' | 'object' | 'trait';
  readonly isCase: boolean;
  readonly name: string;
  readonly modifiers: ReadonlySet<string>;
  readonly typeParams: readonly TypeParamTree[];
  readonly params: readonly (readonly ParamTree[])[] | null;
  /** Is the last parameter list implicit? */
  readonly implicits: boolean;
  readonly parents: readonly ParentTree[];
  readonly self: SelfTree | null;
  readonly body: readonly Tree[];
}
/** `self: T =>`: another name of `this`, and what else it is. */
export interface SelfTree extends At {
  readonly name: string | null;
  readonly type: ScalaType | null;
}
export interface Template {
  readonly self: SelfTree | null;
  readonly body: readonly Tree[];
}
export interface UnitTree {
  readonly file: string;
  readonly text: string;
  readonly package: string;
  readonly statements: readonly Tree[];
  /** What the file has in other packages: `package a { … }`, and package objects. */
  readonly others?: readonly UnitTree[];
}
/** A file as one unit for each of its packages. */
export function unitsOf(unit: UnitTree): readonly UnitTree[] {
  return unit.others ? [...unit.others, unit] : [unit];
}

export function placeOf(t: At): At {
  return { at: t.at, start: t.start, end: t.end };
}
export function idTree(name: string, t: At): Tree & { t: 'id' } {
  return { t: 'id', name, ...placeOf(t) };
}
export function argTree(value: Tree): ArgTree {
  return { name: null, value, spread: false };
}
/** A parameter without a written type. */
export function paramTree(name: string, t: At): ParamTree {
  return { name, type: null, default: null, member: null, isPrivate: false, ...placeOf(t) };
}
