import { SystemError } from '../../platform/types.ts';
import type { FilterResult, Program } from '../host.ts';
import { errorText } from '../messages.ts';
import { withCaptures, withoutKeyShorthand } from './jq-filter.ts';
import { readAll } from './support.ts';

/** Options of awk and jq that take the next word. */
const valued = (option: string | undefined): boolean =>
  /^(?:-[Fvf]|--(?:arg|argjson|slurpfile|rawfile|args|jsonargs|indent|from-file))$/.test(option ?? '');

function unreadable(name: string, file: string): string {
  if (name === 'awk') return `awk: fatal: cannot open file \`${file}' for reading (No such file or directory)\n`;
  return `${name}: ${name === 'jq' ? 'error: Could not open file ' : ''}${file}: No such file or directory\n`;
}

/** A program of nothing but BEGIN reads no input. */
function onlyBegins(program: string): boolean {
  const text = program.replace(/\\.|"(?:\\.|[^"\\])*"|#.*/g, '');
  let depth = 0;
  let heads = '';
  for (const char of text) {
    if (char === '}') depth--;
    if (depth === 0) heads += char;
    if (char === '{') depth++;
  }
  return /^\s*(?:BEGIN\s*\{\}[\s;]*)+$/.test(heads) && !/\bgetline\b(?!\s*\w*\s*<)(?<!\|\s*getline)/.test(text);
}

/** `-v OFS=-`: the library heeds separators of output that BEGIN sets. */
function withSeparators(args: readonly string[], program: number): readonly string[] {
  const set = args
    .slice(0, Math.max(0, program))
    .map((arg) => (/^-v./.test(arg) ? arg.slice(2) : arg))
    .filter((arg) => /^O[FR]S=/.test(arg))
    .map((arg) => `${arg.slice(0, 3)}="${arg.slice(4).replaceAll('"', '\\"')}"`);
  if (set.length === 0) return args;
  return args.map((arg, i) => (i === program ? `BEGIN{${set.join(';')}}\n${arg}` : arg));
}

/** Programs of a library that run over whole texts (awk, jq): their answer comes while virtual time stands still. */
function filter(name: string, rewrite: (argument: string) => string = (argument) => argument): Program {
  return {
    *run(call) {
      const { filters } = call.host.hooks;
      if (!filters) {
        call.complain('not available here');
        return 127;
      }
      // What is no option may be a file; the library sees a copy.
      const files: Record<string, string> = {};
      let named = 0;
      const program = call.args.findIndex((arg, i) => !arg.startsWith('-') && !valued(call.args[i - 1]));
      for (const [i, arg] of call.args.entries()) {
        const path = call.resolve(arg);
        if (i === program && name === 'awk')
          for (const [, read] of arg.matchAll(/"([^"]+)"/g)) {
            const inner = call.resolve(read!);
            if (call.files.exists(inner) && call.files.stat(inner).type === 'file')
              files[inner] = call.files.readText(inner);
          }
        // Operands behind the program are files, unless they set a variable.
        const operand =
          name === 'join' || (name === 'awk' || name === 'jq' ? program >= 0 && i > program && !/=/.test(arg) : false);
        const lacks = operand && arg !== '';
        if (lacks && !arg.startsWith('-') && !valued(call.args[i - 1]) && !call.files.exists(path)) {
          call.stderr.write(unreadable(name, arg));
          return name === 'join' ? 1 : 2;
        }
        if (arg.startsWith('-') || arg === '' || !call.files.exists(path) || call.files.stat(path).type !== 'file')
          continue;
        if (i > 0 || call.args.length === 1) named++;
        try {
          files[path] = call.files.readText(path);
        } catch (error) {
          if (!(error instanceof SystemError)) throw error;
          call.complain(`${arg}: ${errorText(error)}`);
          return 2;
        }
      }
      const readsNothing = name === 'awk' && onlyBegins(call.args[program] ?? '');
      const stdin = named > 0 || readsNothing ? '' : yield* readAll(call);
      const given = name === 'awk' ? withSeparators(call.args, program) : call.args;
      const words = given.map((arg) => (files[call.resolve(arg)] === undefined ? rewrite(arg) : arg));
      const result = (yield filters.run(name, words, {
        stdin,
        env: call.env,
        files,
        cwd: call.cwd,
      })) as FilterResult;
      call.print(result.stdout);
      call.stderr.write(result.stderr);
      for (const [path, text] of Object.entries(result.written)) {
        try {
          call.files.write(path, text);
        } catch (error) {
          if (!(error instanceof SystemError)) throw error;
          call.stderr.write(`awk: fatal: cannot redirect to \`${path}': ${errorText(error)}\n`);
          return 2;
        }
      }
      return result.exitCode;
    },
  };
}

export const filterPrograms: Readonly<Record<string, Program>> = {
  awk: filter('awk'),
  gawk: filter('awk'),
  jq: filter('jq', (argument) => withCaptures(withoutKeyShorthand(argument))),
  comm: filter('comm'),
  join: filter('join'),
  fold: filter('fold'),
  expand: filter('expand'),
};
