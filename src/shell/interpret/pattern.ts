import escapeRegExp from 'escape-string-regexp';

/** A stretch of a pattern: quoted characters stand for themselves. */
export interface Segment {
  readonly text: string;
  readonly quoted: boolean;
}

const CLASSES: Readonly<Record<string, string>> = {
  alnum: 'A-Za-z0-9',
  alpha: 'A-Za-z',
  blank: ' \\t',
  cntrl: '\\x00-\\x1f\\x7f',
  digit: '0-9',
  graph: '!-~',
  lower: 'a-z',
  print: ' -~',
  punct: '!-/:-@\\[-`{-~',
  space: '\\s',
  upper: 'A-Z',
  xdigit: '0-9A-Fa-f',
};

export function hasGlob(segments: readonly Segment[]): boolean {
  return segments.some((segment) => !segment.quoted && /[*?[]|[+@!]\(/.test(segment.text));
}

/** Source of a regular expression for a shell pattern; `star` is what `*` matches (for file names not a slash). */
export function patternSource(segments: readonly Segment[], star = '[\\s\\S]*', any = '[\\s\\S]'): string {
  const chars: Char[] = [];
  for (const segment of segments) for (const char of segment.text) chars.push({ char, quoted: segment.quoted });
  return sourceOf(chars, star, any);
}

interface Char {
  readonly char: string;
  readonly quoted: boolean;
}

function sourceOf(chars: readonly Char[], star: string, any: string): string {
  let source = '';
  for (let i = 0; i < chars.length; i++) {
    const { char, quoted } = chars[i]!;
    const group = quoted || !'?*+@!'.includes(char) ? null : groupAt(chars, i + 1);
    if (group) {
      const inside = group.alternatives.map((part) => sourceOf(part, star, any)).join('|');
      if (char === '!') {
        const rest = sourceOf(chars.slice(group.end + 1), star, any);
        return `${source}(?!(?:${inside})(?:${rest})$)${star}(?:${rest})`;
      }
      source += `(?:${inside})${char === '@' ? '' : char}`;
      i = group.end;
    } else if (quoted) source += escapeRegExp(char);
    else if (char === '*') source += star;
    else if (char === '?') source += any;
    else if (char === '\\' && i + 1 < chars.length) source += escapeRegExp(chars[++i]!.char);
    else if (char === '[') {
      const set = bracket(chars, i);
      if (set) {
        source += set.source;
        i = set.end;
      } else source += '\\[';
    } else source += escapeRegExp(char);
  }
  return source;
}

/** The alternatives of `(a|b)` that opens at `from`; null: nothing opens there, or it never closes. */
function groupAt(
  chars: readonly Char[],
  from: number,
): { readonly alternatives: readonly (readonly Char[])[]; readonly end: number } | null {
  const is = (at: number, char: string): boolean => chars[at]?.char === char && !chars[at].quoted;
  if (!is(from, '(')) return null;
  const alternatives: Char[][] = [[]];
  let depth = 1;
  for (let i = from + 1; i < chars.length; i++) {
    if (is(i, '(')) depth++;
    else if (is(i, ')') && --depth === 0) return { alternatives, end: i };
    if (depth === 1 && is(i, '|')) alternatives.push([]);
    else alternatives.at(-1)!.push(chars[i]!);
  }
  return null;
}

function bracket(chars: readonly Char[], from: number): { readonly source: string; readonly end: number } | null {
  let i = from + 1;
  let source = '[';
  if (chars[i]?.char === '!' || chars[i]?.char === '^') {
    source += '^';
    i++;
  }
  for (let first = true; i < chars.length; i++, first = false) {
    const { char, quoted } = chars[i]!;
    if (char === ']' && !quoted && !first) return { source: `${source}]`, end: i };
    if (char === '[' && chars[i + 1]?.char === ':') {
      const rest = chars
        .slice(i, i + 12)
        .map((entry) => entry.char)
        .join('');
      const name = /^\[:(\w+):\]/.exec(rest)?.[1];
      const members = name === undefined ? undefined : CLASSES[name];
      if (name !== undefined && members !== undefined) {
        source += members;
        i += name.length + 3;
        continue;
      }
    }
    source += char === '-' && !quoted ? '-' : char.replace(/[\\\]^[-]/, '\\$&');
  }
  return null;
}

/** True when the whole text matches; `ignoreCase` is shopt's nocasematch. */
export function matches(text: string, segments: readonly Segment[], ignoreCase = false): boolean {
  return new RegExp(`^(?:${patternSource(segments)})$`, ignoreCase ? 'ui' : 'u').test(text);
}
