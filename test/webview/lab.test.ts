/** The Job Lab's page in a real browser, its questions answered by the world's own compiler. */
import path from 'node:path';
import axe from 'axe-core';
import { build } from 'esbuild';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { EXAMPLE_PROGRAM as PROGRAM } from '../../src/editor/lab-example.ts';
import type { CellRequest, WorldQuery } from '../../src/world/protocol.ts';
import { answer } from '../../src/world/queries.ts';
import type { World } from '../../src/world/world.ts';
import type { HostMessage, LabMessage } from '../../webview/lab/protocol.ts';
import { NOTHING_OUTSIDE, specOf, worldOf } from '../support/worlds.ts';
import { SHOTS, type Theme, useBrowser } from './browser.ts';

const browser = useBrowser();
let world: World;
let bundle: { readonly script: string; readonly style: string };

beforeAll(async () => {
  const made = await build({
    entryPoints: ['webview/lab/main.ts'],
    outdir: 'dist/webview',
    bundle: true,
    minify: true,
    write: false,
    format: 'iife',
    target: 'es2022',
    loader: { '.ttf': 'dataurl', '.svg': 'text' },
    logLevel: 'silent',
  });
  const text = (end: string) => made.outputFiles.find((file) => file.path.endsWith(end))?.text ?? '';
  bundle = { script: text('.js'), style: text('.css') };
  world = await worldOf({
    spec: specOf(),
  });
});

interface Lab {
  readonly page: Page;
  readonly heard: LabMessage[];
  readonly trouble: string[];
}

