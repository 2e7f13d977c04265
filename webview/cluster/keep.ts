/** Keeping a run or a picture as a file: the menu, and what the host is asked for. */
import { openMenu } from './chrome/menu.ts';
import type { SavedAs, ViewMessage } from './protocol.ts';
import { pictureAsSvg, pngOf } from './snapshot.ts';
import type { Words } from './words/words.ts';

export interface Kept {
  readonly run: number;
  readonly title: string;
  readonly caption: string;
  readonly picture: Element;
  readonly bookmarks: readonly number[];
}

const ENDS: Readonly<Record<SavedAs, string>> = { trace: 'jsonl', html: 'html', svg: 'svg', png: 'png' };

/** @param tell says a sentence to the person */
export function saveMenu(
  anchor: HTMLElement,
  words: Words,
  kept: () => Kept,
  post: (message: ViewMessage) => void,
  tell: (sentence: string) => void,
): void {
  const box = anchor.getBoundingClientRect();
  const save = async (kind: SavedAs) => {
    const { run, title, caption, picture, bookmarks } = kept();
    const name = `${title.replaceAll(/[^\p{L}\p{N}._-]+/gu, '-')}.${ENDS[kind]}`;
    const whole = kind === 'trace' || kind === 'html';
    const svg = whole ? null : pictureAsSvg(picture, title, caption);
    const text = svg === null || kind === 'svg' ? svg : await pngOf(svg);
    post({ type: 'save', kind, name, text, run, bookmarks });
  };
  const kinds: readonly SavedAs[] = ['trace', 'html', 'svg', 'png'];
  openMenu(
    words.save,
    kinds.map((kind) => ({
      label: words.saveAs[kind],
      reason: null,
      run: () => void save(kind).catch((error: Error) => tell(words.notSaved(error.message))),
    })),
    box.x,
    box.y - 8,
  );
}
