/** java.util.function: all 43 interfaces. */
import { equals } from '../../../flink/api/values.ts';
import { functional } from '../../link.ts';
import { library } from '../table.ts';

const P = ['Int', 'Long', 'Double'] as const;
const lower = (name: string): string => name.toLowerCase();

function primitives(): string {
  const out: string[] = [];
  const add = (head: string, body: string): void =>
    void out.push(`@FunctionalInterface public interface ${head} { ${body} }`);
  for (const p of P) {
    const t = lower(p);
    add(`${p}Consumer`, `void accept(${t} value); default ${p}Consumer andThen(${p}Consumer after);`);
    add(`${p}Function<R>`, `R apply(${t} value);`);
    add(
      `${p}Predicate`,
      `boolean test(${t} value); default ${p}Predicate and(${p}Predicate other); default ${p}Predicate or(${p}Predicate other); default ${p}Predicate negate();`,
    );
    add(`${p}Supplier`, `${t} getAs${p}();`);
    add(
      `${p}UnaryOperator`,
      `${t} applyAs${p}(${t} value); default ${p}UnaryOperator andThen(${p}UnaryOperator after); default ${p}UnaryOperator compose(${p}UnaryOperator before);`,
    );
    add(`${p}BinaryOperator`, `${t} applyAs${p}(${t} a, ${t} b);`);
    add(`To${p}Function<T>`, `${t} applyAs${p}(T value);`);
    add(`To${p}BiFunction<T, U>`, `${t} applyAs${p}(T a, U b);`);
    add(`Obj${p}Consumer<T>`, `void accept(T object, ${t} value);`);
    for (const q of P) if (q !== p) add(`${p}To${q}Function`, `${lower(q)} applyAs${q}(${t} value);`);
  }
  return out.join('\n');
}

interface Apply {
  apply$Object(value: unknown): unknown;
}
interface Apply2 {
  apply$Object$Object(a: unknown, b: unknown): unknown;
}
interface Test {
  test$Object(value: unknown): boolean;
}
interface Test2 {
  test$Object$Object(a: unknown, b: unknown): boolean;
}
interface Accept {
  accept$Object(value: unknown): void;
}
const make = (name: string, f: (...args: never[]) => unknown): object => functional(`java.util.function.${name}`, f);

function primitiveBodies(): Record<string, Record<string, (this: never, ...args: never[]) => unknown>> {
  const out: Record<string, Record<string, (this: never, ...args: never[]) => unknown>> = {};
  for (const p of P) {
    const t = lower(p);
    type F = Record<string, (value: unknown) => unknown>;
    const operator = `applyAs${p}$${t}`;
    out[`${p}Predicate`] = {
      and(this: F, other: F) {
        return make(`${p}Predicate`, (x) => this[`test$${t}`]!(x) && other[`test$${t}`]!(x));
      },
      or(this: F, other: F) {
        return make(`${p}Predicate`, (x) => this[`test$${t}`]!(x) || other[`test$${t}`]!(x));
      },
      negate(this: F) {
        return make(`${p}Predicate`, (x) => !this[`test$${t}`]!(x));
      },
    };
    out[`${p}UnaryOperator`] = {
      andThen(this: F, after: F) {
        return make(`${p}UnaryOperator`, (x) => after[operator]!(this[operator]!(x)));
      },
      compose(this: F, before: F) {
        return make(`${p}UnaryOperator`, (x) => this[operator]!(before[operator]!(x)));
      },
    };
    out[`${p}Consumer`] = {
      andThen(this: F, after: F) {
        return make(`${p}Consumer`, (x) => {
          this[`accept$${t}`]!(x);
          after[`accept$${t}`]!(x);
        });
      },
    };
  }
  return out;
}

