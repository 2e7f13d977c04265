// The lessons of `npm run truth`: those of test/flink-truth and generated ones, as files that either side can run.

import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { failovers, pipelines } from './pipelines.mjs';

const FENCE = /^```(\w+)([^\n]*)\n([\s\S]*?)^```$/gm;

/** @typedef {{ language: string, options: string, source: string }} Cell */

/** @param {string} text @returns {Cell[]} */
export function cellsOf(text) {
  return [...text.matchAll(FENCE)].map(([, language = '', options = '', source = '']) => ({
    language,
    options,
    source,
  }));
}

/**
 * Puts programs of the course where `{{FILE CLASS N}}` asks for them: the cell of FILE with `public class CLASS`, the Nth of several (from 0), so
 * that what is compared is what students run.
 * @param {string} text
 */
function withPrograms(text) {
  return text.replace(/^\{\{(\S+) (\w+)(?: (\d+))?\}\}$/gm, (_, file, name, place = '0') => {
    const programs = cellsOf(readFileSync(file, 'utf8')).filter(
      ({ language, source }) => language === 'java' && source.includes(`public class ${name} `),
    );
    const found = programs[Number(place)];
    if (!found) throw new Error(`${file} has no program ${name} ${place}`);
    return `\`\`\`java norun\n${found.source}\`\`\``;
  });
}

/**
 * Writes all lessons into a folder, beside the data that they read. Those of one group share a cluster; where a process is killed, it is their own.
 * @param {string} folder @param {{ seed: number, programs: number, failovers: number }} generated
 * @returns {string[][]} the files of each group
 */
export function writeLessons(folder, generated) {
  for (const name of readdirSync('lessons/en').filter((each) => each.endsWith('.txt')))
    cpSync(path.join('lessons/en', name), path.join(folder, name));
  const texts = new Map(
    readdirSync('test/flink-truth').map((name) => [
      name,
      withPrograms(readFileSync(path.join('test/flink-truth', name), 'utf8')),
    ]),
  );
  texts.set('generated-failover.flink.md', failovers(generated.seed, generated.failovers));
  texts.set('generated.flink.md', pipelines(generated.seed, generated.programs));
  const files = [...texts].map(([name, text]) => {
    const file = path.join(folder, name);
    writeFileSync(file, text);
    return { file, kills: text.includes('chaos kill') };
  });
  return [false, true].map((kills) => files.filter((each) => each.kills === kills).map(({ file }) => file));
}
