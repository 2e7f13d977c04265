/** A command of FsShell: its options, how many operands it takes, and what it says of itself. */
interface FsUsage {
  readonly flags: readonly string[];
  readonly operands: readonly [least: number, most: number];
  readonly usage: string;
  readonly help: string;
  /** Words that begin with a dash and are no options are the command's own: modes such as `-w`, expressions of find. */
  readonly ownWords?: true;
}

const MANY = Number.POSITIVE_INFINITY;

const command = (usage: string, flags: string, operands: readonly [number, number], help: string): FsUsage => ({
  usage,
  flags: flags === '' ? [] : flags.split(' '),
  operands,
  help,
});
const some = (usage: string, flags: string, help: string): FsUsage => command(usage, flags, [1, MANY], help);
const PUT = '[-f] [-p] [-l] [-d] <localsrc> ... <dst>';
const GET = '[-f] [-p] [-ignoreCrc] [-crc] <src> ... <localdst>';

/** The commands that -help lists. */
const CURRENT: Readonly<Record<string, FsUsage>> = {
  appendToFile: command('<localsrc> ... <dst>', '', [2, MANY], 'Appends the contents of local files to a file.'),
  cat: some('[-ignoreCrc] <src> ...', 'ignoreCrc', 'Prints files.'),
  checksum: some('<src> ...', '', 'Shows checksums of files.'),
  chgrp: command('[-R] GROUP PATH...', 'R', [2, MANY], 'Changes the group of files.'),
  chmod: {
    ...command('[-R] <MODE[,MODE]... | OCTALMODE> PATH...', 'R', [2, MANY], 'Changes the permissions of files.'),
    ownWords: true,
  },
  chown: command('[-R] [OWNER][:[GROUP]] PATH...', 'R', [2, MANY], 'Changes owner and group of files.'),
  copyFromLocal: some(`[-f] [-p] [-l] [-d] [-t <thread count>] <localsrc> ... <dst>`, 'f p l d', 'As -put.'),
  copyToLocal: some(GET, 'f p ignoreCrc crc', 'As -get.'),
  count: some(
    '[-q] [-h] [-v] [-t [<storage type>]] [-u] [-x] [-e] <path> ...',
    'q h v u x e',
    'Counts directories, files and bytes.',
  ),
  cp: command('[-f] [-p | -p[topax]] [-d] <src> ... <dst>', 'f p ptopax d', [2, MANY], 'Copies files.'),
  createSnapshot: command('<snapshotDir> [<snapshotName>]', '', [1, 2], 'Makes a snapshot of a directory.'),
  deleteSnapshot: command('<snapshotDir> <snapshotName>', '', [2, 2], 'Deletes a snapshot.'),
  df: command('[-h] [<path> ...]', 'h', [0, MANY], 'Shows capacity and free space.'),
  du: command('[-s] [-h] [-v] [-x] <path> ...', 's h v x', [0, MANY], 'Shows what files take.'),
  expunge: command('', '', [0, 0], 'Empties the trash.'),
  find: { ...some('<path> ... <expression> ...', '', 'Finds files by -name and -iname.'), ownWords: true },
  get: some(GET, 'f p ignoreCrc crc', 'Copies files to the local disk.'),
  getfacl: command('[-R] <path>', 'R', [1, 1], 'Shows who may do what with a file.'),
  getfattr: command('[-R] {-n name | -d} [-e en] <path>', 'R d', [1, 1], 'Shows extended attributes.'),
  getmerge: command(
    '[-nl] [-skip-empty-file] <src> <localdst>',
    'nl skip-empty-file',
    [2, MANY],
    'Puts the files of a directory into one local file.',
  ),
  head: command('<file>', '', [1, 1], 'Prints the first kilobyte of a file.'),
  help: command('[cmd ...]', '', [0, MANY], 'Tells what commands do.'),
  ls: command(
    '[-C] [-d] [-h] [-q] [-R] [-t] [-S] [-r] [-u] [-e] [<path> ...]',
    'C d h q R t S r u e',
    [0, MANY],
    'Lists files.',
  ),
  mkdir: some('[-p] <path> ...', 'p', 'Makes directories.'),
  moveFromLocal: some('<localsrc> ... <dst>', '', 'As -put, then deletes the source.'),
  moveToLocal: command('<src> <localdst>', '', [1, 2], 'Not implemented yet.'),
  mv: command('<src> ... <dst>', '', [2, MANY], 'Moves files.'),
  put: some(PUT, 'f p l d', 'Copies local files.'),
  renameSnapshot: command('<snapshotDir> <oldName> <newName>', '', [3, 3], 'Renames a snapshot.'),
  rm: some('[-f] [-r|-R] [-skipTrash] [-safely] <src> ...', 'f r R skipTrash safely', 'Deletes files.'),
  rmdir: some('[--ignore-fail-on-non-empty] <dir> ...', '-ignore-fail-on-non-empty', 'Deletes empty directories.'),
  setfacl: some(
    '[-R] [{-b|-k} {-m|-x <acl_spec>} <path>]|[--set <acl_spec> <path>]',
    'R b k m x -set',
    'Changes who may do what with a file.',
  ),
  setfattr: some('{-n name [-v value] | -x name} <path>', 'n v x', 'Changes extended attributes.'),
  setrep: command('[-R] [-w] <rep> <path> ...', 'R w', [2, MANY], 'Sets the number of replicas.'),
  stat: some('[format] <path> ...', '', 'Prints facts of files.'),
  tail: command('[-f] [-s <sleep interval>] <file>', 'f', [1, 1], 'Prints the last kilobyte of a file.'),
  test: command('-[defswrz] <path>', 'd e f s z r w', [1, 1], 'Answers a question about a path by its exit code.'),
  text: some('[-ignoreCrc] <src> ...', 'ignoreCrc', 'Prints files as text.'),
  touch: some('[-a] [-m] [-t TIMESTAMP ] [-c] <path> ...', 'a m c', 'Updates times of files.'),
  touchz: some('<path> ...', '', 'Makes empty files.'),
  truncate: command('[-w] <length> <path> ...', 'w', [2, MANY], 'Cuts files to a length.'),
  usage: command('[cmd ...]', '', [0, MANY], 'Shows the options of commands.'),
};

