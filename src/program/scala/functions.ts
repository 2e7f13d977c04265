import { type ClassSymbol, ERROR, type Type, type VariableSymbol, VOID } from '../check/types.ts';
import type { Block, Expr, Lambda, Stmt } from '../syntax/ast.ts';
import type { Receiver } from './candidates.ts';
import { type Env, inner } from './environment.ts';
import { Names } from './names.ts';
import { encode } from './predefined.ts';
import {
  type ArgTree,
  type At,
  argTree,
  type CaseTree,
  idTree,
  type ParamTree,
  paramTree,
  placeOf,
  type Tree,
} from './tree.ts';

/** Where the value of a statement goes. */
export interface Tail {
  readonly expected: Type | null;
  /** A value would have come that has no type: something unknown went into it. */
  isUntyped?: boolean;
  readonly found: {
    readonly node: { value: Expr | null; expected?: Type | null };
    readonly expr: Expr;
    readonly tree: Tree;
    readonly env: Env;
  }[];
}

/** A type argument nothing is known of. */
function isHole(t: Type | undefined): boolean {
  return t?.kind === 'wildcard' && t.type === null;
}

/** An expanded function as scalac prints it: `(x$1: <error>) => x$1.$plus(1)`. */
function functionText(params: readonly ParamTree[], body: Tree): string {
  return `(${params.map((p) => `${p.name}${p.type ? '' : ': <error>'}`).join(', ')}) => ${treeText(body)}`;
}
function treeText(t: Tree): string {
  switch (t.t) {
    case 'id':
      return t.name;
    case 'literal':
      return t.of === 'string'
        ? `"${t.value}"`
        : t.of === 'char'
          ? `'${String.fromCharCode(Number(t.value))}'`
          : String(t.value);
    case 'select':
      return `${treeText(t.of)}.${encode(t.name)}`;
    case 'apply':
      return `${treeText(t.fn)}(${t.args.map((a) => treeText(a.value)).join(', ')})`;
    case 'tuple':
      return `scala.Tuple${t.of.length}(${t.of.map(treeText).join(', ')})`;
    default:
      return '…';
  }
}

/** The body of a partial function's case says that it is reached. */
function enteredFirst(c: CaseTree): CaseTree {
  const place = placeOf(c);
  const path = ['runtime', 'PartialFunctions', 'entered'];
  const fn = path.reduce<Tree>((of, name) => ({ t: 'select', of, name, ...place }), idTree('scala', place));
  const call: Tree = { t: 'apply', fn, args: [], infix: false, ...place };
  const statements = c.body.t === 'block' ? c.body.statements : [c.body];
  return { ...c, body: { t: 'block', ...placeOf(c.body), statements: [call, ...statements] } };
}
/** Function literals, by-name arguments and methods as functions. */
export abstract class Functions extends Names {
  abstract tail(t: Tree, env: Env, tail: Tail): Stmt[];
  abstract settle(tail: Tail, env: Env): Type;
  // ---- functions -------------------------------------------------------------------------------------------------------

