/** What Stream.collect takes. */
import { elements, type JavaIterable } from './collections.ts';
import { Base, nonNull } from './object.ts';

/** java.util.stream.Collector; `accumulate` returns the state to go on with. */
export class CollectorObject extends Base {
  supply: () => unknown = () => null;
  accumulate: (state: unknown, value: unknown) => unknown = (state) => state;
  finish: (state: unknown) => unknown = (state) => state;
}

/** A Collector of the program's own as one that is run here. */
export function asCollector(given: unknown): CollectorObject {
  if (given instanceof CollectorObject) return given;
  const own = nonNull(given) as Record<
    `${'supplier' | 'accumulator' | 'finisher' | 'characteristics'}$`,
    () => unknown
  >;
  const supplier = own.supplier$() as { get$(): unknown };
  const accumulator = own.accumulator$() as { accept$Object$Object(state: unknown, value: unknown): void };
  const finisher = own.finisher$() as { apply$Object(state: unknown): unknown };
  const isIdentity = [...elements(own.characteristics$() as JavaIterable)].some(
    (each) => (each as { $name?: string }).$name === 'IDENTITY_FINISH',
  );
  return collector(
    () => supplier.get$(),
    (state, value) => {
      accumulator.accept$Object$Object(state, value);
      return state;
    },
    (state) => (isIdentity ? state : finisher.apply$Object(state)),
  );
}

export function collector(
  supply: () => unknown,
  accumulate: (state: unknown, value: unknown) => unknown,
  finish: (state: unknown) => unknown = (state) => state,
): CollectorObject {
  const object = new CollectorObject();
  object.supply = supply;
  object.accumulate = accumulate;
  object.finish = finish;
  return object;
}
