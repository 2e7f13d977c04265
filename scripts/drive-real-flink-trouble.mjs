// What goes wrong with a real Flink, as a person meets it in VS Code (Node extension host): nobody there, a version that is not known, credentials
// that are refused, mistakes of javac, a job that fails or finds no slots, a connection lost midway, VS Code closed or killed while a job runs,
// no JDK. Of each the message is read, with what to do next, and the cluster's own REST API tells what was left there.
//   npm run drive:real-flink-trouble [-- --version 2.1.3]
// Needs a JDK of version 11 or newer, and Flink's jars in Millrace's cache (else they are fetched). Pictures: test-results/drive-trouble-*.png.
import { spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import http from 'node:http';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { drive } from './web/driver.mjs';
import { serveNode } from './web/node-server.mjs';
import { root } from './web/server.mjs';

const { values } = parseArgs({
  options: { version: { type: 'string', default: '1.13.6' }, port: { type: 'string', default: '18191' } },
});
const { version, port } = values;
const cluster = `http://localhost:${port}`;
const TOKENS = ['Bearer s3cret', `Basic ${btoa('ann:pw')}`];

const program = (/** @type {string} */ name, /** @type {string} */ body) => `---
title: ${name}
machines: [node1]
---
\`\`\`java
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

public class ${name} {
    public static void main(String[] args) throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        ${body}
        env.execute("${name}");
    }
}
\`\`\`
`;
const LESSONS = {
  Mistaken: program('Mistaken', 'int count = "three";'),
  Failing: program('Failing', 'env.fromSequence(1, 9).map(n -> 1 / (n - 5)).print();'),
  Wide: program('Wide', 'env.fromSequence(1, 9).map(n -> n).setParallelism(64).print();'),
  Endless: program(
    'Endless',
    'env.fromSequence(1, 1L << 60).map(n -> { Thread.sleep(20); return n; }).filter(n -> n < 0).print();',
  ),
};

const rest = (/** @type {string} */ file) => fetch(`${cluster}${file}`).then((response) => response.json());
/** @returns {Promise<{ jid: string, name: string, state: string }[]>} */
const jobs = async () => (await rest('/jobs/overview')).jobs;
const running = async () => (await jobs()).filter(({ state }) => !/^(FINISHED|CANCELED|FAILED)$/.test(state));
const jars = async () => (await rest('/jars')).files.length;

const flink = spawn(process.execPath, [
  path.join(root, 'dist/cli.js'),
  ...['flink', 'start', '--version', version, '--port', port],
]);
process.on('exit', () => flink.kill());
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(130));
await new Promise((resolve, reject) => {
  flink.stdout.on('data', (/** @type {Buffer} */ text) => {
    if (String(text).includes(cluster)) resolve(null);
  });
  flink.once('exit', (code) => reject(new Error(`flink start ended with ${code}`)));
});

