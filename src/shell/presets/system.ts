import type { Machine } from '../../platform/types.ts';
import { binaryOf } from '../launch.ts';
import type { Shell } from '../shell.ts';

export const JAVA_HOME = '/usr/lib/jvm/java-11-openjdk';

/** The distribution that kernel and shell are of. */
const OS_RELEASE = `NAME="CentOS Linux"
VERSION="7 (Core)"
ID="centos"
ID_LIKE="rhel fedora"
VERSION_ID="7"
PRETTY_NAME="CentOS Linux 7 (Core)"
ANSI_COLOR="0;31"
CPE_NAME="cpe:/o:centos:centos:7"
`;

/**
 * What a fresh Linux machine has: its commands in /usr/bin, a JDK, and `variables` in /etc/environment so that every shell has them,
 * login or not. `PATH` is put before the usual directories.
 */
export function installSystem(
  machine: Machine,
  shell: Pick<Shell, 'host'>,
  variables: Readonly<Record<string, string>>,
): void {
  const { files } = machine;
  for (const name of shell.host.programs.keys()) {
    if (name.includes('/')) continue;
    files.write(`/usr/bin/${name}`, binaryOf(name), { mode: 0o755 });
  }
  if (!files.exists('/bin')) files.link('/usr/bin', '/bin');
  files.mkdir(`${JAVA_HOME}/bin`, { recursive: true });
  for (const name of ['java', 'javac', 'jar', 'jps']) {
    if (shell.host.programs.has(name)) files.write(`${JAVA_HOME}/bin/${name}`, binaryOf(name), { mode: 0o755 });
  }
  const named: Record<string, string> = { JAVA_HOME, ...variables };
  const resolve = (value: string): string => value.replace(/\$(\w+)/g, (_, name: string) => named[name] ?? '');
  const path = [variables.PATH, '$JAVA_HOME/bin', '/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin'].filter(
    (part) => part !== undefined,
  );
  const lines = Object.entries(named).map(([name, value]) =>
    name === 'PATH' ? `PATH=${path.map(resolve).join(':')}` : `${name}=${resolve(value)}`,
  );
  files.write('/etc/environment', `${lines.join('\n')}\n`);
  files.write(
    '/etc/profile',
    '# System-wide settings of login shells.\nfor i in /etc/profile.d/*.sh; do\n  if [ -r "$i" ]; then . "$i"; fi\ndone\nunset i\n',
  );
  files.mkdir('/etc/profile.d', { recursive: true });
  files.write('/etc/redhat-release', 'CentOS Linux release 7.9.2009 (Core)\n');
  files.write('/etc/os-release', OS_RELEASE);
  files.write('/root/.bashrc', "# Settings of interactive shells.\nalias ll='ls -l --color=auto'\n");
}
