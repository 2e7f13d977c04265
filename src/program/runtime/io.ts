/** java.io: streams of bytes and of characters. Method names are the linker's (see library/table.ts). */
import { decodeBytes, encode } from './charsets.ts';
import { absolutePath, appendBytes, bytesOf, disk, opening, transferring } from './disk.ts';
import { Base, nonNull, stringOf } from './object.ts';
import { Raise } from './raise.ts';

/** Size of the JDK's buffers, in bytes or characters. */
const BUFFER = 8192;

function closed(): never {
  throw new Raise('java.io.IOException', 'Stream closed');
}
const isDirectory = (path: string): boolean =>
  disk().exists(absolutePath(path)) && disk().stat(absolutePath(path)).type === 'directory';

/** java.io.InputStream: all that follows from read(). */
export abstract class InputStreamObject extends Base {
  abstract read$(): number;
  read$byte_A(into: Int8Array): number {
    return this.read$byte_A$int$int(into, 0, into.length);
  }
  read$byte_A$int$int(into: Int8Array, offset: number, length: number): number {
    let n = 0;
    for (; n < length; n++) {
      const byte = this.read$();
      if (byte < 0) break;
      into[offset + n] = byte;
    }
    return n === 0 && length > 0 ? -1 : n;
  }
  readAllBytes$(): Int8Array {
    const bytes: number[] = [];
    for (let byte = this.read$(); byte >= 0; byte = this.read$()) bytes.push(byte);
    return Int8Array.from(bytes);
  }
  readNBytes$int(length: number): Int8Array {
    const into = new Int8Array(length);
    return into.slice(0, Math.max(0, this.read$byte_A(into)));
  }
  skip$long(n: number): number {
    let skipped = 0;
    while (skipped < Number(n) && this.read$() >= 0) skipped++;
    return skipped;
  }
  transferTo$OutputStream(out: OutputStreamObject): number {
    const bytes = this.readAllBytes$();
    out.write$byte_A(bytes);
    return bytes.length;
  }
  available$(): number {
    return 0;
  }
  close$(): void {}
}

/** A stream over bytes that were read whole: ByteArrayInputStream, FileInputStream, a resource. */
export class BytesInput extends InputStreamObject {
  bytes: Int8Array = new Int8Array();
  at = 0;
  $init$byte_A(bytes: Int8Array): this {
    this.bytes = nonNull(bytes);
    return this;
  }
  read$(): number {
    return this.at < this.bytes.length ? this.bytes[this.at++]! & 255 : -1;
  }
  override read$byte_A$int$int(into: Int8Array, offset: number, length: number): number {
    if (length > 0 && this.at >= this.bytes.length) return -1;
    const part = this.bytes.subarray(this.at, this.at + length);
    into.set(part, offset);
    this.at += part.length;
    return part.length;
  }
  override readAllBytes$(): Int8Array {
    const rest = this.bytes.slice(this.at);
    this.at = this.bytes.length;
    return rest;
  }
  override available$(): number {
    return this.bytes.length - this.at;
  }
}
export class FileInput extends BytesInput {
  private open = true;
  $init$String(path: string): this {
    nonNull(path);
    if (isDirectory(path)) throw new Raise('java.io.FileNotFoundException', `${path} (Is a directory)`);
    this.bytes = bytesOf(opening(path, (files, at) => files.read(at)));
    return this;
  }
  $init$File(file: unknown): this {
    return this.$init$String(stringOf(nonNull(file)));
  }
  override read$(): number {
    return this.open ? super.read$() : this.ended();
  }
  override read$byte_A$int$int(into: Int8Array, offset: number, length: number): number {
    return this.open ? super.read$byte_A$int$int(into, offset, length) : this.ended();
  }
  override readAllBytes$(): Int8Array {
    return this.open ? super.readAllBytes$() : this.ended();
  }
  override close$(): void {
    this.open = false;
  }
  private ended(): never {
    throw new Raise('java.io.IOException', 'Stream Closed');
  }
}
/** BufferedInputStream and its kin: another stream's bytes. */
export class FilterInput extends InputStreamObject {
  protected inner!: InputStreamObject;
  $init$InputStream(inner: InputStreamObject): this {
    this.inner = inner;
    return this;
  }
  $init$InputStream$int(inner: InputStreamObject): this {
    return this.$init$InputStream(inner);
  }
  read$(): number {
    return this.inner.read$();
  }
  override read$byte_A$int$int(into: Int8Array, offset: number, length: number): number {
    return this.inner.read$byte_A$int$int(into, offset, length);
  }
  override available$(): number {
    return this.inner.available$();
  }
  override close$(): void {
    this.inner.close$();
  }
}

