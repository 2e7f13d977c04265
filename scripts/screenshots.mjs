// Pictures of the first lesson and the cluster view in light, dark and Chinese, into test-results/. To be looked at.
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { launchBrowser } from './web/browser.mjs';
import { root, serveWeb } from './web/server.mjs';

const lesson = process.argv[2] ?? '01-wordcount.flink.md';
const looks = [
  { name: 'light', language: 'en', theme: 'Default Light Modern' },
  { name: 'dark', language: 'en', theme: 'Default Dark Modern' },
  { name: 'zh', language: 'zh-cn', theme: 'Default Light Modern' },
];
const results = path.join(root, 'test-results');
await mkdir(results, { recursive: true });
const browser = await launchBrowser();
for (const { name, language, theme } of looks) {
  const server = await serveWeb({
    folder: path.join(root, 'lessons'),
    language,
    settings: { 'workbench.colorTheme': theme },
    readOnly: true,
  });
  const context = await browser.newContext({ viewport: { width: 1600, height: 1000 } });
  const page = await context.newPage();
  const shot = (/** @type {string} */ what) => page.screenshot({ path: path.join(results, `${name}-${what}.png`) });
  await page.goto(server.url);
  await page.getByRole('treeitem', { name: language === 'en' ? 'en' : 'zh', exact: true }).click();
  await page.getByRole('treeitem', { name: lesson }).dblclick();
  await page.getByText('Run All').first().waitFor();
  await page.waitForTimeout(1500);
  await shot('1-open');
  await page.getByText('Run All').first().click();
  await page.waitForTimeout(8000);
  await shot('2-run');
  await page.keyboard.press('Control+Alt+f');
  await page.waitForTimeout(3000);
  await shot('3-cluster');
  for (const frame of page.frames()) {
    const live = frame.getByRole('button', { name: /Jump to live|回到实时/ });
    if ((await live.count().catch(() => 0)) > 0) await live.first().click();
  }
  await page.mouse.move(700, 600);
  for (let i = 0; i < 12; i++) {
    await page.mouse.wheel(0, 1500);
    await page.waitForTimeout(150);
  }
  await page.waitForTimeout(1000);
  await shot('5-live');
  await page.getByRole('tab', { name: 'Millrace' }).first().click();
  await page.waitForTimeout(1000);
  await shot('4-lessons');
  await context.close();
  await server.close();
}
await browser.close();
console.log(`pictures are in ${results}`);
