/**
 * How Java's values look in JavaScript, everywhere in Millrace:
 *
 * | Java                         | JavaScript                                                                  |
 * | ---------------------------- | --------------------------------------------------------------------------- |
 * | null                         | null                                                                        |
 * | int, short, byte, char       | number (char: the UTF-16 code unit)                                         |
 * | long                         | number while it is a safe integer, else bigint (see {@link LongValue})      |
 * | float, double                | number                                                                      |
 * | boolean, Boolean             | boolean                                                                     |
 * | Integer (boxed)              | number                                                                      |
 * | String                       | string                                                                      |
 * | Long, Double, Float, Short, Byte, Character (boxed) | an instance of the class of that name below          |
 * | any other object             | an object with {@link JavaObject}'s methods                                 |
 * | arrays                       | JavaArray of the program runtime, or a typed array                          |
 */
export type LongValue = number | bigint;

/** What every Java object answers. `$`-names cannot collide with compiled members. */
export interface JavaObject {
  $hashCode(): number;
  $equals(other: unknown): boolean;
  $toString(): string;
  /** A deep copy as Flink's serializer of the type would make it; `this` for immutable objects. */
  $copy(): unknown;
  /** Serialized size in bytes, roughly; network buffers are filled by it. */
  $size(): number;
}
