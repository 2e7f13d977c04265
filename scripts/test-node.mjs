// Runs test/editor/suite.ts in a Node extension host: in a desktop VS Code where one can be downloaded and shown, else (Linux x64)
// in VS Code's server from npm, kept in .cache/.
import { cp, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import * as esbuild from 'esbuild';
import { watchPage } from './web/automation.mjs';
import { launchBrowser } from './web/browser.mjs';
import { serveNode } from './web/node-server.mjs';
import { root } from './web/server.mjs';

const { values } = parseArgs({
  options: { only: { type: 'string', default: '' }, verbose: { type: 'boolean', default: false } },
});
const tests = path.join(root, 'dist/test/editor.node.js');

await esbuild.build({
  entryPoints: [path.join(root, 'test/editor/index.node.ts')],
  outfile: tests,
  bundle: true,
  format: 'cjs',
  platform: 'node',
  external: ['vscode'],
  define: { TEST_ONLY: JSON.stringify(values.only) },
});
const temporary = await mkdtemp(path.join(os.tmpdir(), 'millrace-node-'));
const folder = path.join(temporary, 'workspace');
await cp(path.join(root, 'lessons'), folder, { recursive: true });
await cp(path.join(root, 'test/editor/workspace'), folder, { recursive: true });

const result = (await canDownload()) ? await inDesktop() : await inServer();
await rm(temporary, { recursive: true, force: true });
console.log(`${result.passed} passed, ${result.failed} failed`);
process.exit(result.failed === 0 && result.passed > 0 ? 0 : 1);

/** A desktop VS Code needs a download of its own and, on Linux, a display. */
async function canDownload() {
  if (process.platform === 'linux' && !process.env.DISPLAY) return false;
  const signal = AbortSignal.timeout(5000);
  return fetch('https://update.code.visualstudio.com/api/releases/stable', { signal }).then(
    ({ ok }) => ok,
    () => false,
  );
}

async function inDesktop() {
  const { runTests } = await import('@vscode/test-electron');
  let output = '';
  const write = process.stdout.write.bind(process.stdout);
  process.stdout.write = /** @type {typeof process.stdout.write} */ (
    (chunk, ...rest) => {
      output += chunk;
      return write(chunk, .../** @type {[]} */ (rest));
    }
  );
  const code = await runTests({
    extensionDevelopmentPath: root,
    extensionTestsPath: tests,
    launchArgs: [folder, '--disable-workspace-trust', '--disable-extensions'],
  }).catch(() => 1);
  process.stdout.write = write;
  const count = (/** @type {RegExp} */ pattern) => output.match(pattern)?.length ?? 0;
  const failed = count(/^not ok /gm);
  return { passed: count(/^ok /gm), failed: code === 0 || failed > 0 ? failed : 1 };
}

async function inServer() {
  const server = await serveNode({ folder, tests, verbose: values.verbose });
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
    return await watchPage(page, server.url, {
      verbose: values.verbose,
      picture: path.join(root, 'test-results/failed-node.png'),
    });
  } finally {
    await browser.close();
    await server.close();
  }
}
