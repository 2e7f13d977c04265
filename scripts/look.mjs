// Pictures of the cluster view to be looked at, into test-results/look/: `npm run look [-- yarn k8s] [--pictures flow,slots] [--looks dark,zh]`.
// The runs are lessons as `millrace run` plays them; they are kept there as recordings until `--fresh` is given.
// The pictures of one run in one look are also put together into a contact sheet, sheet-<run>-<look>.png.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import * as esbuild from 'esbuild';
import { launchBrowser } from './web/browser.mjs';
import { pageOptions } from './web/bundle.mjs';
import { root } from './web/server.mjs';

/** @typedef {import('../src/trace/facts.ts').TraceEntry} Entry */
/** @typedef {import('../webview/cluster/protocol.ts').Target} Target */

/** @param {readonly Entry[]} entries @param {(entry: Entry) => boolean} is */
const momentOf = (entries, is) => {
  const found = entries.find(is);
  if (found === undefined) throw new Error('the run has no such moment');
  return found.at;
};
/** Half way of the first records to a subtask of another machine after `from`. @param {readonly Entry[]} entries */
const recordOnItsWay = (entries, from = 0) => {
  const found = entries.find((entry) => entry.kind === 'data.buffer' && entry.at >= from && entry.remote);
  if (found?.kind !== 'data.buffer') throw new Error('no record travels in this run');
  return (found.at + found.arrives) / 2;
};

/** Which lesson, up to when (virtual ms), and which moment of it. */
const SCENARIOS = {
  wordcount: {
    lesson: '01-wordcount',
    moment: (/** @type {readonly Entry[]} */ entries) =>
      recordOnItsWay(
        entries,
        momentOf(entries, (entry) => entry.kind === 'input'),
      ),
  },
  killed: {
    lesson: '17-failover',
    moment: (/** @type {readonly Entry[]} */ entries) => momentOf(entries, ({ kind }) => kind === 'failover') + 500,
  },
  failover: {
    lesson: '17-failover',
    moment: (/** @type {readonly Entry[]} */ entries) =>
      momentOf(entries, ({ kind }) => kind === 'taskmanager.lost') + 400,
  },
  ha: {
    lesson: '12-high-availability',
    moment: (/** @type {readonly Entry[]} */ entries) =>
      momentOf(entries, ({ kind }) => kind === 'checkpoint.restored') + 60,
  },
  yarn: {
    lesson: '13-yarn',
    moment: (/** @type {readonly Entry[]} */ entries) => recordOnItsWay(entries),
  },
  submission: {
    lesson: '13-yarn',
    moment: (/** @type {readonly Entry[]} */ entries) =>
      momentOf(entries, (entry) => entry.kind === 'message' && entry.name === 'submitTask') + 0.02,
  },
  k8s: {
    lesson: '14-kubernetes',
    moment: (/** @type {readonly Entry[]} */ entries) =>
      momentOf(entries, ({ kind }) => kind === 'checkpoint.completed') + 800,
  },
  backpressure: { lesson: '19-backpressure', until: 70_000, moment: () => 60_000 },
};
const PICTURES = ['flow', 'graphs', 'slots', 'timeline', 'table', 'inspector'];
const LOOKS = {
  light: { theme: 'vscode-light', locale: 'en', width: 1280, height: 860 },
  dark: { theme: 'vscode-dark', locale: 'en', width: 1280, height: 860 },
  contrast: { theme: 'vscode-high-contrast', locale: 'en', width: 1280, height: 860 },
  zh: { theme: 'vscode-light', locale: 'zh-CN', width: 1280, height: 860 },
  half: { theme: 'vscode-light', locale: 'en', width: 880, height: 900 },
  narrow: { theme: 'vscode-dark', locale: 'en', width: 640, height: 900 },
  /** What 200 % zoom leaves of a panel. */
  zoomed: { theme: 'vscode-light', locale: 'en', width: 320, height: 640 },
  beside: { theme: 'vscode-light', locale: 'en', width: 480, height: 900 },
  wide: { theme: 'vscode-light', locale: 'en', width: 1920, height: 1080 },
};

const { values, positionals } = parseArgs({
  options: { pictures: { type: 'string' }, looks: { type: 'string' }, fresh: { type: 'boolean', default: false } },
  allowPositionals: true,
});
const scenarios = chosen('scenario', keysOf(SCENARIOS), positionals);
const pictures = chosen('picture', PICTURES, values.pictures?.split(','));
const looks = chosen('look', keysOf(LOOKS), values.looks?.split(','));

const results = path.join(root, 'test-results/look');
await mkdir(results, { recursive: true });
const view = await esbuild.build({
  ...pageOptions,
  entryPoints: [path.join(root, 'webview/cluster/main.ts')],
  write: false,
});
const script = view.outputFiles[0]?.text.replaceAll('</script', '<\\/script') ?? '';
const browser = await launchBrowser();
try {
  for (const name of scenarios) {
    const { lesson, moment, ...rest } = SCENARIOS[name];
    const { header, entries } = await recordingOf(lesson, 'until' in rest ? rest.until : Number.POSITIVE_INFINITY);
    const at = moment(entries);
    for (const look of looks) {
      const files = await shoot(name, look, { header, entries }, at);
      await layOut(`sheet-${name}-${look}.png`, files);
    }
  }
} finally {
  await browser.close();
}
console.log(`pictures are in ${results}`);

