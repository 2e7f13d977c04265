// Drives VS Code for the Web as a person would: steps that are counted, and looks into the frames of outputs and webviews.
import { cp, mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { launchBrowser } from './browser.mjs';
import { runScenes } from './second-try.mjs';
import { root, serveWeb } from './server.mjs';

/** @typedef {import('playwright-core').Frame} Frame */
/** @typedef {ReturnType<typeof driverOf>} Driver */
/** @typedef {(options: { folder: string, settings: Record<string, unknown> }) => Promise<{ url: string, close(): Promise<void> }>} Serve */

/** What is waited for comes, on a busy machine too, or never. */
const LIMIT_MS = 60_000;
/** A key press was lost when it did nothing for so long. */
const LOST_MS = 5_000;
const results = path.join(root, 'test-results');

/** A step failed: those after it build on it and are not run. */
class Failed extends Error {}

/**
 * Runs a scenario, in a window and with the lessons of the tests in a folder of its own; where a step fails, all of it once more.
 * @param {(driver: Driver) => Promise<void>} scenario
 * @param {{ settings?: Record<string, unknown>, serve?: Serve }} [options]
 */
export async function drive(scenario, { settings = {}, serve = serveWeb } = {}) {
  await mkdir(results, { recursive: true });
  await runScenes(async () => {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'millrace-drive-'));
    await cp(path.join(root, 'test/editor/workspace/fixtures'), folder, { recursive: true });
    const server = await serve({ folder, settings });
    const browser = await launchBrowser();
    /** @type {import('./second-try.mjs').Outcomes} */
    const outcomes = new Map();
    try {
      const page = await browser.newPage({ viewport: { width: 1500, height: 1000 } });
      page.setDefaultTimeout(LIMIT_MS);
      await scenario(driverOf(page, server.url, folder, outcomes));
    } catch (error) {
      if (!(error instanceof Failed)) throw error;
    } finally {
      await browser.close();
      await server.close();
      await rm(folder, { recursive: true, force: true, maxRetries: 3 });
    }
    return outcomes;
  });
}

/**
 * @param {import('playwright-core').Page} page @param {string} url @param {string} folder the opened one
 * @param {import('./second-try.mjs').Outcomes} outcomes gets those of the steps
 */
