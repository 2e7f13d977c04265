/** Outputs of cells in a real browser: the graph of a submitted job. */
import { beforeAll, describe, expect, it } from 'vitest';
import type { JobOutput } from '../../webview/output/protocol.ts';
import { SHOTS, scriptOf, useBrowser } from './browser.ts';

const browser = useBrowser();
let script: string;
beforeAll(async () => {
  script = await scriptOf({
    entryPoints: ['webview/output/main.ts'],
    globalName: 'renderer',
  });
});

async function rendered(job: JobOutput) {
  const page = await browser().newPage({ viewport: { width: 900, height: 260 } });
  await page.setContent('<!doctype html><html lang="en"><body><div id="output"></div></body></html>');
  await page.addScriptTag({ content: script });
  await page.evaluate((data) => {
    const { renderer } = window;
    const item = { id: '1', mime: 'application/vnd.millrace.job+json', json: () => data };
    renderer.activate({}).renderOutputItem(item, document.getElementById('output')!);
  }, job);
  return page;
}

const vertex = (id: string, parallelism = 2) => ({ id, name: `Operator ${id}`, parallelism });

describe('the graph of a submitted job', () => {
  it('draws each vertex once, to the right of all that feed it, and each edge with its partitioner', async () => {
    const page = await rendered({
      name: 'join',
      summary: '4 vertices',
      vertices: [vertex('a', 1), vertex('b'), vertex('c'), vertex('d', 4)],
      edges: [
        { from: 'a', to: 'c', partitioner: 'HASH' },
        { from: 'b', to: 'c', partitioner: 'HASH' },
        { from: 'c', to: 'd', partitioner: 'REBALANCE' },
      ],
    });
    const svg = page.locator('svg.job');
    expect(await svg.getAttribute('aria-label')).toBe('join: 4 vertices');
    expect(await svg.locator('.vertex').count()).toBe(4);
    expect(await svg.locator('.partitioner').allTextContents()).toEqual(['HASH', 'HASH', 'REBALANCE']);
    const left = async (id: string) => (await svg.getByText(`Operator ${id}`, { exact: true }).boundingBox())!.x;
    expect(await left('c')).toBeGreaterThan(Math.max(await left('a'), await left('b')));
    expect(await left('d')).toBeGreaterThan(await left('c'));
    await page.screenshot({ path: `${SHOTS}/output-job.png` });
    await page.close();
  });
  it('says in one sentence what would be too large to be seen', async () => {
    const vertices = Array.from({ length: 60 }, (_, index) => vertex(String(index)));
    const page = await rendered({ name: 'wide', summary: '60 vertices', vertices, edges: [] });
    expect(await page.locator('svg').count()).toBe(0);
    expect(await page.getByText('60 vertices').count()).toBe(1);
    await page.close();
  });
});
