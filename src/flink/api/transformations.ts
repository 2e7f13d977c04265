import type { Configuration } from './configuration.ts';
import type { SortKey } from './dataset-plan.ts';
import type {
  AggregateFunction,
  AsyncFunction,
  BroadcastProcessFunction,
  BucketAssigner,
  CachedFile,
  CoFlatMapFunction,
  CoGroupFunction,
  CoMapFunction,
  CoProcessFunction,
  Evictor,
  FilterFunction,
  FlatMapFunction,
  JoinFunction,
  KeySelector,
  MapFunction,
  OutputTag,
  OwnOperator,
  Partitioner,
  ProcessFunction,
  ProcessJoinFunction,
  ReduceFunction,
  SinkFunction,
  SourceFunction,
  StateDescriptor,
  Trigger,
  UserFunction,
  WatermarkStrategy,
  WindowAssigner,
  WindowFunction,
} from './functions.ts';
import type { TypeInformation } from './types.ts';

/** What an operator does; data, no behaviour. `flink/taskmanager` has one implementation per kind. */
export type OperatorSpec =
  // sources
  | {
      readonly kind: 'source.socket';
      readonly host: string;
      readonly port: number;
      readonly delimiter: string;
      readonly maxRetry: number;
    }
  | { readonly kind: 'source.collection'; readonly elements: readonly unknown[] }
  | { readonly kind: 'source.sequence'; readonly from: number; readonly to: number }
  | {
      readonly kind: 'source.file-monitor';
      readonly path: string;
      readonly watchType: 'PROCESS_ONCE' | 'PROCESS_CONTINUOUSLY';
      readonly interval: number;
      readonly format: FileFormat;
    }
  | { readonly kind: 'split-reader'; readonly format: FileFormat }
  | { readonly kind: 'source.function'; readonly fn: UserFunction<SourceFunction>; readonly parallel: boolean }
  /** FLIP-27 sources (number sequence, file, Kafka, data generator). */
  | {
      readonly kind: 'source.new';
      readonly connector: SourceConnector;
      readonly watermarks: UserFunction<WatermarkStrategy> | null;
    }
  // one input
  | { readonly kind: 'map'; readonly fn: UserFunction<MapFunction> }
  | { readonly kind: 'flatMap'; readonly fn: UserFunction<FlatMapFunction> }
  | { readonly kind: 'filter'; readonly fn: UserFunction<FilterFunction> }
  | { readonly kind: 'process'; readonly fn: UserFunction<ProcessFunction> }
  /** `timeout` in ms, 0 for none; `capacity`: records asked for at a time. */
  | {
      readonly kind: 'asyncWait';
      readonly fn: UserFunction<AsyncFunction>;
      readonly ordered: boolean;
      readonly timeout: number;
      readonly capacity: number;
    }
  | { readonly kind: 'keyedProcess'; readonly fn: UserFunction<ProcessFunction> }
  | { readonly kind: 'own'; readonly fn: UserFunction<OwnOperator> }
  | { readonly kind: 'reduce'; readonly fn: UserFunction<ReduceFunction> }
  /** sum, min, max, minBy, maxBy of a keyed stream; `field` counts from 0 in `type`. `first` keeps the earlier of equals. */
  | {
      readonly kind: 'aggregation';
      readonly how: 'sum' | 'min' | 'max' | 'minBy' | 'maxBy';
      readonly field: number;
      /** Positions from the outermost field inwards when the field is nested, or empty for the whole value; see aggregations.ts. */
      readonly path?: readonly number[];
      readonly first: boolean;
      readonly type: TypeInformation;
    }
  | { readonly kind: 'timestampsAndWatermarks'; readonly strategy: UserFunction<WatermarkStrategy> }
  | {
      readonly kind: 'window';
      readonly assigner: UserFunction<WindowAssigner>;
      readonly trigger: UserFunction<Trigger> | null;
      readonly evictor: UserFunction<Evictor> | null;
      readonly allowedLateness: number;
      readonly lateTag: OutputTag | null;
      /** Incremental aggregation before `fn`, if any. */
      readonly reduce: UserFunction<ReduceFunction> | null;
      readonly aggregate: UserFunction<AggregateFunction> | null;
      /** Null: emit the reduced/aggregated value itself. */
      readonly fn: UserFunction<WindowFunction> | null;
    }
  /** Window join and coGroup: inputs are tagged {side: 1 | 2, value} by the two maps Flink puts before the union. */
  | { readonly kind: 'tag'; readonly side: 1 | 2 }
  // two inputs
  | { readonly kind: 'coMap'; readonly fn: UserFunction<CoMapFunction> }
  | { readonly kind: 'coFlatMap'; readonly fn: UserFunction<CoFlatMapFunction> }
  | { readonly kind: 'coProcess'; readonly fn: UserFunction<CoProcessFunction> }
  | {
      readonly kind: 'broadcastProcess';
      readonly fn: UserFunction<BroadcastProcessFunction>;
      readonly descriptors: readonly StateDescriptor[];
    }
  | {
      readonly kind: 'intervalJoin';
      readonly fn: UserFunction<ProcessJoinFunction>;
      readonly lower: number;
      readonly upper: number;
      readonly lowerInclusive: boolean;
      readonly upperInclusive: boolean;
    }
  // sinks
  | { readonly kind: 'sink.print'; readonly identifier: string; readonly stderr: boolean }
  | { readonly kind: 'sink.function'; readonly fn: UserFunction<SinkFunction> }
  | {
      readonly kind: 'sink.file';
      readonly path: string;
      readonly format: 'text' | 'csv';
      readonly overwrite: boolean;
      readonly rowDelimiter: string;
      readonly fieldDelimiter: string;
    }
  | { readonly kind: 'sink.connector'; readonly connector: SinkConnector }
  | { readonly kind: 'sink.discard' }
  /** Second vertex of a unified sink: commits what the writers prepared. */
  | { readonly kind: 'sink.committer'; readonly connector: SinkConnector }
  /** The two ends of an iteration's loop, subtask by subtask in one slot; the head ends after `maxWait` ms without records (0: never). */
  | { readonly kind: 'iteration.head' | 'iteration.tail'; readonly broker: string; readonly maxWait: number }
  // DataSet (batch drivers); see graph/dataset
  | {
      readonly kind: 'batch.source';
      readonly elements: readonly unknown[] | null;
      readonly path: string | null;
      readonly format: FileFormat | null;
    }
  | {
      readonly kind: 'batch.groupReduce' | 'batch.combine';
      readonly keys: UserFunction<KeySelector> | null;
      readonly aggregations: readonly { readonly how: 'sum' | 'min' | 'max'; readonly field: number }[];
      readonly fn: UserFunction<unknown> | null;
      readonly type: TypeInformation;
      readonly first: number | null;
      readonly sort: readonly SortKey[];
    }
  | {
      readonly kind: 'batch.join';
      readonly left: UserFunction<KeySelector>;
      readonly right: UserFunction<KeySelector>;
      readonly fn: UserFunction<JoinFunction> | null;
      readonly outer: 'inner' | 'left' | 'right' | 'full';
      /** The side that the hash table is built of; null: both are sorted and merged. */
      readonly build: 'first' | 'second' | null;
      readonly solution: SolutionAccess | null;
    }
  | {
      readonly kind: 'batch.coGroup';
      readonly left: UserFunction<KeySelector>;
      readonly right: UserFunction<KeySelector>;
      readonly fn: UserFunction<CoGroupFunction>;
      readonly solution: SolutionAccess | null;
    }
  /** `blocked`: the side that is held, record by record of the other. */
  | {
      readonly kind: 'batch.cross';
      readonly fn: UserFunction<JoinFunction> | null;
      readonly blocked: 'first' | 'second';
    }
  | { readonly kind: 'batch.sort'; readonly sort: readonly SortKey[] }
  /** An operator that starts when all of its inputs are there, in an iteration once per superstep; inputs count from 1, broadcast sets from 3. */
  | {
      readonly kind: 'batch.phased';
      readonly operator: OperatorSpec;
      /** Numbers of the inputs that a superstep renews. */
      readonly dynamic: readonly number[];
      readonly inputs: readonly number[];
      /** Names of the broadcast sets. */
      readonly broadcasts: readonly string[];
    }
  | {
      readonly kind: 'batch.iterationHead';
      readonly iteration: string;
      /** What comes back each superstep. */
      readonly feedback: readonly FeedbackRole[];
      /** Of a delta iteration: the key of its solution set. */
      readonly keys: UserFunction<KeySelector> | null;
    }
  | {
      readonly kind: 'batch.iterationTail';
      readonly iteration: string;
      readonly role: FeedbackRole;
    }
  | {
      readonly kind: 'batch.iterationSync';
      readonly iteration: string;
      readonly heads: number;
      readonly maxIterations: number;
      /** Whether nothing counted ends the loop. */
      readonly untilEmpty: boolean;
    }
  | { readonly kind: 'batch.collect'; readonly accumulator: string; readonly counts: boolean };

