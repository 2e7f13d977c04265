/** java.io and java.nio.file. */
import { stringHash as hashOf } from '../../flink/api/values.ts';
import { jvm } from '../jvm.ts';
import { allocate, linkClass } from '../link.ts';
import { newArrayList } from '../runtime/lists.ts';
import { Base, stringOf } from '../runtime/object.ts';
import { Raise } from '../runtime/raise.ts';
import { objectStream } from '../runtime/streams.ts';
import { type P, PrintObject, printBodies, printStubs } from './printing.ts';
import { encode } from './strings.ts';
import { library } from './table.ts';

/** Readers over a text that was read whole. */
class TextReader extends Base {
  text = '';
  at = 0;
  line(): string | null {
    if (this.at >= this.text.length) return null;
    const match = /\r\n|\r|\n/g;
    match.lastIndex = this.at;
    const end = match.exec(this.text);
    const line = this.text.slice(this.at, end ? end.index : undefined);
    this.at = end ? end.index + end[0].length : this.text.length;
    return line;
  }
}
type R = TextReader;
const pathText = (path: unknown): string => (path instanceof FileObject ? path.path : stringOf(path));
function readText(path: unknown): string {
  const name = pathText(path);
  try {
    return jvm().ref.readFile(name);
  } catch {
    throw new Raise('java.io.FileNotFoundException', `${name} (No such file or directory)`);
  }
}
class FileObject extends Base {
  path = '';
  override $toString(): string {
    return this.path;
  }
  override $equals(other: unknown): boolean {
    return other instanceof FileObject && other.path === this.path;
  }
  override $hashCode(): number {
    return hashOf(this.path);
  }
}
const exists = (file: FileObject): boolean => {
  try {
    jvm().ref.readFile(file.path);
    return true;
  } catch {
    return false;
  }
};
const opens = {
  'new(String)'(this: R, path: string) {
    this.text = readText(path);
  },
  'new(File)'(this: R, path: unknown) {
    this.text = readText(path);
  },
};
const over = function (this: R, inner: R): void {
  this.text = inner.text;
  this.at = inner.at;
};
/** A stream over another writes where that one does. */
function same(this: P, out: { target?: P['target'] }): void {
  if (out.target) this.target = out.target;
}
library({
  package: 'java.io',
  stubs: `
public interface Serializable {}
public interface Closeable extends AutoCloseable { void close() throws IOException; }
public interface Flushable {}
public abstract class OutputStream implements Closeable { public OutputStream(); public void write(int b) throws IOException; public void write(byte[] b) throws IOException; public void flush() throws IOException; public void close() throws IOException; }
public class PrintStream extends OutputStream { public PrintStream(OutputStream out); public PrintStream(OutputStream out, boolean autoFlush); public PrintStream(OutputStream out, boolean autoFlush, String charset) throws UnsupportedEncodingException; ${printStubs('PrintStream')} }
public abstract class Writer implements Closeable { public void write(String text) throws IOException; public void flush() throws IOException; public void close() throws IOException; }
public class StringWriter extends Writer { public StringWriter(); public void write(String text); public StringWriter append(CharSequence text); public String toString(); public void flush(); public void close(); }
public class PrintWriter extends Writer { public PrintWriter(Writer out); public PrintWriter(OutputStream out); public PrintWriter(OutputStream out, boolean autoFlush); public void write(String text); ${printStubs('PrintWriter').replace('public void write(int b);', '')} }
public abstract class InputStream implements Closeable { public void close() throws IOException; @NotSimulated public int read() throws IOException; }
public class FileInputStream extends InputStream { public FileInputStream(String path) throws FileNotFoundException; public FileInputStream(File file) throws FileNotFoundException; }
public abstract class Reader implements Closeable { public void close() throws IOException; public int read() throws IOException; }
public class InputStreamReader extends Reader { public InputStreamReader(InputStream in); public InputStreamReader(InputStream in, String charset); public InputStreamReader(InputStream in, java.nio.charset.Charset charset); }
public class FileReader extends InputStreamReader { public FileReader(String path) throws FileNotFoundException; public FileReader(File file) throws FileNotFoundException; }
public class StringReader extends Reader { public StringReader(String text); }
public class BufferedReader extends Reader { public BufferedReader(Reader in); public BufferedReader(Reader in, int size); public String readLine() throws IOException; public boolean ready() throws IOException; public java.util.stream.Stream<String> lines(); }
public class File implements Serializable, Comparable<File> { public static final String separator = "/"; public File(String path); public File(String parent, String child); public File(File parent, String child); public String getName(); public String getPath(); public String getAbsolutePath(); public String getParent(); public boolean exists(); public boolean isFile(); @NotSimulated public boolean delete(); @NotSimulated public boolean mkdirs(); public java.net.URI toURI(); public java.nio.file.Path toPath(); public String toString(); public boolean equals(Object o); public int hashCode(); public int compareTo(File other); }
@NotSimulated public class FileWriter extends Writer { public FileWriter(String path) throws IOException; public FileWriter(String path, boolean append) throws IOException; public FileWriter(File file) throws IOException; }
@NotSimulated public class FileOutputStream extends OutputStream { public FileOutputStream(String path) throws FileNotFoundException; }
@NotSimulated public class BufferedWriter extends Writer { public BufferedWriter(Writer out); public void newLine() throws IOException; }
public class ByteArrayOutputStream extends OutputStream { @NotSimulated public ByteArrayOutputStream(); @NotSimulated public byte[] toByteArray(); }
@NotSimulated public class ObjectOutputStream extends OutputStream { public ObjectOutputStream(OutputStream out) throws IOException; public void writeObject(Object o) throws IOException; }
@NotSimulated public class ObjectInputStream extends InputStream { public ObjectInputStream(InputStream in) throws IOException; public Object readObject() throws IOException; }
`,
  bodies: {
    PrintStream: {
      $class: PrintObject,
      ...printBodies,
      'new(OutputStream)': same,
      'new(OutputStream,boolean)': same,
      'new(OutputStream,boolean,String)': same,
    },
    PrintWriter: {
      $class: class extends PrintObject {
        inner: PrintObject | null = null;
        override write(text: string): void {
          this.inner?.write(text);
        }
      },
      ...printBodies,
      'new(Writer)'(this: { inner: unknown }, inner: unknown) {
        this.inner = inner;
      },
      'new(OutputStream)'(this: { inner: unknown }, inner: unknown) {
        this.inner = inner;
      },
      'new(OutputStream,boolean)'(this: { inner: unknown }, inner: unknown) {
        this.inner = inner;
      },
      write(this: P, text: string) {
        this.write(text);
      },
    },
    OutputStream: { new() {}, flush() {}, close() {} },
    Writer: { flush() {}, close() {} },
    StringWriter: {
      $class: class extends PrintObject {
        override target = 'text' as const;
      },
      new() {},
      write(this: P, text: string) {
        this.text += text;
      },
      append(this: P, text: unknown) {
        this.text += stringOf(text);
        return this;
      },
      toString(this: P) {
        return this.text;
      },
      flush() {},
      close() {},
    },
    InputStream: { $class: class extends TextReader {}, close() {} },
    FileInputStream: opens,
    Reader: {
      $class: class extends TextReader {},
      close() {},
      read(this: R) {
        return this.at < this.text.length ? this.text.charCodeAt(this.at++) : -1;
      },
    },
    InputStreamReader: { 'new(InputStream)': over, 'new(InputStream,String)': over, 'new(InputStream,Charset)': over },
    FileReader: opens,
    StringReader: {
      new(this: R, text: string) {
        this.text = text;
      },
    },
    BufferedReader: {
      'new(Reader)': over,
      'new(Reader,int)': over,
      readLine(this: R) {
        return this.line();
      },
      ready(this: R) {
        return this.at < this.text.length;
      },
      lines(this: R) {
        const lines: string[] = [];
        for (let line = this.line(); line !== null; line = this.line()) lines.push(line);
        return objectStream(lines);
      },
    },
    File: {
      $class: FileObject,
      'new(String)'(this: FileObject, path: string) {
        this.path = path;
      },
      'new(String,String)'(this: FileObject, parent: string, child: string) {
        this.path = `${parent}/${child}`;
      },
      'new(File,String)'(this: FileObject, parent: FileObject, child: string) {
        this.path = `${parent.path}/${child}`;
      },
      getName(this: FileObject) {
        return this.path.replace(/^.*\//, '');
      },
      getPath(this: FileObject) {
        return this.path;
      },
      getAbsolutePath(this: FileObject) {
        return this.path.startsWith('/') ? this.path : `/root/${this.path}`;
      },
      getParent(this: FileObject) {
        const at = this.path.lastIndexOf('/');
        return at < 0 ? null : this.path.slice(0, at);
      },
      exists(this: FileObject) {
        return exists(this);
      },
      isFile(this: FileObject) {
        return exists(this);
      },
      compareTo(this: FileObject, other: FileObject) {
        return this.path < other.path ? -1 : this.path > other.path ? 1 : 0;
      },
    },
  },
});
const path = (text: string): FileObject => {
  const object = allocate<FileObject>('java.nio.file.Path$Simulated');
  object.path = text;
  return object;
};
library({
  package: 'java.nio.file',
  stubs: `
public interface Path extends Comparable<Path> { static Path of(String first, String... more); Path getFileName(); class Simulated implements Path { public String toString(); } }
public class Paths { public static Path get(String first, String... more); }
public class Files { public static java.util.List<String> readAllLines(Path path) throws java.io.IOException; public static java.util.stream.Stream<String> lines(Path path) throws java.io.IOException; public static String readString(Path path) throws java.io.IOException; public static byte[] readAllBytes(Path path) throws java.io.IOException; public static boolean exists(Path path); @NotSimulated public static Path write(Path path, byte[] bytes) throws java.io.IOException; }
`,
  bodies: {
    'Path.Simulated': {
      $class: class extends FileObject {},
      getFileName(this: FileObject) {
        return path(this.path.replace(/^.*\//, ''));
      },
    },
    Path: { of: (first: string, more: string[]) => path([first, ...more].join('/')) },
    Paths: { get: (first: string, more: string[]) => path([first, ...more].join('/')) },
    Files: {
      readAllLines: (p: unknown) => newArrayList(linesOf(readText(p))),
      lines: (p: unknown) => objectStream(linesOf(readText(p))),
      readString: (p: unknown) => readText(p),
      readAllBytes: (p: unknown) => encode(readText(p)),
      exists: (p: FileObject) => exists(p),
    },
  },
});
function linesOf(text: string): string[] {
  const lines = text.split(/\r\n|\r|\n/);
  if (lines[lines.length - 1] === '') lines.pop();
  return lines;
}
