import {
  BOOLEAN,
  type ClassSymbol,
  type ClassType,
  ERROR,
  INT,
  NULL,
  type Type,
  type VariableSymbol,
} from '../check/types.ts';
import type { Expr } from '../syntax/ast.ts';
import { Assignments } from './assignments.ts';
import type { Receiver } from './candidates.ts';
import type { Env } from './environment.ts';
import { binary, invoke, literal, select } from './nodes.ts';
import { type At, idTree, type Pattern, placeOf, type Tree } from './tree.ts';

/** Patterns as tests and bindings. */
export abstract class Patterns extends Assignments {
  // ---- patterns --------------------------------------------------------------------------------------------------------

  /** Tests and bindings, in order. */
  pattern(
    p: Pattern,
    value: () => Expr,
    type: Type,
    env: Env,
  ): ({ readonly test: Expr } | { readonly bind: VariableSymbol; readonly value: Expr })[] {
    switch (p.t) {
      case 'any':
      case 'rest':
        return [];
      case 'bind': {
        const steps = p.of ? this.pattern(p.of, value, type, env) : [];
        const known = (p.of && this.typeOfPattern(p.of, type, env)) ?? type;
        return [...steps, this.bind(p.name, known, known === type ? value() : this.castTo(value(), known, p), p, env)];
      }
      case 'typed': {
        const to = this.typeOf(p.type, env);
        const fits =
          this.conforms(type, to) && type.kind !== 'class'
            ? true
            : type.kind === 'primitive' && to.kind === 'primitive' && type.name === to.name;
        const steps: ({ test: Expr } | { bind: VariableSymbol; value: Expr })[] = [];
        if (!fits) {
          if (!this.compatible(type, to))
            this.error(
              env,
              p.type,
              `scrutinee is incompatible with pattern type;\n found   : ${this.show(to)}\n required: ${this.show(type)}`,
            );
          for (const each of to.kind === 'intersection' ? to.types : [to])
            steps.push({ test: this.instanceOf(value(), each, p) });
        }
        if (p.name) {
          const refined =
            to.kind === 'class' && to.args.length === 0 && to.symbol.typeParameters.length > 0
              ? { ...to, args: to.symbol.typeParameters.map(() => this.object) }
              : to;
          steps.push(this.bind(p.name, refined, fits ? value() : this.castTo(value(), to, p), p, env));
        }
        return steps;
      }
      case 'value': {
        const e = this.infer(p.value, env, null);
        return [{ test: this.equality('==', e, value(), p) }];
      }
      case 'or': {
        let test: Expr | null = null;
        for (const alternative of p.of) {
          let all: Expr | null = null;
          for (const s of this.pattern(alternative, value, type, env)) {
            if ('bind' in s) this.error(env, alternative, 'illegal variable in pattern alternative');
            else all = all ? binary('&&', all, s.test, BOOLEAN, p, BOOLEAN) : s.test;
          }
          const one: Expr = all ?? literal('boolean', true, BOOLEAN, p);
          test = test ? binary('||', test, one, BOOLEAN, p, BOOLEAN) : one;
        }
        return [{ test: test! }];
      }
      case 'tuple':
        if (
          type.kind === 'class' &&
          /^scala\.Tuple\d+$/.test(type.symbol.binaryName) &&
          type.args.length !== p.of.length
        )
          this.error(
            env,
            p,
            `constructor cannot be instantiated to expected type;\n found   : (${p.of.map((_, i) => `T${i + 1}`).join(', ')})\n required: ${this.show(type)}`,
          );
        return this.fieldsPattern(
          this.known(
            `scala.Tuple${p.of.length}`,
            ...p.of.map((_, i) =>
              this.isNamed(type, `scala.Tuple${p.of.length}`) ? (type.args[i] ?? this.object) : this.object,
            ),
          ),
          p.of,
          p.of.map((_, i) => `_${i + 1}`),
          value,
          type,
          p,
          env,
        );
      case 'extract':
        return this.extract(p, value, type, env);
    }
  }
  /** What matches a pattern is known to be more than what is matched. */
  private typeOfPattern(p: Pattern, type: Type, env: Env): Type | null {
    if (p.t === 'or') {
      const types = p.of.map((x) => this.typeOfPattern(x, type, env));
      return types.every((x) => x !== null) ? this.lub(types) : null;
    }
    if (p.t === 'typed') return this.typeOf(p.type, env);
    if (p.t !== 'extract') return null;
    const symbol = this.findClass(p.path, env);
    const made = symbol && this.ofCompanion(symbol);
    return made && !made.isLibrary && this.caseFields(made) ? this.targetOf(made, type) : null;
  }
  /** The case class with type arguments from the selector: Some of an Option[Int] holds an Int. */
  private targetOf(made: ClassSymbol, type: Type): ClassType {
    const by = new Map(made.typeParameters.map((v) => [v, null as Type | null]));
    const self: ClassType = { kind: 'class', symbol: made, args: made.typeParameters };
    if (type.kind === 'class') {
      const up = this.relations.asSuper(self, type.symbol);
      if (up) for (const [i, a] of up.args.entries()) if (type.args[i]) this.unify(a, type.args[i]!, by);
    }
    return { kind: 'class', symbol: made, args: made.typeParameters.map((v) => by.get(v) ?? this.object) };
  }
  compatible(a: Type, b: Type): boolean {
    const x = this.box(a);
    const y = this.box(b);
    if (x.kind !== 'class' || y.kind !== 'class') return true;
    if (x.symbol.isInterface || y.symbol.isInterface) return true;
    return x.symbol.isSubclassOf(y.symbol) || y.symbol.isSubclassOf(x.symbol);
  }
  bind(
    name: string,
    type: Type,
    value: Expr,
    p: At,
    env: Env,
  ): { readonly bind: VariableSymbol; readonly value: Expr } {
    const plain = this.plain(type);
    const v = this.variable(name, plain.kind === 'void' ? this.object : plain, 'local', p, env);
    env.locals.set(name, { symbol: v });
    return { bind: v, value: plain.kind === 'primitive' ? this.unboxed({ ...value } as Expr) : value };
  }
  fieldsPattern(
    target: ClassType,
    list: readonly Pattern[],
    names: readonly string[],
    value: () => Expr,
    type: Type,
    p: At,
    env: Env,
  ): ({ readonly test: Expr } | { readonly bind: VariableSymbol; readonly value: Expr })[] {
    const steps: ({ test: Expr } | { bind: VariableSymbol; value: Expr })[] = [];
    const known = type.kind === 'class' && type.symbol === target.symbol;
    steps.push(
      known
        ? {
            test: binary(
              '!=',
              value(),
              { k: 'Literal', of: 'null', value: null, ...placeOf(p), type: NULL },
              BOOLEAN,
              p,
            ),
          }
        : { test: this.instanceOf(value(), target, p) },
    );
    const by = this.view(target, target.symbol);
    list.forEach((sub, i) => {
      if (sub.t === 'any') return;
      const field = this.field(target.symbol, names[i]!)!;
      const fieldType = this.relations.substitute(field.type, by);
      const read = (): Expr => {
        const of = known ? value() : this.castTo(value(), target, p);
        return this.unboxed(select(of, field, sub, fieldType));
      };
      steps.push(...this.pattern(sub, read, this.plain(fieldType), env));
    });
    return steps;
  }
  extract(
    p: Pattern & { t: 'extract' },
    value: () => Expr,
    type: Type,
    env: Env,
  ): ({ readonly test: Expr } | { readonly bind: VariableSymbol; readonly value: Expr })[] {
    const last = p.path[p.path.length - 1]!;
    if (last === 'NonFatal') return p.args[0] ? this.pattern(p.args[0], value, type, env) : [];
    if (last === ':+') return this.initAndLast(p, value, type, env);
    if (last === '+:' || last === '#::') return this.sequence(p, value, type, env, true);
    if (last === 'Array' && p.path.length === 1) return this.sequence(p, value, type, env, false);
    const symbol = last === '::' ? this.universe.find('scala.collection.immutable.List') : this.findClass(p.path, env);
    const made = symbol?.isModule ? (this.universe.find(symbol.qualifiedName.replace(/\$$/, '')) ?? symbol) : symbol;
    if (!made) {
      const steps = this.extractor(p, value, env);
      if (steps) return steps;
      const outside = this.outsideName(p.path[0]!, env);
      if (outside) this.outsider(env, p, outside);
      else this.error(env, p, `not found: value ${last}`);
      for (const a of p.args) this.pattern(a, () => this.nullOf(p), ERROR, env);
      return [];
    }
    const fields = this.caseFields(made);
    const ofSeq = this.relations.asSuper(
      { kind: 'class', symbol: made, args: made.typeParameters },
      this.universe.find('scala.collection.Seq')!,
    );
    if (last === '::' || ofSeq || last === 'Array') return this.sequence(p, value, type, env, last === '::');
    if (!fields || this.extracts(symbol)) {
      const steps = this.extractor(p, value, env);
      if (steps) return steps;
      this.error(env, p, `object ${last} is not a case class, nor does it have an unapply/unapplySeq member`);
      return [];
    }
    const isRepeated = made.constructors[0]?.varargs && !made.isLibrary;
    if (isRepeated && p.args.length >= fields.length - 1) {
      const target = this.targetOf(made, type);
      const rest: Pattern = { t: 'extract', path: ['Seq'], args: p.args.slice(fields.length - 1), ...placeOf(p) };
      const args = [...p.args.slice(0, fields.length - 1), rest];
      return this.fieldsPattern(
        target,
        args,
        fields.map((f) => f.name),
        value,
        type,
        p,
        env,
      );
    }
    if (fields.length !== p.args.length) {
      this.error(
        env,
        p,
        fields.length < p.args.length
          ? `too many patterns for ${made.isLibrary ? 'class' : 'object'} ${made.name}: expected ${fields.length}, found ${p.args.length}`
          : `wrong number of arguments for pattern ${made.name}(${fields.map((f) => `${f.name}: ${this.show(f.type)}`).join(',')})`,
      );
      for (const a of p.args) this.pattern(a, () => this.nullOf(p), ERROR, env);
      return [];
    }
    const target = this.targetOf(made, type);
    return this.fieldsPattern(
      target,
      p.args,
      fields.map((f) => f.name),
      value,
      type,
      p,
      env,
    );
  }
  /** Has the object an unapply of its own? */
  private extracts(symbol: ClassSymbol | null): boolean {
    return symbol?.isModule === true && !symbol.isLibrary && this.methods(symbol, 'unapply').length > 0;
  }
  /** A value or an object with unapply or unapplySeq, as a regular expression is. */
  private extractor(
    p: Pattern & { t: 'extract' },
    value: () => Expr,
    env: Env,
  ): ({ readonly test: Expr } | { readonly bind: VariableSymbol; readonly value: Expr })[] | null {
    const tree = p.path
      .slice(1)
      .reduce<Tree>((of, name) => ({ t: 'select', of, name, ...placeOf(p) }), idTree(p.path[0]!, p));
    const of = this.attempt(() => this.qualifier(tree, env));
    if (!of || typeof of === 'string' || of.type.kind !== 'class') return null;
    const receiver = this.qualifier(tree, env) as Receiver;
    const candidates = ['unapply', 'unapplySeq'].flatMap((name) => this.candidates(receiver, name, p));
    const from = this.typed(value());
    const chosen =
      candidates.find((c) => this.conforms(from, this.formals(c).params[0] ?? this.object)) ?? candidates[0];
    if (!chosen) return null;
    const { method } = chosen;
    this.resultOf(method);
    const formals = this.formals(chosen);
    const formal = this.plain(formals.params[0]!);
    this.unify(formals.params[0]!, from, formals.by);
    const result = this.put(formals.result, formals.by);
    const steps: ({ readonly test: Expr } | { readonly bind: VariableSymbol; readonly value: Expr })[] = [];
    const fits = this.conforms(from, formal);
    if (!fits) steps.push({ test: this.instanceOf(value(), formal, p) });
    const declared = method.parameters[0]!.type;
    const argument = this.adapt(fits ? value() : this.castTo(value(), formal, p), declared, env, p);
    const call: Expr = invoke(receiver.expr, method, [argument], result, p);
    if (result.kind === 'primitive') return [...steps, { test: call }];
    const v = this.temporary(result, env);
    const isSequence = method.name === 'unapplySeq';
    const sub: Pattern = isSequence
      ? { t: 'extract', path: ['Seq'], args: p.args, ...placeOf(p) }
      : p.args.length === 1
        ? p.args[0]!
        : { t: 'tuple', of: p.args, ...placeOf(p) };
    const some: Pattern = { t: 'extract', path: ['Some'], args: [sub], ...placeOf(p) };
    return [...steps, { bind: v, value: call }, ...this.pattern(some, () => this.read(v, p, env), result, env)];
  }
  sequence(
    p: Pattern & { t: 'extract' },
    value: () => Expr,
    type: Type,
    env: Env,
    cons: boolean,
  ): ({ readonly test: Expr } | { readonly bind: VariableSymbol; readonly value: Expr })[] {
    const of =
      type.kind === 'array'
        ? type.of
        : type.kind === 'class'
          ? (this.relations.asSuper(type, this.universe.find('scala.collection.Seq')!)?.args[0] ?? this.object)
          : this.object;
    const seq = this.known('scala.collection.Seq', of);
    const v = this.temporary(seq, env);
    const isArray = p.path[p.path.length - 1] === 'Array';
    const wrapped = type.kind === 'array' || isArray ? this.wrapArray(value(), p) : value();
    const steps: ({ test: Expr } | { bind: VariableSymbol; value: Expr })[] = [];
    const [name] = p.path;
    const named =
      name === '::' ? this.universe.find('scala.collection.immutable.List') : cons ? null : this.findClass(p.path, env);
    const wanted = named && this.relations.asSuper(named.thisType, seq.symbol) ? named : seq.symbol;
    if (isArray && type.kind !== 'array')
      steps.push({ test: this.staticCall('scala.runtime.ScalaRunTime', 'isArray', [value()], BOOLEAN, p) });
    else if (type.kind === 'class' && !this.relations.asSuper(type, wanted))
      steps.push({ test: this.instanceOf(value(), { kind: 'class', symbol: wanted, args: [] }, p) });
    steps.push({
      bind: v,
      value: this.typed(wrapped).kind === 'class' ? ({ ...wrapped, type: seq } as Expr) : wrapped,
    });
    const list = (): Expr => this.read(v, p, env);
    const number = (value2: number): Expr => literal('int', value2, INT, p);
    const rest =
      p.args[p.args.length - 1]?.t === 'rest' ? (p.args[p.args.length - 1] as Pattern & { t: 'rest' }) : null;
    const fixed = cons ? 1 : rest ? p.args.length - 1 : p.args.length;
    if (cons) steps.push({ test: this.simpleCall(list(), 'nonEmpty', [], BOOLEAN, p) });
    else
      steps.push({
        test: binary(rest ? '>=' : '==', this.simpleCall(list(), 'size', [], INT, p), number(fixed), BOOLEAN, p, INT),
      });
    p.args.slice(0, fixed).forEach((sub, i) => {
      if (sub.t === 'any') return;
      steps.push(
        ...this.pattern(
          sub,
          () => this.unboxed(this.simpleCall(list(), 'apply', [number(i)], this.box(of), p)),
          this.plain(of),
          env,
        ),
      );
    });
    const tail = (): Expr => this.simpleCall(list(), 'drop', [number(fixed)], type.kind === 'class' ? type : seq, p);
    if (cons) steps.push(...this.pattern(p.args[1]!, tail, type.kind === 'class' ? type : seq, env));
    else if (rest?.name) steps.push(this.bind(rest.name, seq, tail(), rest, env));
    return steps;
  }
  /** `init :+ last` */
  private initAndLast(
    p: Pattern & { t: 'extract' },
    value: () => Expr,
    type: Type,
    env: Env,
  ): ({ readonly test: Expr } | { readonly bind: VariableSymbol; readonly value: Expr })[] {
    const seq = this.known('scala.collection.Seq', this.object).symbol;
    const up = type.kind === 'class' ? this.relations.asSuper(type, seq) : null;
    const of = up?.args[0] ?? this.object;
    const whole: Type = up ? type : { kind: 'class', symbol: seq, args: [of] };
    const v = this.temporary(whole, env);
    const list = (): Expr => this.read(v, p, env);
    const last = (): Expr => this.unboxed(this.simpleCall(list(), 'last', [], this.box(of), p));
    return [
      ...(up ? [] : [{ test: this.instanceOf(value(), whole, p) }]),
      { bind: v, value: up ? value() : this.castTo(value(), whole, p) },
      { test: this.simpleCall(list(), 'nonEmpty', [], BOOLEAN, p) },
      ...this.pattern(p.args[0]!, () => this.simpleCall(list(), 'init', [], whole, p), whole, env),
      ...this.pattern(p.args[1]!, last, this.plain(of), env),
    ];
  }
  simpleCall(target: Expr, name: string, args: Expr[], type: Type, t: At): Expr {
    const symbol = (this.typed(target) as ClassType).symbol;
    const method = this.methods(symbol, name).find(
      (m) => m.parameters.length === args.length && !m.flags.has('static') && !m.varargs,
    )!;
    return invoke(target, method, args, type, t);
  }
}