library({
  package: 'java.util.function',
  stubs: `
@FunctionalInterface public interface Function<T, R> {
  R apply(T value);
  default <V> Function<V, R> compose(Function<? super V, ? extends T> before);
  default <V> Function<T, V> andThen(Function<? super R, ? extends V> after);
  static <T> Function<T, T> identity();
}
@FunctionalInterface public interface BiFunction<T, U, R> {
  R apply(T a, U b);
  default <V> BiFunction<T, U, V> andThen(Function<? super R, ? extends V> after);
}
@FunctionalInterface public interface UnaryOperator<T> extends Function<T, T> { static <T> UnaryOperator<T> identity(); }
@FunctionalInterface public interface BinaryOperator<T> extends BiFunction<T, T, T> {
  static <T> BinaryOperator<T> minBy(java.util.Comparator<? super T> comparator);
  static <T> BinaryOperator<T> maxBy(java.util.Comparator<? super T> comparator);
}
@FunctionalInterface public interface Supplier<T> { T get(); }
@FunctionalInterface public interface BooleanSupplier { boolean getAsBoolean(); }
@FunctionalInterface public interface Consumer<T> { void accept(T value); default Consumer<T> andThen(Consumer<? super T> after); }
@FunctionalInterface public interface BiConsumer<T, U> { void accept(T a, U b); default BiConsumer<T, U> andThen(BiConsumer<? super T, ? super U> after); }
@FunctionalInterface public interface Predicate<T> {
  boolean test(T value);
  default Predicate<T> and(Predicate<? super T> other);
  default Predicate<T> or(Predicate<? super T> other);
  default Predicate<T> negate();
  static <T> Predicate<T> isEqual(Object target);
  static <T> Predicate<T> not(Predicate<? super T> target);
}
@FunctionalInterface public interface BiPredicate<T, U> {
  boolean test(T a, U b);
  default BiPredicate<T, U> and(BiPredicate<? super T, ? super U> other);
  default BiPredicate<T, U> or(BiPredicate<? super T, ? super U> other);
  default BiPredicate<T, U> negate();
}
${primitives()}
`,
  bodies: {
    Function: {
      compose(this: Apply, before: Apply) {
        return make('Function', (x) => this.apply$Object(before.apply$Object(x)));
      },
      andThen(this: Apply, after: Apply) {
        return make('Function', (x) => after.apply$Object(this.apply$Object(x)));
      },
      identity: () => make('Function', (x) => x),
    },
    BiFunction: {
      andThen(this: Apply2, after: Apply) {
        return make('BiFunction', (a, b) => after.apply$Object(this.apply$Object$Object(a, b)));
      },
    },
    UnaryOperator: { identity: () => make('UnaryOperator', (x) => x) },
    BinaryOperator: {
      minBy: (comparator: { compare$Object$Object(a: unknown, b: unknown): number }) =>
        make('BinaryOperator', (a, b) => (comparator.compare$Object$Object(a, b) <= 0 ? a : b)),
      maxBy: (comparator: { compare$Object$Object(a: unknown, b: unknown): number }) =>
        make('BinaryOperator', (a, b) => (comparator.compare$Object$Object(a, b) >= 0 ? a : b)),
    },
    Consumer: {
      andThen(this: Accept, after: Accept) {
        return make('Consumer', (x) => {
          this.accept$Object(x);
          after.accept$Object(x);
        });
      },
    },
    BiConsumer: {
      andThen(
        this: { accept$Object$Object(a: unknown, b: unknown): void },
        after: { accept$Object$Object(a: unknown, b: unknown): void },
      ) {
        return make('BiConsumer', (a, b) => {
          this.accept$Object$Object(a, b);
          after.accept$Object$Object(a, b);
        });
      },
    },
    Predicate: {
      and(this: Test, other: Test) {
        return make('Predicate', (x) => this.test$Object(x) && other.test$Object(x));
      },
      or(this: Test, other: Test) {
        return make('Predicate', (x) => this.test$Object(x) || other.test$Object(x));
      },
      negate(this: Test) {
        return make('Predicate', (x) => !this.test$Object(x));
      },
      isEqual: (target: unknown) => make('Predicate', (x) => equals(target, x)),
      not: (target: Test) => make('Predicate', (x) => !target.test$Object(x)),
    },
    BiPredicate: {
      and(this: Test2, other: Test2) {
        return make('BiPredicate', (a, b) => this.test$Object$Object(a, b) && other.test$Object$Object(a, b));
      },
      or(this: Test2, other: Test2) {
        return make('BiPredicate', (a, b) => this.test$Object$Object(a, b) || other.test$Object$Object(a, b));
      },
      negate(this: Test2) {
        return make('BiPredicate', (a, b) => !this.test$Object$Object(a, b));
      },
    },
    ...primitiveBodies(),
  },
});
