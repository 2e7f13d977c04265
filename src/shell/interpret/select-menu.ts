const WIDTH = 80;
/** Between a number and its word, and behind the word. */
const AFTER_NUMBER = 2;
const AFTER_WORD = 2;

/** The numbered words that `select` shows, in columns where they need more than one line (print_select_list). */
export function selectMenu(words: readonly string[]): string {
  const digits = String(words.length).length;
  const size = Math.max(0, ...words.map((word) => word.length)) + digits + AFTER_NUMBER + AFTER_WORD;
  const across = Math.max(1, Math.floor(WIDTH / size));
  const filled = Math.ceil(words.length / across);
  const columns = filled === 1 ? 1 : Math.ceil(words.length / filled);
  const rows = Math.ceil(words.length / columns);
  return Array.from({ length: rows }, (_, row) => {
    const cells = Array.from({ length: columns }, (__, column) => row + column * rows).filter(
      (at) => at < words.length,
    );
    return `${cells
      .map((at, i) => {
        const cell = `${String(at + 1).padStart(digits)}) ${words[at]}`;
        return i < cells.length - 1 ? cell.padEnd(size) : cell;
      })
      .join('')}\n`;
  }).join('');
}
