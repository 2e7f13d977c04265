/** What a lesson's text and checks become, in a real browser: looked over by axe-core in each of VS Code's kinds of themes and both languages. */
import axe from 'axe-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { SHOTS, scriptOf, useBrowser } from './browser.ts';

/** Colours as VS Code's own themes have them. */
const THEMES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  light: {
    'editor-background': '#ffffff',
    foreground: '#3b3b3b',
    descriptionForeground: '#3b3b3b',
    'textLink-foreground': '#005fb8',
    'textPreformat-foreground': '#3b3b3b',
    'textPreformat-background': '#0000001f',
    'button-background': '#005fb8',
    'button-foreground': '#ffffff',
    'button-secondaryBackground': '#e5e5e5',
    'button-secondaryForeground': '#3b3b3b',
    'input-background': '#ffffff',
    'input-foreground': '#3b3b3b',
    'input-border': '#cecece',
    'panel-border': '#e5e5e5',
    errorForeground: '#f85149',
    'testing-iconPassed': '#73c991',
  },
  dark: {
    'editor-background': '#1f1f1f',
    foreground: '#cccccc',
    descriptionForeground: '#9d9d9d',
    'textLink-foreground': '#4daafc',
    'textPreformat-foreground': '#d0d0d0',
    'textPreformat-background': '#3c3c3c',
    'button-background': '#0078d4',
    'button-foreground': '#ffffff',
    'button-secondaryBackground': '#313131',
    'button-secondaryForeground': '#cccccc',
    'input-background': '#313131',
    'input-foreground': '#cccccc',
    'input-border': '#3c3c3c',
    'panel-border': '#2b2b2b',
    errorForeground: '#f85149',
    'testing-iconPassed': '#73c991',
  },
  'high-contrast': {
    'editor-background': '#000000',
    foreground: '#ffffff',
    descriptionForeground: '#ffffffb3',
    'textLink-foreground': '#21a6ff',
    'textPreformat-foreground': '#ffffff',
    'button-foreground': '#ffffff',
    'button-border': '#6fc3df',
    'button-secondaryForeground': '#ffffff',
    'input-background': '#000000',
    'input-foreground': '#ffffff',
    'input-border': '#6fc3df',
    'panel-border': '#6fc3df',
    contrastBorder: '#6fc3df',
    errorForeground: '#f48771',
    'testing-iconPassed': '#73c991',
  },
};

const QUIZZES = [
  'question: Which of these keep `state`?\nchoices:\n  - right: A sum\n    why: One for each key.\n  - right: A window\n  - wrong: A map\n    why: It forgets.\nexplanation: State is what is remembered.',
  'question: One of these\nchoices:\n  - right: This\n  - wrong: That\n    why: No.\nexplanation: This, not that.',
  'question: In which order?\norder:\n  - first\n  - second\n  - third\nexplanation: One by one.',
  'question: Who does what?\nmatch:\n  Client: runs main\n  JobManager: schedules\nexplanation: Two parts.',
  'question: How many?\nnumber: 4\nunit: slots\nexplanation: Two and two.',
];

const browser = useBrowser();
let script: string;
beforeAll(async () => {
  script = await scriptOf({
    stdin: {
      contents: `
        export { quizCard } from './webview/markdown/quiz.ts';
        export { hintFold, notesCard, solutionFold } from './webview/markdown/fold.ts';
        export { STYLE } from './webview/markdown/style.ts';
        export { wordsOf } from './webview/markdown/words.ts';
        export { activate } from './webview/output/main.ts';`,
      resolveDir: '.',
      loader: 'ts',
    },
    globalName: 'lesson',
  });
});

