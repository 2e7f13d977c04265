import type { Environment, MarkdownIt, RendererContext } from './api.ts';
import { make } from './dom.ts';
import { type FoldMemory, hintFold, notesCard, solutionFold } from './fold.ts';
import { HOST_CLASS, lessonBlocks } from './plugin.ts';
import type { BlockState, CourseState, MarkdownMessage } from './protocol.ts';
import { quizCard } from './quiz.ts';
import { STYLE, styleFigures } from './style.ts';
import { explainTerms, markTerms, TERM_CLASS } from './terms.ts';
import { wordsOf } from './words.ts';

/** What is shown until the extension has told its state, and where there is none: every hint can be opened. */
const ALONE: CourseState = {
  type: 'course',
  language: navigator.language.startsWith('zh') ? 'zh' : 'en',
  presenter: false,
  blocks: {},
  answers: {},
};

/** Extends VS Code's Markdown renderer: hints, solutions, presenter's notes and quizzes of a lesson come alive. */
export async function activate(context: RendererContext): Promise<object> {
  styleFigures();
  const course = createCourse((message) => context.postMessage?.(message));
  const base = await context.getRenderer('vscode.markdown-it-renderer');
  base?.extendMarkdownIt?.((markdown) => {
    lessonBlocks(markdown);
    markTerms(markdown);
    enliven(markdown, course.drawn);
  });
  context.onDidReceiveMessage?.((message) => {
    if (message.type === 'course') course.receive(message);
    else course.focus(message.text);
  });
  context.postMessage?.({ type: 'hello' });
  return {};
}

/** Calls back with a cell's root once VS Code has put the rendered text into it. */
function enliven(markdown: MarkdownIt, drawn: (cell: string) => void): void {
  const { renderer } = markdown;
  const render = renderer.render.bind(renderer);
  renderer.render = (tokens, options, env: Environment) => {
    const id = env.outputItem?.id;
    if (id !== undefined) queueMicrotask(() => drawn(id));
    return render(tokens, options, env);
  };
}

function createCourse(tell: (message: MarkdownMessage) => void) {
  let state = ALONE;
  const cells = new Set<string>();
  const memories = new Map<string, FoldMemory>();
  const memoryOf = (key: string, open: boolean): FoldMemory => {
    const known = memories.get(key) ?? { open };
    memories.set(key, known);
    return known;
  };
  const hostsOf = (cell: string): HTMLElement[] => {
    const root = document.getElementById(cell)?.shadowRoot;
    return root ? [...root.querySelectorAll<HTMLElement>(`.${HOST_CLASS}`)] : [];
  };

  const drawHost = (host: HTMLElement): void => {
    const shown = contentOf(host);
    const root = host.shadowRoot ?? attach(host);
    root.replaceChildren(make('style', {}, STYLE), ...(shown ? [shown] : []));
    host.style.display = shown ? '' : 'none';
  };

  const contentOf = (host: HTMLElement): HTMLElement | null => {
    const words = wordsOf(state.language);
    const { kind = '', key = '', source = '' } = host.dataset;
    const block = state.blocks[key] ?? alone(kind);
    if (kind === 'quiz')
      return quizCard(
        source,
        words,
        (question) => state.answers[question],
        (question, answer, right) => tell({ type: 'answer', question, answer, right }),
      );
    if (kind === 'notes') return state.presenter ? notesCard(words) : null;
    const opened = (): void => tell({ type: 'opened', key });
    if (block?.kind === 'hint') return hintFold(block, memoryOf(key, block.opened), words, opened);
    if (block?.kind === 'solution')
      return solutionFold(block, memoryOf(key, false), words, { opened, insert: () => tell({ type: 'insert', key }) });
    return null;
  };

  /** What a host shows; it is drawn anew only when that has changed, so that nobody loses the keyboard's place. */
  const fingerprint = ({ dataset }: HTMLElement): string => {
    const { language, presenter, blocks } = state;
    return JSON.stringify([language, presenter, blocks[dataset.key ?? '']]);
  };
  const draw = (cell: string, anew: boolean): void => {
    const hosts = hostsOf(cell);
    const root = document.getElementById(cell)?.shadowRoot;
    if (root) explainTerms(root, state.language);
    if (hosts.length === 0 && !root?.querySelector(`.${TERM_CLASS}`)) {
      cells.delete(cell);
      return;
    }
    cells.add(cell);
    for (const host of hosts) {
      const now = fingerprint(host);
      if (!anew && host.dataset.drawn === now) continue;
      host.dataset.drawn = now;
      drawHost(host);
    }
  };

  return {
    drawn: (cell: string) => draw(cell, false),
    receive(next: CourseState) {
      const answersCame = state === ALONE || Object.keys(state.answers).some((question) => !(question in next.answers));
      // What was drawn before anything was known remembers nothing that a person did.
      if (state === ALONE) memories.clear();
      for (const [key, block] of Object.entries(next.blocks)) {
        const before = state.blocks[key];
        const opened = block.kind !== 'solution' || state !== ALONE ? 'opened' in block && block.opened : false;
        const wasOpened = before !== undefined && 'opened' in before && before.opened;
        if (opened && before && !wasOpened) memoryOf(key, true).open = true;
        // The lesson was reset.
        if (!opened && wasOpened) memoryOf(key, false).open = false;
      }
      state = next;
      for (const cell of cells) draw(cell, answersCame);
    },
    /** Into the first open question of a cell's text, else into its first. Hosts know their question's source, which is part of that text. */
    focus(text: string) {
      const inside = [...cells].flatMap(hostsOf).filter(({ dataset: { source } }) => {
        return source !== undefined && text.replace(/\r\n/g, '\n').includes(source.trim());
      });
      const host = inside.find(({ shadowRoot }) => !shadowRoot?.querySelector('.right, .wrong')) ?? inside[0];
      const first = host?.shadowRoot?.querySelector<HTMLElement>('input, select, .item, button:enabled');
      if (!host || !first) return;
      host.scrollIntoView({ block: 'nearest' });
      first.focus();
    },
  };
}

const alone = (kind: string): BlockState | null =>
  kind === 'hint'
    ? { kind: 'hint', place: 0, of: 1, opened: false, ready: true }
    : kind === 'solution'
      ? { kind: 'solution', place: 0, of: 1, opened: false, solved: false }
      : null;

/** Keys and clicks inside a block are its own; those with Ctrl, Cmd or F keys remain VS Code's, and all of them after Escape. */
function attach(host: HTMLElement): ShadowRoot {
  for (const type of ['click', 'dblclick'] as const) host.addEventListener(type, (event) => event.stopPropagation());
  host.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') (event.composedPath()[0] as HTMLElement).blur();
    if (!event.ctrlKey && !event.metaKey && !/^F\d+$/.test(event.key)) event.stopPropagation();
  });
  return host.attachShadow({ mode: 'open' });
}
