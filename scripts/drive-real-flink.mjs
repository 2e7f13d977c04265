// A person who starts a real Flink from VS Code (Node extension host), runs a lesson on it, watches it, kills a TaskManager and goes back:
//   npm run drive:real-flink [-- --version 2.1.3]
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
    await copyFile(path.join(root, 'test/flink-truth/failover.flink.md'), path.join(driver.folder, 'real.flink.md'));

    let address = '';
    const dialog = page.locator('.monaco-dialog-box');
    /** Takes a button of the modal question that is open. @param {RegExp} label */
    const answer = (label) => dialog.getByRole('button', { name: label }).click();
    await driver.step('a lesson opens as a notebook', async () => {
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
      await driver.picture('real-consent');
      await answer(/^Use It$/);
      const status = page.getByText(`Flink ${version} · localhost`).first();
      await status.waitFor({ timeout: 30_000 });
      address = `http://${(await status.textContent())?.split('· ')[1]}`;
    });
    await driver.step('Run All asks before it opens the port, and the job runs', async () => {
      await page.getByText('Run All').first().click();
      await dialog.waitFor({ timeout: 60_000 });
      await driver.picture('real-port');
      await answer(/^Open Port 9998$/);
      await driver.seen('Job has been submitted with JobID', 120_000);
    });
    await driver.step('the cluster view shows the real job', async () => {
      await page.getByText('Open Cluster View').first().click();
      const view = await driver.clusterView();
      await view.getByText('RUNNING').first().waitFor({ timeout: 30_000 });
      await driver.picture('real-view');
    });
    await driver.step('the killed TaskManager is lost, and the job is restored', async () => {
      await driver.seen('(continued,1)', 180_000);
      await driver.picture('real-killed');
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