async function shown(theme: string, language: 'en' | 'zh') {
  const page = await browser().newPage({ viewport: { width: 900, height: 1900 } });
  const variables = Object.entries(THEMES[theme]!).map(([name, value]) => `--vscode-${name}: ${value};`);
  await page.setContent(
    `<!doctype html><html lang="${language}"><head><title>Lesson</title><style>:root { ${variables.join(' ')} }
    body { background: var(--vscode-editor-background); color: var(--vscode-foreground); font: 14px sans-serif; }</style></head>
    <body><main id="text"></main><section id="outputs" aria-label="outputs"></section></body></html>`,
  );
  await page.addScriptTag({ content: script });
  await page.evaluate(
    ({ quizzes, language }) => {
      const { quizCard, hintFold, notesCard, solutionFold, STYLE, wordsOf, activate } = window.lesson;
      const words = wordsOf(language);
      const host = (content: HTMLElement): void => {
        const element = document.createElement('div');
        document.getElementById('text')!.append(element);
        const style = document.createElement('style');
        style.textContent = STYLE;
        element.attachShadow({ mode: 'open' }).append(style, content);
      };
      const nothing = (): void => undefined;
      for (const quiz of quizzes) host(quizCard(quiz, words, () => undefined, nothing));
      for (const answer of [
        [0, 1],
        [0, 2],
      ])
        host(quizCard(quizzes[0]!, words, () => ({ answer, right: answer[1] === 1 }), nothing));
      const hint = { kind: 'hint', place: 0, of: 2, opened: false, ready: true } as const;
      host(hintFold(hint, { open: true }, words, nothing));
      host(hintFold({ ...hint, place: 1, ready: false }, { open: false }, words, nothing));
      const acts = { opened: nothing, insert: nothing };
      host(
        solutionFold({ kind: 'solution', place: 0, of: 1, opened: true, solved: true }, { open: true }, words, acts),
      );
      host(notesCard(words));
      const { renderOutputItem } = activate({});
      const outputs: [string, unknown][] = [
        ['check', { cell: 1, passed: true, verdict: 'Passed', why: null, actions: [] }],
        [
          'check',
          {
            cell: 2,
            passed: false,
            verdict: 'Not solved yet',
            why: 'exit code 1',
            actions: [{ kind: 'hint', label: 'Hint 1 of 2' }],
          },
        ],
        ['input', { cell: 3 }],
        ['error', { cell: 4, message: 'cannot find symbol', file: null, line: 3, column: 7, place: 'line 3' }],
        ['more', { cell: 5, label: '12 more lines. Open all' }],
      ];
      for (const [kind, data] of outputs) {
        const element = document.createElement('div');
        document.getElementById('outputs')!.append(element);
        const mime = `application/vnd.millrace.${kind}+json`;
        renderOutputItem({ id: kind, mime, json: () => data }, element);
      }
    },
    { quizzes: QUIZZES, language },
  );
  return page;
}

describe('questions, help and checks of a lesson', () => {
  for (const theme of Object.keys(THEMES))
    for (const language of ['en', 'zh'] as const)
      it(`have no accessibility fault: ${theme}, ${language}`, async () => {
        const page = await shown(theme, language);
        await page.screenshot({ path: `${SHOTS}/course-${theme}-${language}.png` });
        await page.evaluate(axe.source);
        const found = await page.evaluate(async () => {
          const { violations } = await window.axe.run(document, {
            runOnly: ['wcag2a', 'wcag2aa'],
          });
          return violations.map(
            ({ id, nodes }) =>
              `${id}: ${nodes.map(({ html, any }) => `${html.slice(0, 120)} ${any[0]?.message ?? ''}`).join(' | ')}`,
          );
        });
        expect(found).toEqual([]);
        await page.close();
      });

  it('let the keyboard into a line to type into, where VS Code looks for it', async () => {
    const page = await shown('light', 'en');
    const first = '[tabindex="0"], [href], button, input, option, select, textarea';
    expect(
      await page
        .locator('#outputs > div')
        .nth(2)
        .locator(first)
        .first()
        .evaluate(({ tagName }) => tagName),
    ).toBe('INPUT');
    await page.close();
  });
});
