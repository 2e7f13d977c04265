// What two runs of a lesson have in common.

import { readFileSync } from 'node:fs';
import { cellsOf } from './lessons.mjs';

/** @typedef {{ file: string, what: string, equal: boolean | null, why: string }} Row `equal` null: the time was over; `why`: both sides, where they differ */

/** Lines in any order. @param {string} text */
const lines = (text) => text.trim().split('\n').sort().join('\n');

/**
 * One row for each cell marked `compare`, and one for each cell that succeeded on one side only.
 * @param {string} file @param {import('./sides.mjs').RanCell[]} simulated @param {import('./sides.mjs').RanCell[]} real @returns {Row[]}
 */
export function compare(file, simulated, real) {
  if (simulated.length === 0 || real.length === 0) {
    const side = real.length === 0 ? 'real' : 'simulated';
    return [{ file, what: `no answer from the ${side} Flink`, equal: false, why: '' }];
  }
  return cellsOf(readFileSync(file, 'utf8')).flatMap(({ language, options, source }, place) => {
    const [ours, theirs] = [simulated[place], real[place]];
    if (!ours || !theirs) return [];
    if (options.includes('compare')) {
      const [a, b] = [lines(ours.stdout), lines(theirs.stdout)];
      const title = /title="([^"]*)"/.exec(options)?.[1] ?? source.trim().split('\n').at(-1)?.slice(0, 70);
      const equal = a !== '' && a === b;
      return [{ file, what: `cell ${ours.index}: ${title}`, equal, why: `--- simulated\n${a}\n--- real\n${b}` }];
    }
    if (language === 'java' || ours.ok === theirs.ok) return [];
    const what = `cell ${ours.index} is ${ours.ok ? 'ok' : 'not ok'} simulated, but not real`;
    return [{ file, what, equal: false, why: '' }];
  });
}
