import type {
  CoGroupFunction,
  FilterFunction,
  FlatMapFunction,
  JoinFunction,
  KeySelector,
  MapFunction,
  Partitioner,
  SinkFunction,
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

/** What records of a group or a partition are sorted by. */
export interface SortKey {
  readonly selector: UserFunction<KeySelector>;
  /** Flat field position, as the plan shows it. */
  readonly position: number;
  readonly order: 'ASCENDING' | 'DESCENDING';
}

/** JoinOperatorBase.JoinHint. */
export type JoinHint =
  | 'OPTIMIZER_CHOOSES'
  | 'BROADCAST_HASH_FIRST'
  | 'BROADCAST_HASH_SECOND'
  | 'REPARTITION_HASH_FIRST'
  | 'REPARTITION_HASH_SECOND'
  | 'REPARTITION_SORT_MERGE';

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
      /** sortGroup */
      readonly sort: readonly SortKey[];
    }
  | {
      readonly kind: 'groupCombine';
      readonly input: DataSetOperator;
      readonly keys: DataSetKeys | null;
      readonly fn: UserFunction<unknown>;
      readonly sort: readonly SortKey[];
    }
  | {
      readonly kind: 'join';
      readonly input: DataSetOperator;
      readonly second: DataSetOperator;
      readonly left: DataSetKeys;
      readonly right: DataSetKeys;
      readonly fn: UserFunction<JoinFunction> | null;
      readonly outer: 'inner' | 'left' | 'right' | 'full';
      readonly hint: JoinHint;
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
      /** CrossHint: which side is small. */
      readonly tiny: 'first' | 'second' | null;
    }
  | { readonly kind: 'union'; readonly input: DataSetOperator; readonly second: DataSetOperator }
  | {
      readonly kind: 'partition';
      readonly input: DataSetOperator;
      readonly how: 'hash' | 'range' | 'rebalance' | 'custom';
      readonly keys: DataSetKeys | null;
      readonly partitioner: UserFunction<Partitioner> | null;
    }
  | {
      readonly kind: 'sortPartition';
      readonly input: DataSetOperator;
      readonly sort: readonly SortKey[];
      /** Sorted by what a key selector gives. */
      readonly selected: boolean;
    }
  /** The data set that a bulk iteration's step function starts from. */
  | { readonly kind: 'partialSolution'; readonly iteration: BulkIteration }
  | { readonly kind: 'bulkIteration'; readonly iteration: BulkIteration }
  | { readonly kind: 'workset' | 'solutionSet'; readonly iteration: DeltaIteration }
  | { readonly kind: 'deltaIteration'; readonly iteration: DeltaIteration }
  | { readonly kind: 'sink'; readonly input: DataSetOperator; readonly sink: DataSetSink };

export type DataSetSink =
  /** collect() and print(): an accumulator of that name. */
  /** `counts`: how many records there are, not the records. */
  | { readonly kind: 'collect'; readonly accumulator: string; readonly counts: boolean }
  | { readonly kind: 'print'; readonly identifier: string; readonly stderr: boolean }
  | {
      readonly kind: 'file';
      readonly format: 'text' | 'csv';
      readonly path: string;
      readonly overwrite: boolean;
      readonly rowDelimiter: string;
      readonly fieldDelimiter: string;
    }
  /** output(OutputFormat): open, writeRecord and close of a user's format are a sink function's. */
  | { readonly kind: 'function'; readonly fn: UserFunction<SinkFunction> }
  | { readonly kind: 'discard' };

/** IterativeDataSet; `result` is known when the loop is closed. */
export interface BulkIteration {
  readonly input: DataSetOperator;
  readonly maxIterations: number;
  /** What stands for the partial solution in the step function. */
  readonly starts: DataSetOperator[];
  result: DataSetOperator | null;
  /** closeWith(result, criterion): the loop ends when it is empty. */
  criterion: DataSetOperator | null;
}
/** DeltaIteration; `delta` and `next` are known when the loop is closed. */
export interface DeltaIteration {
  /** `Unnamed Delta Iteration` */
  name: string;
  readonly solution: DataSetOperator;
  readonly workset: DataSetOperator;
  readonly keys: DataSetKeys;
  readonly maxIterations: number;
  /** What stands for workset and solution set in the step function. */
  readonly starts: DataSetOperator[];
  parallelism: number | null;
  delta: DataSetOperator | null;
  next: DataSetOperator | null;
}

/** withBroadcastSet: `data` is a list in the runtime context of each subtask. */
export interface BroadcastSet {
  readonly name: string;
  readonly data: DataSetOperator;
}

export type DataSetOperator = {
  /** As the plan shows it: `FlatMap at main(BatchWordCount.java:15)`. */
  name: string;
  /** null: the environment's. */
  parallelism: number | null;
  outputType: TypeInformation;
  broadcasts?: readonly BroadcastSet[];
  /** withParameters: what open() gets. */
  parameters?: ReadonlyMap<string, string>;
} & DataSetBody;

export interface DataSetPlan {
  readonly jobName: string;
  readonly parallelism: number;
  readonly sinks: readonly DataSetOperator[];
  /** `execution.batch.exchange`-like: BATCH makes every exchange blocking (ExecutionMode). */
  readonly executionMode: 'PIPELINED' | 'BATCH';
}
