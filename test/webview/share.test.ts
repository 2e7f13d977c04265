/** Keeping, presenting, branching and comparing runs, in a real browser. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { chaosLine } from '../../webview/cluster/model/chaos.ts';
import { chaptersOf } from '../../webview/cluster/model/chapters.ts';
import { History } from '../../webview/cluster/model/history.ts';
import { RunIndex } from '../../webview/cluster/model/index.ts';
import { readTrace } from '../../webview/cluster/read.ts';
import { standalonePage } from '../../webview/cluster/standalone.ts';
import { bundled, go, type Opened, open, settle, useBrowser } from './browser.ts';
import { type Recording, wordCount } from './traces.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const killed = wordCount({ killAt: 41_800, until: 60_000 });
const calm = wordCount({ until: 60_000 });
const browser = useBrowser();

async function withPage(recording: Recording, options: Opened, act: (page: Page) => Promise<void>): Promise<void> {
  const page = await open(browser(), recording, options);
  try {
    await page.evaluate(() => {
      window.heard = [];
      window.addEventListener('millrace', (event) => window.heard.push((event as CustomEvent).detail));
    });
    await act(page);
  } finally {
    await page.close();
  }
}
const said = (page: Page) => page.evaluate(() => window.heard);
const shownAt = (page: Page) => page.evaluate(() => window.millrace.inspectState().t);

async function branch(page: Page, recording: Recording, at: number): Promise<void> {
  await page.evaluate(
    ({ written, at }) => {
      const { header, entries } = JSON.parse(written);
      const view = window.millrace;
      const branch = { run: 0, at, act: 'kill -9 TaskManagerRunner' };
      view.receive({ type: 'init', run: 1, branch, header, language: 'en', canBreak: true, live: true });
      view.receive({ type: 'trace', run: 1, from: 0, entries });
    },
    { written: JSON.stringify(recording), at },
  );
  await settle(page);
}

const figure = (page: Page, name: string) =>
  page.evaluate(
    (name) =>
      [...document.querySelectorAll('table.figures tbody tr')]
        .map((row) => [...row.children].map((cell) => cell.textContent ?? ''))
        .find(([first]) => first === name)
        ?.slice(1),
    name,
  );

async function faultsOfAxe(page: Page): Promise<readonly string[]> {
  return page.evaluate(async (source) => {
    new Function(source)();
    const checker = window.axe;
    const { violations } = await checker.run();
    return violations.map((violation) => `${violation.id}: ${violation.nodes[0]?.html}`);
  }, axe);
}

describe('two runs', () => {
  it('are compared at one moment, with the figures of each and their difference', async () => {
    await withPage(calm, { live: true }, async (page) => {
      await branch(page, killed, 41_800);
      await go(page, 44_000);
      expect(await page.locator('.compare .side h2').allTextContents()).toHaveLength(4 * 2);
      expect(await page.locator('.compare .tm.dead').count()).toBe(1);
      expect(await figure(page, 'Job')).toEqual(['RUNNING', expect.any(String), expect.any(String)]);
      expect(await figure(page, 'TaskManagers')).toEqual(['3', '2', '−1']);
      await go(page, 30_000);
      expect(await figure(page, 'TaskManagers')).toEqual(['3', '3', '']);
      await page.keyboard.press('c');
      await settle(page);
      expect(await page.locator('.compare').count()).toBe(0);
      await go(page, 44_000);
      expect(await page.locator('.tm.dead').count()).toBe(1);
      await page.selectOption('select.runs', '0');
      await settle(page);
      expect(await page.locator('.tm.dead').count()).toBe(0);
      expect(await shownAt(page)).toBe(44_000);
    });
  });

  it('come from an act in the past; at the living edge the same act happens now', async () => {
    await withPage(calm, { live: true }, async (page) => {
      await page.keyboard.press(' ');
      const act = async (at: number) => {
        await go(page, at);
        await page.locator('.rack h2').nth(1).click();
        await page.keyboard.press('b');
        await page.getByText('Cut the power of node2').click();
      };
      await act(20_000);
      await act(60_000);
      const fault = { kind: 'power', machine: 'node2', on: false };
      const acts = (await said(page)).filter(({ type }) => type === 'branch' || type === 'fault');
      expect(acts).toMatchObject([
        { type: 'branch', run: 0, at: 20_000, fault },
        { type: 'fault', fault },
      ]);
    });
  });
});

describe('a prepared scenario', () => {
  const quiet = killed.entries.filter(({ at }) => at < 41_800);
  const failover = killed.entries.find(({ kind }) => kind === 'failover')?.at ?? Number.NaN;

  it('breaks something with the first step and plays on to each turn with the next ones', async () => {
    await withPage({ ...killed, entries: quiet }, { live: true }, async (page) => {
      await page.keyboard.press('End');
      await page.keyboard.press('x');
      await page.getByRole('menuitem', { name: 'A TaskManager dies' }).click();
      await page.keyboard.press('n');
      const [act] = (await said(page)).filter(({ type }) => type === 'fault');
      expect(act).toMatchObject({ fault: { kind: 'signal', machine: 'node3', signal: 'SIGKILL' } });
      await page.evaluate(
        ({ written, from }) => {
          const view = window.millrace;
          view.receive({ type: 'trace', from, entries: JSON.parse(written) });
        },
        { written: JSON.stringify(killed.entries.slice(quiet.length)), from: quiet.length },
      );
      await page.waitForFunction(() => document.querySelector('button.primary')?.getAttribute('aria-label') === 'Play');
      expect(await shownAt(page)).toBe(41_800);
      await page.selectOption('.controls select >> nth=1', '100');
      await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
      await page.keyboard.press('n');
      await expect.poll(() => shownAt(page), { timeout: 20_000 }).toBe(failover);
      await page.waitForFunction(() => document.querySelector('button.primary')?.getAttribute('aria-label') === 'Play');
      expect(await page.locator('.caption').textContent()).toContain('TaskManager node2 lost');
      expect(await page.getByRole('button', { name: /^Next: / }).isVisible()).toBe(true);
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: /^Next/ }).waitFor({ state: 'hidden' });
    });
  });

  it('says why it cannot begin', async () => {
    await withPage(killed, { live: true }, async (page) => {
      await go(page, 30_000);
      await page.keyboard.press('x');
      const item = page.getByRole('menuitem', { name: 'The leading JobManager dies' });
      expect(await item.getAttribute('aria-disabled')).toBe('true');
      expect(await item.textContent()).toContain('there is no second JobManager');
    });
    await withPage(killed, {}, async (page) => {
      await page.keyboard.press('x');
      expect(await page.getByRole('menuitem', { name: /This is a recording/ }).count()).toBe(5);
    });
  });
});

describe('acts', () => {
  const history = new History();
  history.add(killed.entries);
  const manager = killed.entries.find((entry) => entry.kind === 'taskmanager.registered' && entry.machine === 'node2');
  const pid = manager?.kind === 'taskmanager.registered' ? manager.pid : -1;

  it('are lines of a chaos cell that name the process by its role', () => {
    const state = history.at(30_000);
    const line = (fault: Parameters<typeof chaosLine>[0]) => chaosLine(fault, state);
    expect(line({ kind: 'signal', machine: 'node2', pid, signal: 'SIGKILL' })).toBe(
      'chaos kill -KILL node2 taskmanager',
    );
    expect(line({ kind: 'signal', machine: 'node2', pid: 99_999, signal: 'SIGTERM' })).toBe(
      'chaos kill -TERM node2 99999',
    );
    expect(line({ kind: 'pause', machine: 'node2', pid, forMs: 10_000 })).toBe(
      'chaos pause node2 taskmanager --for 10s',
    );
    expect(line({ kind: 'slow', machine: 'node1', factor: 10, forMs: 1500 })).toBe('chaos slow node1 x10 --for 1500ms');
    expect(line({ kind: 'partition', machines: ['node1', 'node3'] })).toBe('chaos partition node1 node3');
  });

  it('are copied from the menu, on a recording too', async () => {
    await withPage(killed, {}, async (page) => {
      await go(page, 30_000);
      await page.locator('.rack h2').nth(1).click();
      await page.keyboard.press('b');
      await page.getByText('Copy as cell').click();
      await page.getByText('chaos power node2 off').click();
      expect((await said(page)).at(-1)).toEqual({ type: 'copy-cell', line: 'chaos power node2 off' });
    });
  });

  it('done by hand in a shell are marked too, those with a fact once', () => {
    const index = new RunIndex();
    const process = { machine: 'node2', pid: 7 };
    index.add({ at: 0, kind: 'machine.up', machine: 'node2', ip: '10.0.0.2' });
    const start = {
      kind: 'process.started',
      role: 'taskmanager',
      name: 'TaskManagerRunner',
      command: 'java',
      user: 'root',
    } as const;
    const end = { kind: 'process.ended', exit: null, signal: 'SIGKILL' } as const;
    index.add({ at: 1, ...start, ...process } as Parameters<RunIndex['add']>[0]);
    index.add({ at: 2, ...end, ...process });
    index.add({ at: 3, ...start, machine: 'node2', pid: 8 } as Parameters<RunIndex['add']>[0]);
    index.add({ at: 4, kind: 'fault', fault: 'signal', target: 'node2:8', detail: 'SIGKILL' });
    index.add({ at: 4, ...end, machine: 'node2', pid: 8 });
    expect(index.faults.map(({ at, target }) => `${at} ${target}`)).toEqual(['2 node2:7', '4 node2:8']);
  });
});

describe('the timeline', () => {
  const shownTimes = (page: Page) => page.locator('svg.tl .axis text').allTextContents();

  it('is zoomed with keys and with the wheel, round the moment shown, and back to the whole', async () => {
    await withPage(killed, {}, async (page) => {
      await go(page, 30_000);
      await page.keyboard.press('4');
      await settle(page);
      const whole = await shownTimes(page);
      for (let pressed = 0; pressed < 8; pressed++) await page.keyboard.press('+');
      await settle(page);
      const near = await shownTimes(page);
      expect(near).not.toEqual(whole);
      expect(
        near.every((time) => /^0:[23]\d/u.test(time)),
        near.join(' '),
      ).toBe(true);
      await page.keyboard.press('0');
      await settle(page);
      expect(await shownTimes(page)).toEqual(whole);
      await page.locator('svg.tl').hover();
      await page.keyboard.down('Control');
      await page.mouse.wheel(0, -200);
      await page.keyboard.up('Control');
      await expect.poll(() => shownTimes(page)).not.toEqual(whole);
    });
  });
});

describe('presenting', () => {
  it('steps through the bookmarks a run was saved with, else through its turning points', async () => {
    const marked = { ...killed, header: { ...killed.header, bookmarks: [5000, 25_000] } };
    await withPage(marked, {}, async (page) => {
      const seen: number[] = [];
      for (const key of ['n', 'n', 'n', 'Shift+n']) {
        await page.keyboard.press(key);
        await settle(page);
        seen.push(await shownAt(page));
      }
      expect(seen).toEqual([5000, 25_000, 25_000, 5000]);
    });
    const index = new RunIndex();
    for (const entry of killed.entries) index.add(entry);
    const chapters = chaptersOf(index, []);
    expect(chapters.length).toBeGreaterThan(3);
    expect(chapters.some((at) => Math.abs(at - 41_800) < 500)).toBe(true);
  });

  it('loops a span and never leaves it', async () => {
    await withPage(killed, {}, async (page) => {
      await go(page, 20_000);
      await page.keyboard.press('[');
      await go(page, 20_300);
      await page.keyboard.press(']');
      await page.evaluate(() => window.millrace.setSpeed(2));
      await page.keyboard.press(' ');
      const seen: number[] = [];
      const wentBack = () => seen.some((t, index) => index > 0 && t < seen[index - 1]!);
      for (const end = Date.now() + 60_000; !wentBack() && Date.now() < end; await page.waitForTimeout(30))
        seen.push(await shownAt(page));
      for (const t of seen) expect(t).toBeGreaterThanOrEqual(20_000);
      for (const t of seen) expect(t).toBeLessThanOrEqual(20_500);
      expect(wentBack()).toBe(true);
    });
  });

  it('keeps type at 18 px and more, and veils all but what is focused', async () => {
    await withPage(killed, { theme: 'vscode-dark' }, async (page) => {
      await go(page, 30_000);
      await page.keyboard.press('p');
      await settle(page);
      const small = await page.evaluate(() =>
        [...document.querySelectorAll<HTMLElement>('.pictures *, .caption, .controls *')]
          .filter((element) => [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent?.trim()))
          .filter((element) => element.getClientRects().length > 0)
          .filter((element) => Number.parseFloat(getComputedStyle(element).fontSize) < 17.9)
          .map((element) => `${element.className}: ${element.textContent} ${getComputedStyle(element).fontSize}`),
      );
      expect(small).toEqual([]);
      await page.locator('.row[data-target]').first().click();
      await page.keyboard.press('f');
      await settle(page);
      expect(await page.locator('.spot:not(.hidden)').count()).toBe(1);
      await page.keyboard.press('Escape');
      await settle(page);
      expect(await page.locator('.spot:not(.hidden)').count()).toBe(0);
    });
  });
});

describe('a run is kept', () => {
  it('as a picture that stands alone, and as a file the host writes', async () => {
    await withPage(killed, {}, async (page) => {
      await go(page, 30_000);
      await page.keyboard.press('m');
      for (const item of ['Recording', 'picture as SVG', 'picture as PNG']) {
        await page.getByText('Save run').click();
        await page.getByText(item).click();
      }
      const savedNow = async () => (await said(page)).filter((message) => message.type === 'save');
      await expect.poll(async () => (await savedNow()).length).toBe(3);
      const saved = await savedNow();
      expect(saved.map(({ kind }) => kind)).toEqual(['trace', 'svg', 'png']);
      expect(saved[0]).toMatchObject({ text: null, bookmarks: [30_000] });
      const svg = saved[1]?.text ?? '';
      const drawn = await page.evaluate((text) => {
        const parsed = new DOMParser().parseFromString(text, 'image/svg+xml');
        return { broken: parsed.querySelector('parsererror') !== null, rows: parsed.querySelectorAll('.row').length };
      }, svg);
      expect(drawn).toEqual({ broken: false, rows: await page.locator('.pictures .row').count() });
      expect(svg).not.toMatch(/(?:href|src)="https?:/u);
      const png = Buffer.from(saved[2]?.text ?? '', 'base64');
      expect(png.subarray(1, 4).toString()).toBe('PNG');
      expect(png.readUInt32BE(16)).toBeGreaterThan(2000);
    });
  });

  it('as a page that can be kept again from the page itself', async () => {
    const page = await browser().newPage();
    await page.setContent(standalonePage(await bundled(), killed.header, killed.entries));
    const download = page.waitForEvent('download');
    await page.getByText('Save run').click();
    await page.getByText('Recording').click();
    const path = await (await download).path();
    expect(readTrace(readFileSync(path, 'utf8')).entries).toEqual(killed.entries);
    await page.close();
  });
});

describe('comparing and presenting', () => {
  for (const theme of ['vscode-light', 'vscode-dark', 'vscode-high-contrast'] as const) {
    it(`have nothing axe-core objects to in ${theme}`, async () => {
      await withPage(calm, { live: true, theme }, async (page) => {
        await branch(page, killed, 41_800);
        await go(page, 44_000);
        await page.evaluate(() => document.querySelector('meta[http-equiv]')?.remove());
        expect(await faultsOfAxe(page)).toEqual([]);
      });
    });
  }
});
