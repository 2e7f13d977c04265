// The suite that runs inside VS Code, test/editor: its bundle, and what VS Code's page says of it.
import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import * as esbuild from 'esbuild';
import { launchBrowser } from './browser.mjs';
import { root } from './server.mjs';

/** A suite that says nothing for so long hangs. */
const SILENCE_MS = 240_000;

/**
 * @param {'index' | 'index.node'} entry
 * @param {readonly string[]} only tests with one of these in their name; all when empty
 * @param {Record<string, string>} [define]
 * @returns {Promise<string>} the bundle, from the root of the repository
 */
export async function bundleSuite(entry, only, define = {}) {
  const outfile = `dist/test/editor${entry === 'index' ? '' : '.node'}.js`;
  await esbuild.build({
    absWorkingDir: root,
    entryPoints: [`test/editor/${entry}.ts`],
    outfile,
    bundle: true,
    format: 'cjs',
    platform: entry === 'index' ? 'browser' : 'node',
    external: ['vscode'],
    define: { TEST_ONLY: JSON.stringify(only), ...define },
  });
  return outfile;
}

/**
 * The lessons and fixtures in a folder that is the suite's to change.
 * @template T @param {(folder: string) => Promise<T>} use
 */
export async function inWorkspace(use) {
  const temporary = await mkdtemp(path.join(os.tmpdir(), 'millrace-test-'));
  try {
    const folder = path.join(temporary, 'workspace');
    for (const source of ['lessons', 'test/editor/workspace'])
      await cp(path.join(root, source), folder, { recursive: true });
    return await use(folder);
  } finally {
    await rm(temporary, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** Lines "ok NAME" and "not ok NAME". @param {string} text @returns {import('./second-try.mjs').Outcomes} */
export function outcomesIn(text) {
  const lines = text.matchAll(/^(ok|not ok) (.*?)(?: \(\d+ ms\))?$/gm);
  return new Map(Array.from(lines, ([, verdict, name]) => [name ?? '', verdict === 'ok']));
}

/**
 * Opens what is served in a browser and waits for the suite to end.
 * @param {{ url: string, close(): Promise<void> }} server closed at the end
 * @param {{ verbose: boolean, picture: string }} options
 * @returns {Promise<import('./second-try.mjs').Outcomes>}
 */
export async function watchSuite(server, options) {
  const browser = await launchBrowser();
  try {
    return await watchPage(await browser.newPage({ viewport: { width: 1400, height: 900 } }), server.url, options);
  } finally {
    await browser.close();
    await server.close();
  }
}

/** @param {import('playwright-core').Page} page @param {string} url @param {{ verbose: boolean, picture: string }} options */
async function watchPage(page, url, { verbose, picture }) {
  /** @type {import('./second-try.mjs').Outcomes} */
  const outcomes = new Map();
  /** @type {(code: unknown) => void} */
  let ended = () => undefined;
  const done = new Promise((resolve) => {
    ended = resolve;
  });
  const silent = setTimeout(() => ended(`nothing heard of it for ${SILENCE_MS / 1000} s`), SILENCE_MS);
  page.on('crash', () => ended('its page crashed'));
  await page.exposeFunction('codeAutomationExit', ended);
  await page.exposeFunction('codeAutomationLog', (/** @type {string} */ _type, /** @type {unknown[]} */ args) => {
    silent.refresh();
    const text = args.map(String).join(' ').trim();
    for (const [name, ok] of outcomesIn(text)) outcomes.set(name, ok);
    if (verbose || /^(?:ok|not ok|#)/.test(text)) console.log(text);
  });
  if (verbose) page.on('console', (message) => console.log('console:', message.text().slice(0, 500)));
  await page.goto(url, { timeout: 120_000 });
  const code = await done;
  clearTimeout(silent);
  const failed = [...outcomes.values()].includes(false);
  if (failed || code !== 0) {
    await mkdir(path.dirname(picture), { recursive: true });
    await page.screenshot({ path: picture, timeout: 10_000 }).catch(() => undefined);
  }
  if (!failed && code !== 0) throw new Error(`the suite ended: ${code}`);
  return outcomes;
}
