import { utf8 } from '../../platform/encodings.ts';
import { byteLength } from '../../platform/file-tree.ts';
import { SystemError } from '../../platform/types.ts';
import { sleep } from '../../simulation/simulation.ts';
import type { Program } from '../host.ts';
import { errorText } from '../messages.ts';
import { inputs, linesOf, program } from './support.ts';

/** `^A`, `M-C`: what cat -v makes of control characters and of bytes above 127; newlines and tabs stay. */
function visible(text: string): string {
  const caret = (code: number): string =>
    code === 127 ? '^?' : code < 32 ? `^${String.fromCharCode(code + 64)}` : String.fromCharCode(code);
  return text.replace(/[^\t\n\x20-\x7e]/gu, (char) =>
    [...utf8(char)].map((byte) => (byte < 128 ? caret(byte) : `M-${caret(byte - 128)}`)).join(''),
  );
}

const cat = program(
  'nAbeEstTuv',
  {
    number: 'n',
    'number-nonblank': 'b',
    'squeeze-blank': 's',
    'show-all': 'A',
    'show-ends': 'E',
    'show-tabs': 'T',
    'show-nonprinting': 'v',
  },
  function* (call, { flags, rest }) {
    if (flags.size === 0 && (rest.length === 0 || (rest.length === 1 && rest[0] === '-'))) {
      for (;;) {
        const chunk = (yield call.stdin.read()) as string | null;
        if (chunk === null) return 0;
        call.print(chunk);
      }
    }
    const { texts, failed } = yield* inputs(call, rest);
    let number = 0;
    for (const { text } of texts) {
      let shown = flags.has('s') ? text.replace(/\n{3,}/g, '\n\n') : text;
      if (['A', 'v', 'e', 't'].some((letter) => flags.has(letter))) shown = visible(shown);
      if (flags.has('A') || flags.has('e') || flags.has('E')) shown = shown.replaceAll('\n', '$\n');
      if (flags.has('A') || flags.has('T') || flags.has('t')) shown = shown.replaceAll('\t', '^I');
      if (flags.has('n') || flags.has('b'))
        shown = shown.replace(/^(.*)(\n|$)/gm, (all, line: string) =>
          all === '' || (flags.has('b') && line === '') ? all : `${String(++number).padStart(6)}\t${all}`,
        );
      call.print(shown);
    }
    return failed ? 1 : 0;
  },
);

const wc = program(
  'lwcmL',
  { lines: 'l', words: 'w', bytes: 'c', chars: 'm', 'max-line-length': 'L' },
  function* (call, { flags, rest }) {
    const { texts: read, failed } = yield* inputs(call, rest);
    const isDirectory = (name: string): boolean =>
      name !== '-' && call.files.exists(call.resolve(name)) && call.files.stat(call.resolve(name)).type === 'directory';
    // A directory counts nothing, after the complaint.
    const texts =
      rest.length === 0
        ? read
        : rest.flatMap((name) =>
            isDirectory(name) ? [{ name, text: '' }] : read.filter((each) => each.name === name).slice(0, 1),
          );
    const columns = ['l', 'w', 'm', 'c', 'L'].filter((letter) =>
      flags.size === 0 ? !'mL'.includes(letter) : flags.has(letter),
    );
    const rows = texts.map(({ name, text }) => ({
      name,
      counts: columns.map((letter) =>
        letter === 'l'
          ? text.split('\n').length - 1
          : letter === 'w'
            ? (text.match(/\S+/g)?.length ?? 0)
            : letter === 'c'
              ? byteLength(text)
              : letter === 'L'
                ? Math.max(0, ...linesOf(text).map((line) => [...line.replace(/\t/g, '        ')].length))
                : [...text].length,
      ),
    }));
    if (rows.length > 1)
      rows.push({ name: 'total', counts: columns.map((_, i) => rows.reduce((sum, row) => sum + row.counts[i]!, 0)) });
    const fromInput = rest.length === 0;
    const size = texts.reduce((sum, { text }) => sum + byteLength(text), 0);
    const irregular = fromInput || rest.some((name) => name === '-' || isDirectory(name));
    const width = columns.length === 1 && rows.length === 1 ? 1 : Math.max(irregular ? 7 : 1, String(size).length);
    for (const { name, counts } of rows)
      call.print(`${counts.map((count) => String(count).padStart(width)).join(' ')}${fromInput ? '' : ` ${name}`}\n`);
    return failed ? 1 : 0;
  },
);

