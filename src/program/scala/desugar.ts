import type { At, Enumerator, Tree } from './tree.ts';
/** A for comprehension as calls of map, flatMap, withFilter and foreach. */
export function desugar(list: readonly Enumerator[], body: Tree, isYield: boolean, t: At): Tree {
  const [first, ...rest] = list;
  if (first?.t !== 'from') return body;
  let value = first.value;
  const more = [...rest];
  const simple = first.pattern.t === 'bind' && !first.pattern.of ? first.pattern.name : null;
  const fn = (b: Tree): Tree =>
    simple
      ? {
          t: 'function',
          params: [{ name: simple, type: null, default: null, member: null, isPrivate: false, ...place(first) }],
          body: b,
          ...place(first),
        }
      : {
          t: 'cases',
          cases: [{ pattern: first.pattern, guard: null, body: b, ...place(first) }],
          ...place(first),
        };
  const callOf = (of: Tree, name: string, f: Tree): Tree => ({
    t: 'apply',
    fn: { t: 'select', of, name, ...place(first), at: first.value.at },
    args: [{ name: null, value: f, spread: false }],
    infix: false,
    ...place(t),
  });
  const lets: Tree[] = [];
  while (more[0] && more[0].t !== 'from') {
    const m = more.shift()!;
    if (m.t === 'if')
      value = callOf(
        value,
        'withFilter',
        fn(lets.length > 0 ? { t: 'block', statements: [...lets, m.condition], ...place(m) } : m.condition),
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
        ...place(m),
      });
  }
  const insideTree = more.length > 0 ? desugar(more, body, isYield, t) : body;
  const wrapped: Tree = lets.length > 0 ? { t: 'block', statements: [...lets, insideTree], ...place(t) } : insideTree;
  return callOf(value, isYield ? (more.length > 0 ? 'flatMap' : 'map') : 'foreach', fn(wrapped));
}

function place(t: At): At {
  return { at: t.at, start: t.start, end: t.end };
}
