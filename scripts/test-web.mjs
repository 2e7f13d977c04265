// Runs test/editor/suite.ts inside VS Code for the Web, headless. `--language zh-cn`, `--plain` (no SharedArrayBuffer), `--only TEXT`.
import { cp, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import * as esbuild from 'esbuild';
import { watchPage } from './web/automation.mjs';
import { launchBrowser } from './web/browser.mjs';
import { root, serveWeb } from './web/server.mjs';

const { values } = parseArgs({
  options: {
    language: { type: 'string', default: 'en' },
    plain: { type: 'boolean', default: false },
    only: { type: 'string', default: '' },
    verbose: { type: 'boolean', default: false },
  },
});
await esbuild.build({
  entryPoints: [path.join(root, 'test/editor/index.ts')],
  outfile: path.join(root, 'dist/test/editor.js'),
  bundle: true,
  format: 'cjs',
  platform: 'browser',
  external: ['vscode'],
  define: { TEST_ONLY: JSON.stringify(values.only), TEST_PLAIN: String(values.plain) },
});
await esbuild.build({
  entryPoints: [path.join(root, 'test/editor/fake-world.ts')],
  outfile: path.join(root, 'dist/test/fake-world.js'),
  bundle: true,
  format: 'iife',
});
const folder = await mkdtemp(path.join(os.tmpdir(), 'millrace-test-'));
await cp(path.join(root, 'lessons'), folder, { recursive: true });
await cp(path.join(root, 'test/editor/workspace'), folder, { recursive: true });

const server = await serveWeb({
  folder,
  language: values.language,
  isolated: !values.plain,
  tests: '/ext/dist/test/editor.js',
});
const browser = await launchBrowser();
let result = { passed: 0, failed: 1 };
try {
  const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
  result = await watchPage(page, server.url, {
    verbose: values.verbose,
    picture: path.join(root, 'test-results/failed-web.png'),
  });
} finally {
  await browser.close();
  await server.close();
  await rm(folder, { recursive: true, force: true });
}
console.log(`${result.passed} passed, ${result.failed} failed`);
process.exit(result.failed === 0 && result.passed > 0 ? 0 : 1);
