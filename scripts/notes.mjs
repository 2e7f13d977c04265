// Runs course notes and says, per file, which blocks ran: `npm run notes -- FOLDER|FILE.md …` (files of a folder are taken as Markdown).

import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readdirSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const verbose = process.argv.includes('--verbose');
const places = process.argv.slice(2).filter((word) => !word.startsWith('--'));
if (places.length === 0) {
  console.error('usage: npm run notes -- FOLDER|FILE.md … [--verbose]');
  process.exit(2);
}
const files = places.flatMap((place) =>
  statSync(place).isDirectory() ? readdirSync(place).map((name) => path.join(place, name)) : [place],
);
const folder = mkdtempSync(path.join(tmpdir(), 'millrace-notes-'));
const cli = path.join(import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname), '../dist/cli.js');

/** Software that is not simulated, by blocks that need it; a block that failed otherwise is Flink's own. */
const groups = new Map();
const groupOf = (cell) => /not simulated yet: ([^(;,]+?)(?=\s*(?:[(;,]|$))/.exec(cell.note.why)?.[1] ?? null;
const totals = { blocks: 0, commands: 0, ran: 0, differ: 0, notRunnable: 0 };
for (const file of files) {
  const copy = path.join(folder, `${path.basename(file).replace(/\.(md|txt)$/, '')}.md`);
  copyFileSync(file, copy);
  const run = spawnSync(process.execPath, [cli, 'run', copy, '--json'], {
    encoding: 'utf8',
    maxBuffer: 256 * 1024 * 1024,
  });
  if (run.status === 2 || run.stdout === '') {
    console.log(`${path.basename(file)}: cannot be run: ${run.stderr.trim().split('\n').at(-1)}`);
    process.exitCode = 1;
    continue;
  }
  const { cells } = JSON.parse(run.stdout);
  const kind = (name) => cells.filter((cell) => cell.note?.kind === name);
  const ran = [...kind('ran'), ...kind('edited')];
  const failed = ran.filter((cell) => !cell.ok);
  const differ = ran.filter((cell) => cell.ok && cell.note.differs !== null);
  const notRunnable = kind('not-runnable');
  const commands = ran.length + notRunnable.length;
  totals.blocks += cells.length;
  totals.commands += commands;
  totals.ran += ran.length - failed.length - differ.length;
  totals.differ += differ.length;
  totals.notRunnable += notRunnable.length + failed.length;
  console.log(
    `${path.basename(file)}: ${cells.length} blocks; of ${commands} with commands or edits ${ran.length - failed.length - differ.length} ran as shown, ${differ.length} ran but differ, ${failed.length} ended with an error, ${notRunnable.length} not runnable`,
  );
  for (const cell of differ) console.log(`  ${cell.index}: differs: ${cell.note.differs}`);
  for (const cell of failed)
    console.log(
      `  ${cell.index}: ${cell.error?.message ?? `exit code ${cell.exitCode}`}${verbose ? `\n${cell.stdout}${cell.stderr}` : `: ${cell.stderr.trim().split('\n')[0]}`}`,
    );
  for (const cell of notRunnable) {
    const group = groupOf(cell);
    if (group !== null) groups.set(group, (groups.get(group) ?? 0) + 1);
  }
  for (const cell of notRunnable) console.log(`  ${cell.index}: not runnable: ${cell.note.why}`);
}
const share = totals.commands === 0 ? 100 : (100 * (totals.ran + totals.differ)) / totals.commands;
console.log(
  `all: ${totals.commands} blocks with commands or edits, ${share.toFixed(1)} % ran (${totals.ran} as shown, ${totals.differ} differ), ${totals.notRunnable} did not`,
);
const foreign = [...groups.values()].reduce((sum, count) => sum + count, 0);
const own = totals.commands - foreign;
const ownShare = own === 0 ? 100 : (100 * (totals.ran + totals.differ)) / own;
console.log(
  `not simulated yet: ${[...groups].map(([name, count]) => `${name} ${count}`).join(', ') || 'nothing'}\nFlink, standalone, HA and the shell: ${own} blocks, ${ownShare.toFixed(1)} % ran`,
);
