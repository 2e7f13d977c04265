/** scala.util.matching: regular expressions. */

import { stringOf } from '../../../flink/api/values.ts';
import { allocate, staticsOf } from '../../link.ts';
import { Base } from '../../runtime/object.ts';
import { raise } from '../../runtime/raise.ts';
import { library } from '../table.ts';
import { type F1, itemsOf, iteratorOf, list, none, some } from './collection.ts';

interface Matching {
  matches$(): boolean;
  find$(): boolean;
  group$(): string;
  group$int(n: number): string | null;
  groupCount$(): number;
  replaceAll$String(s: string): string;
  replaceFirst$String(s: string): string;
  start$(): number;
  end$(): number;
}
class RegexObject extends Base {
  source = '';
  isUnanchored = false;
  names: readonly string[] = [];
  matcher(text: unknown): Matching {
    const patterns = staticsOf<{
      compile$String(s: string): { matcher$CharSequence(t: unknown): Matching };
    }>('java.util.regex.Pattern');
    return patterns.compile$String(this.source).matcher$CharSequence(text);
  }
  override $toString(): string {
    return this.source;
  }
}
class MatchObject extends Base {
  groups: (string | null)[] = [];
  text = '';
  names: readonly string[] = [];
  from = 0;
  to = 0;
  override $toString(): string {
    return this.groups[0] ?? '';
  }
}
function matchOf(of: RegexObject, text: unknown, m: Matching): MatchObject {
  const made = allocate<MatchObject>('scala.util.matching.Regex$Match');
  made.groups = Array.from({ length: m.groupCount$() + 1 }, (_, i) => m.group$int(i));
  made.from = m.start$();
  made.to = m.end$();
  made.text = stringOf(text);
  made.names = of.names;
  return made;
}
type R = RegexObject;
const found = (self: R, text: unknown): MatchObject[] => {
  const m = self.matcher(text);
  const out: MatchObject[] = [];
  while (m.find$()) out.push(matchOf(self, text, m));
  return out;
};
function replaced(self: R, text: unknown, by: (m: MatchObject) => string): string {
  const s = stringOf(text);
  let out = '';
  let at = 0;
  for (const m of found(self, text)) {
    out += s.slice(at, m.from) + by(m);
    at = m.to;
  }
  return out + s.slice(at);
}
/** `$1` and `\\$` in a replacement, as Matcher.appendReplacement reads them. */
const expanded = (m: MatchObject, by: string): string =>
  by.replace(/\\(.)|\$(\d)/g, (_, escaped?: string, group?: string) => escaped ?? m.groups[Number(group)] ?? '');
