/** scala.collection.immutable.Stream: items are made when they are read, and kept. */
import { stringOf } from '../../../flink/api/values.ts';
import { drive, type Task } from '../../../simulation/task.ts';
import { atOnce, drain } from '../../jvm.ts';
import { raise } from '../../runtime/raise.ts';
import { Coll, empty, type F0, type F1, IMM, itemsOf, make, option } from './collection.ts';
import { END, Iter } from './iterators.ts';
import { collected, install } from './methods.ts';

/** What a heap would hold at most of a stream without an end. */
const MOST = 2_000_000;

export class LazyStream extends Coll {
  private known: unknown[] = [];
  private rest: Iter | null = null;
  /** How many items the program has looked at; the others show as `?`. */
  private seen = 0;

  static over(rest: Iter): LazyStream {
    const made = make(`${IMM}Stream`, []) as LazyStream;
    made.rest = rest;
    // The head of a stream is never lazy.
    made.has(0);
    return made;
  }
  /** Is there an item of that index? */
  has(index: number): boolean {
    while (this.rest && this.known.length <= index) {
      const x = this.rest.pull();
      if (x === END) this.rest = null;
      else this.known.push(x);
      if (this.known.length > MOST) raise('java.lang.OutOfMemoryError', 'Java heap space');
    }
    const isThere = index < this.known.length;
    if (isThere) this.seen = Math.max(this.seen, index + 1);
    return isThere;
  }
  at(index: number): unknown {
    return this.has(index) ? this.known[index] : raise('java.lang.IndexOutOfBoundsException', String(index));
  }
  cursor(from = 0): Iter {
    let i = from;
    return Iter.from(() => (this.has(i) ? this.known[i++] : END));
  }
  override get items(): unknown[] {
    while (this.rest) this.has(this.known.length);
    this.seen = this.known.length;
    return this.known;
  }
  override set items(items: unknown[]) {
    this.known = items;
    this.rest = null;
    this.seen = Math.min(1, items.length);
  }
  override first(n: number): unknown[] {
    return this.cursor().first(n);
  }
  override $toString(): string {
    const shown = this.known.slice(0, this.seen).map(stringOf);
    const isOver = this.rest === null && this.seen >= this.known.length && this.seen !== 1;
    return `Stream(${[...shown, ...(isOver ? [] : ['?'])].join(', ')})`;
  }
}
/** A stream without an end. */
export const endlessStream = (next: (i: number) => unknown): Coll => LazyStream.over(Iter.endless(next));
/** `head #:: tail` */
export function cons(head: unknown, tail: F0): LazyStream {
  let rest: Iter | null = null;
  let isFirst = true;
  return LazyStream.over(
    Iter.from(() => {
      if (isFirst) {
        isFirst = false;
        return head;
      }
      rest ??= cursorOf(atOnce(tail.apply$()));
      return rest.pull();
    }),
  );
}
/** `first #::: rest` */
export function append(first: LazyStream, rest: F0): LazyStream {
  const begin = first.cursor();
  let more: Iter | null = null;
  return LazyStream.over(
    Iter.from(() => {
      const x = more ? END : begin.pull();
      if (x !== END) return x;
      more ??= cursorOf(atOnce(rest.apply$()));
      return more.pull();
    }),
  );
}
const cursorOf = (of: unknown): Iter => (of instanceof LazyStream ? of.cursor() : Iter.over(itemsOf(of)));

type Operation = (this: Iter, ...args: unknown[]) => unknown;
/** What an iterator over the stream does, as a stream. */
function over(self: LazyStream, name: string, args: readonly unknown[]): LazyStream {
  const operation = (Iter.prototype as Iter & Record<string, Operation>)[name]!;
  const others = args.map((x) => (x instanceof LazyStream ? x.cursor() : x));
  return LazyStream.over(atOnce(operation.apply(self.cursor(), others)) as Iter);
}
const CALLING_BACK = [
  'map$Function1',
  'filter$Function1',
  'withFilter$Function1',
  'filterNot$Function1',
  'takeWhile$Function1',
  'dropWhile$Function1',
  'scanLeft$Object$Function2',
];
const OTHERS = ['take$int', 'slice$int$int', 'zip$TraversableOnce', 'zipWithIndex$', '$plus$plus$TraversableOnce'];
/** Calls of the library that call back are tasks. */
const asTask = <T>(run: (this: LazyStream, f: F1) => T) =>
  function (this: LazyStream, f: F1): Task<T> {
    return drive(run.call(this, f));
  };
const methods = (names: readonly string[], give: (made: LazyStream) => unknown) =>
  Object.fromEntries(
    names.map((name) => [
      name,
      function (this: LazyStream, ...args: unknown[]) {
        return give(over(this, name, args));
      },
    ]),
  );
install(LazyStream.prototype, {
  ...methods(CALLING_BACK, drive),
  ...methods(OTHERS, (made) => made),
  flatMap$Function1: asTask(function (this: LazyStream, f) {
    const from = this.cursor();
    let part: Iter | null = null;
    return LazyStream.over(
      Iter.from(() => {
        for (;;) {
          const x = part ? part.pull() : END;
          if (x !== END) return x;
          const next = from.pull();
          if (next === END) return END;
          part = cursorOf(atOnce(f.apply$Object(next)));
        }
      }),
    );
  }),
  collect$Function1: asTask(function (this: LazyStream, f) {
    const from = this.cursor();
    return LazyStream.over(
      Iter.from(() => {
        for (let x = from.pull(); x !== END; x = from.pull()) {
          const found = drain(collected([x], f)) as unknown[];
          if (found.length > 0) return found[0];
        }
        return END;
      }),
    );
  }),
  drop$int(this: LazyStream, n: number) {
    return LazyStream.over(this.cursor(Math.max(0, n)));
  },
  tail$(this: LazyStream) {
    if (!this.has(0)) raise('java.lang.UnsupportedOperationException', 'tail of empty stream');
    return LazyStream.over(this.cursor(1));
  },
  head$(this: LazyStream) {
    return this.has(0) ? this.at(0) : empty('head of empty stream');
  },
  headOption$(this: LazyStream) {
    return option(this.has(0), this.has(0) ? this.at(0) : null);
  },
  isEmpty$(this: LazyStream) {
    return !this.has(0);
  },
  nonEmpty$(this: LazyStream) {
    return this.has(0);
  },
  apply$int(this: LazyStream, i: number) {
    return i < 0 ? raise('java.lang.IndexOutOfBoundsException', String(i)) : this.at(i);
  },
  find$Function1: asTask(function (this: LazyStream, f) {
    for (let i = 0; this.has(i); i++) if (atOnce(f.apply$Object(this.at(i)))) return option(true, this.at(i));
    return option(false, null);
  }),
  exists$Function1: asTask(function (this: LazyStream, f) {
    for (let i = 0; this.has(i); i++) if (atOnce(f.apply$Object(this.at(i)))) return true;
    return false;
  }),
  forall$Function1: asTask(function (this: LazyStream, f) {
    for (let i = 0; this.has(i); i++) if (!atOnce(f.apply$Object(this.at(i)))) return false;
    return true;
  }),
  indexWhere$Function1(this: LazyStream, f: F1) {
    for (let i = 0; this.has(i); i++) if (atOnce(f.apply$Object(this.at(i)))) return i;
    return -1;
  },
  iterator$(this: LazyStream) {
    return this.cursor();
  },
  toIterator$(this: LazyStream) {
    return this.cursor();
  },
  force$(this: LazyStream) {
    this.has(this.items.length - 1);
    return this;
  },
});
