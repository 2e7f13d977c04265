import { containersIn } from './containers.ts';
import { isCheck } from './exercises.ts';
import { splitFences } from './fences.ts';
import type { Cell } from './format.ts';
import { parseInfo } from './info.ts';
import { escapeHtml, type HtmlOptions, inlineHtml, markdownHtml } from './markdown-html.ts';
import { parseQuiz, type Quiz, QuizError } from './quiz.ts';

/** What a cell had printed. */
export interface HandoutOutput {
  readonly text: string;
  readonly failed: boolean;
}
export interface HandoutOptions extends HtmlOptions {
  readonly title: string;
  /** BCP 47, for the page. */
  readonly language: string;
  /** Under the title: where the outputs are from. */
  readonly remark: string;
  /** By the code cell's place; cells that are missing have none. */
  readonly outputs: ReadonlyMap<number, HandoutOutput>;
  /** With hints, solutions, explanations of questions; else an exercise is left to be solved. */
  readonly solutions: boolean;
}

/** Where a page's outputs are from. */
export const handoutRemark = (seed: number): string => `Millrace · Flink 1.13.6 (simulated) · seed ${seed}`;

/** Lessons tell their language by their folder. */
export const handoutLanguage = (path: string): string => (/[/\\]zh[/\\]/.test(path) ? 'zh-CN' : 'en');

const PICTURE_TYPES: Readonly<Record<string, string>> = {
  svg: 'image/svg+xml',
  png: 'image/png',
  jpg: 'image/jpeg',
  gif: 'image/gif',
};

/** The MIME type of a picture that lies beside the lesson and so becomes part of the page; null for any other address. */
export function pictureType(address: string): string | null {
  if (/^[a-z]+:/i.test(address)) return null;
  return PICTURE_TYPES[address.slice(address.lastIndexOf('.') + 1).toLowerCase()] ?? null;
}

/** A lesson as one page that needs nothing else: text, programs, what they printed. Presenter's notes and checks are left out. */
export function handout(cells: readonly Cell[], options: HandoutOptions): string {
  const body = cells.map((cell) => {
    if (cell.kind === 'markup') return textHtml(cell.value, options);
    if (isCheck(cell)) return '';
    const output = options.outputs.get(cell.index);
    const place = typeof cell.options.host === 'string' ? cell.options.host : null;
    const name = typeof cell.options.file === 'string' ? cell.options.file : cell.language;
    const label = [name, ...(place === null ? [] : [place])].join(' · ');
    return [
      `<figure class="cell"><figcaption>${escapeHtml(label)}</figcaption>`,
      `<pre><code>${escapeHtml(cell.value)}</code></pre>`,
      output && output.text.trim() !== ''
        ? `<pre class="output${output.failed ? ' failed' : ''}">${escapeHtml(plainText(output.text))}</pre>`
        : '',
      '</figure>',
    ].join('');
  });
  return `<!DOCTYPE html>
<html lang="${escapeHtml(options.language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(options.title)}</title>
<style>${STYLE}</style>
</head>
<body>
<p class="remark">${escapeHtml(options.remark)}</p>
${body.filter((part) => part !== '').join('\n')}
</body>
</html>
`;
}

function textHtml(text: string, options: HandoutOptions): string {
  const parts: string[] = [];
  let from = 0;
  for (const { name, body, from: start, to } of containersIn(text)) {
    parts.push(proseHtml(text.slice(from, start), options));
    if (options.solutions && name !== 'notes') parts.push(`<aside>${proseHtml(body, options)}</aside>`);
    from = to;
  }
  parts.push(proseHtml(text.slice(from), options));
  return parts.filter((part) => part !== '').join('\n');
}

