// `npm test`: lint, types, arrows, build, unit tests, and the suites inside VS Code. Ends with "N passed, N failed".
import { spawn, spawnSync } from 'node:child_process';
import { readdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { root } from './web/server.mjs';

const node = process.execPath;
const bin = (/** @type {string} */ name) => path.join(root, 'node_modules', name);
const windows = process.platform === 'win32';
/** What a step that is ended may take to clean up. */
const GRACE_MS = 15_000;
const report = path.join(root, 'test-results/unit.json');
/** Each step counts as one test, unless it counts tests itself. One that takes longer than its minutes hangs: it is ended and has failed. */
const steps = [
  {
    name: 'lint',
    minutes: 5,
    run: () => command(node, [bin('@biomejs/biome/bin/biome'), 'check', '--error-on-warnings', '.']),
  },
  { name: 'types', minutes: 5, run: () => command(node, [bin('typescript7/bin/tsc'), '-p', '.']) },
  { name: 'arrows', minutes: 5, run: () => command(node, ['scripts/arrows.mjs']) },
  { name: 'build', minutes: 5, run: () => command(node, ['esbuild.mjs']) },
  { name: 'unit', minutes: 30, run: () => unit(['--tagsFilter', '!timing']) },
  // Wall times: nothing runs beside them.
  {
    name: 'timing',
    minutes: 10,
    run: async () => unit([...(await timed()), '--tagsFilter', 'timing', '--no-file-parallelism']),
  },
  { name: 'in VS Code for the Web', minutes: 15, run: () => suite(['scripts/test-web.mjs']) },
  {
    name: 'in VS Code for the Web, without shared memory',
    minutes: 10,
    run: () => suite(['scripts/test-web.mjs', '--plain', '--only', 'loop']),
  },
  { name: 'driven as a person would', minutes: 10, run: () => suite(['scripts/test-drive.mjs']) },
  { name: "typed at the machines' terminals", minutes: 10, run: () => suite(['scripts/test-drive-terminals.mjs']) },
  { name: 'learnt by keyboard', minutes: 10, run: () => suite(['scripts/test-drive-course.mjs']) },
  {
    name: 'learnt by keyboard, in Chinese',
    minutes: 10,
    run: () => suite(['scripts/test-drive-course.mjs', '--language', 'zh-cn']),
  },
  {
    name: 'broken, kept and presented as a person would',
    minutes: 10,
    run: () => suite(['scripts/test-drive-cluster.mjs']),
  },
  { name: 'beside a real Flink', minutes: 15, run: () => orSkipped(['scripts/truth.mjs', '--at-hand']) },
];
/** Wall ms until the step that runs has taken too long. */
let limit = 0;
/** The process of the step that runs. @type {import('node:child_process').ChildProcess | null} */
let running = null;
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM']))
  process.once(signal, () => {
    if (running) end(running);
    process.exit(1);
  });
/** Scenes that passed in a second try only. @type {string[]} */
const flaky = [];

let passed = 0;
let failed = 0;
const only = process.argv.slice(2);
for (const { name, minutes, run } of steps) {
  if (only.length > 0 && !only.includes(name)) continue;
  const started = performance.now();
  console.log(`\n== ${name}`);
  limit = minutes * 60_000;
  const result = await run();
  passed += result.passed;
  failed += result.failed;
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`== ${name}: ${result.passed} passed, ${result.failed} failed (${seconds} s)`);
}
for (const line of flaky) console.log(line);
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;

/** @param {string} file @param {string[]} args @returns {Promise<{code: number, output: string}>} */
function execute(file, args) {
  return new Promise((resolve) => {
    // In a group of its own, so that all that it started can be ended with it.
    const child = spawn(file, args, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'], detached: !windows });
    running = child;
    let output = '';
    const hangs = setTimeout(() => {
      console.log(`\n${path.basename(args[0] ?? file)} takes longer than ${limit / 60_000} minutes and is ended`);
      child.kill('SIGTERM');
      setTimeout(() => end(child), GRACE_MS).unref();
    }, limit);
    child.stdout.on('data', (chunk) => {
      output += chunk;
      process.stdout.write(chunk);
    });
    const done = (/** @type {number} */ code) => {
      clearTimeout(hangs);
      running = null;
      flaky.push(...(output.match(/^flaky: .*$/gm) ?? []));
      resolve({ code, output });
    };
    child.on('error', (error) => {
      console.log(String(error));
      done(1);
    });
    child.on('close', (code) => done(code ?? 1));
  });
}

/** Ends a process and all that it started. @param {import('node:child_process').ChildProcess} child */
function end(child) {
  if (child.pid === undefined || child.exitCode !== null) return;
  if (windows) spawnSync('taskkill', ['/pid', String(child.pid), '/t', '/f']);
  else process.kill(-child.pid, 'SIGKILL');
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
