import { base64, fromBase64, fromUtf8, utf8 } from '../../platform/encodings.ts';
import type { Task } from '../../simulation/task.ts';
import type { Call, FilterResult, Program } from '../host.ts';
import { inputs, linesOf, program, readAll } from './support.ts';

/** The digest of a text, which a library computes; null: there is no library. */
function* digest(call: Call, text: string): Task<string | null> {
  const { filters } = call.host.hooks;
  if (!filters) return null;
  const result = (yield filters.run(call.name, [], {
    stdin: text,
    env: call.env,
    files: {},
    cwd: call.cwd,
  })) as FilterResult;
  return result.stdout.split(/\s/)[0]!;
}

/** `md5sum FILE…`, `md5sum -c SUMS`. */
const sums = program('cbt', { check: 'c', binary: 'b', text: 't', quiet: 'q' }, function* (call, { flags, rest }) {
  if (!call.host.hooks.filters) {
    call.complain('not available here');
    return 127;
  }
  if (flags.has('c')) return yield* check(call, rest);
  const { texts, failed } = yield* inputs(call, rest);
  for (const { name, text } of texts) call.print(`${yield* digest(call, text)}  ${name}\n`);
  return failed ? 1 : 0;
});

function* check(call: Call, lists: readonly string[]): Task<number> {
  const { texts, failed } = yield* inputs(call, lists);
  let [wrong, unread] = [0, 0];
  for (const line of texts.flatMap(({ text }) => linesOf(text))) {
    const [, sum, name] = /^([0-9a-fA-F]+)\s[ *](.*)$/.exec(line) ?? [];
    if (sum === undefined || name === undefined) continue;
    const read = yield* inputs(call, [name]);
    const [found] = read.texts;
    if (!found) {
      unread++;
      call.print(`${name}: FAILED open or read\n`);
      continue;
    }
    const same = (yield* digest(call, found.text)) === sum.toLowerCase();
    if (!same) wrong++;
    call.print(`${name}: ${same ? 'OK' : 'FAILED'}\n`);
  }
  const files = (count: number, what: string, plural: string): string => `${count} ${count === 1 ? what : plural}`;
  if (unread > 0) call.complain(`WARNING: ${files(unread, 'listed file', 'listed files')} could not be read`);
  if (wrong > 0) call.complain(`WARNING: ${files(wrong, 'computed checksum', 'computed checksums')} did NOT match`);
  return failed || wrong + unread > 0 ? 1 : 0;
}

/** The text, or null for what is no base64. */
function decode(source: string): string | null {
  try {
    return fromUtf8(fromBase64(source));
  } catch {
    return null;
  }
}

const base64Program = program('diw:', { decode: 'd', wrap: 'w' }, function* (call, { flags, values, rest }) {
  if (rest.length > 1) {
    call.complain(`extra operand ‘${rest[1]}’`);
    call.stderr.write("Try 'base64 --help' for more information.\n");
    return 1;
  }
  const { texts, failed } =
    rest.length > 0 ? yield* inputs(call, rest) : { texts: [{ text: yield* readAll(call) }], failed: false };
  if (failed) return 1;
  const text = texts[0]?.text ?? '';
  if (flags.has('d')) {
    const plain = decode(text);
    if (plain === null) {
      call.complain('invalid input');
      return 1;
    }
    call.print(plain);
    return 0;
  }
  const width = Number(values.get('w') ?? 76);
  const all = base64(utf8(text));
  if (width === 0) call.print(all);
  else for (let i = 0; i < all.length; i += width) call.print(`${all.slice(i, i + width)}\n`);
  return 0;
});

export const checksumPrograms: Readonly<Record<string, Program>> = {
  md5sum: sums,
  sha1sum: sums,
  sha256sum: sums,
  base64: base64Program,
};
