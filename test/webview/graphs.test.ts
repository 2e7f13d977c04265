/** Graphs that fork and join: nothing stands on anything else, measured in a real browser. */
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { go, open, SHOTS, useBrowser } from './browser.ts';
import { FORKS, forked } from './forks.ts';
import type { Recording } from './traces.ts';

const browser = useBrowser();
const PAGES = { wide: { width: 1400, height: 900 }, narrow: { width: 500, height: 900 } };

/** What stands on what, and which edges lead through boxes that they do not belong to. */
function clashes(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    interface Named {
      readonly name: string;
      readonly box: DOMRect;
    }
    const named = (selector: string, kind: string): Named[] =>
      [...document.querySelectorAll<SVGGElement>(selector)].map((element) => ({
        name: `${kind} ${element.closest('g')?.querySelector('title, text')?.textContent ?? ''}`,
        box: element.getBoundingClientRect(),
      }));
    const boxes = named('.gnode > .box', 'box');
    const labels = [...named('.glabel rect', 'label'), ...named('.cut:not(.chained) rect', 'cut')];
    const found: string[] = [];
    const isOn = (a: DOMRect, b: DOMRect) =>
      a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1;
    const all = [...boxes, ...labels];
    all.forEach((one, index) => {
      for (const other of all.slice(index + 1))
        if (isOn(one.box, other.box)) found.push(`${one.name} on ${other.name}`);
    });
    const view = document.querySelector('.gsvg')!.getBoundingClientRect();
    for (const { name, box } of all)
      if (box.left < view.left - 1 || box.right > view.right + 1) found.push(`${name} outside`);
    for (const path of document.querySelectorAll<SVGPathElement>('.gedge')) {
      const matrix = path.getScreenCTM()!;
      const length = path.getTotalLength();
      const points = Array.from({ length: 80 }, (_, index) =>
        path.getPointAtLength((length * (index + 0.5)) / 80).matrixTransform(matrix),
      );
      for (const { name, box } of boxes) {
        const isInside = ({ x, y }: DOMPoint) =>
          box.left + 2 < x && x < box.right - 2 && box.top + 2 < y && y < box.bottom - 2;
        if (points.some(isInside)) found.push(`edge ${path.getAttribute('d')} through ${name}`);
      }
    }
    return found;
  });
}

/** Shows another recording on the same page. */
async function show(page: Page, recording: Recording, language: string, presenting: boolean): Promise<void> {
  await page.evaluate(
    ({ text, language, presenting }) => {
      const { header, entries } = JSON.parse(text);
      const view = window.millrace;
      view.receive({ type: 'init', header, language, canBreak: false, live: false });
      view.receive({ type: 'trace', from: 0, entries });
      view.receive({ type: 'present', on: presenting });
    },
    { text: JSON.stringify(recording), language, presenting },
  );
  await go(page, 1000);
}

const LOOKS = [
  { language: 'en', presenting: false },
  { language: 'zh-CN', presenting: false },
  { language: 'en', presenting: true },
  { language: 'zh-CN', presenting: true },
] as const;

describe('graphs that fork and join', () => {
  for (const [size, viewport] of Object.entries(PAGES)) {
    for (const parallelism of [1, 4]) {
      it(`stand clear of each other on a ${size} page with parallelism ${parallelism}, in both languages, presenting too`, async () => {
        const found: string[] = [];
        const page = await open(browser(), forked(FORKS.diamond!, parallelism), viewport);
        try {
          await page.keyboard.press('2');
          for (const [name, operators] of Object.entries(FORKS)) {
            for (const { language, presenting } of LOOKS) {
              await show(page, forked(operators, parallelism), language, presenting);
              expect(await page.locator('.gnode').count()).toBeGreaterThan(operators.length);
              const where = `${name}, ${language}${presenting ? ', presenting' : ''}`;
              found.push(...(await clashes(page)).map((clash) => `${where}: ${clash}`));
            }
            await page.screenshot({ path: `${SHOTS}/graphs-${name.replaceAll(' ', '-')}-${size}-${parallelism}.png` });
          }
        } finally {
          await page.close();
        }
        expect(found).toEqual([]);
      });
    }
  }
});
