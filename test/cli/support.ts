import { join } from 'node:path';
import { buildSync } from 'esbuild';

const root = join(import.meta.dirname, '../..');

/** Bundles the command line into `folder`; gives the script's path. */
export function buildCommandLine(folder: string): string {
  const outfile = join(folder, 'dist/cli.js');
  buildSync({
    entryPoints: [join(root, 'src/cli/main.ts')],
    outfile,
    bundle: true,
    format: 'cjs',
    platform: 'node',
    logLevel: 'silent',
  });
  return outfile;
}
