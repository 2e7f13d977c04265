/** Key-group range of a subtask, both ends inclusive (Flink's KeyGroupRangeAssignment.computeKeyGroupRangeForOperatorIndex). */
export function keyGroupRange(maxParallelism: number, parallelism: number, subtask: number): readonly [number, number] {
  const start = Math.floor((subtask * maxParallelism + parallelism - 1) / parallelism);
  const end = Math.floor(((subtask + 1) * maxParallelism - 1) / parallelism);
  return [start, end];
}