async function open(
  options: { theme?: Theme; language?: string; width?: number; height?: number; text?: string; scala?: boolean } = {},
): Promise<Lab> {
  const { theme = 'vscode-dark', language = 'en', width = 1280, height = 860, text = PROGRAM, scala = false } = options;
  const page = await browser().newPage({ viewport: { width, height } });
  const heard: LabMessage[] = [];
  const trouble: string[] = [];
  page.on('pageerror', (error) => trouble.push(error.message));
  page.on('console', (line) => line.type() === 'error' && trouble.push(line.text()));
  const post = (message: HostMessage) => page.evaluate((one) => window.postMessage(one, '*'), message);
  await page.exposeFunction('asked', async (message: LabMessage) => {
    heard.push(message);
    if (message.type === 'plan' || message.type === 'complete' || message.type === 'hover') {
      const cells: CellRequest[] = [{ cell: -1, language: message.programLanguage, options: {}, source: message.text }];
      const query: WorldQuery =
        message.type === 'plan'
          ? { kind: 'plan', cells, cell: -1, parallelism: message.parallelism }
          : { kind: message.type, cells, cell: -1, line: message.line, column: message.column };
      const value = await answer(world, NOTHING_OUTSIDE.compiler, query);
      if (message.type === 'plan') await post({ type: 'plan', version: message.version, plan: value as never });
      else await post({ type: 'answer', id: message.id, value: value as never });
    }
  });
  const csp = "default-src 'none'; script-src 'nonce-x'; style-src 'unsafe-inline'; img-src data:; font-src data:";
  await page.setContent(
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Lab</title><meta http-equiv="Content-Security-Policy" content="${csp}"><style>${bundle.style}</style></head><body class="${theme}"><div id="millrace"></div><script nonce="x">window.addEventListener('millrace', (e) => window.asked(e.detail));${bundle.script.replaceAll('</script', '<\\/script')}</script></body></html>`,
  );
  await post({
    ...{ type: 'init', language, fromCell: false, canInsert: true },
    program: { text, programLanguage: scala ? 'scala' : 'java', parallelism: 1 },
  });
  await page.locator('.pvertex, .state pre, .state b').first().waitFor();
  return { page, heard, trouble };
}

const slots = (page: Page) => page.locator('.pill.strong').textContent();
const textOf = (page: Page): Promise<string> => page.evaluate(() => window.jobLab.inspectState().text);

describe('the Job Lab', () => {
  it('shows vertices, cuts and slots, and a control edits the program and with it the plan', async () => {
    const { page, trouble } = await open();
    expect(await slots(page)).toBe('2 slots needed');
    expect(await page.locator('.cutwhy').allTextContents()).toEqual([
      'not chained: parallelism 1 → 2',
      'not chained: hash (keyBy)',
    ]);
    await page.getByLabel('Parallelism of Keyed Aggregation', { exact: true }).fill('4');
    await page.keyboard.press('Enter');
    await page.getByText('4 slots needed').waitFor();
    expect(await textOf(page)).toContain('.sum(1).setParallelism(4)\n');
    expect(await page.locator('.cutwhy').allTextContents()).toContain('not chained: parallelism 4 → 2');
    expect(await page.locator('.did').textContent()).toMatch(/Slots needed2→ 4.*Vertices3→ 4.*Subtasks5→ 9/u);
    await page.screenshot({ path: path.join(SHOTS, 'lab-dark.png') });
    await page.getByRole('button', { name: 'Undo change' }).click();
    await page.getByText('2 slots needed').waitFor();
    expect(await textOf(page)).toBe(PROGRAM);
    expect(trouble).toEqual([]);
    await page.close();
  });

  it('changes as one types, marks what does not compile and keeps the last plan', async () => {
    const { page } = await open();
    await page.locator('.monaco-editor textarea, .monaco-editor .native-edit-context').first().focus();
    await page.keyboard.press('Control+Home');
    await page.keyboard.press('Control+f');
    await page.keyboard.type('setParallelism(2)');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Escape');
    await page.keyboard.type('setParallelism(3)');
    await page.getByText('3 slots needed').waitFor();
    await page.keyboard.type('x');
    await page.getByText('does not compile yet').waitFor();
    expect(await page.locator('.squiggly-error').count()).toBeGreaterThan(0);
    expect(await page.locator('.pvertex').count()).toBe(3);
    await page.close();
  });

  it('puts in a partitioner, a group and chaining, with the keyboard alone', async () => {
    const { page } = await open();
    const pick = async (label: string, value: string) => {
      await page.getByLabel(label, { exact: true }).focus();
      await page.getByLabel(label, { exact: true }).selectOption(value);
    };
    await pick('Chaining of Sink: Print to Std. Out', 'disableChaining');
    await page.getByText('disableChaining on Sink').waitFor();
    await pick('Partitioner in front of Flat Map', 'rescale');
    await page.locator('.partitioner').first().waitFor();
    await expect.poll(() => textOf(page)).toContain('.rescale()\n        .flatMap(');
    await page.locator('.edge.changed', { hasText: 'RESCALE' }).waitFor();
    expect(await page.locator('.edge.changed').count()).toBe(1);
    await page.getByLabel('Slot sharing group of Flat Map', { exact: true }).fill('heavy');
    await page.keyboard.press('Enter');
    await expect.poll(() => slots(page)).toBe('3 slots needed');
    const focused = await page.evaluate(() => (document.activeElement as HTMLElement).dataset.key);
    expect(focused).toMatch(/^group /u);
    await page.close();
  });

  it('completes members and tells types from the library table', async () => {
    const { page } = await open({ text: PROGRAM.replace('env.setParallelism(2);', 'env.setPar') });
    await page.locator('.monaco-editor textarea, .monaco-editor .native-edit-context').first().focus();
    await page.keyboard.press('Control+Home');
    for (let i = 0; i < 8; i++) await page.keyboard.press('ArrowDown');
    await page.keyboard.press('End');
    await page.keyboard.press('Control+Space');
    await expect.poll(() => page.locator('.suggest-widget').textContent()).toContain('setParallelism(int n)');
    await page.close();
  });

  it('hands the program over to the lesson', async () => {
    const { page, heard } = await open();
    await page.getByRole('button', { name: 'Insert into lesson' }).click();
    await expect.poll(() => heard.find(({ type }) => type === 'insert')).toMatchObject({ as: 'new', text: PROGRAM });
    await page.close();
  });

  it.each<[string, Parameters<typeof open>[0]]>([
    ['light', { theme: 'vscode-light' }],
    ['zh', { theme: 'vscode-light', language: 'zh-cn' }],
    ['high-contrast', { theme: 'vscode-high-contrast' }],
    ['narrow', { theme: 'vscode-dark', width: 620, height: 1500 }],
  ])('has no accessibility fault: %s', async (name, options) => {
    const { page } = await open(options);
    await page.getByLabel(/^(?:Parallelism of Keyed Aggregation|Keyed Aggregation.* 的并行度)/u).fill('4');
    await page.keyboard.press('Enter');
    await page.locator('.edge.changed').first().waitFor();
    await page.screenshot({ path: path.join(SHOTS, `lab-${name}.png`) });
    const cut = await page
      .locator('.acts vscode-button:visible')
      .evaluateAll((buttons) => buttons.filter((button) => button.scrollWidth > button.clientWidth + 1).length);
    expect(cut).toBe(0);
    await page.evaluate(axe.source.replaceAll('</script', ''));
    const found = await page.evaluate(async () => {
      const { violations } = await window.axe.run({ exclude: ['.monaco-editor'] }, { runOnly: ['wcag2a', 'wcag2aa'] });
      return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`);
    });
    expect(found).toEqual([]);
    await page.close();
  });
});
