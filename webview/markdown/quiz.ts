import { isRight, parseQuiz, type Quiz, type QuizAnswer, QuizError } from '../../src/lesson/quiz.ts';
import { button, inline, make, plain } from './dom.ts';
import type { CourseState } from './protocol.ts';
import { shuffled } from './shuffle.ts';
import type { Words } from './words.ts';

type GivenAnswer = CourseState['answers'][string];

/** What a person sees and does of one kind of question. */
interface AnswerForm {
  readonly element: HTMLElement;
  /** What is answered so far; a text says what is missing. */
  read(): QuizAnswer | string;
  /** Shows which parts are right, with their reasons; null: not answered (any more). */
  judge(answer: QuizAnswer | null): void;
}

/** A question with its answer kept; never throws: what cannot be read says why. */
export function quizCard(
  source: string,
  words: Words,
  given: (question: string) => GivenAnswer | undefined,
  tell: (question: string, answer: QuizAnswer, right: boolean) => void,
): HTMLElement {
  let quiz: Quiz;
  try {
    quiz = parseQuiz(source);
  } catch (error) {
    if (!(error instanceof QuizError)) throw error;
    return make('div', { className: 'card quiz error' }, `${words.broken}: ${error.message}`);
  }
  const { question, explanation } = quiz;
  const before = given(question);
  const form = formOf(quiz, words, before?.answer);
  const status = make('div', { className: 'answer', role: 'status', tabIndex: -1 });
  status.setAttribute('aria-live', 'polite');
  const card = make('form', { className: 'card quiz', noValidate: true });
  const show = (answer: QuizAnswer): void => {
    const right = isRight(quiz, answer);
    form.judge(answer);
    card.className = `card quiz ${right ? 'right' : 'wrong'}`;
    submit.textContent = right ? words.check : words.again;
    const pressed = submit.matches(':focus');
    submit.hidden = right;
    const mark = make(
      'span',
      { className: `mark ${right ? 'right' : 'wrong'}` },
      right ? `✓ ${words.right}` : `✗ ${words.wrong}`,
    );
    status.replaceChildren(mark, ' ', ...inline(explanation));
    // A button that is hidden would drop the keyboard where no key leads back from.
    if (right && pressed) status.focus();
  };
  card.addEventListener('submit', (event) => {
    event.preventDefault();
    const answer = form.read();
    if (typeof answer === 'string') {
      status.replaceChildren(answer);
      return;
    }
    show(answer);
    tell(question, answer, isRight(quiz, answer));
  });
  // In inputs and on buttons Enter does this by itself.
  card.addEventListener('keydown', ({ key, target }) => {
    if (key === 'Enter' && target instanceof HTMLElement && target.matches('select, .item')) card.requestSubmit();
  });
  const changed = (): void => {
    if (status.childNodes.length === 0) return;
    status.replaceChildren();
    form.judge(null);
    card.className = 'card quiz';
    submit.textContent = words.check;
    submit.hidden = false;
  };
  card.addEventListener('input', changed);
  card.addEventListener('millrace-moved', changed);
  const submit = make('button', { type: 'submit' }, words.check);
  card.append(
    make('span', { className: 'label' }, words.question),
    make('fieldset', {}, make('legend', {}, ...inline(question)), form.element),
    make('div', { className: 'row' }, submit),
    status,
  );
  if (before) show(before.answer);
  return card;
}

function formOf(quiz: Quiz, words: Words, answer: QuizAnswer | undefined): AnswerForm {
  const places = typeof answer === 'number' ? undefined : answer;
  switch (quiz.kind) {
    case 'choice':
      return choiceForm(quiz, words, places);
    case 'order':
      return orderForm(quiz, words, places);
    case 'match':
      return matchForm(quiz, words, places);
    case 'number':
      return numberForm(quiz, words, typeof answer === 'number' ? answer : undefined);
  }
}

const verdict = (right: boolean, words: Words): HTMLElement =>
  make('span', { className: `mark ${right ? 'right' : 'wrong'}` }, right ? `✓ ${words.isRight}` : `✗ ${words.isWrong}`);

function choiceForm(quiz: Extract<Quiz, { kind: 'choice' }>, words: Words, ticked: readonly number[] = []): AnswerForm {
  const name = `choice-${quiz.question}`;
  const rows = quiz.choices.map(({ text }, place) => {
    const input = make('input', { type: quiz.several ? 'checkbox' : 'radio', name, checked: ticked.includes(place) });
    const remark = make('span', { className: 'why' });
    const label = make('label', { className: 'choice' }, input, make('span', {}, ...inline(text), remark));
    return { input, remark, label };
  });
  const element = make('div', {});
  if (quiz.several) element.append(make('p', { className: 'tip' }, words.several));
  element.append(...rows.map(({ label }) => label));
  return {
    element,
    read() {
      const answer = rows.flatMap(({ input }, place) => (input.checked ? [place] : []));
      return answer.length === 0 ? words.incomplete : answer;
    },
    judge(answer) {
      for (const [place, { remark }] of rows.entries()) {
        const choice = quiz.choices[place]!;
        const taken = typeof answer === 'object' && answer?.includes(place);
        if (taken) remark.replaceChildren(verdict(choice.correct, words), ' ', ...inline(choice.why));
        else remark.replaceChildren();
      }
    },
  };
}

