import type { DataSetOperator, DataSetPlan } from '../api/dataset-plan.ts';

/** Branches of the data flow that are not joined yet: by the operator where they part, the bits of the connections that they took. */
type OpenBranches = ReadonlyMap<DataSetOperator, bigint>;

/**
 * Operators whose branches meet again further down (OptimizerNode.mergeLists): with pipelined exchanges one branch could wait for the other for
 * ever, so all that leaves them is exchanged in batch.
 */
export function pipelineBreakers(plan: DataSetPlan): ReadonlySet<DataSetOperator> {
  const consumers = countConsumers(plan);
  const taken = new Map<DataSetOperator, number>();
  const open = new Map<DataSetOperator, OpenBranches>();
  const breakers = new Set<DataSetOperator>();

  const merge = (left: OpenBranches, right: OpenBranches): OpenBranches => {
    const merged = new Map([...left, ...right]);
    for (const [operator, path] of left) {
      const other = right.get(operator);
      if (other === undefined || other === path) continue;
      breakers.add(operator);
      const joined = path | other;
      if (joined === (1n << BigInt(consumers.get(operator)!)) - 1n) merged.delete(operator);
      else merged.set(operator, joined);
    }
    return merged;
  };
  /** OptimizerNode.getBranchesForParent. */
  const towards = (producer: DataSetOperator): OpenBranches => {
    const branches = of(producer);
    if (consumers.get(producer)! < 2) return branches;
    const connection = taken.get(producer) ?? 0;
    taken.set(producer, connection + 1);
    return new Map([...branches, [producer, 1n << BigInt(connection)]]);
  };
  const of = (operator: DataSetOperator): OpenBranches => {
    let branches = open.get(operator);
    if (!branches) {
      branches = producersOf(operator).reduce<OpenBranches>((sum, each) => merge(sum, towards(each)), new Map());
      open.set(operator, branches);
    }
    return branches;
  };
  for (const sink of plan.sinks) of(sink);
  return breakers;
}

/** What an operator reads: its inputs, then its broadcast sets. Step functions of iterations are not followed. */
function producersOf(operator: DataSetOperator): DataSetOperator[] {
  const broadcasts = (operator.broadcasts ?? []).map(({ data }) => data);
  if (!('input' in operator)) return broadcasts;
  return 'second' in operator ? [operator.input, operator.second, ...broadcasts] : [operator.input, ...broadcasts];
}

function countConsumers(plan: DataSetPlan): Map<DataSetOperator, number> {
  const counts = new Map<DataSetOperator, number>();
  const visit = (operator: DataSetOperator): void => {
    for (const producer of producersOf(operator)) {
      const known = counts.get(producer);
      counts.set(producer, (known ?? 0) + 1);
      if (known === undefined) visit(producer);
    }
  };
  for (const sink of plan.sinks) visit(sink);
  return counts;
}
