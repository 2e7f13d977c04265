/**
 * The whole trace with a state every so many facts, so that any moment is near. Facts are added at the end only; a seek
 * copies the nearest kept state and applies what follows. The state after a seek equals the state after playing there.
 */
import type { TraceEntry } from '../../../src/trace/facts.ts';
import { sentenceOf } from './captions.ts';
import { flightOf } from './flights.ts';
import { advance, apply } from './reduce.ts';
import { type Caption, type ClusterState, copyState, emptyState, type Flight } from './state.ts';

/** Facts between two kept states. */
const SPACING = 1024;
const MOST_BRIEF = 700;

export class History {
  readonly entries: TraceEntry[] = [];
  private readonly kept: ClusterState[] = [emptyState()];
  private head: ClusterState = emptyState();
  private cursor: ClusterState = emptyState();

  /** Virtual time of the newest fact. */
  get end(): number {
    return this.entries.at(-1)?.at ?? 0;
  }

  add(entries: readonly TraceEntry[]): void {
    for (const entry of entries) {
      this.entries.push(entry);
      apply(this.head, entry);
      if (this.head.facts % SPACING === 0) this.kept.push(copyState(this.head));
    }
  }

  /** Number of facts at or before `t`. */
  count(t: number): number {
    let low = 0;
    let high = this.entries.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.entries[middle]!.at <= t) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** The state at time `t`. It belongs to the history: valid until the next call. */
  at(t: number): ClusterState {
    const facts = this.count(t);
    const nearest = Math.floor(facts / SPACING);
    if (this.cursor.facts > facts || this.cursor.facts < nearest * SPACING) {
      this.cursor = copyState(this.kept[nearest]!);
    }
    for (let index = this.cursor.facts; index < facts; index++) apply(this.cursor, this.entries[index]!);
    if (this.cursor.now > t) this.cursor = this.replay(nearest, facts);
    advance(this.cursor, t);
    return this.cursor;
  }

  /** What happened at the very moment `t`: the weightiest of its facts, of several the first; null: nothing worth a sentence. */
  saidAt(t: number): Caption | null {
    const state = this.at(t);
    let said: Caption | null = null;
    for (let index = this.count(t) - 1; index >= 0 && this.entries[index]!.at === t; index--) {
      const sentence = sentenceOf(state, this.entries[index]!);
      if (sentence !== null && sentence.weight >= (said?.weight ?? 0)) said = sentence;
    }
    return said;
  }

  /** What was sent within `lens` ms before `t` and has arrived already: too short to be seen at the present speed. */
  brief(t: number, lens: number): readonly Flight[] {
    const found: Flight[] = [];
    for (let index = this.count(t) - 1; index >= 0 && found.length < MOST_BRIEF; index--) {
      const entry = this.entries[index]!;
      if (entry.at + lens <= t) break;
      if ('arrives' in entry && (entry.arrives === null || entry.arrives > t)) continue;
      const flight = flightOf(entry, index);
      if (flight !== null) found.push(flight);
    }
    return found.reverse();
  }

  /** What had arrived by a later moment was dropped from the cursor: going back without passing a fact starts over. */
  private replay(nearest: number, facts: number): ClusterState {
    const state = copyState(this.kept[nearest]!);
    for (let index = state.facts; index < facts; index++) apply(state, this.entries[index]!);
    return state;
  }
}
