/** A real Chromium with the real page in it, for tests of what is drawn. */
import { mkdirSync } from 'node:fs';
import { type BuildOptions, build } from 'esbuild';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { launchBrowser } from '../../scripts/web/browser.mjs';
import { pageOptions } from '../../scripts/web/bundle.mjs';
import type { Recording } from './traces.ts';

export type Theme = 'vscode-light' | 'vscode-dark' | 'vscode-high-contrast' | 'vscode-high-contrast-light';
export const SHOTS = 'test-results/webview';

let bundle: Promise<string> | null = null;

/** A script for a page. */
export async function scriptOf(source: BuildOptions): Promise<string> {
  const made = await build({
    ...pageOptions,
    write: false,
    logLevel: 'silent',
    ...source,
  });
  return made.outputFiles![0]!.text;
}

/** The page's script as the extension ships it, minified. */
export function bundled(entry = 'webview/cluster/main.ts'): Promise<string> {
  const made = () => scriptOf({ entryPoints: [entry], minify: process.env.NOMIN === undefined });
  if (entry !== 'webview/cluster/main.ts') return made();
  bundle ??= made();
  return bundle;
}

/** The browser of the tests of a file, there from their start to their end. */
export function useBrowser(): () => Browser {
  let browser: Browser | null = null;
  beforeAll(async () => {
    mkdirSync(SHOTS, { recursive: true });
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser?.close();
  });
  return () => browser!;
}

export interface Opened {
  readonly width?: number;
  readonly height?: number;
  readonly theme?: Theme;
  readonly language?: string;
  readonly reducedMotion?: boolean;
  readonly live?: boolean;
}

/** A page that shows a recording, paused at 0. */
export async function open(browser: Browser, recording: Recording, options: Opened = {}): Promise<Page> {
  const {
    width = 1280,
    height = 860,
    theme = 'vscode-light',
    language = 'en',
    reducedMotion = false,
    live = false,
  } = options;
  const page = await browser.newPage({
    viewport: { width, height },
    reducedMotion: reducedMotion ? 'reduce' : 'no-preference',
  });
  page.on('pageerror', (error) => console.error('page:', error.message));
  const script = await bundled();
  const csp = "default-src 'none'; script-src 'nonce-x'; style-src 'unsafe-inline'; img-src data:";
  await page.setContent(
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Millrace</title><meta http-equiv="Content-Security-Policy" content="${csp}"></head><body class="${theme}"><div id="millrace"></div><script nonce="x">${script.replaceAll('</script', '<\\/script')}</script></body></html>`,
  );
  await page.evaluate(
    ({ written, language, live }) => {
      const { header, entries } = JSON.parse(written);
      const view = window.millrace;
      view.receive({ type: 'init', header, language, canBreak: live, live });
      view.receive({ type: 'trace', from: 0, entries });
    },
    { written: JSON.stringify(recording), language, live },
  );
  await settle(page);
  return page;
}

export async function go(page: Page, t: number): Promise<void> {
  await page.evaluate((at) => window.postMessage({ type: 'reveal', at }, '*'), t);
  await settle(page);
}

/** Two frames later everything asked for is drawn. */
export async function settle(page: Page): Promise<void> {
  await page.evaluate(
    () =>
      new Promise<void>((done) =>
        setTimeout(() => requestAnimationFrame(() => requestAnimationFrame(() => done())), 20),
      ),
  );
}
