/** KeyGroupRangeAssignment: which key group and which subtask a key belongs to. Key groups are counted from 0. */

const DEFAULT_LOWER_BOUND_MAX_PARALLELISM = 128;
export const UPPER_BOUND_MAX_PARALLELISM = 32768;

/** MathUtils.murmurHash of a Java hash code; never negative. */
export function murmurHash(hash: number): number {
  let code = Math.imul(hash, 0xcc9e2d51);
  code = (code << 15) | (code >>> 17);
  code = Math.imul(code, 0x1b873593);
  code = (code << 13) | (code >>> 19);
  code = (Math.imul(code, 5) + 0xe6546b64) | 0;
  code ^= 4;
  code ^= code >>> 16;
  code = Math.imul(code, 0x85ebca6b);
  code ^= code >>> 13;
  code = Math.imul(code, 0xc2b2ae35);
  code ^= code >>> 16;
  if (code >= 0) return code;
  return code === -2147483648 ? 0 : -code;
}

/** assignToKeyGroup: the key group of a key with this hash code. */
export function keyGroupOf(hash: number, maxParallelism: number): number {
  return murmurHash(hash) % maxParallelism;
}

/** computeOperatorIndexForKeyGroup: the subtask that owns a key group. */
export function subtaskOfKeyGroup(keyGroup: number, parallelism: number, maxParallelism: number): number {
  return Math.floor((keyGroup * parallelism) / maxParallelism);
}

/** assignKeyToParallelOperator. */
export function subtaskOfHash(hash: number, parallelism: number, maxParallelism: number): number {
  return subtaskOfKeyGroup(keyGroupOf(hash, maxParallelism), parallelism, maxParallelism);
}

/** KeyGroupRange; both ends inclusive. */
export interface KeyGroupRange {
  readonly start: number;
  readonly end: number;
}

/** computeKeyGroupRangeForOperatorIndex. */
export function keyGroupRange(subtask: number, parallelism: number, maxParallelism: number): KeyGroupRange {
  return {
    start: Math.floor((subtask * maxParallelism + parallelism - 1) / parallelism),
    end: Math.floor(((subtask + 1) * maxParallelism - 1) / parallelism),
  };
}

/** computeDefaultMaxParallelism: 1.5 × parallelism rounded up to a power of two, between 128 and 32768. */
export function defaultMaxParallelism(parallelism: number): number {
  const wanted = parallelism + Math.floor(parallelism / 2);
  let power = 1;
  while (power < wanted) power *= 2;
  return Math.min(Math.max(power, DEFAULT_LOWER_BOUND_MAX_PARALLELISM), UPPER_BOUND_MAX_PARALLELISM);
}
