import type { ClassDecl, CompilationUnit, Expr, Lambda, MethodDecl, Stmt, SwitchExpr } from '../syntax/ast.ts';
import type { Log } from './log.ts';
import { canComplete, isFalse, isTrue } from './reach.ts';
import type { Relations } from './relations.ts';
import {
  type ClassSymbol,
  type FieldSymbol,
  type MethodSymbol,
  show,
  type Type,
  type VariableSymbol,
} from './types.ts';

/** What javac's Flow does once all types are right: reachability, definite assignment (JLS 16), checked exceptions (JLS 11). */

type Slot = VariableSymbol | FieldSymbol;
/** A blank final variable that is not assigned for certain. */
interface Unassigned {
  readonly unassigned: Slot;
}
/** Variables assigned for certain, and blank final ones that are not; null: this point is not reached. */
type Assigned = ReadonlySet<Slot | Unassigned> | null;

const blanks = new WeakMap<Slot, Unassigned>();
function blank(slot: Slot): Unassigned {
  const known = blanks.get(slot) ?? { unassigned: slot };
  blanks.set(slot, known);
  return known;
}

interface Thrown {
  readonly type: Type;
  readonly at: number;
  readonly end: number;
  readonly how: 'call' | 'throw' | 'close';
  readonly variable?: string;
}

interface Targets {
  breaks: Assigned[];
  readonly label: string | null;
  readonly isLoop: boolean;
}

export class Flow {
  #unit!: CompilationUnit;
  #thrown: Thrown[] = [];
  #targets: Targets[] = [];
  #yields: Assigned[] = [];
  /** Final fields that the class's constructors have to set. */
  #finals = new Set<FieldSymbol>();
  #returns: Assigned[] = [];
  /** Where blank final variables are assigned, in the order of the source. */
  #assignments: { readonly slot: Slot; readonly at: number; readonly end: number }[] = [];

  constructor(
    readonly relations: Relations,
    readonly log: Log,
  ) {}

  unit(unit: CompilationUnit): void {
    this.#unit = unit;
    for (const c of unit.classes) {
      this.#class(c);
      for (const found of this.#found) for (const report of found.splice(0)) report();
    }
  }

  /** javac goes over a class three times: for what is reached, for what is assigned, for what is thrown. */
  readonly #found: readonly [(() => void)[], (() => void)[], (() => void)[]] = [[], [], []];
  #error(at: number, message: string, end = at + 1): void {
    const pass = /exception|thrown types/.test(message) ? 2 : message.startsWith('variable ') ? 1 : 0;
    this.#found[pass].push(() => this.log.error(this.#unit, at, message, end));
  }

