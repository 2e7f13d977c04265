// A person with a running job in VS Code for the Web: breaks it now and in the past, keeps the run, presents, opens it again.
import { readdir } from 'node:fs/promises';
import { drive } from './web/driver.mjs';

await drive(async (driver) => {
  const { page } = driver;
  /** @type {import('playwright-core').Frame} */
  let view;

  /** Chooses from the menu that is open in the view. @param {RegExp} label */
  const choose = (label) => view.getByRole('menuitem', { name: label }).first().click();

  async function jumpToLive() {
    const live = view.getByRole('button', { name: /Jump to live/ });
    if (await live.isVisible()) await live.click();
  }

  await driver.step('a job runs and the cluster view shows it', async () => {
    await page.goto(driver.url);
    await page.getByRole('treeitem', { name: 'drive.flink.md' }).dblclick();
    await page.getByText('Run All').first().click();
    await driver.seen('Job has been submitted');
    await page.getByText('Open Cluster View').first().click();
    view = await driver.clusterView();
    await view.getByText('RUNNING').first().waitFor();
  });
  await driver.step('the first act of all is seen at once, and so is its end', async () => {
    await jumpToLive();
    const begun = Date.now();
    await view.locator('[data-machine=node1] > header h2').click({ button: 'right' });
    await choose(/^Slow node1 down/);
    await view.locator('[data-machine=node1] .chip.fault').waitFor();
    console.log(`  seen ${Date.now() - begun} ms after the menu was asked for`);
    await view.locator('[data-machine=node1] > header h2').click({ button: 'right' });
    await choose(/^Heal everything/);
    await view.locator('[data-machine=node1] .chip.fault').waitFor({ state: 'detached' });
  });
  await driver.step('a click on the clock in the status bar pauses the world, another lets it go on', async () => {
    const clock = page.locator('.statusbar-item', { hasText: /\d:\d\d/ }).first();
    const told = async () => (await clock.textContent()) ?? '';
    await clock.click();
    const stood = await driver.until('the clock stands', async () => {
      const text = await told();
      await page.waitForTimeout(1000);
      return !text.includes('×') && text === (await told()) && text;
    });
    await page.waitForTimeout(2000);
    if ((await told()) !== stood) throw new Error(`it went on from ${stood}`);
    await clock.click();
    await driver.until('the clock goes on', async () => (await told()).includes('×'));
  });
  await driver.step('the keyboard alone leads through the pictures, the menu and the sheet of keys', async () => {
    await view.getByRole('tab', { name: 'Flow' }).focus();
    for (const name of ['Graphs', 'Slots', 'Timeline', 'Table', 'Flow']) {
      await page.keyboard.press('ArrowRight');
      await view.locator(`[role=tab][aria-selected=true]:text-is("${name}")`).waitFor();
    }
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('b');
    await view.locator('[role=menuitem]:focus').waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Shift+Slash');
    await view.locator('dialog[open]').waitFor();
    await page.keyboard.press('Escape');
    await view.locator('dialog[open]').waitFor({ state: 'detached' });
  });
  await driver.step('a why leads to the course, and the view stays with its lesson', async () => {
    await view.locator('.row').first().click();
    await view.getByRole('button', { name: 'Read about it' }).click();
    await page.getByRole('tab', { name: /^Preview/ }).waitFor();
    await driver.seen('How many slots is that?');
    await driver.picture('read');
    await page.keyboard.press('Control+F4');
    await view.getByRole('button', { name: 'Close' }).click();
    await view.locator('.tm').nth(2).waitFor();
  });
  await driver.step('a TaskManager killed at the living edge is lost in this run', async () => {
    await jumpToLive();
    await view.locator('[data-machine=node2] .tm > header').click({ button: 'right' });
    const title = await view.locator('.menu .title').textContent();
    if (title?.includes('second run')) throw new Error(`the menu is for a second run: ${title}`);
    await choose(/^kill -9/);
    await view.locator('[data-machine=node2] .tm.dead').waitFor();
    await driver.picture('killed');
  });
  await driver.step('the job runs again on what is left', async () => {
    await view.getByText('7 of 7 subtasks running').waitFor();
    await view.getByRole('button', { name: 'Close' }).click();
  });
  await driver.step('an act in the past makes a second run, and both are compared', async () => {
    await view.locator('.slider').focus();
    await view.locator('.slider').press('PageUp');
    await view.locator('.slider').press('Shift+ArrowLeft');
    await view.locator('[data-machine=node3] .tm > header').click({ button: 'right' });
    const title = await view.locator('.menu .title').textContent();
    if (!title?.includes('second run')) throw new Error(`the menu is for the present: ${title}`);
    await choose(/^kill -9/);
    await view.locator('.compare .side').nth(1).waitFor();
    await driver.picture('compared');
    await view.getByRole('button', { name: 'Compare' }).click();
    await view.locator('.compare').waitFor({ state: 'detached' });
  });
  for (const { kind, end, starts } of [
    { kind: /SVG/, end: '.svg', starts: '<svg' },
    { kind: /PNG/, end: '.png', starts: '\x89PNG' },
    { kind: /\.html/, end: '.html', starts: '<!doctype html>' },
    { kind: /\.jsonl/, end: '.jsonl', starts: '{"millrace":"trace"' },
  ]) {
    await driver.step(`the run is kept as *${end}`, async () => {
      await view.getByRole('button', { name: 'Save run' }).click();
      await choose(kind);
      const written = await driver.save(end);
      if (!written.toString('latin1').startsWith(starts)) throw new Error(`*${end} begins ${written.subarray(0, 20)}`);
    });
  }
  await driver.step('presenting hides the rest of VS Code and gives it back', async () => {
    await view.getByRole('button', { name: 'Present' }).click();
    await page.locator('.part.sidebar').waitFor({ state: 'hidden' });
    await driver.picture('presenting');
    await view.getByRole('button', { name: 'Present' }).click();
    await page.locator('.part.sidebar').waitFor();
    await page.getByRole('tab', { name: 'drive.flink.md' }).waitFor();
  });
  await driver.step('a prepared scenario is played with the next key, from turn to turn', async () => {
    await view.getByRole('combobox', { name: 'Run' }).selectOption('0');
    await jumpToLive();
    await view.getByText('7 of 7 subtasks running').waitFor({ timeout: 60_000 });
    await view.getByRole('tab', { name: 'Flow' }).focus();
    await page.keyboard.press('p');
    await view.getByRole('button', { name: 'Scenario' }).click();
    await choose(/^A TaskManager dies/);
    const next = view.getByRole('button', { name: /^Next/ });
    const stopped = view.getByRole('button', { name: 'Play', exact: true });
    for (const [at, said] of /** @type {const} */ ([
      [2, /is gone without a word/],
      [3, /lost: all \d+ subtasks|restart/],
      [4, /lost/],
    ])) {
      await next.click();
      await next.filter({ hasText: `(${at}/` }).waitFor();
      await stopped.waitFor({ timeout: 60_000 });
      await view.locator('.caption', { hasText: said }).waitFor();
      await driver.picture(`scenario-${at - 1}`);
    }
    await page.keyboard.press('Escape');
    await next.filter({ hasText: /^Next$/ }).waitFor();
    await page.keyboard.press('p');
    await page.locator('.part.sidebar').waitFor();
  });
  await driver.step('the Job Lab shows the plan of a program and puts it into the lesson', async () => {
    await page.getByRole('tab', { name: 'drive.flink.md' }).click();
    await driver.run('Millrace: Open Job Lab');
    const insert = (/** @type {import('playwright-core').Frame} */ frame) =>
      frame.getByRole('button', { name: 'Insert into lesson' });
    const lab = await driver.frameWith('the Job Lab', async (frame) => (await insert(frame).count()) > 0);
    await lab.getByText('slots needed').first().waitFor();
    await insert(lab).click();
    await lab
      .getByText(/^The program is in cell/)
      .first()
      .waitFor({ state: 'attached' });
    await driver.picture('lab');
  });
  await driver.step('a kept run is opened again', async () => {
    await driver.run('Millrace: Open Recorded Run');
    const name = (await readdir(driver.folder)).find((one) => one.endsWith('.jsonl'));
    await page.locator('.quick-input-widget .monaco-list-row', { hasText: name }).click();
    // The dialog opens what is clicked, or takes its name to be confirmed.
    const opened = page.getByRole('tab', { name: 'A job to break' });
    const box = page.locator('.quick-input-widget input[type=text]');
    await driver.until('the dialog is gone', async () => {
      if (!(await box.isVisible()) || (await opened.isVisible())) return true;
      if ((await box.inputValue()).endsWith(`${name}`)) await page.keyboard.press('Enter');
      await page.waitForTimeout(1000);
      return false;
    });
    await page.getByRole('tab', { name: 'A job to break' }).waitFor();
    await driver.picture('recorded');
  });
  await driver.step('who closes a view that presents gets the rest of VS Code back, too', async () => {
    const tab = page.getByRole('tab', { name: 'A job to break' });
    const present = (/** @type {import('playwright-core').Frame} */ frame) =>
      frame.getByRole('button', { name: 'Present', exact: true });
    // A recording has no living edge to jump to.
    const recorded = await driver.frameWith(
      'the recorded run',
      async (frame) =>
        (await present(frame).isVisible()) && (await frame.getByRole('button', { name: /live/iu }).count()) === 0,
    );
    await present(recorded).click();
    await page.locator('.part.sidebar').waitFor({ state: 'hidden' });
    await tab.hover();
    await tab.locator('.codicon-close').click();
    await page.locator('.part.sidebar').waitFor();
    await page.locator('.part.statusbar').waitFor();
  });
});