/** The cluster behind a proxy that asks for credentials, and that can be cut off. */
const proxy = await serve((request, response) => {
  if (cutOff) return request.socket.destroy();
  if (!TOKENS.includes(request.headers.authorization ?? '')) return response.writeHead(401).end('no');
  const { method, headers, url } = request;
  const onward = http.request(`${cluster}${url}`, { method, headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  onward.on('error', () => response.writeHead(502).end());
  return request.pipe(onward);
});
let cutOff = false;
const old = await serve((_, response) => response.end('{"flink-version":"1.9.0"}'));

/** @type {Awaited<ReturnType<typeof serveNode>> | null} */
let server = null;
try {
  await drive(scenario, {
    settings: { 'workbench.secondarySideBar.defaultVisibility': 'hidden' },
    async serve(options) {
      server = await serveNode(options);
      return server;
    },
  });
} finally {
  proxy.close();
  old.close();
  flink.kill();
}

/** @param {Parameters<Parameters<typeof drive>[0]>[0]} driver */
async function scenario(driver) {
  const { page } = driver;
  cutOff = false;
  for (const [name, text] of Object.entries(LESSONS))
    await writeFile(path.join(driver.folder, `${name}.flink.md`), text);
  // Driven, VS Code shows no toasts: its notification center has them.
  const notice = page.locator('.notifications-center .notification-list-item');
  const input = page.locator('.quick-input-widget input');
  const [proxied, aged] = [addressOf(proxy), addressOf(old)];

  /** A notification with all these texts; then it is put away. @param {string} picture @param {(string | RegExp)[]} texts */
  const said = async (picture, ...texts) => {
    await heard(picture, ...texts);
    await driver.run('Notifications: Clear All Notifications');
  };
  /** @param {string} picture @param {(string | RegExp)[]} texts */
  const heard = async (picture, ...texts) => {
    let found = notice;
    for (const text of texts) found = found.filter({ hasText: text });
    await driver.run('Notifications: Show Notifications');
    await found.first().waitFor();
    await driver.picture(`trouble-${version}-${picture}`);
    return found;
  };
  /** It is looked at before it is taken. @param {string} header */
  const giveHeader = async (header) => {
    await input.first().fill(header);
    await page.keyboard.press('Enter');
    await page.getByText('Authorization header').first().waitFor({ state: 'hidden' });
  };
  /** @param {string} address @param {string} header */
  const choose = async (address, header) => {
    await driver.run('Millrace: Use a Real Flink Cluster');
    await page.getByText('Address of the cluster').first().waitFor();
    await input.first().fill(address);
    await page.keyboard.press('Enter');
    await page.getByText('Authorization header').first().waitFor();
    await giveHeader(header);
  };
  const connected = (address = proxied) =>
    page
      .getByText(`Flink ${version} · ${address.slice('http://'.length)}`)
      .first()
      .waitFor();
  /** @param {keyof typeof LESSONS} name */
  const open = async (name) => {
    await page.getByRole('treeitem', { name: `${name}.flink.md` }).dblclick();
    await page.getByRole('tab', { name: `${name}.flink.md`, selected: true }).waitFor();
    await page.getByText('Restart Cluster').first().waitFor();
  };
  /** Opens a lesson, runs it, and reads its output. @param {string} picture @param {keyof typeof LESSONS} name @param {string[]} texts */
  const runs = async (picture, name, ...texts) => {
    await open(name);
    await page.getByText('Run All').first().click();
    for (const text of texts) await driver.seen(text, 120_000);
    await driver.picture(`trouble-${version}-${picture}`);
    await driver.run('View: Close All Editors');
  };
  const appears = async () => {
    await page.goto(driver.url);
    await page
      .getByRole('tab', { name: /Millrace/ })
      .first()
      .waitFor();
    await page.waitForTimeout(3000);
  };

  await driver.step(
    'a cluster that is not there, one of a version that is not known, and one that refuses',
    async () => {
      await page.emulateMedia({ reducedMotion: 'reduce' });
      await appears();
      await open('Mistaken');
      await choose('http://localhost:9', '');
      await said('unreachable', 'http://localhost:9 does not answer', 'Start a Local Real Flink');
      await choose(aged, '');
      await said('version', 'Flink 1.9.0; Millrace knows 1.13 to 2.x', 'Start a cluster of a version');
      await choose(proxied, '');
      await said('refused', 'HTTP 401', 'Give the header');
      await choose(proxied, 'Bearer wrong');
      await said('wrong', 'HTTP 401', 'Give the header');
    },
  );
  await driver.step('with the right header it is used; the header is kept until it is taken away', async () => {
    await choose(proxied, TOKENS[0] ?? '');
    await page.locator('.monaco-dialog-box').getByRole('button', { name: 'Use It' }).click();
    await connected();
    await driver.run('Millrace: Use a Real Flink Cluster');
    await page.getByText('Address of the cluster').first().waitFor();
    await input.first().fill(proxied);
    await page.keyboard.press('Enter');
    await page.getByText('Authorization header').first().waitFor();
    const kept = await input.first().inputValue();
    if (kept !== TOKENS[0]) throw new Error(`kept is "${kept}"`);
    await giveHeader('');
    await said('forgotten', 'HTTP 401');
    await choose(proxied, TOKENS[1] ?? '');
    await connected();
  });
  await driver.step('a mistake in a program is told as javac tells it, with its line', () =>
    runs('mistaken', 'Mistaken', 'incompatible types: String cannot be converted to int'),
  );
  await driver.step('a job that fails names its line and what to do', () =>
    runs(
      'failing',
      'Failing',
      'The job failed at Failing.java:6: java.lang.ArithmeticException',
      'Mend that line and run it again',
    ),
  );
  await driver.step('a job that is too wide is told how many slots there are', () =>
    runs('wide', 'Wide', 'it needs at least 64'),
  );
  await driver.step('a connection that is lost midway is told, and what becomes of the job', async () => {
    await open('Endless');
    await page.getByText('Run All').first().click();
    await driver.until('Endless runs', async () => (await running()).some(({ name }) => name === 'Endless'), 120_000);
    cutOff = true;
    await driver.seen('The connection was lost while job', 60_000);
    await driver.picture(`trouble-${version}-lost`);
    cutOff = false;
    await said('back', 'answers again');
    await page.getByText('Restart Cluster').first().click();
    await driver.until('nothing runs', async () => (await running()).length === 0);
  });
  await driver.step('a lesson is closed while its job runs: the job is cancelled', async () => {
    await page.getByText('Run All').first().click();
    await driver.until('Endless runs', async () => (await running()).length > 0, 120_000);
    await driver.run('View: Close All Editors');
    await driver.until('nothing runs, and no jar is left', async () => (await running()).length + (await jars()) === 0);
  });
  await driver.step(
    'VS Code is closed while a job runs: it is cancelled, and said so when it opens again',
    async () => {
      await open('Endless');
      // VS Code in a browser forgets headers with its page, VS Code on a desktop does not: from here on, the cluster itself.
      await choose(cluster, '');
      await page.locator('.monaco-dialog-box').getByRole('button', { name: 'Use It' }).click();
      await connected(cluster);
      await page.getByText('Run All').first().click();
      await driver.until('Endless runs', async () => (await running()).length > 0, 120_000);
      await page.goto('about:blank');
      await driver.until('nothing runs', async () => (await running()).length === 0);
      const before = (await jobs()).length;
      await appears();
      await said('closed', 'they were cancelled', 'Use It Again');
      if ((await jobs()).length !== before || (await jars()) > 0) throw new Error('something was sent again');
    },
  );
  await driver.step('VS Code is killed while a job runs: it is asked whether to cancel it', async () => {
    await open('Endless');
    await choose(cluster, '');
    await connected(cluster);
    await page.getByText('Run All').first().click();
    await driver.until('Endless runs', async () => (await running()).length > 0, 120_000);
    // With the page still there: it would say that it goes.
    await server?.restart({ signal: 'SIGKILL' });
    const before = (await jobs()).length;
    await appears();
    const asked = await heard('killed', 'they still run');
    await asked.getByRole('button', { name: 'Cancel Them' }).first().click();
    await driver.until('nothing runs, and no jar is left', async () => (await running()).length + (await jars()) === 0);
    if ((await jobs()).length !== before) throw new Error('something was sent again');
  });
  await driver.step('without a JDK it is said where to get one', async () => {
    await page.goto('about:blank');
    // VSCODE_CLI: else VS Code takes the PATH of a login shell.
    const env = { ...process.env, PATH: '', JAVA_HOME: '', VSCODE_CLI: '1' };
    await server?.restart({ signal: 'SIGTERM', env });
    await appears();
    await choose(cluster, '');
    await connected(cluster);
    await driver.run('View: Close All Editors');
    await runs('no-jdk', 'Failing', 'no JDK was found. Install one of version 11 or newer');
  });
}

/** @param {http.RequestListener} listener @returns {Promise<http.Server>} */
function serve(listener) {
  return new Promise((resolve) => {
    const made = http.createServer(listener).listen(0, '127.0.0.1', () => resolve(made));
  });
}

/** @param {http.Server} one */
function addressOf(one) {
  const address = one.address();
  return `http://localhost:${typeof address === 'object' && address ? address.port : 0}`;
}
