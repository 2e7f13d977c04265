import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll } from 'vitest';

const root = join(import.meta.dirname, '../..');

export interface CommandLine {
  /** The folder that commands run in; gone after the tests of the file. */
  readonly folder: string;
  /** The bundled script. */
  readonly script: string;
  run(...args: string[]): { readonly code: number | null; readonly stdout: string; readonly stderr: string };
}

/** The command line, bundled before the tests of a file. */
export function useCommandLine(): CommandLine {
  const folder = mkdtempSync(join(tmpdir(), 'millrace-cli-'));
  const script = join(folder, 'dist/cli.js');
  beforeAll(async () => {
    await build({
      entryPoints: [join(root, 'src/cli/main.ts')],
      outfile: script,
      bundle: true,
      format: 'cjs',
      platform: 'node',
      footer: { js: 'module.exports.commandLine(process.argv.slice(2));' },
      logLevel: 'silent',
    });
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return {
    folder,
    script,
    run(...args) {
      const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], {
        encoding: 'utf8',
        cwd: folder,
      });
      return { code: status, stdout, stderr };
    },
  };
}