  #class(decl: ClassDecl, before: Assigned = new Set()): void {
    const around = before ?? new Set();
    const symbol = decl.symbol;
    if (!symbol || symbol.decl !== decl) return;
    const saved = {
      thrown: this.#thrown,
      targets: this.#targets,
      finals: this.#finals,
      yields: this.#yields,
      returns: this.#returns,
    };
    this.#targets = [];
    this.#finals = new Set(
      [...symbol.fields.values()].filter(
        (f) => f.flags.has('final') && !f.flags.has('static') && f.owner === symbol && !f.constant,
      ),
    );
    for (const m of decl.members)
      if (m.k === 'Field') for (const v of m.variables) if (v.init && v.field) this.#finals.delete(v.field);
    // Initialisers: what they throw goes to the constructors; that is rare, and only static ones are checked.
    this.#thrown = [];
    let fields: Assigned = new Set([...around, ...[...this.#finals].map(blank)]);
    for (const c of decl.constants) for (const a of c.args) fields = this.#expr(a, fields);
    for (const m of decl.members) {
      if (m.k === 'Field') for (const v of m.variables) if (v.init) fields = this.#expr(v.init, fields);
      if (m.k === 'Initializer') fields = this.#stmt(m.body, fields);
    }
    if (!symbol.isAnonymous)
      this.#reportThrown([], decl.members.some((m) => m.k === 'Method' && m.name === '<init>') ? 'ignore' : 'report');
    const afterFields = fields;
    for (const m of decl.members) {
      if (m.k === 'Method') this.#method(m, m.name === '<init>' ? afterFields : new Set(around));
      else if (m.k === 'Class') this.#class(m);
    }
    for (const c of decl.constants) if (c.body) this.#class(c.body);
    const hasConstructor = decl.members.some((m) => m.k === 'Method' && m.name === '<init>');
    if (!hasConstructor && !symbol.isAnonymous) this.#defaultConstructor(symbol, decl);
    if (!hasConstructor && decl.kind !== 'record') {
      for (const f of this.#finals) {
        if (afterFields && !afterFields.has(f))
          this.#error(f.at, `variable ${f.name} not initialized in the default constructor`, f.at + f.name.length);
      }
    }
    this.#thrown = saved.thrown;
    this.#targets = saved.targets;
    this.#finals = saved.finals;
    this.#yields = saved.yields;
    this.#returns = saved.returns;
  }

  #defaultConstructor(symbol: ClassSymbol, decl: ClassDecl): void {
    this.#thrown = [];
    this.#implicitSuper(symbol, decl.keywordAt ?? decl.at);
    for (const { type, at } of this.#thrown)
      if (this.#isChecked(type)) this.#error(at, `unreported exception ${show(type)} in default constructor`);
    this.#thrown = [];
  }
  /** Was there an unreachable statement in this method? javac says nothing of its end then. */
  #sawUnreachable = false;

  #method(m: MethodDecl, before: Assigned): void {
    if (!m.body || !m.symbol) return;
    this.#sawUnreachable = false;
    const savedThrown = this.#thrown;
    const savedReturns = this.#returns;
    this.#thrown = [];
    this.#targets = [];
    this.#returns = [];
    if (m.name === '<init>' && !callsOther(m)) this.#implicitSuper(m.symbol.owner, m.body.at);
    const out = this.#stmt(m.body, callsThis(m) ? this.#withFinals(before) : before);
    const returns = m.symbol.returnType;
    if (returns.kind !== 'void' && out !== null && !this.#sawUnreachable)
      this.#error(m.body.end, 'missing return statement');
    if (m.name === '<init>' && !callsThis(m)) {
      const ends = meet([out, ...this.#returns]);
      for (const f of this.#finals) {
        if (ends && !ends.has(f) && !m.compact)
          this.#error(m.body.end, `variable ${f.name} might not have been initialized`);
      }
    }
    const sneaky = m.modifiers.annotations.some((a) => a.name === 'SneakyThrows');
    if (!sneaky) this.#reportThrown(m.symbol.throws, 'report');
    this.#thrown = savedThrown;
    this.#returns = savedReturns;
  }

  /** After this(…) all final fields are assigned. */
  #withFinals(before: Assigned): Assigned {
    const unassigned = new Set([...this.#finals].map(blank));
    return before && new Set([...[...before].filter((v) => !unassigned.has(v as Unassigned)), ...this.#finals]);
  }
  /** What super() throws, which is not written. */
  #implicitSuper(owner: ClassSymbol, at: number): void {
    const base = owner.superclass?.symbol;
    const inherited = base?.constructors.find((c) => c.parameters.length === 0);
    if (inherited && owner.classKind === 'class') this.#throws(inherited, at, at + 1);
  }
  #reportThrown(allowed: readonly Type[], how: 'report' | 'ignore'): void {
    if (how === 'report') {
      for (const t of this.#thrown) {
        if (!this.#isChecked(t.type) || allowed.some((a) => this.relations.isSubtype(t.type, a))) continue;
        const implicit =
          t.how === 'close'
            ? `\n  exception thrown from implicit call to close() on resource variable '${t.variable}'`
            : '';
        this.#error(
          t.at,
          `unreported exception ${show(t.type)}; must be caught or declared to be thrown${implicit}`,
          t.end,
        );
      }
    }
    this.#thrown = [];
  }
  #isChecked(t: Type): boolean {
    if (t.kind === 'error') return false;
    const runtime = this.relations.classType('java.lang.RuntimeException');
    const error = this.relations.classType('java.lang.Error');
    return !(runtime && this.relations.isSubtype(t, runtime)) && !(error && this.relations.isSubtype(t, error));
  }
  #throws(m: MethodSymbol, at: number, end: number, thrown: readonly Type[] = m.throws): void {
    for (const type of thrown)
      this.#thrown.push({ type: type.kind === 'variable' ? (type.bounds[0] ?? type) : type, at, end, how: 'call' });
  }

  // ---- statements --------------------------------------------------------------------------------------------------------

  #stmts(list: readonly Stmt[], before: Assigned): Assigned {
    let at = before;
    for (const s of list) {
      if (at === null && s.k !== 'LocalClass') {
        this.#error(statementStart(s), 'unreachable statement');
        // One is enough; go on as if it could be reached.
        this.#sawUnreachable = true;
        const all = [...this.#everything(list), ...this.#finals];
        at = new Set([...all, ...all.map(blank)]);
      }
      at = this.#stmt(s, at);
    }
    return at;
  }
  #everything(list: readonly Stmt[]): Slot[] {
    return list.flatMap((s) => (s.k === 'Local' ? s.variables.flatMap((v) => (v.symbol ? [v.symbol] : [])) : []));
  }

  #stmt(s: Stmt, before: Assigned): Assigned {
    switch (s.k) {
      case 'Block':
        return this.#stmts(s.statements, before);
      case 'Empty':
        return before;
      case 'Local': {
        let at = before;
        for (const v of s.variables) {
          if (!v.init) {
            if (v.symbol?.isFinal && at) at = new Set(at).add(blank(v.symbol));
            continue;
          }
          at = this.#expr(v.init, at);
          if (v.symbol && at) at = new Set(at).add(v.symbol);
        }
        return at;
      }
      case 'LocalClass':
        this.#class(s.class, before);
        return before;
      case 'Expr':
        return this.#expr(s.expr, before);
      case 'If': {
        const c = this.#cond(s.condition, before);
        const then = this.#stmt(s.then, c.whenTrue ?? unreachedButSilent(before));
        const otherwise = s.else
          ? this.#stmt(s.else, c.whenFalse ?? unreachedButSilent(before))
          : (c.whenFalse ?? (isTrue(s.condition) ? before : null));
        return meet([then, otherwise]);
      }
      case 'While': {
        const target = this.#push(null, true);
        const from = this.#assignments.length;
        const c = this.#cond(s.condition, before);
        const body = this.#stmt(s.body, this.#loopBody(s.condition, s.body, c.whenTrue, before));
        this.#checkRepeated(from, before, body);
        this.#targets.pop();
        return meet([isTrue(s.condition) ? null : c.whenFalse, ...target.breaks]);
      }
      case 'Do': {
        const target = this.#push(null, true);
        const from = this.#assignments.length;
        const body = this.#stmt(s.body, before);
        const c = this.#cond(s.condition, body ?? before);
        if (!isFalse(s.condition)) this.#checkRepeated(from, before, body);
        this.#targets.pop();
        const ends = canComplete({ ...s, condition: s.condition });
        return ends ? meet([isTrue(s.condition) ? null : c.whenFalse, ...target.breaks]) : null;
      }
      case 'For': {
        let at = before;
        for (const i of s.init) at = this.#stmt(i, at);
        const target = this.#push(null, true);
        const from = this.#assignments.length;
        const start = at;
        const c = s.condition ? this.#cond(s.condition, at) : { whenTrue: at, whenFalse: null };
        const body = this.#stmt(s.body, s.condition ? this.#loopBody(s.condition, s.body, c.whenTrue, at) : c.whenTrue);
        let after: Assigned = body ?? c.whenTrue;
        for (const u of s.update) after = this.#expr(u, after);
        this.#checkRepeated(from, start, body && after);
        this.#targets.pop();
        const endless = !s.condition || isTrue(s.condition);
        return meet([endless ? null : c.whenFalse, ...target.breaks]);
      }
      case 'ForEach': {
        const at = this.#expr(s.iterable, before);
        const target = this.#push(null, true);
        const from = this.#assignments.length;
        const body = this.#stmt(s.body, at && s.symbol ? new Set(at).add(s.symbol) : at);
        this.#checkRepeated(from, at, body);
        this.#targets.pop();
        return meet([at, ...target.breaks]);
      }
      case 'Labeled': {
        const target = this.#push(s.label, false);
        const out = this.#stmt(s.body, before);
        this.#targets.pop();
        return meet([out, ...target.breaks]);
      }
      case 'Return': {
        const at = s.value ? this.#expr(s.value, before) : before;
        this.#returns.push(at);
        return null;
      }
      case 'Yield':
        this.#yields.push(this.#expr(s.value, before));
        return null;
      case 'Break': {
        for (let i = this.#targets.length - 1; i >= 0; i--) {
          const t = this.#targets[i]!;
          if (s.label === null ? t.label === null : t.label === s.label) {
            t.breaks.push(before);
            break;
          }
        }
        return null;
      }
      case 'Continue':
        return null;
      case 'Throw': {
        this.#expr(s.value, before);
        const type = s.value.type;
        if (type) {
          const rethrown =
            s.value.k === 'Name' &&
            s.value.symbol &&
            (s.value.symbol.kind === 'local' || s.value.symbol.kind === 'parameter')
              ? this.#rethrows.get(s.value.symbol)
              : undefined;
          for (const t of rethrown ?? [type]) this.#thrown.push({ type: t, at: s.at, end: s.at + 5, how: 'throw' });
        }
        return null;
      }
      case 'Try':
        return this.#try(s, before);
      case 'SwitchStmt':
        return this.#switch(s.switch, before);
      case 'Synchronized':
        return this.#stmt(s.body, this.#expr(s.lock, before));
      case 'Assert':
        this.#cond(s.condition, before);
        return before;
    }
  }
  /** Blank final variables of outside a loop, assigned in a body that is run again. */
  #checkRepeated(from: number, before: Assigned, end: Assigned): void {
    if (!before || !end) return;
    for (const { slot, at, end: to } of this.#assignments.slice(from))
      if (before.has(blank(slot)) && !end.has(blank(slot)))
        this.#error(at, `variable ${slot.name} might be assigned in loop`, to);
  }
  /** A body that is never entered is an error; inside, everything counts as reached. */
  #loopBody(condition: Expr, body: Stmt, whenTrue: Assigned, before: Assigned): Assigned {
    if (!isFalse(condition)) return whenTrue;
    this.#error(statementStart(body), 'unreachable statement');
    return before;
  }
  #push(label: string | null, isLoop: boolean): Targets {
    const target: Targets = { breaks: [], label, isLoop };
    this.#targets.push(target);
    return target;
  }

  /** Effectively final exception parameters that are thrown again: what their try block throws. */
  readonly #rethrows = new Map<VariableSymbol, Type[]>();

  #try(s: Stmt & { k: 'Try' }, before: Assigned): Assigned {
    const outer = this.#thrown;
    this.#thrown = [];
    let at = before;
    for (const r of s.resources) {
      let type: Type | undefined;
      let name = '';
      let where = 0;
      if (r.k === 'Local') {
        at = this.#stmt(r, at);
        type = r.variables[0]?.symbol?.type;
        name = r.variables[0]?.name ?? '';
        where = r.variables[0]?.at ?? r.at;
      } else {
        at = this.#expr(r, at);
        type = r.type;
        where = r.at;
      }
      if (type?.kind === 'class') {
        for (const sup of type.symbol.supertypes()) {
          const close = sup.methods.get('close')?.find((m) => m.parameters.length === 0);
          if (!close) continue;
          for (const t of close.throws)
            this.#thrown.push({ type: t, at: where, end: where + name.length, how: 'close', variable: name });
          break;
        }
      }
    }
    const from = this.#assignments.length;
    const body = this.#stmt(s.body, at);
    const inTry = new Set(this.#assignments.slice(from).map(({ slot }) => blank(slot)));
    const caught: Type[] = [];
    const start: Assigned = before && new Set([...before].filter((v) => !inTry.has(v as Unassigned)));
    const inBody = this.#thrown;
    this.#thrown = [];
    let remaining = inBody;
    const outs: Assigned[] = [body];
    for (const c of s.catches) {
      for (const type of c.checkedTypes ?? []) {
        const matches = (t: Thrown): boolean =>
          this.relations.isSubtype(t.type, type) || this.relations.isSubtype(type, t.type);
        const broad = !this.#isChecked(type) || isAny(type);
        if (type.kind !== 'error' && caught.some((t) => this.relations.isSubtype(type, t)))
          this.#error(c.catchAt, `exception ${show(type)} has already been caught`);
        else if (!broad && !inBody.some(matches))
          this.#error(c.catchAt, `exception ${show(type)} is never thrown in body of corresponding try statement`);
        caught.push(type);
        remaining = remaining.filter((t) => !this.relations.isSubtype(t.type, type));
      }
      const symbol = c.symbol;
      if (symbol && !symbol.reassigned) {
        const types = c.checkedTypes ?? [];
        const given = inBody.filter((t) => types.some((x) => this.relations.isSubtype(t.type, x))).map((t) => t.type);
        this.#rethrows.set(symbol, types.every((t) => isAny(t)) || given.length > 0 ? given : types);
      }
      outs.push(this.#stmt(c.body, start && symbol ? new Set(start).add(symbol) : start));
    }
    const fromHandlers = this.#thrown;
    this.#thrown = outer;
    let out = meet(outs);
    if (s.finally) {
      const last = this.#stmt(s.finally, start);
      if (last === null) return null;
      this.#thrown.push(...remaining, ...fromHandlers);
      if (out && last) out = joined(out, last);
      return out;
    }
    this.#thrown.push(...remaining, ...fromHandlers);
    return out;
  }

  #switch(e: SwitchExpr, before: Assigned): Assigned {
    const start = this.#expr(e.selector, before);
    const hasDefault = e.cases.some((c) => c.isDefault) || (!e.isStatement && e.selectorKind === 'enum');
    if (!e.isStatement) {
      const saved = this.#yields;
      const savedTargets = this.#targets;
      this.#targets = [];
      this.#yields = [];
      let at: Assigned = null;
      for (const c of e.cases) {
        if (c.value) this.#yields.push(this.#expr(c.value, start));
        else if (c.arrow) {
          const out = this.#stmts(c.body, start);
          if (out && c.body[0]?.k === 'Block')
            this.#error(
              c.body[0].end,
              'switch rule completes without providing a value\n  (switch rules in switch expressions should either provide a value or throw)',
            );
        } else at = this.#stmts(c.body, meet([start, at]));
      }
      const out = meet(this.#yields);
      this.#yields = saved;
      this.#targets = savedTargets;
      return out ?? start;
    }
    const target = this.#push(null, false);
    let at: Assigned = null;
    const outs: Assigned[] = [];
    for (const c of e.cases) {
      if (c.arrow) outs.push(c.value ? this.#expr(c.value, start) : this.#stmts(c.body, start));
      else at = this.#stmts(c.body, meet([start, at]));
    }
    this.#targets.pop();
    return meet([at, ...outs, ...target.breaks, hasDefault && e.cases.length > 0 ? null : start]);
  }

  // ---- expressions -------------------------------------------------------------------------------------------------------

  #cond(e: Expr, before: Assigned): { whenTrue: Assigned; whenFalse: Assigned } {
    // A constant expression assigns nothing.
    if (isTrue(e)) return { whenTrue: before, whenFalse: null };
    if (isFalse(e)) return { whenTrue: null, whenFalse: before };
    if (e.k === 'Unary' && e.op === '!') {
      const c = this.#cond(e.operand, before);
      return { whenTrue: c.whenFalse, whenFalse: c.whenTrue };
    }
    if (e.k === 'Binary' && e.op === '&&') {
      const a = this.#cond(e.left, before);
      const b = this.#cond(e.right, a.whenTrue);
      return { whenTrue: b.whenTrue, whenFalse: meet([a.whenFalse, b.whenFalse]) };
    }
    if (e.k === 'Binary' && e.op === '||') {
      const a = this.#cond(e.left, before);
      const b = this.#cond(e.right, a.whenFalse);
      return { whenTrue: meet([a.whenTrue, b.whenTrue]), whenFalse: b.whenFalse };
    }
    const out = this.#expr(e, before);
    return { whenTrue: out, whenFalse: out };
  }

  #expr(e: Expr, before: Assigned): Assigned {
    if (before === null) return null;
    switch (e.k) {
      case 'Name': {
        const s = e.symbol;
        if (s && (s.kind === 'local' || s.kind === 'parameter') && s.uninitialized && !before.has(s) && !e.constant) {
          this.#error(e.at, `variable ${s.name} might not have been initialized`, e.end);
        }
        return before;
      }
      case 'Select':
        return e.target.k === 'Name' || e.target.k === 'Super'
          ? e.symbol && e.target.k === 'Name'
            ? this.#expr(e.target, before)
            : before
          : this.#expr(e.target, before);
      case 'Call': {
        let at: Assigned = e.target ? this.#expr(e.target, before) : before;
        for (const a of e.args) at = this.#expr(a, at);
        const arrayClone = e.name === 'clone' && e.target?.type?.kind === 'array';
        if (e.method && !arrayClone) this.#throws(e.method, e.at, e.end, e.thrown);
        return at;
      }
      case 'New': {
        let at: Assigned = e.outer ? this.#expr(e.outer, before) : before;
        for (const a of e.args) at = this.#expr(a, at);
        if (e.constructor$) this.#throws(e.constructor$, e.at, e.end);
        if (e.body) this.#class(e.body, before);
        return at;
      }
      case 'NewArray': {
        let at: Assigned = before;
        for (const a of e.sizes) at = this.#expr(a, at);
        return e.init ? this.#expr(e.init, at) : at;
      }
      case 'ArrayInit': {
        let at: Assigned = before;
        for (const a of e.elements) at = this.#expr(a, at);
        return at;
      }
      case 'Index':
        return this.#expr(e.index, this.#expr(e.array, before));
      case 'Unary':
        if (e.op === '!') {
          const c = this.#cond(e, before);
          return meet([c.whenTrue, c.whenFalse]);
        }
        return this.#expr(e.operand, before);
      case 'IncDec':
        return this.#changed(e.operand, this.#expr(e.operand, before));
      case 'Cast':
      case 'InstanceOf':
        return this.#expr(e.operand, before);
      case 'Binary': {
        if (e.op === '&&' || e.op === '||') {
          const c = this.#cond(e, before);
          return meet([c.whenTrue, c.whenFalse]) ?? before;
        }
        // Long concatenations are left-deep.
        const spine: Expr[] = [];
        let at: Expr = e;
        while (at.k === 'Binary' && at.op !== '&&' && at.op !== '||') {
          spine.push(at.right);
          at = at.left;
        }
        let out = this.#expr(at, before);
        for (const r of spine.reverse()) out = this.#expr(r, out);
        return out;
      }
      case 'Assign': {
        const s =
          e.target.k === 'Name' || (e.target.k === 'Select' && e.target.target.k === 'This')
            ? e.target.symbol
            : undefined;
        const slot = s && (s.kind === 'local' || s.kind === 'parameter' || s.kind === 'field') ? s : null;
        const at = slot ? this.#expr(e.value, before) : this.#expr(e.value, this.#expr(e.target, before));
        if (!slot || !at) return at;
        const after = new Set(at).add(slot);
        if (slot.kind === 'field' ? this.#finals.has(slot) : slot.kind === 'local' && slot.isFinal) {
          if (!at.has(blank(slot)))
            this.#error(e.target.at, `variable ${slot.name} might already have been assigned`, e.target.end);
          after.delete(blank(slot));
          this.#assignments.push({ slot, at: e.target.at, end: e.target.end });
        }
        return after;
      }
      case 'CompoundAssign':
        return this.#changed(e.target, this.#expr(e.value, this.#expr(e.target, before)));
      case 'Conditional': {
        const c = this.#cond(e.condition, before);
        return meet([this.#expr(e.then, c.whenTrue), this.#expr(e.else, c.whenFalse)]) ?? before;
      }
      case 'Lambda':
        this.#lambda(e, before);
        return before;
      case 'MethodRef':
        if (e.target && e.target.k !== 'Super') this.#expr(e.target, before);
        this.#reference(e);
        return before;
      case 'Switch':
        return this.#switch(e, before);
      case 'BlockExpr':
        return this.#stmt(e.body, before);
      default:
        return before;
    }
  }

  /** A blank final variable that has a value may not get another. */
  #changed(target: Expr, at: Assigned): Assigned {
    const s = target.k === 'Name' ? target.symbol : undefined;
    if (s?.kind === 'local' && s.isFinal && s.uninitialized && at?.has(s))
      this.#error(target.at, `variable ${s.name} might already have been assigned`, target.end);
    return at;
  }
  #reference(e: Expr & { k: 'MethodRef' }): void {
    if (!e.refersTo || !e.method) return;
    for (const t of e.refersTo.throws) {
      if (this.#isChecked(t) && !e.method.throws.some((x) => this.relations.isSubtype(t, x))) {
        this.#error(e.at, `incompatible thrown types ${show(t)} in functional expression`, e.end);
      }
    }
  }
  #lambda(e: Lambda, before: Assigned): void {
    const saved = { thrown: this.#thrown, targets: this.#targets, returns: this.#returns, yields: this.#yields };
    this.#thrown = [];
    this.#targets = [];
    this.#returns = [];
    if (e.body.k === 'Block') {
      const out = this.#stmt(e.body, before);
      if (out !== null && e.returnType && e.returnType.kind !== 'void') {
        this.#error(e.body.end, 'lambda body is neither value nor void compatible');
      }
    } else this.#expr(e.body, before);
    this.#reportThrown(e.method?.throws ?? [], 'report');
    this.#thrown = saved.thrown;
    this.#targets = saved.targets;
    this.#returns = saved.returns;
    this.#yields = saved.yields;
  }
}

