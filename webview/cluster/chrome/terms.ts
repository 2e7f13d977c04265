/** The terms of Flink in the page's own words, each with its sentence from the course's glossary: by pointer and by key. */
import { CLUSTER_TERMS } from '../../../src/lesson/cluster-terms.ts';
import { nameOf, type Term, termFinder } from '../../../src/lesson/term.ts';
import { el } from '../draw/dom.ts';
import type { Language } from '../protocol.ts';

/** Between a term and its explanation, and between that and the edge of the page, px. */
const APART = 6;
const EDGE = 8;

const termsIn = termFinder(CLUSTER_TERMS);
const explained = new WeakMap<Element, { readonly term: Term; readonly language: Language }>();

/** The text with its terms as buttons; in a sentence each term once. */
export function withTerms(text: string, language: Language): readonly (Node | string)[] {
  const parts: (Node | string)[] = [];
  const known = new Set<Term>();
  let at = 0;
  for (const { term, from, to } of termsIn(text)) {
    if (known.has(term)) continue;
    known.add(term);
    const button = el('button', 'term', text.slice(from, to));
    button.type = 'button';
    explained.set(button, { term, language });
    parts.push(text.slice(at, from), button);
    at = to;
  }
  parts.push(text.slice(at));
  return parts.filter((part) => part !== '');
}

/** Shows the explanation of the term that is pointed at or has the focus; Escape and a click put it away or back. */
export class TermTip {
  readonly element = el('div', 'termtip hidden');
  private of: Element | null = null;

  constructor(root: HTMLElement) {
    this.element.id = 'term';
    this.element.setAttribute('role', 'tooltip');
    for (const come of ['pointerover', 'focusin'] as const)
      root.addEventListener(come, (event) => this.show(termAt(event.target)));
    root.addEventListener('pointerout', (event) => {
      if (termAt(event.relatedTarget) !== this.of && document.activeElement !== this.of) this.show(null);
    });
    root.addEventListener('focusout', () => this.show(null));
    root.addEventListener('click', (event) => {
      const term = termAt(event.target);
      if (term !== null) this.show(term);
    });
  }

  /** False when nothing was shown. */
  close(): boolean {
    if (this.of === null) return false;
    this.show(null);
    return true;
  }

  private show(element: Element | null): void {
    const said = element === null ? undefined : explained.get(element);
    this.of?.removeAttribute('aria-describedby');
    this.of = said === undefined ? null : element;
    this.element.classList.toggle('hidden', said === undefined);
    if (element === null || said === undefined) return;
    element.setAttribute('aria-describedby', this.element.id);
    this.element.replaceChildren(el('b', '', nameOf(said.term, said.language)), said.term[said.language]);
    const [word, tip] = [element.getBoundingClientRect(), this.element.getBoundingClientRect()];
    const below = word.bottom + APART;
    const fits = below + tip.height < innerHeight - EDGE;
    const left = Math.max(EDGE, Math.min(word.left, innerWidth - tip.width - EDGE));
    this.element.style.left = `${left}px`;
    this.element.style.top = `${fits ? below : Math.max(EDGE, word.top - APART - tip.height)}px`;
  }
}

const termAt = (target: EventTarget | null): Element | null =>
  target instanceof Element ? target.closest('.term') : null;
