/** What is known about the thing pointed at: Flink's name, state, numbers, last records, and why. */

import { el, ICONS, icon } from '../draw/dom.ts';
import type { Frame } from '../frame.ts';
import type { Target, Topic } from '../protocol.ts';
import { commandButton } from './button.ts';
import { factsOf } from './inspected.ts';
import { withTerms } from './terms.ts';
import type { Why } from './why.ts';

export class Inspector {
  readonly element = el('aside', 'inspector hidden');
  private shown = '';

  constructor(
    private readonly close: () => void,
    private readonly reveal: (target: Target) => void,
    private readonly breakIt: (target: Target, x: number, y: number) => void,
    private readonly read: (topic: Topic) => void,
  ) {}

  show(frame: Frame): void {
    const { selected, words } = frame;
    this.element.classList.toggle('hidden', selected === null);
    if (selected === null) return;
    const facts = factsOf(frame, selected);
    const signature = JSON.stringify([facts, frame.language]);
    if (signature === this.shown) return;
    this.shown = signature;
    const focused = this.element.contains(document.activeElement)
      ? document.activeElement?.getAttribute('data-act')
      : null;
    const close = this.act('close', icon(ICONS.close), () => this.close());
    close.className = 'btn icon';
    close.setAttribute('aria-label', words.close);
    const list = el('dl');
    for (const [name, value] of facts.rows)
      if (value !== '')
        list.append(el('div', '', el('dt', '', ...withTerms(name, frame.language)), el('dd', '', value)));
    const show = commandButton(words.inspect.show, {}, () => this.reveal(selected));
    show.dataset.act = 'show';
    const fault = commandButton(words.breakIt, { danger: true }, (button) => {
      const box = button.getBoundingClientRect();
      this.breakIt(selected, box.x, box.y + box.height);
    });
    fault.dataset.act = 'break';
    this.element.setAttribute('aria-label', words.inspect.title);
    this.element.replaceChildren(
      el('header', '', el('h2', '', facts.title), close),
      list,
      ...this.whyOf(frame, facts.why),
      ...facts.texts
        .filter(([, lines]) => lines.length > 0)
        .flatMap(([name, lines]) => [
          el('h3', '', ...withTerms(name, frame.language)),
          el('pre', '', lines.join('\n')),
        ]),
      el('div', 'controls', show, fault),
    );
    for (const [index, term] of this.element.querySelectorAll<HTMLElement>('.term').entries())
      term.dataset.act = `term${index}`;
    if (focused !== null) this.element.querySelector<HTMLElement>(`[data-act=${focused}]`)?.focus();
  }

  private whyOf({ words, canRead, language }: Frame, why: Why | null): readonly Node[] {
    if (why === null) return [];
    const [sentence, topic] = why;
    const said = el('p', 'why', el('b', '', words.inspect.why), ' ', ...withTerms(sentence, language));
    if (!canRead) return [said];
    const more = this.act('read', words.inspect.read, () => this.read(topic));
    more.className = 'link';
    said.append(' ', more);
    return [said];
  }

  private act(name: string, label: Node | string, run: (button: HTMLElement) => void): HTMLButtonElement {
    const button = el('button', 'btn', label);
    button.type = 'button';
    button.dataset.act = name;
    button.addEventListener('click', () => run(button));
    return button;
  }
}
