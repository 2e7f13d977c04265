/** String.split and Pattern.split. */
import { arrayOf, type JavaArray, newStrings } from '../arrays.ts';
import { type CompiledPattern, compilePattern } from './regex.ts';

/**
 * Where the separators lie that were found last: begin and end of each by turns. Used again, as texts are split by the million; an array as
 * long as its parts from the start costs less than one that grows.
 */
const bounds: number[] = [];

/** The parts between the separators in `bounds`; with limit 0 without the empty ones at the end. */
function partsBetween(text: string, separators: number, limit: number): JavaArray<string> {
  let count = separators + 1;
  if (limit === 0 && separators > 0) {
    let end = text.length;
    while (count > 0 && end === (count === 1 ? 0 : bounds[2 * count - 3])) {
      count--;
      end = bounds[2 * count - 2]!;
    }
  }
  const parts = newStrings(count);
  let from = 0;
  for (let i = 0; i < count; i++) {
    parts[i] = i === separators ? text.substring(from) : text.substring(from, bounds[2 * i]);
    from = bounds[2 * i + 1]!;
  }
  return parts;
}

/** How many separators matter. */
const mostOf = (limit: number): number => (limit > 0 ? limit - 1 : Number.POSITIVE_INFINITY);

function findCharacter(text: string, character: string, most: number): number {
  let found = 0;
  for (let at = text.indexOf(character); at >= 0 && found < most; at = text.indexOf(character, at + 1)) {
    bounds[2 * found] = at;
    bounds[2 * found + 1] = at + 1;
    found++;
  }
  return found;
}

/** No empty part stands before a match of no width at the beginning. */
function findMatches(text: string, expression: RegExp, most: number): number {
  let found = 0;
  for (const { index, 0: match } of text.matchAll(expression)) {
    if (found === most) break;
    const end = index + match.length;
    if (end === 0) continue;
    bounds[2 * found] = index;
    bounds[2 * found + 1] = end;
    found++;
  }
  return found;
}

/** One character or class of them, perhaps repeated: matches at least a character and captures nothing. */
const SINGLE = /^(?:\\[dDsSwW]|[^\\^$.*+?()[\]{}|]|\[(?:[^[\]\\]|\\.)+\])\+?$/;
const splitters = new WeakMap<CompiledPattern, RegExp | null>();

/** What String.prototype.split may be given for a pattern, which is much faster than walking over its matches. */
function splitterOf(pattern: CompiledPattern): RegExp | null {
  let splitter = splitters.get(pattern);
  if (splitter === undefined) {
    const { source, flags } = pattern.expression;
    splitter = SINGLE.test(source) ? new RegExp(source, flags.replace(/[dgy]/g, '')) : null;
    splitters.set(pattern, splitter);
  }
  return splitter;
}

function withoutEmptyEnd(parts: readonly string[]): JavaArray<string> {
  let count = parts.length;
  while (count > 0 && parts[count - 1] === '') count--;
  const kept = newStrings(count);
  for (let i = 0; i < count; i++) kept[i] = parts[i]!;
  return kept;
}

const SPECIAL = '.$|()[{^?*+\\';

/** The character that a pattern of one or two stands for; null where it is more than that. */
function plainCharacter(regex: string): string | null {
  if (regex.length === 1) return SPECIAL.includes(regex) ? null : regex;
  return regex.length === 2 && regex[0] === '\\' && !/[0-9a-zA-Z]/.test(regex[1]!) ? regex[1]! : null;
}

/** String.split(regex, limit): at limit 0 empty strings at the end are left out, below 0 they are not. */
export function split(text: string, regex: string, limit = 0): JavaArray<string> {
  const character = plainCharacter(regex);
  if (character === null) return splitBy(compilePattern(regex), text, limit);
  return partsBetween(text, findCharacter(text, character, mostOf(limit)), limit);
}

/** Pattern.split. */
export function splitBy(pattern: CompiledPattern, text: string, limit = 0): JavaArray<string> {
  const splitter = limit === 0 ? splitterOf(pattern) : null;
  if (splitter === null) return partsBetween(text, findMatches(text, pattern.expression, mostOf(limit)), limit);
  const parts = text.split(splitter);
  return parts.length === 1 ? arrayOf('java.lang.String', parts) : withoutEmptyEnd(parts);
}