export const USAGES: Readonly<Record<string, FsUsage>> = {
  ...CURRENT,
  dus: { ...some('', 'h', "(DEPRECATED) Same as 'du -s'"), operands: [0, MANY] },
  lsr: command('', 'd h', [0, MANY], "(DEPRECATED) Same as 'ls -R'"),
  rmr: some('', 'skipTrash', "(DEPRECATED) Same as '-rm -r'"),
};

const PREFIX = 'Usage: hadoop fs [generic options]';
const GENERIC = [
  'Generic options supported are:',
  '-conf <configuration file>        specify an application configuration file',
  '-D <property=value>               define a value for a given property',
  "-fs <file:///|hdfs://namenode:port> specify default filesystem URL to use, overrides 'fs.defaultFS' property from configurations.",
  '',
  'The general command line syntax is:',
  'command [genericOptions] [commandOptions]',
  '',
];

const line = (name: string): string => `-${name}${USAGES[name]!.usage === '' ? '' : ` ${USAGES[name]!.usage}`}`;

/** All commands, as `hdfs dfs` without one prints them. */
export const usages = (): string =>
  `${[PREFIX, ...Object.keys(CURRENT).map((name) => `\t[${line(name)}]`), '', ...GENERIC].join('\n')}\n`;

export const usageOf = (name: string): string => `${PREFIX} ${line(name)}\n`;

export const helpOf = (name: string): string => `${line(name)} :\n  ${USAGES[name]!.help}\n`;