/** java.io.Reader: all that follows from read(char[], int, int). */
export abstract class ReaderObject extends Base {
  abstract read$char_A$int$int(into: Uint16Array, offset: number, length: number): number;
  abstract close$(): void;
  read$char_A(into: Uint16Array): number {
    return this.read$char_A$int$int(into, 0, into.length);
  }
  read$(): number {
    const one = new Uint16Array(1);
    return this.read$char_A$int$int(one, 0, 1) < 1 ? -1 : one[0]!;
  }
  skip$long(n: number): number {
    let skipped = 0;
    while (skipped < Number(n) && this.read$() >= 0) skipped++;
    return skipped;
  }
  ready$(): boolean {
    return false;
  }
}
/** Characters that were read whole, and how far readers over them have come. */
interface Characters {
  readonly text: string;
  at: number;
}
/** The rest of what a Reader has; readers of this file share it with the ones over them. */
function charactersOf(reader: ReaderObject): Characters {
  if (reader instanceof TextReader) return reader.characters();
  let text = '';
  for (let c = reader.read$(); c >= 0; c = reader.read$()) text += String.fromCharCode(c);
  return { text, at: 0 };
}
/** All that a Reader has left. */
export function restOf(reader: ReaderObject): string {
  const from = charactersOf(reader);
  const text = from.text.slice(from.at);
  from.at = from.text.length;
  return text;
}
class TextReader extends ReaderObject {
  private source: (() => Characters) | null = null;
  private opened: Characters | null = null;
  private inner: { close$(): void } | null = null;

  protected over(inner: { close$(): void } | null, source: () => Characters): this {
    this.inner = inner;
    this.source = source;
    return this;
  }
  characters(): Characters {
    this.opened ??= (this.source ?? closed)();
    return this.opened;
  }
  line(): string | null {
    const from = this.characters();
    if (from.at >= from.text.length) return null;
    const end = /\r\n|\r|\n/g;
    end.lastIndex = from.at;
    const match = end.exec(from.text);
    const line = from.text.slice(from.at, match?.index);
    from.at = match ? match.index + match[0].length : from.text.length;
    return line;
  }
  read$char_A$int$int(into: Uint16Array, offset: number, length: number): number {
    const from = this.characters();
    if (length > 0 && from.at >= from.text.length) return -1;
    const n = Math.min(length, from.text.length - from.at);
    for (let i = 0; i < n; i++) into[offset + i] = from.text.charCodeAt(from.at + i);
    from.at += n;
    return n;
  }
  override ready$(): boolean {
    const from = this.characters();
    return from.at < from.text.length;
  }
  close$(): void {
    this.inner?.close$();
    this.opened = null;
    this.source = null;
  }
}
export class StringReaderObject extends TextReader {
  $init$String(text: string): this {
    return this.over(null, () => ({ text: nonNull(text), at: 0 }));
  }
}
export class InputStreamReaderObject extends TextReader {
  $init$InputStream(inner: InputStreamObject, charset: unknown = 'UTF-8'): this {
    nonNull(inner);
    return this.over(inner, () => ({ text: decodeBytes(inner.readAllBytes$(), charset), at: 0 }));
  }
  $init$InputStream$String(inner: InputStreamObject, charset: string): this {
    return this.$init$InputStream(inner, charset);
  }
  $init$InputStream$Charset(inner: InputStreamObject, charset: unknown): this {
    return this.$init$InputStream(inner, charset);
  }
}
export class FileReaderObject extends InputStreamReaderObject {
  $init$String(path: string): this {
    return this.$init$InputStream(new FileInput().$init$String(path));
  }
  $init$File(file: unknown): this {
    return this.$init$InputStream(new FileInput().$init$File(file));
  }
  $init$String$Charset(path: string, charset: unknown): this {
    return this.$init$InputStream(new FileInput().$init$String(path), charset);
  }
  $init$File$Charset(file: unknown, charset: unknown): this {
    return this.$init$InputStream(new FileInput().$init$File(file), charset);
  }
}
export class BufferedReaderObject extends TextReader {
  private number = 0;
  $init$Reader(inner: ReaderObject): this {
    nonNull(inner);
    return this.over(inner, () => charactersOf(inner));
  }
  $init$Reader$int(inner: ReaderObject): this {
    return this.$init$Reader(inner);
  }
  readLine$(): string | null {
    const line = this.line();
    if (line !== null) this.number++;
    return line;
  }
  getLineNumber$(): number {
    return this.number;
  }
}