function orderForm(
  quiz: Extract<Quiz, { kind: 'order' }>,
  words: Words,
  given: readonly number[] | undefined,
): AnswerForm {
  const { items, question } = quiz;
  const order = given?.length === items.length ? [...given] : shuffled(items.length, question);
  const list = make('ol', {});
  const spoken = make('div', { className: 'tip', role: 'status' });
  spoken.setAttribute('aria-live', 'polite');
  const remarks: HTMLElement[] = [];
  const move = (place: number, by: 1 | -1, focus: 'item' | 'button'): void => {
    const to = place + by;
    if (to < 0 || to >= order.length) return;
    [order[place], order[to]] = [order[to]!, order[place]!];
    draw();
    const row = list.children[to] as HTMLElement;
    const buttons = row.querySelectorAll<HTMLButtonElement>('button');
    const wanted = buttons[by < 0 ? 0 : 1];
    if (focus === 'item' || !wanted || wanted.disabled) row.querySelector<HTMLElement>('.item')?.focus();
    else wanted.focus();
    spoken.textContent = words.placed(plain(items[order[to]!]!), to + 1, order.length);
    list.dispatchEvent(new CustomEvent('millrace-moved', { bubbles: true }));
  };
  const draw = (): void => {
    remarks.length = 0;
    list.replaceChildren(
      ...order.map((item, place) => {
        const text = make('span', { className: 'item', tabIndex: 0 }, ...inline(items[item]!));
        text.setAttribute('aria-label', words.placed(plain(items[item]!), place + 1, order.length));
        text.addEventListener('keydown', (event) => {
          if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return;
          event.preventDefault();
          const by = event.key === 'ArrowUp' ? -1 : 1;
          if (event.altKey) move(place, by, 'item');
          else (list.children[place + by]?.querySelector('.item') as HTMLElement | null)?.focus();
        });
        const remark = make('span', {});
        remarks.push(remark);
        const up = button('↑', () => move(place, -1, 'button'), 'small');
        const down = button('↓', () => move(place, 1, 'button'), 'small');
        up.setAttribute('aria-label', words.up(plain(items[item]!)));
        down.setAttribute('aria-label', words.down(plain(items[item]!)));
        up.disabled = place === 0;
        down.disabled = place === order.length - 1;
        return make('li', {}, text, remark, up, down);
      }),
    );
  };
  draw();
  return {
    element: make('div', {}, make('p', { className: 'tip' }, words.ordering), list, spoken),
    read: () => [...order],
    judge(answer) {
      for (const [place, remark] of remarks.entries())
        remark.replaceChildren(...(answer === null ? [] : [verdict(order[place] === place, words)]));
    },
  };
}

function matchForm(
  quiz: Extract<Quiz, { kind: 'match' }>,
  words: Words,
  given: readonly number[] | undefined,
): AnswerForm {
  const { pairs, question } = quiz;
  const places = shuffled(pairs.length, question);
  // Equal texts are one option.
  const options = places.filter((place) => pairs.findIndex(({ right }) => right === pairs[place]!.right) === place);
  const grid = make('div', { className: 'pairs' });
  const rows = pairs.map(({ left }, row) => {
    const select = make('select', {}, new Option(words.pick, ''));
    select.setAttribute('aria-label', plain(left));
    for (const place of options) select.append(new Option(plain(pairs[place]!.right), String(place)));
    const before = given?.[row];
    const same = options.find((place) => before !== undefined && pairs[place]!.right === pairs[before]?.right);
    if (same !== undefined) select.value = String(same);
    const remark = make('span', {});
    grid.append(make('span', {}, ...inline(left)), make('span', {}, select, ' ', remark));
    return { select, remark };
  });
  return {
    element: grid,
    read: () =>
      rows.some(({ select }) => select.value === '')
        ? words.incomplete
        : rows.map(({ select }) => Number(select.value)),
    judge(answer) {
      for (const [row, { remark }] of rows.entries()) {
        const chosen = typeof answer === 'object' ? answer?.[row] : undefined;
        remark.replaceChildren(
          ...(chosen === undefined ? [] : [verdict(pairs[chosen]?.right === pairs[row]!.right, words)]),
        );
      }
    },
  };
}

function numberForm(quiz: Extract<Quiz, { kind: 'number' }>, words: Words, given: number | undefined): AnswerForm {
  const input = make('input', {
    type: 'text',
    inputMode: 'decimal',
    autocomplete: 'off',
    value: given === undefined ? '' : String(given),
  });
  input.setAttribute('aria-label', quiz.unit === '' ? words.number : `${words.number} (${quiz.unit})`);
  return {
    element: make('div', {}, input, ` ${quiz.unit}`),
    read() {
      const text = input.value.trim().replace(/[,_\s]/g, '');
      if (text === '') return words.incomplete;
      const answer = Number(text);
      return Number.isFinite(answer) ? answer : words.noNumber;
    },
    judge: () => undefined,
  };
}
