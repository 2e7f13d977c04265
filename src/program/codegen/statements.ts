import { canComplete } from '../check/reach.ts';
import { type ClassSymbol, erasure, INT, type Type, type VariableSymbol } from '../check/types.ts';
import type { Block, Expr, LocalVariable, Stmt, SwitchExpr } from '../syntax/ast.ts';
import { staticFieldKey } from '../syntax/names.ts';
import { constantCode, type Fn } from './context.ts';
import { convert } from './conversions.ts';
import { ExpressionGenerator } from './expressions.ts';

/** Statements of the typed form as JavaScript. */
export abstract class StatementGenerator extends ExpressionGenerator {
  /** What `return`, `yield` convert to. */
  protected returnType: Type = { kind: 'void' };
  protected yieldType: Type | null = null;
  /** Variables of reference types that are declared where the code is being written. */
  protected scope: VariableSymbol[] = [];
  #counter = 0;

  fresh(prefix: string): string {
    return `$${prefix}${++this.#counter}`;
  }

  statements(list: readonly Stmt[], fn: Fn): string {
    const declared = this.scope.length;
    const code = list.map((s) => this.statement(s, fn)).join('\n');
    this.scope.length = declared;
    return code;
  }
  block(b: Block, fn: Fn): string {
    return `{\n${this.statements(b.statements, fn)}\n}`;
  }

  statement(s: Stmt, fn: Fn): string {
    switch (s.k) {
      case 'Block':
        return this.block(s, fn);
      case 'Empty':
      case 'LocalClass':
      case 'Assert':
        return ';';
      case 'Local':
        return this.c.mark(s, fn) + this.local(s, fn);
      case 'Expr':
        if (s.expr.k === 'Switch') return this.switchStatement(s.expr, fn);
        return `${this.c.mark(s, fn)}${guard(this.effect(s.expr, fn))};`;
      case 'If': {
        const otherwise = s.else ? ` else ${this.body(s.else, fn)}` : '';
        return `${this.c.mark(s, fn)}if (${this.condition(s.condition, fn)}) ${this.body(s.then, fn)}${otherwise}`;
      }
      case 'While':
        return `${this.c.mark(s, fn)}while (${this.condition(s.condition, fn)}) ${this.loopBody(s.body, fn, this.pause(s, fn))}`;
      case 'Do':
        return `${this.c.mark(s, fn)}do ${this.loopBody(s.body, fn, this.pause(s, fn))} while (${this.condition(s.condition, fn)});`;
      case 'For':
        return this.forLoop(s, fn);
      case 'ForEach':
        return this.forEach(s, fn);
      case 'Labeled':
        if (s.body.k === 'For') return this.forLoop(s.body, fn, `${s.label}_: `);
        return `${s.label}_: ${this.statement(s.body, fn)}`;
      case 'Return':
        if (!s.value) return `${this.c.mark(s, fn)}return;`;
        return `${this.c.mark(s, fn)}return (${this.as(s.value, s.expected ?? this.returnType, fn)});`;
      case 'Break':
        return s.label ? `break ${s.label}_;` : 'break;';
      case 'Continue':
        return s.label ? `continue ${s.label}_;` : 'continue;';
      case 'Yield':
        return `${this.c.mark(s, fn)}return (${this.as(s.value, this.yieldType ?? undefined, fn)});`;
      case 'Throw':
        return `${this.c.mark(s, fn)}throw ($thrown(${this.expr(s.value, fn)}));`;
      case 'Try':
        return this.tryStatement(s, fn);
      case 'SwitchStmt':
        return this.switchStatement(s.switch, fn);
      case 'Synchronized':
        return this.synchronizedStatement(s, fn);
    }
  }
  private synchronizedStatement(s: Stmt & { k: 'Synchronized' }, fn: Fn): string {
    const lock = `${this.c.mark(s, fn)}$nn(${this.expr(s.lock, fn)})`;
    if (!fn.isGenerator || !this.c.blocking.usesMonitors) return `${lock};\n${this.block(s.body, fn)}`;
    return this.synchronizedBlock(lock, this.block(s.body, fn));
  }
  /** The block, run by one thread at a time. */
  protected synchronizedBlock(lock: string, block: string): string {
    const monitor = this.fresh('m');
    const entered = this.fresh('w');
    return `{ const ${monitor} = ${lock}; const ${entered} = $enterMonitor(${monitor}); if (${entered}) yield* ${entered}; try ${block} finally { $leaveMonitor(${monitor}); } }`;
  }
  private body(s: Stmt, fn: Fn): string {
    return s.k === 'Block' ? this.block(s, fn) : `{ ${this.statement(s, fn)} }`;
  }
  /** Each turn of a loop or a recursion asks now and then whether to go on, and shows what it could hold. */
  protected fuel(fn: Fn): string {
    // Scala's inner variables may have the names of outer ones, which are then out of reach before they are declared.
    const variables = fn.unit.file.endsWith('.scala') ? [] : this.scope.map((v) => this.variable(v, fn));
    if (fn.self === 'this' || fn.captures?.usesThis) variables.push(fn.self);
    return `if (--$f < 0) $f = $fuel([${variables.join(', ')}]);`;
  }
  /** A loop that waits for another thread lets it run now and then. */
  private pause(s: Stmt & { k: 'While' | 'Do' }, fn: Fn): string {
    if (!fn.isGenerator || !this.c.blocking.isSpinning(s)) return '';
    const pause = this.fresh('w');
    return `const ${pause} = $spin(); if (${pause}) yield* ${pause};`;
  }
  private loopBody(s: Stmt, fn: Fn, first = ''): string {
    return `{ ${this.fuel(fn)}${first}\n${s.k === 'Block' ? this.statements(s.statements, fn) : this.statement(s, fn)}\n}`;
  }

