// test/webview/browser.ts
import { existsSync, mkdirSync } from 'node:fs';
import { build } from 'esbuild';
import { chromium } from 'playwright-core';

var SHOTS = 'test-results/webview';
var bundle = null;
function bundled(entry = 'webview/cluster/main.ts') {
  const made = async () => {
    const result = await build({
      entryPoints: [entry],
      bundle: true,
      minify: process.env.NOMIN === void 0,
      format: 'iife',
      target: 'es2022',
      write: false,
      logLevel: 'silent',
    });
    return result.outputFiles[0].text;
  };
  if (entry !== 'webview/cluster/main.ts') return made();
  bundle ??= made();
  return bundle;
}
async function launch() {
  mkdirSync(SHOTS, { recursive: true });
  if (process.platform !== 'linux') return chromium.launch({ channel: 'chrome' });
  process.env.AWS_LAMBDA_JS_RUNTIME ??= 'nodejs22.x';
  const { default: packed } = await import('@sparticuz/chromium');
  const args = packed.args.filter((arg) => arg !== '--single-process');
  return chromium.launch({ executablePath: await packed.executablePath(), args, headless: true, env: fonts() });
}
function fonts() {
  const env = Object.fromEntries(Object.entries(process.env).filter((pair) => pair[1] !== void 0));
  return existsSync('/etc/fonts/fonts.conf') ? { ...env, FONTCONFIG_PATH: '/etc/fonts' } : env;
}
async function open(browser, recording, options = {}) {
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
    ({ written, language: language2, live: live2 }) => {
      const { header, entries } = JSON.parse(written);
      window.postMessage({ type: 'init', header, language: language2, canBreak: live2, live: live2 }, '*');
      window.postMessage({ type: 'trace', from: 0, entries }, '*');
    },
    { written: JSON.stringify(recording), language, live },
  );
  await settle(page);
  return page;
}
async function go(page, t) {
  await page.evaluate((at) => window.postMessage({ type: 'reveal', at }, '*'), t);
  await settle(page);
}
async function settle(page) {
  await page.evaluate(
    () => new Promise((done) => setTimeout(() => requestAnimationFrame(() => requestAnimationFrame(() => done())), 20)),
  );
}

