import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createProgramCompiler } from '../world/compiler.ts';
import type { ProgramCompiler } from '../world/programs.ts';

/** The compiler, with what it needs read from beside the command line's bundle. */
export function loadCompiler(): Promise<ProgramCompiler> {
  return createProgramCompiler({}, () => false);
}

/** Folder of the bundle, a CommonJS script. */
declare const __dirname: string;

/** Text of filters.js beside the command line's bundle. */
export function loadFilters(): string {
  return readFileSync(join(__dirname, 'filters.js'), 'utf8');
}

/** The cluster view's script beside the command line's bundle. */
export function loadView(): string {
  return readFileSync(join(__dirname, 'webview', 'cluster.js'), 'utf8').replace(
    /\n\/\/# sourceMappingURL=\S*\s*$/u,
    '\n',
  );
}
