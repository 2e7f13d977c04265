/** Keys of the page. What they do is the page's; which key it is, and when it is not the page's, is said here. */
import { rove } from './chrome/roving.ts';

export interface KeyActs {
  readonly pictures: readonly (() => void)[];
  toggle(): void;
  step(direction: 1 | -1): void;
  /** A second on or back. */
  skip(direction: 1 | -1): void;
  go(where: 'start' | 'end'): void;
  shiftSpeed(by: 1 | -1): void;
  nextStepKind(): void;
  /** The next key to step along. */
  nextKey(): void;
  /** The value of the next record on its way. */
  nextRecord(): void;
  toLive(): void;
  breakIt(): void;
  bookmark(): void;
  nextChapter(direction: 1 | -1): void;
  scenarios(): void;
  present(): void;
  focus(): void;
  compare(): void;
  loop(edge: 'start' | 'end' | 'none'): void;
  /** 0: back to the whole. */
  zoom(factor: number): void;
  help(): void;
  escape(): void;
}

type KeyMap = Readonly<Record<string, (event: KeyboardEvent) => void>>;

function mapOf(acts: KeyActs): KeyMap {
  return {
    ...Object.fromEntries(acts.pictures.map((show, index) => [String(index + 1), show])),
    ' ': () => acts.toggle(),
    ArrowRight: ({ shiftKey }) => (shiftKey ? acts.skip(1) : acts.step(1)),
    ArrowLeft: ({ shiftKey }) => (shiftKey ? acts.skip(-1) : acts.step(-1)),
    Home: () => acts.go('start'),
    End: () => acts.go('end'),
    ',': () => acts.shiftSpeed(-1),
    '.': () => acts.shiftSpeed(1),
    s: () => acts.nextStepKind(),
    k: () => acts.nextKey(),
    v: () => acts.nextRecord(),
    l: () => acts.toLive(),
    b: () => acts.breakIt(),
    m: () => acts.bookmark(),
    n: ({ shiftKey }) => acts.nextChapter(shiftKey ? -1 : 1),
    PageDown: () => acts.nextChapter(1),
    PageUp: () => acts.nextChapter(-1),
    x: () => acts.scenarios(),
    p: () => acts.present(),
    f: () => acts.focus(),
    c: () => acts.compare(),
    '[': () => acts.loop('start'),
    ']': () => acts.loop('end'),
    '\\': () => acts.loop('none'),
    '+': () => acts.zoom(1.2),
    '=': () => acts.zoom(1.2),
    '-': () => acts.zoom(1 / 1.2),
    '0': () => acts.zoom(0),
    '?': () => acts.help(),
    Escape: () => acts.escape(),
  };
}

export function listenToKeys(acts: KeyActs): void {
  const keys = mapOf(acts);
  document.addEventListener('keydown', (event) => {
    const focus = event.target as HTMLElement;
    const typing = /^(?:INPUT|SELECT|TEXTAREA)$/u.test(focus.tagName);
    if (event.ctrlKey || event.metaKey || event.altKey || typing) return;
    if (document.querySelector('dialog[open]') !== null) return;
    if (rove(event, focus)) return;
    const act = keys[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (act === undefined || (focus.tagName === 'BUTTON' && (event.key === ' ' || event.key === 'Enter'))) return;
    event.preventDefault();
    act(event);
  });
}
