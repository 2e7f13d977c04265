/** What a compiled class says of itself. */
export interface ClassFile {
  /** Binary name: lesson.WordCount$1 */
  readonly name: string;
  /** File name of its source, when javac has put it in. */
  readonly source: string | null;
  /** Declares `public static void main(String[])`. */
  readonly hasMain: boolean;
}

const PUBLIC_STATIC = 0x0009;
/** Bytes after the tag of each kind of constant (JVMS §4.4); 1 (Utf8) has its own length, 5 and 6 take two places. */
const CONSTANT_SIZES: Readonly<Record<number, number>> = {
  3: 4,
  4: 4,
  5: 8,
  6: 8,
  7: 2,
  8: 2,
  9: 4,
  10: 4,
  11: 4,
  12: 4,
  15: 3,
  16: 2,
  17: 4,
  18: 4,
  19: 2,
  20: 2,
};

/** Reads names out of a class file (JVMS §4). Throws an Error when it is none. */
export function readClassFile(bytes: Uint8Array): ClassFile {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 10 || view.getUint32(0) !== 0xcafebabe) throw new Error('no class file');
  let at = 8;
  const u2 = (): number => {
    at += 2;
    return view.getUint16(at - 2);
  };
  const texts = new Map<number, string>();
  /** Index of the name of each Class constant. */
  const classes = new Map<number, number>();
  const count = u2();
  for (let index = 1; index < count; index++) {
    const tag = view.getUint8(at++);
    if (tag === 1) {
      const length = u2();
      texts.set(index, new TextDecoder().decode(bytes.subarray(at, at + length)));
      at += length;
      continue;
    }
    if (tag === 7) classes.set(index, view.getUint16(at));
    const size = CONSTANT_SIZES[tag];
    if (size === undefined) throw new Error(`constant of kind ${tag}`);
    at += size;
    if (tag === 5 || tag === 6) index++;
  }
  at += 2;
  const name = (texts.get(classes.get(u2()) ?? 0) ?? '').replaceAll('/', '.');
  at += 2;
  const interfaces = u2();
  at += 2 * interfaces;
  const attributes = (each: (attribute: string, start: number) => void): void => {
    for (let left = u2(); left > 0; left--) {
      const attribute = texts.get(u2()) ?? '';
      const length = view.getUint32(at);
      at += 4;
      each(attribute, at);
      at += length;
    }
  };
  let hasMain = false;
  for (const kind of ['field', 'method']) {
    for (let left = u2(); left > 0; left--) {
      const flags = u2();
      const member = texts.get(u2());
      const type = texts.get(u2());
      if (kind === 'method' && member === 'main' && type === '([Ljava/lang/String;)V')
        hasMain ||= (flags & PUBLIC_STATIC) === PUBLIC_STATIC;
      attributes(() => {});
    }
  }
  let source: string | null = null;
  attributes((attribute, start) => {
    if (attribute === 'SourceFile') source = texts.get(view.getUint16(start)) ?? null;
  });
  return { name, source, hasMain };
}
