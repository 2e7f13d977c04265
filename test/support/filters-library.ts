import { join } from 'node:path';
import { buildSync } from 'esbuild';

const root = join(import.meta.dirname, '../..');

/** Text of dist/filters.js as esbuild.mjs builds it: awk, jq and others of the library. */
export const filtersLibrary: string = buildSync({
  entryPoints: [join(root, 'src/world/filters-library.ts')],
  bundle: true,
  write: false,
  format: 'iife',
  globalName: 'millraceFilters',
  platform: 'browser',
  alias: { 'node:zlib': join(root, 'src/world/no-zlib.ts') },
  logLevel: 'silent',
}).outputFiles[0]!.text;
