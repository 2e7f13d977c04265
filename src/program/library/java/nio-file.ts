/** java.nio.file on the disk of the process that runs the program. */
import { compareStrings, stringHash } from '../../../flink/api/values.ts';
import { allocate } from '../../link.ts';
import { decodeBytes, encode } from '../../runtime/charsets.ts';
import { iterate, type JavaIterable } from '../../runtime/collections.ts';
import { absolutePath, appendBytes, bytesOf, disk, filesCall } from '../../runtime/disk.ts';
import {
  type BufferedReaderObject,
  type BufferedWriterObject,
  type FileInput,
  type FileOutput,
  InputStreamReaderObject,
  OutputStreamWriterObject,
} from '../../runtime/io.ts';
import { newArrayList } from '../../runtime/lists.ts';
import { nonNull, stringOf } from '../../runtime/object.ts';
import { Raise } from '../../runtime/raise.ts';
import { objectStream } from '../../runtime/streams.ts';
import { library } from '../table.ts';
import { canonical, fileObject, PlaceObject, temporaryName } from './io.ts';
import { fileUri, nioPathOfUri } from './net-uri.ts';

class PathObject extends PlaceObject {
  override $hashCode(): number {
    return stringHash(this.path);
  }
}
const pathOf = (text: string): PathObject => allocate<PathObject>('java.nio.file.Path$Simulated').$init$String(text);
const join = (first: string, more: string[]): PathObject =>
  pathOf([first, ...Array.from(more)].filter((part) => part !== '').join('/'));
const ofUri = (uri: Parameters<typeof nioPathOfUri>[0]): PathObject => pathOf(nioPathOfUri(uri));
const names = (path: PathObject): string[] => path.path.split('/').filter((name) => name !== '');
const resolve = (path: PathObject, other: string): PathObject =>
  other.startsWith('/') || path.path === '' ? pathOf(other) : join(path.path, [other]);
const parent = (path: PathObject): PathObject | null => {
  const at = path.path.lastIndexOf('/');
  return at < 0 || path.path === '/' ? null : pathOf(at === 0 ? '/' : path.path.slice(0, at));
};
/** `..` and `.` taken out of a path, which stays relative where it was. */
function normalize(path: PathObject): PathObject {
  if (path.path.startsWith('/')) return pathOf(canonical(path.path));
  const out: string[] = [];
  for (const name of names(path)) {
    if (name === '..' && out.length > 0 && out.at(-1) !== '..') out.pop();
    else if (name !== '.') out.push(name);
  }
  return pathOf(out.join('/'));
}
function relativize(from: PathObject, to: PathObject): PathObject {
  if (from.path.startsWith('/') !== to.path.startsWith('/'))
    throw new Raise('java.lang.IllegalArgumentException', "'other' is different type of Path");
  const [a, b] = [names(from), names(to)];
  let same = 0;
  while (same < a.length && a[same] === b[same]) same++;
  return pathOf([...a.slice(same).map(() => '..'), ...b.slice(same)].join('/'));
}

type Options = { $name?: string }[];
const has = (options: Options, name: string): boolean => Array.from(options).some((option) => option.$name === name);
/** Files.write and its kin: without options CREATE, TRUNCATE_EXISTING and WRITE. */
function put(path: PathObject, bytes: Int8Array, options: Options): PathObject {
  filesCall(path.path, (files, at) => {
    const known = options.length === 0 || has(options, 'CREATE') || has(options, 'CREATE_NEW');
    if (has(options, 'CREATE_NEW') && files.exists(at))
      throw new Raise('java.nio.file.FileAlreadyExistsException', path.path);
    if (!known && !files.exists(at)) throw new Raise('java.nio.file.NoSuchFileException', path.path);
    if (!files.exists(at) || options.length === 0 || has(options, 'TRUNCATE_EXISTING')) files.write(at, '');
    appendBytes(files, at, bytes);
  });
  return path;
}
const lines = (texts: JavaIterable, charset?: unknown): Int8Array =>
  encode([...iterate(texts)].map((text) => `${stringOf(text)}\n`).join(''), charset);
