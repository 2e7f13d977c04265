/** Messages between the Markdown renderer (hints, solutions, notes, quizzes) and the extension. */
import type { QuizAnswer } from '../../src/lesson/quiz.ts';

/** All that the renderer shows besides the text: sent whole after each change. */
export interface CourseState {
  readonly type: 'course';
  readonly language: 'en' | 'zh';
  /** The presenter's notes are shown. */
  readonly presenter: boolean;
  /** By the block's key (src/lesson/containers.ts). */
  readonly blocks: Readonly<Record<string, BlockState>>;
  /** By question. */
  readonly answers: Readonly<Record<string, { readonly answer: QuizAnswer; readonly right: boolean }>>;
}
export type BlockState =
  | {
      readonly kind: 'hint';
      /** From 0, of so many. */
      readonly place: number;
      readonly of: number;
      /** It was opened before. */
      readonly opened: boolean;
      /** The hints before it were. */
      readonly ready: boolean;
    }
  | {
      readonly kind: 'solution';
      readonly place: number;
      readonly of: number;
      readonly opened: boolean;
      /** The exercise's checks passed. */
      readonly solved: boolean;
    };
/** Puts the keyboard into the first question of the cell with this text. */
export interface FocusQuestion {
  readonly type: 'focus';
  readonly text: string;
}
export type HostMessage = CourseState | FocusQuestion;

export type MarkdownMessage =
  /** The renderer started and asks for the state. */
  | { readonly type: 'hello' }
  /** A hint or a solution was opened for the first time. */
  | { readonly type: 'opened'; readonly key: string }
  /** The solution is to take the place of the exercise's cells. */
  | { readonly type: 'insert'; readonly key: string }
  | { readonly type: 'answer'; readonly question: string; readonly answer: QuizAnswer; readonly right: boolean };
