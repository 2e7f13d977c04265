import type { Task } from '../../simulation/task.ts';
import type { Runner } from '../interpret/runner.ts';
import { flowBuiltins } from './flow.ts';
import { inputBuiltins } from './input.ts';
import { jobBuiltins } from './jobs.ts';
import { navigationBuiltins } from './navigation.ts';
import { variableBuiltins } from './variables.ts';

/** A command inside the shell; its status. */
export type Builtin = (runner: Runner, args: readonly string[], name: string) => Task<number>;

export const BUILTINS: ReadonlyMap<string, Builtin> = new Map(
  Object.entries({
    ...flowBuiltins,
    ...variableBuiltins,
    ...navigationBuiltins,
    ...inputBuiltins,
    ...jobBuiltins,
  }),
);
