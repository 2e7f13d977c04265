// Compares the simulation with a real Flink: `npm run truth [-- --jars DIR] [--port N] [--write]`. Runs the lessons of test/flink-truth and generated
// pipelines on both sides; cells marked `compare` must print the same lines, in any order. Skipped, with a reason, without Java 11 or the jars.
// --write puts the table into docs/fidelity.md.

import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';

const root = path.join(import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname), '..');
process.chdir(root);
const { values } = parseArgs({
  options: {
    jars: { type: 'string', default: process.env.MILLRACE_FLINK_JARS },
    port: { type: 'string', default: '18081' },
    write: { type: 'boolean', default: false },
  },
});
const CLI = 'dist/cli.js';
/** Pipelines made from one seed, so that a difference can be looked at again. */
const PIPELINES = 6;
const LIMIT_MS = 9 * 60_000;
const started = Date.now();

/** @param {string} reason @returns {never} */
function skip(reason) {
  console.log(`truth: skipped: ${reason}`);
  process.exit(0);
}

if (javaRelease() < 11) skip('no JDK of version 11 or newer on this computer');
if (!existsSync(CLI)) execFileSync(process.execPath, ['esbuild.mjs'], { stdio: 'inherit' });

const folder = mkdtempSync(path.join(tmpdir(), 'millrace-truth-'));
writeFileSync(path.join(folder, 'generated.flink.md'), generated(PIPELINES));
const files = [
  ...readdirSync('test/flink-truth').map((name) => path.join('test/flink-truth', name)),
  path.join(folder, 'generated.flink.md'),
];
const jars = values.jars === undefined ? [] : ['--jars', values.jars];
/** @type {{ file: string, what: string, equal: boolean }[]} */
const rows = [];
try {
  for (const file of files) {
    if (Date.now() - started > LIMIT_MS) {
      rows.push({ file, what: 'not run: ten minutes are over', equal: false });
      continue;
    }
    let found = await bothSides(file);
    // A busy computer may need longer than a lesson waits: what differs is looked at once more.
    if (found.some(({ equal }) => !equal)) found = await bothSides(file);
    rows.push(...found);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
const width = Math.max(...rows.map(({ file }) => path.basename(file).length));
for (const { file, what, equal } of rows)
  console.log(`${equal ? 'same     ' : 'DIFFERENT'}  ${path.basename(file).padEnd(width)}  ${what}`);
const same = rows.filter(({ equal }) => equal).length;
console.log(
  `truth: ${same} of ${rows.length} comparisons the same as a real Flink (${Math.round((Date.now() - started) / 1000)} s)`,
);
if (values.write) writeNumbers(same, rows.length);
process.exitCode = same === rows.length ? 0 : 1;

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
    [CLI, 'flink', 'start', '--taskmanagers', '2', '--slots', '2', '--port', values.port, ...jars],
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
      }),
    );
  } catch (error) {
    return parse(/** @type {{ stdout: string }} */ (error).stdout);
  }
}

/** @param {string} text */
function parse(text) {
  return JSON.parse(text).cells;
}

/** A cluster of its own for each lesson, so that a killed TaskManager or old output is nobody else's. @param {string} file */
async function bothSides(file) {
  const cluster = await startCluster();
  if (cluster.problem !== null) skip(cluster.problem);
  try {
    const flinkJars = values.jars === undefined ? [] : ['--flink-jars', values.jars];
    const real = ['--flink', `http://localhost:${values.port}`, '--flink-listen', ...flinkJars];
    return compare(file, run(file, []), run(file, real));
  } finally {
    await cluster.stop();
  }
}

