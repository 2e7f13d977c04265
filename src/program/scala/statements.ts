import { BOOLEAN, type Type, VOID } from '../check/types.ts';
import type { Expr, Stmt } from '../syntax/ast.ts';
import type { TypeAlias } from './base.ts';
import { type Env, inner } from './environment.ts';
import type { Tail } from './functions.ts';
import { LocalDefinitions } from './local-definitions.ts';
import { isUntyped } from './outside.ts';
import { type At, type ClassTree, placeOf, type Tree } from './tree.ts';

/** Statements, and bodies whose last one is the value. */
export abstract class Statements extends LocalDefinitions {
  abstract checkImports(t: Tree & { t: 'import' }, env: Env): void;
  abstract localBodies(c: ClassTree): void;
  abstract aliasOf(t: Tree & { t: 'type' }, env: Env): TypeAlias;
  give(e: Expr, tree: Tree, env: Env, tail: Tail): Stmt[] {
    if (this.outside.length > 0 && isUntyped(e)) {
      tail.isUntyped = true;
      return [this.stop(tree, env)];
    }
    const node: Stmt & { k: 'Return' } = { k: 'Return', at: tree.start, value: e, expected: null };
    (node as { isTail?: boolean }).isTail = true;
    tail.found.push({ node: node as { value: Expr | null; expected?: Type | null }, expr: e, tree, env });
    return [node];
  }
  tail(t: Tree, env: Env, tail: Tail): Stmt[] {
    const statements = this.tailStatement(t, env, tail);
    const stopped = this.stopped(statements, t, env);
    if (stopped !== statements) tail.isUntyped = true;
    return stopped;
  }
  private tailStatement(t: Tree, env: Env, tail: Tail): Stmt[] {
    switch (t.t) {
      case 'block': {
        const inside = inner(env);
        const list = t.statements;
        const last = list[list.length - 1];
        const out = this.prepare(list, inside);
        for (const s of list.slice(0, -1)) out.push(...this.effect(s, inside));
        if (last && !isDefinition(last)) out.push(...this.tail(last, inside, tail));
        else {
          if (last) out.push(...this.effect(last, inside));
          const end = last && isDefinition(last) ? { at: t.end - 1, start: t.end - 1, end: t.end } : t;
          out.push(...this.give(this.unit(t), { ...t, ...end }, env, tail));
        }
        return [this.block(out, t)];
      }
      case 'if': {
        const condition = this.expr(t.condition, env, BOOLEAN);
        const then = this.block(this.tail(t.then, inner(env), tail), t.then);
        const otherwise = t.else
          ? this.block(this.tail(t.else, inner(env), tail), t.else)
          : this.block(this.give(this.unit(t), t, env, tail), t);
        return [{ k: 'If', at: t.at, condition, then, else: otherwise }];
      }
      case 'match':
        return this.match(t, env, tail);
      case 'try':
        return this.tryCatch(t, env, tail);
      case 'return':
      case 'throw':
        return this.effect(t, env);
      case 'while':
        return [...this.effect(t, env), ...this.give(this.unit(t), t, env, tail)];
      default: {
        const expected =
          tail.expected && tail.expected.kind !== 'void' && tail.expected.kind !== 'wildcard' ? tail.expected : null;
        return this.give(this.infer(t, env, expected), t, env, tail);
      }
    }
  }
  unit(t: At): Expr {
    return { k: 'BlockExpr', ...placeOf(t), type: VOID, body: this.block([], t) };
  }
  /** A tree whose value is not needed. */
  effect(t: Tree, env: Env): Stmt[] {
    return this.stopped(this.statement(t, env), t, env);
  }
  private statement(t: Tree, env: Env): Stmt[] {
    switch (t.t) {
      case 'block': {
        const inside = inner(env);
        const out = this.prepare(t.statements, inside);
        for (const s of t.statements) out.push(...this.effect(s, inside));
        return [this.block(out, t)];
      }
      case 'if':
        return [
          {
            k: 'If',
            at: t.at,
            condition: this.expr(t.condition, env, BOOLEAN),
            then: this.block(this.effect(t.then, inner(env)), t.then),
            else: t.else ? this.block(this.effect(t.else, inner(env)), t.else) : null,
          },
        ];
      case 'while': {
        const condition = this.expr(t.condition, env, BOOLEAN);
        const body = this.block(this.effect(t.body, inner(env)), t.body);
        return [t.isDo ? { k: 'Do', at: t.at, condition, body } : { k: 'While', at: t.at, condition, body }];
      }
      case 'match':
        return this.match(t, env, null);
      case 'try':
        return this.tryCatch(t, env, null);
      case 'throw':
        return [{ k: 'Throw', at: t.at, value: this.expr(t.value, env, this.known('java.lang.Throwable')) }];
      case 'return': {
        const returns = env.returns;
        const value = t.value ? this.expr(t.value, env, returns) : null;
        const { returning } = env;
        if (returning && env.frame?.kind === 'lambda' && env.frame.key !== returning.frame) {
          returning.key ??= {
            ...this.variable(`x$k${this.fresh()}`, this.object, 'local', t, env),
            body: returning.frame,
          };
          const thrown = this.make(
            this.known('scala.runtime.NonLocalReturnControl'),
            [this.read(returning.key, t, env), this.adapt(value ?? this.unit(t), this.object, env, t)],
            t,
          );
          return [{ k: 'Throw', at: t.at, value: thrown }];
        }
        if (!value || returns?.kind === 'void')
          return [
            ...(value ? [{ k: 'Expr' as const, at: t.at, expr: value }] : []),
            { k: 'Return', at: t.at, value: null },
          ];
        return [{ k: 'Return', at: t.at, value, expected: returns }];
      }
      case 'val':
        return this.localValue(t, env);
      case 'def':
        return this.localDef(t, env);
      case 'class':
        this.localBodies(t);
        return [];
      case 'import':
        this.checkImports(t, env);
        return [];
      case 'type':
        env.types.set(t.name, this.aliasOf(t, env).type);
        return [];
      default:
        return [{ k: 'Expr', at: t.start, expr: this.infer(t, env, VOID) }];
    }
  }
}

function isDefinition(t: Tree): boolean {
  return t.t === 'val' || t.t === 'def' || t.t === 'class' || t.t === 'import' || t.t === 'type';
}
