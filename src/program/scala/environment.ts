import type { ClassSymbol, MethodSymbol, Type, VariableSymbol } from '../check/types.ts';
import type { CompilationUnit, Lambda } from '../syntax/ast.ts';

/** What can capture variables, innermost first. */
export type Frame =
  | { readonly kind: 'method'; readonly parent: Frame | null; readonly key: object }
  | { readonly kind: 'lambda'; readonly parent: Frame; readonly key: object; readonly lambda: Lambda }
  | { readonly kind: 'class'; readonly parent: Frame | null; readonly key: object; readonly symbol: ClassSymbol };

export interface Local {
  readonly symbol: VariableSymbol;
  readonly byName?: boolean;
  /** A nested def: called, not read. */
  readonly def?: {
    readonly method: MethodSymbol;
    result: Type | null;
    readonly parameterless: boolean;
    /** Lengths of its parameter lists. */
    readonly lists: readonly number[];
  };
  readonly isImplicit?: boolean;
  readonly isVar?: boolean;
  /** A local lazy value: its variable holds a LazyRef. */
  readonly isLazy?: boolean;
}

export interface Returning {
  readonly frame: object;
  /** What a return out of a lambda is recognised by, once there is one. */
  key: VariableSymbol | null;
}

/** Imports and package of a file, and those inside of blocks. */
export interface Imports {
  readonly parent: Imports | null;
  readonly names: Map<string, string>;
  readonly stars: string[];
}

export interface Env {
  readonly parent: Env | null;
  readonly unit: CompilationUnit;
  readonly locals: Map<string, Local>;
  readonly types: Map<string, Type>;
  readonly imports: Imports;
  readonly class: ClassSymbol | null;
  readonly frame: Frame | null;
  /** Where `return` goes. */
  readonly returns: Type | null;
  /** The method whose `return` it is; in a lambda inside of it, returning throws. */
  readonly returning?: Returning | null;
}

export function inner(env: Env, changes: Partial<Env> = {}): Env {
  return { ...env, parent: env, locals: new Map(), types: new Map(), ...changes };
}
