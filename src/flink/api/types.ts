/**
 * Flink's TypeInformation as far as the simulation needs it: for plans, messages, key and field access. Values carry
 * their own Java behaviour (values.ts), so there is no serializer per type.
 */
export interface TypeInformation {
  readonly kind:
    | 'basic'
    | 'tuple'
    | 'pojo'
    | 'case-class'
    | 'row'
    | 'array'
    | 'list'
    | 'map'
    | 'enum'
    | 'generic'
    | 'missing';
  /** As Flink prints it: `String`, `Java Tuple2<String, Integer>`, `GenericType<lab.Event>`, `PojoType<…>`. */
  readonly name: string;
  /** Fields in order, for tuples (`f0`…), POJOs, case classes (`_1`…), rows. */
  readonly fields: readonly { readonly name: string; readonly type: TypeInformation }[];
  /** False when objects of this type can't be keys (arrays, POJOs without hashCode). */
  readonly isKeyType: boolean;
  /** For `missing`: the message of the InvalidTypesException that its use throws. */
  readonly missing?: string;
  /** Reads and replaces a field of a value; `set` returns the value with the field set, as Flink's FieldAccessor does. */
  get?(value: unknown, field: number): unknown;
  set?(value: unknown, field: number, to: unknown): unknown;
}
