// Drives VS Code for the Web as a person would: opens a lesson, runs it, types into nc's line, opens the cluster view, reloads the window.
import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { launchBrowser } from './web/browser.mjs';
import { root, serveWeb } from './web/server.mjs';

const folder = await mkdtemp(path.join(os.tmpdir(), 'millrace-drive-'));
await cp(path.join(root, 'test/editor/workspace/fixtures'), folder, { recursive: true });
const results = path.join(root, 'test-results');
await mkdir(results, { recursive: true });
const server = await serveWeb({ folder });
const browser = await launchBrowser();
const page = await browser.newPage({ viewport: { width: 1500, height: 1000 } });
let passed = 0;
let failed = 0;

/** @param {string} name @param {() => Promise<void>} body */
async function step(name, body) {
  const started = Date.now();
  try {
    await body();
    passed++;
    console.log(`ok ${name} (${Date.now() - started} ms)`);
  } catch (error) {
    failed++;
    console.log(
      `not ok ${name}\n  ${error instanceof Error ? error.message.split('\n').slice(0, 6).join('\n  ') : error}`,
    );
    await page.screenshot({ path: path.join(results, `drive-failed-${failed}.png`) }).catch(() => undefined);
  }
}

/** Text in any frame: outputs and webviews live in iframes. @param {string} text @param {number} [ms] */
async function seen(text, ms = 25_000) {
  const end = Date.now() + ms;
  while (Date.now() < end) {
    for (const frame of page.frames()) {
      const count = await frame
        .getByText(text)
        .count()
        .catch(() => 0);
      if (count > 0) return frame;
    }
    await page.waitForTimeout(100);
  }
  throw new Error(`"${text}" was not seen within ${ms} ms`);
}

/** The frame with nc's input line. */
async function inputLine() {
  for (let i = 0; i < 100; i++) {
    for (const frame of page.frames()) {
      const input = frame.getByRole('textbox', { name: 'Type a line and press Enter' });
      if ((await input.count().catch(() => 0)) > 0) return input.first();
    }
    await page.waitForTimeout(100);
  }
  throw new Error('no input line');
}

/** Waits until the cluster view's page has drawn something. */
async function clusterView() {
  for (let i = 0; i < 150; i++) {
    for (const frame of page.frames()) {
      const text = await frame
        .locator('#millrace')
        .textContent({ timeout: 100 })
        .catch(() => null);
      if (text?.includes('Flink 1.13.6')) return;
    }
    await page.waitForTimeout(100);
  }
  throw new Error('the cluster view shows nothing');
}

await step('a lesson opens as a notebook from the Explorer', async () => {
  await page.goto(server.url);
  await page.getByRole('treeitem', { name: 'serve.flink.md' }).dblclick();
  await page.getByText('Restart Cluster').first().waitFor();
});
await step('Run All asks nothing and shows outputs', async () => {
  await page.getByText('Run All').first().click();
  await seen('first output');
  if ((await page.locator('.quick-input-widget:visible').count()) > 0) throw new Error('a question was asked');
});
await step('a line typed under nc reaches the process that is connected to it', async () => {
  const input = await inputLine();
  await input.fill('typed by hand');
  await input.press('Enter');
  await seen('typed by hand');
});
await step('the cluster view opens and follows the world', async () => {
  await page.getByText('Open Cluster View').first().click();
  await clusterView();
  await page.screenshot({ path: path.join(results, 'drive-cluster.png') });
});
await step('after a reload of the window the world and its outputs are back', async () => {
  // VS Code for the Web writes its own state, the open editors, every few seconds.
  await page.waitForTimeout(7000);
  await page.reload();
  await seen('first output');
  const input = await inputLine();
  await input.fill('after the reload');
  await input.press('Enter');
  await seen('after the reload');
  await clusterView();
  await page.screenshot({ path: path.join(results, 'drive-reloaded.png') });
});

await browser.close();
await server.close();
await rm(folder, { recursive: true, force: true });
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);
