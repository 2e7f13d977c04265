import type { Process } from '../../platform/types.ts';
import type { Command } from '../syntax/ast.ts';

export interface Variable {
  /** Scalars have the one key ''; arrays their indices or keys, in order of insertion. */
  readonly values: Map<string, string>;
  readonly type: 'scalar' | 'indexed' | 'associative';
  exported: boolean;
  readonly: boolean;
  integer: boolean;
  /** declare -l, -u: what is assigned changes its letters. */
  letters?: 'lower' | 'upper';
  /** declare -n: it holds the name of the variable that it stands for. */
  reference?: true;
}

export interface Job {
  readonly id: number;
  readonly text: string;
  readonly processes: readonly Process[];
  /** Started or continued in the background. */
  background: boolean;
  /** Its end has been told (or is of no interest). */
  notified: boolean;
}

/** What a shell knows; shared by the runs of a session, copied for subshells. */
export interface ShellState {
  readonly variables: Map<string, Variable>;
  readonly functions: Map<string, FunctionDefinition>;
  readonly aliases: Map<string, string>;
  /** Names of `set -o`: errexit, nounset, pipefail, xtrace, noglob, noexec … */
  readonly options: Set<string>;
  readonly traps: Map<string, string>;
  /** Actions of signals that came while a command ran; they run after it. */
  readonly pendingTraps: string[];
  cwd: string;
  /** `$0`. */
  name: string;
  positional: string[];
  status: number;
  lastBackground: number | null;
  readonly jobs: Job[];
  readonly directories: string[];
  readonly history: string[];
  umask: number;
  /** Virtual time it started at, for SECONDS. */
  readonly startedAt: number;
}

export interface FunctionDefinition {
  readonly body: Command;
  readonly text: string;
}

export function createState(
  environment: Readonly<Record<string, string>>,
  cwd: string,
  startedAt: number,
  name = 'bash',
): ShellState {
  const state: ShellState = {
    variables: new Map(),
    functions: new Map(),
    aliases: new Map(),
    options: new Set(['braceexpand', 'hashall', 'interactive-comments']),
    traps: new Map(),
    pendingTraps: [],
    cwd,
    name,
    positional: [],
    status: 0,
    lastBackground: null,
    jobs: [],
    directories: [],
    history: [],
    umask: 0o022,
    startedAt,
  };
  for (const [key, value] of Object.entries(environment)) setVariable(state, key, value).exported = true;
  setVariable(state, 'PWD', cwd).exported = true;
  if (!state.variables.has('IFS')) setVariable(state, 'IFS', ' \t\n');
  return state;
}

/** A copy for a subshell: changes there don't come back. */
export function forkState(state: ShellState): ShellState {
  const variables = new Map<string, Variable>();
  for (const [name, variable] of state.variables)
    variables.set(name, { ...variable, values: new Map(variable.values) });
  return {
    ...state,
    variables,
    functions: new Map(state.functions),
    aliases: new Map(state.aliases),
    options: new Set(state.options),
    traps: new Map(),
    pendingTraps: [],
    positional: [...state.positional],
    jobs: [],
    directories: [...state.directories],
    history: [...state.history],
  };
}

/** The name that a name stands for: itself, unless it was declared as a reference. */
function referred(state: ShellState, name: string): string {
  let target = name;
  for (let depth = 0; depth < 8; depth++) {
    const variable = state.variables.get(target);
    const next = variable?.reference ? variable.values.get('') : undefined;
    if (!next) break;
    target = next;
  }
  return target;
}

/** The variable of that name, or the one that it refers to. */
export function variableOf(state: ShellState, name: string): Variable | undefined {
  return state.variables.get(referred(state, name));
}

export function getVariable(state: ShellState, name: string): string | undefined {
  const variable = variableOf(state, name);
  if (!variable) return undefined;
  return variable.values.get(variable.type === 'scalar' ? '' : '0');
}

/** Sets a scalar (or element 0 of an array). Throws Error `NAME: readonly variable`. */
export function setVariable(state: ShellState, given: string, value: string): Variable {
  const name = referred(state, given);
  const existing = state.variables.get(name);
  if (existing) {
    if (existing.readonly) throw new Error(`${name}: readonly variable`);
    const { letters } = existing;
    const text = letters === 'lower' ? value.toLowerCase() : letters === 'upper' ? value.toUpperCase() : value;
    existing.values.set(existing.type === 'scalar' ? '' : '0', text);
    return existing;
  }
  const variable: Variable = {
    values: new Map([['', value]]),
    type: 'scalar',
    exported: state.options.has('allexport'),
    readonly: false,
    integer: false,
  };
  state.variables.set(name, variable);
  return variable;
}

/** Makes `name` an array (keeping what it holds) and returns it. */
export function asArray(state: ShellState, given: string, type: 'indexed' | 'associative', clear: boolean): Variable {
  const name = referred(state, given);
  const existing = state.variables.get(name);
  if (existing?.readonly) throw new Error(`${name}: readonly variable`);
  if (existing && existing.type !== 'scalar') {
    if (clear) existing.values.clear();
    return existing;
  }
  const values = new Map<string, string>();
  const scalar = existing?.values.get('');
  if (!clear && scalar !== undefined) values.set('0', scalar);
  const variable: Variable = { values, type, exported: false, readonly: false, integer: existing?.integer ?? false };
  state.variables.set(name, variable);
  return variable;
}

/** Elements in the order that `${a[@]}` has. */
export function elements(variable: Variable): [string, string][] {
  const all = [...variable.values];
  if (variable.type === 'indexed') all.sort((a, b) => Number(a[0]) - Number(b[0]));
  return all;
}

/** What a child process inherits. */
export function exportedVariables(state: ShellState): Record<string, string> {
  const environment: Record<string, string> = {};
  for (const [name, variable] of state.variables) {
    const value = variable.exported && variable.type === 'scalar' ? variable.values.get('') : undefined;
    if (value !== undefined) environment[name] = value;
  }
  return environment;
}
