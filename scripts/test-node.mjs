// Runs test/editor/suite.ts in a Node extension host: in a desktop VS Code where one can be downloaded and shown, else (Linux x64)
// in VS Code's server from npm, kept in .cache/.
import path from 'node:path';
import { parseArgs } from 'node:util';
import { bundleSuite, inWorkspace, outcomesIn, watchSuite } from './web/automation.mjs';
import { serveNode } from './web/node-server.mjs';
import { runScenes } from './web/second-try.mjs';
import { root } from './web/server.mjs';

const { values } = parseArgs({
  options: { only: { type: 'string', multiple: true, default: [] }, verbose: { type: 'boolean', default: false } },
});
const { only, verbose } = values;
const desktop = await canDownload();

await runScenes(async (failed) => {
  const suite = path.join(root, await bundleSuite('index.node', failed.length > 0 ? failed : only));
  return inWorkspace((folder) => (desktop ? inDesktop(folder, suite) : inServer(folder, suite)));
});

/** A desktop VS Code needs a download of its own and, on Linux, a display. */
async function canDownload() {
  if (process.platform === 'linux' && !process.env.DISPLAY) return false;
  const signal = AbortSignal.timeout(5000);
  return fetch('https://update.code.visualstudio.com/api/releases/stable', { signal }).then(
    ({ ok }) => ok,
    () => false,
  );
}

/** @param {string} folder @param {string} suite @returns {Promise<import('./web/second-try.mjs').Outcomes>} */
async function inDesktop(folder, suite) {
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
    extensionTestsPath: suite,
    launchArgs: [folder, '--disable-workspace-trust', '--disable-extensions'],
  }).catch(() => 1);
  process.stdout.write = write;
  const outcomes = outcomesIn(output);
  if (code !== 0 && ![...outcomes.values()].includes(false)) throw new Error(`VS Code ended with ${code}`);
  return outcomes;
}

/** @param {string} folder @param {string} suite */
async function inServer(folder, suite) {
  const server = await serveNode({ folder, tests: suite, verbose });
  return watchSuite(server, { verbose, picture: path.join(root, 'test-results/failed-node.png') });
}