/** JoinWithSolutionSet: one side is the table that the iteration's head of the same subtask holds. */
export interface SolutionAccess {
  readonly iteration: string;
  readonly side: 'first' | 'second';
}
/** What an iteration's tail hands back: the next partial solution or workset, changes of the solution set, records that a criterion found. */
export type FeedbackRole = 'next' | 'delta' | 'criterion';

export type OperatorKind = OperatorSpec['kind'];

export type FileFormat =
  | { readonly kind: 'text'; readonly charset: string }
  | {
      readonly kind: 'csv';
      readonly fieldDelimiter: string;
      readonly lineDelimiter: string;
      readonly types: TypeInformation;
      readonly skipFirstLine: boolean;
      /** includeFields: which cells of a line are read; all without it. */
      readonly included?: readonly boolean[];
      /** ignoreInvalidLines */
      readonly lenient?: boolean;
      /** Lines that start so are left out. */
      readonly comments?: string;
      /** parseQuotedStrings */
      readonly quote?: string;
      /** pojoType: the fields that the cells go to, and an empty object. */
      readonly pojo?: { readonly indexes: readonly number[]; create(): unknown };
    };

/** A connector reads or writes something on the platform (Kafka topic, files). Grows with the platform. */
export type SourceConnector =
  | { readonly kind: 'sequence'; readonly from: number; readonly to: number }
  | { readonly kind: 'files'; readonly paths: readonly string[]; readonly format: FileFormat }
  | {
      readonly kind: 'kafka';
      readonly topics: readonly string[];
      readonly bootstrap: string;
      readonly group: string;
      readonly startFrom: 'earliest' | 'latest' | 'group';
      readonly bounded: boolean;
    }
  | {
      readonly kind: 'generator';
      readonly fn: UserFunction<MapFunction>;
      readonly count: number;
      readonly perSecond: number | null;
    };
