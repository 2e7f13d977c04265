/** java.util.Spliterator and what is made of one. Nothing runs in parallel here: no spliterator splits. */
import type { LongValue } from '../../../flink/api/values.ts';
import type { Task } from '../../../simulation/task.ts';
import { atOnce, wait } from '../../jvm.ts';
import { functional, staticsOf } from '../../link.ts';
import { iterate, type JavaCollection, type JavaIterable } from '../../runtime/collections.ts';
import { Base } from '../../runtime/object.ts';
import { objectStream } from '../../runtime/streams.ts';
import { library } from '../table.ts';

interface Consumer {
  accept$Object(value: unknown): unknown;
}
interface Splits {
  tryAdvance$Consumer(action: Consumer): unknown;
}

class OfIterator extends Base {
  source: Iterator<unknown> = [].values();
  size: LongValue = 9223372036854775807n;
  *forEach(action: Consumer): Task<void> {
    for (let next = this.source.next(); !next.done; next = this.source.next())
      yield* wait(action.accept$Object(next.value) as Task<void>);
  }
}

/** The elements that a spliterator gives, also one that a program wrote. */
function* elementsOf(spliterator: Splits): Generator<unknown> {
  let found: { value: unknown } | null = null;
  const action = functional('java.util.function.Consumer', (value: unknown) => {
    found = { value };
  }) as Consumer;
  for (;;) {
    found = null;
    const more = spliterator.tryAdvance$Consumer(action);
    if (!atOnce(more)) return;
    if (found) yield (found as { value: unknown }).value;
  }
}

const make = (source: Iterator<unknown>, size: LongValue): OfIterator =>
  Object.assign(new (staticsOf<new () => OfIterator>('java.util.Spliterator.OfIterator'))(), { source, size });
/** Iterable.spliterator and Collection.spliterator. */
export function spliteratorOf(of: JavaIterable): OfIterator {
  const sized = (of as Partial<JavaCollection>).size$;
  return make(iterate(of)[Symbol.iterator](), sized ? sized.call(of) : 9223372036854775807n);
}

library({
  package: 'java.util',
  stubs: `
public interface Spliterator<T> {
  public static final int ORDERED = 16; public static final int DISTINCT = 1; public static final int SORTED = 4; public static final int SIZED = 64; public static final int NONNULL = 256; public static final int IMMUTABLE = 1024; public static final int CONCURRENT = 4096; public static final int SUBSIZED = 16384;
  boolean tryAdvance(Consumer<? super T> action); @CallsBack default void forEachRemaining(Consumer<? super T> action); Spliterator<T> trySplit(); long estimateSize(); default long getExactSizeIfKnown(); int characteristics(); default boolean hasCharacteristics(int wanted);
  class OfIterator<T> implements Spliterator<T> { @CallsBack public boolean tryAdvance(Consumer<? super T> action); @CallsBack public void forEachRemaining(Consumer<? super T> action); public Spliterator<T> trySplit(); public long estimateSize(); public int characteristics(); }
}
public final class Spliterators { public static <T> Spliterator<T> spliterator(Collection<? extends T> c, int characteristics); public static <T> Spliterator<T> spliterator(Iterator<? extends T> iterator, long size, int characteristics); public static <T> Spliterator<T> spliteratorUnknownSize(Iterator<? extends T> iterator, int characteristics); }`,
  bodies: {
    Spliterator: {
      *forEachRemaining(this: Splits, action: Consumer): Task<void> {
        for (const each of elementsOf(this)) yield* wait(action.accept$Object(each) as Task<void>);
      },
      getExactSizeIfKnown(this: { estimateSize$(): LongValue; characteristics$(): number }) {
        return (this.characteristics$() & 64) === 0 ? -1 : this.estimateSize$();
      },
      hasCharacteristics(this: { characteristics$(): number }, wanted: number) {
        return (this.characteristics$() & wanted) === wanted;
      },
    },
    'Spliterator.OfIterator': {
      $class: OfIterator,
      *tryAdvance(this: OfIterator, action: Consumer): Task<boolean> {
        const next = this.source.next();
        if (next.done) return false;
        yield* wait(action.accept$Object(next.value) as Task<void>);
        return true;
      },
      forEachRemaining(this: OfIterator, action: Consumer) {
        return this.forEach(action);
      },
      trySplit: () => null,
      estimateSize(this: OfIterator) {
        return this.size;
      },
      characteristics(this: OfIterator) {
        return typeof this.size === 'number' ? 64 + 16384 + 16 : 16;
      },
    },
    Spliterators: {
      'spliterator(Collection,int)': spliteratorOf,
      'spliterator(Iterator,long,int)': (iterator: JavaIterator, size: LongValue) => make(nextOf(iterator), size),
      spliteratorUnknownSize: (iterator: JavaIterator) => make(nextOf(iterator), 9223372036854775807n),
    },
  },
});
interface JavaIterator {
  hasNext$(): boolean;
  next$(): unknown;
}
function* nextOf(iterator: JavaIterator): Generator<unknown> {
  while (iterator.hasNext$()) yield iterator.next$();
}

library({
  package: 'java.util.stream',
  stubs:
    'public final class StreamSupport { public static <T> Stream<T> stream(java.util.Spliterator<T> spliterator, boolean parallel); }',
  bodies: { StreamSupport: { stream: (spliterator: Splits) => objectStream(elementsOf(spliterator)) } },
});
