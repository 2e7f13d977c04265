/** Commands of FsShell: their options, how many operands they take, and what they say of themselves. */
interface FsCommand {
  readonly flags: readonly string[];
  readonly operands: readonly [number, number];
  readonly usage: string;
  readonly help: string;
}

const MANY = Number.POSITIVE_INFINITY;

const command = (usage: string, flags: string, operands: readonly [number, number], help: string): FsCommand => ({
  usage,
  flags: flags === '' ? [] : flags.split(' '),
  operands,
  help,
});

export const COMMANDS: Readonly<Record<string, FsCommand>> = {
  appendToFile: command('<localsrc> ... <dst>', '', [2, MANY], 'Appends the contents of local files to a file.'),
  cat: command('[-ignoreCrc] <src> ...', 'ignoreCrc', [1, MANY], 'Prints files.'),
  chgrp: command('[-R] GROUP PATH...', 'R', [2, MANY], 'Changes the group of files.'),
  chmod: command('[-R] <MODE[,MODE]... | OCTALMODE> PATH...', 'R', [2, MANY], 'Changes the permissions of files.'),
  chown: command('[-R] [OWNER][:[GROUP]] PATH...', 'R', [2, MANY], 'Changes owner and group of files.'),
  copyFromLocal: command(
    '[-f] [-p] [-l] [-d] [-t <thread count>] <localsrc> ... <dst>',
    'f p l d',
    [1, MANY],
    'As -put.',
  ),
  copyToLocal: command(
    '[-f] [-p] [-ignoreCrc] [-crc] <src> ... <localdst>',
    'f p ignoreCrc crc',
    [1, MANY],
    'As -get.',
  ),
  count: command('[-q] [-h] [-v] <path> ...', 'q h v u x e', [1, MANY], 'Counts directories, files and bytes.'),
  cp: command('[-f] [-p | -p[topax]] [-d] <src> ... <dst>', 'f p d', [2, MANY], 'Copies files.'),
  df: command('[-h] [<path> ...]', 'h', [0, MANY], 'Shows capacity and free space.'),
  du: command('[-s] [-h] [-v] [-x] <path> ...', 's h v x', [0, MANY], 'Shows what files take.'),
  dus: command('<path> ...', 'h', [0, MANY], 'As -du -s.'),
  expunge: command('', '', [0, 0], 'Empties the trash.'),
  find: command('<path> ... <expression> ...', '', [1, MANY], 'Finds files.'),
  get: command(
    '[-f] [-p] [-ignoreCrc] [-crc] <src> ... <localdst>',
    'f p ignoreCrc crc',
    [1, MANY],
    'Copies files to the local disk.',
  ),
  getmerge: command(
    '[-nl] [-skip-empty-file] <src> <localdst>',
    'nl skip-empty-file',
    [2, MANY],
    'Puts the files of a directory into one local file.',
  ),
  head: command('<file>', '', [1, 1], 'Prints the first kilobyte of a file.'),
  ls: command(
    '[-C] [-d] [-h] [-q] [-R] [-t] [-S] [-r] [-u] [-e] [<path> ...]',
    'C d h q R t S r u e',
    [0, MANY],
    'Lists files.',
  ),
  lsr: command('[<path> ...]', '', [0, MANY], 'As -ls -R.'),
  mkdir: command('[-p] <path> ...', 'p', [1, MANY], 'Makes directories.'),
  moveFromLocal: command('<localsrc> ... <dst>', '', [1, MANY], 'As -put, then deletes the source.'),
  moveToLocal: command('<src> <localdst>', '', [1, 2], 'Not implemented yet.'),
  mv: command('<src> ... <dst>', '', [2, MANY], 'Moves files.'),
  put: command('[-f] [-p] [-l] [-d] <localsrc> ... <dst>', 'f p l d', [1, MANY], 'Copies local files.'),
  rm: command('[-f] [-r|-R] [-skipTrash] [-safely] <src> ...', 'f r R skipTrash safely', [1, MANY], 'Deletes files.'),
  rmdir: command('[--ignore-fail-on-non-empty] <dir> ...', '', [1, MANY], 'Deletes empty directories.'),
  rmr: command('<src> ...', 'skipTrash', [1, MANY], 'As -rm -r.'),
  setrep: command('[-R] [-w] <rep> <path> ...', 'R w', [2, MANY], 'Sets the number of replicas.'),
  stat: command('[format] <path> ...', '', [1, MANY], 'Prints facts of files.'),
  tail: command('[-f] <file>', 'f', [1, 1], 'Prints the last kilobyte of a file.'),
  test: command('-[defsz] <path>', 'd e f s z r w', [1, 1], 'Answers a question about a path by its exit code.'),
  text: command('[-ignoreCrc] <src> ...', 'ignoreCrc', [1, MANY], 'Prints files as text.'),
  touch: command('[-a] [-m] [-c] <path> ...', 'a m c', [1, MANY], 'Updates times of files.'),
  touchz: command('<path> ...', '', [1, MANY], 'Makes empty files.'),
};

const line = (name: string): string => `-${name}${COMMANDS[name]!.usage === '' ? '' : ` ${COMMANDS[name]!.usage}`}`;

/** All commands, as `hdfs dfs` without one prints them. */
export function usages(): string {
  return `${Object.keys(COMMANDS)
    .map((name) => `\t[${line(name)}]\n`)
    .join(
      '',
    )}\nGeneric options supported are:\n-conf <configuration file>        specify an application configuration file\n-D <property=value>               define a value for a given property\n-fs <file:///|hdfs://namenode:port> specify default filesystem URL to use, overrides 'fs.defaultFS' property from configurations.\n\nThe general command line syntax is:\ncommand [genericOptions] [commandOptions]\n\n`;
}

export function usageOf(name: string): string {
  return COMMANDS[name] ? `Usage: hadoop fs [generic options] ${line(name)}\n` : `${name}: Unknown command\n`;
}

export function helpOf(name: string): string {
  return COMMANDS[name] ? `${line(name)} :\n  ${COMMANDS[name].help}\n` : `${name}: Unknown command\n`;
}
