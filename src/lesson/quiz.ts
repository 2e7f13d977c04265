import { parseDocument } from 'yaml';
import { isMap } from './maps.ts';

/** A question of a `quiz` fence (YAML). Texts are Markdown. */
export type Quiz = QuizText &
  (
    | {
        readonly kind: 'choice';
        readonly choices: readonly Choice[];
        /** More than one is right: all of them are to be ticked. */
        readonly several: boolean;
      }
    /** `items` in the right order. */
    | { readonly kind: 'order'; readonly items: readonly string[] }
    | { readonly kind: 'match'; readonly pairs: readonly { readonly left: string; readonly right: string }[] }
    | { readonly kind: 'number'; readonly answer: number; readonly tolerance: number; readonly unit: string }
  );
interface QuizText {
  readonly question: string;
  /** Shown after the answer. */
  readonly explanation: string;
}
export interface Choice {
  readonly text: string;
  readonly correct: boolean;
  /** Why it is right or wrong. */
  readonly why: string;
}

/**
 * What a person answers: the ticked choices' places, the items' places in the order given (for `match`: the place of the right-hand text given
 * to each left-hand one), or a number. Places count from 0.
 */
export type QuizAnswer = readonly number[] | number;

export class QuizError extends Error {}

/** Reads a quiz. Throws a {@link QuizError} that says what is missing. */
export function parseQuiz(text: string): Quiz {
  const document = parseDocument(text);
  if (document.errors[0]) throw new QuizError(document.errors[0].message);
  const map = asMap(document.toJS(), 'a quiz');
  const words: QuizText = {
    question: asText(map.question, 'question'),
    explanation: asText(map.explanation, 'explanation'),
  };
  const kinds = ['choices', 'order', 'match', 'number'].filter((key) => map[key] !== undefined);
  if (kinds.length !== 1)
    throw new QuizError('a quiz has a question, an explanation and one of: choices, order, match, number');
  switch (kinds[0]) {
    case 'choices': {
      const choices = asList(map.choices, 'choices').map((item): Choice => {
        const choice = asMap(item, 'a choice');
        const correct = choice.right !== undefined;
        if (correct === (choice.wrong !== undefined))
          throw new QuizError('a choice is `- right: text` or `- wrong: text`');
        return {
          text: asText(correct ? choice.right : choice.wrong, 'a choice'),
          correct,
          why: choice.why === undefined ? '' : asText(choice.why, 'why'),
        };
      });
      const right = choices.filter((choice) => choice.correct).length;
      if (right === 0) throw new QuizError('no choice is right');
      if (choices.length < 2) throw new QuizError('a choice needs at least two answers');
      return { ...words, kind: 'choice', choices, several: right > 1 };
    }
    case 'order': {
      const items = asList(map.order, 'order').map((item) => asText(item, 'an item'));
      if (items.length < 2 || new Set(items).size < items.length)
        throw new QuizError('an order needs two or more different items');
      return { ...words, kind: 'order', items };
    }
    case 'match': {
      const pairs = Object.entries(asMap(map.match, 'match')).map(([left, right]) => ({
        left,
        right: asText(right, left),
      }));
      if (pairs.length < 2) throw new QuizError('a match needs at least two pairs');
      return { ...words, kind: 'match', pairs };
    }
    default: {
      const { number, tolerance = 0, unit = '' } = map;
      if (typeof number !== 'number' || typeof tolerance !== 'number')
        throw new QuizError('number and tolerance are numbers');
      return { ...words, kind: 'number', answer: number, tolerance, unit: asText(unit, 'unit') };
    }
  }
}

/** Is the answer right? Equal right-hand texts of a match may be exchanged. */
export function isRight(quiz: Quiz, answer: QuizAnswer): boolean {
  switch (quiz.kind) {
    case 'number':
      return typeof answer === 'number' && Math.abs(answer - quiz.answer) <= quiz.tolerance;
    case 'choice':
      return (
        typeof answer !== 'number' && quiz.choices.every((choice, place) => choice.correct === answer.includes(place))
      );
    case 'order':
      return (
        typeof answer !== 'number' &&
        answer.length === quiz.items.length &&
        answer.every((item, place) => item === place)
      );
    case 'match':
      return (
        typeof answer !== 'number' &&
        answer.length === quiz.pairs.length &&
        quiz.pairs.every((pair, place) => quiz.pairs[answer[place]!]?.right === pair.right)
      );
  }
}

function asMap(value: unknown, what: string): Readonly<Record<string, unknown>> {
  if (!isMap(value)) throw new QuizError(`${what} is a map of keys`);
  return value;
}
function asList(value: unknown, what: string): unknown[] {
  if (!Array.isArray(value)) throw new QuizError(`${what} is a list`);
  return value;
}
function asText(value: unknown, what: string): string {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (typeof value !== 'string') throw new QuizError(`${what} is missing or no text`);
  return value;
}
