import type {
  CoGroupFunction,
  FilterFunction,
  FlatMapFunction,
  JoinFunction,
  KeySelector,
  MapFunction,
  Partitioner,
  UserFunction,
} from './functions.ts';
import type { FileFormat } from './transformations.ts';
import type { TypeInformation } from './types.ts';

/** A DataSet program: a tree of operators below its sinks, as data. */

/** Keys of a grouping or a join. `positions` are flat field positions; null for key selector functions. */
export interface DataSetKeys {
  readonly selector: UserFunction<KeySelector>;
  readonly positions: readonly number[] | null;
}

export interface FieldAggregation {
  readonly how: 'sum' | 'min' | 'max';
  readonly field: number;
}

/** What a DataSet operator does. Functions of `reduce` and `groupReduce` are Flink's reduce, reduceGroup, combineGroup. */
export type DataSetBody =
  | {
      readonly kind: 'source';
      readonly elements: readonly unknown[] | null;
      readonly path: string | null;
      readonly format: FileFormat | null;
    }
  | { readonly kind: 'map'; readonly input: DataSetOperator; readonly fn: UserFunction<MapFunction> }
  | { readonly kind: 'flatMap'; readonly input: DataSetOperator; readonly fn: UserFunction<FlatMapFunction> }
  | { readonly kind: 'filter'; readonly input: DataSetOperator; readonly fn: UserFunction<FilterFunction> }
  | { readonly kind: 'mapPartition'; readonly input: DataSetOperator; readonly fn: UserFunction<unknown> }
  | {
      readonly kind: 'reduce' | 'distinct';
      readonly input: DataSetOperator;
      readonly keys: DataSetKeys | null;
      readonly fn: UserFunction<unknown> | null;
    }
  | {
      readonly kind: 'groupReduce';
      readonly input: DataSetOperator;
      readonly keys: DataSetKeys | null;
      readonly fn: UserFunction<unknown> | null;
      readonly aggregations: readonly FieldAggregation[];
      readonly first: number | null;
      readonly combinable: boolean;
    }
  | {
      readonly kind: 'join';
      readonly input: DataSetOperator;
      readonly second: DataSetOperator;
      readonly left: DataSetKeys;
      readonly right: DataSetKeys;
      readonly fn: UserFunction<JoinFunction> | null;
      readonly outer: 'inner' | 'left' | 'right' | 'full';
    }
  | {
      readonly kind: 'coGroup';
      readonly input: DataSetOperator;
      readonly second: DataSetOperator;
      readonly left: DataSetKeys;
      readonly right: DataSetKeys;
      readonly fn: UserFunction<CoGroupFunction>;
    }
  | {
      readonly kind: 'cross';
      readonly input: DataSetOperator;
      readonly second: DataSetOperator;
      readonly fn: UserFunction<JoinFunction> | null;
    }
  | { readonly kind: 'union'; readonly input: DataSetOperator; readonly second: DataSetOperator }
  | {
      readonly kind: 'partition';
      readonly input: DataSetOperator;
      readonly how: 'hash' | 'rebalance' | 'custom';
      readonly keys: DataSetKeys | null;
      readonly partitioner: UserFunction<Partitioner> | null;
    }
  | {
      readonly kind: 'sortPartition';
      readonly input: DataSetOperator;
      readonly field: number;
      readonly order: 'ASCENDING' | 'DESCENDING';
    }
  | { readonly kind: 'sink'; readonly input: DataSetOperator; readonly sink: DataSetSink };

export type DataSetSink =
  /** collect() and print(): an accumulator of that name. */
  | { readonly kind: 'collect'; readonly accumulator: string }
  | { readonly kind: 'print'; readonly identifier: string; readonly stderr: boolean }
  | {
      readonly kind: 'file';
      readonly format: 'text' | 'csv';
      readonly path: string;
      readonly overwrite: boolean;
      readonly rowDelimiter: string;
      readonly fieldDelimiter: string;
    }
  | { readonly kind: 'discard' };

export type DataSetOperator = {
  /** As the plan shows it: `FlatMap at main(BatchWordCount.java:15)`. */
  name: string;
  /** null: the environment's. */
  parallelism: number | null;
  outputType: TypeInformation;
} & DataSetBody;

export interface DataSetPlan {
  readonly jobName: string;
  readonly parallelism: number;
  readonly sinks: readonly DataSetOperator[];
  /** `execution.batch.exchange`-like: BATCH makes every exchange blocking (ExecutionMode). */
  readonly executionMode: 'PIPELINED' | 'BATCH';
}
