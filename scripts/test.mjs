// `npm test`: lint, types, arrows, build, unit tests, and the suites inside VS Code. Ends with "N passed, N failed".
import { spawn } from 'node:child_process';
import { readdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { root } from './web/server.mjs';

const node = process.execPath;
const bin = (/** @type {string} */ name) => path.join(root, 'node_modules', name);
const report = path.join(root, 'test-results/unit.json');
/** Each step counts as one test, unless it counts tests itself. */
const steps = [
  { name: 'lint', run: () => command(node, [bin('@biomejs/biome/bin/biome'), 'check', '--error-on-warnings', '.']) },
  { name: 'types', run: () => command(node, [bin('typescript7/bin/tsc'), '-p', '.']) },
  { name: 'arrows', run: () => command(node, ['scripts/arrows.mjs']) },
  { name: 'build', run: () => command(node, ['esbuild.mjs']) },
  { name: 'unit', run: () => unit(['--tagsFilter', '!timing']) },
  // Wall times: nothing runs beside them.
  { name: 'timing', run: async () => unit([...(await timed()), '--tagsFilter', 'timing', '--no-file-parallelism']) },
  { name: 'in VS Code for the Web', run: () => suite(['scripts/test-web.mjs']) },
  {
    name: 'in VS Code for the Web, without shared memory',
    run: () => suite(['scripts/test-web.mjs', '--plain', '--only', 'loop']),
  },
  { name: 'driven as a person would', run: () => suite(['scripts/test-drive.mjs']) },
  { name: 'learnt by keyboard', run: () => suite(['scripts/test-drive-course.mjs']) },
  {
    name: 'learnt by keyboard, in Chinese',
    run: () => suite(['scripts/test-drive-course.mjs', '--language', 'zh-cn']),
  },
  { name: 'broken, kept and presented as a person would', run: () => suite(['scripts/test-drive-cluster.mjs']) },
  { name: 'beside a real Flink', run: () => orSkipped(['scripts/truth.mjs', '--at-hand']) },
];

let passed = 0;
let failed = 0;
const only = process.argv.slice(2);
for (const { name, run } of steps) {
  if (only.length > 0 && !only.includes(name)) continue;
  const started = performance.now();
  console.log(`\n== ${name}`);
  const result = await run();
  passed += result.passed;
  failed += result.failed;
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`== ${name}: ${result.passed} passed, ${result.failed} failed (${seconds} s)`);
}
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;

/** @param {string} file @param {string[]} args @returns {Promise<{code: number, output: string}>} */
function execute(file, args) {
  return new Promise((resolve) => {
    const child = spawn(file, args, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
    let output = '';
    child.stdout.on('data', (chunk) => {
      output += chunk;
      process.stdout.write(chunk);
    });
    child.on('error', (error) => resolve({ code: 1, output: String(error) }));
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
  });
}

/** @param {string} file @param {string[]} args */
async function command(file, args) {
  const { code } = await execute(file, args);
  return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

/** @param {string[]} args */
async function orSkipped(args) {
  const { code, output } = await execute(node, args);
  if (/^truth: skipped: /m.test(output)) return { passed: 0, failed: 0 };
  return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

/** A suite whose last line is "N passed, N failed". @param {string[]} args */
async function suite(args) {
  const { code, output } = await execute(node, args);
  const counts = /(\d+) passed, (\d+) failed\s*$/.exec(output);
  const [ok, bad] = [Number(counts?.[1] ?? 0), Number(counts?.[2] ?? 0)];
  return { passed: ok, failed: code === 0 || bad > 0 ? bad : 1 };
}

/** @param {string[]} args */
async function unit(args) {
  await rm(report, { force: true });
  const { code } = await execute(node, [
    bin('vitest/vitest.mjs'),
    'run',
    ...args,
    '--reporter=dot',
    '--reporter=json',
    `--outputFile.json=${report}`,
  ]);
  const results = await readFile(report, 'utf8').then(JSON.parse, () => null);
  const ok = results?.numPassedTests ?? 0;
  // A test file that cannot even be loaded has no failed test of its own.
  const bad = (results?.numFailedTests ?? 0) + (results?.testResults ?? []).filter(broken).length;
  return { passed: ok, failed: code === 0 || bad > 0 ? bad : 1 };
}

/** Test files with tests that are tagged as timing. */
async function timed() {
  const folder = path.join(root, 'test');
  const names = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith('.test.ts'));
  const texts = await Promise.all(names.map((name) => readFile(path.join(folder, name), 'utf8')));
  return names.filter((_, i) => texts[i]?.includes("tags: ['timing']")).map((name) => `test/${name}`);
}

/** @param {{status: string, assertionResults: unknown[]}} file */
function broken(file) {
  return file.status === 'failed' && file.assertionResults.length === 0;
}