/** @param {string} file @param {ReturnType<typeof run>} simulated @param {ReturnType<typeof run>} real */
function compare(file, simulated, real) {
  const heads = [...readFileSync(file, 'utf8').matchAll(/^```(\w+)([^\n]*)\n([\s\S]*?)^```$/gm)];
  const lines = (/** @type {string} */ text) => text.trim().split('\n').sort().join('\n');
  return heads.flatMap(([, language, options, source], place) => {
    const [ours, theirs] = [simulated[place], real[place]];
    if (!ours || !theirs) return [];
    if (options?.includes('compare')) {
      const [a, b] = [lines(ours.stdout), lines(theirs.stdout)];
      const equal = a !== '' && a === b;
      if (!equal) console.log(`--- cell ${ours.index} simulated\n${a}\n--- real\n${b}`);
      return [{ file, what: `cell ${ours.index}: ${(source ?? '').trim().split('\n').at(-1)?.slice(0, 70)}`, equal }];
    }
    return language !== 'java' && ours.ok !== theirs.ok
      ? [{ file, what: `cell ${ours.index} is ${ours.ok ? 'ok' : 'not ok'} simulated, but not real`, equal: false }]
      : [];
  });
}

/** A lesson of programs whose steps and parallelisms come from a generator; what a program prints depends on its steps alone. @param {number} count */
function generated(count) {
  let state = 20_261_121;
  const pick = (/** @type {readonly string[]} */ of) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return /** @type {string} */ (of[(state >>> 16) % of.length]);
  };
  const steps = [
    '.map(n -> n + 1).returns(Types.LONG)',
    '.filter(n -> n % 3 != 0)',
    '.rebalance().map(n -> n * 2).returns(Types.LONG)',
    '.shuffle().filter(n -> n > 5)',
    '.map(n -> n - 1).returns(Types.LONG).startNewChain()',
    '.filter(n -> n % 2 == 0).disableChaining()',
    '.keyBy(n -> n % 4).reduce((a, b) -> Math.max(a, b))',
    '.map(n -> n).returns(Types.LONG).setParallelism(1)',
    '.filter(n -> n > 0).slotSharingGroup("other")',
    '.broadcast().map(n -> n).returns(Types.LONG)',
  ];
  const programs = Array.from({ length: count }, (_, index) => {
    const chain = Array.from({ length: 3 + (index % 3) }, () => pick(steps));
    return [
      '```java norun\npackage truth;\n',
      'import org.apache.flink.api.common.typeinfo.Types;',
      'import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;\n',
      `public class Pipeline${index} {`,
      '    public static void main(String[] args) throws Exception {',
      '        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();',
      `        env.fromSequence(1, 40)\n                ${chain.join('\n                ')}`,
      `                .addSink(new org.apache.flink.streaming.api.functions.sink.DiscardingSink<>());`,
      `        env.execute("Pipeline ${index}");`,
      '    }\n}\n```\n',
    ].join('\n');
  });
  const all = Array.from({ length: count }, (_, index) => index).join(' ');
  return `---\ntitle: "Generated pipelines"\nmachines: [node1, node2]\n---\n# Generated pipelines\n\n${programs.join('\n')}
\`\`\`sh\nstart-cluster.sh\nsleep 5\ncd ~ && mvn -q package\nfor i in ${all}; do flink run -p 2 -c truth.Pipeline$i target/lesson-1.0.jar > /tmp/run$i; done\n\`\`\`\n
\`\`\`sh compare\nfor j in $(curl -s node1:8081/jobs/overview | jq -r '.jobs | sort_by(.name) | .[].jid'); do
  curl -s node1:8081/jobs/$j | jq -c '[.name, .state]'
  curl -s node1:8081/jobs/$j/plan | jq -c '.plan.nodes[] | [.id, .parallelism, .description, ([.inputs[]? | .id + " " + .ship_strategy] | join(","))]'
done\n\`\`\`\n`;
}

/** @param {number} same @param {number} all */
function writeNumbers(same, all) {
  const file = 'docs/fidelity.md';
  const line = `<!-- truth -->\`npm run truth\` ran ${all} comparisons on both sides with Flink 1.13.6; ${same} were the same.<!-- /truth -->`;
  const text = readFileSync(file, 'utf8');
  writeFileSync(file, text.replace(/<!-- truth -->.*<!-- \/truth -->/, line));
}
