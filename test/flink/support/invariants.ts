import type { TraceEntry } from '../../../src/trace/facts.ts';

/** What holds at each moment of any world: sentences for what does not, with the virtual time. */
export function violations(trace: readonly TraceEntry[]): string[] {
  return [...slots(trace), ...subtasks(trace), ...watermarks(trace), ...checkpoints(trace), ...leaders(trace)];
}

/** A slot belongs to a registered TaskManager, has an index it owns, and one allocation at a time. */
function* slots(trace: readonly TraceEntry[]): Generator<string> {
  const owned = new Map<string, number>();
  const held = new Map<string, string>();
  for (const entry of trace) {
    if (entry.kind === 'taskmanager.registered') owned.set(entry.id, entry.slots);
    else if (entry.kind === 'slot.allocated') {
      const slot = `${entry.taskManager}/${entry.slot}`;
      if (entry.slot >= (owned.get(entry.taskManager) ?? 0)) yield `${entry.at} ${slot} is not owned`;
      const before = held.get(slot);
      if (before !== undefined && before !== entry.allocation) yield `${entry.at} ${slot} is given twice`;
      held.set(slot, entry.allocation);
    } else if (entry.kind === 'slot.freed') held.delete(`${entry.taskManager}/${entry.slot}`);
  }
}

const OVER = new Set(['FINISHED', 'CANCELED', 'FAILED']);

/** Attempts of a subtask follow each other: the next begins when the one before is over. */
function* subtasks(trace: readonly TraceEntry[]): Generator<string> {
  const current = new Map<string, { attempt: number; over: boolean }>();
  for (const entry of trace) {
    // A job that is recovered by another JobManager counts its attempts anew.
    if (entry.kind === 'job.status' && entry.status === 'INITIALIZING') current.clear();
    if (entry.kind !== 'subtask.state') continue;
    const name = `${entry.job}/${entry.vertex}/${entry.subtask}`;
    const before = current.get(name);
    const over = OVER.has(entry.state);
    if (before && entry.attempt < before.attempt) yield `${entry.at} ${name} goes back to attempt ${entry.attempt}`;
    else if (before && entry.attempt > before.attempt && !before.over) {
      yield `${entry.at} ${name} has attempts ${before.attempt} and ${entry.attempt} at once`;
    } else if (before && entry.attempt === before.attempt && before.over) {
      yield `${entry.at} ${name}#${entry.attempt} leaves its last state for ${entry.state}`;
    }
    current.set(name, { attempt: entry.attempt, over });
  }
}

/** The watermark of an attempt never goes back. */
function* watermarks(trace: readonly TraceEntry[]): Generator<string> {
  const last = new Map<string, number>();
  for (const entry of trace) {
    if (entry.kind !== 'data.watermark') continue;
    const task = `${entry.vertex}/${entry.subtask}#${entry.attempt}`;
    const before = last.get(task) ?? Number.NEGATIVE_INFINITY;
    if (entry.watermark < before) yield `${entry.at} ${task}: watermark ${before} goes back to ${entry.watermark}`;
    last.set(task, entry.watermark);
  }
}

/** A checkpoint ends once, after it was triggered, and what is restored was completed. */
function* checkpoints(trace: readonly TraceEntry[]): Generator<string> {
  const state = new Map<number, 'pending' | 'completed' | 'aborted'>();
  for (const entry of trace) {
    switch (entry.kind) {
      case 'checkpoint.triggered':
        if (state.has(entry.checkpoint)) yield `${entry.at} checkpoint ${entry.checkpoint} is triggered twice`;
        state.set(entry.checkpoint, 'pending');
        break;
      case 'checkpoint.completed':
      case 'checkpoint.aborted':
        if (state.get(entry.checkpoint) !== 'pending') yield `${entry.at} checkpoint ${entry.checkpoint} ends twice`;
        state.set(entry.checkpoint, entry.kind === 'checkpoint.completed' ? 'completed' : 'aborted');
        break;
      case 'checkpoint.restored':
        if (state.get(entry.checkpoint) !== 'completed') {
          yield `${entry.at} checkpoint ${entry.checkpoint} is restored, which is ${state.get(entry.checkpoint) ?? 'unknown'}`;
        }
    }
  }
}

/** A component has one leader at a time: a dead process leads nothing, a paused one acts on nothing. */
export function* leaders(trace: readonly TraceEntry[]): Generator<string> {
  const leading = new Map<string, Set<string>>();
  const paused = new Set<string>();
  for (const entry of trace) {
    if (entry.kind === 'process.paused') paused.add(`${entry.machine}/${entry.pid}`);
    else if (entry.kind === 'process.resumed') paused.delete(`${entry.machine}/${entry.pid}`);
    else if (entry.kind === 'process.ended') {
      for (const set of leading.values()) set.delete(`${entry.machine}/${entry.pid}`);
    } else if (entry.kind === 'leader') {
      const set = leading.get(entry.component) ?? new Set();
      leading.set(entry.component, set);
      const who = `${entry.machine}/${entry.pid}`;
      if (!entry.granted) set.delete(who);
      else {
        set.add(who);
        const active = [...set].filter((process) => !paused.has(process));
        if (active.length > 1) yield `${entry.at} ${entry.component} is led by ${active.join(' and ')}`;
      }
    }
  }
}
