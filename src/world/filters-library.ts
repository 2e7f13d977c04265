/**
 * Entry of dist/filters.js: the filters of just-bash (awk, jq …), loaded at the first use only. The file is a script whose value is the
 * function below; no host needs to import a module for it.
 */
import { Bash } from 'just-bash/browser';
import type { FilterRequest, FilterResult } from '../shell/host.ts';

export type RunFilter = (name: string, args: readonly string[], request: FilterRequest) => Promise<FilterResult>;

const quote = (word: string): string => `'${word.replaceAll("'", `'\\''`)}'`;

const run: RunFilter = async (name, args, { stdin, env, files, cwd }) => {
  const bash = new Bash({ files: { ...files }, env: { ...env }, cwd });
  for (const directory of [cwd, ...directoriesIn(args)]) await bash.fs.mkdir(directory, { recursive: true });
  const before = new Set(bash.fs.getAllPaths());
  const result = await bash.exec([name, ...args].map(quote).join(' '), { stdin });
  const written: Record<string, string> = {};
  for (const path of bash.fs.getAllPaths())
    if ((!before.has(path) || path in files) && (await bash.fs.stat(path)).isFile) {
      const text = await bash.fs.readFile(path);
      if (text !== files[path]) written[path] = text;
    }
  return { stdout: result.stdout, stderr: result.stderr, exitCode: result.exitCode, written };
};

/** Directories of the files that a program names (`print > "/tmp/a"`). */
const directoriesIn = (args: readonly string[]): string[] =>
  args.flatMap((arg) => [...arg.matchAll(/"(\/[^"]*)\/[^"/]*"/g)].map((match) => match[1]!));

export default run;
