// Runs test/editor/suite.ts inside VS Code for the Web, headless. `--language zh-cn`, `--plain` (no SharedArrayBuffer), `--only TEXT`.
import path from 'node:path';
import { parseArgs } from 'node:util';
import * as esbuild from 'esbuild';
import { bundleSuite, inWorkspace, watchSuite } from './web/automation.mjs';
import { runScenes } from './web/second-try.mjs';
import { root, serveWeb } from './web/server.mjs';

const { values } = parseArgs({
  options: {
    language: { type: 'string', default: 'en' },
    plain: { type: 'boolean', default: false },
    only: { type: 'string', multiple: true, default: [] },
    verbose: { type: 'boolean', default: false },
  },
});
const { language, plain, only, verbose } = values;
await esbuild.build({
  absWorkingDir: root,
  entryPoints: ['test/editor/fake-world.ts'],
  outfile: 'dist/test/fake-world.js',
  bundle: true,
  format: 'iife',
});

await runScenes(async (failed) => {
  const suite = await bundleSuite('index', failed.length > 0 ? failed : only, { TEST_PLAIN: String(plain) });
  return inWorkspace(async (folder) => {
    const server = await serveWeb({ folder, language, isolated: !plain, tests: `/ext/${suite}` });
    return watchSuite(server, { verbose, picture: path.join(root, 'test-results/failed-web.png') });
  });
});
