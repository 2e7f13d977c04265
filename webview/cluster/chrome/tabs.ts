/** A row of tabs: one of them is chosen, arrow keys go on to the next. */
import { el, text } from '../draw/dom.ts';

export class Tabs<View extends string> {
  readonly element = el('div', 'tabs');
  private readonly tabs: ReadonlyMap<View, HTMLButtonElement>;

  constructor(views: readonly View[], pick: (view: View) => void) {
    this.element.setAttribute('role', 'tablist');
    this.tabs = new Map(
      views.map((view) => {
        const tab = el('button');
        tab.type = 'button';
        tab.dataset.view = view;
        tab.setAttribute('role', 'tab');
        tab.addEventListener('click', () => pick(view));
        return [view, tab];
      }),
    );
    this.element.append(...this.tabs.values());
    this.element.addEventListener('keydown', (event) => {
      const move = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
      const at = views.findIndex((view) => this.tabs.get(view) === document.activeElement);
      if (move === 0 || at < 0) return;
      const next = views[(at + move + views.length) % views.length]!;
      pick(next);
      this.tabs.get(next)?.focus();
      event.preventDefault();
      event.stopPropagation();
    });
  }

  /** @param label of the whole row, for who cannot see it */
  name(label: string, names: Readonly<Record<View, string>>): void {
    this.element.setAttribute('aria-label', label);
    for (const [view, tab] of this.tabs) text(tab, names[view]);
  }

  choose(chosen: View): void {
    for (const [view, tab] of this.tabs) {
      tab.setAttribute('aria-selected', String(view === chosen));
      tab.tabIndex = view === chosen ? 0 : -1;
    }
  }
}
