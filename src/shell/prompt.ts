import type { Runner } from './interpret/runner.ts';
import { getVariable } from './interpret/state.ts';

/** PS1 and its like: `\u \h \H \w \W \$ \t \A \d \n \e \[ \] \j \! \#`, then variables. */
export function formatPrompt(runner: Runner, format: string): string {
  const { state, machine, user, host } = runner;
  const home = getVariable(state, 'HOME') ?? '';
  const tilde = state.cwd === home || state.cwd.startsWith(`${home}/`) ? `~${state.cwd.slice(home.length)}` : state.cwd;
  const name = machine.files.exists('/etc/hostname') ? machine.files.readText('/etc/hostname').trim() : machine.name;
  const clock = new Date(host.platform.epoch + host.platform.world.now).toISOString();
  return format
    .replace(/\\([uhHwWtAdnesvj!#$[\]\\]|[0-7]{3})/g, (all, code: string) => {
      switch (code) {
        case 'u':
          return user;
        case 'h':
          return name.replace(/\..*/, '');
        case 'H':
          return name;
        case 'w':
          return tilde;
        case 'W':
          return tilde === '~' || tilde === '/' ? tilde : tilde.slice(tilde.lastIndexOf('/') + 1);
        case '$':
          return user === 'root' ? '#' : '$';
        case 't':
          return clock.slice(11, 19);
        case 'A':
          return clock.slice(11, 16);
        case 'n':
          return '\n';
        case 'e':
          return '\x1b';
        case 's':
          return 'bash';
        case 'v':
          return '4.2';
        case 'j':
          return String(state.jobs.length);
        case '!':
        case '#':
          return String(state.history.length + 1);
        case '[':
        case ']':
          return '';
        case '\\':
          return '\\';
        default:
          return /^[0-7]{3}$/.test(code) ? String.fromCharCode(Number.parseInt(code, 8)) : all;
      }
    })
    .replace(/\$\{?([A-Za-z_]\w*)\}?/g, (_, variable: string) => getVariable(state, variable) ?? '');
}
