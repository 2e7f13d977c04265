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
  return segments.some((segment) => !segment.quoted && /[*?[]/.test(segment.text));
}

/** Source of a regular expression for a shell pattern; `star` is what `*` matches (for file names not a slash). */
export function patternSource(segments: readonly Segment[], star = '[\\s\\S]*', any = '[\\s\\S]'): string {
  let source = '';
  const chars: { readonly char: string; readonly quoted: boolean }[] = [];
  for (const segment of segments) for (const char of segment.text) chars.push({ char, quoted: segment.quoted });
  for (let i = 0; i < chars.length; i++) {
    const { char, quoted } = chars[i]!;
    if (quoted) source += escapeRegExp(char);
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

function bracket(
  chars: readonly { readonly char: string; readonly quoted: boolean }[],
  from: number,
): { readonly source: string; readonly end: number } | null {
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

export function escapeRegExp(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}

/** True when the whole text matches. */
export function matches(text: string, segments: readonly Segment[]): boolean {
  return new RegExp(`^(?:${patternSource(segments)})$`, 'u').test(text);
}