function meet(states: readonly Assigned[]): Assigned {
  const reached = states.filter((s) => s !== null);
  const first = reached[0];
  if (!first) return null;
  if (reached.length === 1) return first;
  return new Set([...first].filter((v) => reached.every((s) => s.has(v))));
}
/** After one thing and another: assigned by either, unassigned by both. */
function joined(a: NonNullable<Assigned>, b: NonNullable<Assigned>): Assigned {
  return new Set([...a, ...b].filter((v) => !('unassigned' in v) || (a.has(v) && b.has(v))));
}
function unreachedButSilent(before: Assigned): Assigned {
  return before;
}
function isAny(t: Type): boolean {
  return (
    t.kind === 'class' &&
    (t.symbol.binaryName === 'java.lang.Exception' || t.symbol.binaryName === 'java.lang.Throwable')
  );
}
/** this(…) or super(…) */
function callsOther(m: MethodDecl): boolean {
  const first = m.body?.statements[0];
  return callsThis(m) || (first?.k === 'Expr' && first.expr.k === 'Call' && first.expr.name === 'super');
}
function callsThis(m: MethodDecl): boolean {
  const first = m.body?.statements[0];
  return first?.k === 'Expr' && first.expr.k === 'Call' && !first.expr.target && first.expr.name === 'this';
}
function statementStart(s: Stmt): number {
  return s.k === 'Local' ? (s.variables[0]?.at ?? s.at) : s.at;
}
