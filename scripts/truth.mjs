// Compares the simulation with a real Flink: `npm run truth [-- --jars DIR] [--port N] [--seed N] [--programs N] [--write] [--at-hand]`. Runs the lessons
// of test/flink-truth and generated programs on both sides; cells marked `compare` must print the same lines, in any order. Skipped, with a reason,
// without Java 11 or the jars; --at-hand: also where the jars would have to be fetched (but fetch them where CI is set). --write puts the table into docs/fidelity.md.

import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import * as esbuild from 'esbuild';
import { pipelines } from './truth/pipelines.mjs';

const root = path.join(import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname), '..');
process.chdir(root);
const { values } = parseArgs({
  options: {
    jars: { type: 'string', default: process.env.MILLRACE_FLINK_JARS },
    port: { type: 'string', default: '18081' },
    seed: { type: 'string', default: '20261121' },
    programs: { type: 'string', default: '16' },
    write: { type: 'boolean', default: false },
    'at-hand': { type: 'boolean', default: false },
  },
});
const CLI = 'dist/cli.js';
const LIMIT_MS = 7 * 60_000;
const started = Date.now();

/** @param {string} reason @returns {never} */
function skip(reason) {
  console.log(`truth: skipped: ${reason}`);
  process.exit(0);
}

if (javaRelease() < 11) skip('no JDK of version 11 or newer on this computer');
const folder = mkdtempSync(path.join(tmpdir(), 'millrace-truth-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
if (values['at-hand'] && values.jars === undefined && !process.env.CI) {
  const jars = path.join(await cacheFolder(), 'flink-1.13.6');
  if (!existsSync(jars)) skip(`no jars of Flink on this computer (MILLRACE_FLINK_JARS, or ${jars})`);
}
if (!existsSync(CLI)) execFileSync(process.execPath, ['esbuild.mjs'], { stdio: 'inherit' });

const generated = path.join(folder, 'generated.flink.md');
writeFileSync(generated, pipelines(Number(values.seed), Number(values.programs)));
const lessons = readdirSync('test/flink-truth').map((name) => path.join('test/flink-truth', name));
/** A cluster in which a process is killed is nobody else's; all other lessons share one. */
const breaking = lessons.filter((file) => readFileSync(file, 'utf8').includes('chaos '));
const groups = [...breaking.map((file) => [file]), [...lessons.filter((file) => !breaking.includes(file)), generated]];
const jars = values.jars === undefined ? [] : ['--jars', values.jars];
/** `equal` null: the time was over. @type {{ file: string, what: string, equal: boolean | null }[]} */
const rows = [];
for (const group of groups) {
  const cluster = await startCluster();
  if (cluster.problem !== null) skip(cluster.problem);
  try {
    for (const file of group) {
      if (overdue()) rows.push({ file, what: 'the time was over', equal: null });
      else rows.push(...bothSides(file));
    }
  } finally {
    await cluster.stop();
  }
}
const width = Math.max(...rows.map(({ file }) => path.basename(file).length));
for (const { file, what, equal } of rows)
  console.log(
    `${equal === null ? 'not run  ' : equal ? 'same     ' : 'DIFFERENT'}  ${path.basename(file).padEnd(width)}  ${what}`,
  );
const compared = rows.filter(({ equal }) => equal !== null).length;
const same = rows.filter(({ equal }) => equal).length;
console.log(
  `truth: ${same} of ${compared} comparisons the same as a real Flink (${Math.round((Date.now() - started) / 1000)} s)`,
);
if (values.write) writeNumbers(same, compared);
process.exitCode = same === compared ? 0 : 1;

/** The folder of downloads, as the command line knows it. @returns {Promise<string>} */
async function cacheFolder() {
  const file = path.join(folder, 'cache.mjs');
  const source = 'src/remote/flink-jars.node.ts';
  await esbuild.build({ entryPoints: [source], outfile: file, bundle: true, platform: 'node', format: 'esm' });
  return (await import(pathToFileURL(file).href)).cacheFolder();
}

function javaRelease() {
  try {
    return Number(/javac (?:1\.)?(\d+)/.exec(execFileSync('javac', ['-version'], { encoding: 'utf8' }))?.[1] ?? 0);
  } catch {
    return 0;
  }
}

/** @returns {Promise<{ problem: string | null, stop: () => Promise<void> }>} */
function startCluster() {
  const child = spawn(
    process.execPath,
    [
      CLI,
      'flink',
      'start',
      '--taskmanagers',
      '2',
      '--slots',
      '4',
      '--port',
      values.port,
      '--conf',
      'web.refresh-interval=100',
      ...jars,
    ],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const stop = async () => {
    child.kill('SIGTERM');
    await ended;
  };
  let text = '';
  return new Promise((resolve) => {
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk) => {
        text += chunk;
        if (text.includes(' runs at ')) resolve({ problem: null, stop });
      });
    void ended.then(() => resolve({ problem: text.trim().split('\n').at(-1) ?? 'no cluster', stop: async () => {} }));
  });
}

/** @param {string} file @param {readonly string[]} options @returns {{ index: number, stdout: string, ok: boolean }[]} */
function run(file, options) {
  try {
    return parse(
      execFileSync(process.execPath, [CLI, 'run', file, '--json', ...options], {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'pipe'],
        timeout: Math.max(1, started + LIMIT_MS - Date.now()),
      }),
    );
  } catch (error) {
    // A cell that failed; without any output the run took too long.
    return parse(/** @type {{ stdout: string }} */ (error).stdout || '{"cells":[]}');
  }
}

