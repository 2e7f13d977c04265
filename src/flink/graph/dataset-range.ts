import type { DataSetKeys } from '../api/dataset-plan.ts';
import type { Collector, KeySelector, RuntimeContext, UserFunction } from '../api/functions.ts';
import type { OperatorSpec } from '../api/transformations.ts';
import { tuple } from '../api/tuple.ts';
import { constant, perSubtask } from '../api/user-functions.ts';
import { compare } from '../api/values.ts';
import { broadcast, forward } from './dataset-channels.ts';
import { nodeOf, type PlanNode, RANDOM } from './dataset-nodes.ts';

/**
 * RangePartitionRewriter: keys are sampled, the sample's boundaries are sent to every subtask, each record goes to the range of its key.
 * Flink samples at random; here the sample is all keys, so that the ranges are as even as they can be.
 */

type Values = (values: Iterable<unknown>, out: Collector<unknown>) => void;

function each(name: string, run: Values): UserFunction<unknown> {
  return constant(name, { reduceGroup: run });
}
const grouping = (fn: UserFunction<unknown>, type: PlanNode['outputType']): OperatorSpec => ({
  kind: 'batch.groupReduce',
  keys: null,
  fn,
  type,
  aggregations: [],
  first: null,
  sort: [],
});

/** CommonRangeBoundaries.getRangeIndex: the first range whose upper boundary is not below the key. */
function rangeOf(key: unknown, boundaries: readonly unknown[]): number {
  let low = 0;
  let high = boundaries.length - 1;
  while (low <= high) {
    const middle = (low + high) >>> 1;
    const order = compare(key, boundaries[middle]);
    if (order === 0) return middle;
    if (order > 0) low = middle + 1;
    else high = middle - 1;
  }
  return low;
}

/** AssignRangeIndex: pairs of a range and a record. */
function assigning(keys: DataSetKeys): UserFunction<unknown> {
  return perSubtask('AssignRangeIndex', (jvm) => {
    const selector: KeySelector = keys.selector.instantiate(jvm);
    let boundaries: readonly unknown[] = [];
    return {
      open: (context: RuntimeContext) => {
        boundaries = context.broadcastVariable(BOUNDARIES)[0] as readonly unknown[];
      },
      reduceGroup(values: Iterable<unknown>, out: Collector<unknown>) {
        for (const value of values) out.collect(tuple([rangeOf(selector.getKey(value), boundaries), value]));
      },
    };
  });
}
const BOUNDARIES = 'RangeBoundaries';

/** The records of `source`, each in the partition of its key's range. */
export function rangePartitioned(source: PlanNode, keys: DataSetKeys, parallelism: number): PlanNode {
  const { outputType } = source;
  const order = `[${(keys.positions ?? [0]).map((field) => `${field}:ASC`).join(',')}]`;
  const step = (
    name: string,
    pact: 'MapPartition' | 'GroupReduce',
    inputs: PlanNode['inputs'],
    at: number,
    fn: UserFunction<unknown>,
  ): PlanNode =>
    nodeOf({
      pact,
      contents: `RangePartition: ${name}`,
      nodeName: `RangePartition: ${name}`,
      driver: pact === 'MapPartition' ? 'Map Partition' : 'Group Reduce All',
      parallelism: at,
      inputs,
      spec: grouping(fn, outputType),
      outputType,
    });
  const sampleKeys = perSubtask('SampleInPartition', (jvm) => {
    const selector = keys.selector.instantiate(jvm);
    const reduceGroup: Values = (values, out) => {
      for (const value of values) out.collect(selector.getKey(value));
    };
    return { reduceGroup };
  });
  const input = forward(source, source.parallelism);
  const local = step('LocalSample', 'MapPartition', [input], source.parallelism, sampleKeys);
  const gather = each('SampleInCoordinator', (values, out) => {
    for (const key of [...values].sort(compare)) out.collect(key);
  });
  const global = step('GlobalSample', 'GroupReduce', [forward(local, 1)], 1, gather);
  const build = each('RangeBoundaryBuilder', (values, out) => {
    const sorted = [...values];
    const boundaries = Array.from(
      { length: parallelism - 1 },
      (_, i) => sorted[Math.floor(((i + 1) * sorted.length) / parallelism)],
    );
    out.collect(sorted.length === 0 ? [] : boundaries);
  });
  const histogram = step('Histogram', 'MapPartition', [forward(global, 1)], 1, build);
  const prepared: PlanNode = {
    // What it reads waits until the boundaries are known.
    ...step('PreparePartition', 'MapPartition', [{ ...input, batch: true }], source.parallelism, assigning(keys)),
    broadcasts: [{ name: BOUNDARIES, channel: broadcast(histogram, source.parallelism) }],
  };
  return nodeOf({
    pact: 'Map',
    contents: 'RangePartition: Partition',
    nodeName: 'RangePartition: Partition',
    driver: 'Map',
    parallelism,
    inputs: [
      {
        source: prepared,
        ship: 'Custom Partition',
        shipKeys: [0],
        local: null,
        partitioner: {
          kind: 'CUSTOM',
          partitioner: constant('IdPartitioner', { partition: (key) => key as number }),
          selector: constant('RangeIndex', { getKey: (pair) => (pair as { f0: number }).f0 }),
        },
      },
    ],
    spec: { kind: 'map', fn: constant('RemoveRangeIndex', { map: (pair) => (pair as { f1: unknown }).f1 }) },
    outputType,
    chainable: true,
    properties: {
      ...RANDOM,
      partitioning: 'RANGE_PARTITIONED',
      partitionedOn: keys.positions,
      partitioningOrder: order,
    },
  });
}
