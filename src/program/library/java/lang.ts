/** java.lang: Object, String, builders, numbers and their boxes. */
import type { LongValue } from '../../../flink/api/values.ts';
import type { Task } from '../../../simulation/task.ts';
import { wait } from '../../jvm.ts';
import { isInstance, newThrowable } from '../../link.ts';
import { type Lock, notifyAll, notifyOne, waitFor } from '../../monitors.ts';
import { elements, type JavaIterable } from '../../runtime/collections.ts';
import { Base, classNameOf, stringOf } from '../../runtime/object.ts';
import { Raise, raise } from '../../runtime/raise.ts';
import { intStream } from '../../runtime/streams.ts';
import { library } from '../table.ts';
import {
  booleanBodies,
  byteBodies,
  characterBodies,
  doubleBodies,
  floatBodies,
  integerBodies,
  longBodies,
  shortBodies,
} from './lang-boxes.ts';
import { classOfValue } from './lang-class.ts';
import { mathBodies, mathStubs } from './lang-math.ts';
import { EnumObject, StringBuilderObject } from './lang-objects.ts';
import { stringBodies } from './lang-strings.ts';
import { spliteratorOf } from './util-spliterator.ts';

library({
  package: 'java.lang',
  stubs: `
public class Object {
  public Object();
  public boolean equals(Object other);
  public int hashCode();
  public String toString();
  public final Class<?> getClass();
  protected Object clone() throws CloneNotSupportedException;
  public final void notify();
  public final void notifyAll();
  @Blocks public final void wait() throws InterruptedException;
  @Blocks public final void wait(long timeout) throws InterruptedException;
  protected void finalize() throws Throwable;
}
public interface Cloneable {}
public interface Comparable<T> { int compareTo(T other); }
public interface CharSequence {
  int length();
  char charAt(int index);
  CharSequence subSequence(int start, int end);
  String toString();
  default boolean isEmpty();
  default java.util.stream.IntStream chars();
}
public interface Appendable {}
public interface Iterable<T> {
  java.util.Iterator<T> iterator();
  @CallsBack default void forEach(java.util.function.Consumer<? super T> action);
  default java.util.Spliterator<T> spliterator();
}
@FunctionalInterface public interface Runnable { void run(); }
public interface AutoCloseable { void close() throws Exception; }
public interface Readable {}
public final class String implements java.io.Serializable, Comparable<String>, CharSequence {
  public static final java.util.Comparator<String> CASE_INSENSITIVE_ORDER;
  public String();
  public String(String original);
  public String(char[] value);
  public String(char[] value, int offset, int count);
  public String(byte[] bytes);
  public String(byte[] bytes, String charset) throws java.io.UnsupportedEncodingException;
  public String(byte[] bytes, java.nio.charset.Charset charset);
  public String(byte[] bytes, int offset, int length);
  public String(byte[] bytes, int offset, int length, java.nio.charset.Charset charset);
  public String(StringBuilder builder);
  public String(StringBuffer buffer);
  public int length();
  public boolean isEmpty();
  public boolean isBlank();
  public char charAt(int index);
  public int codePointAt(int index);
  public int codePointCount(int begin, int end);
  public void getChars(int srcBegin, int srcEnd, char[] dst, int dstBegin);
  public byte[] getBytes();
  public byte[] getBytes(String charset) throws java.io.UnsupportedEncodingException;
  public byte[] getBytes(java.nio.charset.Charset charset);
  public boolean equals(Object other);
  public boolean contentEquals(CharSequence cs);
  public boolean equalsIgnoreCase(String other);
  public int compareTo(String other);
  public int compareToIgnoreCase(String other);
  public boolean regionMatches(int offset, String other, int otherOffset, int length);
  public boolean regionMatches(boolean ignoreCase, int offset, String other, int otherOffset, int length);
  public boolean startsWith(String prefix);
  public boolean startsWith(String prefix, int offset);
  public boolean endsWith(String suffix);
  public int hashCode();
  public int indexOf(int ch);
  public int indexOf(int ch, int from);
  public int indexOf(String text);
  public int indexOf(String text, int from);
  public int lastIndexOf(int ch);
  public int lastIndexOf(int ch, int from);
  public int lastIndexOf(String text);
  public int lastIndexOf(String text, int from);
  public String substring(int begin);
  public String substring(int begin, int end);
  public CharSequence subSequence(int begin, int end);
  public String concat(String other);
  public String replace(char from, char to);
  public String replace(CharSequence from, CharSequence to);
  public boolean matches(String regex);
  public boolean contains(CharSequence text);
  public String replaceFirst(String regex, String replacement);
  public String replaceAll(String regex, String replacement);
  public String[] split(String regex, int limit);
  public String[] split(String regex);
  public static String join(CharSequence delimiter, CharSequence... elements);
  public static String join(CharSequence delimiter, Iterable<? extends CharSequence> elements);
  public String toLowerCase();
  public String toLowerCase(java.util.Locale locale);
  public String toUpperCase();
  public String toUpperCase(java.util.Locale locale);
  public String trim();
  public String strip();
  public String stripLeading();
  public String stripTrailing();
  public String stripIndent();
  public String indent(int n);
  public java.util.stream.Stream<String> lines();
  public java.util.stream.IntStream chars();
  public java.util.stream.IntStream codePoints();
  public String repeat(int count);
  public <R> R transform(java.util.function.Function<? super String, ? extends R> f);
  public String toString();
  public char[] toCharArray();
  public static String format(String format, Object... args);
  public static String format(java.util.Locale locale, String format, Object... args);
  public String formatted(Object... args);
  public static String valueOf(Object value);
  public static String valueOf(char[] value);
  public static String valueOf(char[] value, int offset, int count);
  public static String copyValueOf(char[] value);
  public static String valueOf(boolean value);
  public static String valueOf(char value);
  public static String valueOf(int value);
  public static String valueOf(long value);
  public static String valueOf(float value);
  public static String valueOf(double value);
  public String intern();
}
abstract class AbstractStringBuilder implements CharSequence {
  public int length();
  public int capacity();
  public char charAt(int index);
  public void setCharAt(int index, char c);
  public void setLength(int length);
  public void ensureCapacity(int capacity);
  public void trimToSize();
  public int indexOf(String text);
  public int indexOf(String text, int from);
  public int lastIndexOf(String text);
  public String substring(int begin);
  public String substring(int begin, int end);
  public CharSequence subSequence(int begin, int end);
  public String toString();
}
${['StringBuilder', 'StringBuffer']
  .map(
    (name) => `
public final class ${name} extends AbstractStringBuilder implements java.io.Serializable, Comparable<${name}>, Appendable {
  public ${name}();
  public ${name}(int capacity);
  public ${name}(String text);
  public ${name}(CharSequence text);
  public ${name} append(Object value);
  public ${name} append(String value);
  public ${name} append(CharSequence value);
  public ${name} append(CharSequence value, int start, int end);
  public ${name} append(char[] value);
  public ${name} append(char[] value, int offset, int length);
  public ${name} append(boolean value);
  public ${name} append(char value);
  public ${name} append(int value);
  public ${name} append(long value);
  public ${name} append(float value);
  public ${name} append(double value);
  public ${name} appendCodePoint(int codePoint);
  public ${name} delete(int start, int end);
  public ${name} deleteCharAt(int index);
  public ${name} replace(int start, int end, String text);
  public ${name} insert(int offset, Object value);
  public ${name} insert(int offset, String value);
  public ${name} insert(int offset, char[] value);
  public ${name} insert(int offset, CharSequence value);
  public ${name} insert(int offset, boolean value);
  public ${name} insert(int offset, char value);
  public ${name} insert(int offset, int value);
  public ${name} insert(int offset, long value);
  public ${name} insert(int offset, float value);
  public ${name} insert(int offset, double value);
  public ${name} reverse();
  public int compareTo(${name} other);
}`,
  )
  .join('\n')}
public abstract class Number implements java.io.Serializable {
  public Number();
  public abstract int intValue();
  public abstract long longValue();
  public abstract float floatValue();
  public abstract double doubleValue();
  public byte byteValue();
  public short shortValue();
}
public final class Integer extends Number implements Comparable<Integer> {
  public static final int MIN_VALUE = -2147483648;
  public static final int MAX_VALUE = 2147483647;
  public static final int SIZE = 32;
  public static final int BYTES = 4;
  public static final Class<Integer> TYPE;
  public Integer(int value);
  public Integer(String text) throws NumberFormatException;
  public static String toString(int value, int radix);
  public static String toUnsignedString(int value);
  public static String toHexString(int value);
  public static String toOctalString(int value);
  public static String toBinaryString(int value);
  public static String toString(int value);
  public static int parseInt(String text, int radix) throws NumberFormatException;
  public static int parseInt(String text) throws NumberFormatException;
  public static int parseUnsignedInt(String text) throws NumberFormatException;
  public static Integer valueOf(String text, int radix) throws NumberFormatException;
  public static Integer valueOf(String text) throws NumberFormatException;
  public static Integer valueOf(int value);
  public byte byteValue();
  public short shortValue();
  public int intValue();
  public long longValue();
  public float floatValue();
  public double doubleValue();
  public String toString();
  public int hashCode();
  public static int hashCode(int value);
  public boolean equals(Object other);
  public static Integer getInteger(String name);
  public static Integer getInteger(String name, int value);
  public static Integer decode(String text) throws NumberFormatException;
  public int compareTo(Integer other);
  public static int compare(int a, int b);
  public static int compareUnsigned(int a, int b);
  public static long toUnsignedLong(int value);
  public static int divideUnsigned(int a, int b);
  public static int remainderUnsigned(int a, int b);
  public static int highestOneBit(int value);
  public static int lowestOneBit(int value);
  public static int numberOfLeadingZeros(int value);
  public static int numberOfTrailingZeros(int value);
  public static int bitCount(int value);
  public static int rotateLeft(int value, int distance);
  public static int rotateRight(int value, int distance);
  public static int reverse(int value);
  public static int reverseBytes(int value);
  public static int signum(int value);
  public static int sum(int a, int b);
  public static int max(int a, int b);
  public static int min(int a, int b);
}
public final class Long extends Number implements Comparable<Long> {
  public static final long MIN_VALUE = -9223372036854775808L;
  public static final long MAX_VALUE = 9223372036854775807L;
  public static final int SIZE = 64;
  public static final int BYTES = 8;
  public static final Class<Long> TYPE;
  public Long(long value);
  public Long(String text) throws NumberFormatException;
  public static String toString(long value, int radix);
  public static String toHexString(long value);
  public static String toOctalString(long value);
  public static String toBinaryString(long value);
  public static String toUnsignedString(long value);
  public static String toString(long value);
  public static long parseLong(String text, int radix) throws NumberFormatException;
  public static long parseLong(String text) throws NumberFormatException;
  public static Long valueOf(String text, int radix) throws NumberFormatException;
  public static Long valueOf(String text) throws NumberFormatException;
  public static Long valueOf(long value);
  public static Long decode(String text) throws NumberFormatException;
  public byte byteValue();
  public short shortValue();
  public int intValue();
  public long longValue();
  public float floatValue();
  public double doubleValue();
  public String toString();
  public int hashCode();
  public static int hashCode(long value);
  public boolean equals(Object other);
  public int compareTo(Long other);
  public static int compare(long a, long b);
  public static int compareUnsigned(long a, long b);
  public static long highestOneBit(long value);
  public static long lowestOneBit(long value);
  public static int numberOfLeadingZeros(long value);
  public static int numberOfTrailingZeros(long value);
  public static int bitCount(long value);
  public static long rotateLeft(long value, int distance);
  public static long rotateRight(long value, int distance);
  public static long reverse(long value);
  public static int signum(long value);
  public static long sum(long a, long b);
  public static long max(long a, long b);
  public static long min(long a, long b);
}
${(['Short', 'Byte'] as const)
  .map((name) => {
    const type = name.toLowerCase();
    const bits = name === 'Short' ? 16 : 8;
    return `
public final class ${name} extends Number implements Comparable<${name}> {
  public static final ${type} MIN_VALUE = ${-(2 ** (bits - 1))};
  public static final ${type} MAX_VALUE = ${2 ** (bits - 1) - 1};
  public static final int SIZE = ${bits};
  public static final int BYTES = ${bits / 8};
  public ${name}(${type} value);
  public static String toString(${type} value);
  public static ${type} parse${name}(String text) throws NumberFormatException;
  public static ${type} parse${name}(String text, int radix) throws NumberFormatException;
  public static ${name} valueOf(String text) throws NumberFormatException;
  public static ${name} valueOf(${type} value);
  public static int toUnsignedInt(${type} value);
  public byte byteValue();
  public short shortValue();
  public int intValue();
  public long longValue();
  public float floatValue();
  public double doubleValue();
  public String toString();
  public int hashCode();
  public static int hashCode(${type} value);
  public boolean equals(Object other);
  public int compareTo(${name} other);
  public static int compare(${type} a, ${type} b);
}`;
  })
  .join('\n')}
${(['Double', 'Float'] as const)
  .map((name) => {
    const type = name.toLowerCase();
    const bits = name === 'Double' ? 'Long' : 'Int';
    return `
public final class ${name} extends Number implements Comparable<${name}> {
  public static final ${type} POSITIVE_INFINITY;
  public static final ${type} NEGATIVE_INFINITY;
  public static final ${type} NaN;
  public static final ${type} MAX_VALUE = ${name === 'Double' ? '1.7976931348623157E308' : '3.4028234663852886E38f'};
  public static final ${type} MIN_VALUE = ${name === 'Double' ? '4.9E-324' : '1.4E-45f'};
  public static final ${type} MIN_NORMAL = ${name === 'Double' ? '2.2250738585072014E-308' : '1.17549435E-38f'};
  public static final int SIZE = ${name === 'Double' ? 64 : 32};
  public static final int BYTES = ${name === 'Double' ? 8 : 4};
  public ${name}(${type} value);
  ${name === 'Float' ? 'public Float(double value);' : ''}
  public ${name}(String text) throws NumberFormatException;
  public static String toString(${type} value);
  public static String toHexString(${type} value);
  public static ${name} valueOf(String text) throws NumberFormatException;
  public static ${name} valueOf(${type} value);
  public static ${type} parse${name}(String text) throws NumberFormatException;
  public static boolean isNaN(${type} value);
  public static boolean isInfinite(${type} value);
  public static boolean isFinite(${type} value);
  public boolean isNaN();
  public boolean isInfinite();
  public byte byteValue();
  public short shortValue();
  public int intValue();
  public long longValue();
  public float floatValue();
  public double doubleValue();
  public String toString();
  public int hashCode();
  public static int hashCode(${type} value);
  public boolean equals(Object other);
  public static ${bits.toLowerCase()} ${type}To${bits}Bits(${type} value);
  public static ${bits.toLowerCase()} ${type}ToRaw${bits}Bits(${type} value);
  public static ${type} ${bits.toLowerCase()}BitsTo${name}(${bits.toLowerCase()} bits);
  public int compareTo(${name} other);
  public static int compare(${type} a, ${type} b);
  public static ${type} sum(${type} a, ${type} b);
  public static ${type} max(${type} a, ${type} b);
  public static ${type} min(${type} a, ${type} b);
}`;
  })
  .join('\n')}
public final class Boolean implements java.io.Serializable, Comparable<Boolean> {
  public static final Boolean TRUE;
  public static final Boolean FALSE;
  public Boolean(boolean value);
  public Boolean(String text);
  public static boolean parseBoolean(String text);
  public boolean booleanValue();
  public static Boolean valueOf(boolean value);
  public static Boolean valueOf(String text);
  public static String toString(boolean value);
  public String toString();
  public int hashCode();
  public static int hashCode(boolean value);
  public boolean equals(Object other);
  public int compareTo(Boolean other);
  public static int compare(boolean a, boolean b);
  public static boolean logicalAnd(boolean a, boolean b);
  public static boolean logicalOr(boolean a, boolean b);
  public static boolean logicalXor(boolean a, boolean b);
}
public final class Character implements java.io.Serializable, Comparable<Character> {
  public static final char MIN_VALUE = '\\u0000';
  public static final char MAX_VALUE = '\\uffff';
  public static final int MIN_RADIX = 2;
  public static final int MAX_RADIX = 36;
  public Character(char value);
  public static Character valueOf(char value);
  public char charValue();
  public int hashCode();
  public static int hashCode(char value);
  public boolean equals(Object other);
  public String toString();
  public static String toString(char value);
  public static String toString(int codePoint);
  public int compareTo(Character other);
  public static int compare(char a, char b);
  public static boolean isLowerCase(char c);
  public static boolean isUpperCase(char c);
  public static boolean isDigit(char c);
  public static boolean isLetter(char c);
  public static boolean isLetterOrDigit(char c);
  public static boolean isAlphabetic(int codePoint);
  public static boolean isWhitespace(char c);
  public static boolean isSpaceChar(char c);
  public static boolean isLowerCase(int c);
  public static boolean isUpperCase(int c);
  public static boolean isDigit(int c);
  public static boolean isLetter(int c);
  public static boolean isLetterOrDigit(int c);
  public static boolean isWhitespace(int c);
  public static char toLowerCase(char c);
  public static char toUpperCase(char c);
  public static int toLowerCase(int c);
  public static int toUpperCase(int c);
  public static int digit(char c, int radix);
  public static char forDigit(int digit, int radix);
  public static int getNumericValue(char c);
  public static int charCount(int codePoint);
  public static char[] toChars(int codePoint);
  public static char toTitleCase(char c);
  public static boolean isTitleCase(char c);
  public static boolean isDefined(char c);
  public static boolean isJavaIdentifierStart(char c);
  public static boolean isJavaIdentifierPart(char c);
  public static boolean isSurrogate(char c);
  public static boolean isHighSurrogate(char c);
  public static boolean isLowSurrogate(char c);
  public static boolean isSurrogatePair(char high, char low);
  public static boolean isValidCodePoint(int codePoint);
  public static boolean isSupplementaryCodePoint(int codePoint);
  public static boolean isBmpCodePoint(int codePoint);
  public static int toCodePoint(char high, char low);
  public static char reverseBytes(char c);
}
public final class Void {}
public final class Math {
  public static final double E = 2.718281828459045;
  public static final double PI = 3.141592653589793;
  ${mathStubs()}
}
public final class StrictMath {
  public static final double E = 2.718281828459045;
  public static final double PI = 3.141592653589793;
  ${mathStubs()}
}
public abstract class Enum<E extends Enum<E>> implements java.io.Serializable, Comparable<E> {
  protected Enum(String name, int ordinal);
  public final String name();
  public final int ordinal();
  public String toString();
  public final boolean equals(Object other);
  public final int hashCode();
  public final int compareTo(E other);
  public final Class<E> getDeclaringClass();
  public static <T extends Enum<T>> T valueOf(Class<T> type, String name);
}
public abstract class Record {
  protected Record();
  public abstract boolean equals(Object other);
  public abstract int hashCode();
  public abstract String toString();
}
public @interface Override {}
public @interface Deprecated { String since() default ""; boolean forRemoval() default false; }
public @interface SuppressWarnings { String[] value(); }
public @interface FunctionalInterface {}
public @interface SafeVarargs {}`,
  bodies: {
    Iterable: {
      *forEach(this: JavaIterable, action: { accept$Object(x: unknown): unknown }): Task<void> {
        for (const each of elements(this)) yield* wait(action.accept$Object(each));
      },
      spliterator(this: JavaIterable) {
        return spliteratorOf(this);
      },
    },
    Object: {
      $class: Base,
      'new'() {},
      getClass(this: unknown) {
        return classOfValue(this);
      },
      clone(this: { clone$?: () => unknown } & object) {
        if (!isInstance(this, 'java.lang.Cloneable'))
          throw newThrowable('java.lang.CloneNotSupportedException', classNameOf(this));
        return Object.assign(Object.create(Object.getPrototypeOf(this)), this);
      },
      notify(this: Lock) {
        notifyOne(this);
      },
      notifyAll(this: Lock) {
        notifyAll(this);
      },
      *'wait()'(this: Lock): Task<void> {
        yield* waitFor(this, null);
      },
      *'wait(long)'(this: Lock, millis: LongValue): Task<void> {
        yield* waitFor(this, Number(millis) === 0 ? null : Number(millis));
      },
      finalize() {},
    },
    CharSequence: {
      isEmpty(this: { length$(): number }) {
        return this.length$() === 0;
      },
      chars(this: object) {
        const text = stringOf(this);
        return intStream(Array.from({ length: text.length }, (_, i) => text.charCodeAt(i)));
      },
    },
    String: stringBodies,
    AbstractStringBuilder: { $class: StringBuilderObject },
    StringBuilder: { $class: class StringBuilder extends StringBuilderObject {} },
    StringBuffer: { $class: class StringBuffer extends StringBuilderObject {} },
    Number: {
      'new'() {},
      byteValue(this: { intValue$(): number }) {
        return (this.intValue$() << 24) >> 24;
      },
      shortValue(this: { intValue$(): number }) {
        return (this.intValue$() << 16) >> 16;
      },
    },
    Integer: integerBodies,
    Long: longBodies,
    Short: shortBodies,
    Byte: byteBodies,
    Double: doubleBodies,
    Float: floatBodies,
    Boolean: booleanBodies,
    Character: characterBodies,
    Math: mathBodies,
    StrictMath: mathBodies,
    Enum: {
      $class: EnumObject,
      valueOf: (type: { getEnumConstants$(): EnumObject[] | null; getName$(): string }, name: string | null) => {
        if (name === null) throw new Raise('java.lang.NullPointerException', 'Name is null');
        const found = type.getEnumConstants$()?.find((constant) => constant.$name === name);
        return (
          found ?? raise('IllegalArgumentException', `No enum constant ${type.getName$().replace(/\$/g, '.')}.${name}`)
        );
      },
      getDeclaringClass(this: EnumObject) {
        const own = classOfValue(this);
        return own.info?.isAnonymous ? (own as typeof own & { getSuperclass$(): unknown }).getSuperclass$() : own;
      },
    },
  },
});
