// A headless Chromium: on Linux from npm, elsewhere an installed Chrome or Edge.
import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';

// The package's arguments are for a function in a cloud: they switch off what a page's isolation and security rest on.
const unwanted = /single-process|web-security|site-isolation|IsolateOrigins|SharedArrayBuffer|insecure-content/;

/** @returns {Promise<import('playwright-core').Browser>} */
export async function launchBrowser() {
  if (process.env.MILLRACE_BROWSER) return chromium.launch({ executablePath: process.env.MILLRACE_BROWSER });
  if (process.platform === 'linux') {
    // Tells the package to unpack the shared libraries that a minimal Linux lacks.
    process.env.AWS_LAMBDA_JS_RUNTIME ??= 'nodejs22.x';
    const { default: packed } = await import('@sparticuz/chromium');
    return chromium.launch({
      executablePath: await packed.executablePath(),
      args: packed.args.filter((arg) => !unwanted.test(arg)),
      env: fonts(),
    });
  }
  for (const channel of ['chrome', 'msedge']) {
    const browser = await chromium.launch({ channel }).catch(() => null);
    if (browser) return browser;
  }
  throw new Error('No Chrome or Edge is installed; set MILLRACE_BROWSER to the path of a Chromium.');
}

/** The packed browser has no glyphs for Chinese: it may use this machine's. @returns {Record<string, string>} */
function fonts() {
  const env = Object.fromEntries(Object.entries(process.env).filter(([, value]) => value !== undefined));
  return existsSync('/etc/fonts/fonts.conf') ? { ...env, FONTCONFIG_PATH: '/etc/fonts' } : env;
}