const bytesIn = (path: PathObject): Int8Array => filesCall(path.path, (files, at) => bytesOf(files.read(at)));
const textIn = (path: PathObject, charset?: unknown): string => decodeBytes(bytesIn(path), charset);
function linesIn(path: PathObject, charset?: unknown): string[] {
  const found = textIn(path, charset).split(/\r\n|\r|\n/);
  if (found.at(-1) === '') found.pop();
  return found;
}
const make = (path: PathObject): PathObject => {
  filesCall(path.path, (files, at) => files.mkdir(at));
  return path;
};
function transfer(_from: PathObject, to: PathObject, options: Options): string {
  filesCall(to.path, (files, at) => {
    if (!files.exists(at)) return;
    if (!has(options, 'REPLACE_EXISTING')) throw new Raise('java.nio.file.FileAlreadyExistsException', to.path);
    files.remove(at);
  });
  return absolutePath(to.path);
}
/** The tree below a path, a directory before what is in it, entries by name. */
function* walk(path: PathObject, depth: number): Generator<PathObject> {
  filesCall(path.path, (files, at) => files.stat(at));
  yield path;
  if (path.is !== 'directory' || depth === 0) return;
  for (const name of disk().list(absolutePath(path.path))) yield* walk(resolve(path, name), depth - 1);
}

