import escapeRegExp from 'escape-string-regexp';

/** A term of Flink and its surroundings, explained in a sentence or two. */
export interface Term {
  /** How it is written in texts, the usual way first. Terms in code keep their capitals. */
  readonly names: readonly string[];
  readonly en: string;
  readonly zh: string;
}

/** A term; its names are parted by `|`. */
export const term = (names: string, en: string, zh: string): Term => ({ names: names.split('|'), en, zh });

export interface FoundTerm {
  readonly term: Term;
  readonly from: number;
  readonly to: number;
}

/** What finds these terms in a text, in order, none inside another. */
export function termFinder(terms: readonly Term[]): (text: string) => FoundTerm[] {
  const byName = new Map(terms.flatMap((entry) => entry.names.map((name) => [name.toLowerCase(), entry] as const)));
  // Longest first, so that "session window" is not read as "window". Chinese words have no spaces around them.
  const pattern = new RegExp(
    [...byName.keys()]
      .sort((a, b) => b.length - a.length)
      .map((name) => (/^[\x20-\x7E]+$/.test(name) ? `(?<![\\w-])${escapeRegExp(name)}(?![\\w-])` : escapeRegExp(name)))
      .join('|'),
    'gi',
  );
  return (text) =>
    [...text.matchAll(pattern)].map((match) => ({
      term: byName.get(match[0].toLowerCase())!,
      from: match.index,
      to: match.index + match[0].length,
    }));
}

/** The term's usual name in a language. */
export function nameOf({ names }: Term, language: 'en' | 'zh'): string {
  const chinese = names.find((name) => /\p{sc=Han}/u.test(name));
  return language === 'zh' && chinese !== undefined ? `${chinese}（${names[0]!}）` : names[0]!;
}
