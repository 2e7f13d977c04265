/** java.util.Scanner over a string or a file. */

import { decodeBytes } from '../../runtime/charsets.ts';
import { noSuchElement } from '../../runtime/collections.ts';
import { filesCall, opening } from '../../runtime/disk.ts';
import { type InputStreamObject, type ReaderObject, restOf } from '../../runtime/io.ts';
import { parseDouble, parseInteger, parseLong } from '../../runtime/numbers.ts';
import { Base, nonNull, stringOf } from '../../runtime/object.ts';
import { raise } from '../../runtime/raise.ts';
import { compilePattern } from '../../runtime/regex.ts';
import { library } from '../table.ts';

class ScannerObject extends Base {
  text = '';
  at = 0;
  delimiter = '\\p{javaWhitespace}+';
  private pattern = /\s+/gu;

  useDelimiter(regex: string): this {
    this.delimiter = regex;
    this.pattern = new RegExp(compilePattern(regex).expression.source, 'gu');
    return this;
  }
  /** The next token and where it ends, delimiters before it skipped. */
  peek(): { readonly token: string; readonly end: number } | null {
    const from = this.delimiterAt(this.at)?.end ?? this.at;
    if (from >= this.text.length) return null;
    this.pattern.lastIndex = from;
    const next = this.pattern.exec(this.text);
    const end = next && next[0] !== '' ? next.index : this.text.length;
    return { token: this.text.slice(from, end), end };
  }
  private delimiterAt(at: number): { readonly end: number } | null {
    this.pattern.lastIndex = at;
    const found = this.pattern.exec(this.text);
    return found?.index === at ? { end: at + found[0].length } : null;
  }
  next(): string {
    const found = this.peek() ?? noSuchElement();
    this.at = found.end;
    return found.token;
  }
  /** The next token as a value; one that is none stays for the next call. */
  value<T>(test: RegExp, parse: (text: string) => T): T {
    const found = this.peek() ?? noSuchElement();
    if (!test.test(found.token))
      raise(
        'java.util.InputMismatchException',
        /^[-+]?\d+$/.test(found.token) ? `For input string: "${found.token}"` : null,
      );
    this.at = found.end;
    return parse(found.token);
  }
  has(test: RegExp): boolean {
    const found = this.peek();
    return found !== null && test.test(found.token);
  }
  line(): string {
    if (this.at >= this.text.length) noSuchElement('No line found');
    const end = this.text.indexOf('\n', this.at);
    const line = this.text.slice(this.at, end < 0 ? undefined : end);
    this.at = end < 0 ? this.text.length : end + 1;
    return line.replace(/\r$/, '');
  }
}

const WHOLE = /^[-+]?\d+$/;
const DECIMAL = /^[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?$/;
const BOOLEAN = /^(?:true|false)$/i;

library({
  package: 'java.util',
  stubs: `
public final class Scanner implements Iterator<String>, java.io.Closeable {
  public Scanner(java.io.InputStream in); public Scanner(java.io.InputStream in, String charset); public Scanner(java.io.Reader in); public Scanner(String text); public Scanner(java.io.File file) throws java.io.FileNotFoundException; public Scanner(java.nio.file.Path path) throws java.io.IOException;
  public Scanner useDelimiter(String regex); public boolean hasNext(); public String next(); public boolean hasNextLine(); public String nextLine();
  public int nextInt(); public long nextLong(); public double nextDouble(); public boolean nextBoolean();
  public boolean hasNextInt(); public boolean hasNextLong(); public boolean hasNextDouble(); public boolean hasNextBoolean(); public void close();
}`,
  bodies: {
    Scanner: {
      $class: ScannerObject,
      'new(String)'(this: ScannerObject, text: string) {
        this.text = text;
      },
      'new(InputStream)'(this: ScannerObject, input: InputStreamObject) {
        this.text = decodeBytes(nonNull(input).readAllBytes$());
      },
      'new(InputStream,String)'(this: ScannerObject, input: InputStreamObject, charset: string) {
        this.text = decodeBytes(nonNull(input).readAllBytes$(), charset);
      },
      'new(Reader)'(this: ScannerObject, reader: ReaderObject) {
        this.text = restOf(nonNull(reader));
      },
      'new(File)'(this: ScannerObject, file: unknown) {
        this.text = opening(stringOf(nonNull(file)), (files, at) => files.readText(at));
      },
      'new(Path)'(this: ScannerObject, path: unknown) {
        this.text = filesCall(stringOf(nonNull(path)), (files, at) => files.readText(at));
      },
      useDelimiter(this: ScannerObject, regex: string) {
        return this.useDelimiter(regex);
      },
      hasNext(this: ScannerObject) {
        return this.peek() !== null;
      },
      next(this: ScannerObject) {
        return this.next();
      },
      hasNextLine(this: ScannerObject) {
        return this.at < this.text.length;
      },
      nextLine(this: ScannerObject) {
        return this.line();
      },
      nextInt(this: ScannerObject) {
        return this.value(WHOLE, (text) => parseInteger(text));
      },
      nextLong(this: ScannerObject) {
        return this.value(WHOLE, (text) => parseLong(text));
      },
      nextDouble(this: ScannerObject) {
        return this.value(DECIMAL, parseDouble);
      },
      nextBoolean(this: ScannerObject) {
        return this.value(BOOLEAN, (text) => text.toLowerCase() === 'true');
      },
      hasNextInt(this: ScannerObject) {
        return this.has(WHOLE);
      },
      hasNextLong(this: ScannerObject) {
        return this.has(WHOLE);
      },
      hasNextDouble(this: ScannerObject) {
        return this.has(DECIMAL);
      },
      hasNextBoolean(this: ScannerObject) {
        return this.has(BOOLEAN);
      },
      close() {},
    },
  },
});
