// Runs test/editor/suite.ts inside VS Code for the Web, headless. `--language zh-cn`, `--plain` (no SharedArrayBuffer), `--only TEXT`.
import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import * as esbuild from 'esbuild';
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
const LIMIT_MS = 400_000;

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
let passed = 0;
let failed = 0;
try {
  const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
  const done = new Promise((resolve) => {
    page.exposeFunction('codeAutomationExit', resolve);
    setTimeout(() => resolve('timeout'), LIMIT_MS).unref();
  });
  await page.exposeFunction('codeAutomationLog', (/** @type {string} */ _type, /** @type {unknown[]} */ args) => {
    const text = args.map(String).join(' ').trim();
    if (text.startsWith('ok ')) passed++;
    if (text.startsWith('not ok ')) failed++;
    if (values.verbose || /^(ok|not ok|#| {2})/.test(text)) console.log(text);
  });
  if (values.verbose) page.on('console', (message) => console.log('console:', message.text().slice(0, 500)));
  await page.goto(server.url);
  const code = await done;
  if (code !== 0 && failed === 0) {
    failed++;
    console.log(`not ok the suite ended with ${code}`);
  }
  await mkdir(path.join(root, 'test-results'), { recursive: true });
  if (failed > 0) await page.screenshot({ path: path.join(root, 'test-results/failed.png') });
} finally {
  await browser.close();
  await server.close();
  await rm(folder, { recursive: true, force: true });
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
