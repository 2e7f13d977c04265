// A headless Chromium: on Linux from npm, elsewhere an installed Chrome or Edge.
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { chromium } from 'playwright-core';

// The package's arguments are for a function in a cloud: they switch off what a page's isolation and security rest on.
const unwanted = /single-process|web-security|site-isolation|IsolateOrigins|SharedArrayBuffer|insecure-content/;
// Drawing by OpenGL that a processor works out: on a busy machine a picture of a page with one animation takes minutes, without it a tenth of a second.
const graphics = /use-gl|use-angle|swiftshader|gpu-blocklist|in-process-gpu/;
/** A busy machine takes its time. */
const LAUNCH_MS = 120_000;

/** @returns {Promise<import('playwright-core').Browser>} */
export async function launchBrowser() {
  const timeout = LAUNCH_MS;
  if (process.env.MILLRACE_BROWSER) return chromium.launch({ executablePath: process.env.MILLRACE_BROWSER, timeout });
  if (process.platform === 'linux') {
    const { default: packed } = await import('@sparticuz/chromium');
    const folder = await unpacked();
    return chromium.launch({
      executablePath: path.join(folder, 'chromium'),
      args: [...packed.args.filter((arg) => !unwanted.test(arg) && !graphics.test(arg)), '--disable-gpu'],
      env: environment(folder),
      timeout,
    });
  }
  for (const channel of ['chrome', 'msedge']) {
    const browser = await chromium.launch({ channel, timeout }).catch(() => null);
    if (browser) return browser;
  }
  throw new Error('No Chrome or Edge is installed; set MILLRACE_BROWSER to the path of a Chromium.');
}

/**
 * The folder of the packed browser, unpacked once for all processes. The package itself takes a half-written file of another process, or of
 * one that was ended, for the browser: it unpacks elsewhere, and what is whole gets its name.
 */
async function unpacked() {
  const manifest = fileURLToPath(new URL('../package.json', import.meta.resolve('@sparticuz/chromium')));
  const { version } = JSON.parse(await readFile(manifest, 'utf8'));
  const folder = path.join(os.tmpdir(), `millrace-chromium-${version}-${os.userInfo().username}`);
  if (existsSync(folder)) return folder;
  const fresh = await mkdtemp(`${folder}-`);
  const unpack = "import('@sparticuz/chromium').then(({ default: packed }) => packed.executablePath())";
  await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', unpack], {
    cwd: path.dirname(fileURLToPath(import.meta.url)),
    // Also the shared libraries that a minimal Linux lacks.
    env: { ...process.env, TMPDIR: fresh, AWS_LAMBDA_JS_RUNTIME: 'nodejs22.x' },
  });
  const fonts = path.join(fresh, 'fonts/fonts.conf');
  await writeFile(fonts, (await readFile(fonts, 'utf8')).replaceAll('/tmp/fonts', path.join(folder, 'fonts')));
  await rename(fresh, folder).catch(async (error) => {
    await rm(fresh, { recursive: true, force: true });
    if (!existsSync(folder)) throw error;
  });
  return folder;
}

/** The packed browser has no glyphs for Chinese: it may use this machine's. @param {string} folder @returns {Record<string, string>} */
function environment(folder) {
  const own = Object.fromEntries(Object.entries(process.env).filter(([, value]) => value !== undefined));
  const libraries = [path.join(folder, 'al2023/lib'), process.env.LD_LIBRARY_PATH].filter(Boolean).join(':');
  const fonts = existsSync('/etc/fonts/fonts.conf') ? '/etc/fonts' : path.join(folder, 'fonts');
  return { .../** @type {Record<string, string>} */ (own), LD_LIBRARY_PATH: libraries, FONTCONFIG_PATH: fonts };
}
