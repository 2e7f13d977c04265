import { DOCKER_PROGRAMS, IMAGE_PROGRAMS } from '../containers/index.ts';
import { FLINK_PROGRAMS } from '../flink/index.ts';
import { HADOOP_PROGRAMS } from '../hadoop/index.ts';
import type { Program } from '../host.ts';
import { KUBERNETES_PROGRAMS } from '../kubernetes/index.ts';
import { adminPrograms } from './admin.ts';
import { archivePrograms } from './archive.ts';
import { bashPrograms } from './bash.ts';
import { bytePrograms } from './bytes.ts';
import { chaosPrograms } from './chaos.ts';
import { characterPrograms } from './characters.ts';
import { checksumPrograms } from './checksums.ts';
import { diff } from './diff.ts';
import { diskPrograms } from './disk.ts';
import { dumpPrograms } from './dumps.ts';
import { editorPrograms } from './editor.ts';
import { endPrograms } from './ends.ts';
import { exprPrograms } from './expr.ts';
import { filePrograms } from './files.ts';
import { filterPrograms } from './filters.ts';
import { find } from './find.ts';
import { grepPrograms } from './grep.ts';
import { httpPrograms } from './http.ts';
import { identityPrograms } from './identity.ts';
import { javaPrograms } from './java.ts';
import { listingPrograms } from './listing.ts';
import { mavenPrograms } from './maven.ts';
import { netcatPrograms } from './netcat.ts';
import { networkPrograms } from './network.ts';
import { numberPrograms } from './numbers.ts';
import { pathPrograms } from './paths.ts';
import { permissionPrograms } from './permissions.ts';
import { processPrograms } from './processes.ts';
import { sedPrograms } from './sed.ts';
import { sortPrograms } from './sort.ts';
import { split } from './split.ts';
import { sshPrograms } from './ssh.ts';
import { systemPrograms } from './system.ts';
import { textPrograms } from './text.ts';
import { treePrograms } from './tree.ts';
import { wrapperPrograms } from './wrappers.ts';
import { xargs } from './xargs.ts';
import { zookeeperPrograms } from './zookeeper.ts';

/** Programs in /usr/bin of every machine. */
const SYSTEM_PROGRAMS: Readonly<Record<string, Program>> = {
  ...systemPrograms,
  ...bashPrograms,
  ...textPrograms,
  ...filePrograms,
  ...bytePrograms,
  ...characterPrograms,
  ...diskPrograms,
  ...endPrograms,
  ...identityPrograms,
  ...listingPrograms,
  ...pathPrograms,
  ...permissionPrograms,
  ...processPrograms,
  ...sortPrograms,
  ...treePrograms,
  ...wrapperPrograms,
  ...grepPrograms,
  ...sedPrograms,
  find,
  xargs,
  diff,
  ...exprPrograms,
  ...filterPrograms,
  ...checksumPrograms,
  ...networkPrograms,
  ...netcatPrograms,
  ...httpPrograms,
  ...sshPrograms,
  ...adminPrograms,
  ...archivePrograms,
  ...dumpPrograms,
  split,
  ...numberPrograms,
  ...javaPrograms,
  ...mavenPrograms,
  ...editorPrograms,
  ...chaosPrograms,
  ...KUBERNETES_PROGRAMS,
  ...DOCKER_PROGRAMS,
};

/** All programs by the name that their files carry. */
export const PROGRAMS: ReadonlyMap<string, Program> = new Map([
  ...Object.entries(SYSTEM_PROGRAMS),
  ...Object.entries(FLINK_PROGRAMS),
  ...Object.entries(HADOOP_PROGRAMS),
  ...Object.entries(IMAGE_PROGRAMS),
  ...Object.entries(zookeeperPrograms),
]);
