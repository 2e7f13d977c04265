// Records what a real bash does with the scripts of scripts.txt: node test/shell/record.mjs
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { scriptsOf } from './scripts.mjs';

const here = new URL('.', import.meta.url).pathname;
const results = [];
for (const script of scriptsOf(readFileSync(join(here, 'scripts.txt'), 'utf8'))) {
  const cwd = mkdtempSync(join(tmpdir(), 'millrace-'));
  const run = spawnSync('bash', ['-c', script], {
    cwd,
    encoding: 'utf8',
    input: '',
    env: { PATH: '/usr/bin:/bin', HOME: '/root', LC_ALL: 'C.UTF-8', TZ: 'UTC' },
  });
  rmSync(cwd, { recursive: true });
  results.push({ script, stdout: run.stdout, stderr: run.stderr, status: run.status });
}
writeFileSync(join(here, 'recorded.json'), `${JSON.stringify(results, null, 1)}\n`);
console.log(`${results.length} scripts recorded`);
