// Drives VS Code for the Web as a person would: steps that are counted, and looks into the frames of outputs and webviews.
import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { launchBrowser } from './browser.mjs';
import { root, serveWeb } from './server.mjs';

/**
 * A browser with the lessons of the tests in a folder of its own.
 * @param {Record<string, unknown>} [settings]
 * @param {(options: { folder: string, settings: Record<string, unknown> }) => Promise<{ url: string, close(): unknown }>} [serve]
 */
export async function startDriving(settings = {}, serve = serveWeb) {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'millrace-drive-'));
  await cp(path.join(root, 'test/editor/workspace/fixtures'), folder, { recursive: true });
  const results = path.join(root, 'test-results');
  await mkdir(results, { recursive: true });
  const server = await serve({ folder, settings });
  const browser = await launchBrowser();
  const page = await browser.newPage({ viewport: { width: 1500, height: 1000 } });
  let passed = 0;
  let failed = 0;

  /** @param {string} name */
  const picture = (name) => page.screenshot({ path: path.join(results, `drive-${name}.png`) });

  return {
    folder,
    page,
    url: server.url,
    picture,

    /** @param {string} name @param {() => Promise<void>} body */
    async step(name, body) {
      const started = Date.now();
      try {
        await body();
        passed++;
        console.log(`ok ${name} (${Date.now() - started} ms)`);
      } catch (error) {
        failed++;
        const told = error instanceof Error ? error.message.split('\n').slice(0, 6).join('\n  ') : error;
        console.log(`not ok ${name}\n  ${told}`);
        await picture(`failed-${failed}`).catch(() => undefined);
      }
    },

    /**
     * The first frame for which `is` holds, asked again and again.
     * @param {string} what for the message when there is none
     * @param {(frame: import('playwright-core').Frame) => Promise<boolean>} is
     */
    async frameWith(what, is, ms = 25_000) {
      const end = Date.now() + ms;
      while (Date.now() < end) {
        for (const frame of page.frames()) if (await is(frame).catch(() => false)) return frame;
        await page.waitForTimeout(100);
      }
      throw new Error(`${what} was not seen within ${ms} ms`);
    },

    /** Text in any frame. @param {string} text */
    seen(text, ms = 25_000) {
      return this.frameWith(`"${text}"`, async (frame) => (await frame.getByText(text).count()) > 0, ms);
    },

    /** The frame of the cluster view, once it has drawn something. */
    clusterView() {
      return this.frameWith('the cluster view', async (frame) => {
        const text = await frame.locator('#millrace').textContent({ timeout: 100 });
        return /Flink \d/.test(text ?? '');
      });
    },

    /** A command by its name in the palette. @param {string} name */
    async run(name) {
      const box = page.locator('.quick-input-widget input[type=text]');
      // A key pressed while a frame takes the focus is lost; one pressed twice closes the palette again.
      for (let tries = 0; tries < 3; tries++) {
        await page.keyboard.press('F1');
        const open = box.waitFor({ timeout: 3000 }).then(
          () => true,
          () => false,
        );
        if (await open) break;
      }
      await box.fill(`>${name}`);
      await page.locator('.quick-input-widget .monaco-list-row').first().waitFor();
      await page.keyboard.press('Enter');
    },

    /** Says what came out and ends the process. */
    async end() {
      await browser.close();
      await server.close();
      await rm(folder, { recursive: true, force: true });
      console.log(`${passed} passed, ${failed} failed`);
      process.exit(failed === 0 && passed > 0 ? 0 : 1);
    },
  };
}
