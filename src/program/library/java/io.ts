/** java.io on the disk of the process that runs the program. */
import { compareStrings, stringHash } from '../../../flink/api/values.ts';
import { arrayOf } from '../../arrays.ts';
import { jvm } from '../../jvm.ts';
import { allocate } from '../../link.ts';
import { decodeBytes, encode } from '../../runtime/charsets.ts';
import { absolutePath, disk, opening, succeeds } from '../../runtime/disk.ts';
import {
  BufferedOutput,
  BufferedReaderObject,
  BufferedWriterObject,
  ByteArrayOutput,
  BytesInput,
  FileInput,
  FileOutput,
  FileReaderObject,
  FileWriterObject,
  FilterInput,
  InputStreamObject,
  InputStreamReaderObject,
  OutputStreamObject,
  OutputStreamWriterObject,
  ReaderObject,
  StringReaderObject,
  StringWriterObject,
  WriterObject,
} from '../../runtime/io.ts';
import { Base, nonNull, stringOf } from '../../runtime/object.ts';
import { raise } from '../../runtime/raise.ts';
import { objectStream } from '../../runtime/streams.ts';
import { library } from '../table.ts';
import { PrintObject, printBodies, printStubs } from './io-printing.ts';
import { fileUri, pathOfUri } from './net-uri.ts';

/** PrintStream: System.out, System.err or another stream, which gets each text at once. */
export class PrintStreamObject extends PrintObject {
  target: 'out' | 'err' | OutputStreamObject = 'out';
  private autoFlush = false;

  $init$OutputStream(target: OutputStreamObject): this {
    return this.$init$OutputStream$boolean(target, false);
  }
  $init$OutputStream$boolean(target: OutputStreamObject, autoFlush: boolean): this {
    this.target = nonNull(target);
    this.autoFlush = autoFlush;
    return this;
  }
  $init$OutputStream$boolean$String(target: OutputStreamObject, autoFlush: boolean, _charset: string): this {
    return this.$init$OutputStream$boolean(target, autoFlush);
  }
  $init$String(path: string): this {
    return this.$init$OutputStream(new FileOutput().$init$String(path));
  }
  $init$File(file: unknown): this {
    return this.$init$String(stringOf(nonNull(file)));
  }
  write(text: string): void {
    if (this.target === 'out') jvm().ref.out(text);
    else if (this.target === 'err') jvm().ref.err(text);
    else this.target.write$byte_A(encode(text));
  }
  override line(text: string): void {
    this.write(text);
    if (this.autoFlush) this.flush$();
  }
  write$int(byte: number): void {
    this.write$byte_A$int$int(Int8Array.of(byte), 0, 1);
  }
  write$byte_A(bytes: Int8Array): void {
    this.write$byte_A$int$int(bytes, 0, bytes.length);
  }
  write$byte_A$int$int(bytes: Int8Array, offset: number, length: number): void {
    if (typeof this.target === 'object') this.target.write$byte_A$int$int(bytes, offset, length);
    else this.write(decodeBytes(bytes.slice(offset, offset + length)));
  }
  flush$(): void {
    if (typeof this.target === 'object') this.target.flush$();
  }
  close$(): void {
    if (typeof this.target === 'object') this.target.close$();
  }
}

/** PrintWriter: over a stream it holds its text back until flush() or close(). */
class PrintWriterObject extends PrintObject {
  private inner!: WriterObject;
  private autoFlush = false;

  $init$Writer(inner: WriterObject): this {
    return this.$init$Writer$boolean(inner, false);
  }
  $init$Writer$boolean(inner: WriterObject, autoFlush: boolean): this {
    this.inner = nonNull(inner);
    this.autoFlush = autoFlush;
    return this;
  }
  $init$OutputStream(inner: OutputStreamObject): this {
    return this.$init$OutputStream$boolean(inner, false);
  }
  $init$OutputStream$boolean(inner: OutputStreamObject, autoFlush: boolean): this {
    return this.$init$Writer$boolean(new OutputStreamWriterObject().$init$OutputStream(inner), autoFlush);
  }
  $init$String(path: string): this {
    return this.$init$Writer(new FileWriterObject().$init$String(path));
  }
  $init$String$String(path: string, charset: string): this {
    return this.$init$Writer(
      new OutputStreamWriterObject().$init$OutputStream$String(new FileOutput().$init$String(path), charset),
    );
  }
  $init$File(file: unknown): this {
    return this.$init$String(stringOf(nonNull(file)));
  }
  write(text: string): void {
    this.inner.write$String(text);
  }
  override line(text: string): void {
    this.write(text);
    if (this.autoFlush) this.flush$();
  }
  write$int(c: number): void {
    this.write(String.fromCharCode(c & 0xffff));
  }
  write$char_A(chars: Uint16Array): void {
    this.inner.write$char_A(chars);
  }
  write$char_A$int$int(chars: Uint16Array, offset: number, length: number): void {
    this.inner.write$char_A$int$int(chars, offset, length);
  }
  write$String(text: string): void {
    this.inner.write$String(text);
  }
  write$String$int$int(text: string, offset: number, length: number): void {
    this.inner.write$String$int$int(text, offset, length);
  }
  flush$(): void {
    this.inner.flush$();
  }
  close$(): void {
    this.inner.close$();
  }
}

