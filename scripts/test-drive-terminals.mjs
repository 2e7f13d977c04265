// A person at the machines' terminals in VS Code for the Web: types, completes, recalls, interrupts, edits a file with vim, on two machines at once.
import { drive } from './web/driver.mjs';

await drive(
  async (driver) => {
    const { page } = driver;

    /** The lines of the terminal that is shown. */
    const screen = async () => {
      const lines = await page.locator('.terminal-wrapper.active .xterm-rows > div').allInnerTexts();
      return lines.map((line) => line.replaceAll('\u00a0', ' ').trimEnd()).join('\n');
    };
    /** @param {RegExp} pattern */
    const shows = (pattern) => driver.until(`the terminal shows ${pattern}`, async () => pattern.test(await screen()));

    /** @param {string} machine */
    async function newTerminal(machine) {
      await driver.run('Millrace: New Terminal…');
      const row = page.locator('.quick-input-widget .monaco-list-row', { hasText: machine }).first();
      await row.waitFor();
      await row.click();
      await shows(new RegExp(`^\\[root@${machine} ~\\]#$`, 'm'));
      await page.locator('.terminal-wrapper.active .xterm').click();
    }
    /** @param {string} line */
    async function type(line) {
      await page.keyboard.type(line);
      await page.keyboard.press('Enter');
    }

    await driver.step('a terminal opens on a machine of the lesson', async () => {
      await page.goto(driver.url);
      await page.getByRole('treeitem', { name: 'drive.flink.md' }).dblclick();
      await page.getByText('Restart Cluster').first().waitFor();
      await newTerminal('node2');
      await type('hostname');
      await shows(/^node2$/m);
    });
    await driver.step('Tab completes, the arrows recall and edit a line', async () => {
      await page.keyboard.type('cat /etc/hostn');
      await page.keyboard.press('Tab');
      await shows(/cat \/etc\/hostname/);
      await page.keyboard.press('Control+u');
      await type('echo one two');
      await shows(/^one two$/m);
      await page.keyboard.press('ArrowUp');
      await page.keyboard.press('Backspace');
      await page.keyboard.press('Backspace');
      await page.keyboard.press('Backspace');
      await page.keyboard.type('three');
      await page.keyboard.press('Home');
      await page.keyboard.press('Delete');
      await page.keyboard.type('e');
      await page.keyboard.press('Enter');
      await shows(/^one three$/m);
    });
    await driver.step('Ctrl-C ends what runs', async () => {
      await type('echo it runs; sleep 10000');
      await shows(/^it runs$/m);
      await page.keyboard.press('Control+c');
      await type('echo status $?');
      await shows(/\^C[\s\S]*^status 130$/m);
    });
    await driver.step('a second terminal serves what the first one sends', async () => {
      await newTerminal('node1');
      await type('nc -lk 7777');
      await page.locator('.tabs-list .monaco-list-row', { hasText: 'node2' }).click();
      await page.locator('.terminal-wrapper.active .xterm').click();
      await type('until echo hello from the other | nc -w 1 node1 7777; do sleep 1; done; echo sent');
      await shows(/^sent$/m);
      await page.locator('.tabs-list .monaco-list-row', { hasText: 'node1' }).click();
      await shows(/^hello from the other$/m);
      await page.locator('.terminal-wrapper.active .xterm').click();
      await page.keyboard.press('Control+c');
      await driver.picture('terminals');
    });
    await driver.step('vim opens the file in a tab and waits for it to be closed', async () => {
      await type('cd /opt/flink* && vim conf/masters');
      const tab = page.locator('.tab', { hasText: 'masters' });
      await tab.waitFor();
      await page.locator('.monaco-editor.focused, .editor-instance .monaco-editor').first().click();
      await page.keyboard.press('Control+a');
      await page.keyboard.type('node1:8081\nnode2:8081');
      await page.locator('.editor-instance .view-line', { hasText: 'node2:8081' }).first().waitFor();
      await driver.picture('vim');
      await page.keyboard.press('Control+s');
      await page.locator('.tab.dirty', { hasText: 'masters' }).waitFor({ state: 'detached' });
      await tab.locator('.codicon-close').click();
      await tab.waitFor({ state: 'detached' });
      await page.locator('.terminal-wrapper.active .xterm').click();
      await type('cat conf/masters');
      await shows(/^node1:8081\nnode2:8081$/m);
      await driver.picture('after-vim');
    });
  },
  { settings: { 'terminal.integrated.gpuAcceleration': 'off' } },
);