/** java.io.OutputStream: all that follows from write(int). */
export abstract class OutputStreamObject extends Base {
  abstract write$int(byte: number): void;
  write$byte_A(bytes: Int8Array): void {
    this.write$byte_A$int$int(bytes, 0, bytes.length);
  }
  write$byte_A$int$int(bytes: Int8Array, offset: number, length: number): void {
    for (let i = 0; i < length; i++) this.write$int(bytes[offset + i]!);
  }
  flush$(): void {}
  close$(): void {}
}
/** Streams that take bytes in runs. */
abstract class SinkOutput extends OutputStreamObject {
  protected abstract put(bytes: Int8Array): void;
  write$int(byte: number): void {
    this.put(Int8Array.of(byte));
  }
  override write$byte_A$int$int(bytes: Int8Array, offset: number, length: number): void {
    this.put(bytes.slice(offset, offset + length));
  }
}
export class FileOutput extends SinkOutput {
  private path = '';
  private open = true;
  $init$String(path: string): this {
    return this.$init$String$boolean(path, false);
  }
  $init$String$boolean(path: string, append: boolean): this {
    this.path = nonNull(path);
    if (isDirectory(path)) throw new Raise('java.io.FileNotFoundException', `${path} (Is a directory)`);
    opening(path, (files, at) => {
      if (!append || !files.exists(at)) files.write(at, '');
    });
    return this;
  }
  $init$File(file: unknown): this {
    return this.$init$String$boolean(stringOf(nonNull(file)), false);
  }
  $init$File$boolean(file: unknown, append: boolean): this {
    return this.$init$String$boolean(stringOf(nonNull(file)), append);
  }
  protected put(bytes: Int8Array): void {
    if (!this.open) throw new Raise('java.io.IOException', 'Stream Closed');
    transferring(this.path, (files, at) => appendBytes(files, at, bytes));
  }
  override close$(): void {
    this.open = false;
  }
}
export class ByteArrayOutput extends SinkOutput {
  private bytes: number[] = [];
  $init$(): this {
    return this;
  }
  $init$int(_size: number): this {
    return this;
  }
  protected put(bytes: Int8Array): void {
    for (const byte of bytes) this.bytes.push(byte);
  }
  toByteArray$(): Int8Array {
    return Int8Array.from(this.bytes);
  }
  size$(): number {
    return this.bytes.length;
  }
  reset$(): void {
    this.bytes = [];
  }
  writeTo$OutputStream(out: OutputStreamObject): void {
    out.write$byte_A(this.toByteArray$());
  }
  override $toString(): string {
    return decodeBytes(this.toByteArray$());
  }
  toString$String(charset: string): string {
    return decodeBytes(this.toByteArray$(), charset);
  }
}
export class BufferedOutput extends SinkOutput {
  private inner!: OutputStreamObject;
  private held: number[] = [];
  private size = BUFFER;
  $init$OutputStream(inner: OutputStreamObject): this {
    this.inner = inner;
    return this;
  }
  $init$OutputStream$int(inner: OutputStreamObject, size: number): this {
    this.size = size;
    return this.$init$OutputStream(inner);
  }
  protected put(bytes: Int8Array): void {
    if (bytes.length + this.held.length > this.size) this.drain();
    if (bytes.length >= this.size) this.inner.write$byte_A(bytes);
    else for (const byte of bytes) this.held.push(byte);
  }
  private drain(): void {
    if (this.held.length === 0) return;
    this.inner.write$byte_A(Int8Array.from(this.held));
    this.held = [];
  }
  override flush$(): void {
    this.drain();
    this.inner.flush$();
  }
  override close$(): void {
    this.flush$();
    this.inner.close$();
  }
}

