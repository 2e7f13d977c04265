import { hashCode } from '../../../flink/api/values.ts';
import { allocate } from '../../link.ts';
import { Base } from '../../runtime/object.ts';
import { raise } from '../../runtime/raise.ts';
import { library } from '../table.ts';
import { type Coll, make } from './collection.ts';

class SymbolObject extends Base {
  name = '';
  override $toString(): string {
    return `'${this.name}`;
  }
  override $hashCode(): number {
    return hashCode(this.name);
  }
  override $equals(o: unknown): boolean {
    return o instanceof SymbolObject && o.name === this.name;
  }
}
/** An enumeration's values find their names in the fields that hold them. */
class EnumerationObject extends Base {
  all: ValueObject[] = [];
  next = 0;
  /** One more than the highest id. */
  top = 0;
  override $toString(): string {
    return this.$className()
      .replace(/\$$/, '')
      .replace(/^.*[.$]/, '');
  }
}
class ValueObject extends Base {
  owner!: EnumerationObject;
  id = 0;
  label: string | null = null;
  override $toString(): string {
    if (this.label !== null) return this.label;
    for (const [key, value] of Object.entries(this.owner)) if (value === this) return key;
    return `<Unknown name for enum field #${this.id} of class ${this.owner.$className()}>`;
  }
  override $hashCode(): number {
    return this.id;
  }
  override $equals(o: unknown): boolean {
    return o instanceof ValueObject && o.id === this.id && o.owner.$className() === this.owner.$className();
  }
  compareTo$Object(o: ValueObject): number {
    return Math.sign(this.id - o.id);
  }
  override $copy(): unknown {
    return this;
  }
}
type E = EnumerationObject;
const byId = (a: unknown, b: unknown): number => (a as ValueObject).id - (b as ValueObject).id;
function enter(made: ValueObject, owner: E, id: number, label: string | null): ValueObject {
  Object.defineProperty(made, 'owner', { value: owner, enumerable: false });
  made.id = id;
  made.label = label;
  if (owner.all.some((v) => v.id === id)) raise('java.lang.AssertionError', `assertion failed: Duplicate id: ${id}`);
  owner.all.push(made);
  owner.all.sort((a, b) => a.id - b.id);
  owner.next = id + 1;
  owner.top = Math.max(owner.top, owner.next);
  return made;
}
function enumValue(owner: E, id: number, label: string | null): ValueObject {
  return enter(allocate<ValueObject>('scala.Enumeration$Value'), owner, id, label);
}
library({
  package: 'scala',
  stubs: `
public final class Symbol implements java.io.Serializable { public static Symbol apply(String name); public String name(); }
public abstract class Enumeration implements java.io.Serializable {
  public Enumeration(); public Enumeration(int initial);
  protected Value Value(); protected Value Value(int i); protected Value Value(String name); protected Value Value(int i, String name);
  public ValueSet values(); public Value withName(String name); public Value apply(int id); public int maxId();
  public static class Value implements Comparable<Value>, java.io.Serializable { public String toString(); public int hashCode(); public boolean equals(Object o); public int id(); public int compareTo(Value o); public int compare(Value o); public boolean $less(Value o); public boolean $greater(Value o); public boolean $less$eq(Value o); public boolean $greater$eq(Value o); }
  public static class Val extends Value { public Val(Enumeration evidence$outer); public Val(int i, Enumeration evidence$outer); public Val(String name, Enumeration evidence$outer); public Val(int i, String name, Enumeration evidence$outer); }
  public static class ValueSet extends scala.collection.immutable.Set<Value> { public static ValueSet apply(Value... values); public static ValueSet empty(); }
}
`,
  bodies: {
    Symbol: {
      $class: SymbolObject,
      apply: (name: string) => {
        const made = allocate<SymbolObject>('scala.Symbol');
        made.name = name;
        return made;
      },
      name(this: SymbolObject) {
        return this.name;
      },
    },
    Enumeration: {
      $class: EnumerationObject,
      'new()'() {},
      'new(int)'(this: E, initial: number) {
        this.next = initial;
        this.top = initial;
      },
      'Value()'(this: E) {
        return enumValue(this, this.next, null);
      },
      'Value(int)'(this: E, i: number) {
        return enumValue(this, i, null);
      },
      'Value(String)'(this: E, name: string) {
        return enumValue(this, this.next, name);
      },
      'Value(int,String)'(this: E, i: number, name: string) {
        return enumValue(this, i, name);
      },
      values(this: E) {
        return make('scala.Enumeration$ValueSet', [...this.all]) as Coll;
      },
      withName(this: E, name: string) {
        return (
          this.all.find((v) => v.$toString() === name) ??
          raise('java.util.NoSuchElementException', `No value found for '${name}'`)
        );
      },
      apply(this: E, id: number) {
        return this.all.find((v) => v.id === id) ?? raise('java.util.NoSuchElementException', `key not found: ${id}`);
      },
      maxId(this: E) {
        return this.top;
      },
    },
    'Enumeration.ValueSet': {
      apply: (values: unknown[]) => make('scala.Enumeration$ValueSet', [...values].sort(byId)),
      empty: () => make('scala.Enumeration$ValueSet', []),
    },
    'Enumeration.Val': {
      $class: ValueObject,
      'new(Enumeration)'(this: ValueObject, owner: E) {
        enter(this, owner, owner.next, null);
      },
      'new(int,Enumeration)'(this: ValueObject, i: number, owner: E) {
        enter(this, owner, i, null);
      },
      'new(String,Enumeration)'(this: ValueObject, name: string, owner: E) {
        enter(this, owner, owner.next, name);
      },
      'new(int,String,Enumeration)'(this: ValueObject, i: number, name: string, owner: E) {
        enter(this, owner, i, name);
      },
    },
    'Enumeration.Value': {
      $class: ValueObject,
      id(this: ValueObject) {
        return this.id;
      },
      ...Object.fromEntries(
        (
          [
            ['compareTo', (d: number) => d],
            ['compare', (d: number) => d],
            ['$less', (d: number) => d < 0],
            ['$greater', (d: number) => d > 0],
            ['$less$eq', (d: number) => d <= 0],
            ['$greater$eq', (d: number) => d >= 0],
          ] as const
        ).map(([name, test]) => [
          name,
          function (this: ValueObject, o: ValueObject) {
            return test(Math.sign(this.id - o.id));
          },
        ]),
      ),
    },
  } as never,
});
