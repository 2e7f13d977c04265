// Draws the figures of the lessons, in both languages, into lessons/LANGUAGE/figures/. `--check`: only says which differ from what is there.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { drawings } from './figures/drawings.mjs';

const root = path.resolve(import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname), '..');
const check = process.argv.includes('--check');
/** @type {Record<string, import('./figures/drawings.mjs').Say>} */
const languages = { en: (english) => english, zh: (_, chinese) => chinese };

for (const [language, say] of Object.entries(languages)) {
  const folder = path.join(root, 'lessons', language, 'figures');
  await mkdir(folder, { recursive: true });
  for (const [name, draw] of Object.entries(drawings)) {
    const file = path.join(folder, `${name}.svg`);
    const drawn = draw(say);
    if (!check) await writeFile(file, drawn);
    else if ((await readFile(file, 'utf8').catch(() => '')) !== drawn) {
      console.log(`${path.relative(root, file)} is not what scripts/figures draws: run \`npm run figures\``);
      process.exitCode = 1;
    }
  }
}
