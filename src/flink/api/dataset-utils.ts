import { Long } from './boxed.ts';
import type { DataSet } from './dataset.ts';
import type { Collector, RuntimeContext, UserFunction } from './functions.ts';
import { tuple } from './tuple.ts';
import { BASIC, tupleType } from './types.ts';
import { perSubtask } from './user-functions.ts';

/** org.apache.flink.api.java.utils.DataSetUtils. The names of its operators are Flink's own places. */

type Work = (values: Iterable<unknown>, context: RuntimeContext, out: Collector<unknown>) => void;

/** A rich MapPartitionFunction. */
function partitionFunction(name: string, work: Work): UserFunction<unknown> {
  return perSubtask(name, () => {
    let context: RuntimeContext | null = null;
    return {
      open: (given: RuntimeContext) => {
        context = given;
      },
      reduceGroup: (values: Iterable<unknown>, out: Collector<unknown>) => work(values, context!, out),
    };
  });
}

export function countElementsPerPartition(input: DataSet): DataSet {
  const count = partitionFunction('CountElements', (values, context, out) => {
    let n = 0;
    for (const _ of values) n++;
    out.collect(tuple([context.indexOfThisSubtask, Long.valueOf(n)]));
  });
  return input
    .mapPartition(count, tupleType([BASIC.int, BASIC.long]))
    .name('MapPartition at countElementsPerPartition(DataSetUtils.java:70)');
}

/** Consecutive numbers: each partition starts after those before it. */
export function zipWithIndex(input: DataSet): DataSet {
  const number = partitionFunction('ZipWithIndex', (values, context, out) => {
    const counts = context.broadcastVariable('counts') as readonly { f0: number; f1: Long }[];
    let next = 0;
    for (const { f0: subtask, f1: count } of counts) {
      if (subtask < context.indexOfThisSubtask) next += Number(count.value);
    }
    for (const value of values) out.collect(tuple([Long.valueOf(next++), value]));
  });
  return input
    .mapPartition(number, tupleType([BASIC.long, input.getType()]))
    .withBroadcastSet(countElementsPerPartition(input), 'counts')
    .name('MapPartition at zipWithIndex(DataSetUtils.java:97)');
}

/** Unique numbers without a count: the subtask in the low bits. */
export function zipWithUniqueId(input: DataSet): DataSet {
  const number = partitionFunction('ZipWithUniqueId', (values, context, out) => {
    const shift = 2 ** (32 - Math.clz32(context.numberOfParallelSubtasks - 1));
    let next = 0;
    for (const value of values) out.collect(tuple([Long.valueOf(next++ * shift + context.indexOfThisSubtask), value]));
  });
  return input
    .mapPartition(number, tupleType([BASIC.long, input.getType()]))
    .name('MapPartition at zipWithUniqueId(DataSetUtils.java:192)');
}