/** A path without doubled and trailing slashes, as java.io.File and java.nio.file.Path keep it. */
function normal(path: string): string {
  return path.replace(/\/{2,}/g, '/').replace(/(?<=.)\/$/, '');
}

/** What java.io.File and java.nio.file.Path share: a path, and what is there. */
export abstract class PlaceObject extends Base {
  path = '';
  $init$String(path: string): this {
    this.path = normal(nonNull(path));
    return this;
  }
  override $toString(): string {
    return this.path;
  }
  override $equals(other: unknown): boolean {
    return other instanceof PlaceObject && other.constructor === this.constructor && other.path === this.path;
  }
  get is(): 'file' | 'directory' | null {
    const at = absolutePath(this.path);
    if (!disk().exists(at)) return null;
    return disk().stat(at).type === 'directory' ? 'directory' : 'file';
  }
}
class FileObject extends PlaceObject {
  $init$URI(uri: Parameters<typeof pathOfUri>[0]): this {
    return this.$init$String(pathOfUri(uri));
  }
  toURI$(): object {
    return fileUri(this.is === 'directory' ? `${absolutePath(this.path)}/` : absolutePath(this.path));
  }
  $init$String$String(parent: string | null, child: string): this {
    return this.$init$String(parent === null ? child : `${parent}/${nonNull(child)}`);
  }
  $init$File$String(parent: FileObject | null, child: string): this {
    return this.$init$String$String(parent?.path ?? null, child);
  }
  /** UnixFileSystem.hashCode. */
  override $hashCode(): number {
    return stringHash(this.path) ^ 1234321;
  }
}
export const fileObject = (path: string): FileObject => allocate<FileObject>('java.io.File').$init$String(path);
const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
const parentOf = (path: string): string | null => {
  const at = path.lastIndexOf('/');
  return at < 0 ? null : at === 0 ? (path === '/' ? null : '/') : path.slice(0, at);
};
/** A path without `.` and `..`. */
export function canonical(path: string): string {
  const out: string[] = [];
  for (const part of absolutePath(path).split('/')) {
    if (part === '..') out.pop();
    else if (part !== '' && part !== '.') out.push(part);
  }
  return `/${out.join('/')}`;
}
function namesIn(file: FileObject): string[] | null {
  return file.is === 'directory' ? disk().list(absolutePath(file.path)) : null;
}
function filesIn(file: FileObject, accepts: (child: FileObject, name: string) => boolean): unknown {
  const names = namesIn(file);
  if (names === null) return null;
  const children = names.map((name) => [fileObject(`${file.path}/${name}`), name] as const);
  return arrayOf(
    'java.io.File',
    children.flatMap(([child, name]) => (accepts(child, name) ? [child] : [])),
  );
}
export function temporaryName(prefix: string, suffix: string | null): string {
  return `${prefix}${Math.floor(jvm().ref.random('temporary files').next() * 2 ** 52)}${suffix ?? '.tmp'}`;
}

