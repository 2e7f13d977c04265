import { baseName, byteLength, parentPath } from '../../platform/file-tree.ts';
import { type FileContent, type FileSystem, SystemError } from '../../platform/types.ts';
import type { Program } from '../host.ts';
import { errorText } from '../messages.ts';
import { formatDate } from './date.ts';
import { knownArchive } from './downloads.ts';
import { isJar } from './java.ts';
import { modeText } from './listing.ts';
import { readAll } from './support.ts';

/** An entry of a simulated tar or zip. Directories end with a slash, links have a target. */
export interface ArchiveEntry {
  readonly path: string;
  readonly mode: number;
  readonly content: FileContent | null;
  readonly target?: string;
}
export interface Archive {
  readonly millraceArchive: readonly ArchiveEntry[];
}

export function archiveContent(entries: readonly ArchiveEntry[], compressed: boolean): FileContent {
  const size = entries.reduce(
    (sum, { content }) =>
      sum +
      512 +
      (content?.kind === 'text'
        ? byteLength(content.text)
        : content?.kind === 'bytes'
          ? content.bytes.length
          : (content?.size ?? 0)),
    1024,
  );
  const value: Archive = { millraceArchive: entries };
  return { kind: 'artifact', type: 'archive', value, size: compressed ? Math.ceil(size * 0.35) : size };
}

function entriesOf(content: FileContent): readonly ArchiveEntry[] | null {
  if (content.kind !== 'artifact' || content.type !== 'archive') return null;
  const value = content.value;
  return typeof value === 'object' && value !== null && 'millraceArchive' in value
    ? (value as Archive).millraceArchive
    : null;
}

/** All below a path, as entries named from `name`. */
function collect(files: FileSystem, path: string, name: string): ArchiveEntry[] {
  const stat = files.lstat(path);
  if (stat.type === 'link') return [{ path: name, mode: stat.mode, content: null, target: stat.target ?? '' }];
  if (stat.type === 'file') return [{ path: name, mode: stat.mode, content: files.read(path) }];
  return [
    { path: `${name}/`, mode: stat.mode, content: null },
    ...files.list(path).flatMap((child) => collect(files, `${path}/${child}`, `${name}/${child}`)),
  ];
}

/** Writes entries below a directory. */
function extract(files: FileSystem, directory: string, entries: readonly ArchiveEntry[], strip = 0): string[] {
  const done: string[] = [];
  for (const entry of entries) {
    const name = entry.path.split('/').slice(strip).join('/');
    if (name === '' || name === '/') continue;
    const path = `${directory === '/' ? '' : directory}/${name.replace(/\/$/, '')}`;
    if (entry.target !== undefined) {
      if (files.exists(path)) files.remove(path, { recursive: true });
      files.mkdir(parentPath(path), { recursive: true });
      files.link(entry.target, path);
    } else if (entry.content === null) files.mkdir(path, { recursive: true });
    else {
      files.mkdir(parentPath(path), { recursive: true });
      files.write(path, entry.content, { mode: entry.mode });
    }
    done.push(entry.path);
  }
  return done;
}

// biome-ignore-start lint/correctness/useYield: a program is a task, whether it waits or not

