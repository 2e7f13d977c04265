import { type At, type ClassTree, placeOf, type Tree } from './tree.ts';

/**
 * Objects of a class body or a block are one for every object of the class, or run of the block: a class `X$`, and a lazy value `X`
 * that holds its only instance (SLS 5.4). Objects of objects and of files are modules, and stay.
 */
export function objectsAsValues(list: readonly Tree[]): Tree[] {
  return list.flatMap((s) => (s.t === 'class' && s.kind === 'object' ? asValue(s) : [s]));
}

function asValue(object: ClassTree & At): Tree[] {
  const place = placeOf(object);
  const name = `${object.name}$`;
  const type = { t: 'named' as const, path: [name], args: [], ...place };
  const modifiers = new Set([...object.modifiers].filter((m) => m === 'implicit' || m === 'private'));
  return [
    { ...object, kind: 'class', name, params: [], body: objectsAsValues(object.body) },
    {
      t: 'val',
      isVar: false,
      isLazy: true,
      modifiers,
      pattern: { t: 'bind', name: object.name, of: null, ...place },
      type,
      value: {
        t: 'new',
        parents: [{ type, args: [], ...place }],
        self: null,
        body: null,
        ...place,
      },
      ...place,
    },
  ];
}
