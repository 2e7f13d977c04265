/** What a control of the plan does to the program's text. Pure: offsets and what to put there. */
import { type Call, isPartitioner, type OperatorCall, type Partitioner } from './calls.ts';

/** Replaces `from` to `to` (exclusive). */
export interface TextEdit {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

export function setParallelism(call: OperatorCall, parallelism: number): TextEdit {
  return setting(call, 'setParallelism', String(parallelism));
}

/** An empty name takes the setting away. */
export function setSlotSharingGroup(text: string, call: OperatorCall, group: string): TextEdit | null {
  if (group === '') return without(text, call, 'slotSharingGroup');
  return setting(call, 'slotSharingGroup', JSON.stringify(group));
}

export type Chaining = 'chain' | 'startNewChain' | 'disableChaining';

/** As it is set in the text. */
export function chainingOf(call: OperatorCall): Chaining {
  const named = call.settings.findLast(({ name }) => name === 'startNewChain' || name === 'disableChaining');
  return (named?.name as Chaining | undefined) ?? 'chain';
}

export function setChaining(text: string, call: OperatorCall, chaining: Chaining): TextEdit | null {
  const now = chainingOf(call);
  if (now === chaining) return null;
  if (chaining === 'chain') return without(text, call, now);
  const set = find(call, now);
  return set ? { from: set.nameAt, to: set.nameAt + set.name.length, text: chaining } : setting(call, chaining, '');
}

/** The partitioner written in front of an operator; null: none; `other`: one that is more than a name (keyBy, partitionCustom). */
export function partitionerOf(call: OperatorCall): Partitioner | 'other' | null {
  const { before } = call;
  if (before === null) return null;
  if (isPartitioner(before.name)) return before.name;
  return KEYED.has(before.name) ? 'other' : null;
}

/** Calls after which the partitioner is decided. */
const KEYED = new Set(
  'keyBy partitionCustom window windowAll timeWindow countWindow timeWindowAll countWindowAll connect'
    .split(' ')
    .concat('trigger evictor allowedLateness sideOutputLateData where equalTo between join coGroup'.split(' ')),
);

export function setPartitioner(text: string, call: OperatorCall, partitioner: Partitioner | null): TextEdit | null {
  const now = partitionerOf(call);
  if (now === 'other' || now === partitioner || call.from === call.nameAt) return null;
  const { before } = call;
  if (now === null || before === null) {
    const gap = /\s*$/u.exec(text.slice(0, call.from))![0];
    return { from: call.from, to: call.from, text: `.${partitioner}()${gap}` };
  }
  if (partitioner === null) return removed(text, before);
  return { from: before.nameAt, to: before.nameAt + before.name.length, text: partitioner };
}

export function applied(text: string, edit: TextEdit): string {
  return text.slice(0, edit.from) + edit.text + text.slice(edit.to);
}

const find = (call: OperatorCall, name: string): Call | undefined => call.settings.findLast((one) => one.name === name);

function setting(call: OperatorCall, name: string, argument: string): TextEdit {
  const set = find(call, name);
  return set
    ? { from: set.argsFrom, to: set.argsTo, text: argument }
    : { from: call.end, to: call.end, text: `.${name}(${argument})` };
}

function without(text: string, call: OperatorCall, name: string): TextEdit | null {
  const set = find(call, name);
  return set ? removed(text, set) : null;
}

/** A call on a line of its own goes with its line. */
function removed(text: string, call: Call): TextEdit {
  const gap = /\s*$/u.exec(text.slice(0, call.from))![0].length;
  return { from: call.from - gap, to: call.end, text: '' };
}
