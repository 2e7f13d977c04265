import { Relations, type Substitution } from '../check/relations.ts';
import { ClassSymbol, type ClassType, type Type } from '../check/types.ts';
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
    const flags = new Set(['public']);
    this.applied = new ClassSymbol('Object', 'java.lang', null, 'class', flags, true, { header() {}, members() {} });
    this.applied.superclass = this.object;
    this.applied.completeMembers();
  }
  application(maker: Type, args: readonly Type[]): Type {
    return this.reduced({ kind: 'class', symbol: this.applied, args: [maker, ...args] });
  }
  override substitute(t: Type, by: Substitution): Type {
    const made = super.substitute(t, by);
    return made !== t && made.kind === 'class' ? this.reduced(made) : made;
  }
  /** `F[A]` once F is known. */
  private reduced(t: ClassType): Type {
    if (t.symbol !== this.applied) return t;
    const [maker, ...args] = t.args;
    return maker?.kind === 'class' && maker.symbol !== this.applied ? { ...maker, args: [...maker.args, ...args] } : t;
  }
}