  lambda(t: At, params: readonly ParamTree[], body: Tree, env: Env, expected: Type | null): Expr {
    const shape = this.functionShape(expected);
    const n = params.length;
    if (expected && shape && shape.params.length !== n) {
      // ((a, b)) => … is not a function of two; a tuple is one value.
      const untyped = params.find((p) => p.type === null);
      return untyped
        ? this.error(env, untyped, 'missing parameter type')
        : this.error(env, t, `wrong number of parameters; expected = ${shape.params.length}`);
    }
    const types = params.map((p, i): Type => {
      if (p.type) return this.typeOf(p.type, env);
      const s = shape?.params[i];
      const known = s && s.kind !== 'wildcard' ? s : null;
      if (
        !known ||
        (expected?.kind === 'class' && isHole(expected.args[i]) && /^scala\.Function/.test(expected.symbol.binaryName))
      ) {
        this.error(
          env,
          p,
          p.name.startsWith('x$')
            ? `missing parameter type for expanded function (${functionText(params, body)})`
            : 'missing parameter type',
        );
        return ERROR;
      }
      return known;
    });
    const result =
      shape &&
      (shape.result.kind !== 'variable' || shape.method.owner.isLibrary === false) &&
      shape.result.kind !== 'wildcard'
        ? shape.result
        : null;
    const open =
      expected?.kind === 'class' && /^scala\.Function/.test(expected.symbol.binaryName)
        ? this.hasHole(expected.args[n] ?? VOID) || expected.args[n]?.kind === 'variable'
        : shape?.result.kind === 'class' && this.hasHole(shape.result);
    return this.function(
      t,
      params.map((p) => p.name),
      types,
      env,
      open ? null : result,
      shape,
      (inside, want) => this.bodyOf(body, inside, want),
    );
  }
  /** Statements of a function body with its type. */
  bodyOf(body: Tree, env: Env, expected: Type | null): { readonly statements: Stmt[]; readonly type: Type } {
    const tail: Tail = { expected, found: [] };
    const statements = this.tail(body, env, tail);
    return { statements, type: this.settle(tail, env) };
  }
  function(
    t: At,
    names: readonly string[],
    types: readonly Type[],
    env: Env,
    result: Type | null,
    shape: ReturnType<Functions['functionShape']>,
    write: (env: Env, expected: Type | null) => { readonly statements: Stmt[]; readonly type: Type },
  ): Expr {
    const key = {};
    const lambda: Lambda & { body: Block } = {
      k: 'Lambda',
      ...placeOf(t),
      params: [],
      body: { k: 'Block', at: t.at, end: t.end, statements: [] },
      captures: { variables: [], usesThis: false },
    };
    const frame = { kind: 'lambda' as const, parent: env.frame!, key, lambda };
    const inside = inner(env, { frame, returns: null });
    const isScala = !shape || /^scala\.Function/.test(shape.type.symbol.binaryName);
    const variables = names.map((name, i) => {
      const declared = shape && !isScala ? shape.params[i]! : this.box(types[i]!);
      const v = this.variable(
        name,
        isScala ? this.box(types[i]!) : declared.kind === 'primitive' ? declared : this.box(types[i]!),
        'parameter',
        t,
        inside,
      );
      inside.locals.set(name, { symbol: v, byName: this.isNamed(v.type, 'scala.runtime.ByName') });
      return v;
    });
    const made = write(inside, result ? (result.kind === 'class' ? this.plain(result) : result) : null);
    const type = made.type;
    lambda.variables = variables;
    (lambda.body as { statements: readonly Stmt[] }).statements = made.statements;
    const fn =
      shape && !isScala
        ? shape.type
        : this.known(
            `scala.Function${names.length}`,
            ...types,
            result && result.kind !== 'void' && type.kind !== 'error' && !this.isNothing(result)
              ? this.relations.isObject(result)
                ? type
                : result
              : result?.kind === 'void' || (result && this.isNamed(result, 'scala.runtime.BoxedUnit'))
                ? VOID
                : type,
          );
    const own = this.functionShape(fn)!;
    lambda.type = fn;
    lambda.method = own.method;
    lambda.paramTypes = variables.map((v) => v.type);
    const returns =
      own.method.returnType.kind === 'void'
        ? VOID
        : isScala
          ? this.box(type.kind === 'void' ? VOID : type)
          : own.result;
    lambda.returnType = returns;
    const unitValue = returns.kind !== 'void' && type.kind === 'void';
    lambda.body = { ...lambda.body, statements: unitValue ? this.endWithUnit(made.statements, t) : made.statements };
    this.retarget(lambda.body.statements, returns);
    return lambda;
  }
  /** Returns of a body of type Unit as statements; the function then gives `()`. */
  endWithUnit(list: readonly Stmt[], t: At): Stmt[] {
    return [
      ...list.map((s) => this.withoutValue(s)),
      { k: 'Return', at: t.at, value: this.valueOfUnit(t), expected: this.object },
    ];
  }
  withoutValue(s: Stmt): Stmt {
    switch (s.k) {
      case 'Return':
        return s.value && (s as { isTail?: boolean }).isTail ? { k: 'Expr', at: s.at, expr: s.value } : s;
      case 'If':
        return { ...s, then: this.withoutValue(s.then), else: s.else ? this.withoutValue(s.else) : null };
      case 'Block':
        return { ...s, statements: s.statements.map((x) => this.withoutValue(x)) };
      case 'Labeled':
        return { ...s, body: this.withoutValue(s.body) };
      case 'Try':
        return {
          ...s,
          body: this.withoutValue(s.body) as Block,
          catches: s.catches.map((c) => ({ ...c, body: this.withoutValue(c.body) as Block })),
        };
      default:
        return s;
    }
  }
  retarget(list: readonly Stmt[], to: Type): void {
    for (const s of list) {
      if (s.k === 'Return') s.expected = to;
      else if (s.k === 'If') this.retarget([s.then, ...(s.else ? [s.else] : [])], to);
      else if (s.k === 'Block') this.retarget(s.statements, to);
      else if (s.k === 'Labeled' || s.k === 'While' || s.k === 'Do' || s.k === 'For') this.retarget([s.body], to);
      else if (s.k === 'Try')
        this.retarget([s.body, ...s.catches.map((c) => c.body), ...(s.finally ? [s.finally] : [])], to);
    }
  }
  thunk(t: Tree, env: Env, expected: Type | null): { readonly expr: Expr; readonly result: Type } {
    let found: Type = VOID;
    const target = this.known('scala.Function0', expected ?? this.object);
    const shape = this.functionShape(target)!;
    const e = this.function(t, [], [], env, expected, expected ? shape : null, (inside) => {
      const made = this.bodyOf(t, inside, expected ? this.plain(expected) : null);
      found = made.type;
      return made;
    });
    return { expr: e, result: expected && !this.isNothing(expected) ? expected : found };
  }
  casesLambda(t: Tree & { t: 'cases' }, env: Env, expected: Type | null): Expr {
    const shape = this.functionShape(expected);
    if (!shape) {
      return this.error(
        env,
        t,
        'missing parameter type for expanded function\nThe argument types of an anonymous function must be fully known. (SLS 8.5)\nExpected type was: ?',
      );
    }
    const names = shape.params.map((_, i) => `x0$${i + 1}`);
    const selector: Tree =
      names.length === 1
        ? idTree(names[0]!, t)
        : { t: 'tuple', of: names.map((name): Tree => idTree(name, t)), ...placeOf(t) };
    const cases = this.isNamed(expected, 'scala.PartialFunction') ? t.cases.map(enteredFirst) : t.cases;
    const open =
      expected?.kind === 'class' &&
      shape.result.kind !== 'void' &&
      (this.hasHole(expected.args[names.length] ?? VOID) || shape.result.kind === 'variable');
    return this.function(
      t,
      names,
      shape.params.map((p) => this.plain(p)),
      env,
      open ? null : shape.result,
      shape,
      (inside, want) => this.bodyOf({ t: 'match', selector, cases, ...placeOf(t) }, inside, want),
    );
  }
  /** A method as a function, written out: what its receiver uses is captured. */
  expanded(of: Tree, n: number, env: Env, expected: Type): Expr {
    const place = placeOf(of);
    const trees = Array.from({ length: n }, (_, i): ParamTree => paramTree(`x$p${this.fresh()}_${i}`, place));
    const args = trees.map((p): ArgTree => argTree(idTree(p.name, place)));
    return this.lambda(of, trees, { t: 'apply', fn: of, args, infix: false, ...place }, env, expected);
  }
  rootMember(t: Tree & { t: 'id' }, env: Env): Receiver | null {
    const found = this.root(t.name, t, env);
    return found && 'member' in found ? found.member : null;
  }
  etaOf(
    write: (args: readonly ArgTree[]) => Expr,
    n: number,
    t: At,
    env: Env,
    expected: Type,
    types: readonly Type[] | null = null,
  ): Expr {
    const shape = this.functionShape(expected)!;
    const names = Array.from({ length: n }, (_, i) => `x$eta${this.fresh()}_${i}`);
    const free = this.hasHole(shape.result) || shape.result.kind === 'variable' || types !== null;
    return this.function(
      t,
      names,
      types ?? shape.params.map((p) => this.plain(p)),
      env,
      free ? null : shape.result,
      types ? null : shape,
      (inside, want) => {
        const args = names.map((name): ArgTree => argTree(idTree(name, t)));
        const e = this.withEnv(inside, () => write(args));
        const value = want && !this.hasHole(want) ? this.adapt(e, want, inside, { ...placeOf(t) }) : e;
        return { statements: [{ k: 'Return', at: t.at, value, expected: this.typed(value) }], type: this.typed(value) };
      },
    );
  }
  /** Names of an eta expansion are found from the environment around it, while `run` does. */
  withEnv<T>(inside: Env, run: () => T): T {
    const around = inside.parent?.locals;
    const names = [...inside.locals].filter(([name]) => name.startsWith('x$eta'));
    for (const [name, local] of names) around?.set(name, local);
    const saved = this.frameOverride;
    this.frameOverride = inside.frame;
    try {
      return run();
    } finally {
      this.frameOverride = saved;
      for (const [name] of names) around?.delete(name);
    }
  }
  private frameOverride: Env['frame'] | null = null;
  override noteVariable(v: VariableSymbol, env: Env): void {
    super.noteVariable(v, this.frameOverride ? { ...env, frame: this.frameOverride } : env);
  }
  override noteThis(owner: ClassSymbol, env: Env): void {
    super.noteThis(owner, this.frameOverride ? { ...env, frame: this.frameOverride } : env);
  }
}