library({
  package: 'java.io',
  stubs: `
import java.nio.charset.Charset;
public interface Serializable {}
public interface Closeable extends AutoCloseable { void close() throws IOException; }
public interface Flushable { void flush() throws IOException; }
public abstract class OutputStream implements Closeable, Flushable {
  public OutputStream(); public abstract void write(int b) throws IOException; public void write(byte[] b) throws IOException;
  public void write(byte[] b, int offset, int length) throws IOException; public void flush() throws IOException; public void close() throws IOException;
}
public class FilterOutputStream extends OutputStream { public FilterOutputStream(OutputStream out); public void write(int b) throws IOException; }
public class PrintStream extends FilterOutputStream {
  public PrintStream(OutputStream out); public PrintStream(OutputStream out, boolean autoFlush);
  public PrintStream(OutputStream out, boolean autoFlush, String charset) throws UnsupportedEncodingException;
  public PrintStream(String path) throws FileNotFoundException; public PrintStream(File file) throws FileNotFoundException;
  public void write(int b); public void write(byte[] b, int offset, int length); public void flush(); public void close();
  ${printStubs('PrintStream')}
}
public class FileOutputStream extends OutputStream {
  public FileOutputStream(String path) throws FileNotFoundException; public FileOutputStream(String path, boolean append) throws FileNotFoundException;
  public FileOutputStream(File file) throws FileNotFoundException; public FileOutputStream(File file, boolean append) throws FileNotFoundException;
  public void write(int b) throws IOException;
}
public class BufferedOutputStream extends FilterOutputStream { public BufferedOutputStream(OutputStream out); public BufferedOutputStream(OutputStream out, int size); }
public class ByteArrayOutputStream extends OutputStream {
  public ByteArrayOutputStream(); public ByteArrayOutputStream(int size); public void write(int b); public void write(byte[] b, int offset, int length); public byte[] toByteArray(); public int size(); public void reset();
  public void writeTo(OutputStream out) throws IOException; public String toString(); public String toString(String charset) throws UnsupportedEncodingException; public void close() throws IOException;
}
public abstract class Writer implements Closeable, Flushable, Appendable {
  protected Writer(); public void write(int c) throws IOException; public void write(char[] chars) throws IOException; public abstract void write(char[] chars, int offset, int length) throws IOException;
  public void write(String text) throws IOException; public void write(String text, int offset, int length) throws IOException;
  public Writer append(CharSequence text) throws IOException; public Writer append(CharSequence text, int start, int end) throws IOException; public Writer append(char c) throws IOException;
  public abstract void flush() throws IOException; public abstract void close() throws IOException;
}
public class StringWriter extends Writer {
  public StringWriter(); public StringWriter(int size); public void write(int c); public void write(char[] chars, int offset, int length); public void write(String text); public void write(String text, int offset, int length);
  public StringWriter append(CharSequence text); public StringWriter append(CharSequence text, int start, int end); public StringWriter append(char c); public String toString(); public void flush(); public void close() throws IOException;
}
public class OutputStreamWriter extends Writer {
  public OutputStreamWriter(OutputStream out); public OutputStreamWriter(OutputStream out, String charset) throws UnsupportedEncodingException; public OutputStreamWriter(OutputStream out, Charset charset);
  public void write(char[] chars, int offset, int length) throws IOException; public void flush() throws IOException; public void close() throws IOException;
}
public class FileWriter extends OutputStreamWriter {
  public FileWriter(String path) throws IOException; public FileWriter(String path, boolean append) throws IOException; public FileWriter(File file) throws IOException; public FileWriter(File file, boolean append) throws IOException;
}
public class BufferedWriter extends Writer {
  public BufferedWriter(Writer out); public BufferedWriter(Writer out, int size); public void newLine() throws IOException;
  public void write(char[] chars, int offset, int length) throws IOException; public void flush() throws IOException; public void close() throws IOException;
}
public class PrintWriter extends Writer {
  public PrintWriter(Writer out); public PrintWriter(Writer out, boolean autoFlush); public PrintWriter(OutputStream out); public PrintWriter(OutputStream out, boolean autoFlush);
  public PrintWriter(String path) throws FileNotFoundException; public PrintWriter(String path, String charset) throws FileNotFoundException, UnsupportedEncodingException; public PrintWriter(File file) throws FileNotFoundException;
  public void write(int c); public void write(char[] chars); public void write(char[] chars, int offset, int length); public void write(String text); public void write(String text, int offset, int length); public void flush(); public void close();
  ${printStubs('PrintWriter')}
}
public abstract class InputStream implements Closeable {
  public InputStream(); public abstract int read() throws IOException; public int read(byte[] into) throws IOException; public int read(byte[] into, int offset, int length) throws IOException;
  public byte[] readAllBytes() throws IOException; public byte[] readNBytes(int length) throws IOException; public long skip(long n) throws IOException; public long transferTo(OutputStream out) throws IOException;
  public int available() throws IOException; public void close() throws IOException;
}
public class FileInputStream extends InputStream { public FileInputStream(String path) throws FileNotFoundException; public FileInputStream(File file) throws FileNotFoundException; public int read() throws IOException; }
public class ByteArrayInputStream extends InputStream { public ByteArrayInputStream(byte[] bytes); public int read(); public int read(byte[] into, int offset, int length); public int available(); }
public class FilterInputStream extends InputStream { protected FilterInputStream(InputStream in); public int read() throws IOException; }
public class BufferedInputStream extends FilterInputStream { public BufferedInputStream(InputStream in); public BufferedInputStream(InputStream in, int size); }
public abstract class Reader implements Closeable, Readable {
  protected Reader(); public int read() throws IOException; public int read(char[] into) throws IOException; public abstract int read(char[] into, int offset, int length) throws IOException;
  public long skip(long n) throws IOException; public boolean ready() throws IOException; public abstract void close() throws IOException;
}
public class InputStreamReader extends Reader {
  public InputStreamReader(InputStream in); public InputStreamReader(InputStream in, String charset) throws UnsupportedEncodingException; public InputStreamReader(InputStream in, Charset charset);
  public int read(char[] into, int offset, int length) throws IOException; public void close() throws IOException;
}
public class FileReader extends InputStreamReader {
  public FileReader(String path) throws FileNotFoundException; public FileReader(File file) throws FileNotFoundException; public FileReader(String path, Charset charset) throws IOException; public FileReader(File file, Charset charset) throws IOException;
}
public class StringReader extends Reader { public StringReader(String text); public int read(char[] into, int offset, int length) throws IOException; public void close(); }
public class BufferedReader extends Reader {
  public BufferedReader(Reader in); public BufferedReader(Reader in, int size); public String readLine() throws IOException; public java.util.stream.Stream<String> lines();
  public int read(char[] into, int offset, int length) throws IOException; public void close() throws IOException;
}
public class LineNumberReader extends BufferedReader { public LineNumberReader(Reader in); public int getLineNumber(); }
public interface FileFilter { boolean accept(File file); }
public interface FilenameFilter { boolean accept(File directory, String name); }
public class File implements Serializable, Comparable<File> {
  public static final String separator = "/"; public static final char separatorChar = '/'; public static final String pathSeparator = ":";
  public File(String path); public File(String parent, String child); public File(File parent, String child); public File(java.net.URI uri);
  public static File createTempFile(String prefix, String suffix) throws IOException;
  public String getName(); public String getPath(); public String getParent(); public File getParentFile(); public boolean isAbsolute();
  public String getAbsolutePath(); public File getAbsoluteFile(); public String getCanonicalPath() throws IOException; public File getCanonicalFile() throws IOException;
  public boolean exists(); public boolean isFile(); public boolean isDirectory(); public boolean isHidden(); public boolean canRead(); public boolean canWrite(); public long length(); public long lastModified();
  public boolean createNewFile() throws IOException; public boolean mkdir(); public boolean mkdirs(); public boolean delete(); public void deleteOnExit(); public boolean renameTo(File to);
  public String[] list(); public String[] list(FilenameFilter filter); public File[] listFiles(); public File[] listFiles(FileFilter filter); public File[] listFiles(FilenameFilter filter);
  public java.nio.file.Path toPath(); public java.net.URI toURI(); public int compareTo(File other);
}
@NotSimulated public class ObjectOutputStream extends OutputStream { public ObjectOutputStream(OutputStream out) throws IOException; public void write(int b) throws IOException; public void writeObject(Object o) throws IOException; }
@NotSimulated public class ObjectInputStream extends InputStream { public ObjectInputStream(InputStream in) throws IOException; public int read() throws IOException; public Object readObject() throws IOException, ClassNotFoundException; }
`,
  bodies: {
    OutputStream: { $class: OutputStreamObject, new() {} },
    FilterOutputStream: { $class: BufferedOutput },
    PrintStream: { $class: PrintStreamObject, ...printBodies },
    FileOutputStream: { $class: FileOutput },
    BufferedOutputStream: { $class: class extends BufferedOutput {} },
    ByteArrayOutputStream: { $class: ByteArrayOutput },
    Writer: { $class: WriterObject, new() {} },
    StringWriter: { $class: StringWriterObject },
    OutputStreamWriter: { $class: OutputStreamWriterObject },
    FileWriter: { $class: FileWriterObject },
    BufferedWriter: { $class: BufferedWriterObject },
    PrintWriter: { $class: PrintWriterObject, ...printBodies },
    InputStream: { $class: InputStreamObject, new() {} },
    FileInputStream: { $class: FileInput },
    ByteArrayInputStream: { $class: BytesInput },
    FilterInputStream: { $class: FilterInput },
    BufferedInputStream: { $class: class extends FilterInput {} },
    Reader: { $class: ReaderObject, new() {} },
    InputStreamReader: { $class: InputStreamReaderObject },
    FileReader: { $class: FileReaderObject },
    StringReader: { $class: StringReaderObject },
    BufferedReader: {
      $class: BufferedReaderObject,
      lines(this: BufferedReaderObject) {
        const lines: string[] = [];
        for (let line = this.line(); line !== null; line = this.line()) lines.push(line);
        return objectStream(lines);
      },
    },
    LineNumberReader: { $class: class extends BufferedReaderObject {} },
    File: {
      $class: FileObject,
      createTempFile(prefix: string, suffix: string | null) {
        if (prefix.length < 3)
          raise('IllegalArgumentException', `Prefix string "${prefix}" too short: length must be at least 3`);
        const made = fileObject(`/tmp/${temporaryName(prefix, suffix)}`);
        opening(made.path, (files, at) => files.write(at, ''));
        return made;
      },
      getName(this: FileObject) {
        return nameOf(this.path);
      },
      getPath(this: FileObject) {
        return this.path;
      },
      getParent(this: FileObject) {
        return parentOf(this.path);
      },
      getParentFile(this: FileObject) {
        const parent = parentOf(this.path);
        return parent === null ? null : fileObject(parent);
      },
      isAbsolute(this: FileObject) {
        return this.path.startsWith('/');
      },
      getAbsolutePath(this: FileObject) {
        return absolutePath(this.path);
      },
      getAbsoluteFile(this: FileObject) {
        return fileObject(absolutePath(this.path));
      },
      getCanonicalPath(this: FileObject) {
        return canonical(this.path);
      },
      getCanonicalFile(this: FileObject) {
        return fileObject(canonical(this.path));
      },
      exists(this: FileObject) {
        return this.is !== null;
      },
      isFile(this: FileObject) {
        return this.is === 'file';
      },
      isDirectory(this: FileObject) {
        return this.is === 'directory';
      },
      isHidden(this: FileObject) {
        return nameOf(this.path).startsWith('.');
      },
      canRead(this: FileObject) {
        return succeeds(this.path, (files, at) => void (this.is === 'file' ? files.read(at) : files.list(at)));
      },
      canWrite(this: FileObject) {
        return this.is !== null && succeeds(this.path, (files, at) => this.is === 'file' && files.append(at, ''));
      },
      length(this: FileObject) {
        return this.is === 'file' ? disk().stat(absolutePath(this.path)).size : this.is === 'directory' ? 4096 : 0;
      },
      lastModified(this: FileObject) {
        if (this.is === null) return 0;
        const { modified } = disk().stat(absolutePath(this.path));
        return Math.floor(jvm().ref.epoch + modified);
      },
      createNewFile(this: FileObject) {
        if (this.is !== null) return false;
        opening(this.path, (files, at) => files.write(at, ''));
        return true;
      },
      mkdir(this: FileObject) {
        return this.is === null && succeeds(this.path, (files, at) => files.mkdir(at));
      },
      mkdirs(this: FileObject) {
        return this.is === null && succeeds(this.path, (files, at) => files.mkdir(at, { recursive: true }));
      },
      delete(this: FileObject) {
        return this.is !== null && succeeds(this.path, (files, at) => files.remove(at));
      },
      deleteOnExit() {},
      renameTo(this: FileObject, to: FileObject) {
        return this.is !== null && succeeds(this.path, (files, at) => files.rename(at, absolutePath(to.path)));
      },
      'list()'(this: FileObject) {
        const names = namesIn(this);
        return names && arrayOf('String', names);
      },
      'list(FilenameFilter)'(this: FileObject, filter: { accept$File$String(file: unknown, name: string): boolean }) {
        const names = namesIn(this);
        return (
          names &&
          arrayOf(
            'String',
            names.filter((name) => filter.accept$File$String(this, name)),
          )
        );
      },
      'listFiles()'(this: FileObject) {
        return filesIn(this, () => true);
      },
      'listFiles(FileFilter)'(this: FileObject, filter: { accept$File(file: unknown): boolean }) {
        return filesIn(this, (child) => filter.accept$File(child));
      },
      'listFiles(FilenameFilter)'(
        this: FileObject,
        filter: { accept$File$String(file: unknown, name: string): boolean },
      ) {
        return filesIn(this, (_, name) => filter.accept$File$String(this, name));
      },
      toPath(this: FileObject) {
        return allocate<PlaceObject>('java.nio.file.Path$Simulated').$init$String(this.path);
      },
      compareTo(this: FileObject, other: FileObject) {
        return compareStrings(this.path, other.path);
      },
    },
  },
});
