// What VS Code's page says during a test run: log lines and the exit code.
import { mkdir } from 'node:fs/promises';
import path from 'node:path';

/**
 * Opens the page and waits for the test run to end.
 * @param {import('playwright-core').Page} page
 * @param {string} url
 * @param {{verbose?: boolean, picture: string, limitMs?: number}} options
 * @returns {Promise<{passed: number, failed: number}>}
 */
export async function watchPage(page, url, { verbose = false, picture, limitMs = 400_000 }) {
  let passed = 0;
  let failed = 0;
  const done = new Promise((resolve) => {
    page.exposeFunction('codeAutomationExit', resolve);
    setTimeout(() => resolve('timeout'), limitMs).unref();
  });
  await page.exposeFunction('codeAutomationLog', (/** @type {string} */ _type, /** @type {unknown[]} */ args) => {
    const text = args.map(String).join(' ').trim();
    if (text.startsWith('ok ')) passed++;
    if (text.startsWith('not ok ')) failed++;
    if (verbose || /^(?:ok|not ok|#)/.test(text)) console.log(text);
  });
  if (verbose) page.on('console', (message) => console.log('console:', message.text().slice(0, 500)));
  await page.goto(url);
  const code = await done;
  if (code !== 0 && failed === 0) {
    failed++;
    console.log(`not ok the suite ended with ${code}`);
  }
  if (failed > 0) {
    await mkdir(path.dirname(picture), { recursive: true });
    await page.screenshot({ path: picture, timeout: 10_000 }).catch(() => undefined);
  }
  return { passed, failed };
}
