import type { Call, Program } from '../host.ts';
import { collate } from './listing.ts';
import { program } from './support.ts';

interface Shown {
  readonly hidden: boolean;
  readonly directoriesOnly: boolean;
  readonly fullPaths: boolean;
  readonly depth: number;
}

const plural = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;

/** tree: directories and what is in them, drawn. */
// biome-ignore lint/correctness/useYield: a program is a task, whether it waits or not
const tree = program('adfL:CnF', {}, function* (call, { flags, values, rest }) {
  const how: Shown = {
    hidden: flags.has('a'),
    directoriesOnly: flags.has('d'),
    fullPaths: flags.has('f'),
    depth: Number(values.get('L') ?? Number.POSITIVE_INFINITY),
  };
  if (!(how.depth >= 1)) {
    call.stderr.write('tree: Invalid level, must be greater than 0.\n');
    return 1;
  }
  const counts = { directories: 0, files: 0 };
  for (const name of rest.length > 0 ? rest : ['.']) {
    const path = call.resolve(name);
    const readable = call.files.exists(path) && call.files.stat(path).type === 'directory';
    call.print(`${name}${readable ? '' : ' [error opening dir]'}\n`);
    if (readable) draw(call, how, counts, path, name, '', 1);
  }
  const files = how.directoriesOnly ? '' : `, ${plural(counts.files, 'file', 'files')}`;
  call.print(`\n${plural(counts.directories, 'directory', 'directories')}${files}\n`);
  return 0;
});

function draw(
  call: Call,
  how: Shown,
  counts: { directories: number; files: number },
  directory: string,
  shown: string,
  indent: string,
  level: number,
): void {
  if (level > how.depth) return;
  const entries = call.files
    .list(directory)
    .filter((name) => how.hidden || !name.startsWith('.'))
    .sort(collate)
    .map((name) => ({ name, stat: call.files.lstat(`${directory}/${name}`) }))
    .filter(({ stat }) => !how.directoriesOnly || stat.type === 'directory');
  for (const [i, { name, stat }] of entries.entries()) {
    const last = i === entries.length - 1;
    const label = how.fullPaths ? `${shown}/${name}` : name;
    const target = stat.type === 'link' ? ` -> ${stat.target}` : '';
    call.print(`${indent}${last ? '└── ' : '├── '}${label}${target}\n`);
    if (stat.type !== 'directory') {
      counts.files++;
      continue;
    }
    counts.directories++;
    draw(
      call,
      how,
      counts,
      `${directory}/${name}`,
      `${shown}/${name}`,
      `${indent}${last ? '    ' : '│   '}`,
      level + 1,
    );
  }
}

export const treePrograms: Readonly<Record<string, Program>> = { tree };
