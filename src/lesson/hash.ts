const FNV_OFFSET = 0x811c9dc5;

/** FNV-1a of a text's UTF-16 units, 32 bits without sign; another `from` gives another hash. */
export function fnv1a(text: string, from = FNV_OFFSET): number {
  let value = from;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  return value >>> 0;
}

/** As eight hexadecimal digits. */
export const hex32 = (value: number): string => value.toString(16).padStart(8, '0');
