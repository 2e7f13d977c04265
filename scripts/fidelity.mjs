// npm run fidelity: how much of what a real Flink 1.13.6 answered the simulation answers alike. The numbers are those of the
// test suite; what a test compares is in its name: a recording's folder, an oracle row's id, a random program.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

/** A group of the table: the test files, and which of their tests (by full name) belong to it. */
const GROUPS = [
  ['graphs: recorded jobs', /graph\/recorded-jobs/, /stream graph|forward\(\)/],
  ['graphs: random programs', /graph\/random-programs/, /./],
  ['graphs: DataSet programs', /graph\/datasets?\.test/, /./],
  ['plans (/jobs/:id/plan)', /graph\/recorded-jobs/, /plan of \/jobs/],
  ['vertices and their ids', /graph\/recorded-jobs/, /vertices of/],
  ['slots required', /graph\/recorded-jobs/, /slots that were taken/],
  ['placement', /jobmanager\/placement/, /./],
  ['states of jobs and tasks', /deployment\/recorded-states|jobmanager\/scheduling/, /./],
  ['failover: recorded states, facts, times', /deployment\/recorded-failover/, /./],
  ['failover timelines', /jobmanager\/failover|deployment\/taskmanager-loss/, /./],
  ['JobManager loss and HA', /high-availability|jobmanager-loss/, /./],
  ['checkpoints and savepoints', /checkpoints\.test|exactly-once/, /./],
  ['key groups', /api\/key-groups|taskmanager\/partitioners/, /./],
  ['REST: recorded dialog of all endpoints', /flink\/rest\/dialog/, /./],
  ['REST: recorded jobs', /flink\/rest\/rest\.test/, /./],
  ['scenes: command lines, REST, log, output', /shell\/recorded-scenes/, /./],
  ['CLI texts', /shell\/(cluster|recorded-cli)|deployment\/other-modes/, /flink|main/],
  ['mistakes and their errors', /api\/mistakes|program\/recorded/, /./],
  ['outputs: recorded jobs', /taskmanager\/(recorded|dataset)\.test/, /./],
  ['outputs: random programs', /taskmanager\/random-results/, /./],
  ['memory: random settings', /memory\/recorded-memory/, /./],
  ['times of starts and jobs', /shell\/recorded-timings/, /./],
];

/** What is not as in Flink on purpose; docs/fidelity.md has the reasons. */
const ON_PURPOSE = JSON.parse(readFileSync(join(root, 'test/truth/on-purpose.json'), 'utf8'));

/** Recordings of shared/truth that nothing is compared with, and why. */
const NOT_COMPARED = [
  ['04-ha', 'answers of a standby and the znode listings are compared by what they say, not line by line'],
  [
    '08-timings',
    'throughput is compared by npm run bench; the first job on fresh TaskManagers loads classes, the simulated one does not',
  ],
  ['09-sql', 'SQL is not simulated'],
];

/** Oracle rows about what is not simulated, and why. */
const NOT_SIMULATED = {
  G22: 'operators that choose their inputs',
  K03: 'rescaling the maximum parallelism of a running job',
  C11: 'savepoints by a timer: nothing in Flink asks for one',
};

const report = join(mkdtempSync(join(tmpdir(), 'fidelity-')), 'report.json');
const given = process.argv[2];
if (!given) {
  const command = [
    'node_modules/vitest/vitest.mjs',
    'run',
    'test/flink',
    'test/shell/cluster.test.ts',
    'test/shell/recorded-cli.test.ts',
    'test/shell/recorded-timings.test.ts',
    'test/shell/recorded-scenes.test.ts',
    'test/program',
  ];
  spawnSync(process.execPath, [...command, '--reporter=json', `--outputFile=${report}`], {
    cwd: root,
    stdio: 'ignore',
  });
}
const { testResults } = JSON.parse(readFileSync(given ?? report, 'utf8'));
const tests = testResults.flatMap(({ name, assertionResults }) =>
  assertionResults
    .filter(({ status }) => status !== 'skipped' && status !== 'pending')
    .map(({ fullName, status }) => ({ file: name, name: fullName, equal: status === 'passed' })),
);

const rows = [];
function row(group, all, unchecked = 0) {
  const differs = all.filter(({ equal }) => !equal);
  const onPurpose = (ON_PURPOSE[group] ?? []).length;
  rows.push({ group, checked: all.length, equal: all.length - differs.length, onPurpose, differs, unchecked });
}
for (const [group, file, name] of GROUPS)
  row(
    group,
    tests.filter((test) => file.test(test.file) && name.test(test.name)),
  );

const oracle = readFileSync(join(root, 'test/truth/oracle.jsonl'), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line));
const unchecked = [];
const sections = [...new Set(oracle.map(({ section }) => section))];
for (const section of sections) {
  const ids = oracle.filter((each) => each.section === section).map(({ id }) => id);
  const found = ids.flatMap((id) => {
    const about = tests.filter(({ name }) => idsIn(name).has(id));
    return about.length === 0 ? [] : [{ name: id, equal: about.every(({ equal }) => equal) }];
  });
  const missing = ids.filter((id) => !(id in NOT_SIMULATED) && !found.some(({ name }) => name === id));
  row(`oracle ${section.replace(/\s*\(.*/, '')}`, found, missing.length);
  unchecked.push(...missing);
}
/** Ids in a name; `N08 to N17` in a heading names no row. */
function idsIn(name) {
  return new Set(name.replace(/\(oracle [^)]* to [^)]*\)/g, '').match(/\b[A-Z]\d\d\b/g) ?? []);
}

const width = Math.max(...rows.map(({ group }) => group.length));
console.log(`${'group'.padEnd(width)}  checked  equal  on purpose  differs  not checked`);
for (const { group, checked, equal, onPurpose, differs, unchecked } of rows) {
  const cells = [
    [checked, 7],
    [equal, 5],
    [onPurpose, 10],
    [differs.length, 7],
    [unchecked, 11],
  ];
  console.log(`${group.padEnd(width)}  ${cells.map(([n, wide]) => String(n).padStart(wide)).join('  ')}`);
}
console.log('"On purpose" counts reasons, listed below. Recordings kept in test/truth, by folder:');
const folders = readdirSync(join(root, 'test/truth'), { withFileTypes: true }).filter((entry) => entry.isDirectory());
console.log(
  folders.map(({ name }) => `  ${name}: ${readdirSync(join(root, 'test/truth', name)).length} recordings`).join('\n'),
);
if (unchecked.length > 0) console.log(`oracle rows not checked: ${unchecked.join(' ')}`);
for (const [id, why] of Object.entries(NOT_SIMULATED)) console.log(`oracle row ${id} is not simulated: ${why}`);
for (const [folder, why] of NOT_COMPARED) console.log(`not compared, ${folder}: ${why}`);
for (const { group, differs } of rows) for (const { name } of differs) console.log(`differs, ${group}: ${name}`);
for (const [group, reasons] of Object.entries(ON_PURPOSE))
  for (const reason of reasons) console.log(`on purpose, ${group}: ${reason}`);
// Nothing checked in a group means that its tests did not run.
process.exitCode = rows.some(({ checked, differs, unchecked }) => differs.length > 0 || checked + unchecked === 0)
  ? 1
  : 0;
