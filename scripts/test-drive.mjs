// A person in VS Code for the Web: opens a lesson, runs it, types into nc's line, opens the cluster view, reloads the window.
import { drive } from './web/driver.mjs';

await drive(async (driver) => {
  const { page } = driver;

  /** nc's input line. */
  async function inputLine() {
    const line = { name: 'Type a line and press Enter' };
    const frame = await driver.frameWith(
      'an input line',
      async (one) => (await one.getByRole('textbox', line).count()) > 0,
    );
    return frame.getByRole('textbox', line).first();
  }

  await driver.step('a lesson opens as a notebook from the Explorer', async () => {
    await page.goto(driver.url);
    await page.getByRole('treeitem', { name: 'serve.flink.md' }).dblclick();
    await page.getByText('Restart Cluster').first().waitFor();
  });
  await driver.step('Run All asks nothing and shows outputs', async () => {
    await page.getByText('Run All').first().click();
    await driver.seen('first output');
    if ((await page.locator('.quick-input-widget:visible').count()) > 0) throw new Error('a question was asked');
  });
  await driver.step('a line typed under nc reaches the process that is connected to it', async () => {
    const input = await inputLine();
    await input.fill('typed by hand');
    await input.press('Enter');
    await driver.seen('typed by hand');
  });
  await driver.step('the cluster view opens and follows the world', async () => {
    await page.getByText('Open Cluster View').first().click();
    await driver.clusterView();
    await driver.picture('cluster');
  });
  await driver.step('after a reload of the window the world and its outputs are back', async () => {
    await driver.kept('serve.flink.md', 'typed by hand', 'mainThreadWebview-millrace.cluster');
    await page.reload();
    await driver.seen('first output');
    const input = await inputLine();
    await input.fill('after the reload');
    await input.press('Enter');
    await driver.seen('after the reload');
    await driver.clusterView();
    await driver.picture('reloaded');
  });
});
