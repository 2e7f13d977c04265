import { parentPath } from '../../platform/file-tree.ts';
import { SystemError } from '../../platform/types.ts';
import type { Program } from '../host.ts';
import { errorText } from '../messages.ts';
import { missing, program } from './support.ts';

// biome-ignore-start lint/correctness/useYield: a program is a task, whether it waits or not
const basename = program('as:', {}, function* (call, { flags, values, rest }) {
  if (rest.length === 0) return missing(call, 'missing operand');
  const suffix = values.get('s') ?? (flags.has('a') ? '' : (rest[1] ?? ''));
  for (const name of flags.has('a') || values.has('s') ? rest : rest.slice(0, 1)) {
    const base = name.replace(/\/+$/, '').replace(/.*\//, '') || '/';
    call.print(`${suffix !== '' && base !== suffix && base.endsWith(suffix) ? base.slice(0, -suffix.length) : base}\n`);
  }
  return 0;
});

const dirname = program('', {}, function* (call, { rest }) {
  if (rest.length === 0) return missing(call, 'missing operand');
  for (const name of rest) {
    const trimmed = name.replace(/(.)\/+$/, '$1');
    const at = trimmed.lastIndexOf('/');
    call.print(`${at < 0 ? '.' : at === 0 ? '/' : trimmed.slice(0, at).replace(/\/+$/, '')}\n`);
  }
  return 0;
});

const readlink = program('fenm', { canonicalize: 'f' }, function* (call, { flags, rest }) {
  for (const name of rest) {
    try {
      const path = call.resolve(name);
      if (flags.has('f') || flags.has('e') || flags.has('m') || call.name === 'realpath')
        call.print(`${call.files.realPath(path)}\n`);
      else {
        const info = call.files.lstat(path);
        if (info.type !== 'link') return 1;
        call.print(`${info.target}\n`);
      }
    } catch (error) {
      if (!(error instanceof SystemError)) throw error;
      if (flags.has('f') && call.files.exists(parentPath(call.resolve(name)))) call.print(`${call.resolve(name)}\n`);
      else {
        if (call.name === 'realpath') call.complain(`${name}: ${errorText(error)}`);
        return 1;
      }
    }
  }
  return 0;
});

const file = program('b', {}, function* (call, { rest }) {
  for (const name of rest) {
    const path = call.resolve(name);
    const kind = !call.files.exists(path)
      ? `cannot open \`${name}' (No such file or directory)`
      : call.files.stat(path).type === 'directory'
        ? 'directory'
        : call.files.read(path).kind === 'artifact'
          ? 'Zip archive data, at least v2.0 to extract'
          : call.files.readText(path).startsWith('\x7fELF')
            ? 'ELF 64-bit LSB executable, x86-64'
            : 'UTF-8 Unicode text';
    call.print(`${name}: ${kind}\n`);
  }
  return 0;
});

const mktemp = program('dp:t', { directory: 'd' }, function* (call, { flags, rest }) {
  const name = (rest[0] ?? '/tmp/tmp.XXXXXXXXXX').replace(/X{3,}$/, (all) =>
    call.platform.world.random('mktemp').hex(all.length),
  );
  const path = call.resolve(name);
  if (flags.has('d')) call.files.mkdir(path);
  else call.files.write(path, '', { mode: 0o600 });
  call.print(`${path}\n`);
  return 0;
});
// biome-ignore-end lint/correctness/useYield: see above

export const pathPrograms: Readonly<Record<string, Program>> = {
  basename,
  dirname,
  readlink,
  realpath: readlink,
  file,
  mktemp,
};