library({
  package: 'scala.util.matching',
  stubs: `
import scala.*;
public class Regex implements java.io.Serializable {
  public Regex(String source); public Option<scala.collection.immutable.List<String>> unapplySeq(CharSequence s); public Option<String> findFirstIn(CharSequence s); public Option<Match> findFirstMatchIn(CharSequence s); public scala.collection.Iterator<String> findAllIn(CharSequence s); public scala.collection.Iterator<Match> findAllMatchIn(CharSequence s); public String replaceAllIn(CharSequence s, String r); public String replaceAllIn(CharSequence s, Function1<Match, String> f); public String replaceFirstIn(CharSequence s, String r); public String[] split(CharSequence s); public UnanchoredRegex unanchored(); public String regex(); public java.util.regex.Pattern pattern(); public Option<String> findPrefixOf(CharSequence s); public Option<Match> findPrefixMatchOf(CharSequence s); public String replaceSomeIn(CharSequence s, Function1<Match, Option<String>> f); public static String quote(String s); public static String quoteReplacement(String s); public Regex(String source, String... groupNames); public boolean matches(CharSequence s);
  public static class UnanchoredRegex extends Regex {}
  public static class Match { public String group(int n); public scala.collection.immutable.List<String> subgroups(); public int start(); public int end(); public int groupCount(); public String matched(); public CharSequence before(); public CharSequence after(); public CharSequence source(); public String group(String name); public int start(int n); public int end(int n); }
}`,
  bodies: {
    Regex: {
      $class: RegexObject,
      'new(String)'(this: R, source: string) {
        this.source = source;
      },
      'new(String,String[])'(this: R, source: string, names: ArrayLike<string>) {
        this.source = source;
        this.names = Array.from(names);
      },
      matches(this: R, text: unknown) {
        return this.matcher(text).matches$();
      },
      pattern(this: R) {
        return staticsOf<{ compile$String(s: string): unknown }>('java.util.regex.Pattern').compile$String(this.source);
      },
      findPrefixOf(this: R, text: unknown) {
        const m = this.matcher(text) as Matching & { lookingAt$(): boolean };
        return m.lookingAt$() ? some(m.group$()) : none();
      },
      findPrefixMatchOf(this: R, text: unknown) {
        const m = this.matcher(text) as Matching & { lookingAt$(): boolean };
        return m.lookingAt$() ? some(matchOf(this, text, m)) : none();
      },
      replaceSomeIn(this: R, text: unknown, f: F1) {
        return replaced(this, text, (m) => {
          const [by] = itemsOf(f.apply$Object(m));
          return by === undefined ? m.groups[0]! : expanded(m, stringOf(by));
        });
      },
      quote: (s: string) => `\\Q${s}\\E`,
      quoteReplacement: (s: string) => s.replace(/[\\$]/g, '\\$&'),
      unapplySeq(this: R, text: unknown) {
        if (text === null) return none();
        const m = this.matcher(text);
        return (this.isUnanchored ? m.find$() : m.matches$())
          ? some(list(Array.from({ length: m.groupCount$() }, (_, i) => m.group$int(i + 1))))
          : none();
      },
      unanchored(this: R) {
        return Object.assign(allocate<R>('scala.util.matching.Regex$UnanchoredRegex'), {
          source: this.source,
          isUnanchored: true,
        });
      },
      findFirstIn(this: R, text: unknown) {
        const m = this.matcher(text);
        return m.find$() ? some(m.group$()) : none();
      },
      findFirstMatchIn(this: R, text: unknown) {
        const m = this.matcher(text);
        return m.find$() ? some(matchOf(this, text, m)) : none();
      },
      findAllIn(this: R, text: unknown) {
        return iteratorOf(found(this, text).map((m) => m.groups[0]));
      },
      findAllMatchIn(this: R, text: unknown) {
        return iteratorOf(found(this, text));
      },
      'replaceAllIn(CharSequence,String)'(this: R, text: unknown, r: string) {
        return this.matcher(text).replaceAll$String(r);
      },
      'replaceAllIn(CharSequence,Function1)'(this: R, text: unknown, f: F1) {
        return replaced(this, text, (m) => expanded(m, stringOf(f.apply$Object(m))));
      },
      replaceFirstIn(this: R, text: unknown, r: string) {
        return this.matcher(text).replaceFirst$String(r);
      },
      split(this: R, text: string) {
        return staticsOf<{ prototype: { split$String(this: string, s: string): unknown } }>(
          'java.lang.String',
        ).prototype.split$String.call(text, this.source);
      },
      regex(this: R) {
        return this.source;
      },
    },
    'Regex.Match': {
      $class: MatchObject,
      'group(int)'(this: MatchObject, n: number) {
        return this.groups[n] ?? null;
      },
      'group(String)'(this: MatchObject, name: string) {
        const at = this.names.indexOf(name);
        return at < 0
          ? raise('java.util.NoSuchElementException', `group name ${name} not defined`)
          : (this.groups[at + 1] ?? null);
      },
      before(this: MatchObject) {
        return this.text.slice(0, this.from);
      },
      after(this: MatchObject) {
        return this.text.slice(this.to);
      },
      source(this: MatchObject) {
        return this.text;
      },
      subgroups(this: MatchObject) {
        return list(this.groups.slice(1));
      },
      start(this: MatchObject) {
        return this.from;
      },
      end(this: MatchObject) {
        return this.to;
      },
      groupCount(this: MatchObject) {
        return this.groups.length - 1;
      },
      matched(this: MatchObject) {
        return this.groups[0];
      },
    },
  } as never,
});
