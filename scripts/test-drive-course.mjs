// A student in VS Code for the Web, by keyboard alone, in English or Chinese (`--language zh-cn`): from a link to a lesson that was never opened to a
// copy of one's own, a question, hints, a check that passes, and back again after a reload. Then the instructor: presenting, a hand-out.
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { drive } from './web/driver.mjs';
import { serveWeb } from './web/server.mjs';

const { values } = parseArgs({ options: { language: { type: 'string', default: 'en' } } });
const chinese = values.language !== 'en';
const say = (/** @type {string} */ english, /** @type {string} */ other) => (chinese ? other : english);
/** Cells that are run one after another queue up: there is no need to wait for each. */
const SHORT_MS = 2500;
/** What stands below an answer; “Tick all that are right.” stands above. */
const right = chinese ? /答对了。/ : /Right\./;

await drive(
  async (driver) => {
    const { page } = driver;
    const keys = page.keyboard;
    const command = (/** @type {string} */ english, /** @type {string} */ other) =>
      driver.run(`Millrace: ${say(english, other)}`);

    /** Waits for a file in the opened folder. @param {string} name @param {(text: string) => boolean} is */
    const file = (name, is = () => true) =>
      driver.until(`${name} is written`, async () => {
        const text = await readFile(path.join(driver.folder, name), 'utf8').catch(() => null);
        return text !== null && is(text) ? text : null;
      });

    /** A list to pick from, by its title. @param {string} english @param {string} other */
    const list = (english, other) => page.locator('.quick-input-titlebar').getByText(say(english, other)).waitFor();
    /** Shown where a lesson is read-only. */
    const startButton = () =>
      page.locator('.notebook-toolbar-container:visible').getByText(say('Start Working', '开始学习')).first();

    await driver.step('a link opens a lesson that nobody has opened before, at its cell', async () => {
      await page.goto(driver.url);
      await page.getByRole('treeitem', { name: 'course.flink.md' }).waitFor();
      await command('Open Lesson by Link', '按链接打开课程');
      await list('Open a lesson by its link', '按链接打开一节课');
      await keys.type(`${say('en', 'zh')}/10-local#2`);
      await keys.press('Enter');
      await driver.seen(say('A whole cluster on one machine', '一台机器上的整个集群'));
      await startButton().waitFor();
    });
    await driver.step('Start Working gives a copy in the folder, and its cells run', async () => {
      await command('Start Working', '开始学习');
      await file(`millrace-lessons/${say('en', 'zh')}/10-local.flink.md`);
      await startButton().waitFor({ state: 'hidden' });
      await page.getByRole('tab', { name: '10-local.flink.md', selected: true }).waitFor();
      // Cell by cell, until the one that says which Java there is.
      await driver.press('Shift+Enter', () => driver.seen('openjdk version', SHORT_MS));
    });
    await driver.step('a term in the text is explained in the reader’s language', async () => {
      await driver.frameWith('the explanation', async (frame) => {
        const title = await frame.locator('.millrace-term').first().getAttribute('title', { timeout: 500 });
        return title !== null && /[\u4e00-\u9fff]/.test(title) === chinese;
      });
    });
    await driver.step('a term is explained', async () => {
      await command('Explain a Term', '解释一个术语');
      await list('Explain which term?', '解释哪个术语？');
      await keys.type('backpressure');
      await page
        .locator('.quick-input-widget .monaco-list-row.focused', { hasText: say('Backpressure', '反压') })
        .waitFor();
      await driver.picture('course-term');
      await keys.press('Enter');
      await page.locator('.notification-list-item-message').getByText(say('back', '反压')).first().waitFor();
      await keys.press('Escape');
    });
    await driver.step('a lesson is complete with its last cell, and says so', async () => {
      await page.getByRole('treeitem', { name: 'filters.flink.md' }).dblclick();
      await page.getByRole('tab', { name: 'filters.flink.md', selected: true }).waitFor();
      const complete = page
        .locator('.notification-list-item-message')
        .getByText(say('Lesson complete: W', '这节课学完了：W'));
      await driver.press('Shift+Enter', () => complete.waitFor({ timeout: SHORT_MS }));
    });
    await driver.step('a question is answered', async () => {
      await page.getByRole('treeitem', { name: 'course.flink.md' }).dblclick();
      await driver.seen('How many');
      const frame = await driver.press('Control+Alt+q', (ms) =>
        driver.frameWith(
          'the question has the keyboard',
          async (one) => (await one.locator('input:focus').count()) > 0,
          ms,
        ),
      );
      await keys.type('1');
      await keys.press('Enter');
      await frame.getByText(right).first().waitFor();
      await keys.press('Escape');
      await driver.until('Escape leaves the question', async () => (await frame.locator('input:focus').count()) === 0);
    });
    await driver.step('the check is folded, unsolved at first, and hints come one by one', async () => {
      await driver.press('Control+Alt+h', (ms) => driver.seen('Use ', ms));
      await page.locator('.view-line').getByText('test "$(cat').first().waitFor({ state: 'hidden' });
      await driver.picture('course-hint');
    });
    await driver.step('the solution is asked for, put in and run; the check passes by itself', async () => {
      await command('Insert the Solution', '填入答案');
      await page
        .locator('.monaco-dialog-box')
        .getByText(say('The check has not passed yet', '检查还没有通过'))
        .first()
        .waitFor();
      await keys.press('Enter');
      await page.locator('.view-line').getByText('/tmp/answer').first().waitFor();
      await driver.press('Control+Enter', (ms) => driver.seen('expected done, found done', ms));
      await driver.seen('The answer is there');
      await page
        .locator('.cell-statusbar-container')
        .getByText(say('solved', '已解出'), { exact: true })
        .first()
        .waitFor();
      await driver.picture('course-passed');
    });
    await driver.step('a cell is reset to its first text', async () => {
      const first = page.locator('.view-line', { hasText: /#.your.command/ }).first();
      await command('Reset This Cell', '重置这个单元格');
      await first.waitFor();
      await command('Insert the Solution', '填入答案');
      await first.waitFor({ state: 'hidden' });
    });
    await driver.step('the Test Explorer lists the check and runs it', async () => {
      await driver.run('Testing: Focus on Test Explorer View');
      await page
        .getByRole('treeitem', { name: /Exercises and questions/ })
        .first()
        .waitFor();
      await driver.run('Test: Run All Tests');
      await page
        .getByRole('treeitem', { name: /Exercises and questions.*Passed/ })
        .first()
        .waitFor();
      await driver.picture('course-tests');
    });
    await driver.step('after a reload the answer, the check and the progress are back', async () => {
      await driver.kept('course.flink.md', '"source":"echo done');
      await page.reload();
      // Which editors were open is VS Code's to remember: it writes that down some time later.
      await driver.run('View: Show Explorer');
      await page.getByRole('treeitem', { name: 'course.flink.md' }).dblclick();
      await driver.seen(right);
      await driver.scrolledTo('expected done, found done');
      await driver.run('View: Show Millrace');
      await page.getByRole('treeitem', { name: /%/ }).first().waitFor();
      await driver.picture('course-progress');
    });
    await driver.step(
      'presenting: the clock runs, the notes are in an editor of their own, not in the lesson',
      async () => {
        await page.locator('.tab', { hasText: 'course.flink.md' }).first().click();
        await command('Present This Lesson', '讲这节课');
        await list('Where do you want your notes?', '备注放在哪里？');
        await keys.press('Enter');
        await page
          .locator('.statusbar-item')
          .getByText(/\d:\d\d/)
          .first()
          .waitFor();
        const notes = await driver.until('the notes have a window', async () =>
          page
            .context()
            .pages()
            .find((one) => one !== page),
        );
        await notes.getByRole('tab', { name: 'presenter.md' }).waitFor();
        await notes.locator('.view-line', { hasText: '# ' }).first().waitFor();
        if ((await page.getByRole('tab', { name: 'presenter.md' }).count()) > 0)
          throw new Error('they are beside the lesson');
        await driver.picture('course-presenting');
      },
    );
    await driver.step('the lesson is reset', async () => {
      await page.locator('.tab', { hasText: 'course.flink.md' }).first().click();
      await driver.scrolledTo(/^echo.done/);
      await page
        .locator('.view-line', { hasText: /echo.done/ })
        .first()
        .click();
      await keys.press('End');
      await keys.type(' # mine');
      const mine = page.locator('.view-line', { hasText: /#.mine/ });
      await mine.first().waitFor();
      await command('Reset This Lesson', '重置这节课');
      await page.locator('.monaco-dialog-box').getByText(say('Reset this lesson?', '重置这节课？')).first().waitFor();
      await keys.press('Enter');
      await driver.frameWith('the question is open again', async (frame) => {
        const answered = await frame.getByText(right).count();
        return answered === 0 && (await frame.getByText('How many').count()) > 0;
      });
      await mine.first().waitFor({ state: 'hidden' });
      await driver.picture('course-reset');
    });
    await driver.step('a hand-out is written', async () => {
      await command('Export as Hand-out', '导出讲义');
      await list('Which hand-out?', '哪一种讲义？');
      await keys.press('Enter');
      const handout = (await driver.save('course.html')).toString();
      if (!handout.includes('</html>')) throw new Error('the hand-out is not whole');
      if (handout.includes('Let them try the terminal')) throw new Error('the notes are in the hand-out');
      if ((await readdir(driver.folder)).some((name) => name.endsWith('.tmp')))
        throw new Error('something was left behind');
    });
    await driver.step('a new lesson is made, and a snippet gives it an exercise', async () => {
      await command('New Lesson', '新建课程');
      await driver.save('new-lesson.flink.md');
      await page.locator('.tab.active', { hasText: 'new-lesson' }).waitFor();
      await command('Open as Markdown Text', '作为 Markdown 文本打开');
      await page
        .locator('.monaco-editor.focused .view-line', { hasText: /preset:/ })
        .first()
        .waitFor();
      await keys.press('Control+End');
      await keys.type('\n\nmillrace-exe');
      await driver.press('Control+Space', (ms) =>
        page.locator('.suggest-widget .monaco-list-row').first().waitFor({ timeout: ms }),
      );
      await keys.press('Enter');
      await page.locator('.view-line').getByText(':::solution').first().waitFor();
      await driver.picture('course-author');
    });
  },
  { serve: (options) => serveWeb({ ...options, language: values.language }) },
);
