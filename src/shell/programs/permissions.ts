import { SystemError } from '../../platform/types.ts';
import type { Call, Program } from '../host.ts';
import { attempt, missing, program } from './support.ts';

// biome-ignore-start lint/correctness/useYield: a program is a task, whether it waits or not
/** The mode that `755`, `u+x`, `a=r`, `go-w` makes of `mode`; null for nonsense. */
function changedMode(text: string, mode: number, isDirectory: boolean): number | null {
  if (/^[0-7]{1,4}$/.test(text)) return Number.parseInt(text, 8);
  let result = mode;
  for (const clause of text.split(',')) {
    const match = /^([ugoa]*)([-+=])([rwxXst]*)$/.exec(clause);
    if (!match) return null;
    const who = match[1] === '' ? 'a' : match[1]!;
    let bits = 0;
    for (const letter of match[3]!) {
      if (letter === 'r') bits |= 4;
      else if (letter === 'w') bits |= 2;
      else if (letter === 'x' || (letter === 'X' && (isDirectory || mode & 0o111))) bits |= 1;
    }
    let mask = 0;
    if (/[ua]/.test(who)) mask |= bits << 6;
    if (/[ga]/.test(who)) mask |= bits << 3;
    if (/[oa]/.test(who)) mask |= bits;
    if (match[2] === '+') result |= mask;
    else if (match[2] === '-') result &= ~mask;
    else {
      let clear = 0;
      if (/[ua]/.test(who)) clear |= 0o700;
      if (/[ga]/.test(who)) clear |= 0o070;
      if (/[oa]/.test(who)) clear |= 0o007;
      result = (result & ~clear) | mask;
    }
  }
  return result;
}

function eachBelow(call: Call, path: string, recursive: boolean, action: (path: string) => void): void {
  action(path);
  if (recursive && call.files.lstat(path).type === 'directory')
    for (const name of call.files.list(path)) eachBelow(call, `${path}/${name}`, true, action);
}

const chmod: Program = {
  *run(call) {
    const recursive = call.args.some((arg) => /^-[a-zA-Z]*R/.test(arg) || arg === '--recursive');
    const [mode, ...names] = call.args.filter((arg) => !/^(?:-[RvcfRV]+|--recursive|--verbose)$/.test(arg));
    if (mode === undefined || names.length === 0)
      return missing(call, mode === undefined ? 'missing operand' : `missing operand after ‘${mode}’`);
    if (changedMode(mode, 0, false) === null) {
      call.complain(`invalid mode: ‘${mode}’`);
      call.stderr.write(`Try '${call.name} --help' for more information.\n`);
      return 1;
    }
    let ok = true;
    for (const name of names) {
      const done = attempt(call, `cannot access '${name}'`, () => {
        call.files.stat(call.resolve(name));
      });
      ok =
        done &&
        attempt(call, `changing permissions of '${name}'`, () =>
          eachBelow(call, call.resolve(name), recursive, (path) => {
            const stat = call.files.lstat(path);
            if (stat.type === 'link' && recursive) return;
            const changed = changedMode(mode, stat.mode, stat.type === 'directory');
            if (changed === null) throw new SystemError('EINVAL', mode);
            call.files.chmod(path, changed);
          }),
        ) &&
        ok;
    }
    return ok ? 0 : 1;
  },
};

const chown = program('RvhfL', { recursive: 'R' }, function* (call, { flags, rest }) {
  const [owner, ...names] = rest;
  if (owner === undefined || names.length === 0)
    return missing(call, owner === undefined ? 'missing operand' : `missing operand after '${owner}'`);
  const [user, group] = call.name === 'chgrp' ? ['', owner] : owner.split(/[:.]/);
  if (user && !call.machine.users.has(user) && !/^\d+$/.test(user)) {
    call.complain(`invalid user: ‘${owner}’`);
    return 1;
  }
  let ok = true;
  for (const name of names) {
    const exists = attempt(call, `cannot access '${name}'`, () => {
      call.files.lstat(call.resolve(name));
    });
    ok =
      exists &&
      attempt(call, `changing ownership of '${name}'`, () =>
        eachBelow(call, call.resolve(name), flags.has('R'), (path) => {
          const stat = call.files.lstat(path);
          if (stat.type !== 'link')
            call.files.chown(path, user || stat.owner, group || (user && group === '' ? user : stat.group));
        }),
      ) &&
      ok;
  }
  return ok ? 0 : 1;
});
// biome-ignore-end lint/correctness/useYield: see above

export const permissionPrograms: Readonly<Record<string, Program>> = { chmod, chown, chgrp: chown };
