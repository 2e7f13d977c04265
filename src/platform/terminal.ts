import { createTextBuffer } from './streams.ts';
import type { ReadStream, Signal, WriteStream } from './types.ts';

/**
 * A terminal's line discipline (termios): in canonical mode it collects a line, echoes it, edits it with backspace, Ctrl-U and Ctrl-W, and turns
 * Ctrl-C, Ctrl-Z and Ctrl-\ into signals for the foreground process group and Ctrl-D into an end of input. In raw mode every character goes
 * to the reader at once (a shell's line editor).
 */
export interface Terminal {
  readonly input: ReadStream;
  readonly output: WriteStream;
  columns: number;
  rows: number;
  /** raw: characters go to the reader as they come, no echo, no signals. */
  raw: boolean;
  /** Echo of typed characters in canonical mode. */
  echo: boolean;
  /** Who gets the signals of the keyboard. */
  foreground: ((signal: Signal) => void) | null;
  /** Text from the keyboard. */
  type(text: string): void;
  /** The line goes dead (window closed): readers come to the end; the foreground gets SIGHUP. */
  hangUp(): void;
}

export interface TerminalOptions {
  readonly columns?: number;
  readonly rows?: number;
  readonly echo?: boolean;
  /** Terminals print CR LF for a newline; a notebook's output wants plain LF. */
  readonly carriageReturn?: boolean;
}

export function createTerminal(display: (text: string) => void, options: TerminalOptions = {}): Terminal {
  const crlf = options.carriageReturn ?? true;
  let buffer = createTextBuffer();
  let line = '';
  let dead = false;
  const show = (text: string): void => {
    if (!dead) display(crlf ? text.replace(/\r?\n/g, '\r\n') : text);
  };
  const echo = (text: string): void => {
    if (terminal.echo) show(text);
  };
  const erase = (count: number): void => {
    line = line.slice(0, line.length - count);
    echo('\b \b'.repeat(count));
  };
  const signal = (name: Signal, caret: string): void => {
    echo(caret);
    line = '';
    terminal.foreground?.(name);
  };
  const key = (char: string): void => {
    switch (char) {
      case '\r':
      case '\n':
        echo('\n');
        buffer.push(`${line}\n`);
        line = '';
        break;
      case '\x03':
        signal('SIGINT', '^C');
        break;
      case '\x1c':
        signal('SIGQUIT', '^\\');
        break;
      case '\x1a':
        signal('SIGTSTP', '^Z');
        break;
      case '\x04':
        // VEOF hands over what was typed; with nothing typed the reader sees an end, and the terminal goes on.
        if (line !== '') {
          buffer.push(line);
          line = '';
        } else {
          const old = buffer;
          buffer = createTextBuffer();
          old.end();
        }
        break;
      case '\x7f':
      case '\b':
        if (line !== '') erase(1);
        break;
      case '\x15':
        erase(line.length);
        break;
      case '\x17':
        erase(line.length - line.replace(/\S*\s*$/, '').length);
        break;
      default:
        line += char;
        echo(char < ' ' && char !== '\t' ? `^${String.fromCharCode(char.charCodeAt(0) + 64)}` : char);
    }
  };
  const terminal: Terminal = {
    columns: options.columns ?? 80,
    rows: options.rows ?? 24,
    raw: false,
    echo: options.echo ?? true,
    foreground: null,
    input: {
      read: () => buffer.read(),
      readLine: () => buffer.readLine(),
      get ended() {
        return buffer.ended;
      },
    },
    output: { write: show, end() {}, isTerminal: true },
    type(text) {
      if (dead) return;
      // The mode may change while a pasted text is taken in.
      for (const char of text.replace(/\r\n/g, '\r')) {
        if (terminal.raw) buffer.push(char);
        else key(char);
      }
    },
    hangUp() {
      if (dead) return;
      dead = true;
      buffer.end();
      terminal.foreground?.('SIGHUP');
    },
  };
  return terminal;
}