export type SinkConnector =
  | {
      readonly kind: 'files';
      readonly path: string;
      /** OutputFileConfig. */
      readonly prefix: string;
      readonly suffix: string;
      /** What stands between prefix and counter: the subtask (StreamingFileSink), or a UUID of the bucket (FileSink). */
      readonly names: 'subtask' | 'uuid';
      /** A record as the text that an Encoder writes; null: SimpleStringEncoder. */
      readonly encode: UserFunction<MapFunction> | null;
      /** Null: DateTimeBucketAssigner with its defaults. */
      readonly buckets: UserFunction<BucketAssigner> | null;
      readonly rolling: RollingPolicy;
    }
  | { readonly kind: 'kafka'; readonly topic: string; readonly bootstrap: string; readonly exactlyOnce: boolean };

/** When part files roll: ms and bytes; `checkInterval` is the sink's bucketCheckInterval. */
export interface RollingPolicy {
  readonly rolloverInterval: number;
  readonly inactivityInterval: number;
  readonly maxPartSize: number;
  readonly onCheckpoint: boolean;
  readonly checkInterval: number;
}
/** DefaultRollingPolicy's defaults. */
export const DEFAULT_ROLLING: RollingPolicy = {
  rolloverInterval: 60_000,
  inactivityInterval: 60_000,
  maxPartSize: 128 * 1024 * 1024,
  onCheckpoint: false,
  checkInterval: 60_000,
};

export type PartitionerSpec =
  | { readonly kind: 'FORWARD' | 'REBALANCE' | 'RESCALE' | 'SHUFFLE' | 'BROADCAST' | 'GLOBAL' }
  | { readonly kind: 'HASH'; readonly selector: UserFunction<KeySelector> }
  | {
      readonly kind: 'CUSTOM';
      readonly partitioner: UserFunction<Partitioner>;
      readonly selector: UserFunction<KeySelector>;
    };

/** Fields that a program may set on any transformation. */
export interface TransformationSettings {
  name: string;
  parallelism: number | null;
  maxParallelism: number | null;
  uid: string | null;
  uidHash: string | null;
  slotSharingGroup: string | null;
  coLocationGroup: string | null;
  /** ms; null: the environment's. */
  bufferTimeout: number | null;
  chaining: 'ALWAYS' | 'NEVER' | 'HEAD' | 'HEAD_WITH_SOURCES';
}

