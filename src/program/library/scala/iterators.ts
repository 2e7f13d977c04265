/** Iterators. */
import { drive, type Task } from '../../../simulation/task.ts';
import { atOnce, turn } from '../../jvm.ts';
import { C, Coll, empty, type F1, type F2, IMM, itemsOf, like, make, option, pair } from './collection.ts';
import { install } from './methods.ts';

/** What a source gives when it has nothing more. */
export const END = Symbol('end');
type Source = () => unknown;

function sourceOf(items: readonly unknown[]): Source {
  let at = 0;
  return () => (at < items.length ? items[at++] : END);
}

/** scala.collection.Iterator: asks its source for an item when it is asked for one. */
export class Iter extends Coll {
  /** Null: a program's own iterator, which is asked through its methods. */
  private source: Source | null = null;
  ahead: unknown[] = [];

  static from(source: Source): Iter {
    const made = make(`${C}Iterator`, []) as Iter;
    made.source = source;
    return made;
  }
  static over(items: readonly unknown[]): Iter {
    return Iter.from(sourceOf(items));
  }
  /** An iterator without an end. */
  static endless(next: (i: number) => unknown): Iter {
    let at = 0;
    return Iter.from(() => next(at++));
  }
  pull(): unknown {
    return this.ahead.length > 0 ? this.ahead.pop() : this.ask();
  }
  private ask(): unknown {
    turn();
    if (this.source) return this.source();
    const own = this as unknown as { hasNext$(): unknown; next$(): unknown };
    if (own.next$ === INHERITED.next$) return END;
    return atOnce(own.hasNext$()) ? atOnce(own.next$()) : END;
  }
  hasNext(): boolean {
    if (this.ahead.length > 0) return true;
    const x = this.ask();
    if (x !== END) this.ahead.push(x);
    return x !== END;
  }
  /** Items that are left; they stay. */
  override get items(): unknown[] {
    const rest = this.all();
    this.source = sourceOf(rest);
    return rest;
  }
  override set items(items: unknown[]) {
    this.ahead = [];
    this.source = sourceOf(items);
  }
  override all(): unknown[] {
    const out: unknown[] = [];
    for (let x = this.pull(); x !== END; x = this.pull()) out.push(x);
    return out;
  }
  override first(n: number): unknown[] {
    const out: unknown[] = [];
    while (out.length < n && this.hasNext()) out.push(this.pull());
    return out;
  }
  override $toString(): string {
    return this.hasNext() ? 'non-empty iterator' : 'empty iterator';
  }
}

/** Pulls until `take` gives something else than `undefined`. */
const pulling = (from: Iter, take: (x: unknown) => unknown): Iter =>
  Iter.from(() => {
    for (let x = from.pull(); x !== END; x = from.pull()) {
      const taken = take(x);
      if (taken !== undefined) return taken;
    }
    return END;
  });
function concatenated(parts: Iter): Iter {
  let part: Iter | null = null;
  return Iter.from(() => {
    for (;;) {
      const x = part ? part.pull() : END;
      if (x !== END) return x;
      const next = parts.pull();
      if (next === END) return END;
      part = next instanceof Iter ? next : Iter.from(sourceOf(itemsOf(next)));
    }
  });
}
const filter = function (this: Iter, f: F1): Task<Iter> {
  return drive(pulling(this, (x) => (atOnce(f.apply$Object(x)) ? x : undefined)));
};
function slice(of: Iter, from: number, until: number): Iter {
  let at = 0;
  return Iter.from(() => {
    for (; at < from; at++) if (of.pull() === END) return END;
    return at++ < until ? of.pull() : END;
  });
}
function zipped(of: Iter, other: Iter): Iter {
  return Iter.from(() => (of.hasNext() && other.hasNext() ? pair(of.pull(), other.pull()) : END));
}
/** Groups of `size`, `step` apart. */
function windows(of: Iter, size: number, step: number): Iter {
  let held: unknown[] = [];
  let isFirst = true;
  return Iter.from(() => {
    if (!isFirst && !of.hasNext()) return END;
    held = isFirst ? [] : held.slice(step);
    if (!isFirst) for (let skip = step - size; skip > 0 && of.hasNext(); skip--) of.pull();
    isFirst = false;
    while (held.length < size && of.hasNext()) held.push(of.pull());
    return held.length === 0 ? END : like(SEQUENCE(), [...held]);
  });
}
const SEQUENCE = (): Coll => make(`${IMM}List`, []);
const iterator = (of: unknown): Iter => (of instanceof Iter ? of : Iter.from(sourceOf(itemsOf(of))));