library({
  package: 'java.nio.file',
  stubs: `
import java.nio.charset.Charset;
import java.io.IOException;
import java.util.stream.Stream;
import java.nio.file.attribute.FileAttribute;
public interface OpenOption {}
public interface CopyOption {}
public enum StandardOpenOption implements OpenOption { READ, WRITE, APPEND, TRUNCATE_EXISTING, CREATE, CREATE_NEW, DELETE_ON_CLOSE, SPARSE, SYNC, DSYNC }
public enum StandardCopyOption implements CopyOption { REPLACE_EXISTING, COPY_ATTRIBUTES, ATOMIC_MOVE }
public interface Path extends Comparable<Path>, Iterable<Path> {
  static Path of(String first, String... more); static Path of(java.net.URI uri); default java.net.URI toUri();
  default Path getFileName(); default Path getParent(); default Path getRoot(); default int getNameCount(); default Path getName(int index); default boolean isAbsolute(); default boolean startsWith(String other); default boolean endsWith(String other); default boolean startsWith(Path other); default boolean endsWith(Path other);
  default Path resolve(String other); default Path resolve(Path other); default Path resolveSibling(String other); default Path relativize(Path other); default Path normalize(); default Path toAbsolutePath(); default Path toRealPath(LinkOption... options) throws IOException; default java.io.File toFile(); default int compareTo(Path other); default java.util.Iterator<Path> iterator();
  class Simulated implements Path { public String toString(); }
}
public enum LinkOption implements OpenOption, CopyOption { NOFOLLOW_LINKS }
public class Paths { public static Path get(String first, String... more); public static Path get(java.net.URI uri); }
public class Files {
  public static boolean exists(Path path, LinkOption... options); public static boolean notExists(Path path, LinkOption... options); public static boolean isDirectory(Path path, LinkOption... options); public static boolean isRegularFile(Path path, LinkOption... options);
  public static long size(Path path) throws IOException; public static boolean isReadable(Path path); public static boolean isWritable(Path path);
  public static java.util.List<String> readAllLines(Path path) throws IOException; public static java.util.List<String> readAllLines(Path path, Charset charset) throws IOException;
  public static Stream<String> lines(Path path) throws IOException; public static Stream<String> lines(Path path, Charset charset) throws IOException;
  public static String readString(Path path) throws IOException; public static String readString(Path path, Charset charset) throws IOException; public static byte[] readAllBytes(Path path) throws IOException;
  public static Path write(Path path, byte[] bytes, OpenOption... options) throws IOException; public static Path write(Path path, Iterable<? extends CharSequence> lines, OpenOption... options) throws IOException; public static Path write(Path path, Iterable<? extends CharSequence> lines, Charset charset, OpenOption... options) throws IOException;
  public static Path writeString(Path path, CharSequence text, OpenOption... options) throws IOException; public static Path writeString(Path path, CharSequence text, Charset charset, OpenOption... options) throws IOException;
  public static java.io.BufferedReader newBufferedReader(Path path) throws IOException; public static java.io.BufferedReader newBufferedReader(Path path, Charset charset) throws IOException;
  public static java.io.BufferedWriter newBufferedWriter(Path path, OpenOption... options) throws IOException; public static java.io.BufferedWriter newBufferedWriter(Path path, Charset charset, OpenOption... options) throws IOException;
  public static java.io.InputStream newInputStream(Path path, OpenOption... options) throws IOException; public static java.io.OutputStream newOutputStream(Path path, OpenOption... options) throws IOException;
  public static Path createFile(Path path, FileAttribute<?>... attributes) throws IOException; public static Path createDirectory(Path path, FileAttribute<?>... attributes) throws IOException; public static Path createDirectories(Path path, FileAttribute<?>... attributes) throws IOException;
  public static Path createTempFile(String prefix, String suffix, FileAttribute<?>... attributes) throws IOException; public static Path createTempDirectory(String prefix, FileAttribute<?>... attributes) throws IOException;
  public static void delete(Path path) throws IOException; public static boolean deleteIfExists(Path path) throws IOException;
  public static Path copy(Path from, Path to, CopyOption... options) throws IOException; public static Path move(Path from, Path to, CopyOption... options) throws IOException;
  public static Stream<Path> list(Path path) throws IOException; public static Stream<Path> walk(Path path, FileVisitOption... options) throws IOException; public static Stream<Path> walk(Path path, int depth, FileVisitOption... options) throws IOException;
}
public enum FileVisitOption { FOLLOW_LINKS }`,
  bodies: {
    'Path.Simulated': { $class: PathObject },
    Path: {
      'of(String,String[])': join,
      'of(URI)': ofUri,
      toUri(this: PathObject) {
        return fileUri(`//${absolutePath(this.path)}${this.is === 'directory' ? '/' : ''}`);
      },
      getFileName(this: PathObject) {
        return this.path === '/' ? null : pathOf(names(this).at(-1) ?? '');
      },
      getParent(this: PathObject) {
        return parent(this);
      },
      getRoot(this: PathObject) {
        return this.path.startsWith('/') ? pathOf('/') : null;
      },
      getNameCount(this: PathObject) {
        return Math.max(names(this).length, this.path === '' ? 1 : 0);
      },
      getName(this: PathObject, index: number) {
        const name = names(this)[index];
        if (name === undefined) throw new Raise('java.lang.IllegalArgumentException', null);
        return pathOf(name);
      },
      isAbsolute(this: PathObject) {
        return this.path.startsWith('/');
      },
      'startsWith(String)'(this: PathObject, other: string) {
        return starts(this, pathOf(other));
      },
      'startsWith(Path)'(this: PathObject, other: PathObject) {
        return starts(this, other);
      },
      'endsWith(String)'(this: PathObject, other: string) {
        return ends(this, pathOf(other));
      },
      'endsWith(Path)'(this: PathObject, other: PathObject) {
        return ends(this, other);
      },
      'resolve(String)'(this: PathObject, other: string) {
        return resolve(this, other);
      },
      'resolve(Path)'(this: PathObject, other: PathObject) {
        return resolve(this, other.path);
      },
      resolveSibling(this: PathObject, other: string) {
        return resolve(parent(this) ?? pathOf(''), other);
      },
      relativize(this: PathObject, other: PathObject) {
        return relativize(this, other);
      },
      normalize(this: PathObject) {
        return normalize(this);
      },
      toAbsolutePath(this: PathObject) {
        return pathOf(absolutePath(this.path));
      },
      toRealPath(this: PathObject) {
        return pathOf(filesCall(this.path, (files, at) => files.realPath(at)));
      },
      toFile(this: PathObject) {
        return fileObject(this.path);
      },
      iterator(this: PathObject) {
        return newArrayList(names(this).map(pathOf)).iterator$();
      },
      compareTo(this: PathObject, other: PathObject) {
        return compareStrings(this.path, other.path);
      },
    },
    Paths: { 'get(String,String[])': join, 'get(URI)': ofUri },
    Files: {
      exists: (path: PathObject) => path.is !== null,
      notExists: (path: PathObject) => path.is === null,
      isDirectory: (path: PathObject) => path.is === 'directory',
      isRegularFile: (path: PathObject) => path.is === 'file',
      isReadable: (path: PathObject) => path.is !== null,
      isWritable: (path: PathObject) => path.is !== null,
      size: (path: PathObject) => filesCall(path.path, (files, at) => files.stat(at).size),
      'readAllLines(Path)': (path: PathObject) => newArrayList(linesIn(path)),
      'readAllLines(Path,Charset)': (path: PathObject, charset: unknown) => newArrayList(linesIn(path, charset)),
      'lines(Path)': (path: PathObject) => objectStream(linesIn(path)),
      'lines(Path,Charset)': (path: PathObject, charset: unknown) => objectStream(linesIn(path, charset)),
      'readString(Path)': (path: PathObject) => textIn(path),
      'readString(Path,Charset)': (path: PathObject, charset: unknown) => textIn(path, charset),
      readAllBytes: bytesIn,
      'write(Path,byte[],OpenOption[])': (path: PathObject, bytes: Int8Array, options: Options) =>
        put(path, nonNull(bytes), options),
      'write(Path,Iterable,OpenOption[])': (path: PathObject, texts: JavaIterable, options: Options) =>
        put(path, lines(texts), options),
      'write(Path,Iterable,Charset,OpenOption[])': (
        path: PathObject,
        texts: JavaIterable,
        charset: unknown,
        options: Options,
      ) => put(path, lines(texts, charset), options),
      'writeString(Path,CharSequence,OpenOption[])': (path: PathObject, text: unknown, options: Options) =>
        put(path, encode(stringOf(nonNull(text))), options),
      'writeString(Path,CharSequence,Charset,OpenOption[])': (
        path: PathObject,
        text: unknown,
        charset: unknown,
        options: Options,
      ) => put(path, encode(stringOf(nonNull(text)), charset), options),
      'newBufferedReader(Path)': (path: PathObject) => reader(path),
      'newBufferedReader(Path,Charset)': (path: PathObject, charset: unknown) => reader(path, charset),
      'newBufferedWriter(Path,OpenOption[])': (path: PathObject, options: Options) => writer(path, options),
      'newBufferedWriter(Path,Charset,OpenOption[])': (path: PathObject, charset: unknown, options: Options) =>
        writer(path, options, charset),
      newInputStream: (path: PathObject) => input(path),
      newOutputStream: (path: PathObject, options: Options) => output(path, options),
      createFile: (path: PathObject) => put(path, new Int8Array(), [{ $name: 'CREATE_NEW' }]),
      createDirectory: make,
      createDirectories(path: PathObject) {
        if (path.is !== 'directory') filesCall(path.path, (files, at) => files.mkdir(at, { recursive: true }));
        return path;
      },
      createTempFile: (prefix: string | null, suffix: string | null) =>
        put(pathOf(`/tmp/${temporaryName(prefix ?? '', suffix)}`), new Int8Array(), []),
      createTempDirectory: (prefix: string | null) => make(pathOf(`/tmp/${temporaryName(prefix ?? '', '')}`)),
      delete: (path: PathObject) => filesCall(path.path, (files, at) => files.remove(at)),
      deleteIfExists(path: PathObject) {
        if (path.is === null) return false;
        filesCall(path.path, (files, at) => files.remove(at));
        return true;
      },
      copy(from: PathObject, to: PathObject, options: Options) {
        if (from.is === 'directory') return make(to);
        const content = filesCall(from.path, (files, at) => files.read(at));
        transfer(from, to, options);
        filesCall(to.path, (files, at) => files.write(at, content));
        return to;
      },
      move(from: PathObject, to: PathObject, options: Options) {
        filesCall(from.path, (files, at) => files.stat(at));
        const target = transfer(from, to, options);
        filesCall(to.path, (files) => files.rename(absolutePath(from.path), target));
        return to;
      },
      list(path: PathObject) {
        const found = filesCall(path.path, (files, at) => files.list(at));
        return objectStream(found.map((name) => resolve(path, name)));
      },
      'walk(Path,FileVisitOption[])': (path: PathObject) => objectStream([...walk(path, Number.POSITIVE_INFINITY)]),
      'walk(Path,int,FileVisitOption[])': (path: PathObject, depth: number) => objectStream([...walk(path, depth)]),
    },
  },
});
const starts = (path: PathObject, other: PathObject): boolean =>
  path.path.startsWith('/') === other.path.startsWith('/') && names(other).every((name, i) => names(path)[i] === name);
const ends = (path: PathObject, other: PathObject): boolean => {
  const [all, last] = [names(path), names(other)];
  return last.every((name, i) => all[all.length - last.length + i] === name);
};
function input(path: PathObject): FileInput {
  filesCall(path.path, (files, at) => files.stat(at));
  return allocate<FileInput>('java.io.FileInputStream').$init$String(path.path);
}
function output(path: PathObject, options: Options): FileOutput {
  put(path, new Int8Array(), options);
  return allocate<FileOutput>('java.io.FileOutputStream').$init$String$boolean(path.path, true);
}
const reader = (path: PathObject, charset?: unknown): BufferedReaderObject =>
  allocate<BufferedReaderObject>('java.io.BufferedReader').$init$Reader(
    new InputStreamReaderObject().$init$InputStream(input(path), charset),
  );
const writer = (path: PathObject, options: Options, charset?: unknown): BufferedWriterObject =>
  allocate<BufferedWriterObject>('java.io.BufferedWriter').$init$Writer(
    new OutputStreamWriterObject().$init$OutputStream(output(path, options), charset),
  );

library({ package: 'java.nio.file.attribute', stubs: 'public interface FileAttribute<T> {}', bodies: {} });