const tee = program('ai', { append: 'a' }, function* (call, { flags, rest }) {
  const paths = rest.map((name) => call.resolve(name));
  let status = 0;
  const open: string[] = [];
  for (const [i, path] of paths.entries()) {
    try {
      if (!flags.has('a') || !call.files.exists(path)) call.files.write(path, '');
      open.push(path);
    } catch (error) {
      if (!(error instanceof SystemError)) throw error;
      call.complain(`${rest[i]}: ${errorText(error)}`);
      status = 1;
    }
  }
  for (;;) {
    const chunk = (yield call.stdin.read()) as string | null;
    if (chunk === null) return status;
    call.print(chunk);
    for (const path of open) call.files.append(path, chunk);
  }
});

const rev = program('', {}, function* (call, { rest }) {
  const { texts } = yield* inputs(call, rest);
  for (const { text } of texts) for (const line of linesOf(text)) call.print(`${[...line].reverse().join('')}\n`);
  return 0;
});
const tac = program('', {}, function* (call, { rest }) {
  const { texts } = yield* inputs(call, rest);
  for (const { text } of texts)
    call.print(
      linesOf(text)
        .reverse()
        .map((line) => `${line}\n`)
        .join(''),
    );
  return 0;
});
const paste = program('sd:', { serial: 's', delimiters: 'd' }, function* (call, { flags, values, rest }) {
  const { texts } = yield* inputs(call, rest);
  const delimiter = values.get('d') ?? '\t';
  const columns = texts.map(({ text }) => linesOf(text));
  if (flags.has('s')) for (const lines of columns) call.print(`${lines.join(delimiter)}\n`);
  else
    for (let i = 0; i < Math.max(0, ...columns.map((lines) => lines.length)); i++)
      call.print(`${columns.map((lines) => lines[i] ?? '').join(delimiter)}\n`);
  return 0;
});
const nl = program('b:w:s:', {}, function* (call, { values, rest }) {
  const { texts } = yield* inputs(call, rest);
  let number = 0;
  for (const { text } of texts)
    for (const line of linesOf(text))
      call.print(line === '' && values.get('b') !== 'a' ? '       \n' : `${String(++number).padStart(6)}\t${line}\n`);
  return 0;
});
const column = program('ts:', {}, function* (call, { flags, values, rest }) {
  const { texts } = yield* inputs(call, rest);
  const rows = texts
    .flatMap(({ text }) => linesOf(text))
    .map((line) => (flags.has('t') ? line.split(values.get('s') ?? /\s+/) : [line]));
  const widths: number[] = [];
  for (const row of rows)
    row.forEach((cell, i) => {
      widths[i] = Math.max(widths[i] ?? 0, cell.length);
    });
  for (const row of rows)
    call.print(`${row.map((cell, i) => (i === row.length - 1 ? cell : cell.padEnd(widths[i]! + 2))).join('')}\n`);
  return 0;
});
const more = program('NSRFXi', {}, function* (call, { rest }) {
  const { texts, failed } = yield* inputs(
    call,
    rest.filter((name) => !name.startsWith('+')),
  );
  for (const { text } of texts) call.print(text);
  return failed ? 1 : 0;
});
const yes: Program = {
  *run(call) {
    const line = `${call.args.length > 0 ? call.args.join(' ') : 'y'}\n`;
    for (;;) {
      call.print(line.repeat(50));
      yield sleep(call.process, 0.05);
    }
  },
};
/** Runs of four printable characters or more. */
const strings = program('an:', {}, function* (call, { values, rest }) {
  const { texts, failed } = yield* inputs(call, rest);
  const shortest = Number(values.get('n') ?? 4);
  for (const { text } of texts)
    for (const found of text.match(/[\t\x20-\x7e]+/g) ?? []) if (found.length >= shortest) call.print(`${found}\n`);
  return failed ? 1 : 0;
});

export const textPrograms: Readonly<Record<string, Program>> = {
  cat,
  wc,
  tee,
  rev,
  tac,
  paste,
  nl,
  column,
  more,
  less: more,
  yes,
  strings,
};
