// Compares the simulation with a real Flink: `npm run truth [-- --jars DIR] [--port N] [--seed N] [--programs N] [--failovers N] [--write] [--at-hand] [--record]`.
// Runs the lessons of test/flink-truth and generated programs on both sides; cells marked `compare` must print the same lines, in any order. A lesson
// that differs runs a second time, since a busy machine can be late with what a cell looks at. Skipped, with a reason, without Java 11 or the jars;
// --at-hand: also where the jars would have to be fetched (but fetch them where CI is set). --write puts the numbers into docs/fidelity.md.
// --record compares nothing, but records jobs of test/truth again (see truth/record.mjs); `git diff` then shows what a newer Flink does otherwise.

import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { compare } from './truth/compare.mjs';
import { writeLessons } from './truth/lessons.mjs';
import { ownModules } from './truth/own.mjs';
import { record } from './truth/record.mjs';
import { run, startCluster } from './truth/sides.mjs';

const root = path.join(import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname), '..');
process.chdir(root);
const { values } = parseArgs({
  options: {
    jars: { type: 'string', default: process.env.MILLRACE_FLINK_JARS },
    port: { type: 'string', default: '18081' },
    seed: { type: 'string', default: '20261121' },
    programs: { type: 'string' },
    failovers: { type: 'string' },
    write: { type: 'boolean', default: false },
    'at-hand': { type: 'boolean', default: false },
    record: { type: 'boolean', default: false },
  },
});
/** As a part of `npm test` it has less of the time, and compares fewer generated programs. */
const extent = values['at-hand']
  ? { limitMs: 6 * 60_000, programs: 8, failovers: 1 }
  : { limitMs: 9.5 * 60_000, programs: 16, failovers: 4 };
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
  const jars = path.join((await ownModules(folder)).cacheFolder(), 'flink-1.13.6');
  if (!existsSync(jars)) skip(`no jars of Flink on this computer (MILLRACE_FLINK_JARS, or ${jars})`);
}
if (!existsSync('dist/cli.js')) execFileSync(process.execPath, ['esbuild.mjs'], { stdio: 'inherit' });

if (values.record) {
  await record(folder, values.port, values.jars);
  process.exit(0);
}
const groups = writeLessons(folder, {
  seed: Number(values.seed),
  programs: Number(values.programs ?? extent.programs),
  failovers: Number(values.failovers ?? extent.failovers),
});
/** @type {import('./truth/compare.mjs').Row[]} */
const rows = [];
for (const group of groups) {
  const found = await onCluster(group);
  const differing = group.filter((file) => found.some((row) => row.file === file && row.equal === false));
  rows.push(...found.filter(({ file }) => !differing.includes(file)));
  for (const file of differing) {
    console.log(`truth: ${path.basename(file)} differed and runs once more, on a cluster of its own`);
    const again = await onCluster([file]);
    rows.push(
      ...(again.some(({ equal }) => equal === null) ? found.filter((row) => row.file === file).map(unsure) : again),
    );
  }
}
const width = Math.max(...rows.map(({ file }) => path.basename(file).length));
for (const { file, what, equal, why } of rows) {
  const verdict = equal === null ? 'not run  ' : equal ? 'same     ' : 'DIFFERENT';
  console.log(`${verdict}  ${path.basename(file).padEnd(width)}  ${what}`);
  if (equal === false) console.log(why);
}
const compared = rows.filter(({ equal }) => equal !== null).length;
const same = rows.filter(({ equal }) => equal).length;
const late = compared < rows.length ? `, ${rows.length - compared} lessons not run within the time` : '';
const seconds = Math.round((Date.now() - started) / 1000);
console.log(`truth: ${same} of ${compared} comparisons the same as a real Flink${late} (${seconds} s)`);
if (values.write) writeNumbers(same, compared);
process.exitCode = same === compared ? 0 : 1;

/** @param {readonly string[]} files @returns {Promise<import('./truth/compare.mjs').Row[]>} */
async function onCluster(files) {
  const notRun = (/** @type {string} */ what) => files.map((file) => ({ file, what, equal: null, why: '' }));
  if (left() <= 0) return notRun('the time was over');
  const jars = values.jars === undefined ? [] : ['--jars', values.jars];
  const cluster = await startCluster({ port: values.port, options: jars, timeout: left() });
  if (cluster.problem !== null) return rows.length === 0 ? skip(cluster.problem) : notRun(cluster.problem);
  const found = [];
  try {
    for (const file of files) found.push(...(await bothSides(file)));
  } finally {
    await cluster.stop();
  }
  return found;
}

/** A difference that there was no time to look at again: inside `npm test` a slow machine is no defect. @param {import('./truth/compare.mjs').Row} row */
function unsure(row) {
  return values['at-hand'] && row.equal === false ? { ...row, what: `${row.what} (differed once)`, equal: null } : row;
}

/** @param {string} file @returns {Promise<import('./truth/compare.mjs').Row[]>} */
async function bothSides(file) {
  const real = ['--flink', `http://localhost:${values.port}`, '--flink-listen'];
  const jars = values.jars === undefined ? [] : ['--flink-jars', values.jars];
  const [ours, theirs] = await Promise.all([run(file, [], left()), run(file, [...real, ...jars], left())]);
  return left() > 0 ? compare(file, ours, theirs) : [{ file, what: 'the time was over', equal: null, why: '' }];
}

/** What is left of the time, ms. */
function left() {
  return started + extent.limitMs - Date.now();
}

function javaRelease() {
  try {
    return Number(/javac (?:1\.)?(\d+)/.exec(execFileSync('javac', ['-version'], { encoding: 'utf8' }))?.[1] ?? 0);
  } catch {
    return 0;
  }
}

/** @param {number} same @param {number} all */
function writeNumbers(same, all) {
  const file = 'docs/fidelity.md';
  const line = `<!-- truth -->\`npm run truth\` ran ${all} comparisons on both sides with Flink 1.13.6; ${same} were the same.<!-- /truth -->`;
  const text = readFileSync(file, 'utf8');
  writeFileSync(file, text.replace(/<!-- truth -->.*<!-- \/truth -->/, line));
}
