import type { KeySelector } from '../../api/functions.ts';
import { serialized } from '../state/serialized.ts';
import { MIN_WATERMARK } from '../time/timestamps.ts';
import { quickSort } from './quick-sort.ts';

/** A record of a sorted input; `input` is 0 or 1. */
export interface SortedRecord {
  readonly input: number;
  readonly value: unknown;
  readonly timestamp: number;
}
interface Row extends SortedRecord {
  readonly key: string;
}

/**
 * MultiInputSortingDataInput: in BATCH mode a keyed operator gets its input when all of it is there, ordered by the
 * serialized key and then by timestamp, so that it has to keep the state of one key only.
 */
export class SortedInputs {
  private rows: Row[] = [];

  constructor(private readonly selectors: readonly (KeySelector | null)[]) {}

  /** False for an input without keys (the broadcast side): its records run at once. */
  sorts(input: number): boolean {
    return (this.selectors[input] ?? null) !== null;
  }
  add(input: number, value: unknown, timestamp: number): void {
    this.rows.push({ input, value, timestamp, key: serialized(this.selectors[input]!.getKey(value)) });
  }
  /** The records, those of one key together; nothing is kept. */
  *takeKeys(): Generator<readonly SortedRecord[]> {
    const [left, right] = [0, 1].map((input) => {
      const own = this.rows.filter((row) => row.input === input);
      quickSort(own, byKeyAndTime);
      return own;
    }) as [Row[], Row[]];
    this.rows = [];
    // A task takes from its inputs in turn, and all of both is there: the shorter ends first.
    const rows = left.length <= right.length ? merge(left, right) : merge(right, left);
    for (let from = 0; from < rows.length; ) {
      let to = from + 1;
      while (to < rows.length && rows[to]!.key === rows[from]!.key) to++;
      yield rows.slice(from, to);
      from = to;
    }
  }
}

/** The inputs' next records wait in a queue: of two that are equal goes first who has waited longer, at the start the input that ended first. */
function merge(first: readonly Row[], second: readonly Row[]): Row[] {
  const merged: Row[] = [];
  let [i, j, waited] = [0, 0, -1];
  while (i < first.length || j < second.length) {
    const [a, b] = [first[i], second[j]];
    const by = a && b ? byKeyAndTime(a, b) || waited : a ? -1 : 1;
    if (by < 0) {
      merged.push(a!);
      i++;
    } else {
      merged.push(b!);
      j++;
    }
    // Who has just been taken queues up behind the other.
    waited = by < 0 ? 1 : -1;
  }
  return merged;
}

const order = (timestamp: number): number => (Number.isNaN(timestamp) ? MIN_WATERMARK : timestamp);
const byKeyAndTime = (a: Row, b: Row): number => compare(a.key, b.key) || order(a.timestamp) - order(b.timestamp);
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
