import { BOOLEAN, ERROR, INT, VOID } from '../check/types.ts';
import type { BinaryOp, Expr } from '../syntax/ast.ts';
import { Applications } from './applications.ts';
import type { Receiver } from './candidates.ts';
import type { Env } from './environment.ts';
import { assign, select } from './nodes.ts';
import { type At, argTree, placeOf, type Tree } from './tree.ts';

/** Assignments: variables, setters, `update`, `+=`. */
export abstract class Assignments extends Applications {
  assign(t: Tree & { t: 'assign' }, env: Env): Expr {
    const { target } = t;
    if (target.t === 'apply') {
      // a(i) = x is a.update(i, x).
      const array = this.infer(target.fn, env, null);
      const type = this.typed(array);
      if (type.kind === 'array') {
        const index = this.expr(target.args[0]!.value, env, INT);
        const place: Expr = { k: 'Index', ...placeOf(target), array, index, type: type.of };
        return assign(place, this.expr(t.value, env, this.plain(type.of)), t);
      }
      const select: Tree & { t: 'select' } = { t: 'select', of: target.fn, name: 'update', ...placeOf(target) };
      return this.member({ expr: array, type }, select, null, [...target.args, argTree(t.value)], env, VOID);
    }
    if (target.t === 'id') {
      const found = this.lookup(target.name, env);
      if (found) {
        const { symbol } = found.local;
        const value = this.expr(t.value, env, symbol.type);
        if (!found.local.isVar) return this.error(env, t, 'reassignment to val');
        const place = this.read(symbol, target, env);
        symbol.reassigned = true;
        return assign(place, value, t);
      }
    }
    const name = target.t === 'id' || target.t === 'select' ? target.name : '';
    let r: Receiver | null;
    if (target.t === 'select') {
      const of = this.qualifier(target.of, env);
      r = typeof of === 'string' ? this.packageObject(of, target) : of;
    } else {
      const found = this.root(name, target, env);
      if (!found) return this.error(env, target, `not found: value ${name}`);
      r = 'member' in found ? found.member : { expr: null, type: ERROR };
    }
    if (r?.type.kind !== 'class') {
      this.infer(t.value, env, null);
      return this.nullOf(t);
    }
    const setter = this.candidates(r, `${name}_=`, t)[0];
    const field = this.field(r.type.symbol, name);
    if (setter && (!field || field.flags.has('accessed')))
      return this.call(setter, `${name}_=`, null, [argTree(t.value)], env, VOID, t);
    if (field) {
      if (field.flags.has('final')) return this.error(env, t, 'reassignment to val');
      const type = this.relations.substitute(field.type, this.view(r.type, field.owner));
      const value = this.expr(t.value, env, type);
      return assign(select(r.expr ?? this.classRef(r.type.symbol, target), field, target, type), value, t);
    }
    if (this.hasMember(r, name, target)) return this.error(env, t, 'reassignment to val');
    return this.error(env, target, `value ${name} is not a member of ${this.show(r.type)}`);
  }
  /** `x += y`: a method of x, or an assignment. */
  compound(target: Tree & { t: 'select' }, op: string, left: Expr, right: Tree, env: Env, t: At): Expr | null {
    const type = this.typed(left);
    if (type.kind === 'primitive') {
      const { of } = target;
      if (of.t === 'id' || of.t === 'apply' || of.t === 'select') {
        const value = this.unboxed(this.infer(right, env, null));
        const v = this.typed(value);
        if (v.kind === 'error') return value;
        if (left.k === 'Index' && v.kind === 'primitive') {
          const operandType = type.name === 'boolean' ? BOOLEAN : this.relations.promote(type, v);
          const kind = op as BinaryOp;
          return { k: 'CompoundAssign', ...placeOf(t), op: kind, target: left, value, operandType, type: VOID };
        }
      }
    } else if (!this.relations.isString(type) && this.hasMember({ expr: left, type }, `${op}=`, t)) return null;
    const local = target.of.t === 'id' ? this.lookup(target.of.name, env)?.local : undefined;
    if (local && !local.isVar && type.kind !== 'error')
      return this.error(
        env,
        t,
        `value ${op}= is not a member of ${this.show(type)}\n  Expression does not convert to assignment because receiver is not assignable.`,
      );
    const fn: Tree = { ...target, name: op };
    const value: Tree = { t: 'apply', fn, args: [argTree(right)], infix: true, ...placeOf(t) };
    return this.assign({ t: 'assign', target: target.of, value, ...placeOf(t) }, env);
  }
}
