import { button, make } from './dom.ts';
import type { BlockState } from './protocol.ts';
import type { Words } from './words.ts';

/** A heading that opens and closes the slotted text under it. */
function fold(title: string, later: string | null, open: boolean, toggle: (open: boolean) => void): HTMLElement {
  const body = make('div', { className: 'body', hidden: !open }, make('slot', {}));
  const arrow = make('span', {}, open ? '▾' : '▸');
  arrow.setAttribute('aria-hidden', 'true');
  let shown = open;
  const head = button('', () => set(!shown), 'fold');
  head.append(arrow, make('span', {}, title));
  if (later !== null) {
    head.append(make('span', { className: 'later' }, later));
    head.disabled = true;
  }
  const set = (now: boolean): void => {
    shown = now;
    body.hidden = !now;
    arrow.textContent = now ? '▾' : '▸';
    head.setAttribute('aria-expanded', String(now));
    toggle(now);
  };
  head.setAttribute('aria-expanded', String(open));
  return make('div', { className: 'block' }, head, body);
}

/** What a person has open now; kept while the text is drawn anew. */
export interface FoldMemory {
  open: boolean;
}

export function hintFold(
  state: Extract<BlockState, { kind: 'hint' }>,
  memory: FoldMemory,
  words: Words,
  opened: () => void,
): HTMLElement {
  const { place, of, ready } = state;
  const later = ready ? null : words.earlier(place);
  return fold(words.hint(place, of), later, memory.open && ready, (open) => {
    memory.open = open;
    if (open && !state.opened) opened();
  });
}

/** Before the checks have passed it asks once whether to give the solution away. */
export function solutionFold(
  state: Extract<BlockState, { kind: 'solution' }>,
  memory: FoldMemory,
  words: Words,
  act: { opened(): void; insert(): void },
): HTMLElement {
  const title = words.solution(state.place, state.of);
  const insert = make('div', { className: 'row' }, button(words.insert, act.insert, 'second'));
  const question = make('div', { className: 'row body', hidden: true });
  const whole = fold(title, null, memory.open, (open) => {
    if (open && !state.opened && !state.solved) {
      body.hidden = true;
      question.hidden = false;
      question.querySelector('button')?.focus();
      return;
    }
    question.hidden = true;
    memory.open = open;
    if (open && !state.opened) act.opened();
  });
  const body = whole.querySelector<HTMLElement>('.body')!;
  body.append(insert);
  const head = whole.querySelector<HTMLButtonElement>('.fold')!;
  const close = (): void => {
    question.hidden = true;
    head.setAttribute('aria-expanded', 'false');
    head.querySelector('span')!.textContent = '▸';
  };
  question.append(
    make('span', {}, words.unsolved),
    button(words.showIt, () => {
      question.hidden = true;
      body.hidden = false;
      memory.open = true;
      act.opened();
    }),
    button(
      words.keepTrying,
      () => {
        close();
        head.focus();
      },
      'second',
    ),
  );
  whole.append(question);
  return whole;
}

export function notesCard(words: Words): HTMLElement {
  return make('div', { className: 'card notes' }, make('span', { className: 'label' }, words.notes), make('slot', {}));
}
