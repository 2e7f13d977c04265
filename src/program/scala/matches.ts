import { BOOLEAN, type VariableSymbol } from '../check/types.ts';
import type { CatchClause, Expr, Stmt } from '../syntax/ast.ts';
import { type Env, inner } from './environment.ts';
import type { Tail } from './functions.ts';
import { not } from './nodes.ts';
import { Patterns } from './patterns.ts';
import type { At, CaseTree, Tree } from './tree.ts';

/** `match` and `catch`: cases one after the other. */
export abstract class Matches extends Patterns {
  #labels = 0;
  abstract effect(t: Tree, env: Env): Stmt[];
  match(t: Tree & { t: 'match' }, env: Env, tail: Tail | null): Stmt[] {
    const selector = this.infer(t.selector, env, null);
    const type = this.typed(selector);
    const v = this.temporary(type.kind === 'void' ? this.object : type, env);
    const out: Stmt[] = [this.declare(v, selector, t)];
    out.push(...this.cases(t.cases, v, env, tail, this.matchError(this.read(v, t, env), t), t));
    return out;
  }
  cases(list: readonly CaseTree[], v: VariableSymbol, env: Env, tail: Tail | null, otherwise: Stmt, t: At): Stmt[] {
    const done = `match${++this.#labels}`;
    const out: Stmt[] = [];
    let total = false;
    for (const c of list) {
      const inside = inner(env);
      const label = `case${++this.#labels}`;
      const body: Stmt[] = [];
      let tests = 0;
      const fail = (test: Expr): void => {
        tests++;
        body.push({
          k: 'If',
          at: c.at,
          condition: not(test, c),
          then: { k: 'Break', at: c.at, label },
          else: null,
        });
      };
      for (const s of this.pattern(c.pattern, () => this.read(v, c, inside), v.type, inside)) {
        if ('bind' in s) body.push(this.declare(s.bind, s.value, c));
        else fail(s.test);
      }
      if (c.guard) fail(this.expr(c.guard, inside, BOOLEAN));
      if (tail) body.push(...this.tail(c.body, inside, tail));
      else body.push(...this.effect(c.body, inside));
      body.push({ k: 'Break', at: c.at, label: done });
      out.push({ k: 'Labeled', at: c.at, label, body: this.block(body, c) });
      if (tests === 0) total = true;
    }
    if (!total) out.push(otherwise);
    return [{ k: 'Labeled', at: t.at, label: done, body: this.block(out, t) }];
  }
  matchError(e: Expr, t: At): Stmt {
    const type = this.known('scala.MatchError');
    return { k: 'Throw', at: t.at, value: this.make(type, [this.adapt(e, this.object, null as never, t)], t) };
  }
  tryCatch(t: Tree & { t: 'try' }, env: Env, tail: Tail | null): Stmt[] {
    const body = this.block(tail ? this.tail(t.body, inner(env), tail) : this.effect(t.body, inner(env)), t.body);
    const catches: CatchClause[] = [];
    if (t.cases.length > 0) {
      const type = this.known('java.lang.Throwable');
      const inside = inner(env);
      const v = this.temporary(type, inside);
      const statements = this.cases(
        t.cases,
        v,
        inside,
        tail,
        { k: 'Throw', at: t.at, value: this.read(v, t, inside) },
        t,
      );
      catches.push({
        at: t.at,
        catchAt: t.at,
        types: [],
        name: v.name,
        body: this.block(statements, t),
        symbol: v,
        checkedTypes: [type],
      });
    }
    return [
      {
        k: 'Try',
        at: t.at,
        resources: [],
        body,
        catches,
        finally: t.finally ? this.block(this.effect(t.finally, inner(env)), t.finally) : null,
      },
    ];
  }
}
