import { erasure, type FieldSymbol, INT, type Type } from '../check/types.ts';
import type { Assign, BinaryOp, CompoundAssign, Expr, IncDec } from '../syntax/ast.ts';
import { walk } from '../syntax/walk.ts';
import { component, type Fn } from './context.ts';
import { convert } from './conversions.ts';
import { OperatorGenerator } from './operators.ts';

interface Place {
  readonly setup: string;
  readonly read: string;
  readonly store: (value: string) => string;
  /** Of an element: code of its array. */
  readonly array?: string;
}

/** Assignments to variables, fields and elements of arrays. */
export abstract class AssignmentGenerator extends OperatorGenerator {
  protected abstract name(e: Expr & { k: 'Name' }, fn: Fn): string;
  protected abstract select(e: Expr & { k: 'Select' }, fn: Fn): string;
  abstract fieldName(f: FieldSymbol): string;

  /** An assignable place: code to read it and to store a value, its parts evaluated once. */
  private target(e: Expr, fn: Fn, isPure = false): Place {
    if (e.k === 'Index') {
      const array = this.expr(e.array, fn);
      const index = this.as(e.index, INT, fn);
      // Locals that the value does not change need no temporaries.
      if (isPure && LOCAL.test(array) && (LOCAL.test(index) || /^\d+$/.test(index))) {
        return {
          setup: '',
          read: `(${array}[${index}] ?? $oob(${array}, ${index}))`,
          store: (v) => `${array}[$ck(${array}, ${index})] = ${v}`,
        };
      }
      const a = this.c.temp(fn);
      const i = this.c.temp(fn);
      return {
        setup: `${a} = ${this.expr(e.array, fn)}, ${i} = ${this.as(e.index, INT, fn)}, `,
        read: `(${a}[${i}] ?? $oob(${a}, ${i}))`,
        store: (v) => `${a}[$ck(${a}, ${i})] = ${v}`,
        array: a,
      };
    }
    if (e.k === 'Select' && e.symbol?.kind === 'field' && !e.symbol.flags.has('static')) {
      const object = this.expr(e.target, fn);
      const name = this.fieldName(e.symbol);
      if (isSimple(object)) return { setup: '', read: `${object}.${name}`, store: (v) => `${object}.${name} = ${v}` };
      const t = this.c.temp(fn);
      return { setup: `${t} = ${object}, `, read: `${t}.${name}`, store: (v) => `${t}.${name} = ${v}` };
    }
    const place = e.k === 'Name' || e.k === 'Select' ? this.place(e, fn) : this.expr(e, fn);
    return { setup: '', read: place, store: (v) => `${place} = ${v}` };
  }
  private place(e: Expr & { k: 'Name' | 'Select' }, fn: Fn): string {
    const saved = e.constant;
    delete e.constant;
    const code = e.k === 'Name' ? this.name(e, fn) : this.select(e, fn);
    if (saved) e.constant = saved;
    return code;
  }

  protected assign(e: Assign, fn: Fn): string {
    const type = e.target.type;
    const value = this.as(e.value, type, fn);
    if (e.target.k === 'Index') {
      const array = this.expr(e.target.array, fn);
      const index = this.as(e.target.index, INT, fn);
      if (isSimple(array) && isSimple(index))
        return `(${array}[$ck(${array}, ${index})] = ${this.stored(e, array, value, fn)})`;
    }
    const t = this.target(e.target, fn);
    return `(${t.setup}${t.store(t.array ? this.stored(e, t.array, value, fn) : value)})`;
  }
  /** An array may be of a class below the one that its variable says, and takes no other objects then (ArrayStoreException). */
  private stored(e: Assign, array: string, value: string, fn: Fn): string {
    const type = e.target.type ? erasure(e.target.type) : null;
    if (type?.kind !== 'class' || type.symbol.flags.has('final') || e.value.type?.kind === 'null') return value;
    if (fn.unit.file.endsWith('.scala')) return value;
    return `$stored(${array}, ${value}, ${JSON.stringify(component(type))})`;
  }

  private operate(
    op: BinaryOp,
    read: string,
    target: Type,
    operandType: Type | null | undefined,
    value: Expr | null,
    fn: Fn,
  ): string {
    const relations = this.c.relations;
    if (operandType?.kind !== 'primitive') {
      // String +=.
      const left = relations.isString(target) ? `"" + ${read}` : `"" + $str(${read})`;
      return `(${left} + ${value ? this.text(value, fn) : '""'})`;
    }
    const left = convert(read, target, operandType, relations);
    const right = value ? (this.isShift(op) ? this.shiftDistance(value, fn) : this.as(value, operandType, fn)) : '1';
    const result = this.arithmetic(op, left, right, operandType, value);
    const unboxed = relations.unbox(target) ?? operandType;
    const narrowed = operandType.name === 'boolean' ? result : convert(result, operandType, unboxed, relations);
    return convert(narrowed, unboxed, target, relations);
  }
  protected compoundAssign(e: CompoundAssign, fn: Fn): string {
    const t = this.target(e.target, fn, !changesVariables(e.value));
    const value = this.operate(e.op, t.read, e.target.type!, e.operandType, e.value, fn);
    return `(${t.setup}${t.store(value)})`;
  }
  protected incDec(e: IncDec, fn: Fn, needed: boolean): string {
    const type = e.operand.type ?? INT;
    const t = this.target(e.operand, fn, true);
    const unboxed = this.c.relations.unbox(type) ?? INT;
    const promoted = this.c.relations.promote(unboxed, INT);
    const op = e.op === '++' ? '+' : '-';
    if (e.prefix || !needed) return `(${t.setup}${t.store(this.operate(op, t.read, type, promoted, null, fn))})`;
    const old = this.c.temp(fn);
    return `(${t.setup}${old} = ${t.read}, ${t.store(this.operate(op, old, type, promoted, null, fn))}, ${old})`;
  }
}

/** May this code stand twice: does it cost nothing and change nothing? */
export function isSimple(code: string): boolean {
  return /^(?:[\w$]+|this\.[\w$]+|\d+)$/.test(code);
}

const LOCAL = /^[A-Za-z_][\w]*$/;

function changesVariables(e: Expr): boolean {
  let found = false;
  walk(e, (n) => {
    if (n.k === 'Assign' || n.k === 'CompoundAssign' || n.k === 'IncDec') found = true;
    return n.k !== 'Lambda' && n.k !== 'Class' && !found;
  });
  return found;
}
