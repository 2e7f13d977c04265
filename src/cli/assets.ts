import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { getHeapStatistics } from 'node:v8';
import { createProgramCompiler } from '../world/compiler.ts';
import type { ProgramCompiler } from '../world/programs.ts';

/** Of Node's heap; the rest is room for what V8 does not collect at once. */
const FULL = 0.85;

function isShortOfMemory(): boolean {
  const { used_heap_size: used, heap_size_limit: limit } = getHeapStatistics();
  return used > FULL * limit;
}

/** The compiler, with what it needs read from beside the command line's bundle. */
export function loadCompiler(): Promise<ProgramCompiler> {
  return createProgramCompiler({}, { interrupted: () => false, isShortOfMemory });
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
