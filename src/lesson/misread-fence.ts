import { CELL_LANGUAGES, kindOf, optionsOf, parseInfo } from './info.ts';

/** Names that are long enough to be told from others when a letter is wrong. */
const NAMES = [...CELL_LANGUAGES.filter((name) => kindOf(name, false) !== null && name.length > 3), 'quiz'];
/** Options that only cells have. */
const OF_CELLS = [...optionsOf('shell'), ...optionsOf('program'), ...optionsOf('input'), ...optionsOf('check')].filter(
  (key) => key !== 'title' && key !== 'file',
);

/** What a fence that stays text was probably to be; null: it is text. */
export function misreadFence(info: string): string | null {
  const { language, options } = parseInfo(info);
  if (language === 'quiz' || kindOf(language, typeof options.file === 'string') !== null) return null;
  const meant = NAMES.find((name) => isSlip(language, name));
  if (meant !== undefined) return `\`${language}\` is no cell, and shown as it stands: is it to be \`${meant}\`?`;
  const option = Object.keys(options).find((key) => OF_CELLS.includes(key));
  return option === undefined ? null : `\`${language}\` is no cell: "${option}" means nothing here`;
}

/** One letter more, less, other, or two in each other's place. */
function isSlip(typed: string, name: string): boolean {
  if (typed === name || Math.abs(typed.length - name.length) > 1) return false;
  let from = 0;
  while (from < typed.length && typed[from] === name[from]) from++;
  const [a, b] = [typed.slice(from), name.slice(from)];
  return (
    a.slice(1) === b.slice(1) ||
    a.slice(1) === b ||
    a === b.slice(1) ||
    (a[0] === b[1] && a[1] === b[0] && a.slice(2) === b.slice(2))
  );
}
