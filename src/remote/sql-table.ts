import { displayWidth } from '../platform/display-width.ts';

export interface SqlRow {
  /** Row kind as the gateway names it: INSERT, UPDATE_BEFORE, UPDATE_AFTER, DELETE. */
  readonly kind: string;
  readonly fields: readonly string[];
}

/** Rows as Flink's SQL client draws them (`sql-client.execution.result-mode` tableau); they may come bit by bit. */
export interface SqlTable {
  add(rows: readonly SqlRow[]): string;
  end(): string;
}

const ROW_KINDS: Readonly<Record<string, string>> = {
  INSERT: '+I',
  UPDATE_BEFORE: '-U',
  UPDATE_AFTER: '+U',
  DELETE: '-D',
};
/** `sql-client.display.max-column-width`. */
const WIDEST = 30;
/** Of a column whose later rows are not known yet. */
const NARROWEST = 10;

/** @param changelog with the rows' kinds in a first column, `op`. */
export function sqlTable(columns: readonly string[], changelog: boolean): SqlTable {
  const heads = changelog ? ['op', ...columns] : columns;
  let widths: number[] | null = null;
  let count = 0;
  const rule = (): string => `+${widths!.map((width) => '-'.repeat(width + 2)).join('+')}+\n`;
  const line = (cells: readonly string[]): string =>
    `|${cells.map((cell, i) => ` ${' '.repeat(Math.max(0, widths![i]! - displayWidth(cell)))}${cell} `).join('|')}|\n`;
  const open = (rows: readonly (readonly string[])[]): string => {
    if (widths) return '';
    widths = heads.map((head, i) => {
      const least = changelog && i > 0 ? NARROWEST : 0;
      return Math.max(least, displayWidth(head), ...rows.map((row) => displayWidth(row[i] ?? '')));
    });
    return rule() + line(heads) + rule();
  };
  return {
    add(rows) {
      const cells = rows.map(({ kind, fields }) =>
        (changelog ? [ROW_KINDS[kind] ?? kind, ...fields] : [...fields]).map(shortened),
      );
      if (cells.length === 0) return '';
      count += cells.length;
      return open(cells) + cells.map(line).join('');
    },
    end() {
      if (count === 0) return 'Empty set\n';
      return `${rule()}${count} row${count === 1 ? '' : 's'} in set\n`;
    },
  };
}

const shortened = (text: string): string => (text.length > WIDEST ? `${text.slice(0, WIDEST - 3)}...` : text);
