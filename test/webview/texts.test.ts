/** Everything written in a picture can be read: at any moment, of any size, in both languages, presenting too. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { go, open, useBrowser } from './browser.ts';
import { killedTaskManager } from './engine.ts';
import { FORKS, forked } from './forks.ts';
import { overlaps } from './overlaps.ts';
import { type Recording, wide, windows, wordCount } from './traces.ts';

const browser = useBrowser();
const SAMPLES = 14;
/** The same samples in every run; others with TEXTS_SEED=N. */
const SEED = Number(process.env.TEXTS_SEED ?? 1);

/** Runs of a cluster, and jobs of many shapes. */
const runs: readonly Recording[] = [
  killedTaskManager(7),
  wordCount({ killAt: 41_800, until: 60_000 }),
  windows(12_000),
  wide({ managers: 3, slots: 4, parallelism: 3, vertices: 6 }),
  ...Object.values(FORKS).map((operators, index) => forked(operators, 1 + (index % 4))),
];

/** A run and a moment of it: half of them while something is said between two processes. */
const moments = fc
  .tuple(fc.nat({ max: runs.length - 1 }), fc.nat(), fc.boolean(), fc.double({ min: 0, max: 1, noNaN: true }))
  .map(([index, n, told, share]) => {
    const { entries } = runs[index]!;
    const messages = entries.filter((entry) => entry.kind === 'message' && entry.protocol !== 'heartbeat');
    const said = messages[n % Math.max(1, messages.length)];
    const at = told && said !== undefined ? said.at + 0.2 * share : share * (entries.at(-1)?.at ?? 0);
    return { index, at };
  });

const samples = fc.array(
  fc.record({
    moment: moments,
    width: fc.constantFrom(480, 640, 880, 1100, 1280, 1440, 1920),
    height: fc.constantFrom(720, 860, 1080),
    picture: fc.constantFrom('flow', 'flow', 'graphs', 'slots', 'timeline'),
  }),
  { minLength: SAMPLES, maxLength: SAMPLES },
);

describe('what is written', () => {
  for (const language of ['en', 'zh-CN']) {
    for (const presenting of [false, true]) {
      it(`covers nothing else that is, in ${language}${presenting ? ', presenting' : ''}`, async () => {
        const [wanted] = fc.sample(samples, { numRuns: 1, seed: SEED });
        const page = await open(browser(), runs[0]!, { language });
        try {
          await page.evaluate((on) => window.millrace.receive({ type: 'present', on }), presenting);
          for (const { moment, width, height, picture } of wanted!) {
            const { header, entries } = runs[moment.index]!;
            await page.setViewportSize({ width, height });
            await page.evaluate(
              ({ text, language, picture }) => {
                const recording = JSON.parse(text);
                const view = window.millrace;
                view.receive({ type: 'init', header: recording.header, language, canBreak: false, live: false });
                view.receive({ type: 'trace', from: 0, entries: recording.entries });
                window.postMessage({ type: 'reveal', picture }, '*');
              },
              { text: JSON.stringify({ header, entries }), language, picture },
            );
            await go(page, moment.at);
            await go(page, moment.at);
            const where = `${header.title} (run ${moment.index}), ${picture} at ${moment.at}, ${width}×${height}`;
            expect(await overlaps(page), where).toEqual([]);
          }
        } finally {
          await page.close();
        }
      });
    }
  }
});
