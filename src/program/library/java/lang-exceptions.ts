/** java.lang.Throwable and the exceptions of the JDK that programs name. */

import { printStackTrace } from '../../../flink/api/jar.ts';
import { arrayOf } from '../../arrays.ts';
import { jvm } from '../../jvm.ts';
import { allocate } from '../../link.ts';
import { Base, stringOf } from '../../runtime/object.ts';
import { raise } from '../../runtime/raise.ts';
import { Throwable, toJavaError } from '../../throwable.ts';
import { library } from '../table.ts';

/** `name < parent` lines as class stubs with the four usual constructors. */
function exceptions(lines: string): string {
  return lines
    .trim()
    .split('\n')
    .flatMap((line) => {
      const [names = '', parent = ''] = line.split('<').map((part) => part.trim());
      return names.split(/\s+/).map(
        (name) => `public class ${name} extends ${parent} {
  public ${name}();
  public ${name}(String message);
  public ${name}(String message, Throwable cause);
  public ${name}(Throwable cause);${
    /^(?:RuntimeException|Exception|Error)$/.test(name)
      ? `
  protected ${name}(String message, Throwable cause, boolean enableSuppression, boolean writableStackTrace);`
      : ''
  }
}`,
      );
    })
    .join('\n');
}

/** Host class of StackTraceElement. */
class StackTraceElementObject extends Base {
  line = '';
  private get parts(): { type: string; method: string; file: string | null; line: number } {
    const match = /^(?:[\w.$]*\/)?(.*)\.([^.(]+)\(([^:)]*)(?::(\d+))?\)$/.exec(this.line);
    const file = match?.[3] ?? '';
    return {
      type: match?.[1] ?? '',
      method: match?.[2] ?? '',
      file: file.endsWith('Method') || file === '' ? null : file,
      line: match?.[4] ? Number(match[4]) : -1,
    };
  }
  getClassName$(): string {
    return this.parts.type;
  }
  getMethodName$(): string {
    return this.parts.method;
  }
  getFileName$(): string | null {
    return this.parts.file;
  }
  getLineNumber$(): number {
    return this.parts.line;
  }
  override $toString(): string {
    return this.line;
  }
}

type Messages = Throwable & { getMessage$(): string | null; getLocalizedMessage$(): string | null };

library({
  package: 'java.lang',
  stubs: `
public class Throwable implements java.io.Serializable {
  public Throwable();
  public Throwable(String message);
  public Throwable(String message, Throwable cause);
  public Throwable(Throwable cause);
  protected Throwable(String message, Throwable cause, boolean enableSuppression, boolean writableStackTrace);
  public String getMessage();
  public String getLocalizedMessage();
  public Throwable getCause();
  public Throwable initCause(Throwable cause);
  public String toString();
  public void printStackTrace();
  public void printStackTrace(java.io.PrintStream out);
  public void printStackTrace(java.io.PrintWriter out);
  public StackTraceElement[] getStackTrace();
  public void setStackTrace(StackTraceElement[] trace);
  public Throwable fillInStackTrace();
  public final void addSuppressed(Throwable exception);
  public final Throwable[] getSuppressed();
}
public final class StackTraceElement {
  public String getClassName();
  public String getMethodName();
  public String getFileName();
  public int getLineNumber();
  public String toString();
}
${exceptions(`
Exception Error < Throwable
RuntimeException CloneNotSupportedException InterruptedException ReflectiveOperationException < Exception
ClassNotFoundException NoSuchMethodException NoSuchFieldException InstantiationException IllegalAccessException < ReflectiveOperationException
ArithmeticException ArrayStoreException ClassCastException EnumConstantNotPresentException IllegalArgumentException IllegalMonitorStateException IllegalStateException IndexOutOfBoundsException NegativeArraySizeException NullPointerException SecurityException UnsupportedOperationException < RuntimeException
NumberFormatException IllegalThreadStateException < IllegalArgumentException
ArrayIndexOutOfBoundsException StringIndexOutOfBoundsException < IndexOutOfBoundsException
AssertionError LinkageError VirtualMachineError < Error
ExceptionInInitializerError NoClassDefFoundError < LinkageError
OutOfMemoryError StackOverflowError InternalError < VirtualMachineError`).replace(
  'public AssertionError(String message);',
  'public AssertionError(Object message);',
)}
`,
  bodies: {
    Throwable: {
      $class: Throwable,
      getMessage(this: Throwable) {
        return this.$message;
      },
      getLocalizedMessage(this: Messages) {
        return this.getMessage$();
      },
      getCause(this: Throwable) {
        return this.$cause;
      },
      initCause(this: Throwable, cause: Throwable | null) {
        if (this.$isCauseSet)
          raise(
            'IllegalStateException',
            `Can't overwrite cause with ${cause === null ? 'a null' : stringOf(cause)}`,
            this,
          );
        if (cause === this) raise('IllegalArgumentException', 'Self-causation not permitted', this);
        this.$isCauseSet = true;
        this.$cause = cause;
        return this;
      },
      toString(this: Messages) {
        const message = this.getLocalizedMessage$();
        const name = this.$className();
        return message === null ? name : `${name}: ${message}`;
      },
      'printStackTrace()'(this: Throwable) {
        jvm().ref.err(printStackTrace(toJavaError(this)));
      },
      'printStackTrace(PrintStream)'(this: Throwable, out: { print$String(text: string): void }) {
        out.print$String(printStackTrace(toJavaError(this)));
      },
      'printStackTrace(PrintWriter)'(this: Throwable, out: { print$String(text: string): void }) {
        out.print$String(printStackTrace(toJavaError(this)));
      },
      getStackTrace(this: Throwable) {
        return arrayOf(
          'java.lang.StackTraceElement',
          this.frames().map((line) => {
            const element = allocate<StackTraceElementObject>('java.lang.StackTraceElement');
            element.line = line;
            return element;
          }),
        );
      },
      setStackTrace(this: Throwable, elements: readonly StackTraceElementObject[]) {
        this.$frames = elements.map(({ line }) => line);
      },
      fillInStackTrace(this: Throwable) {
        return this;
      },
      addSuppressed(this: Throwable, exception: Throwable | null) {
        if (exception === null) return raise('NullPointerException', 'Cannot suppress a null exception.');
        if (exception === this) raise('IllegalArgumentException', 'Self-suppression not permitted', exception);
        this.$suppressed.push(exception);
      },
      getSuppressed(this: Throwable) {
        return arrayOf('java.lang.Throwable', this.$suppressed);
      },
    },
    StackTraceElement: { $class: StackTraceElementObject },
  },
});