function driverOf(page, url, folder, outcomes) {
  const box = page.locator('.quick-input-widget input[type=text]');

  /** @param {string} name */
  const picture = (name) => page.screenshot({ path: path.join(results, `drive-${name}.png`) });

  /** @param {string} name @param {() => Promise<void>} body */
  async function step(name, body) {
    const started = Date.now();
    try {
      await body();
      outcomes.set(name, true);
      console.log(`ok ${name} (${Date.now() - started} ms)`);
    } catch (error) {
      outcomes.set(name, false);
      const told = error instanceof Error ? error.message.split('\n').slice(0, 6).join('\n  ') : error;
      console.log(`not ok ${name}\n  ${told}`);
      await picture('failed').catch(() => undefined);
      throw new Failed(name);
    }
  }

  /**
   * Asks again and again until the answer is neither false nor null nor undefined.
   * @template T @param {string} what for the message when it never is @param {() => Promise<T>} ask @returns {Promise<NonNullable<T>>}
   */
  async function until(what, ask, ms = LIMIT_MS) {
    const end = Date.now() + ms;
    for (;;) {
      const answer = await ask();
      if (answer) return answer;
      if (Date.now() > end) throw new Error(`${what}: not within ${ms / 1000} s`);
      await page.waitForTimeout(100);
    }
  }

  /** The frame for which `is` holds now. @param {(frame: Frame) => Promise<boolean>} is */
  async function frameNow(is) {
    for (const frame of page.frames()) if (await is(frame).catch(() => false)) return frame;
    return null;
  }

  /** The first frame for which `is` holds. @param {string} what @param {(frame: Frame) => Promise<boolean>} is @param {number} [ms] */
  const frameWith = (what, is, ms) => until(what, () => frameNow(is), ms);

  /** @param {string | RegExp} text */
  const holds = (text) => async (/** @type {Frame} */ frame) => (await frame.getByText(text).count()) > 0;

  /** Text in any frame. @param {string} text @param {number} [ms] */
  const seen = (text, ms) => frameWith(`"${text}" is seen`, holds(text), ms);

  /**
   * Presses a key until it has done its work: while a frame takes the focus, nobody hears it.
   * @template T @param {string} key @param {(ms: number) => Promise<T>} work rejects when what the key is for has not come in `ms`
   */
  async function press(key, work) {
    for (const end = Date.now() + LIMIT_MS; ; ) {
      await page.keyboard.press(key);
      try {
        return await work(LOST_MS);
      } catch (error) {
        if (Date.now() > end) throw error;
      }
    }
  }

  return {
    folder,
    page,
    url,
    picture,
    step,
    until,
    frameWith,
    seen,
    press,

    /** Scrolls a notebook down and up until a text is in view: VS Code draws nothing that is far away. @param {string | RegExp} text */
    async scrolledTo(text) {
      await page.mouse.move(700, 400);
      let steps = 0;
      const look = async () => {
        const frame = await frameNow(holds(text));
        if (frame) return frame;
        await page.mouse.wheel(0, steps++ % 32 < 16 ? 150 : -150);
        await page.waitForTimeout(300);
        return null;
      };
      await until(`"${text}" is seen after scrolling`, look, 2 * LIMIT_MS);
    },

    /** The frame of the cluster view, once it has drawn something. */
    clusterView() {
      const drawn = (/** @type {Frame} */ frame) => frame.locator('#millrace', { hasText: /Flink \d/ }).count();
      return frameWith('the cluster view', async (frame) => (await drawn(frame)) > 0);
    },

    /** A command by its name in the palette. @param {string} name */
    async run(name) {
      await press('F1', async (timeout) => {
        await box.fill(`>${name}`, { timeout });
        const row = page.locator('.quick-input-widget .monaco-list-row', { hasText: name }).first();
        await row.waitFor({ timeout }).catch(async (error) => {
          // The palette knows the commands of the moment at which it was opened.
          await page.keyboard.press('Escape');
          throw error;
        });
      });
      await page.keyboard.press('Enter');
    },

    /** Takes the name that VS Code's own file dialog proposes; the text of the file then written. @param {string} end of its name */
    async save(end) {
      await until(`a name *${end} is proposed`, async () => (await box.inputValue()).endsWith(end));
      await page.keyboard.press('Enter');
      let length = 0;
      return until(`*${end} is written`, async () => {
        const name = (await readdir(folder)).find((one) => one.endsWith(end));
        const text = name === undefined ? Buffer.alloc(0) : await readFile(path.join(folder, name));
        const whole = text.length > 0 && text.length === length;
        length = text.length;
        return whole ? text : null;
      });
    },

    /** Waits until VS Code for the Web has written its state for a reload, as it does every few seconds, with these texts in it. @param {string[]} texts */
    async kept(...texts) {
      const before = await page.evaluate(storedState);
      await until(`${texts.join(', ')} is kept`, async () => {
        const state = await page.evaluate(storedState);
        return state !== before && texts.every((text) => state.includes(text));
      });
    },
  };
}

/** All that VS Code has stored for the opened folder. Runs in the page. */
async function storedState() {
  /** @type {<T>(request: IDBRequest<T>) => Promise<T>} */
  const answer = (request) =>
    new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  const texts = [];
  for (const { name } of await indexedDB.databases()) {
    if (!name || !/^vscode-web-state-db-(?!global)/.test(name)) continue;
    const database = await answer(indexedDB.open(name));
    const stores = [...database.objectStoreNames].map((store) => database.transaction(store).objectStore(store));
    texts.push(...(await Promise.all(stores.map((store) => answer(store.getAll())))).flat());
    database.close();
  }
  return texts.join('\n');
}
