import { ABBREVIATED, CUT } from './abbreviations.ts';

/**
 * Compares what a note shows after a command with what came out, in substance: process ids, ports, times, hashes, sizes
 * and the order of lines are no difference; a line that the note shows and that did not come is.
 */

const MASKS: readonly (readonly [RegExp, string])[] = [
  [/\b[0-9a-f]{32}\b/g, '<id>'],
  [ABBREVIATED.job, '<id>'],
  [ABBREVIATED.application, '<application>'],
  [/\bapplication_\w+_\w+\b/g, '<application>'],
  [/\bcontainer_\w+\b/g, '<container>'],
  [/\d{4}-\d\d-\d\d[ T]\d\d:\d\d(?::\d\d(?:[,.]\d+)?)?/g, '<time>'],
  [/\b\d{1,2}月\s*\d{1,2}\b|\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\s+\d{1,2}\b/g, '<date>'],
  [/\b\d\d:\d\d(?::\d\d)?\b/g, '<time>'],
  [/\bRuntime: \d+ ms/g, 'Runtime: <n> ms'],
  [/\d+(?:\.\d+)?\s*(?:ms|KB|MB|GB|[KMG])\b/g, '<size>'],
  [/\bpid:? ?\d+/gi, 'pid <n>'],
  [/\bCommit ID: \S+/g, 'Commit ID: <commit>'],
  [/\bsavepoint-[0-9a-f]{6}-[0-9a-f]+/g, 'savepoint-<id>'],
  [new RegExp(String.raw`\bsavepoint-[0-9a-f]*(?:-[0-9a-f]*)?${CUT}[0-9a-f]*`, 'g'), 'savepoint-<id>'],
  [/\b\d\d\.\d\d\.\d{4} <time>/g, '<time>'],
  [/\bfile:(?=\/)/g, ''],
];

/** What web pages put between letters. */
const INVISIBLE = /[\u200b-\u200d\u2060\ufeff]/g;

/** `Starting taskexecutor daemon on host localhost.`: a machine that its owner never named may be any. */
const UNNAMED = / on (?:host )?(?:localhost|host)?\.$/;
const anyHost = (key: string): string => key.replace(/ on (?:host )?\S*\.$/, ' on <host>');

/** A line without what changes from run to run. */
function essence(line: string): string {
  let text = line.replace(INVISIBLE, '').replace(/\s+/g, ' ').trim();
  for (const [pattern, mask] of MASKS) text = text.replace(pattern, mask);
  // jps: `10369 TaskManagerRunner`
  text = text.replace(/^\d+ ([A-Z]\w*)$/, '<pid> $1');
  // ls -l: only type and name matter
  const entry = /^([dl-])[rwxsStT.-]{9}[.+]? .* (\S+)$/.exec(text);
  if (entry) return `${entry[1]} ${entry[2]}`;
  // ---- node1 ----
  text = text.replace(/^[-=*#]{3,}\s*(\w.*?\w)\s*[-=*#]{3,}$/, '--- $1 ---');
  // `tree src/` and `ls -F` mark directories
  return text.replace(/\b\d{4,}\b/g, '<n>').replace(/(?<=\w)\/$/, '');
}

function hasInOrder(text: string, parts: readonly string[]): boolean {
  let at = 0;
  return parts.every((part) => {
    const found = text.indexOf(part, at);
    at = found + part.length;
    return found >= 0;
  });
}

const substance = (lines: readonly string[]): string[] =>
  lines.filter((line) => line.trim() !== '' && !ELLIPSIS.test(line) && !IGNORED.test(line.trim()));

/** Did a part of what a note shows come out, so that it can be held against the rest? */
export function shares(shown: readonly string[], actual: string): boolean {
  const came = new Set(actual.split('\n').map((line) => anyHost(essence(line))));
  const lines = substance(shown).map((line) => anyHost(essence(line)));
  const common = lines.filter((line) => /\w/.test(line) && came.has(line)).length;
  return common > 0 && common * SHARE >= lines.length;
}

/** One line in this many has to be there. */
const SHARE = 4;

const ELLIPSIS = /^\s*(?:\.{2,}|…+|-{3,}|\*{3,}|[[(]\s*(?:\.{2,}|…)\s*[)\]])\s*$/;
/** What an author left out of a line: `INFO ... - Rest endpoint listening`. */
const LEFT_OUT = /(?:^|\s)(?:\.{3,}|…)(?=\s|$)/;
/** Columns of a listing, which a terminal makes and a pipe does not. */
const COLUMNS = /\s{2,}|\t/;
/** Lines that every machine prints in its own way. */
const IGNORED = /^(?:https?:\/\/\S+$|SLF4J:|WARNING:|总用量|total \d|OpenJDK|Java\(TM\)|Java HotSpot)/;

/**
 * Says in a line how `actual` differs in substance from what the note shows, or null. Null when the note shows nothing.
 * A note may show a part only (an ellipsis, the first lines); lines that come in addition are no difference.
 */
export function differs(expected: readonly string[], actual: string): string | null {
  const shown = substance(expected);
  if (shown.length === 0) return null;
  const came = new Map<string, number>();
  const lines = actual.split('\n').filter((line) => line.trim() !== '');
  const count = (key: string): void => void came.set(key, (came.get(key) ?? 0) + 1);
  for (const line of lines) {
    const key = essence(line);
    count(key);
    if (anyHost(key) !== key) count(anyHost(key));
  }
  const missing: string[] = [];
  const spend = (key: string): boolean => {
    const left = came.get(key) ?? 0;
    if (left > 0) came.set(key, left - 1);
    return left > 0;
  };
  const take = (line: string): boolean => {
    const exact = essence(line);
    if (spend(UNNAMED.test(exact) ? anyHost(exact) : exact)) return true;
    if (LEFT_OUT.test(exact)) {
      const parts = exact.split(LEFT_OUT).map((part) => part.trim());
      const key = [...came.keys()].find((each) => hasInOrder(each, parts) && came.get(each)! > 0);
      return key !== undefined && spend(key);
    }
    const names = line.trim().split(COLUMNS).map(essence);
    return names.length > 1 && names.every((name) => (came.get(name) ?? 0) > 0) && names.every(spend);
  };
  for (let i = 0; i < shown.length; i++) {
    if (take(shown[i]!)) continue;
    // A page is narrower than a terminal: its author broke the line.
    if (i + 1 < shown.length && take(`${shown[i]} ${shown[i + 1]}`)) i++;
    else missing.push(shown[i]!.trim());
  }
  if (missing.length === 0) return null;
  const first = `“${missing[0]!.slice(0, 80)}”`;
  if (lines.length === 0) return `the note shows ${first}; nothing came out`;
  return missing.length === 1
    ? `the note shows ${first}, which did not come out`
    : `the note shows ${first} and ${missing.length - 1} more lines that did not come out`;
}
