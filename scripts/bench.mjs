// Measures what the issues promise: `npm run bench [-- NAME …] [--runs N] [--strict]`. Each test/bench/NAME.ts runs in a process of its own.
// --runs N repeats them; --strict ends with 1 when a promise is missed.

import { fork, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import * as esbuild from 'esbuild';

const root = path.join(import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname), '..');
process.chdir(root);
const { values, positionals } = parseArgs({
  options: { runs: { type: 'string', default: '1' }, strict: { type: 'boolean', default: false } },
  allowPositionals: true,
});
const all = readdirSync('test/bench')
  .filter((name) => name.endsWith('.ts'))
  .map((name) => name.slice(0, -3));
const unknown = positionals.filter((name) => !all.includes(name));
if (unknown.length > 0) {
  console.error(`bench: there is no ${unknown.join(', ')}; there are ${all.join(', ')}`);
  process.exit(2);
}
const names = positionals.length > 0 ? positionals : all;
if (!existsSync('dist/filters.js')) spawnSync(process.execPath, ['esbuild.mjs'], { stdio: 'inherit' });

const folder = mkdtempSync(path.join(tmpdir(), 'millrace-bench-'));
await esbuild.build({
  entryPoints: names.map((name) => `test/bench/${name}.ts`),
  outdir: folder,
  outExtension: { '.js': '.mjs' },
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'es2022',
  // Libraries that are CommonJS ask for Node's modules.
  banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
  logLevel: 'warning',
});

console.log(`Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}`);
let missed = 0;
for (let run = 0; run < Number(values.runs); run++) {
  for (const name of names) {
    console.log(`\n${name}`);
    await new Promise((resolve) => {
      const child = fork(path.join(folder, `${name}.mjs`), [], {
        // As large a young generation as the editor gives its worker (src/editor/host.node.ts): three semi-spaces.
        execArgv: ['--expose-gc', '--max-semi-space-size=64'],
        env: { ...process.env, MILLRACE_ROOT: root },
      });
      child.on('message', ({ kept }) => {
        if (kept === false) missed++;
      });
      child.on('exit', (code) => {
        if (code !== 0) {
          console.log(`MISS  ${name} ended with ${code}`);
          missed++;
        }
        resolve(undefined);
      });
    });
  }
}
rmSync(folder, { recursive: true });
console.log(missed === 0 ? '\nall promises kept' : `\n${missed} not kept`);
if (values.strict && missed > 0) process.exitCode = 1;
