/** StringContext: what an interpolated string is made of. */
import { stringOf } from '../../../flink/api/values.ts';
import { allocate } from '../../link.ts';
import { Base } from '../../runtime/object.ts';
import { raise } from '../../runtime/raise.ts';
import { library } from '../table.ts';
import { type Coll, list } from './collection.ts';

class StringContextObject extends Base {
  parts: readonly string[] = [];
}
type C = StringContextObject;

const ESCAPES: Readonly<Record<string, string>> = {
  b: '\b',
  t: '\t',
  n: '\n',
  f: '\f',
  r: '\r',
  '"': '"',
  "'": "'",
  '\\': '\\',
};

function treatEscapes(text: string): string {
  return text.replace(
    /\\(?:u([0-9a-fA-F]{4})|([\s\S]?))/g,
    (_, unicode: string | undefined, one: string, at: number) => {
      if (unicode) return String.fromCharCode(Number.parseInt(unicode, 16));
      return (
        ESCAPES[one] ??
        raise(
          'scala.StringContext$InvalidEscapeException',
          `invalid escape ${one === '' ? 'at terminal' : `'\\${one}' not one of [\\b, \\t, \\n, \\f, \\r, \\\\, \\", \\', \\uxxxx] at`} index ${at} in "${text}". Use \\\\ for literal \\.`,
        )
      );
    },
  );
}
function interpolated(self: C, args: ArrayLike<unknown>, part: (text: string) => string): string {
  checkLengths(self, args.length);
  let out = part(self.parts[0]!);
  for (let i = 0; i < args.length; i++) out += stringOf(args[i]) + part(self.parts[i + 1]!);
  return out;
}
function checkLengths(self: C, count: number): void {
  if (self.parts.length !== count + 1)
    raise(
      'java.lang.IllegalArgumentException',
      `wrong number of arguments (${count}) for interpolated string with ${self.parts.length} parts`,
    );
}

library({
  package: 'scala',
  stubs: `
public class StringContext implements java.io.Serializable {
  public StringContext(String... parts); public static StringContext apply(String... parts); public static String treatEscapes(String text);
  public scala.collection.Seq<String> parts(); public String s(Object... args); public String raw(Object... args);
  public String standardInterpolator(Function1<String, String> process, scala.collection.Seq<Object> args);
  public void checkLengths(scala.collection.Seq<Object> args);
  public static class InvalidEscapeException extends IllegalArgumentException { public InvalidEscapeException(String message); }
}
`,
  bodies: {
    StringContext: {
      $class: StringContextObject,
      new(this: C, parts: readonly string[]) {
        this.parts = Array.from(parts);
      },
      apply(parts: readonly string[]) {
        const made = allocate<C>('scala.StringContext');
        made.parts = Array.from(parts);
        return made;
      },
      treatEscapes,
      parts(this: C) {
        return list([...this.parts]);
      },
      s(this: C, args: ArrayLike<unknown>) {
        return interpolated(this, args, treatEscapes);
      },
      raw(this: C, args: ArrayLike<unknown>) {
        return interpolated(this, args, (text) => text);
      },
      standardInterpolator(this: C, process: { apply$Object(text: string): string }, args: Coll) {
        return interpolated(this, args.items, (text) => process.apply$Object(text));
      },
      checkLengths(this: C, args: Coll) {
        checkLengths(this, args.items.length);
      },
    },
  } as never,
});