// test/webview/traces.ts
var Recorder = class {
  facts = [];
  at(at, fact) {
    this.facts.push({ at, order: this.facts.length, fact });
  }
  end(title) {
    const entries = this.facts
      .sort((a, b2) => a.at - b2.at || a.order - b2.order)
      .map(({ at, fact }) => ({ at, ...fact }));
    const header = {
      millrace: 'trace',
      version: 1,
      title,
      seed: 42,
      epoch: Date.UTC(2021, 7, 1),
      flink: '1.13.6',
      origin: 'simulated',
    };
    return { header, entries };
  }
};
var JOB = 'a1b2c3d4e5f60718293a4b5c6d7e8f90';
var node = (id, name, parallelism, first, cuts = []) => ({
  id,
  name,
  parallelism,
  maxParallelism: 128,
  slotSharingGroup: 'default',
  operators: name.split(' -> ').map((operator, index) => ({ id: first + index, name: operator })),
  cuts,
});
function busyEdges(count, until = 6e3) {
  return wide({ managers: 4, slots: 2, parallelism: 4, until, inFlight: count, vertices: 3 });
}
function wide(options) {
  const { managers, slots, parallelism, vertices: depth, until = 5e3, inFlight = 0, backpressure = false } = options;
  const r = new Recorder();
  const jm = { machine: 'node1', pid: 100 };
  r.at(0, { kind: 'machine.up', machine: 'node1', ip: '10.0.0.1' });
  r.at(10, {
    kind: 'process.started',
    ...jm,
    name: 'StandaloneSessionClusterEntrypoint',
    command: 'java',
    user: 'root',
    role: 'jobmanager',
  });
  const ids2 = Array.from({ length: managers }, (_, index) => {
    const machine = `node${index + 1}`;
    if (index > 0) r.at(0, { kind: 'machine.up', machine, ip: `10.0.${index >> 8}.${index & 255}` });
    r.at(20, {
      kind: 'process.started',
      machine,
      pid: 200,
      name: 'TaskManagerRunner',
      command: 'java',
      user: 'root',
      role: 'taskmanager',
    });
    const id = `${machine}:6122-${index.toString(16)}`;
    r.at(100, { kind: 'taskmanager.registered', id, machine, pid: 200, slots, slotMemory: 134217728 });
    return id;
  });
  const names = ['Source: Orders', 'Enrich', 'Keyed Aggregation', 'Window', 'Sink: Print to Std. Out'];
  const vertices = Array.from({ length: depth }, (_, index) =>
    node(`v${index}`, names[index === depth - 1 ? 4 : index % 4], parallelism, index + 1),
  );
  const edges = vertices.slice(1).map((vertex, index) => ({
    from: vertices[index].id,
    to: vertex.id,
    partitioner: index % 2 === 0 ? 'HASH' : 'REBALANCE',
    exchange: 'pipelined_bounded',
  }));
  r.at(200, {
    kind: 'job.submitted',
    job: JOB,
    name: backpressure ? 'SlowSink' : 'Orders',
    jobManager: jm,
    vertices,
    edges,
    streamGraph: vertices.map((vertex, index) => ({
      id: index + 1,
      name: vertex.name,
      parallelism,
      slotSharingGroup: 'default',
      inputs:
        index === 0
          ? []
          : [{ from: index, partitioner: edges[index - 1].partitioner, chained: false, reason: 'hash: keyBy' }],
    })),
  });
  r.at(201, { kind: 'job.status', job: JOB, status: 'RUNNING', cause: null });
  r.at(202, {
    kind: 'slots.required',
    job: JOB,
    required: parallelism,
    available: managers * slots,
    groups: [{ name: 'default', slots: parallelism, vertices: vertices.map((vertex) => vertex.id) }],
  });
  for (let subtask = 0; subtask < parallelism; subtask++) {
    const manager = ids2[subtask % managers];
    const slot = Math.floor(subtask / managers) % slots;
    r.at(210, { kind: 'slot.allocated', taskManager: manager, slot, allocation: `a${subtask}`, job: JOB });
    for (const vertex of vertices) {
      const task = { job: JOB, vertex: vertex.id, subtask, attempt: 0 };
      r.at(220, { kind: 'subtask.state', ...task, state: 'DEPLOYING', taskManager: manager, slot, cause: null });
      r.at(400, { kind: 'subtask.state', ...task, state: 'RUNNING', taskManager: manager, slot, cause: null });
    }
  }
  const travel = 1e3;
  const ref = (vertex, subtask) => ({
    job: JOB,
    vertex: `v${vertex}`,
    subtask,
    attempt: 0,
  });
  if (inFlight > 0) {
    const pause = travel / inFlight;
    let n = 0;
    for (let at = 500; at < until; at += pause, n++) {
      const edge = n % (depth - 1);
      const from = n % parallelism;
      const to = Math.floor(n / parallelism) % parallelism;
      r.at(at, {
        kind: 'data.buffer',
        job: JOB,
        from: ref(edge, from),
        to: ref(edge + 1, to),
        records: 1,
        bytes: 20,
        sample: [`order-${n}`],
        arrives: at + travel,
        remote: true,
      });
    }
  }
  for (let at = 600; at < until; at += 500) {
    for (let vertex = 0; vertex < depth; vertex++) {
      for (let subtask = 0; subtask < Math.min(parallelism, 8); subtask++) {
        const last = vertex === depth - 1;
        const out = Math.round((at * (backpressure ? 12 : 180)) / 10) * (last ? 0 : 1);
        r.at(at, {
          kind: 'data.progress',
          ...ref(vertex, subtask),
          recordsIn: vertex === 0 ? 0 : Math.round((at * (backpressure ? 12 : 180)) / 10),
          recordsOut: out,
          bytesIn: out * 20,
          bytesOut: out * 20,
          busy: backpressure ? (last ? 980 : 60) : 350,
          idle: backpressure ? (last ? 20 : 10) : 650,
          backPressured: backpressure && !last ? 930 : 0,
        });
      }
    }
  }
  return r.end(backpressure ? 'SlowSink' : 'Orders');
}

// test/webview/_prof.ts
var b = await launch();
var p = await open(b, busyEdges(500), {});
await go(p, 1600);
await p.selectOption('.controls select >> nth=1', '1');
await p.evaluate(() => document.activeElement?.blur());
var c = await p.context().newCDPSession(p);
await c.send('Profiler.enable');
await p.keyboard.press('Space');
await p.waitForTimeout(300);
await c.send('Profiler.start');
await p.waitForTimeout(2e3);
var { profile } = await c.send('Profiler.stop');
var self = /* @__PURE__ */ new Map();
var dt = profile.timeDeltas;
var ids = profile.samples;
var byId = new Map(profile.nodes.map((n) => [n.id, n]));
ids.forEach((id, i) => {
  const n = byId.get(id);
  const k = `${n.callFrame.functionName}:${n.callFrame.lineNumber}:${n.callFrame.columnNumber}`;
  self.set(k, (self.get(k) ?? 0) + dt[i]);
});
console.log(
  [...self]
    .sort((a, b2) => b2[1] - a[1])
    .slice(0, 25)
    .map(([k, v]) => `${(v / 1e3).toFixed(0)} ms ${k}`)
    .join('\n'),
);
console.log(
  await p.evaluate(() => {
    const d = window.millrace.drawTimes;
    const s = [...d].sort((a, b2) => a - b2);
    return [d.length, s[Math.floor(s.length * 0.5)], s[Math.floor(s.length * 0.95)]];
  }),
);
await b.close();
