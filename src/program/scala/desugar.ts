import { type At, argTree, type Enumerator, type Pattern, paramTree, placeOf, type Tree } from './tree.ts';

/** Items that such a pattern does not match are left out (SLS 6.19). */
function isRefutable(p: Pattern): boolean {
  switch (p.t) {
    case 'bind':
      return p.of !== null && isRefutable(p.of);
    case 'tuple':
      return p.of.some(isRefutable);
    case 'extract':
    case 'value':
      return true;
    default:
      return false;
  }
}
/** A for comprehension as calls of map, flatMap, withFilter and foreach. */
export function desugar(list: readonly Enumerator[], body: Tree, isYield: boolean, t: At): Tree {
  const [first, ...rest] = list;
  if (first?.t !== 'from') return body;
  let value = first.value;
  const more = [...rest];
  if (isRefutable(first.pattern)) {
    const place = placeOf(first);
    const yes = { t: 'literal' as const, of: 'boolean' as const, value: true, ...place };
    const cases = [
      { pattern: first.pattern, guard: null, body: yes, ...place },
      { pattern: { t: 'any' as const, ...place }, guard: null, body: { ...yes, value: false }, ...place },
    ];
    const select: Tree = { t: 'select', of: value, name: 'withFilter', ...place, at: first.value.at };
    value = { t: 'apply', fn: select, args: [argTree({ t: 'cases', cases, ...place })], infix: false, ...placeOf(t) };
  }
  const simple = first.pattern.t === 'bind' && !first.pattern.of ? first.pattern.name : null;
  const fn = (b: Tree): Tree =>
    simple
      ? {
          t: 'function',
          params: [paramTree(simple, first)],
          body: b,
          ...placeOf(first),
        }
      : {
          t: 'cases',
          cases: [{ pattern: first.pattern, guard: null, body: b, ...placeOf(first) }],
          ...placeOf(first),
        };
  const callOf = (of: Tree, name: string, f: Tree): Tree => ({
    t: 'apply',
    fn: { t: 'select', of, name, ...placeOf(first), at: first.value.at },
    args: [argTree(f)],
    infix: false,
    ...placeOf(t),
  });
  const lets: Tree[] = [];
  while (more[0] && more[0].t !== 'from') {
    const m = more.shift()!;
    if (m.t === 'if')
      value = callOf(
        value,
        'withFilter',
        fn(lets.length > 0 ? { t: 'block', statements: [...lets, m.condition], ...placeOf(m) } : m.condition),
      );
    else if (m.t === 'let')
      lets.push({
        t: 'val',
        isVar: false,
        isLazy: false,
        modifiers: new Set(),
        pattern: m.pattern,
        type: null,
        value: m.value,
        ...placeOf(m),
      });
  }
  const insideTree = more.length > 0 ? desugar(more, body, isYield, t) : body;
  const wrapped: Tree = lets.length > 0 ? { t: 'block', statements: [...lets, insideTree], ...placeOf(t) } : insideTree;
  return callOf(value, isYield ? (more.length > 0 ? 'flatMap' : 'map') : 'foreach', fn(wrapped));
}
