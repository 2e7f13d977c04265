/**
 * Compares what a note shows after a command with what came out, in substance: process ids, ports, times, hashes, sizes
 * and the order of lines are no difference; a line that the note shows and that did not come is.
 */

const MASKS: readonly (readonly [RegExp, string])[] = [
  [/\b[0-9a-f]{32}\b/g, '<id>'],
  [/\bapplication_\w+_\w+\b/g, '<application>'],
  [/\bcontainer_\w+\b/g, '<container>'],
  [/\d{4}-\d\d-\d\d[ T]\d\d:\d\d(?::\d\d(?:[,.]\d+)?)?/g, '<time>'],
  [/\b\d{1,2}月\s*\d{1,2}\b|\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\s+\d{1,2}\b/g, '<date>'],
  [/\b\d\d:\d\d(?::\d\d)?\b/g, '<time>'],
  [/\bRuntime: \d+ ms/g, 'Runtime: <n> ms'],
  [/\d+(?:\.\d+)?\s*(?:ms|KB|MB|GB|[KMG])\b/g, '<size>'],
  [/\bpid:? ?\d+/gi, 'pid <n>'],
];

/** A line without what changes from run to run. */
function essence(line: string): string {
  let text = line.replace(/\s+/g, ' ').trim();
  for (const [pattern, mask] of MASKS) text = text.replace(pattern, mask);
  // jps: `10369 TaskManagerRunner`
  text = text.replace(/^\d+ ([A-Z]\w*)$/, '<pid> $1');
  // ls -l: only type and name matter
  const entry = /^([dl-])[rwxsStT.-]{9}[.+]? .* (\S+)$/.exec(text);
  if (entry) return `${entry[1]} ${entry[2]}`;
  return text.replace(/\b\d{4,}\b/g, '<n>');
}

const ELLIPSIS = /^\s*(?:\.{2,}|…+|-{3,}|\*{3,})\s*$/;
/** Lines that every machine prints in its own way. */
const IGNORED = /^(?:SLF4J:|WARNING:|总用量|total \d|OpenJDK|Java\(TM\)|Java HotSpot)/;

/**
 * Says in a line how `actual` differs in substance from what the note shows, or null. Null when the note shows nothing.
 * A note may show a part only (an ellipsis, the first lines); lines that come in addition are no difference.
 */
export function differs(expected: readonly string[], actual: string): string | null {
  const shown = expected.filter((line) => line.trim() !== '' && !ELLIPSIS.test(line) && !IGNORED.test(line.trim()));
  if (shown.length === 0) return null;
  const came = new Map<string, number>();
  const lines = actual.split('\n').filter((line) => line.trim() !== '');
  for (const line of lines) came.set(essence(line), (came.get(essence(line)) ?? 0) + 1);
  const missing: string[] = [];
  for (const line of shown) {
    const key = essence(line);
    const left = came.get(key) ?? 0;
    if (left > 0) came.set(key, left - 1);
    else missing.push(line.trim());
  }
  if (missing.length === 0) return null;
  const first = `“${missing[0]!.slice(0, 80)}”`;
  if (lines.length === 0) return `the note shows ${first}; nothing came out`;
  return missing.length === 1
    ? `the note shows ${first}, which did not come out`
    : `the note shows ${first} and ${missing.length - 1} more lines that did not come out`;
}
