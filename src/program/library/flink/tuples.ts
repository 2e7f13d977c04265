/** Tuple0 to Tuple25 and Row. */
import { TUPLE_CLASSES, Tuple } from '../../../flink/api/tuple.ts';
import { allocate } from '../../link.ts';
import { Base, copy, equals, hashCode, stringOf } from '../../runtime/object.ts';
import { raise } from '../../runtime/raise.ts';
import { library } from '../table.ts';
import { typeVariables } from './support.ts';

function tupleStubs(n: number): string {
  const T = n === 0 ? '' : `<${typeVariables(n)}>`;
  const parameters = Array.from({ length: n }, (_, i) => `T${i} f${i}`).join(', ');
  const fields = Array.from({ length: n }, (_, i) => `public T${i} f${i};`).join(' ');
  return `public class Tuple${n}${T} extends Tuple {
  ${n === 0 ? 'public static final Tuple0 INSTANCE;' : ''}
  ${fields}
  public Tuple${n}();
  ${n === 0 ? '' : `public Tuple${n}(${parameters}); public static ${T} Tuple${n}${T} of(${parameters}); public void setFields(${parameters});`}
  ${n === 2 ? 'public Tuple2<T1, T0> swap();' : ''}
  public Tuple${n}${T} copy();
}`;
}
function tupleBodies(n: number) {
  const make = (): Tuple => new TUPLE_CLASSES[n]!(...new Array<null>(n).fill(null));
  const set = (tuple: Tuple, fields: unknown[]): Tuple => {
    for (let i = 0; i < n; i++) tuple.$setField(i, fields[i]);
    return tuple;
  };
  const erased = Array.from({ length: n }, () => 'Object').join(',');
  const direct = TUPLE_CLASSES[n]!;
  return {
    $class: direct,
    INSTANCE: () => make(),
    'new()'() {},
    ...(n === 0
      ? {}
      : {
          [`new(${erased})`](this: Tuple, ...fields: unknown[]) {
            set(this, fields);
          },
          [`of(${erased})`]:
            n === 2 ? (a: unknown, b: unknown) => new direct(a, b) : (...fields: unknown[]) => new direct(...fields),
          [`setFields(${erased})`](this: Tuple, ...fields: unknown[]) {
            set(this, fields);
          },
        }),
    swap(this: Tuple) {
      return new direct(this.$field(1), this.$field(0));
    },
    copy(this: Tuple) {
      return set(
        make(),
        Array.from({ length: n }, (_, i) => this.$field(i)),
      );
    },
  };
}
const arities = Array.from({ length: 26 }, (_, n) => n);
const field = (tuple: Tuple, i: number): void => {
  if (i < 0 || i >= tuple.$arity) raise('IndexOutOfBoundsException', String(i));
};
library({
  package: 'org.apache.flink.api.java.tuple',
  stubs: `
public abstract class Tuple implements java.io.Serializable {
  public Tuple(); public <T> T getField(int pos); public <T> T getFieldNotNull(int pos); public <T> void setField(T value, int pos); public int getArity();
  public boolean equals(Object other); public int hashCode(); public String toString();
  public static Tuple newInstance(int arity); public static Class<? extends Tuple> getTupleClass(int arity);
}
${arities.map(tupleStubs).join('\n')}`,
  bodies: {
    Tuple: {
      $class: Tuple,
      new() {},
      getField(this: Tuple, i: number) {
        field(this, i);
        return this.$field(i);
      },
      getFieldNotNull(this: Tuple, i: number) {
        field(this, i);
        return (
          this.$field(i) ??
          raise('org.apache.flink.types.NullFieldException', `Field ${i} is null, but expected to hold a value.`)
        );
      },
      setField(this: Tuple, value: unknown, i: number) {
        field(this, i);
        this.$setField(i, value);
      },
      getArity(this: Tuple) {
        return this.$arity;
      },
      equals: Tuple.prototype.$equals,
      hashCode: Tuple.prototype.$hashCode,
      toString: Tuple.prototype.$toString,
      newInstance: (n: number) => new TUPLE_CLASSES[n]!(...new Array<null>(n).fill(null)),
    },
    ...Object.fromEntries(arities.map((n) => [`Tuple${n}`, tupleBodies(n)])),
  },
});
class RowObject extends Base {
  fields: unknown[] = [];
  kind = '+I';
  $init$int(n: number): this {
    this.fields = new Array<unknown>(n).fill(null);
    return this;
  }
  getArity$(): number {
    return this.fields.length;
  }
  getField$int(i: number): unknown {
    if (i < 0 || i >= this.fields.length)
      raise('ArrayIndexOutOfBoundsException', `Index ${i} out of bounds for length ${this.fields.length}`);
    return this.fields[i];
  }
  setField$int$Object(i: number, value: unknown): void {
    if (i < 0 || i >= this.fields.length)
      raise('ArrayIndexOutOfBoundsException', `Index ${i} out of bounds for length ${this.fields.length}`);
    this.fields[i] = value;
  }
  override $toString(): string {
    return `${this.kind}[${this.fields.map(stringOf).join(', ')}]`;
  }
  override $equals(other: unknown): boolean {
    return (
      other instanceof RowObject &&
      other.kind === this.kind &&
      other.fields.length === this.fields.length &&
      this.fields.every((each, i) => equals(each, other.fields[i]))
    );
  }
  override $hashCode(): number {
    return this.fields.reduce<number>((hash, each) => (Math.imul(31, hash) + hashCode(each)) | 0, 1);
  }
  override $copy(): unknown {
    const other = Object.create(Object.getPrototypeOf(this)) as RowObject;
    other.fields = this.fields.map(copy);
    other.kind = this.kind;
    return other;
  }
}
library({
  package: 'org.apache.flink.types',
  stubs: `
public class Row implements java.io.Serializable { public Row(int arity); public int getArity(); public Object getField(int pos); public void setField(int pos, Object value); public static Row of(Object... values); public static Row copy(Row row); public String toString(); public boolean equals(Object o); public int hashCode(); }
public class NullFieldException extends RuntimeException { public NullFieldException(String message); }
public interface Value extends java.io.Serializable {}
public class StringValue implements Value { @NotSimulated public StringValue(String text); }
public class IntValue implements Value { @NotSimulated public IntValue(int n); }
`,
  bodies: {
    Row: {
      $class: RowObject,
      of: (values: unknown[]) => {
        const row = allocate<RowObject>('org.apache.flink.types.Row');
        row.fields = Array.from(values);
        return row;
      },
      copy: (row: RowObject) => row.$copy(),
    },
  },
});
