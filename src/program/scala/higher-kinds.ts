import { APPLICATION, applied, Relations } from '../check/relations.ts';
import { ClassSymbol, type Type } from '../check/types.ts';
import type { Universe } from '../check/universe.ts';

/**
 * Relations of types where `F[A]` may stand for what a type parameter `F[_]` is given: a class type of `applied`, whose first
 * argument is F. A type constructor like `Option`, or `Either[String, ?]`, is a class type without its last arguments.
 */
export class HigherKinds extends Relations {
  /** At run time an Object, as every type parameter. */
  readonly applied: ClassSymbol;

  constructor(universe: Universe) {
    super(universe);
    const flags = new Set(['public', APPLICATION]);
    this.applied = new ClassSymbol('Object', 'java.lang', null, 'class', flags, true, { header() {}, members() {} });
    this.applied.superclass = this.object;
    this.applied.completeMembers();
  }
  application(maker: Type, args: readonly Type[]): Type {
    return applied({ kind: 'class', symbol: this.applied, args: [maker, ...args] });
  }
}