/** @template {object} Table @param {Table} table */
function keysOf(table) {
  return /** @type {(keyof Table & string)[]} */ (Object.keys(table));
}

/**
 * Those that are asked for, all if none; ends the program at a name that nothing has.
 * @template {string} Name @param {string} what @param {readonly Name[]} all @param {readonly string[]} [asked]
 */
function chosen(what, all, asked = []) {
  return asked.length === 0 ? all : asked.map(named);

  /** @param {string} name */
  function named(name) {
    const found = all.find((one) => one === name);
    if (found !== undefined) return found;
    console.error(`no ${what} ${name}: ${all.join(', ')}`);
    return process.exit(1);
  }
}

/** Waits until nothing is laid out or moved any more. @param {import('playwright-core').Page} page */
async function settled(page) {
  await page.evaluate(async () => {
    const shape = () => {
      const boxes = [...document.querySelectorAll('#millrace *')].map((one) => one.getBoundingClientRect());
      return boxes.map(({ x, y, width, height }) => `${x} ${y} ${width} ${height}`).join();
    };
    let [before, steady] = ['', 0];
    for (const began = performance.now(); steady < 10 && performance.now() - began < 20_000; ) {
      await new Promise((next) => requestAnimationFrame(next));
      const now = shape();
      steady = now === before ? steady + 1 : 0;
      before = now;
    }
  });
}

/** A lesson's run; played once. @param {string} lesson @param {number} until virtual ms */
async function recordingOf(lesson, until) {
  const file = path.join(results, `${lesson}.jsonl`);
  if (values.fresh || !existsSync(file)) {
    const source = path.join(root, 'lessons/en', `${lesson}.flink.md`);
    execFileSync(process.execPath, [path.join(root, 'dist/cli.js'), 'run', source, '--trace', file], {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
  }
  const [header, ...entries] = (await readFile(file, 'utf8'))
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  return { header, entries: /** @type {Entry[]} */ (entries).filter((entry) => entry.at <= until) };
}

/** The pictures on one sheet, as wide as is still readable. @param {string} name @param {readonly string[]} files */
async function layOut(name, files) {
  const page = await browser.newPage({ viewport: { width: 1560, height: 800 } });
  const images = await Promise.all(
    files.map(async (file) => `<img src="data:image/png;base64,${(await readFile(file)).toString('base64')}">`),
  );
  const style = 'body{margin:0;background:#777;display:flex;flex-wrap:wrap;gap:6px;align-items:start}';
  await page.setContent(`<style>${style}img{max-width:777px;max-height:900px}</style>${images.join('')}`);
  await page.screenshot({ path: path.join(results, name), fullPage: true });
  await page.close();
}

/**
 * @param {string} name @param {keyof typeof LOOKS} look @param {{header: unknown, entries: readonly Entry[]}} recording
 * @param {number} at virtual ms
 * @returns the pictures' files
 */
async function shoot(name, look, recording, at) {
  const { theme, locale, width, height } = LOOKS[look];
  const files = [];
  const page = await browser.newPage({ viewport: { width, height }, locale });
  page.on('pageerror', (error) => console.error(`${name} ${look}: ${error.message}`));
  const body = `<body class="${theme}"><div id="millrace"></div><script>${script}</script></body>`;
  await page.setContent(`<!doctype html><html lang="${locale}"><meta charset="utf-8">${body}</html>`);
  const post = (/** @type {unknown} */ message) =>
    page.evaluate((sent) => window.postMessage(JSON.parse(sent), '*'), JSON.stringify(message));
  await post({ type: 'init', header: recording.header, language: locale, canBreak: true, live: false });
  await post({ type: 'trace', from: 0, entries: recording.entries });
  for (const picture of pictures) {
    const inspecting = picture === 'inspector';
    const target = inspecting ? { target: inspected(recording.entries, at) } : {};
    await post({ type: 'reveal', picture: inspecting ? 'flow' : picture, at, ...target });
    await page.waitForSelector('.picture');
    await settled(page);
    const { scroll, cut } = await page.evaluate(() => ({
      scroll: document.documentElement.scrollHeight,
      cut: [...document.querySelectorAll('body *')]
        .filter(
          (one) =>
            one.getBoundingClientRect().right > innerWidth + 1 &&
            one.closest('.sr, .tablewrap, .hidden, .view') === null,
        )
        .map((one) => `${one.tagName} ${one.getAttribute('class')}`),
    }));
    if (cut.length > 0) console.log(`${name} ${picture} ${look}: beyond the edge: ${cut.slice(0, 5).join(', ')}`);
    const file = path.join(results, `${name}-${picture}-${look}.png`);
    // What scrolls is shown whole, with the foot at its end.
    if (scroll > height) await page.setViewportSize({ width, height: scroll });
    await page.screenshot({ path: file });
    if (scroll > height) await page.setViewportSize({ width, height });
    if (scroll > height && width > 700) console.log(`${name} ${picture} ${look}: ${scroll - height} px below the page`);
    files.push(file);
  }
  await page.close();
  return files;
}

/** The last subtask that was deployed before `at`. @param {readonly Entry[]} entries @param {number} at */
function inspected(entries, at) {
  const task = entries.findLast(
    (entry) => entry.kind === 'subtask.state' && entry.at <= at && entry.taskManager !== null,
  );
  if (task?.kind !== 'subtask.state') return null;
  const { job, vertex, subtask } = task;
  return /** @type {Target} */ ({ kind: 'subtask', job, vertex, subtask });
}
