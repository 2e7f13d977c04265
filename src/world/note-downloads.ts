import { baseName, parentPath } from '../platform/file-tree.ts';
import { matches } from '../shell/interpret/pattern.ts';
import { archiveContent } from '../shell/programs/archive.ts';
import { knownArchive } from '../shell/programs/downloads.ts';
import { simpleCommands } from './note-command-words.ts';
import {
  anyFlink,
  at,
  enter,
  exists,
  flinkAbove,
  flinkHomes,
  installFlinkAt,
  installZooKeeperAt,
  isDirectory,
  makeDirectory,
  type Supplier,
  supplyInstallation,
  unpack,
} from './note-installations.ts';
import { noteJar, SOME_JAR } from './note-jar.ts';

export const ARCHIVE = /\.(?:tgz|tar\.gz|tar|zip|tar\.bz2)$/;

/** A configuration file of Flink, named from its home or from conf/. */
const FLINK_CONF =
  /^(?:\.\/)?(?:conf\/)?(?:flink-conf\.yaml|masters|workers|slaves|zoo\.cfg|log4j[\w.-]*\.properties)$/;

/** A file or directory that a command reads: by its name something known, else nothing is made and the command says its own error. */
export function supplyFile(supplier: Supplier, operand: string): void {
  const { session, setup } = supplier;
  const { files } = session.machine;
  if (/[`$\s]|:\/\//.test(operand)) return;
  if (/[*?[]/.test(operand)) {
    supplyPattern(supplier, operand);
    return;
  }
  if (exists(supplier, operand)) return;
  const path = at(session, operand);
  const name = baseName(path);
  const flink = flinkAbove(path);
  if (flink !== null && !files.exists(flink)) installFlinkAt(supplier, flink);
  const zookeeper = /^(.*\/(?:apache-)?zookeeper[^/]*)\/(?:conf|bin)\//.exec(path)?.[1];
  if (zookeeper !== undefined && !files.exists(zookeeper)) installZooKeeperAt(supplier, zookeeper);
  if (files.exists(path)) return;
  if (!operand.startsWith('/')) {
    const relative = operand.replace(/^\.\//, '').replace(/\/$/, '');
    const elsewhere = [
      session.cwd,
      ...flinkHomes(session.machine, session.cwd).flatMap((home) => [
        home,
        parentPath(home),
        `${home}/conf`,
        `${home}/log`,
      ]),
    ].find((directory) => files.exists(`${directory}/${relative}`));
    if (elsewhere !== undefined) {
      enter(supplier, elsewhere);
      return;
    }
  }
  if (!operand.startsWith('/') && FLINK_CONF.test(operand)) {
    enter(supplier, `${anyFlink(supplier)}${operand.includes('/') ? '' : '/conf'}`);
    return;
  }
  const put = (content: Parameters<typeof files.write>[1], what: string, mode = 0o644): void => {
    makeDirectory(supplier, session.machine, parentPath(path), session.user);
    files.write(path, content, { owner: session.user, mode });
    supplier.report(what);
  };
  const shown = shownAs(setup, name);
  if (shown !== null)
    put(setup.files[shown]!, `${name} as the note shows it`, /\.(?:sh|py)$/.test(name) ? 0o755 : 0o644);
  else if (ARCHIVE.test(name)) {
    const known = knownArchive(name);
    if (known) put(known, `${name}, downloaded`);
    else put(strangeArchive(name), `${name}, downloaded: directories only, what it holds is not simulated`);
  } else if (/\.jar$/.test(name)) {
    // What is not in the distribution's examples is not in them.
    if (flink !== null && /\/examples\//.test(path)) return;
    if (/\/examples\/(?:batch|streaming|table|gelly)\//.test(path))
      put(
        { kind: 'artifact', type: 'jar', value: null, size: 100_000 },
        `${name}: not simulated yet: Flink's example ${name}`,
      );
    else if (name === SOME_JAR || setup.jars.includes(name)) {
      const jar = noteJar(supplier.context, setup, name);
      put(jar.content, `${name}: ${jar.why}`);
    } else
      put(
        { kind: 'artifact', type: 'jar', value: null, size: 100_000 },
        `${name}, downloaded: what it holds is not simulated`,
      );
  } else if (/\.rpm$/.test(name))
    put({ kind: 'artifact', type: 'archive', value: null, size: 100_000 }, `${name}, downloaded`);
  else if (/-site\.xml$/.test(name)) put('<configuration>\n</configuration>\n', `an empty ${name}`);
  else if (/\/\.ssh\/id_rsa\.pub$/.test(path))
    put(`ssh-rsa (simulated) ${session.user}@${session.machine.name}\n`, 'a public key');
  else if (/\/\.ssh\/authorized_keys$/.test(path)) put('', 'authorized_keys');
  else if (
    /^(?:flink|hadoop|(?:apache-)?zookeeper)(?:$|[-_]?\d)/i.test(name) ||
    (/\/$/.test(operand) && !/\.\w+\/$/.test(operand)) ||
    /^jdk/.test(name)
  ) {
    if (/^jdk/.test(name)) unpack(supplier, path);
    else supplyInstallation(supplier, path);
  }
}

