import { go, launch, open } from './browser.ts';
import { busyEdges } from './traces.ts';

const b = await launch();
const p = await open(b, busyEdges(500), {});
await go(p, 1600);
await p.selectOption('.controls select >> nth=1', '1');
await p.evaluate(() => (document.activeElement as any)?.blur());
const c = await p.context().newCDPSession(p);
await c.send('Profiler.enable');
await p.keyboard.press('Space');
await p.waitForTimeout(300);
await c.send('Profiler.start');
await p.waitForTimeout(2000);
const { profile } = await c.send('Profiler.stop');
const self = new Map<string, number>();
const dt = profile.timeDeltas!,
  ids = profile.samples!;
const byId = new Map(profile.nodes.map((n: any) => [n.id, n]));
ids.forEach((id: number, i: number) => {
  const n: any = byId.get(id);
  const k = `${n.callFrame.functionName}:${n.callFrame.lineNumber}:${n.callFrame.columnNumber}`;
  self.set(k, (self.get(k) ?? 0) + dt[i]!);
});
console.log(
  [...self]
    .sort((a, b) => b[1] - a[1])
    .slice(0, 25)
    .map(([k, v]) => `${(v / 1000).toFixed(0)} ms ${k}`)
    .join('\n'),
);
console.log(
  await p.evaluate(() => {
    const d = (window as any).millrace.drawTimes;
    const s = [...d].sort((a: number, b: number) => a - b);
    return [d.length, s[Math.floor(s.length * 0.5)], s[Math.floor(s.length * 0.95)]];
  }),
);
await b.close();
