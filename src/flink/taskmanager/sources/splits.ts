import type { OperatorSpec } from '../../api/transformations.ts';

/** What a FLIP-27 source hands to a reader: a range of numbers, or a file. Ids are Flink's: counted from 0. */
export type SourceSplit =
  | { readonly kind: 'range'; readonly id: string; readonly from: number; readonly to: number }
  | { readonly kind: 'file'; readonly id: string; readonly path: string };

/** A source's coordinator: hands splits to whoever asks (IteratorSourceEnumerator, SimpleSplitAssigner). */
export interface SplitEnumerator {
  /** The next split, null when there are no more. */
  next(): SourceSplit | null;
  /** Splits of a failed reader go back. */
  addBack(splits: readonly SourceSplit[]): void;
  /** Splits that are not handed out. */
  snapshot(): readonly SourceSplit[];
}

/** Null for operators that are no FLIP-27 source. */
export function createSplitEnumerator(spec: OperatorSpec, parallelism: number): SplitEnumerator | null {
  const splits = splitsOf(spec, parallelism);
  return splits ? enumeratorOf(splits) : null;
}

function enumeratorOf(splits: readonly SourceSplit[]): SplitEnumerator {
  const remaining = [...splits];
  return {
    next: () => remaining.shift() ?? null,
    addBack: (given) => remaining.push(...given),
    snapshot: () => [...remaining],
  };
}

function splitsOf(spec: OperatorSpec, parallelism: number): readonly SourceSplit[] | null {
  if (spec.kind === 'source.sequence') return splitRange(spec.from, spec.to, parallelism);
  if (spec.kind !== 'source.new') return null;
  const { connector } = spec;
  switch (connector.kind) {
    case 'sequence':
      return splitRange(connector.from, connector.to, parallelism);
    case 'generator':
      return splitRange(0, connector.count - 1, parallelism);
    case 'files':
      return connector.paths.map((path, i) => ({ kind: 'file', id: String(i + 1).padStart(10, '0'), path }));
    case 'kafka':
      return [];
  }
}

/** NumberSequenceIterator.split: the first ranges are longer by one where it does not divide; empty ranges are no splits. */
function splitRange(from: number, to: number, parallelism: number): readonly SourceSplit[] {
  const size = Math.max(0, to - from + 1);
  const each = Math.floor(size / parallelism);
  const longer = size % parallelism;
  const splits: SourceSplit[] = [];
  let start = from;
  for (let i = 0; i < parallelism; i++) {
    const length = each + (i < longer ? 1 : 0);
    if (length === 0) break;
    splits.push({ kind: 'range', id: String(i), from: start, to: start + length - 1 });
    start += length;
  }
  return splits;
}
