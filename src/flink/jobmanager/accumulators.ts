import { Double, Long } from '../api/boxed.ts';
import { isOwnAccumulator } from '../api/functions.ts';
import { hashMapOrder } from '../api/hash-order.ts';
import type { LongValue } from '../api/values.ts';
import type { AccumulatorKind, Accumulators } from '../rpc/gateways.ts';

/** Accumulators of the same name over all tasks, as the job's result has them. */
export function mergeAccumulators(parts: readonly Accumulators[]): Readonly<Record<string, unknown>> {
  const merged: Record<string, unknown> = {};
  for (const part of parts) {
    for (const [name, { value }] of Object.entries(part))
      merged[name] = name in merged ? mergeTwo(merged[name], value) : value;
  }
  return merged;
}

/** The same as the client gets them: Java values of the accumulators' types, in the order of Flink's hash maps. */
export function accumulatorResults(parts: readonly Accumulators[]): Readonly<Record<string, unknown>> {
  const merged = mergeAccumulators(parts);
  const kinds = new Map(parts.flatMap((part) => Object.entries(part).map(([name, { kind }]) => [name, kind] as const)));
  const names = hashMapOrder(Object.keys(merged), undefined, kinds.size);
  return Object.fromEntries(hashMapOrder(names).map((name) => [name, boxed(kinds.get(name)!, merged[name])]));
}
function boxed(kind: AccumulatorKind, value: unknown): unknown {
  if (kind === 'double') return Double.valueOf(value as number);
  return kind === 'long' ? Long.valueOf(value as LongValue) : value;
}

function mergeTwo(a: unknown, b: unknown): unknown {
  if (typeof a === 'number' && typeof b === 'number') return a + b;
  if ((typeof a === 'bigint' || typeof a === 'number') && (typeof b === 'bigint' || typeof b === 'number')) {
    return BigInt(a) + BigInt(b);
  }
  if (isOwnAccumulator(a) && isOwnAccumulator(b)) return a.merge(b);
  if (Array.isArray(a) && Array.isArray(b)) return [...a, ...b];
  if (a instanceof Map && b instanceof Map) {
    const sum = new Map(a);
    for (const [key, count] of b) sum.set(key, mergeTwo(sum.get(key) ?? 0, count));
    return sum;
  }
  return b;
}
