import type { ShellSession } from '../shell/session.ts';
import { type Supplier, supplyInstallation } from './note-installations.ts';
import { supplyCommand } from './note-supplies.ts';

/**
 * Brings a session to the directory that a prompt shows. A prompt such as `[root@node1 conf]#` has the last name only: the directory of that
 * name nearest to where the session is.
 */
export function goTo(session: ShellSession, shown: string, supplier: Supplier): void {
  const { files } = session.machine;
  const home = session.machine.users.get(session.user)?.home ?? '/';
  const isDirectory = (path: string): boolean => files.exists(path) && files.stat(path).type === 'directory';
  const base = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
  if (shown.startsWith('~') || shown.startsWith('/')) {
    const path = shown.replace(/^~/, home);
    if (!isDirectory(path)) supplyCommand(supplier, `cd ${path}`);
    if (isDirectory(path)) session.cwd = path;
    return;
  }
  if (base(session.cwd) === shown) return;
  const found = nearest(session, shown, isDirectory);
  if (found) {
    session.cwd = found;
    return;
  }
  if (!/^[\w.-]+$/.test(shown)) return;
  // The note never says where it is: it lies where it is named elsewhere, else among the installations.
  const named = supplier.setup.directories.find((path) => base(path) === shown);
  const place = named ?? (/^(?:software|module|server)$/.test(shown) ? `/opt/${shown}` : `/opt/module/${shown}`);
  supplyInstallation(supplier, place);
  if (isDirectory(place)) session.cwd = place;
}

const ROOTS = ['/opt', '/export', '/usr/local', '/home', '/root', '/data', '/software', '/app', '/bigdata'];
const DEPTH = 4;

function nearest(session: ShellSession, name: string, isDirectory: (path: string) => boolean): string | null {
  for (let up = session.cwd; ; up = up.slice(0, up.lastIndexOf('/')) || '/') {
    if (isDirectory(`${up === '/' ? '' : up}/${name}`)) return `${up === '/' ? '' : up}/${name}`;
    if (up.slice(up.lastIndexOf('/') + 1) === name) return up;
    if (up === '/') break;
  }
  const { files } = session.machine;
  let level = ROOTS.filter(isDirectory);
  for (let depth = 0; depth < DEPTH && level.length > 0; depth++) {
    const below = level.flatMap((path) => files.list(path).map((entry) => `${path}/${entry}`)).filter(isDirectory);
    const hit = below.find((path) => path.slice(path.lastIndexOf('/') + 1) === name);
    if (hit) return hit;
    level = below;
  }
  return null;
}
