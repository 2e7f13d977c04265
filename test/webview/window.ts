/** What the pages under test, and the tests themselves, keep at `window`. */
import type axe from 'axe-core';
import type { App } from '../../webview/cluster/app.ts';
import type { ViewMessage } from '../../webview/cluster/protocol.ts';
import type { LabApp } from '../../webview/lab/app.ts';

/** The parts of a lesson's renderers that course.test.ts bundles. */
interface Lesson {
  readonly quizCard: typeof import('../../webview/markdown/quiz.ts').quizCard;
  readonly hintFold: typeof import('../../webview/markdown/fold.ts').hintFold;
  readonly notesCard: typeof import('../../webview/markdown/fold.ts').notesCard;
  readonly solutionFold: typeof import('../../webview/markdown/fold.ts').solutionFold;
  readonly STYLE: string;
  readonly wordsOf: typeof import('../../webview/markdown/words.ts').wordsOf;
  readonly activate: typeof import('../../webview/output/main.ts').activate;
}

declare global {
  interface Window {
    readonly axe: typeof axe;
    /** The cluster view. */
    readonly millrace: App;
    readonly jobLab: LabApp;
    /** The notebook's renderers. */
    readonly renderer: typeof import('../../webview/output/main.ts');
    readonly lesson: Lesson;
    /** What the view told its host while a test listened. */
    heard: ViewMessage[];
  }
}
