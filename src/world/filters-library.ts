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
  const result = await bash.exec([name, ...args].map(quote).join(' '), { stdin });
  return { stdout: result.stdout, stderr: result.stderr, exitCode: result.exitCode };
};

export default run;