/** The name under which a note shows a file: its own, else the first of its variants (`session.yaml` as `session-non-ha.yaml`). */
function shownAs({ files }: Supplier['setup'], name: string): string | null {
  if (name in files) return name;
  const dot = name.lastIndexOf('.');
  const variant = (other: string): boolean =>
    other.startsWith(`${name.slice(0, dot)}-`) && other.endsWith(name.slice(dot));
  return (dot > 0 ? Object.keys(files).find(variant) : undefined) ?? null;
}

/** `flink-*-bin-scala_2.12.tgz`, `*.rpm`: what the pattern stands for, when nothing matches it. */
function supplyPattern(supplier: Supplier, operand: string): void {
  const { session, setup } = supplier;
  const directory = at(session, operand.includes('/') ? operand.slice(0, operand.lastIndexOf('/')) || '/' : '.');
  const pattern = baseName(operand);
  const { files } = session.machine;
  if (!isDirectory(files, directory)) return;
  const isMatch = (name: string): boolean => matches(name, [{ text: pattern, quoted: false }]);
  if (files.list(directory).some(isMatch)) return;
  const archive = `flink-${setup.flink}-bin-scala_2.12.tgz`;
  for (const candidate of [archive, archive.replace('2.12', '2.11')])
    if (ARCHIVE.test(pattern) && isMatch(candidate)) {
      supplyFile(supplier, `${directory}/${candidate}`);
      return;
    }
  if (/^flink-.*\.(?:out|log)$/.test(pattern)) {
    const home = flinkHomes(session.machine, session.cwd).find(
      (one) => isDirectory(files, `${one}/log`) && files.list(`${one}/log`).some(isMatch),
    );
    if (home !== undefined) enter(supplier, operand.includes('/') ? home : `${home}/log`);
  }
}

/** An archive of software that is not simulated: the directory that it makes. */
function strangeArchive(name: string) {
  const bare = name.replace(ARCHIVE, '');
  const top = bare.startsWith('apache-') ? bare : bare.replace(/-bin$/, '');
  return archiveContent(
    ['', 'bin/', 'conf/', 'lib/', 'sbin/'].map((part) => ({ path: `${top}/${part}`, mode: 0o755, content: null })),
    true,
  );
}

/** Files that a listing in the note shows: what its reader had downloaded. */
export function supplyListed(supplier: Supplier, text: string, expected: readonly string[]): void {
  const words = simpleCommands(text, supplier.session)[0] ?? [];
  if (!/^(?:ls|ll)$/.test(words[0] ?? '')) return;
  for (const line of expected) {
    const name = /(?:^|\s)([\w.-]+\.\w+)$/.exec(line.trim())?.[1];
    if (name !== undefined && (/\.(?:tgz|gz|zip|rpm)$/.test(name) || name in supplier.setup.files))
      supplyFile(supplier, name);
  }
}

/** `rz` and other uploads: the files named around the command appear in the current directory. */
export function supplyUpload(supplier: Supplier, around: readonly string[]): string[] {
  const names = around.flatMap((line) =>
    [...line.matchAll(/[\w.-]+\.(?:jar|tgz|tar\.gz|zip|rpm|txt|csv|xml|json)\b/g)].map(([name]) => name),
  );
  for (const name of names) {
    if (/\.(?:txt|csv|json)$/.test(name) && !exists(supplier, name)) {
      supplier.session.machine.files.write(at(supplier.session, name), '', { owner: supplier.session.user });
      supplier.report(`an empty ${name}`);
    } else supplyFile(supplier, name);
  }
  return names;
}
