// A person who starts a real Flink from VS Code (Node extension host), runs a lesson on it, watches it and goes back: a word count with an end, slot
// sharing groups, a socket, a killed TaskManager, a savepoint with another parallelism.
//   npm run drive:real-flink [-- --version 2.1.3]
// What to wait for, the cluster's own REST API tells; the pictures show what the view makes of it.
// Needs a JDK of version 11 or newer, and Flink's jars in Millrace's cache (else they are fetched). Pictures: test-results/drive-real-*.png.
import { copyFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { drive } from './web/driver.mjs';
import { serveNode } from './web/node-server.mjs';
import { root } from './web/server.mjs';

const { values } = parseArgs({ options: { version: { type: 'string', default: '1.13.6' } } });
const { version } = values;

await drive(
  async (driver) => {
    const { page } = driver;
    await copyFile(path.join(root, 'scripts/drive-real-flink.flink.md'), path.join(driver.folder, 'real.flink.md'));

    let address = '';
    const dialog = page.locator('.monaco-dialog-box');
    /** Takes a button of the modal question that is open. @param {RegExp} label */
    const answer = (label) => dialog.getByRole('button', { name: label }).click();
    await driver.step('a lesson opens as a notebook', async () => {
      // Pictures come sooner where nothing moves.
      await page.emulateMedia({ reducedMotion: 'reduce' });
      await page.goto(driver.url);
      // Before its contributions are known, VS Code opens a lesson as text.
      await page
        .getByRole('tab', { name: /Millrace/ })
        .first()
        .waitFor({ timeout: 60_000 });
      await page.waitForTimeout(3000);
      await page.getByRole('treeitem', { name: 'real.flink.md' }).dblclick({ timeout: 60_000 });
      await page.getByText('Restart Cluster').first().waitFor();
    });
    await driver.step(`"Start a Local Real Flink" starts ${version} and says what will be sent where`, async () => {
      await driver.run('Millrace: Start a Local Real Flink');
      const row = page.locator('.quick-input-widget .monaco-list-row');
      const known = row.filter({ hasText: version });
      await row.first().waitFor();
      if ((await known.count()) > 0) await known.first().click();
      else {
        await row.last().click();
        await row.first().waitFor({ state: 'hidden' });
        await page.locator('.quick-input-widget input[type=text]').fill(version);
        await page.keyboard.press('Enter');
      }
      await page.getByText('Number of TaskManagers').waitFor();
      await page.keyboard.press('Enter');
      await dialog.waitFor({ timeout: 120_000 });
      await driver.picture(`real-${version}-consent`);
      await answer(/^Use It$/);
      const status = page.getByText(`Flink ${version} · localhost`).first();
      await status.waitFor({ timeout: 30_000 });
      address = `http://${(await status.textContent())?.split('· ')[1]}`;
    });
    const rest = (/** @type {string} */ path) => fetch(`${address}${path}`).then((response) => response.json());
    /** The id of the job of that name, once `is` holds for what `/jobs/:id` and `/jobs/:id/checkpoints` tell. @param {string} name @param {(job: any, checkpoints: any) => boolean} is */
    const job = (name, is) =>
      driver.until(
        `job ${name} is as wanted`,
        async () => {
          const { jobs } = await rest('/jobs/overview');
          const jid = jobs.find((/** @type {any} */ each) => each.name === name)?.jid;
          if (jid === undefined) return null;
          return is(await rest(`/jobs/${jid}`), await rest(`/jobs/${jid}/checkpoints`)) ? String(jid) : null;
        },
        180_000,
      );
    /** The lesson goes on. @param {string} jid */
    const cancel = (jid) => fetch(`${address}/jobs/${jid}?mode=cancel`, { method: 'PATCH' });
    /** @param {string} jid */
    const takeSavepoint = (jid) =>
      fetch(`${address}/jobs/${jid}/savepoints`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{"cancel-job":false}',
      });
    /** @param {any} job */
    const runs = ({ state, vertices }) =>
      state === 'RUNNING' && vertices.every((/** @type {any} */ { status }) => status === 'RUNNING');
    /** The view, once it shows the text. @param {string} name of the picture @param {string | RegExp} text */
    const shown = async (name, text) => {
      const view = await driver.clusterView();
      await view.getByText(text).first().waitFor({ timeout: 30_000 });
      await driver.picture(`real-${version}-${name}`);
    };
    await driver.step('Run All asks before it opens the port; a job with an end is shown', async () => {
      await page.getByText('Run All').first().click();
      await dialog.waitFor({ timeout: 60_000 });
      await driver.picture(`real-${version}-port`);
      await answer(/^Open Port 9998$/);
      await page.getByText('Open Cluster View').first().click();
      await job('batch', ({ state }) => state === 'FINISHED');
      await shown('batch', 'FINISHED');
    });
    await driver.step('slot sharing groups take the slots that the view shows as taken', async () => {
      const jid = await job('apart', runs);
      await shown('slots', '0 of 2 slots free');
      await cancel(jid);
    });
    await driver.step('a job reads the port and takes checkpoints', async () => {
      const jid = await job('socket', (each, { counts }) => runs(each) && counts.completed > 1);
      await shown('socket', '1 of 2 slots free');
      await takeSavepoint(jid);
    });
    await driver.step('a killed TaskManager is lost, and the job is restored', async () => {
      const jid = await job('socket', (each, { counts }) => runs(each) && counts.restored > 0);
      const view = await driver.clusterView();
      // On the time line, back to when the job did not run.
      const outage = await view.locator('.outages .out').first().elementHandle();
      const box = await driver.until('the outage is drawn', async () => outage?.boundingBox());
      await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
      await shown('killed', /^RESTARTING/);
      await view.getByText(/^Jump to live/).click();
      await shown('restored', '5 of 5 subtasks running');
      await takeSavepoint(jid);
    });
    await driver.step('the job goes on from a savepoint with another parallelism', async () => {
      await job('rescaled', (each, { latest }) => runs(each) && latest.restored?.is_savepoint === true);
      await shown('rescaled', '9 of 9 subtasks running');
    });
    await driver.step('back on the simulation, nothing of the real cluster is left', async () => {
      await driver.run('Millrace: Use the Simulation');
      await page.getByText(`Flink ${version} · localhost`).first().waitFor({ state: 'detached', timeout: 60_000 });
      await driver.until(`${address} answers no more`, async () => !(await answers(address)));
    });
  },
  { settings: { 'workbench.secondarySideBar.defaultVisibility': 'hidden' }, serve: serveNode },
);

/** Does the REST API of the cluster that was started still answer? @param {string} address */
function answers(address) {
  return fetch(`${address}/overview`).then(
    () => true,
    () => false,
  );
}
