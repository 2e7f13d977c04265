// A headless Chromium: on Linux from npm, elsewhere an installed Chrome or Edge.
import { chromium } from 'playwright-core';

/** @returns {Promise<import('playwright-core').Browser>} */
export async function launchBrowser() {
  if (process.env.MILLRACE_BROWSER) return chromium.launch({ executablePath: process.env.MILLRACE_BROWSER });
  if (process.platform === 'linux') {
    // Tells the package to unpack the shared libraries that a minimal Linux lacks.
    process.env.AWS_LAMBDA_JS_RUNTIME ??= 'nodejs22.x';
    const { default: packed } = await import('@sparticuz/chromium');
    return chromium.launch({
      executablePath: await packed.executablePath(),
      args: packed.args.filter((arg) => arg !== '--single-process'),
    });
  }
  for (const channel of ['chrome', 'msedge']) {
    const browser = await chromium.launch({ channel }).catch(() => null);
    if (browser) return browser;
  }
  throw new Error('No Chrome or Edge is installed; set MILLRACE_BROWSER to the path of a Chromium.');
}
