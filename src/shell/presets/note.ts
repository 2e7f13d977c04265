import { shareDirectory } from '../../platform/filesystem.ts';
import type { Machine } from '../../platform/types.ts';
import { installZooKeeper } from '../programs/zookeeper.ts';
import { ensureUser } from '../session.ts';
import { linkScripts, SHARED, ZOOKEEPER_HOME } from './ha.ts';
import type { Preset } from './index.ts';
import { installKubernetes } from './kubernetes.ts';
import { installSystem } from './system.ts';

/** Scripts that courses hand out and that everybody has in ~/bin; `$HOSTS` are the machines of the note. */
const HELPERS: Readonly<Record<string, string>> = {
  xsync: `if [ $# -lt 1 ]; then echo "Not Enough Argument!"; exit 1; fi
for host in $HOSTS; do
  echo "==================== $host ===================="
  for file in "$@"; do
    if [ -e "$file" ]; then
      pdir=$(cd -P "$(dirname "$file")"; pwd)
      fname=$(basename "$file")
      ssh "$host" "mkdir -p $pdir"
      rsync -av "$pdir/$fname" "$host:$pdir"
    else
      echo "$file does not exists!"
    fi
  done
done
`,
  xcall: `for host in $HOSTS; do
  echo "=============== $host ==============="
  ssh "$host" "$*"
done
`,
  jpsall: `for host in $HOSTS; do
  echo "=============== $host ==============="
  ssh "$host" jps
done
`,
  'zookeeper-daemons.sh': `for host in $HOSTS; do
  ssh "$host" "zkServer.sh $1"
done
`,
};

/** Other names under which courses hand out the same scripts. */
const ALIASES: Readonly<Record<string, string>> = {
  'xsync.sh': 'xsync',
  'xcall.sh': 'xcall',
  jpsall: 'jpsall',
  'jpsall.sh': 'jpsall',
  'jps-all.sh': 'jpsall',
  'jpsAll.sh': 'jpsall',
  'zk.sh': 'zookeeper-daemons.sh',
  'zkall.sh': 'zookeeper-daemons.sh',
};

/** The text of a helper script of that name for these machines; null when it is none of them. */
export function helperScript(name: string, hosts: readonly string[]): string | null {
  const body = HELPERS[name] ?? HELPERS[ALIASES[name] ?? ''];
  return body === undefined
    ? null
    : `#!/bin/bash\n# A helper as courses hand it out.\nHOSTS="${hosts.join(' ')}"\n${body}`;
}

/** A ZooKeeper ensemble has few members, whatever the number of machines. */
const QUORUM = 3;

/**
 * The machines of a course note before its first line: a JDK, users with homes, directories that courses install into, ZooKeeper on up to three
 * machines and the courses' helper scripts on the PATH, a directory that all share at /shared. Flink is not there yet: the note unpacks it, or
 * it appears where the note uses it.
 */
export const note: Preset = {
  install(platform, shell, { machines, note: setup }) {
    for (const { name, ip } of machines.length > 0 ? machines : [{ name: 'node1' }]) platform.addMachine(name, ip);
    const all = [...platform.machines.values()];
    const hosts = all.map(({ name }) => name);
    for (const machine of all) {
      installSystem(machine, shell, {});
      for (const directory of [
        '/opt/module',
        '/opt/software',
        '/export/server',
        '/export/software',
        '/usr/local',
        '/data',
      ]) {
        machine.files.mkdir(directory, { recursive: true });
        machine.files.chmod(directory, 0o777);
      }
      machine.files.chmod('/opt', 0o777);
      for (const user of ['root', ...(setup?.users ?? [])]) {
        ensureUser(machine, user);
        writeStartFiles(machine, user);
      }
      installZooKeeper(
        machine,
        ZOOKEEPER_HOME,
        hosts.length < QUORUM ? hosts.slice(0, 1) : hosts.slice(0, QUORUM),
        'root',
      );
      linkScripts(machine.files);
      for (const name of [...Object.keys(HELPERS), ...Object.keys(ALIASES)])
        machine.files.write(`/usr/local/bin/${name}`, helperScript(name, hosts)!, { mode: 0o755 });
    }
    for (const machine of all) {
      for (const [name, known] of Object.entries(setup?.aliases ?? {})) {
        const target = platform.machines.get(known);
        if (target) machine.files.append('/etc/hosts', `${target.ip} ${name}\n`);
      }
    }
    shareDirectory(
      all.map(({ files }) => files),
      SHARED,
    );
    if (setup?.kubernetes) installKubernetes(platform, shell, all[0]!, all, ['root', ...setup.users]);
  },
};

function writeStartFiles(machine: Machine, user: string): void {
  const home = machine.users.get(user)!.home;
  machine.files.write(`${home}/.bash_profile`, 'if [ -f ~/.bashrc ]; then . ~/.bashrc; fi\n', { owner: user });
  if (machine.files.exists(`${home}/.bashrc`)) return;
  machine.files.write(`${home}/.bashrc`, "# Settings of interactive shells.\nalias ll='ls -l --color=auto'\n", {
    owner: user,
  });
}
