import type { HadoopConfiguration } from '../../hadoop/configuration.ts';
import { sleep } from '../../simulation/simulation.ts';
import type { Task } from '../../simulation/task.ts';
import type { Call } from '../host.ts';
import * as changing from './fs-changing.ts';
import { type FsCommandRun, FsContext } from './fs-context.ts';
import * as copying from './fs-copying.ts';
import * as listing from './fs-listing.ts';
import * as reading from './fs-reading.ts';
import { helpOf, USAGES, usageOf, usages } from './fs-usage.ts';
import type { Installation } from './installation.ts';

const RUNS: Readonly<Record<string, FsCommandRun>> = {
  appendToFile: copying.appendToFile,
  cat: reading.cat,
  chgrp: changing.changeMode,
  chmod: changing.changeMode,
  chown: changing.changeMode,
  copyFromLocal: copying.put,
  copyToLocal: copying.get,
  count: listing.count,
  cp: copying.copyOrMove,
  df: listing.diskFree,
  du: listing.diskUsage,
  dus: listing.diskUsage,
  expunge: changing.expunge,
  find: listing.find,
  get: copying.get,
  getfacl: listing.accessList,
  getmerge: copying.getMerge,
  head: reading.head,
  ls: listing.list,
  lsr: listing.list,
  mkdir: changing.mkdir,
  moveFromLocal: copying.put,
  moveToLocal: copying.moveToLocal,
  mv: copying.copyOrMove,
  put: copying.put,
  rm: changing.remove,
  rmdir: changing.removeDirectory,
  rmr: changing.remove,
  setrep: changing.setReplication,
  stat: listing.stat,
  tail: reading.tail,
  test: listing.test,
  text: reading.cat,
  touch: changing.touch,
  touchz: changing.touch,
  truncate: changing.truncate,
};
/** FsShell.run's status of a command that could not be read. */
const REFUSED = 255;

/** `-D key=value`, `-fs URI` before the command (GenericOptionsParser). */
function genericOptions(args: readonly string[]): { words: readonly string[]; configuration: HadoopConfiguration } {
  const configuration: Record<string, string> = {};
  let words = args;
  for (;;) {
    const [option = '', value = ''] = words;
    const [, key, text] = /^-D(?:([^=]+)=(.*))?$/s.exec(option === '-D' ? `-D${value}` : option) ?? [];
    if (key !== undefined) configuration[key] = text!;
    else if (option === '-fs') configuration['fs.defaultFS'] = value;
    else if (option !== '-conf') return { words, configuration };
    words = words.slice(key !== undefined && option !== '-D' ? 1 : 2);
  }
}

/** `hdfs dfs` and `hadoop fs` (FsShell): one command with its options and paths. Gives its exit status. */
export function* runFsShell(call: Call, installed: Installation): Task<number> {
  const { words: typed, configuration } = genericOptions(call.args.slice(1));
  const installation = { ...installed, configuration: { ...installed.configuration, ...configuration } };
  const [name, ...words] = typed;
  if (name === undefined) {
    call.stderr.write(usages());
    return REFUSED;
  }
  const command = name.replace(/^-/, '');
  const refused = (text: string): number => {
    call.stderr.write(`${name}: ${text}\n`);
    if (!name.startsWith('-') && command in USAGES)
      call.stderr.write(`Did you mean -${name}?  This command begins with a dash.\n`);
    if (!installation.old) call.stderr.write(usages());
    if (name.startsWith('-') && command in USAGES) call.stderr.write(usageOf(command));
    return REFUSED;
  };
  if (name === '-help' || name === '-usage') {
    const unknown = words.map((word) => word.replace(/^-/, '')).find((word) => !(word in USAGES));
    if (unknown !== undefined) return refused(`\`${unknown}': Unknown command`);
    if (words.length === 0) call.print(usages());
    for (const word of words) call.print((name === '-help' ? helpOf : usageOf)(word.replace(/^-/, '')));
    return 0;
  }
  const declared = USAGES[command];
  const run = RUNS[command];
  if (!name.startsWith('-') || !declared) return refused('Unknown command');
  if (!run) {
    call.stderr.write(`not simulated yet: hdfs dfs ${name}\n`);
    return 1;
  }
  const flags = new Set<string>();
  let rest = words;
  for (; rest[0]?.startsWith('-') && rest[0] !== '-'; rest = rest.slice(1)) {
    const flag = rest[0].slice(1);
    if (declared.flags.includes(flag)) flags.add(flag);
    else if (rest[0] === '--') {
      rest = rest.slice(1);
      break;
    } else if (declared.ownWords) break;
    else return refused(`Illegal option ${rest[0]}`);
  }
  const [least, most] = declared.operands;
  if (rest.length < least) return refused(`Not enough arguments: expected ${least} but got ${rest.length}`);
  if (rest.length > most) return refused(`Too many arguments: expected ${most} but got ${rest.length}`);
  const context = new FsContext(call, installation, command, flags);
  yield sleep(call.process, 1);
  try {
    const status = run(context, rest);
    return typeof status === 'number' ? status : yield* status;
  } catch (error) {
    context.report(error, '');
    return context.status;
  }
}