const tar: Program = {
  *run(call) {
    const args = [...call.args];
    // The old spelling has no dash: `tar zxvf file`.
    if (args[0] && !args[0].startsWith('-')) args[0] = `-${args[0]}`;
    const letters = new Set<string>();
    let file: string | null = null;
    let directory = call.cwd;
    let directoryGiven = '.';
    const enter = (given: string): void => {
      directoryGiven = given;
      directory = call.resolve(given);
    };
    let strip = 0;
    const names: string[] = [];
    for (let i = 0; i < args.length; i++) {
      const arg = args[i]!;
      if (arg === '-C' || arg === '--directory') enter(args[++i] ?? '.');
      else if (arg.startsWith('--strip-components')) strip = Number(arg.includes('=') ? arg.split('=')[1] : args[++i]);
      else if (arg.startsWith('--')) continue;
      else if (/^-\w/.test(arg)) {
        for (const letter of arg.slice(1)) {
          if (letter === 'f') file = args[++i] ?? null;
          else if (letter === 'C') enter(args[++i] ?? '.');
          else letters.add(letter);
        }
      } else names.push(arg);
    }
    const fatal = (text: string): number => {
      call.complain(text);
      call.stderr.write('tar: Error is not recoverable: exiting now\n');
      return 2;
    };
    if (file === null || !['x', 'c', 't'].some((letter) => letters.has(letter))) {
      call.complain("You must specify one of the '-Acdtrux', '--delete' or '--test-label' options");
      call.stderr.write("Try 'tar --help' or 'tar --usage' for more information.\n");
      return 2;
    }
    const path = call.resolve(file);
    if (letters.has('c')) {
      const entries: ArchiveEntry[] = [];
      for (const name of names) {
        const from = name.startsWith('/') ? name : `${directory}/${name}`;
        if (!call.files.exists(from)) {
          call.complain(`${name}: Cannot stat: No such file or directory`);
          call.stderr.write('tar: Exiting with failure status due to previous errors\n');
          return 2;
        }
        entries.push(...collect(call.files, call.resolve(from), name.replace(/^\/+|\/+$/g, '')));
      }
      if (letters.has('v')) for (const entry of entries) call.print(`${entry.path}\n`);
      call.files.write(path, archiveContent(entries, letters.has('z') || letters.has('j')));
      return 0;
    }
    let content: FileContent;
    try {
      // What a course had its reader download or upload beforehand is there when it is unpacked.
      const known = call.files.exists(path) ? null : knownArchive(baseName(path));
      if (known) call.files.write(path, known);
      content = call.files.read(path);
    } catch (error) {
      if (!(error instanceof SystemError)) throw error;
      if (!letters.has('z')) return fatal(`${file}: Cannot open: ${errorText(error)}`);
      // gzip runs in a child.
      call.stderr.write(
        `tar (child): ${file}: Cannot open: ${errorText(error)}\ntar (child): Error is not recoverable: exiting now\n`,
      );
      return fatal('Child returned status 2');
    }
    const entries = entriesOf(content);
    if (!entries) {
      if (letters.has('z')) call.stderr.write('\ngzip: stdin: not in gzip format\n');
      return fatal(letters.has('z') ? 'Child returned status 1' : 'This does not look like a tar archive');
    }
    const wanted =
      names.length === 0
        ? entries
        : entries.filter((entry) =>
            names.some((name) => entry.path === name || entry.path.startsWith(`${name.replace(/\/$/, '')}/`)),
          );
    if (letters.has('t')) {
      const now = formatDate(call.platform.epoch + call.platform.world.now, '%F %R', call.platform.timezone);
      for (const entry of wanted) call.print(letters.has('v') ? `${detailed(entry, now)}\n` : `${entry.path}\n`);
      return 0;
    }
    if (!call.files.exists(directory)) return fatal(`${directoryGiven}: Cannot open: No such file or directory`);
    try {
      const done = extract(call.files, directory, wanted, strip);
      if (letters.has('v')) call.print(done.map((name) => `${name}\n`).join(''));
    } catch (error) {
      if (!(error instanceof SystemError)) throw error;
      return fatal(`${baseName(error.subject)}: Cannot open: ${errorText(error)}`);
    }
    return 0;
  },
};

