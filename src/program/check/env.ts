import type { CompilationUnit, Lambda } from '../syntax/ast.ts';
import type { Inference } from './inference.ts';
import type { TypeScope } from './scope.ts';
import type { ClassSymbol, MethodSymbol, Type, VariableSymbol } from './types.ts';

/** What can capture variables: lambda bodies and local classes, up to the method that declares them. */
export type Frame =
  | { readonly kind: 'method'; readonly parent: Frame | null; readonly key: object }
  | { readonly kind: 'lambda'; readonly parent: Frame; readonly key: object; readonly lambda: Lambda }
  | { readonly kind: 'class'; readonly parent: Frame | null; readonly key: object; readonly symbol: ClassSymbol };

/** How `return` is checked. */
export interface ReturnRule {
  /** Null: any value (Scala without a declared result type). */
  readonly type: Type | null;
  /** In a lambda: the inference its return type belongs to. */
  readonly inference: Inference | null;
  readonly isLambda: boolean;
  /** Types of returned values, for lambdas. */
  readonly found: Type[];
}

/** Where an expression stands. */
export interface Env {
  readonly parent: Env | null;
  readonly unit: CompilationUnit;
  readonly types: TypeScope;
  readonly variables: Map<string, VariableSymbol>;
  readonly class: ClassSymbol;
  readonly isStatic: boolean;
  readonly method: MethodSymbol | null;
  readonly frame: Frame;
  readonly returns: ReturnRule | null;
  /** Value of the innermost switch expression: what `yield` gives. */
  readonly yields: {
    readonly expected: Type | null;
    readonly inference: Inference | null;
    readonly types: Type[];
  } | null;
  readonly labels: readonly string[];
  /** Those of them that label no loop. */
  readonly blockLabels: readonly string[];
  readonly inLoop: boolean;
  readonly inSwitch: boolean;
  /** In the arguments of this(…) or super(…). */
  readonly isSelfCall?: boolean;
}

export function inner(env: Env, changes: Partial<Env> = {}): Env {
  return { ...env, parent: env, variables: new Map(), ...changes };
}

export function findVariable(env: Env, name: string): VariableSymbol | null {
  for (let e: Env | null = env; e; e = e.parent) {
    const v = e.variables.get(name);
    if (v) return v;
  }
  return null;
}
