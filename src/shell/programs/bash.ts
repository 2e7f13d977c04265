import { exitStatus } from '../../platform/process.ts';
import { SystemError } from '../../platform/types.ts';
import type { Program } from '../host.ts';
import { startInteractiveBash } from '../interactive.ts';
import { createRunner } from '../interpret/runner.ts';
import { createState } from '../interpret/state.ts';
import { programIn } from '../launch.ts';
import { errorText } from '../messages.ts';
import { readStartFiles } from '../session.ts';
import { readAll } from './support.ts';

/** `bash`, `bash -c text name args`, `bash -lx script args`; with nothing: the terminal's new shell, or commands from standard input. */
const bash: Program = {
  role: 'shell',
  *run(call) {
    const args = [...call.args];
    const letters = new Set<string>();
    const names: string[] = [];
    while (args[0] && /^[-+]\w/.test(args[0])) {
      const option = args.shift()!;
      if (option === '-o') names.push(args.shift() ?? '');
      else for (const letter of option.slice(1)) letters.add(letter);
    }
    if (args[0] === '--version') {
      call.print('GNU bash, version 4.2.46(2)-release (x86_64-redhat-linux-gnu)\n');
      return 0;
    }
    if (args[0] === '--login') {
      letters.add('l');
      args.shift();
    }
    const state = createState(call.env, call.cwd, call.platform.world.now, call.name);
    const options: Readonly<Record<string, string>> = {
      e: 'errexit',
      u: 'nounset',
      x: 'xtrace',
      n: 'noexec',
      f: 'noglob',
    };
    for (const letter of letters) if (options[letter]) state.options.add(options[letter]);
    for (const name of names) state.options.add(name);
    let source: string;
    if (letters.has('c')) {
      source = args.shift() ?? '';
      state.name = args.shift() ?? call.name;
      state.positional = args;
    } else if (args.length > 0 && !letters.has('s')) {
      const [file, ...rest] = args;
      state.name = file!;
      state.positional = rest;
      try {
        source = call.files.readText(call.resolve(file!));
      } catch (error) {
        if (!(error instanceof SystemError)) throw error;
        call.complain(`${file}: ${errorText(error)}`);
        return 127;
      }
      // A script whose work a program of the registry does: with the environment that the start files give.
      if (programIn(source) !== undefined) source = `'${call.resolve(file!)}' "$@"`;
    } else if (call.terminal && call.stdout.isTerminal) {
      const inner = startInteractiveBash(call.host, call.machine, call.user, call.terminal, call.process);
      yield inner.wait();
      return exitStatus(inner);
    } else source = yield* readAll(call);
    const runner = createRunner({
      host: call.host,
      machine: call.machine,
      user: call.user,
      state,
      process: call.process,
      stdin: call.stdin,
      stdout: call.stdout,
      stderr: call.stderr,
      terminal: call.terminal,
      lineNumbers: true,
      commandString: letters.has('c'),
    });
    if (letters.has('l')) yield* readStartFiles(runner, true);
    return yield* runner.runShell(source);
  },
};

export const bashPrograms: Readonly<Record<string, Program>> = { bash, sh: bash, zsh: bash };
