const STRING = /"(?:[^"\\]|\\.)*"/y;

/** jq's shorthand `{"name"}` written out as `{"name": ."name"}`, which is all that the library reads. */
export function withoutKeyShorthand(filter: string): string {
  let out = '';
  const open: string[] = [];
  let before = '';
  for (let i = 0; i < filter.length; i++) {
    const char = filter[i]!;
    if (char === '"') {
      STRING.lastIndex = i;
      const text = STRING.exec(filter)?.[0];
      if (text === undefined) return filter;
      i += text.length - 1;
      const isKey = open.at(-1) === '{' && (before === '{' || before === ',');
      out += isKey && /^\s*[,}]/.test(filter.slice(i + 1)) ? `${text}: .${text}` : text;
      before = '"';
      continue;
    }
    if ('{[('.includes(char)) open.push(char);
    else if ('}])'.includes(char)) open.pop();
    if (char.trim() !== '') before = char;
    out += char;
  }
  return out;
}

const TEXT = String.raw`"(?:[^"\\]|\\.)*"`;
/** Fields and texts with fields in them, added up. */
const OF_FIELDS = String.raw`(?:[\s+]|\.\w+|"(?:[^"\\]|\\\(\s*\.\w+\s*\)|\\[^(])*")+`;
const SUBSTITUTION = new RegExp(String.raw`\b(g?sub)\(\s*(${TEXT})\s*;(${OF_FIELDS})(?=[;)])`, 'g');

/**
 * `gsub("(?<x>a)"; "[\(.x)]")` puts what was captured into its second argument, which the library evaluates before it looks. It does know `${x}` in
 * the result, so that is what `.x` gives it.
 */
export function withCaptures(filter: string): string {
  return filter.replace(SUBSTITUTION, (whole, name: string, pattern: string, by: string) => {
    const names = [...pattern.matchAll(/\(\?<(\w+)>/g)].map(([, group]) => `"${group}": "\${${group}}"`);
    return names.length === 0 ? whole : `${name}(${pattern}; ({${names.join(', ')}} | ${by})`;
  });
}
