import { type FileSystem, type Platform, SystemError } from '../platform/types.ts';
import { forgetEnsembles } from '../platform/zookeeper/ensemble.ts';

/** Directories that are not the machine's own. */
const OUTSIDE = ['/workspace', '/dev', '/proc'];

/**
 * Makes machines what others of the same names are: no process runs any more, files and users are theirs, faults are healed, ZooKeeper knows nothing. Both sides may
 * share directories between their machines.
 */
export function resetMachines(platform: Platform, pristine: Platform): void {
  for (const machine of platform.machines.values()) machine.powerOff();
  forgetEnsembles(platform);
  platform.network.heal();
  for (const machine of platform.machines.values()) {
    machine.slowdown = 1;
    machine.files.full = false;
    machine.powerOn();
    const model = pristine.machines.get(machine.name);
    if (!model) continue;
    for (const name of [...machine.users.keys()]) if (!model.users.has(name)) machine.users.delete(name);
    for (const [name, user] of model.users) machine.users.set(name, user);
    clear(machine.files, '/');
    copy(model.files, machine.files, '/');
  }
}

const under = (path: string, name: string): string => `${path === '/' ? '' : path}/${name}`;

/** Directories stay: other machines may share them. */
function clear(files: FileSystem, path: string): void {
  for (const name of files.list(path)) {
    const child = under(path, name);
    if (OUTSIDE.includes(child)) continue;
    if (files.lstat(child).type === 'directory') clear(files, child);
    else files.remove(child);
  }
}

function copy(from: FileSystem, to: FileSystem, path: string): void {
  const kept = new Set(from.list(path));
  for (const name of to.list(path)) {
    const child = under(path, name);
    if (!kept.has(name) && !OUTSIDE.includes(child)) to.remove(child, { recursive: true });
  }
  for (const name of kept) {
    const child = under(path, name);
    if (OUTSIDE.includes(child)) continue;
    const { type, mode, owner, group, target } = from.lstat(child);
    if (type === 'link') {
      if (target !== undefined && !exists(to, child)) to.link(target, child, owner);
      continue;
    }
    if (type === 'directory') {
      to.mkdir(child, { recursive: true, owner });
      copy(from, to, child);
    } else to.write(child, from.read(child), { owner });
    to.chmod(child, mode);
    to.chown(child, owner, group);
  }
}

function exists(files: FileSystem, path: string): boolean {
  try {
    files.lstat(path);
    return true;
  } catch (error) {
    if (error instanceof SystemError) return false;
    throw error;
  }
}