const INHERITED = Iter.prototype as unknown as { readonly next$: unknown };
install(Iter.prototype, {
  hasNext$(this: Iter) {
    return this.hasNext();
  },
  next$(this: Iter) {
    const x = this.pull();
    return x === END ? empty('next on empty iterator') : x;
  },
  isEmpty$(this: Iter) {
    return !this.hasNext();
  },
  nonEmpty$(this: Iter) {
    return this.hasNext();
  },
  head$(this: Iter) {
    return this.hasNext() ? this.ahead[0] : empty('next on empty iterator');
  },
  headOption$(this: Iter) {
    return option(this.hasNext(), this.ahead[0]);
  },
  *foreach$Function1(this: Iter, f: F1): Task<void> {
    for (let x = this.pull(); x !== END; x = this.pull()) yield* drive(f.apply$Object(x) as never);
  },
  map$Function1(this: Iter, f: F1): Task<Iter> {
    return drive(pulling(this, (x) => atOnce(f.apply$Object(x))));
  },
  flatMap$Function1(this: Iter, f: F1): Task<Iter> {
    return drive(concatenated(pulling(this, (x) => atOnce(f.apply$Object(x)))));
  },
  filter$Function1: filter,
  withFilter$Function1: filter,
  filterNot$Function1(this: Iter, f: F1): Task<Iter> {
    return drive(pulling(this, (x) => (atOnce(f.apply$Object(x)) ? undefined : x)));
  },
  takeWhile$Function1(this: Iter, f: F1): Task<Iter> {
    let isOver = false;
    return drive(
      Iter.from(() => {
        const x = isOver ? END : this.pull();
        isOver ||= x === END || !atOnce(f.apply$Object(x));
        return isOver ? END : x;
      }),
    );
  },
  dropWhile$Function1(this: Iter, f: F1): Task<Iter> {
    let isOver = false;
    return drive(
      pulling(this, (x) => {
        isOver ||= !atOnce(f.apply$Object(x));
        return isOver ? x : undefined;
      }),
    );
  },
  *exists$Function1(this: Iter, f: F1): Task<boolean> {
    for (let x = this.pull(); x !== END; x = this.pull()) if (yield* drive(f.apply$Object(x) as boolean)) return true;
    return false;
  },
  *forall$Function1(this: Iter, f: F1): Task<boolean> {
    for (let x = this.pull(); x !== END; x = this.pull())
      if (!(yield* drive(f.apply$Object(x) as boolean))) return false;
    return true;
  },
  *find$Function1(this: Iter, f: F1): Task<unknown> {
    for (let x = this.pull(); x !== END; x = this.pull())
      if (yield* drive(f.apply$Object(x) as boolean)) return option(true, x);
    return option(false, null);
  },
  take$int(this: Iter, n: number) {
    return slice(this, 0, n);
  },
  drop$int(this: Iter, n: number) {
    return slice(this, n, Number.POSITIVE_INFINITY);
  },
  slice$int$int(this: Iter, from: number, until: number) {
    return slice(this, Math.max(0, from), until);
  },
  zip$TraversableOnce(this: Iter, o: unknown) {
    return zipped(this, iterator(o));
  },
  zipWithIndex$(this: Iter) {
    return zipped(
      this,
      Iter.endless((i) => i),
    );
  },
  $plus$plus$TraversableOnce(this: Iter, o: unknown) {
    return concatenated(Iter.from(sourceOf([this, o])));
  },
  scanLeft$Object$Function2(this: Iter, z: unknown, f: F2): Task<Iter> {
    let last = END as unknown;
    return drive(
      Iter.from(() => {
        if (last === END) last = z;
        else {
          const x = this.pull();
          if (x === END) return END;
          last = atOnce(f.apply$Object$Object(last, x));
        }
        return last;
      }),
    );
  },
  grouped$int(this: Iter, n: number) {
    return windows(this, n, n);
  },
  sliding$int(this: Iter, n: number) {
    return windows(this, n, 1);
  },
  sliding$int$int(this: Iter, n: number, step: number) {
    return windows(this, n, step);
  },
  duplicate$(this: Iter) {
    const items = this.all();
    return pair(Iter.over(items), Iter.over(items));
  },
  iterator$(this: Iter) {
    return this;
  },
  toIterator$(this: Iter) {
    return this;
  },
  buffered$(this: Iter) {
    return this;
  },
});
