import type { Task } from '../../simulation/task.ts';
import type { Assignment } from '../syntax/ast.ts';
import type { Runner } from './runner.ts';
import { asArray, getVariable, setVariable } from './state.ts';

/** Does one assignment in the shell's variables. Throws Error `NAME: readonly variable`. */
export function* assign(runner: Runner, assignment: Assignment): Task {
  const { state, expander } = runner;
  const { name, index, append, value } = assignment;
  if (assignment.array) {
    const list = assignment.elements;
    const type = state.variables.get(name)?.type === 'associative' ? 'associative' : 'indexed';
    const items: [string | null, string[]][] = [];
    for (const element of list) {
      if (element.index) {
        const text = yield* expander.text(element.index);
        items.push([
          type === 'associative' ? text : String(expander.arithmeticText(text)),
          [yield* expander.text(element.value)],
        ]);
      } else items.push([null, yield* expander.fields([element.value])]);
    }
    const array = asArray(state, name, type, !append);
    let next = 1 + Math.max(-1, ...[...array.values.keys()].map(Number).filter((key) => !Number.isNaN(key)));
    for (const [key, values] of items) {
      if (key !== null) {
        array.values.set(key, values[0]!);
        next = Number(key) + 1;
      } else for (const one of values) array.values.set(String(next++), one);
    }
    return;
  }
  const text = yield* expander.text(value);
  if (index) {
    const existing = state.variables.get(name);
    const array = asArray(state, name, 'indexed', false);
    const raw = yield* expander.text(index);
    let key = existing?.type === 'associative' ? raw : String(expander.arithmeticText(raw));
    if (existing?.type !== 'associative' && Number(key) < 0)
      key = String(Number(key) + 1 + Math.max(-1, ...[...array.values.keys()].map(Number)));
    array.values.set(key, append ? (array.values.get(key) ?? '') + text : text);
    return;
  }
  const variable = state.variables.get(name);
  if (variable?.integer) {
    const added = append ? `${getVariable(state, name) ?? 0}+(${text})` : text;
    setVariable(state, name, String(expander.arithmeticText(added)));
  } else setVariable(state, name, append ? (getVariable(state, name) ?? '') + text : text);
}