function others(packageName: string, lines: string, more = ''): void {
  library({ package: packageName, stubs: more + exceptions(lines), bodies: {} });
}

others(
  'java.util',
  `
ConcurrentModificationException EmptyStackException MissingResourceException NoSuchElementException < RuntimeException
InputMismatchException < NoSuchElementException
IllegalFormatException < IllegalArgumentException
UnknownFormatConversionException MissingFormatArgumentException IllegalFormatConversionException IllegalFormatPrecisionException IllegalFormatCodePointException MissingFormatWidthException DuplicateFormatFlagsException FormatFlagsConversionMismatchException < IllegalFormatException
`,
);
others('java.util.regex', 'PatternSyntaxException < IllegalArgumentException');
others(
  'java.util.concurrent',
  `
ExecutionException TimeoutException BrokenBarrierException < Exception
CancellationException < IllegalStateException
CompletionException RejectedExecutionException < RuntimeException`,
);
others(
  'java.io',
  `
IOException < Exception
UncheckedIOException < RuntimeException
FileNotFoundException EOFException UnsupportedEncodingException ObjectStreamException < IOException
InvalidClassException NotSerializableException < ObjectStreamException`,
);
others(
  'java.net',
  'URISyntaxException < Exception\nMalformedURLException UnknownHostException SocketException SocketTimeoutException < java.io.IOException\nConnectException < SocketException',
);
library({
  package: 'java.text',
  stubs:
    'public class ParseException extends Exception { public ParseException(String message, int offset); public int getErrorOffset(); }',
  bodies: {
    ParseException: {
      new(this: Throwable & { offset: number }, message: string, offset: number) {
        this.$message = message;
        this.offset = offset;
      },
      getErrorOffset(this: { offset?: number }) {
        return this.offset ?? 0;
      },
    },
  },
});
others('java.time', 'DateTimeException < RuntimeException');
others('java.time.format', 'DateTimeParseException < java.time.DateTimeException');
others('java.sql', 'SQLException < Exception\nSQLTimeoutException < SQLException');
others(
  'java.nio.file',
  'FileSystemException < java.io.IOException\nNoSuchFileException FileAlreadyExistsException AccessDeniedException DirectoryNotEmptyException NotDirectoryException < FileSystemException\nInvalidPathException < IllegalArgumentException\nFileSystemNotFoundException < RuntimeException',
);
others('java.lang.reflect', 'InvocationTargetException < ReflectiveOperationException');