/** @param {string} text */
function parse(text) {
  return JSON.parse(text).cells;
}

function overdue() {
  return Date.now() - started > LIMIT_MS;
}

/** @param {string} file */
function bothSides(file) {
  const flinkJars = values.jars === undefined ? [] : ['--flink-jars', values.jars];
  const real = ['--flink', `http://localhost:${values.port}`, '--flink-listen', ...flinkJars];
  return compare(file, run(file, []), run(file, real));
}

/** @param {string} file @param {ReturnType<typeof run>} simulated @param {ReturnType<typeof run>} real */
function compare(file, simulated, real) {
  const heads = [...readFileSync(file, 'utf8').matchAll(/^```(\w+)([^\n]*)\n([\s\S]*?)^```$/gm)];
  const lines = (/** @type {string} */ text) => text.trim().split('\n').sort().join('\n');
  if (simulated.length === 0 || real.length === 0)
    return [
      {
        file,
        what: `no answer from the ${real.length === 0 ? 'real' : 'simulated'} Flink`,
        equal: overdue() ? null : false,
      },
    ];
  return heads.flatMap(([, language, options, source], place) => {
    const [ours, theirs] = [simulated[place], real[place]];
    if (!ours || !theirs) return [];
    if (options?.includes('compare')) {
      const [a, b] = [lines(ours.stdout), lines(theirs.stdout)];
      const equal = a !== '' && a === b;
      if (!equal) console.log(`--- cell ${ours.index} simulated\n${a}\n--- real\n${b}`);
      const title = /title="([^"]*)"/.exec(options)?.[1] ?? (source ?? '').trim().split('\n').at(-1)?.slice(0, 70);
      return [{ file, what: `cell ${ours.index}: ${title}`, equal }];
    }
    return language !== 'java' && ours.ok !== theirs.ok
      ? [{ file, what: `cell ${ours.index} is ${ours.ok ? 'ok' : 'not ok'} simulated, but not real`, equal: false }]
      : [];
  });
}

/** @param {number} same @param {number} all */
function writeNumbers(same, all) {
  const file = 'docs/fidelity.md';
  const line = `<!-- truth -->\`npm run truth\` ran ${all} comparisons on both sides with Flink 1.13.6; ${same} were the same.<!-- /truth -->`;
  const text = readFileSync(file, 'utf8');
  writeFileSync(file, text.replace(/<!-- truth -->.*<!-- \/truth -->/, line));
}
