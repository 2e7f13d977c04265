import type { Wait } from '../simulation/task.ts';
import { type FileSystem, type ReadStream, SystemError, type WriteStream } from './types.ts';

/** The receiving end of a stream: what was written and not yet read, and who waits for it. */
export interface TextBuffer extends ReadStream {
  /** Characters that wait to be read. */
  readonly available: number;
  /** Somebody waits for text. */
  readonly awaited: boolean;
  /** Called when somebody begins to wait for text. */
  onAwaited: (() => void) | undefined;
  push(text: string): void;
  end(): void;
  /** Ctrl-D (VEOF): who waits gets what is there of a line, else sees an end; the stream goes on. */
  endOnce(): void;
  /** The reader goes away: later text is dropped, `onDiscard` runs at each push. */
  discard(): void;
  readonly discarded: boolean;
}

interface Waiter {
  readonly wants: 'chunk' | 'line';
  readonly resume: (value: string | null) => void;
}

/** Creates a {@link TextBuffer}; waiting readers are served in order. */
export function createTextBuffer(): TextBuffer {
  let text = '';
  let position = 0;
  let over = false;
  let discarded = false;
  let unterminated = false;
  const waiters: Waiter[] = [];

  const take = (wants: 'chunk' | 'line'): string | null | undefined => {
    if (position >= text.length) return over ? null : undefined;
    if (wants === 'chunk') {
      const chunk = position === 0 ? text : text.slice(position);
      text = '';
      position = 0;
      return chunk;
    }
    const newline = text.indexOf('\n', position);
    if (newline < 0) {
      if (!over) return undefined;
      const rest = text.slice(position);
      text = '';
      position = 0;
      unterminated = true;
      return rest;
    }
    const line = text.slice(position, newline);
    position = newline + 1;
    if (position === text.length) {
      text = '';
      position = 0;
    }
    return line;
  };
  const serve = (): void => {
    while (waiters.length > 0) {
      const first = waiters[0]!;
      const got = take(first.wants);
      if (got === undefined) return;
      waiters.shift();
      first.resume(got);
    }
  };
  const wait =
    (wants: 'chunk' | 'line'): Wait =>
    (resume) => {
      if (waiters.length === 0) {
        const got = take(wants);
        if (got !== undefined) {
          resume(got);
          return undefined;
        }
      }
      const waiter: Waiter = { wants, resume };
      waiters.push(waiter);
      if (waiters.length === 1) buffer.onAwaited?.();
      return () => {
        const at = waiters.indexOf(waiter);
        if (at >= 0) waiters.splice(at, 1);
      };
    };
  const chunk = wait('chunk');
  const line = wait('line');

  const buffer: TextBuffer = {
    onAwaited: undefined,
    get available() {
      return text.length - position;
    },
    get awaited() {
      return waiters.length > 0;
    },
    get ended() {
      return over && position >= text.length;
    },
    get unterminated() {
      return unterminated;
    },
    get discarded() {
      return discarded;
    },
    read: () => chunk,
    readLine: () => line,
    unread(more) {
      text = more + text.slice(position);
      position = 0;
      unterminated = false;
      serve();
    },
    push(more) {
      if (over || discarded || more === '') return;
      text = position === text.length ? more : position > 0 ? text.slice(position) + more : text + more;
      position = 0;
      serve();
    },
    end() {
      over = true;
      serve();
    },
    endOnce() {
      const rest = text.slice(position);
      text = '';
      position = 0;
      waiters.shift()?.resume(rest === '' ? null : rest);
    },
    discard() {
      discarded = true;
      text = '';
      position = 0;
    },
  };
  return buffer;
}

/** A stream that is at its end: /dev/null for reading. */
export const emptyInput: ReadStream = {
  read: () => (resume) => {
    resume(null);
    return undefined;
  },
  readLine: () => (resume) => {
    resume(null);
    return undefined;
  },
  ended: true,
};

/** /dev/null for writing. */
export const nullOutput: WriteStream = { write() {}, end() {}, isTerminal: false };

/** The given text, then the end. */
export function textInput(text: string): ReadStream {
  const buffer = createTextBuffer();
  buffer.push(text);
  buffer.end();
  return buffer;
}

/** Hands each piece of text to `write`. */
export function callbackOutput(write: (text: string) => void, isTerminal = false): WriteStream {
  return { write, end() {}, isTerminal };
}

/** Appends to a file; what a full disk does not take is lost, as an appender of a JVM or the Docker daemon loses it. */
export function appendingOutput(files: FileSystem, path: string): WriteStream {
  return callbackOutput((text) => {
    try {
      files.append(path, text);
    } catch (error) {
      if (!(error instanceof SystemError)) throw error;
    }
  });
}

/** Collects what is written. */
export function collectOutput(): WriteStream & { readonly text: string } {
  let text = '';
  return {
    get text() {
      return text;
    },
    write(more) {
      text += more;
    },
    end() {},
    isTerminal: false,
  };
}

export interface Pipe {
  readonly reader: TextBuffer;
  /** Ends when as many `release` as `retain` (at first 1) have been called, or at `end`. */
  readonly writer: WriteStream;
  /** Called at each write after the reader has gone: the writer gets SIGPIPE. */
  onBroken: (() => void) | undefined;
}

export function createPipe(): Pipe {
  const reader = createTextBuffer();
  let holders = 1;
  const pipe: Pipe = {
    reader,
    onBroken: undefined,
    writer: {
      isTerminal: false,
      write(text) {
        if (reader.discarded) pipe.onBroken?.();
        else reader.push(text);
      },
      end() {
        reader.end();
      },
      retain() {
        holders++;
      },
      release() {
        if (--holders === 0) reader.end();
      },
    },
  };
  return pipe;
}