  private local(s: LocalVariable, fn: Fn): string {
    const declared: VariableSymbol[] = [];
    const code = s.variables
      .map((v) => {
        const symbol = v.symbol;
        if (!symbol) return '';
        const name = this.c.local(symbol);
        if (isReference(symbol)) declared.push(symbol);
        this.owned.set(symbol, fn.class);
        if (v.init) this.c.initialisers.set(symbol, v.init);
        if (!v.init) return `let ${name};`;
        return `let ${name} = ${this.as(v.init, symbol.type, fn)};`;
      })
      .join(' ');
    this.scope.push(...declared);
    return code;
  }

  private forLoop(s: Stmt & { k: 'For' }, fn: Fn, label = ''): string {
    const declared = this.scope.length;
    const update = s.update.map((u) => this.effect(u, fn)).join(', ');
    const test = s.condition ? this.condition(s.condition, fn) : '';
    const init = s.init.map((i) => this.statement(i, fn)).join(' ');
    const body = this.loopBody(s.body, fn);
    this.scope.length = declared;
    // Variables of a loop are never captured while they change, so one binding per loop does.
    return `{ ${this.c.mark(s, fn)}${init}\n${label}for (; ${test}; ${update}) ${body} }`;
  }
  private forEach(s: Stmt & { k: 'ForEach' }, fn: Fn): string {
    const symbol = s.symbol!;
    this.owned.set(symbol, fn.class);
    const name = this.c.local(symbol);
    const over = this.expr(s.iterable, fn);
    const element = s.elementType!;
    const mark = this.c.mark(s, fn);
    const inside = s.body.k === 'Block' ? this.statements(s.body.statements, fn) : this.statement(s.body, fn);
    if (s.iterable.type?.kind === 'array') {
      const a = this.fresh('a');
      const i = this.fresh('i');
      return `${mark}for (let ${a} = ${over}, ${i} = 0, ${a}n = ${a}.length; ${i} < ${a}n; ${i}++) { ${this.fuel(fn)} let ${name} = ${convert(`${a}[${i}]`, element, symbol.type, this.c.relations)};\n${inside}\n}`;
    }
    const it = this.fresh('it');
    return `${mark}for (const ${it} = ${over}.iterator$(); ${it}.hasNext$(); ) { ${this.fuel(fn)} let ${name} = ${convert(this.castErased(`${it}.next$()`, symbol.type, fn), element, symbol.type, this.c.relations)};\n${inside}\n}`;
  }

  private tryStatement(s: Stmt & { k: 'Try' }, fn: Fn): string {
    const declared = this.scope.length;
    let body = this.block(s.body, fn);
    for (const r of [...s.resources].reverse()) {
      const primary = this.fresh('p');
      let head: string;
      let name: string;
      if (r.k === 'Local') {
        head = this.c.mark(r, fn) + this.local(r, fn);
        name = this.c.local(r.variables[0]!.symbol!);
      } else {
        name = this.fresh('r');
        head = `const ${name} = ${this.expr(r, fn)};`;
      }
      const close = `${name}.close$()`;
      body = `{ ${head} let ${primary} = null; try ${body} catch ($e) { ${primary} = $endsProgram($e) ? undefined : $caught($e); throw ${primary} ?? $e; } finally { if (${name} !== null && ${primary} !== undefined) { if (${primary} !== null) { try { ${close}; } catch ($s) { $addSuppressed(${primary}, $s); } } else ${close}; } } }`;
    }
    this.scope.length = declared;
    if (s.catches.length === 0 && !s.finally) return `${this.c.mark(s, fn)}${body}`;
    let code = `${this.c.mark(s, fn)}try ${s.resources.length > 0 ? `{ ${body} }` : body}`;
    if (s.catches.length > 0) {
      const e = this.fresh('e');
      const branches = s.catches.map((c) => {
        const tests = (c.checkedTypes ?? []).map((t) => this.c.instanceTest(e, t)).join(' || ') || 'false';
        const name = this.c.local(c.symbol!);
        this.owned.set(c.symbol!, fn.class);
        return `if (${tests}) { let ${name} = ${e};\n${this.statements(c.body.statements, fn)}\n}`;
      });
      code += ` catch (${e}$) { const ${e} = $caught(${e}$);\n${branches.join(' else ')} else throw ${e}; }`;
    }
    if (!s.finally) return code;
    // What ends the program from outside (System.exit, Ctrl-C) runs no finally.
    const runs = this.fresh('f');
    const last = `if (${runs}) ${this.block(s.finally, fn)}`;
    const inner = s.catches.length > 0 ? `try { ${code} }` : code;
    return `{ let ${runs} = true; ${inner} catch ($e) { ${runs} = !$endsProgram($e); throw $e; } finally { ${last} } }`;
  }

