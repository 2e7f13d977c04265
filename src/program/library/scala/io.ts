/** scala.io.Source: the text of a file, by lines. */
import type { Task } from '../../../simulation/task.ts';
import { wait } from '../../jvm.ts';
import { allocate } from '../../link.ts';
import { decodeBytes } from '../../runtime/charsets.ts';
import { stringOf } from '../../runtime/object.ts';
import { raise } from '../../runtime/raise.ts';
import { opened, resourceStream, url } from '../java/net-uri.ts';
import { library } from '../table.ts';
import { itemsOf, wrappedString } from './collection.ts';
import { Iter } from './iterators.ts';

interface Input {
  $init$String(path: string): Input;
  $init$File(file: unknown): Input;
  readAllBytes$(): Int8Array;
}
class SourceObject extends Iter {
  text = '';
}
function sourceOf(text: string): SourceObject {
  const made = allocate<SourceObject>('scala.io.BufferedSource');
  made.text = text;
  made.items = itemsOf(wrappedString(text));
  return made;
}
function* read(open: (input: Input) => Input, charset = 'UTF-8'): Task<SourceObject> {
  const input = open(allocate<Input>('java.io.FileInputStream'));
  return sourceOf(decodeBytes((yield* wait(input.readAllBytes$() as never)) as Int8Array, charset));
}
const decoded = (input: Pick<Input, 'readAllBytes$'>, charset = 'UTF-8'): SourceObject =>
  sourceOf(decodeBytes(input.readAllBytes$(), charset));
const linesOf = (text: string): string[] => {
  const lines = text.split(/\r\n|\n|\r/);
  if (lines[lines.length - 1] === '') lines.pop();
  return lines;
};

library({
  package: 'scala.io',
  stubs: `
public class Codec { public static String UTF8; }
public abstract class Source extends scala.collection.Iterator<Character> {
  @Blocks public static BufferedSource fromFile(String path); @Blocks public static BufferedSource fromFile(String path, String encoding); @Blocks public static BufferedSource fromFile(java.io.File file); @Blocks public static BufferedSource fromFile(java.io.File file, String encoding); public static Source fromString(String text);
  public static BufferedSource fromInputStream(java.io.InputStream in); public static BufferedSource fromInputStream(java.io.InputStream in, String encoding); public static BufferedSource fromURL(String url); public static BufferedSource fromURL(String url, String encoding); public static BufferedSource fromURL(java.net.URL url); public static BufferedSource fromURL(java.net.URL url, String encoding); public static BufferedSource fromURI(java.net.URI uri); public static BufferedSource fromResource(String name);
  public scala.collection.Iterator<String> getLines(); public void close();
}
public class BufferedSource extends Source {}
@NotSimulated public class StdIn { public static String readLine(); public static String readLine(String text, Object... args); public static int readInt(); public static double readDouble(); public static long readLong(); public static boolean readBoolean(); }
`,
  bodies: {
    Codec: { UTF8: (() => 'UTF-8') as never },
    Source: {
      $class: SourceObject,
      'fromFile(String)': (path: string) => read((input) => input.$init$String(path)),
      'fromFile(String,String)': (path: string, charset: string) => read((input) => input.$init$String(path), charset),
      'fromFile(File)': (file: unknown) => read((input) => input.$init$File(file)),
      'fromFile(File,String)': (file: unknown, charset: string) => read((input) => input.$init$File(file), charset),
      fromString: sourceOf,
      'fromInputStream(InputStream)': decoded,
      'fromInputStream(InputStream,String)': decoded,
      'fromURL(String)': (text: string) => decoded(opened(url(text))),
      'fromURL(String,String)': (text: string, charset: string) => decoded(opened(url(text)), charset),
      'fromURL(URL)': (from: Parameters<typeof opened>[0]) => decoded(opened(from)),
      'fromURL(URL,String)': (from: Parameters<typeof opened>[0], charset: string) => decoded(opened(from), charset),
      fromURI: (from: object) => decoded(opened(url(String(stringOf(from))))),
      fromResource: (name: string) =>
        decoded(
          resourceStream(name) ??
            raise(
              'java.io.FileNotFoundException',
              `resource '${name}' was not found in the classpath from the given classloader.`,
            ),
        ),
      getLines(this: SourceObject) {
        return Iter.over(linesOf(this.text));
      },
      close: () => undefined,
    },
  } as never,
});
