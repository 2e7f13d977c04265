import { emptyInput } from '../../platform/streams.ts';
import type { Task } from '../../simulation/task.ts';
import type { Command, Script, SimpleCommand } from '../syntax/ast.ts';
import { assign } from './assign.ts';
import { evaluateCondition } from './condition.ts';
import type { Executor } from './execute.ts';
import { ExpansionError } from './expand.ts';
import { LoopControl } from './loop-control.ts';
import { matches } from './pattern.ts';
import type { Runner } from './runner.ts';
import { selectMenu } from './select-menu.ts';
import { getVariable, setVariable } from './state.ts';

type Loop = Extract<Command, { kind: 'for' | 'select' }>;

/**
 * Runs groups, subshells, loops, `if`, `case` and the like; the status. `step` is called at each turn of a loop.
 */
export function createCompound(
  runner: Runner,
  executor: Executor,
  step: () => Task,
): (item: Exclude<Command, SimpleCommand>) => Task<number> {
  const { state, expander } = runner;
  const { script, wait } = executor;

  function* condition(list: Script): Task<boolean> {
    runner.conditional++;
    try {
      return (yield* script(list)) === 0;
    } finally {
      runner.conditional--;
    }
  }

  /** Runs a loop's body once; false when the loop is over. */
  function* turn(body: Script): Task<boolean> {
    yield* step();
    try {
      yield* script(body);
      return true;
    } catch (error) {
      if (!(error instanceof LoopControl) || error.how === 'return') throw error;
      if (error.levels > 1 && executor.loops > 1) {
        error.levels--;
        throw error;
      }
      state.status = 0;
      return error.how === 'continue';
    }
  }

  function* select(item: Loop, values: readonly string[]): Task<number> {
    const say = (text: string): void => runner.descriptors.get(2)?.write?.write(text);
    let status = 0;
    let shown = false;
    executor.loops++;
    try {
      for (;;) {
        if (!shown) say(selectMenu(values));
        say(getVariable(state, 'PS3') ?? '#? ');
        const line = (yield (runner.descriptors.get(0)?.read ?? emptyInput).readLine()) as string | null;
        if (line === null) return status === 0 ? 1 : status;
        setVariable(state, 'REPLY', line);
        // An empty line shows the menu again.
        shown = line.trim() !== '';
        if (!shown) continue;
        setVariable(state, item.variable, /^\s*\d+\s*$/.test(line) ? (values[Number(line) - 1] ?? '') : '');
        const goOn = yield* turn(item.body);
        status = state.status;
        if (!goOn) return status;
      }
    } finally {
      executor.loops--;
    }
  }

  function* compound(item: Exclude<Command, SimpleCommand>): Task<number> {
    switch (item.kind) {
      case 'group':
        return yield* script(item.body);
      case 'subshell': {
        const child = runner.fork((inner) => inner.executor.script(item.body), runner.descriptors, {
          group: runner.interactive ? 'new' : runner.process.group,
        });
        return yield* wait([child], '( … )');
      }
      case 'if': {
        for (const clause of item.clauses) if (yield* condition(clause.condition)) return yield* branch(clause.body);
        return item.otherwise ? yield* branch(item.otherwise) : 0;
      }
      case 'while': {
        let status = 0;
        executor.loops++;
        try {
          while ((yield* condition(item.condition)) !== item.until) {
            const goOn = yield* turn(item.body);
            status = state.status;
            if (!goOn) break;
          }
        } catch (error) {
          if (!(error instanceof LoopControl) || error.how !== 'break') throw error;
          if (error.levels > 1) {
            error.levels--;
            throw error;
          }
        } finally {
          executor.loops--;
        }
        return status;
      }
      case 'for':
      case 'select': {
        const values = item.words ? yield* expander.fields(item.words) : [...state.positional];
        if (item.kind === 'select') return yield* select(item, values);
        let status = 0;
        executor.loops++;
        try {
          for (const value of values) {
            yield* assign(runner, {
              name: item.variable,
              index: null,
              append: false,
              array: false,
              elements: [],
              value: [{ kind: 'text', text: value, quoted: true }],
            });
            const goOn = yield* turn(item.body);
            status = state.status;
            if (!goOn) break;
          }
        } finally {
          executor.loops--;
        }
        return status;
      }
      case 'for-arithmetic': {
        let status = 0;
        executor.loops++;
        try {
          yield* expander.arithmetic(item.init);
          while (item.condition.length === 0 || (yield* expander.arithmetic(item.condition)) !== 0n) {
            const goOn = yield* turn(item.body);
            status = state.status;
            if (!goOn) break;
            yield* expander.arithmetic(item.step);
          }
        } finally {
          executor.loops--;
        }
        return status;
      }
      case 'case': {
        const value = yield* expander.text(item.word);
        let status = 0;
        let fall = false;
        for (const clause of item.items) {
          let hit = fall;
          for (const pattern of clause.patterns)
            hit ||= matches(value, yield* expander.pattern(pattern), state.options.has('nocasematch'));
          if (!hit) continue;
          status = yield* branch(clause.body);
          if (clause.end === ';;') return status;
          fall = clause.end === ';&';
        }
        return status;
      }
      case 'arithmetic':
        try {
          return (yield* expander.arithmetic(item.expression)) === 0n ? 1 : 0;
        } catch (error) {
          if (!(error instanceof ExpansionError) || error.fatal) throw error;
          runner.complain(`((: ${error.message}`);
          return 1;
        }
      case 'condition':
        return (yield* evaluateCondition(runner, item.test)) ? 0 : 1;
      case 'function':
        state.functions.set(item.name, { body: item.body, text: item.text });
        return 0;
    }
  }
  function* branch(body: Script): Task<number> {
    return body.length === 0 ? 0 : yield* script(body);
  }

  return compound;
}
