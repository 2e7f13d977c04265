import type { Task } from '../../simulation/task.ts';
import { assign } from '../interpret/assign.ts';
import { quote } from '../interpret/expand.ts';
import type { Runner } from '../interpret/runner.ts';
import { asArray, elements, getVariable, setVariable, type Variable } from '../interpret/state.ts';
import { createParser } from '../syntax/parser.ts';
import type { Builtin } from './index.ts';

// biome-ignore-start lint/correctness/useYield: a builtin is a task, whether it waits or not

const NAME = /^[A-Za-z_]\w*$/;
const OPTIONS: Readonly<Record<string, string>> = {
  e: 'errexit',
  u: 'nounset',
  x: 'xtrace',
  f: 'noglob',
  n: 'noexec',
  C: 'noclobber',
  a: 'allexport',
  v: 'verbose',
  m: 'monitor',
  h: 'hashall',
  B: 'braceexpand',
  b: 'notify',
  H: 'histexpand',
};

/** `name=value` as declare, export and their like take it; array values are parsed as in an assignment. */
function* declareOne(runner: Runner, text: string): Task<string | null> {
  const match = /^([A-Za-z_]\w*)(\[[^\]]*\])?(\+?=)([\s\S]*)$/.exec(text);
  if (!match) return NAME.test(text) ? text : null;
  const [, name, index, operator, value] = match;
  if (value!.startsWith('(') && value!.endsWith(')')) {
    const command = createParser(`${name}${operator}${value}`).next()?.[0]?.first.commands[0];
    if (command?.kind === 'simple') for (const one of command.assignments) yield* assign(runner, one);
    return name!;
  }
  yield* assign(runner, {
    name: name!,
    index: index ? [{ kind: 'text', text: index.slice(1, -1), quoted: false }] : null,
    append: operator === '+=',
    array: false,
    elements: [],
    value: [{ kind: 'text', text: value!, quoted: true }],
  });
  return name!;
}

function describe(name: string, variable: Variable): string {
  let flags = variable.type === 'indexed' ? 'a' : variable.type === 'associative' ? 'A' : '';
  if (variable.integer) flags += 'i';
  if (variable.readonly) flags += 'r';
  if (variable.exported) flags += 'x';
  const doubled = (value: string): string => `"${value.replace(/[\\"$`]/g, '\\$&')}"`;
  const value =
    variable.type === 'scalar'
      ? doubled(variable.values.get('') ?? '')
      : `(${elements(variable)
          .map(([key, item]) => `[${key}]=${doubled(item)}`)
          .join(' ')}${variable.type === 'associative' ? ' ' : ''})`;
  return `declare -${flags === '' ? '-' : flags} ${name}=${value}\n`;
}

const declare: Builtin = function* (runner, args, name) {
  const { state } = runner;
  const flags = args.filter((arg) => /^[-+][A-Za-z]+$/.test(arg)).join('');
  const rest = args.filter((arg) => !/^[-+][A-Za-z]+$/.test(arg));
  const local = name === 'local' || (runner.locals.length > 0 && !flags.includes('g'));
  if (name === 'local' && runner.locals.length === 0) {
    runner.complain('local: can only be used in a function');
    return 1;
  }
  if (/[fF]/.test(flags)) {
    for (const [key, body] of state.functions)
      if (rest.length === 0 || rest.includes(key))
        runner.write(
          flags.includes('F') ? `${rest.length ? '' : 'declare -f '}${key}\n` : `${key} () \n${body.text}\n`,
        );
    return 0;
  }
  if (flags.includes('p') || rest.length === 0) {
    let status = 0;
    const names = rest.length > 0 ? rest : [...state.variables.keys()].filter((key) => !key.startsWith(' ')).sort();
    for (const key of names) {
      const variable = state.variables.get(key);
      if (variable) runner.write(describe(key, variable));
      else {
        runner.complain(`${name}: ${key}: not found`);
        status = 1;
      }
    }
    return status;
  }
  let status = 0;
  for (const text of rest) {
    const key = /^[A-Za-z_]\w*/.exec(text)?.[0] ?? '';
    if (local && key !== '') {
      const saved = runner.locals.at(-1)!;
      if (!saved.has(key)) {
        saved.set(key, state.variables.get(key));
        state.variables.delete(key);
      }
    }
    if (key !== '' && flags.includes('-') && flags.includes('A')) asArray(state, key, 'associative', false);
    else if (key !== '' && flags.includes('-') && flags.includes('a')) asArray(state, key, 'indexed', false);
    const letters = flags.includes('-') ? /[lu]/.exec(flags)?.[0] : undefined;
    if (key !== '' && letters !== undefined)
      (state.variables.get(key) ?? setVariable(state, key, '')).letters = letters === 'l' ? 'lower' : 'upper';
    if (flags.includes('n') && key !== '' && text.includes('=')) {
      state.variables.delete(key);
      setVariable(state, key, text.slice(text.indexOf('=') + 1)).reference = true;
      continue;
    }
    if (key !== '' && flags.includes('i')) {
      if (!state.variables.has(key) && text.includes('=')) setVariable(state, key, '0');
      const variable = state.variables.get(key);
      if (variable) variable.integer = true;
    }
    const done = yield* declareOne(runner, text);
    if (done === null) {
      runner.complain(`${name}: \`${text}': not a valid identifier`);
      status = 1;
      continue;
    }
    let variable = state.variables.get(done);
    if (!variable && !flags.includes('x') && local) continue;
    if (!variable) {
      if (!/[rx]/.test(flags) && name !== 'readonly') continue;
      variable = setVariable(state, done, '');
    }
    if (flags.startsWith('+')) {
      if (flags.includes('x')) variable.exported = false;
    } else {
      if (flags.includes('x')) variable.exported = true;
      if (flags.includes('r') || name === 'readonly') variable.readonly = true;
    }
  }
  return status;
};