const unzip: Program = {
  *run(call) {
    const directoryAt = call.args.indexOf('-d');
    const directory = directoryAt >= 0 ? call.resolve(call.args[directoryAt + 1] ?? '.') : call.cwd;
    const [name] = call.args.filter(
      (arg, i) => !arg.startsWith('-') && i !== directoryAt + 1 - (directoryAt < 0 ? call.args.length + 1 : 0),
    );
    const path = call.resolve(name ?? '');
    if (!name || !call.files.exists(path)) {
      call.stderr.write(`unzip:  cannot find or open ${name}, ${name}.zip or ${name}.ZIP.\n`);
      return 9;
    }
    const content = call.files.read(path);
    if (call.args.includes('-l') && isJar(content)) {
      call.print(`Archive:  ${name}\n`);
      for (const { path: entry, size } of content.value.entries) call.print(`${String(size).padStart(9)}  ${entry}\n`);
      return 0;
    }
    const entries = entriesOf(content);
    if (!entries) {
      call.stderr.write(`Archive:  ${name}\n  End-of-central-directory signature not found.\n`);
      return 9;
    }
    call.print(`Archive:  ${name}\n`);
    call.files.mkdir(directory, { recursive: true });
    for (const entry of extract(call.files, directory, entries)) call.print(`  inflating: ${entry}\n`);
    return 0;
  },
};

const zip: Program = {
  *run(call) {
    const [name, ...names] = call.args.filter((arg) => !arg.startsWith('-'));
    if (!name || names.length === 0) {
      call.complain('error: Nothing to do!');
      return 12;
    }
    const entries = names.flatMap((one) => collect(call.files, call.resolve(one), one.replace(/\/$/, '')));
    for (const entry of entries) call.print(`  adding: ${entry.path} (deflated 65%)\n`);
    call.files.write(call.resolve(name.includes('.') ? name : `${name}.zip`), archiveContent(entries, true));
    return 0;
  },
};

/** A line of `tar tvf`. */
function detailed({ path, mode, content, target }: ArchiveEntry, time: string): string {
  const type = target !== undefined ? 'link' : content === null ? 'directory' : 'file';
  const size =
    content === null
      ? 0
      : content.kind === 'text'
        ? byteLength(content.text)
        : content.kind === 'bytes'
          ? content.bytes.length
          : content.size;
  return `${modeText({ type, mode })} root/root ${String(size).padStart(9)} ${time} ${path}${target === undefined ? '' : ` -> ${target}`}`;
}

/** gzip and gunzip rename; the content's compression is not simulated. */
const gzip: Program = {
  *run(call) {
    const option = (letter: string): boolean => call.args.some((arg) => new RegExp(`^-\\w*${letter}`).test(arg));
    const shows = call.name === 'zcat' || option('c');
    const unpack = call.name !== 'gzip' || option('d');
    const keeps = shows || option('k');
    let status = 0;
    if (shows && call.args.every((arg) => arg.startsWith('-'))) {
      call.print(yield* readAll(call));
      return 0;
    }
    for (const name of call.args.filter((arg) => !arg.startsWith('-'))) {
      const path = call.resolve(name);
      if (!call.files.exists(path)) {
        const wanted = unpack && !/\.(?:gz|tgz)$/.test(name) ? `${name}.gz` : name;
        call.stderr.write(`gzip: ${wanted}: No such file or directory\n`);
        status = 1;
      } else if (shows) call.print(call.files.readText(path));
      else if (unpack && !/\.(?:gz|tgz)$/.test(path)) {
        call.stderr.write(`gzip: ${name}: unknown suffix -- ignored\n`);
        status = 2;
      } else {
        const to = unpack ? path.replace(/\.gz$/, '').replace(/\.tgz$/, '.tar') : `${path}.gz`;
        if (keeps) call.files.write(to, call.files.read(path));
        else call.files.rename(path, to);
      }
    }
    return status;
  },
};
/** rz and sz move files through the terminal; archives that are known appear when they are unpacked. */
const upload: Program = {
  *run(call) {
    call.print(
      `${call.name}: nothing is sent through a simulated terminal; known archives appear when they are unpacked.\n`,
    );
    return 0;
  },
};

// biome-ignore-end lint/correctness/useYield: see above

export const archivePrograms: Readonly<Record<string, Program>> = {
  tar,
  unzip,
  zip,
  gzip,
  gunzip: gzip,
  zcat: gzip,
  rz: upload,
  sz: upload,
};
