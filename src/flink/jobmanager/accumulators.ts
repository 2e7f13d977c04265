import { isOwnAccumulator } from '../api/functions.ts';
import type { Accumulators } from '../rpc/gateways.ts';

/** Accumulators of the same name over all tasks, as the job's result has them. */
export function mergeAccumulators(parts: readonly Accumulators[]): Readonly<Record<string, unknown>> {
  const merged: Record<string, unknown> = {};
  for (const part of parts) {
    for (const [name, { value }] of Object.entries(part))
      merged[name] = name in merged ? mergeTwo(merged[name], value) : value;
  }
  return merged;
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