/** java.io.Writer: all that follows from write(char[], int, int). */
export abstract class WriterObject extends Base {
  abstract write$char_A$int$int(chars: Uint16Array, offset: number, length: number): void;
  abstract flush$(): void;
  abstract close$(): void;
  write$int(c: number): void {
    this.write$char_A$int$int(Uint16Array.of(c), 0, 1);
  }
  write$char_A(chars: Uint16Array): void {
    this.write$char_A$int$int(chars, 0, chars.length);
  }
  write$String(text: string): void {
    this.write$char_A$int$int(
      Uint16Array.from(nonNull(text), (c) => c.charCodeAt(0)),
      0,
      text.length,
    );
  }
  write$String$int$int(text: string, offset: number, length: number): void {
    this.write$String(nonNull(text).slice(offset, offset + length));
  }
  append$CharSequence(text: unknown): this {
    this.write$String(stringOf(text));
    return this;
  }
  append$CharSequence$int$int(text: unknown, start: number, end: number): this {
    this.write$String(stringOf(text).slice(start, end));
    return this;
  }
  append$char(c: number): this {
    this.write$int(c);
    return this;
  }
}
/** Writers that take text in runs. */
abstract class SinkWriter extends WriterObject {
  protected abstract put(text: string): void;
  override write$int(c: number): void {
    this.put(String.fromCharCode(c & 0xffff));
  }
  override write$String(text: string): void {
    this.put(nonNull(text));
  }
  write$char_A$int$int(chars: Uint16Array, offset: number, length: number): void {
    this.put(String.fromCharCode(...chars.subarray(offset, offset + length)));
  }
}
export class StringWriterObject extends SinkWriter {
  private text = '';
  $init$(): this {
    return this;
  }
  $init$int(_size: number): this {
    return this;
  }
  protected put(text: string): void {
    this.text += text;
  }
  override $toString(): string {
    return this.text;
  }
  flush$(): void {}
  close$(): void {}
}
/** Writers that hold text back until there is enough, flush() or close(): what is never closed is never written. */
abstract class HoldingWriter extends SinkWriter {
  private held = '';
  private open = true;
  protected size = BUFFER;
  /** Passes held text on. */
  protected abstract pass(text: string): void;
  protected put(text: string): void {
    if (!this.open) closed();
    this.held += text;
    if (this.held.length >= this.size) this.drain();
  }
  protected drain(): void {
    const { held } = this;
    this.held = '';
    if (held !== '') this.pass(held);
  }
  protected shut(): boolean {
    const was = this.open;
    if (was) this.drain();
    this.open = false;
    return was;
  }
}
export class OutputStreamWriterObject extends HoldingWriter {
  private inner!: OutputStreamObject;
  private charset: unknown = 'UTF-8';
  $init$OutputStream(inner: OutputStreamObject, charset: unknown = 'UTF-8'): this {
    this.inner = nonNull(inner);
    this.charset = charset;
    return this;
  }
  $init$OutputStream$String(inner: OutputStreamObject, charset: string): this {
    return this.$init$OutputStream(inner, charset);
  }
  $init$OutputStream$Charset(inner: OutputStreamObject, charset: unknown): this {
    return this.$init$OutputStream(inner, charset);
  }
  protected pass(text: string): void {
    this.inner.write$byte_A(encode(text, this.charset));
  }
  flush$(): void {
    this.drain();
    this.inner.flush$();
  }
  close$(): void {
    if (this.shut()) this.inner.close$();
  }
}
export class FileWriterObject extends OutputStreamWriterObject {
  $init$String(path: string): this {
    return this.$init$OutputStream(new FileOutput().$init$String(path));
  }
  $init$String$boolean(path: string, append: boolean): this {
    return this.$init$OutputStream(new FileOutput().$init$String$boolean(path, append));
  }
  $init$File(file: unknown): this {
    return this.$init$OutputStream(new FileOutput().$init$File(file));
  }
  $init$File$boolean(file: unknown, append: boolean): this {
    return this.$init$OutputStream(new FileOutput().$init$File$boolean(file, append));
  }
}
export class BufferedWriterObject extends HoldingWriter {
  private inner!: WriterObject;
  $init$Writer(inner: WriterObject): this {
    this.inner = nonNull(inner);
    return this;
  }
  $init$Writer$int(inner: WriterObject, size: number): this {
    this.size = size;
    return this.$init$Writer(inner);
  }
  newLine$(): void {
    this.put('\n');
  }
  protected pass(text: string): void {
    this.inner.write$String(text);
  }
  flush$(): void {
    this.drain();
    this.inner.flush$();
  }
  close$(): void {
    if (this.shut()) this.inner.close$();
  }
}
