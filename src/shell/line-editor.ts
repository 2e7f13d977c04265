import type { Terminal } from '../platform/terminal.ts';
import type { Task } from '../simulation/task.ts';
import type { Completions } from './completion.ts';

export interface LineEditorOptions {
  readonly prompt: string;
  readonly history: readonly string[];
  complete(before: string): Completions;
}

/**
 * readline's emacs mode, as far as people use it: arrows, Home, End, Ctrl-A/E/B/F/K/U/W/Y/D/L/R-less history, Tab. Gives the line, null at an
 * end of input (Ctrl-D on an empty line), 'interrupted' for Ctrl-C.
 */
export function* editLine(terminal: Terminal, options: LineEditorOptions): Task<string | null | 'interrupted'> {
  const { output } = terminal;
  const { prompt, history } = options;
  let line = '';
  let cursor = 0;
  let at = history.length;
  let draft = '';
  let killed = '';
  let tabs = 0;
  let pending = '';

  const show = (text: string): void => output.write(text);
  /** Draws the line again from the prompt's end. */
  const redraw = (from: number): void => {
    const back = width(line.slice(0, from));
    if (back > 0) show(`\x1b[${back}D`);
    show(`\x1b[K${line}`);
    const tail = width(line.slice(cursor));
    if (tail > 0) show(`\x1b[${tail}D`);
  };
  const replace = (text: string, to = text.length): void => {
    const from = cursor;
    const old = line;
    line = text;
    cursor = to;
    const back = width(old.slice(0, from));
    if (back > 0) show(`\x1b[${back}D`);
    show(`\x1b[K${line}`);
    const tail = width(line.slice(cursor));
    if (tail > 0) show(`\x1b[${tail}D`);
  };
  const insert = (text: string): void => {
    if (cursor === line.length) {
      line += text;
      cursor += text.length;
      show(text);
    } else replace(line.slice(0, cursor) + text + line.slice(cursor), cursor + text.length);
  };
  const move = (to: number): void => {
    const target = Math.max(0, Math.min(line.length, to));
    const steps = width(line.slice(Math.min(cursor, target), Math.max(cursor, target)));
    if (steps > 0) show(`\x1b[${steps}${target < cursor ? 'D' : 'C'}`);
    cursor = target;
  };
  const recall = (to: number): void => {
    if (to < 0 || to > history.length) return;
    if (at === history.length) draft = line;
    at = to;
    replace(to === history.length ? draft : (history[to] ?? ''));
  };
  const remove = (from: number, to: number): void => {
    killed = line.slice(from, to);
    replace(line.slice(0, from) + line.slice(to), from);
  };
  const previous = (): number => cursor - (/[\udc00-\udfff]/.test(line.charAt(cursor - 1)) ? 2 : 1);
  const complete = (): void => {
    const before = line.slice(0, cursor);
    const { choices, replaces } = options.complete(before);
    if (choices.length === 0) return;
    const common = choices.reduce((shared, choice) => {
      let length = 0;
      while (length < shared.length && shared[length] === choice[length]) length++;
      return shared.slice(0, length);
    });
    if (common.length > replaces || choices.length === 1) {
      const extra = choices.length === 1 && !common.endsWith('/') ? ' ' : '';
      insert(common.slice(replaces) + extra);
      return;
    }
    if (tabs < 2) return;
    const names = choices.map((choice) => choice.replace(/^.*\/(?=.)/, ''));
    const column = Math.max(...names.map(width)) + 2;
    const perRow = Math.max(1, Math.floor(terminal.columns / column));
    let listing = '\n';
    names.forEach((name, i) => {
      const last = (i + 1) % perRow === 0 || i === names.length - 1;
      listing += last ? `${name}\n` : name + ' '.repeat(column - width(name));
    });
    show(listing + prompt + line);
    const tail = width(line.slice(cursor));
    if (tail > 0) show(`\x1b[${tail}D`);
  };

  terminal.raw = true;
  show(prompt);
  for (;;) {
    const chunk = (yield terminal.input.read()) as string | null;
    if (chunk === null) return null;
    pending += chunk;
    for (;;) {
      // biome-ignore lint/suspicious/noControlCharactersInRegex: the escape sequences of a terminal's keys
      const key = /^(?:\x1b\[[\d;]*[A-Za-z~]|\x1bO[A-Z]|\x1b[^[O]|[^\x1b])/su.exec(pending)?.[0];
      if (key === undefined) break;
      pending = pending.slice(key.length);
      tabs = key === '\t' ? tabs + 1 : 0;
      switch (key) {
        case '\r':
        case '\n':
          move(line.length);
          show('\n');
          terminal.raw = false;
          // What was typed ahead belongs to the command that runs now.
          if (pending !== '') terminal.type(pending);
          return line;
        case '\x03':
          show('^C\n');
          return 'interrupted';
        case '\x04':
          if (line === '') return null;
          if (cursor < line.length) remove(cursor, cursor + 1);
          break;
        case '\x7f':
        case '\b':
          if (cursor > 0) {
            const from = previous();
            if (cursor === line.length) {
              const gone = width(line.slice(from));
              line = line.slice(0, from);
              cursor = from;
              show('\b \b'.repeat(gone));
            } else replace(line.slice(0, from) + line.slice(cursor), from);
          }
          break;
        case '\x1b[3~':
          if (cursor < line.length) replace(line.slice(0, cursor) + line.slice(cursor + 1), cursor);
          break;
        case '\x1b[D':
        case '\x1bOD':
        case '\x02':
          if (cursor > 0) move(previous());
          break;
        case '\x1b[C':
        case '\x1bOC':
        case '\x06':
          move(cursor + 1);
          break;
        case '\x1b[1;5D':
        case '\x1bb':
          move(line.slice(0, cursor).replace(/\w+\W*$/, '').length);
          break;
        case '\x1b[1;5C':
        case '\x1bf':
          move(cursor + /^\W*\w*/.exec(line.slice(cursor))![0].length);
          break;
        case '\x1b[H':
        case '\x1bOH':
        case '\x1b[1~':
        case '\x01':
          move(0);
          break;
        case '\x1b[F':
        case '\x1bOF':
        case '\x1b[4~':
        case '\x05':
          move(line.length);
          break;
        case '\x1b[A':
        case '\x1bOA':
        case '\x10':
          recall(at - 1);
          break;
        case '\x1b[B':
        case '\x1bOB':
        case '\x0e':
          recall(at + 1);
          break;
        case '\x0b':
          remove(cursor, line.length);
          break;
        case '\x15':
          remove(0, cursor);
          break;
        case '\x17':
          remove(line.slice(0, cursor).replace(/\S+\s*$/, '').length, cursor);
          break;
        case '\x19':
          insert(killed);
          break;
        case '\x0c':
          show(`\x1b[H\x1b[2J${prompt}`);
          redraw(0);
          break;
        case '\t':
          complete();
          break;
        default:
          if (key >= ' ' && !key.startsWith('\x1b')) insert(key);
      }
    }
  }
}

/** Terminal cells that a text takes: East Asian wide characters take two. */
function width(text: string): number {
  let cells = 0;
  for (const char of text) {
    const code = char.codePointAt(0)!;
    const wide =
      (code >= 0x1100 && code <= 0x115f) ||
      (code >= 0x2e80 && code <= 0xa4cf) ||
      (code >= 0xac00 && code <= 0xd7a3) ||
      (code >= 0xf900 && code <= 0xfaff) ||
      (code >= 0xfe30 && code <= 0xfe6f) ||
      (code >= 0xff00 && code <= 0xff60) ||
      (code >= 0xffe0 && code <= 0xffe6) ||
      code >= 0x1f300;
    cells += wide ? 2 : 1;
  }
  return cells;
}
