import type { Program } from '../host.ts';
import { listTime, modeText } from './listing.ts';
import { attempt, humanSize, program } from './support.ts';

// biome-ignore-start lint/correctness/useYield: a program is a task, whether it waits or not
const du = program(
  'shakcd:mb',
  { 'human-readable': 'h', summarize: 's', 'max-depth': 'd' },
  function* (call, { flags, values, rest }) {
    const depthLimit = flags.has('s') ? 0 : Number(values.get('d') ?? Number.POSITIVE_INFINITY);
    const shown = (bytes: number): string =>
      flags.has('h') ? humanSize(bytes) : String(Math.ceil(bytes / (flags.has('m') ? 1048576 : 1024)));
    let ok = true;
    const walk = (path: string, name: string, depth: number): number => {
      const stat = call.files.lstat(path);
      let size = stat.type === 'link' ? 0 : Math.ceil(stat.size / 4096) * 4096;
      if (stat.type === 'directory')
        for (const child of call.files.list(path))
          size += walk(`${path}/${child}`, `${name.replace(/\/$/, '')}/${child}`, depth + 1);
      if (depth === 0 || (depth <= depthLimit && (stat.type === 'directory' || flags.has('a'))))
        call.print(`${shown(size)}\t${name}\n`);
      return size;
    };
    for (const name of rest.length > 0 ? rest : ['.'])
      ok =
        attempt(call, `cannot access '${name}'`, () => {
          walk(call.resolve(name), name, 0);
        }) && ok;
    return ok ? 0 : 1;
  },
);

const df = program('hTkmai', { 'human-readable': 'h' }, function* (call, { flags }) {
  const total = 50 * 1024 ** 3;
  const used = call.machine.files.full ? total : 8 * 1024 ** 3;
  const show = (bytes: number): string => (flags.has('h') ? humanSize(bytes).replace('.0', '') : String(bytes / 1024));
  call.print(
    flags.has('h')
      ? 'Filesystem      Size  Used Avail Use% Mounted on\n'
      : 'Filesystem     1K-blocks    Used Available Use% Mounted on\n',
  );
  const cells = [show(total), show(used), show(total - used), `${Math.round((used / total) * 100)}%`];
  call.print(
    flags.has('h')
      ? `/dev/sda3       ${cells[0]!.padStart(4)} ${cells[1]!.padStart(5)} ${cells[2]!.padStart(5)} ${cells[3]!.padStart(4)} /\n`
      : `/dev/sda3      ${cells[0]!.padStart(9)} ${cells[1]!.padStart(7)} ${cells[2]!.padStart(9)} ${cells[3]!.padStart(4)} /\n`,
  );
  return 0;
});

const stat = program('c:fLt', { format: 'c' }, function* (call, { values, rest }) {
  let ok = true;
  for (const name of rest)
    ok =
      attempt(call, `cannot stat '${name}'`, () => {
        const info = call.files.lstat(call.resolve(name));
        const format = values.get('c');
        const kinds = { file: 'regular file', directory: 'directory', link: 'symbolic link' };
        if (format !== undefined)
          call.print(
            `${format.replace(/%([asnUGFyYA])/g, (_, letter: string) => ({ a: info.mode.toString(8), s: String(info.size), n: name, U: info.owner, G: info.group, F: kinds[info.type], y: listTime(call, info.modified), Y: String(Math.floor((call.platform.epoch + info.modified) / 1000)), A: modeText(info) })[letter] ?? '')}\n`,
          );
        else
          call.print(
            `  File: ${name}\n  Size: ${info.size}\t\t${kinds[info.type]}\nAccess: (${info.mode.toString(8).padStart(4, '0')}/${modeText(info)})  Uid: ${info.owner}   Gid: ${info.group}\n`,
          );
      }) && ok;
  return ok ? 0 : 1;
});
// biome-ignore-end lint/correctness/useYield: see above

export const diskPrograms: Readonly<Record<string, Program>> = { du, df, stat };
