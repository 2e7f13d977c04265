// The two sides of `npm run truth`: the simulation and a real Flink, both through the command line that users have.

import { execFile, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const CLI = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));

/** @typedef {{ index: number, stdout: string, ok: boolean }} RanCell */

/**
 * Starts a real cluster of two TaskManagers with four slots each.
 * @param {{ port: string, options: readonly string[], timeout: number, cwd?: string }} how `options`: further ones of `millrace flink start`;
 *   `timeout`, ms, with a download of its jars; `cwd` of its processes
 * @returns {Promise<{ problem: string | null, folder: string, stop: () => Promise<void> }>} `folder`: of its configuration and logs
 */
export function startCluster({ port, options, timeout, cwd = process.cwd() }) {
  const asked = ['--taskmanagers', '2', '--slots', '4', '--port', port, '--conf', 'web.refresh-interval=100'];
  const child = spawn(process.execPath, [CLI, 'flink', 'start', ...asked, ...options], {
    stdio: ['ignore', 'pipe', 'pipe'],
    cwd,
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const stop = async () => {
    child.kill('SIGTERM');
    await ended;
  };
  let text = '';
  return new Promise((resolve) => {
    const late = setTimeout(() => child.kill('SIGTERM'), Math.max(1, timeout));
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk) => {
        text += chunk;
        const folder = / runs at .*; logs in (\S+) /.exec(text)?.[1];
        if (folder === undefined) return;
        clearTimeout(late);
        resolve({ problem: null, folder, stop });
      });
    void ended.then(() => {
      clearTimeout(late);
      resolve({ problem: text.trim().split('\n').at(-1) ?? 'no cluster', folder: '', stop: async () => {} });
    });
  });
}

/**
 * Runs a lesson; what its cells printed. Empty: it took longer than `timeout`, ms.
 * @param {string} file @param {readonly string[]} options @param {number} timeout @returns {Promise<RanCell[]>}
 */
export function run(file, options, timeout) {
  return new Promise((resolve) => {
    // The exit code tells that a cell failed, which is not asked here.
    execFile(
      process.execPath,
      [CLI, 'run', file, '--json', ...options],
      { encoding: 'utf8', timeout: Math.max(1, timeout), maxBuffer: 1e8 },
      (_, stdout) => resolve(stdout === '' ? [] : JSON.parse(stdout).cells),
    );
  });
}
