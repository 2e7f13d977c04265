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

/** A class that may have a receiver's members. */
export interface Way {
  readonly symbol: ClassSymbol;
  readonly receiver: Receiver;
  readonly extension: boolean;
  readonly back?: 'array' | 'string';
  /** The only names that it is looked at for. */
  readonly names?: RegExp;
}

/** Implicit classes of Flink's packages that are imported for them. */
const FLINK_EXTENSIONS = [
  'org.apache.flink.streaming.api.scala.extensions.Extensions',
  'org.apache.flink.api.scala.extensions.Extensions',
  'org.apache.flink.api.scala.utils.DataSetUtils',
];

/** The methods a name may mean, with the ways the receiver gets there. */
export abstract class Candidates extends Conversions {
  /** All methods of that name, and how the receiver gets there; @param skipped ways with that name that did not do */
  candidates(receiver: Receiver, name: string, t: At, skipped = 0): Chosen[] {
    const encoded = encode(name);
    let skip = skipped;
    for (const ways of this.ways(receiver, t)) {
      const out: Chosen[] = [];
      for (const { symbol, receiver: r, extension, back, names } of ways) {
        if (names && !names.test(name)) continue;
        for (const method of this.methods(symbol, encoded)) {
          if (extension ? !method.flags.has('static') : (r.expr === null) !== method.flags.has('static')) continue;
          if (extension && !this.takesReceiver(method, r.type)) continue;
          out.push({ method, receiver: r, extension, ...(back ? { back } : {}) });
        }
      }
      // A companion does not inherit what that of its superclass has.
      const own = receiver.expr === null ? out.filter((c) => c.method.owner === classOf(receiver)) : [];
      const found = own.length > 0 ? own : out;
      if (found.length > 0 && skip-- <= 0) return found;
    }
    return [];
  }
  /** Where the members of a receiver come from: the first of these that has the name hides the later ones. */
  *ways(receiver: Receiver, t: At): Iterable<readonly Way[]> {
    const { type, expr: e } = receiver;
    const views = (name: string, names?: RegExp): Way[] => {
      const symbol = this.universe.find(name);
      return symbol ? [{ symbol, receiver, extension: true, ...(names ? { names } : {}) }] : [];
    };
    if (e === null) {
      if (type.kind === 'class') yield [{ symbol: type.symbol, receiver, extension: false }];
      return;
    }
    if (type.kind === 'primitive') {
      yield views(`scala.runtime.Rich${SCALA_NAME[type.name]}`);
      if (type.name === 'int') yield views('scala.concurrent.duration.DurationInt');
      const box = this.relations.box(type) as ClassType;
      const boxed = this.staticCall('scala.runtime.BoxesRunTime', 'box', [e], box, t);
      yield [{ symbol: box.symbol, receiver: { expr: boxed, type: box }, extension: false }];
    } else if (type.kind === 'array') {
      const seq = this.known('scala.collection.Seq', type.of);
      const wrapped: Receiver = { expr: this.wrapArray(e, t), type: seq };
      yield [{ symbol: seq.symbol, receiver: wrapped, extension: false, back: 'array' }];
    } else if (this.relations.isString(type)) {
      const own: Way = { symbol: (type as ClassType).symbol, receiver, extension: false };
      yield [own, ...views('scala.collection.immutable.StringOps')];
      const seq = this.known('scala.collection.Seq', NUMBERS.Char!);
      const wrapped: Receiver = { expr: this.wrapString(e, t), type: seq };
      yield [{ symbol: seq.symbol, receiver: wrapped, extension: false, back: 'string' }];
    } else {
      const bounds = type.kind === 'variable' ? type.bounds : type.kind === 'intersection' ? type.types : [type];
      yield bounds.flatMap((b) => (b.kind === 'class' ? [{ symbol: b.symbol, receiver, extension: false }] : []));
      yield [{ symbol: this.object.symbol, receiver, extension: false }];
    }
    const options = this.universe.find('scala.Option')!;
    const option = type.kind === 'class' ? this.relations.asSuper(type, options) : null;
    yield views('scala.runtime.AnyOps');
    // Comparable values have <, > …
    yield views('scala.math.OrderedOps', /^[<>]=?$/);
    if (type.kind === 'array') {
      const seq = this.known('scala.collection.Seq', type.of);
      const wrapped: Receiver = { expr: this.wrapArray(e, t), type: seq };
      const symbol = this.universe.find('scala.collection.Ops')!;
      yield [{ symbol, receiver: wrapped, extension: true, back: 'array' }];
    }
    if (type.kind !== 'class') return;
    if (/^scala\./.test(type.symbol.binaryName)) yield views('scala.collection.Ops');
    if (option) {
      // option2Iterable
      const list = this.known('scala.collection.immutable.List', option.args[0] ?? this.nothing);
      yield [
        {
          symbol: list.symbol,
          receiver: { expr: this.simpleCall(e, 'toList', [], list, t), type: list },
          extension: false,
        },
      ];
    }
    yield views('scala.collection.JavaConverters');
    if (/^org\.apache\.flink\./.test(type.symbol.binaryName)) for (const name of FLINK_EXTENSIONS) yield views(name);
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
      const isOptional = wanted.symbol.binaryName === 'scala.Option';
      return isOption && !isOptional
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

const classOf = ({ type }: Receiver): ClassSymbol | null => (type.kind === 'class' ? type.symbol : null);