/** getopts speaks as getopt(3) does: without a line. */
function complainOfOption(runner: Runner, text: string): void {
  runner.descriptors.get(2)?.write?.write(`${runner.state.name}: ${text}\n`);
}

export const variableBuiltins: Readonly<Record<string, Builtin>> = {
  declare,
  typeset: declare,
  local: declare,
  readonly: declare,
  *export(runner, args) {
    const { state } = runner;
    if (args.length === 0 || args[0] === '-p') {
      for (const [name, variable] of [...state.variables].sort(([a], [b]) => (a < b ? -1 : 1)))
        if (variable.exported) runner.write(describe(name, variable).replace(/^declare -\S+/, 'declare -x'));
      return 0;
    }
    let status = 0;
    const remove = args[0] === '-n';
    for (const text of remove ? args.slice(1) : args) {
      const name = yield* declareOne(runner, text);
      if (name === null) {
        runner.complain(`export: \`${text}': not a valid identifier`);
        status = 1;
        continue;
      }
      const variable = state.variables.get(name);
      if (variable) variable.exported = !remove;
      else if (!remove) {
        // Exported once it gets a value.
        const created: Variable = {
          values: new Map(),
          type: 'scalar',
          exported: true,
          readonly: false,
          integer: false,
        };
        state.variables.set(name, created);
      }
    }
    return status;
  },
  *unset(runner, args) {
    const { state } = runner;
    const functions = args[0] === '-f';
    let status = 0;
    for (const name of args.filter((arg) => arg !== '-f' && arg !== '-v')) {
      const element = /^(\w+)\[(.+)\]$/.exec(name);
      if (element) {
        const variable = state.variables.get(element[1]!);
        variable?.values.delete(
          variable.type === 'indexed' ? String(runner.expander.arithmeticText(element[2]!)) : element[2]!,
        );
        continue;
      }
      const variable = state.variables.get(name);
      if (!functions && variable?.readonly) {
        runner.complain(`unset: ${name}: cannot unset: readonly variable`);
        status = 1;
      } else if (!functions && variable) state.variables.delete(name);
      else state.functions.delete(name);
    }
    return status;
  },
  *set(runner, args) {
    const { state } = runner;
    if (args.length === 0) {
      for (const [name, variable] of [...state.variables].sort(([a], [b]) => (a < b ? -1 : 1)))
        if (!name.startsWith(' ') && variable.type === 'scalar') {
          const value = variable.values.get('') ?? '';
          runner.write(`${name}=${/[^\w@%+=:,./-]/.test(value) ? quote(value) : value}\n`);
        }
      return 0;
    }
    let at = 0;
    for (; at < args.length; at++) {
      const arg = args[at]!;
      if (arg === '--') {
        state.positional = args.slice(at + 1);
        return 0;
      }
      if (!/^[-+]./.test(arg)) break;
      const on = arg.startsWith('-');
      for (const letter of arg.slice(1)) {
        if (letter === 'o') {
          const option = args[++at];
          if (option === undefined) {
            for (const known of Object.values(OPTIONS))
              runner.write(`${known.padEnd(15)}\t${state.options.has(known) ? 'on' : 'off'}\n`);
            return 0;
          }
          if (
            !Object.values(OPTIONS).includes(option) &&
            option !== 'pipefail' &&
            option !== 'posix' &&
            option !== 'vi' &&
            option !== 'emacs'
          ) {
            runner.complain(`set: ${option}: invalid option name`);
            return 2;
          }
          if (on) state.options.add(option);
          else state.options.delete(option);
          continue;
        }
        const option = OPTIONS[letter];
        if (option === undefined) {
          runner.complain(`set: ${arg.slice(0, 1)}${letter}: invalid option`);
          runner.descriptors
            .get(2)
            ?.write?.write('set: usage: set [-abefhkmnptuvxBCHP] [-o option-name] [--] [arg ...]\n');
          return 2;
        }
        if (on) state.options.add(option);
        else state.options.delete(option);
      }
    }
    if (at < args.length) state.positional = args.slice(at);
    return 0;
  },
  *shopt(runner, args) {
    const on = args[0] === '-s';
    if (!on && args[0] !== '-u') return 0;
    for (const option of args.slice(1)) {
      if (on) runner.state.options.add(option);
      else runner.state.options.delete(option);
    }
    return 0;
  },
  *shift(runner, args) {
    const { state } = runner;
    const count = Number(args[0] ?? 1);
    if (Number.isNaN(count)) {
      runner.complain(`shift: ${args[0]}: numeric argument required`);
      return 1;
    }
    if (count > state.positional.length) return 1;
    state.positional = state.positional.slice(count);
    return 0;
  },
  *alias(runner, args) {
    const { aliases } = runner.state;
    const show = (name: string): string => `alias ${name}='${aliases.get(name)!.replaceAll("'", "'\\''")}'\n`;
    if (args.length === 0) for (const name of [...aliases.keys()].sort()) runner.write(show(name));
    let status = 0;
    for (const arg of args) {
      const at = arg.indexOf('=');
      if (at > 0) aliases.set(arg.slice(0, at), arg.slice(at + 1));
      else if (aliases.has(arg)) runner.write(show(arg));
      else {
        runner.complain(`alias: ${arg}: not found`);
        status = 1;
      }
    }
    return status;
  },
  *unalias(runner, args) {
    const { aliases } = runner.state;
    if (args[0] === '-a') {
      aliases.clear();
      return 0;
    }
    let status = 0;
    for (const arg of args) {
      if (!aliases.delete(arg)) {
        runner.complain(`unalias: ${arg}: not found`);
        status = 1;
      }
    }
    return status;
  },
  *getopts(runner, args) {
    const { state } = runner;
    const [spec = '', name = 'opt', ...explicit] = args;
    const list = explicit.length > 0 ? explicit : state.positional;
    let index = Number(getVariable(state, 'OPTIND') || 1);
    let inside = Number(getVariable(state, ' optpos') || 0);
    const current = list[index - 1];
    const done = (): number => {
      setVariable(state, name, '?');
      state.variables.delete('OPTARG');
      setVariable(state, 'OPTIND', String(index));
      setVariable(state, ' optpos', '0');
      return 1;
    };
    if (inside === 0) {
      if (current === undefined || !/^-./.test(current)) return done();
      if (current === '--') {
        index++;
        return done();
      }
      inside = 1;
    }
    const letter = current![inside]!;
    const at = spec.indexOf(letter);
    const silent = spec.startsWith(':');
    inside++;
    if (inside >= current!.length) {
      inside = 0;
      index++;
    }
    state.variables.delete('OPTARG');
    if (at < 0 || letter === ':') {
      if (silent) setVariable(state, 'OPTARG', letter);
      else complainOfOption(runner, `illegal option -- ${letter}`);
      setVariable(state, name, '?');
    } else if (spec[at + 1] === ':') {
      // What is left of the word, else the next one.
      const value = inside > 0 ? current!.slice(inside) : list[index - 1];
      inside = 0;
      if (value !== undefined) index++;
      if (value === undefined) {
        if (silent) setVariable(state, 'OPTARG', letter);
        else complainOfOption(runner, `option requires an argument -- ${letter}`);
        setVariable(state, name, silent ? ':' : '?');
      } else {
        setVariable(state, 'OPTARG', value);
        setVariable(state, name, letter);
      }
    } else setVariable(state, name, letter);
    setVariable(state, 'OPTIND', String(index));
    setVariable(state, ' optpos', String(inside));
    return 0;
  },
};
// biome-ignore-end lint/correctness/useYield: see above
