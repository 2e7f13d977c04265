import { resolvePath } from '../platform/file-tree.ts';
import { BUILTINS } from './builtins/index.ts';
import type { Runner } from './interpret/runner.ts';
import { getVariable } from './interpret/state.ts';

export interface Completions {
  /** Characters before the cursor that a choice replaces. */
  readonly replaces: number;
  /** Full words; directories end with a slash. */
  readonly choices: readonly string[];
}

/** What Tab offers for the text before the cursor: commands in command position, variables after `$`, else paths. */
export function completions(runner: Runner, before: string): Completions {
  const word = /(?:[^\s;|&<>()\\]|\\.)*$/.exec(before)![0];
  const variable = /\$(\w*)$/.exec(word);
  if (variable) {
    const names = [...runner.state.variables.keys()].filter(
      (name) => name.startsWith(variable[1]!) && /^\w+$/.test(name),
    );
    return { replaces: variable[1]!.length, choices: names.sort() };
  }
  const head = before.slice(0, before.length - word.length);
  const commandPosition = /(?:^|[;|&(]|&&|\bsudo|\bthen|\bdo|\belse)\s*$/.test(head);
  if (commandPosition && !word.includes('/')) return { replaces: word.length, choices: commandNames(runner, word) };
  return { replaces: word.length, choices: paths(runner, word) };
}

function commandNames(runner: Runner, prefix: string): string[] {
  const names = new Set<string>([...BUILTINS.keys(), ...runner.state.functions.keys(), ...runner.state.aliases.keys()]);
  for (const directory of (getVariable(runner.state, 'PATH') ?? '').split(':')) {
    if (directory !== '' && runner.files.exists(directory))
      for (const name of runner.files.list(directory)) names.add(name);
  }
  return [...names].filter((name) => name.startsWith(prefix)).sort();
}

function paths(runner: Runner, word: string): string[] {
  const home = getVariable(runner.state, 'HOME') ?? '/';
  const slash = word.lastIndexOf('/');
  const shown = word.slice(0, slash + 1);
  const directory = resolvePath(runner.state.cwd, (slash < 0 ? '.' : shown).replace(/^~(?=\/)/, home));
  const prefix = word.slice(slash + 1);
  try {
    return runner.files
      .list(directory)
      .filter((name) => name.startsWith(prefix) && (prefix.startsWith('.') || !name.startsWith('.')))
      .map((name) => {
        const path = resolvePath(directory, name);
        const isDirectory = runner.files.exists(path) && runner.files.stat(path).type === 'directory';
        return `${shown}${name.replace(/[ $&()'"\\]/g, '\\$&')}${isDirectory ? '/' : ''}`;
      });
  } catch {
    return [];
  }
}