  // ---- switch ----------------------------------------------------------------------------------------------------------

  private label(e: Expr, selector: Type, fn: Fn): string {
    if (e.k === 'Name' && e.symbol && 'owner' in e.symbol && e.symbol.kind === 'field' && e.symbol.isEnumConstant) {
      return `${this.c.initialised(e.symbol.owner, fn)}.${staticFieldKey(e.symbol.name)}`;
    }
    void selector;
    return e.constant && e.type ? constantCode(e.constant, e.type) : 'undefined';
  }
  private switchHead(e: SwitchExpr, fn: Fn): string {
    const type = e.selector.type!;
    const unboxed = this.c.relations.unbox(type);
    const value = unboxed ? this.as(e.selector, unboxed, fn) : `$nn(${this.expr(e.selector, fn)})`;
    return `switch (${value})`;
  }
  private switchStatement(e: SwitchExpr, fn: Fn): string {
    const type = e.selector.type ?? INT;
    const cases = e.cases.map((c) => {
      const labels =
        c.labels.map((l) => `case ${this.label(l, type, fn)}:`).join(' ') + (c.isDefault ? ' default:' : '');
      if (!c.arrow) return `${labels}\n${this.statements(c.body, fn)}`;
      const inside = c.value
        ? `${this.c.mark(c.value.start, fn)}${guard(this.effect(c.value, fn))};`
        : this.statements(c.body, fn);
      return `${labels} { ${inside} break; }`;
    });
    return `${this.c.mark(e, fn)}${this.switchHead(e, fn)} {\n${cases.join('\n')}\n}`;
  }
  /** A switch expression: a function called at once, whose `return` is `yield`. */
  switchValue(e: SwitchExpr, fn: Fn): string {
    const type = e.selector.type ?? INT;
    const saved = this.yieldType;
    this.yieldType = e.type ?? null;
    const cases = e.cases.map((c) => {
      const labels =
        c.labels.map((l) => `case ${this.label(l, type, fn)}:`).join(' ') + (c.isDefault ? ' default:' : '');
      if (c.value) return `${labels} return (${this.as(c.value, e.type, fn)});`;
      return `${labels} {\n${this.statements(c.body, fn)}\n}`;
    });
    const inside = `${this.switchHead(e, fn)} {\n${cases.join('\n')}\n}`;
    this.yieldType = saved;
    return this.immediate(`${inside} throw $noMatch();`, fn);
  }
  protected immediate(code: string, fn: Fn): string {
    if (!fn.isGenerator) return `(() => { ${code} })()`;
    return fn.self === 'this'
      ? `(yield* (function* () { ${code} }).call(this))`
      : `(yield* (function* () { ${code} })())`;
  }
  /** Scala: the value of the last statement. */
  blockValue(e: Expr & { k: 'BlockExpr' }, fn: Fn): string {
    const list = e.body.statements;
    const last = list[list.length - 1];
    const before = this.statements(last?.k === 'Expr' ? list.slice(0, -1) : list, fn);
    const value =
      last?.k === 'Expr' && e.type && e.type.kind !== 'void'
        ? `return (${this.as(last.expr, e.type, fn)});`
        : last?.k === 'Expr'
          ? `${guard(this.effect(last.expr, fn))};`
          : '';
    return this.immediate(`${before}\n${value}`, fn);
  }

  protected ends(b: Block): boolean {
    return !canComplete(b);
  }
  protected erased(t: Type): Type {
    return erasure(t);
  }
  protected superOf(c: ClassSymbol): ClassSymbol | null {
    return c.superclass?.symbol ?? null;
  }
}

export function isReference(v: VariableSymbol): boolean {
  return v.type.kind !== 'primitive' && !v.constant;
}

/** Expression statements must not begin like a block or function. */
function guard(code: string): string {
  let at = 0;
  while (code[at] === '\u0001') at = code.indexOf('\u0002', at) + 1;
  return /^(?:\{|function|class|let\b)/.test(code.slice(at, at + 9)) ? `(${code})` : code;
}
