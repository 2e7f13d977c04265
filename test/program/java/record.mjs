// Records what the real JDK says of the cases: node test/program/java/record.mjs
// cases/X.java -> cases/X.out (stdout, then the first line of an uncaught exception, or the status of System.exit); errors/X.java -> errors/X.out (javac's errors).
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const here = import.meta.dirname;
const only = process.argv[2];
for (const file of readdirSync(join(here, 'cases')).filter((f) => f.endsWith('.java'))) {
  const name = file.slice(0, -5);
  if (only && name !== only) continue;
  const out = mkdtempSync(join(tmpdir(), 'case-'));
  execFileSync('javac', ['-encoding', 'UTF-8', '-nowarn', '-d', out, join(here, 'cases', file)]);
  const run = spawnSync(
    'java',
    ['-Dfile.encoding=UTF-8', '-XX:-ShowCodeDetailsInExceptionMessages', '-cp', out, name],
    { encoding: 'utf8' },
  );
  const frames = run.stderr.split('\n').filter((l) => /^(Exception|Caused|\tat (?!java\.|jdk\.))/.test(l));
  writeFileSync(
    join(here, 'cases', `${name}.out`),
    run.stdout +
      (frames.length > 0 ? `--- stderr\n${frames.join('\n')}\n` : run.status === 0 ? '' : `--- exit ${run.status}\n`),
  );
  rmSync(out, { recursive: true });
}
for (const file of readdirSync(join(here, 'errors')).filter((f) => f.endsWith('.java'))) {
  if (only && file !== `${only}.java`) continue;
  const out = mkdtempSync(join(tmpdir(), 'case-'));
  const run = spawnSync('javac', ['-encoding', 'UTF-8', '-nowarn', '-Xmaxerrs', '1000', '-d', out, file], {
    encoding: 'utf8',
    cwd: join(here, 'errors'),
  });
  const text = run.stderr.split('\n').filter((l) => !/^(Note:|\d+ errors?$|\d+ warnings?$)/.test(l));
  writeFileSync(join(here, 'errors', file.replace('.java', '.out')), text.join('\n'));
  rmSync(out, { recursive: true });
}
