/** Java's functions over pairs and groups of two inputs as the data plane's: join, cross, coGroup. */
import type {
  CoGroupFunction,
  Collector,
  JoinFunction,
  MaybeTask,
  UserFunction,
} from '../../../flink/api/functions.ts';
import type { Task } from '../../../simulation/task.ts';
import { enter, isTask, type Jvm, within } from '../../jvm.ts';
import { collecting, life } from './adapters.ts';
import { call, userFunction } from './support.ts';
import { iterable } from './window-adapters.ts';

/** JoinFunction and FlatJoinFunction. */
export const joinFunction = (object: unknown): UserFunction<JoinFunction> =>
  userFunction(object, (f, owner) => {
    const collector = collecting();
    const flat = f['join$Object$Object$Collector'];
    return {
      ...life(f, owner),
      join: (left, right, out) => {
        enter(owner);
        if (flat)
          return within(owner, f['join$Object$Object$Collector']!(left, right, collector(out)) as MaybeTask<void>);
        const result = f['join$Object$Object']!(left, right);
        if (isTask(result)) return collected(owner, result, out);
        out.collect(result);
      },
    };
  });
export const crossFunction = (object: unknown): UserFunction<JoinFunction> =>
  userFunction(object, (f, owner) => ({
    ...life(f, owner),
    join: (left, right, out) => {
      enter(owner);
      const result = f['cross$Object$Object']!(left, right);
      if (isTask(result)) return collected(owner, result, out);
      out.collect(result);
    },
  }));
function* collected(owner: Jvm, task: Task<unknown>, out: Collector<unknown>): Task {
  const result = within(owner, task);
  out.collect(isTask(result) ? yield* result : result);
}
export const coGroupFunction = (object: unknown): UserFunction<CoGroupFunction> =>
  userFunction(object, (f, owner) => {
    const collector = collecting();
    return {
      ...life(f, owner),
      coGroup: (left, right, out) =>
        call(
          owner,
          () =>
            f['coGroup$Iterable$Iterable$Collector']!(
              iterable(left),
              iterable(right),
              collector(out),
            ) as MaybeTask<void>,
        ),
    };
  });
