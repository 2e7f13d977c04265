import { fromUtf8, utf8 } from '../../platform/encodings.ts';
import { SystemError } from '../../platform/types.ts';
import type { Call } from '../host.ts';
import { errorText } from '../messages.ts';
import { inputs, program, sizeOf } from './support.ts';

/** `aa`, `ab` … or `00`, `01` …: the endings of split's files. */
function suffix(number: number, width: number, digits: boolean): string {
  const base = digits ? 10 : 26;
  let text = '';
  for (let i = 0, left = number; i < width; i++, left = Math.floor(left / base))
    text = (digits ? String(left % base) : String.fromCharCode(97 + (left % base))) + text;
  return text;
}

/** Cuts a file up by lines or bytes. */
export const split = program(
  'l:b:n:a:dC:S:',
  { lines: 'l', bytes: 'b', number: 'n', 'suffix-length': 'a', 'numeric-suffixes': 'd', 'additional-suffix': 'S' },
  function* (call, { flags, values, rest }) {
    const { texts, failed } = yield* inputs(call, rest.slice(0, 1), (name) => `cannot open '${name}' for reading`);
    if (failed) return 1;
    const { text } = texts[0]!;
    const lines = text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
    const pieces: string[] = [];
    const sized = values.get('b') ?? values.get('C');
    const parts = Number(/^(?:l\/)?(\d+)$/.exec(values.get('n') ?? '')?.[1] ?? 0);
    if (sized !== undefined || (parts > 0 && !values.get('n')!.startsWith('l'))) {
      const bytes = utf8(text);
      const size = parts > 0 ? Math.ceil(bytes.length / parts) : (sizeOf(sized!) ?? 0);
      if (!(size > 0)) return badCount(call, 'bytes', sized ?? '');
      for (let at = 0; at < bytes.length; at += size) pieces.push(fromUtf8(bytes.subarray(at, at + size)));
    } else {
      const count = parts > 0 ? Math.ceil(lines.length / parts) : Number(values.get('l') ?? 1000);
      if (!(count > 0)) return badCount(call, 'lines', values.get('l') ?? '');
      for (let at = 0; at < lines.length; at += count) pieces.push(lines.slice(at, at + count).join(''));
    }
    const width = Number(values.get('a') ?? 2);
    for (const [i, piece] of pieces.entries()) {
      const name = `${rest[1] ?? 'x'}${suffix(i, width, flags.has('d'))}${values.get('S') ?? ''}`;
      try {
        call.files.write(call.resolve(name), piece);
      } catch (error) {
        if (!(error instanceof SystemError)) throw error;
        call.complain(`${name}: ${errorText(error)}`);
        return 1;
      }
    }
    return 0;
  },
);

function badCount(call: Call, what: string, given: string): number {
  call.complain(`invalid number of ${what}: ‘${given}’`);
  return 1;
}
