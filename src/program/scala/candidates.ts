import type { ClassSymbol, ClassType, MethodSymbol, Type, TypeVariable } from '../check/types.ts';
import type { Expr } from '../syntax/ast.ts';
import { Conversions } from './conversions.ts';
import { encode, NUMBERS, SCALA_NAME } from './predefined.ts';
import type { At } from './tree.ts';

/** Where a member is looked for. */
export interface Receiver {
  /** Null: a static member of `type`'s class. */
  readonly expr: Expr | null;
  readonly type: Type;
}
export interface Chosen {
  readonly method: MethodSymbol;
  readonly receiver: Receiver;
  /** The receiver goes in as the first argument. */
  readonly extension: boolean;
  /** Implicit arguments are written. */
  readonly explicit?: boolean;
  /** Results of sequences turn back into these. */
  readonly back?: 'array' | 'string';
  /** Others would take a block of cases as well: scalac then knows no type for what it matches (SLS 8.5). */
  readonly unclearCases?: boolean;
}

/** Implicit classes of Flink's packages that are imported for them. */
const FLINK_EXTENSIONS = [
  'org.apache.flink.streaming.api.scala.extensions.Extensions',
  'org.apache.flink.api.scala.extensions.Extensions',
  'org.apache.flink.api.scala.utils.DataSetUtils',
];

/** The methods a name may mean, with the ways the receiver gets there. */
export abstract class Candidates extends Conversions {
  /** All methods of that name, and how the receiver gets there. */
  candidates(receiver: Receiver, name: string, t: At): Chosen[] {
    const out: Chosen[] = [];
    const encoded = encode(name);
    const add = (symbol: ClassSymbol, r: Receiver, extension: boolean, back?: Chosen['back']): void => {
      for (const method of this.methods(symbol, encoded)) {
        if (extension ? !method.flags.has('static') : (r.expr === null) !== method.flags.has('static')) continue;
        if (extension && !this.takesReceiver(method, r.type)) continue;
        out.push({ method, receiver: r, extension, ...(back ? { back } : {}) });
      }
    };
    const type = receiver.type;
    const views = (symbolName: string): void => {
      const symbol = this.universe.find(symbolName);
      if (symbol && out.length === 0) add(symbol, receiver, true);
    };
    if (receiver.expr === null) {
      if (type.kind === 'class') add(type.symbol, receiver, false);
      return out;
    }
    const e = receiver.expr;
    if (type.kind === 'primitive') {
      views(`scala.runtime.Rich${SCALA_NAME[type.name]}`);
      if (out.length === 0) {
        const box = this.relations.box(type) as ClassType;
        add(box.symbol, { expr: this.staticCall('scala.runtime.BoxesRunTime', 'box', [e], box, t), type: box }, false);
      }
    } else if (type.kind === 'array') {
      const seq = this.known('scala.collection.Seq', type.of);
      const wrapped = (): Receiver => ({ expr: this.wrapArray(e, t), type: seq });
      add(seq.symbol, wrapped(), false, 'array');
    } else if (this.relations.isString(type)) {
      add((type as ClassType).symbol, receiver, false);
      const ops = this.universe.find('scala.collection.immutable.StringOps');
      if (ops) add(ops, receiver, true);
      if (out.length === 0) {
        const seq = this.known('scala.collection.Seq', NUMBERS.Char!);
        add(seq.symbol, { expr: this.wrapString(e, t), type: seq }, false, 'string');
      }
    } else {
      const symbols =
        type.kind === 'class'
          ? [type.symbol]
          : type.kind === 'variable'
            ? type.bounds.flatMap((b) => (b.kind === 'class' ? [b.symbol] : []))
            : type.kind === 'intersection'
              ? type.types.flatMap((b) => (b.kind === 'class' ? [b.symbol] : []))
              : [];
      for (const s of symbols) add(s, receiver, false);
      if (out.length === 0)
        for (const m of this.object.symbol.methods.get(encoded) ?? [])
          out.push({ method: m, receiver, extension: false });
    }
    if (out.length === 0) {
      views('scala.runtime.AnyOps');
      // Comparable values have <, > …
      if (out.length === 0 && /^[<>]=?$/.test(name)) views('scala.math.OrderedOps');
    }
    if (out.length === 0 && type.kind === 'class' && /^scala\./.test(type.symbol.binaryName))
      views('scala.collection.Ops');
    if (out.length === 0 && type.kind === 'array') {
      const seq = this.known('scala.collection.Seq', type.of);
      const ops = this.universe.find('scala.collection.Ops')!;
      add(ops, { expr: this.wrapArray(e, t), type: seq }, true, 'array');
    }
    if (out.length === 0 && type.kind === 'class') views('scala.collection.JavaConverters');
    if (out.length === 0 && type.kind === 'class' && /^org\.apache\.flink\./.test(type.symbol.binaryName))
      for (const name of FLINK_EXTENSIONS) views(name);
    return out;
  }
  /** Is the receiver what an extension's first parameter takes? */
  private takesReceiver(m: MethodSymbol, type: Type): boolean {
    const formal = m.parameters[0]?.type;
    const from = this.box(type);
    if (formal?.kind !== 'class' || from.kind !== 'class') return true;
    const up = this.relations.asSuper(from, formal.symbol);
    if (!up) return false;
    return formal.args.every((a, i) => {
      const item = up.args[i];
      const wanted = a.kind === 'wildcard' ? a.type : a;
      if (!item || wanted?.kind !== 'class' || item.kind !== 'class' || this.isNothing(item)) return true;
      const isOption = /^scala\.(?:Option|Some|None)$/.test(item.symbol.binaryName);
      return isOption
        ? /^scala\.collection\./.test(wanted.symbol.binaryName)
        : this.relations.asSuper(item, wanted.symbol) !== null;
    });
  }
  /** Does the name mean anything there? */
  hasMember(receiver: Receiver, name: string, t: At): boolean {
    return this.candidates(receiver, name, t).length > 0;
  }

  /** How many of the last parameters are implicit; the library calls them evidence. */
  implicitCount(m: MethodSymbol): number {
    const known = this.implicitParams.get(m);
    if (known !== undefined || !m.owner.isLibrary) return known ?? 0;
    return m.parameters.length - 1 - m.parameters.findLastIndex((p) => !p.name.startsWith('evidence'));
  }
  formals(c: Chosen): {
    readonly params: Type[];
    readonly result: Type;
    readonly by: Map<TypeVariable, Type | null>;
    readonly implicits: number;
  } {
    const m = c.method;
    const view =
      c.extension || c.receiver.expr === null ? new Map<TypeVariable, Type>() : this.view(c.receiver.type, m.owner);
    const by = new Map<TypeVariable, Type | null>();
    for (const p of m.typeParameters) by.set(p, null);
    let params = m.parameters.map((p) => this.relations.substitute(p.type, view));
    if (c.extension) {
      this.unify(params[0]!, c.receiver.type, by);
      params = params.slice(1);
    }
    const implicits = c.explicit ? 0 : this.implicitCount(m);
    return {
      params: params.slice(0, params.length - implicits),
      result: this.relations.substitute(m.returnType, view),
      by,
      implicits,
    };
  }
}
