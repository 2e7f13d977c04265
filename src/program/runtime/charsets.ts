import { utf8 } from '../../platform/encodings.ts';
import { Raise } from './raise.ts';

const NAMES: Readonly<Record<string, string>> = {
  'ISO-8859-1': 'latin1',
  'US-ASCII': 'latin1',
  GBK: 'gbk',
  GB2312: 'gbk',
};
function charsetName(charset: unknown): string {
  const name = typeof charset === 'string' ? charset.toUpperCase() : (charset as { name$(): string }).name$();
  if (!/^(UTF-?8|UTF-?16(BE|LE)?|ISO-8859-1|LATIN1|US-ASCII|GBK|GB2312|GB18030)$/.test(name)) {
    throw new Raise('java.io.UnsupportedEncodingException', String(charset));
  }
  return name;
}
export function encode(text: string, charset: unknown = 'UTF-8'): Int8Array {
  const name = charsetName(charset);
  if (NAMES[name] === 'latin1' || name === 'LATIN1') {
    const top = name === 'US-ASCII' ? 127 : 255;
    return Int8Array.from(text, (c) => (c.charCodeAt(0) > top ? 63 : c.charCodeAt(0)));
  }
  if (name.startsWith('UTF-16')) {
    const out: number[] = name.length > 6 ? [] : [254, 255];
    for (let i = 0; i < text.length; i++) {
      const c = text.charCodeAt(i);
      if (name.endsWith('LE')) out.push(c & 255, c >> 8);
      else out.push(c >> 8, c & 255);
    }
    return Int8Array.from(out);
  }
  return new Int8Array(utf8(text).buffer);
}
export function decodeBytes(bytes: Int8Array, charset: unknown = 'UTF-8'): string {
  const name = charsetName(charset);
  const label = NAMES[name] ?? (name === 'UTF-16' ? 'utf-16be' : name.toLowerCase());
  return new TextDecoder(label).decode(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length));
}
