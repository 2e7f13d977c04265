import type { Configuration } from '../api/configuration.ts';
import type { CachedFile, KeySelector, OutputTag, UserFunction } from '../api/functions.ts';
import type { Jar } from '../api/jar.ts';
import type {
  CheckpointConfig,
  OperatorSpec,
  PartitionerSpec,
  RestartStrategy,
  TimeCharacteristic,
} from '../api/transformations.ts';
import type { TypeInformation } from '../api/types.ts';

/** A node of the StreamGraph. */
export interface StreamNode {
  readonly id: number;
  readonly name: string;
  readonly operator: OperatorSpec;
  readonly parallelism: number;
  readonly maxParallelism: number | null;
  readonly slotSharingGroup: string;
  readonly coLocationGroup: string | null;
  readonly bufferTimeout: number;
  readonly chaining: 'ALWAYS' | 'NEVER' | 'HEAD' | 'HEAD_WITH_SOURCES';
  readonly legacySource: boolean;
  /** A FLIP-27 source. */
  readonly newSource: boolean;
  /** What the plan calls it: source and sink ids come from the source and sink transformations. */
  readonly role: 'source' | 'operator' | 'sink';
  /** YieldingOperatorFactory: never in a chain that a legacy source heads. */
  readonly yielding: boolean;
  readonly uid: string | null;
  readonly uidHash: string | null;
  readonly key1: UserFunction<KeySelector> | null;
  readonly key2: UserFunction<KeySelector> | null;
  readonly outputType: TypeInformation;
  /** withParameters of a DataSet operator. */
  readonly parameters?: ReadonlyMap<string, string>;
}
export interface StreamEdge {
  readonly from: number;
  readonly to: number;
  readonly partitioner: PartitionerSpec;
  /** 0 for one-input and union, 1 and 2 for two inputs; from 3 on the broadcast sets of a DataSet operator. */
  readonly typeNumber: number;
  readonly tag: OutputTag | null;
  readonly exchange: 'UNDEFINED' | 'PIPELINED' | 'BATCH';
}
export interface StreamGraph {
  readonly jobName: string;
  readonly nodes: readonly StreamNode[];
  /** In order of creation, which is the order of every node's in- and out-edges. */
  readonly edges: readonly StreamEdge[];
  /** False after env.disableOperatorChaining(). */
  readonly chaining: boolean;
  readonly settings: JobSettings;
}

/** What of the environment travels with the job. */
export interface JobSettings {
  readonly batch: boolean;
  readonly checkpoint: CheckpointConfig;
  readonly restart: RestartStrategy;
  readonly stateBackend: 'hashmap' | 'rocksdb' | null;
  readonly timeCharacteristic: TimeCharacteristic;
  readonly autoWatermarkInterval: number;
  readonly objectReuse: boolean;
  readonly maxParallelism: number | null;
  readonly globalJobParameters: Readonly<Record<string, string>>;
  readonly globalJobParametersObject?: UserFunction<unknown>;
  readonly cachedFiles?: readonly CachedFile[];
  readonly configuration: Configuration;
  readonly parallelism: number;
}

/** One operator inside a chain. */
export interface ChainedOperator {
  readonly node: StreamNode;
  /** Operator id: 32 hex digits (Flink's StreamGraphHasherV2). */
  readonly id: string;
  /** Edges to operators later in the same chain. */
  readonly chainedOutputs: readonly StreamEdge[];
  /** Edges that leave the vertex, in Flink's order; each is one intermediate result. */
  readonly outputs: readonly StreamEdge[];
}
export interface JobVertex {
  /** 32 hex digits. */
  readonly id: string;
  readonly name: string;
  readonly parallelism: number;
  /** -1 until the ExecutionGraph computes the default. */
  readonly maxParallelism: number;
  readonly slotSharingGroup: string;
  readonly coLocationGroup: string | null;
  /** Head first; a multi-input head may have chained sources before it. */
  readonly chain: readonly ChainedOperator[];
  readonly inputs: readonly JobEdge[];
  /** DataSet plans only: the plan JSON's own words for the vertex. */
  readonly batch?: {
    readonly operator: string;
    readonly operatorStrategy: string;
    readonly description: string;
    /** Raw JSON object. */
    readonly optimizerProperties: string;
  };
}
export interface JobEdge {
  readonly source: string;
  readonly target: string;
  readonly edge: StreamEdge;
  readonly pattern: 'POINTWISE' | 'ALL_TO_ALL';
  readonly result: 'PIPELINED' | 'PIPELINED_BOUNDED' | 'BLOCKING';
  /** `HASH`, `REBALANCE` …, as plan JSON's ship_strategy. */
  readonly shipStrategy: string;
  /** DataSet plans only: `Sorting (combining) on [0]`, and the caching of the input. */
  readonly localStrategy?: string;
  readonly caching?: string;
}
export interface JobGraph {
  /** 32 hex digits; drawn when the graph is made. */
  readonly jobId: string;
  readonly jobName: string;
  /** Topologically sorted from the sources. */
  readonly vertices: readonly JobVertex[];
  /** Vertex ids in the order they were added, which is the plan's: depth-first, consumers before their producers. */
  readonly planOrder: readonly string[];
  readonly edges: readonly JobEdge[];
  readonly settings: JobSettings;
  readonly streamGraph: StreamGraph;
  /** User code for the TaskManagers. Null for programs built in tests. */
  readonly jar: Jar | null;
  readonly savepoint: { readonly path: string; readonly allowNonRestoredState: boolean } | null;
  /** Why each uncut-able edge was not chained, for the view: by StreamEdge. */
  readonly cuts: readonly { readonly from: number; readonly to: number; readonly reason: string }[];
  readonly type: 'STREAMING' | 'BATCH';
  /** Of a DataSet program: no checkpointing settings, no state backend. */
  readonly dataSet?: true;
}
