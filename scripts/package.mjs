// `npm run package`: a .vsix from the allow-list in .vscodeignore; fails when it is larger than the bound.
import { spawnSync } from 'node:child_process';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { createVSIX, listFiles } from '@vscode/vsce';
import { root } from './web/server.mjs';

const MOST_MB = 5;

process.chdir(root);
const built = spawnSync(process.execPath, ['esbuild.mjs', '--production'], { stdio: 'inherit' });
if (built.status !== 0) process.exit(built.status ?? 1);
const packagePath = path.join(root, 'millrace.vsix');
for (const file of await listFiles({ cwd: root, dependencies: false })) console.log(`  ${file}`);
await createVSIX({
  cwd: root,
  packagePath,
  dependencies: false,
  allowMissingRepository: true,
  rewriteRelativeLinks: false,
});
const megabytes = (await stat(packagePath)).size / 1e6;
console.log(`millrace.vsix: ${megabytes.toFixed(2)} MB (at most ${MOST_MB})`);
process.exitCode = megabytes <= MOST_MB ? 0 : 1;
