/** Names of Java members in generated JavaScript; library/table.ts describes them. */

/** Field names that JavaScript or Error objects already use. */
const RESERVED_FIELDS: ReadonlySet<string> = new Set([
  'message',
  'stack',
  'cause',
  'constructor',
  '__proto__',
  '__defineGetter__',
  '__defineSetter__',
  '__lookupGetter__',
  '__lookupSetter__',
  'hasOwnProperty',
  'isPrototypeOf',
  'propertyIsEnumerable',
  'valueOf',
  'toString',
  'toLocaleString',
]);

const SHARED: Readonly<Record<string, string>> = {
  hashCode$: '$hashCode',
  equals$Object: '$equals',
  toString$: '$toString',
};

/** `erased` are simple names of the erased parameter types, arrays as `int_A`. */
export function mangle(name: string, erased: readonly string[]): string {
  const full = `${name}$${erased.join('$')}`;
  return Object.hasOwn(SHARED, full) ? SHARED[full]! : full;
}

export function mangleConstructor(erased: readonly string[]): string {
  return `$init$${erased.join('$')}`;
}

export function fieldKey(name: string): string {
  return RESERVED_FIELDS.has(name) ? `_${name}` : name;
}

export function staticFieldKey(name: string): string {
  return `_${name}`;
}

/** Property on prototypes that answers instanceof. */
export function marker(binaryName: string): string {
  return `$i_${binaryName.replace(/[.$]/g, '_')}`;
}

/** lombok's annotations that give a class members. */
export const LOMBOK_MEMBERS: ReadonlySet<string> = new Set([
  'Data',
  'Getter',
  'Setter',
  'ToString',
  'EqualsAndHashCode',
  'AllArgsConstructor',
  'NoArgsConstructor',
  'RequiredArgsConstructor',
  'Value',
  'Builder',
]);
