/** What each mark means, under the transport; where there is no room for that, behind a button. */
import { el, svg, text } from '../draw/dom.ts';
import type { Frame } from '../frame.ts';
import { diamond, flagIcon } from '../pictures/flow/signs.ts';
import type { Language } from '../protocol.ts';
import type { Words } from '../words/words.ts';
import { commandButton, labelOf } from './button.ts';
import { withTerms } from './terms.ts';

export interface Legend {
  readonly element: HTMLElement;
  /** Opens the legend where it is not on the page. */
  readonly button: HTMLButtonElement;
  show(frame: Frame): void;
  /** Returns false where it was not open. */
  close(): boolean;
}

export function legend(): Legend {
  const element = el('ul', 'legend');
  const open = (wanted: boolean) => {
    element.classList.toggle('open', wanted);
    button.setAttribute('aria-expanded', String(wanted));
  };
  const isOpen = () => element.classList.contains('open');
  const button = commandButton('', {}, () => open(!isOpen()));
  button.classList.add('legendbutton');
  open(false);
  let language: Language | null = null;
  return {
    element,
    button,
    close() {
      const was = isOpen();
      open(false);
      return was;
    },
    show(frame) {
      if (frame.language === language) return;
      language = frame.language;
      text(labelOf(button), frame.words.legend);
      element.setAttribute('aria-label', frame.words.legend);
      element.replaceChildren(
        ...items(frame.words).map(([mark, word]) =>
          el('li', '', mark, el('span', '', ...withTerms(word, frame.language))),
        ),
      );
    },
  };
}

function items(words: Words): readonly (readonly [Element, string])[] {
  const m = words.marks;
  return [
    [drawing(14, 14, '<circle class="rec h0" cx="7" cy="7" r="6.5"/>'), m.record],
    [
      drawing(
        42,
        22,
        '<rect class="capsule" x="1" y="1" width="40" height="20" rx="10"/><circle class="rec h1" cx="14" cy="11" r="6.5"/><circle class="rec h1" cx="29" cy="11" r="6.5"/>',
      ),
      m.buffer,
    ],
    [drawing(6, 22, '<rect x="0" width="5" height="22" rx="2" fill="var(--strong)"/>'), m.barrier],
    [flagIcon(), m.watermark],
    [diamond('done'), m.done],
    [diamond('doing'), m.progress],
    [
      drawing(12, 18, '<path fill="var(--fault)" transform="translate(6,9)" d="M2-8-5 2h3.4L-3 9 5-2.2H1.6z"/>'),
      m.fault,
    ],
    [
      drawing(
        20,
        16,
        '<rect x="1" y="1" width="18" height="14" rx="2" fill="none" stroke="var(--fault)" stroke-dasharray="4 3"/><path d="M3 13 13 3M9 14 18 5" stroke="var(--line)"/>',
      ),
      m.lost,
    ],
    [
      drawing(
        10,
        14,
        '<rect class="h2" width="4" height="14" fill="var(--hue)"/><rect x="5" width="4" height="14" fill="var(--border)"/>',
      ),
      m.keyGroup,
    ],
    [bar('--idle'), m.idle],
    [bar('--busy'), m.busy],
    [bar('--back-pressured'), m.backpressured],
  ];
}

function drawing(width: number, height: number, content: string): SVGSVGElement {
  const element = svg('icon');
  element.setAttribute('width', String(width));
  element.setAttribute('height', String(height));
  element.setAttribute('aria-hidden', 'true');
  element.innerHTML = content;
  return element;
}

function bar(colour: string): SVGSVGElement {
  return drawing(20, 8, `<rect width="20" height="8" rx="4" fill="var(${colour})"/>`);
}