/** A node of the program as the DataStream API builds it (Flink's Transformation). Ids are Flink's: 1, 2, 3 … per environment. */
export type Transformation = {
  readonly id: number;
  /** Changed by returns(...) until it is first used. */
  outputType: TypeInformation;
  readonly settings: TransformationSettings;
} & (
  | {
      readonly kind: 'source';
      readonly operator: OperatorSpec;
      readonly legacy: boolean;
      readonly boundedness: 'BOUNDED' | 'CONTINUOUS_UNBOUNDED';
      readonly fixedParallelismOne: boolean;
    }
  | {
      readonly kind: 'oneInput';
      readonly operator: OperatorSpec;
      readonly input: Transformation;
      readonly key: UserFunction<KeySelector> | null;
      /** The operator yields to the mailbox (YieldingOperatorFactory): it never chains onto a legacy source. */
      readonly yielding?: boolean;
    }
  | {
      readonly kind: 'twoInput';
      readonly operator: OperatorSpec;
      readonly first: Transformation;
      readonly second: Transformation;
      readonly key1: UserFunction<KeySelector> | null;
      readonly key2: UserFunction<KeySelector> | null;
    }
  | {
      readonly kind: 'sink';
      readonly operator: OperatorSpec;
      readonly input: Transformation;
      readonly key?: UserFunction<KeySelector> | null;
      /** A sink of the unified sink API (sinkTo): its vertices are a writer and, unless it commits nothing, a committer. */
      readonly unified?: { readonly committer: boolean };
    }
  | { readonly kind: 'union'; readonly inputs: readonly Transformation[] }
  | {
      readonly kind: 'partition';
      readonly input: Transformation;
      readonly partitioner: PartitionerSpec;
      readonly exchange: 'UNDEFINED' | 'PIPELINED' | 'BATCH';
    }
  | { readonly kind: 'sideOutput'; readonly input: Transformation; readonly tag: OutputTag }
  | {
      readonly kind: 'feedback';
      readonly input: Transformation;
      readonly feedback: Transformation[];
      readonly maxWait: number;
    }
  /** Feedback edges of another type than the input (IterativeStream.withFeedbackType). */
  | { readonly kind: 'coFeedback'; readonly feedback: Transformation[]; readonly maxWait: number }
);

export interface CheckpointConfig {
  /** ms; null: checkpointing off. */
  interval: number | null;
  mode: 'EXACTLY_ONCE' | 'AT_LEAST_ONCE';
  timeout: number;
  minPause: number;
  maxConcurrent: number;
  /** -1: unset. */
  tolerableFailures: number;
  externalized: 'RETAIN_ON_CANCELLATION' | 'DELETE_ON_CANCELLATION' | null;
  unaligned: boolean;
  alignmentTimeout: number;
  /** Checkpoints even of iterations, which lose the records on the way back. */
  forced: boolean;
  /** Unaligned checkpoints even with iterations or custom partitioners. */
  unalignedForced: boolean;
  /** Directory, or null: kept in the JobManager's memory. */
  storage: string | null;
}
export type RestartStrategy =
  | { readonly kind: 'none' }
  | { readonly kind: 'fallback' }
  | { readonly kind: 'fixed-delay'; readonly attempts: number; readonly delay: number }
  | { readonly kind: 'failure-rate'; readonly maxFailures: number; readonly interval: number; readonly delay: number }
  | {
      readonly kind: 'exponential-delay';
      readonly initial: number;
      readonly max: number;
      readonly multiplier: number;
      readonly reset: number;
      readonly jitter: number;
    };

export type TimeCharacteristic = 'EventTime' | 'ProcessingTime' | 'IngestionTime';

/** All that a StreamExecutionEnvironment holds when execute() is called; mutable while main() runs. */
export interface StreamEnvironmentState {
  readonly transformations: Transformation[];
  /** Environment parallelism; null: from -p, parallelism.default … */
  parallelism: number | null;
  maxParallelism: number | null;
  bufferTimeout: number;
  runtimeMode: 'STREAMING' | 'BATCH' | 'AUTOMATIC';
  chaining: boolean;
  timeCharacteristic: TimeCharacteristic;
  autoWatermarkInterval: number;
  objectReuse: boolean;
  stateBackend: 'hashmap' | 'rocksdb' | null;
  readonly checkpoint: CheckpointConfig;
  restart: RestartStrategy;
  globalJobParameters: Readonly<Record<string, string>>;
  /** The object behind them, as functions get it back. */
  globalJobParametersObject?: UserFunction<unknown>;
  /** Files that functions find in the distributed cache, by name. */
  cachedFiles?: readonly CachedFile[];
  /** Options set in code (env.configure, StreamExecutionEnvironment.getExecutionEnvironment(conf)). */
  configuration: Configuration;
}