function proseHtml(text: string, options: HandoutOptions): string {
  let prose = '';
  const parts: string[] = [];
  const flush = (): void => {
    if (prose.trim() !== '') parts.push(markdownHtml(prose, options));
    prose = '';
  };
  for (const block of splitFences(text)) {
    if (block.kind !== 'fence' || parseInfo(block.info).language !== 'quiz') {
      prose += block.raw;
      continue;
    }
    flush();
    try {
      parts.push(quizHtml(parseQuiz(block.source), options));
    } catch (error) {
      if (!(error instanceof QuizError)) throw error;
    }
  }
  flush();
  return parts.join('\n');
}

function quizHtml(quiz: Quiz, options: HandoutOptions): string {
  const words = (text: string): string => inlineHtml(text, options);
  const sorted = (texts: readonly string[]): string[] => [...new Set(texts)].sort();
  const items = (texts: readonly string[], tag: 'ol' | 'ul'): string =>
    `<${tag}>${texts.map((text) => `<li>${text}</li>`).join('')}</${tag}>`;
  const answers = ((): string => {
    switch (quiz.kind) {
      case 'choice':
        return items(
          quiz.choices.map(
            ({ text, correct, why }) =>
              `${options.solutions ? (correct ? '☑' : '☐') : '☐'} ${words(text)}${options.solutions && why !== '' ? ` — ${words(why)}` : ''}`,
          ),
          'ul',
        );
      case 'order':
        return options.solutions
          ? items(quiz.items.map(words), 'ol')
          : items(
              sorted(quiz.items).map((item) => `___ ${words(item)}`),
              'ul',
            );
      case 'match':
        return options.solutions
          ? items(
              quiz.pairs.map(({ left, right }) => `${words(left)} → ${words(right)}`),
              'ul',
            )
          : `${items(
              quiz.pairs.map(({ left }) => `${words(left)} → ______`),
              'ul',
            )}<p>(${sorted(quiz.pairs.map(({ right }) => right))
              .map(words)
              .join(' · ')})</p>`;
      case 'number':
        return `<p>${options.solutions ? quiz.answer : '______'} ${words(quiz.unit)}</p>`;
    }
  })();
  const explanation = options.solutions ? `<p>${words(quiz.explanation)}</p>` : '';
  return `<section class="quiz"><p><strong>${words(quiz.question)}</strong></p>${answers}${explanation}</section>`;
}

/** Without the colours and cursor moves of a terminal. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences begin with one
const plainText = (text: string): string => text.replace(/\u001B\[[0-9;?]*[A-Za-z]/g, '').trimEnd();

const STYLE = `
:root { --line: #8885; --dim: #666; }
@media (prefers-color-scheme: dark) { :root { --dim: #aaa; } body { background: #1e1e1e; color: #ddd; } a { color: #6cb6ff; } }
body { font: 16px/1.6 system-ui, "Noto Sans CJK SC", "Microsoft YaHei", sans-serif; max-width: 46em; margin: 2em auto; padding: 0 1em; }
h1, h2, h3 { line-height: 1.25; break-after: avoid; }
pre { overflow-x: auto; margin: 0; padding: .6em .9em; white-space: pre-wrap; overflow-wrap: anywhere; }
code, pre { font: 13.5px/1.5 ui-monospace, Consolas, "DejaVu Sans Mono", monospace; }
figure.cell { margin: 1em 0; border: 1px solid var(--line); border-radius: 6px; break-inside: avoid; }
figcaption { font-size: .8em; color: var(--dim); padding: .2em .9em; border-bottom: 1px solid var(--line); }
pre.output { border-top: 1px dashed var(--line); color: var(--dim); }
pre.failed { border-left: 4px solid #c33; }
.quiz, aside { border: 1px solid var(--line); border-left-width: 4px; border-radius: 6px; padding: .2em 1em; margin: 1em 0; break-inside: avoid; }
.remark { color: var(--dim); font-size: .85em; }
table { border-collapse: collapse; } td, th { border: 1px solid var(--line); padding: .3em .7em; text-align: left; }
blockquote { margin: 1em 0; padding-left: 1em; border-left: 4px solid var(--line); }
img { max-width: 100%; }
`;
