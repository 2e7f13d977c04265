/** java.nio.charset. */
import { allocate } from '../../link.ts';
import { Base } from '../../runtime/object.ts';
import { library } from '../table.ts';

class CharsetObject extends Base {
  charset = 'UTF-8';
  name$(): string {
    return this.charset;
  }
  override $toString(): string {
    return this.charset;
  }
}
const charset = (name: string): CharsetObject => {
  const object = allocate<CharsetObject>('java.nio.charset.Charset');
  object.charset = name;
  return object;
};
library({
  package: 'java.nio.charset',
  stubs: `public class Charset { public static Charset forName(String name); public static Charset defaultCharset(); public final String name(); public String toString(); }
public final class StandardCharsets { public static final Charset UTF_8; public static final Charset UTF_16; public static final Charset ISO_8859_1; public static final Charset US_ASCII; }`,
  bodies: {
    Charset: { $class: CharsetObject, forName: charset, defaultCharset: () => charset('UTF-8') },
    StandardCharsets: {
      UTF_8: () => charset('UTF-8'),
      UTF_16: () => charset('UTF-16'),
      ISO_8859_1: () => charset('ISO-8859-1'),
      US_ASCII: () => charset('US-ASCII'),
    },
  },
});
