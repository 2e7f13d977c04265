import { fromUtf8, utf8 } from '../../platform/encodings.ts';
import { SystemError } from '../../platform/types.ts';
import type { Call, Program } from '../host.ts';
import { errorText } from '../messages.ts';
import { inputs, missing, program, readAll, sizeOf } from './support.ts';

// biome-ignore-start lint/correctness/useYield: a program is a task, whether it waits or not
const truncate = program('s:co', { size: 's', 'no-create': 'c' }, function* (call, { flags, values, rest }) {
  const text = values.get('s');
  if (text === undefined) return missing(call, "you must specify either '--size' or '--reference'");
  if (rest.length === 0) return missing(call, 'missing file operand');
  const sign = /^[-+]/.exec(text)?.[0] ?? '';
  const given = sizeOf(text.slice(sign.length));
  if (given === null) {
    call.complain(`Invalid number: ‘${text}’`);
    return 1;
  }
  let status = 0;
  for (const name of rest) {
    const path = call.resolve(name);
    try {
      if (!call.files.exists(path)) {
        if (flags.has('c')) continue;
        call.files.write(path, '');
      }
      const before = utf8(call.files.readText(path));
      const size = Math.max(0, sign === '+' ? before.length + given : sign === '-' ? before.length - given : given);
      const after = new Uint8Array(size);
      after.set(before.subarray(0, size));
      call.files.write(path, fromUtf8(after));
    } catch (error) {
      if (!(error instanceof SystemError)) throw error;
      call.complain(`cannot open '${name}' for writing: ${errorText(error)}`);
      status = 1;
    }
  }
  return status;
});

/** if=, of=, bs=, count=, skip=; /dev/zero as far as count goes. */
const dd: Program = {
  *run(call) {
    const operands = new Map(call.args.map((arg) => arg.split(/=(.*)/s) as [string, string]));
    const block = sizeOf(operands.get('bs') ?? '512') ?? 512;
    const count = operands.has('count') ? Number(operands.get('count')) : Number.POSITIVE_INFINITY;
    const skip = Number(operands.get('skip') ?? 0) * block;
    const from = operands.get('if');
    let bytes: Uint8Array;
    try {
      if (from === '/dev/zero' || from === '/dev/urandom' || from === '/dev/random')
        bytes = new Uint8Array(Number.isFinite(count) ? Math.min(count * block, 64 * 1024 * 1024) : 0);
      else bytes = utf8(from === undefined ? yield* readAll(call) : call.files.readText(call.resolve(from)));
    } catch (error) {
      if (!(error instanceof SystemError)) throw error;
      call.complain(`failed to open '${from}': ${errorText(error)}`);
      return 1;
    }
    const taken = bytes.subarray(skip, Number.isFinite(count) ? skip + count * block : undefined);
    const to = operands.get('of');
    try {
      if (to === undefined) call.print(fromUtf8(taken));
      else if (to !== '/dev/null') call.files.write(call.resolve(to), fromUtf8(taken));
    } catch (error) {
      if (!(error instanceof SystemError)) throw error;
      call.complain(`failed to open '${to}': ${errorText(error)}`);
      return 1;
    }
    const records = `${Math.floor(taken.length / block)}+${taken.length % block === 0 ? 0 : 1} records`;
    const seconds = Math.max(taken.length / 1e9, 0.0001);
    call.stderr.write(
      `${records} in\n${records} out\n${taken.length} bytes copied, ${seconds.toPrecision(3)} s, ${(taken.length / seconds / 1e6).toPrecision(3)} MB/s\n`,
    );
    return 0;
  },
};

const cmp = program('sl', { quiet: 's', silent: 's' }, function* (call: Call, { flags, rest }) {
  if (rest.length < 2) return missing(call, `missing operand after '${rest[0] ?? call.name}'`) + 1;
  const { texts, failed } = yield* inputs(call, rest.slice(0, 2));
  if (failed) return 2;
  const [a, b] = texts.map(({ text }) => utf8(text)) as [Uint8Array, Uint8Array];
  const shorter = Math.min(a.length, b.length);
  let at = 0;
  while (at < shorter && a[at] === b[at]) at++;
  if (at === a.length && at === b.length) return 0;
  if (flags.has('s')) return 1;
  const lines = a.subarray(0, at).filter((byte) => byte === 10).length;
  if (at < shorter) call.print(`${rest[0]} ${rest[1]} differ: byte ${at + 1}, line ${lines + 1}\n`);
  else {
    const which = a.length < b.length ? rest[0] : rest[1];
    call.stderr.write(`cmp: EOF on ${which} after byte ${at}, line ${lines}\n`);
  }
  return 1;
});

// biome-ignore-end lint/correctness/useYield: see above

/** Files and streams by their bytes. */
export const bytePrograms: Readonly<Record<string, Program>> = { truncate, dd, cmp };
