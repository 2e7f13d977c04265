/** What is known of each thing that can be pointed at, and what its words mean. */
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { PICTURES, type Target } from '../../webview/cluster/protocol.ts';
import { go, open, settle, useBrowser } from './browser.ts';
import type { Recording } from './traces.ts';
import { openWorld, pass, typed } from './worlds.ts';

const browser = useBrowser();
let recording: Recording;
let end: number;
beforeAll(async () => {
  const world = await openWorld('standalone');
  await typed(world, 'start-cluster.sh; sleep 5; mvn -q package; flink run -d -p 3 -c Readings target/*.jar; sleep 6');
  pass(world, 500);
  recording = { header: world.header, entries: world.recorder.since(0) };
  end = world.simulation.now;
}, 60_000);

async function withPage(language: string, act: (page: Page) => Promise<void>): Promise<void> {
  const page = await open(browser(), recording, { language, live: true });
  try {
    await go(page, end);
    await act(page);
  } finally {
    await page.close();
  }
}

const reveal = async (page: Page, message: object) => {
  await page.evaluate((sent) => window.postMessage({ type: 'reveal', ...sent }, '*'), message);
  await settle(page);
};

/** Everything that the pictures let point at. */
async function targetsOf(page: Page): Promise<readonly string[]> {
  const found = new Set<string>();
  for (const picture of PICTURES) {
    await reveal(page, { picture });
    const here = await page.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>('[data-target]')].map((element) => element.dataset.target ?? ''),
    );
    for (const target of here) found.add(target);
  }
  return [...found];
}

interface Inspected {
  readonly title: string;
  readonly rows: readonly (readonly [string, string])[];
  readonly why: string;
  readonly text: string;
}

const inspected = (page: Page): Promise<Inspected> =>
  page.evaluate(() => {
    const element = document.querySelector<HTMLElement>('.inspector')!;
    return {
      title: element.querySelector('h2')?.textContent ?? '',
      rows: [...element.querySelectorAll('dl > div')].map((row) => [
        row.children[0]?.textContent ?? '',
        row.children[1]?.textContent ?? '',
      ]),
      why: element.querySelector('.why')?.textContent ?? '',
      text: element.textContent ?? '',
    };
  });

describe('the inspector', () => {
  for (const language of ['en', 'zh-cn'])
    it(`knows the name, the state and the why of all that can be pointed at: ${language}`, async () => {
      await withPage(language, async (page) => {
        const targets = await targetsOf(page);
        const kinds = new Set(targets.map((target) => (JSON.parse(target) as Target).kind));
        const all = ['machine', 'process', 'taskmanager', 'slot', 'job', 'vertex', 'edge', 'subtask', 'checkpoint'];
        expect([...kinds].filter((kind) => kind !== 'link').sort()).toEqual(all.sort());
        for (const written of targets) {
          await reveal(page, { target: JSON.parse(written) });
          const { title, rows, why, text } = await inspected(page);
          expect(title, written).not.toBe('');
          expect(rows.length, written).toBeGreaterThan(1);
          expect(text, written).not.toMatch(/undefined|NaN|\[object/u);
          const passing = /"kind":"process"/u.test(written) && !/JobManager|TaskManager|Entrypoint/u.test(title);
          if (!passing) expect(why, written).toMatch(language === 'en' ? /Why\? \w/u : /为什么？.*\p{sc=Han}/u);
        }
      });
    });

  it('tells the options of a process as Flink has read them', async () => {
    await withPage('en', async (page) => {
      await page.click('.chip:text-is("JobManager")');
      await settle(page);
      const { text } = await inspected(page);
      expect(text).toContain('heartbeat.interval: 1000');
      expect(text).toContain('state.checkpoints.dir: file:///shared/checkpoints');
    });
  });

  it('leaves the picture as it is, but for what is selected', async () => {
    await withPage('en', async (page) => {
      const classes = () =>
        page.evaluate(() =>
          [...document.querySelectorAll('.task')].map((task) => task.className.replace('selected', '').trim()),
        );
      await page.click('.badge >> nth=0');
      await settle(page);
      const before = await classes();
      expect(before.some((names) => names.includes('wide'))).toBe(true);
      await page.click('.badge >> nth=1');
      await settle(page);
      expect(await classes()).toEqual(before);
    });
  });

  it('tells of a slot and of an edge what is in them, and what can be broken there', async () => {
    await withPage('en', async (page) => {
      await page.click('.slotbox:not(.free) .no >> nth=0');
      await settle(page);
      expect((await inspected(page)).text).toMatch(/AllocationID[0-9a-f]{32}/u);
      await page.click('.badge:text-is("HASH")', { button: 'right' });
      await settle(page);
      expect((await inspected(page)).rows).toContainEqual(['Partitioner', 'HASH']);
      const acts = await page.locator('[role=menuitem]:not([aria-disabled=true])').allTextContents();
      expect(acts.some((act) => act.startsWith('Poison the next record of Count'))).toBe(true);
    });
  });
});

describe('words of Flink', () => {
  for (const [language, term, said] of [
    ['en', 'barrier', 'A mark that flows among the records'],
    ['zh-cn', '水位线', '水位线（watermark）'],
  ] as const)
    it(`are explained where they stand, by pointer and by key: ${language}`, async () => {
      await withPage(language, async (page) => {
        const word = page.locator('.legend .term', { hasText: term }).first();
        const tip = page.locator('[role=tooltip]');
        await word.hover();
        expect(await tip.textContent()).toContain(said);
        await page.mouse.move(2, 2);
        expect(await tip.isVisible()).toBe(false);
        await word.focus();
        expect(await tip.isVisible()).toBe(true);
        expect(await word.getAttribute('aria-describedby')).toBe(await tip.getAttribute('id'));
        await page.keyboard.press('Escape');
        expect(await tip.isVisible()).toBe(false);
        await page.click('.task >> nth=0');
        await settle(page);
        expect(await page.locator('.inspector .why .term').count()).toBeGreaterThan(0);
      });
    });
});
