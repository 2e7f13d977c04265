import { type Aggregation, aggregator } from './aggregations.ts';
import { booleanOption, type Configuration, durationOption, enumOption, intOption } from './configuration.ts';
import { DataStreamSource } from './datastream.ts';
import { illegalArgument, illegalState, nullPointer } from './errors.ts';
import type { SourceFunction, UserFunction, WatermarkStrategy } from './functions.ts';
import { UPPER_BOUND_MAX_PARALLELISM } from './key-groups.ts';
import { configuredRestartStrategy } from './restart-strategy.ts';
import { stateBackendOption } from './state-backend.ts';
import type {
  CheckpointConfig,
  FileFormat,
  OperatorSpec,
  PartitionerSpec,
  SourceConnector,
  StreamEnvironmentState,
  TimeCharacteristic,
  Transformation,
} from './transformations.ts';
import { typeOf } from './transforming.ts';
import { BASIC, type TypeInformation } from './types.ts';

type Body<T> = T extends unknown ? Omit<T, 'id' | 'outputType' | 'settings'> : never;
/** A transformation without what every one has. */
export type TransformationBody = Body<Transformation>;

/** Transformation.getNewNodeId: one counter per JVM; ids begin with 1. */
export interface NodeIds {
  next: number;
}

const MIN_MONITORING_INTERVAL = 1;

/** ExecutionConfig.setParallelism. */
function checkParallelism(parallelism: number): void {
  if (parallelism >= 1 || parallelism === -1) return;
  throw illegalArgument(
    'Parallelism must be at least one, or ExecutionConfig.PARALLELISM_DEFAULT (use system default).',
  );
}

/** Flink's defaults of everything a StreamExecutionEnvironment holds. */
export function defaultEnvironmentState(parallelism: number, configuration: Configuration): StreamEnvironmentState {
  return {
    transformations: [],
    parallelism,
    maxParallelism: null,
    bufferTimeout: 100,
    runtimeMode: 'STREAMING',
    chaining: true,
    timeCharacteristic: 'EventTime',
    autoWatermarkInterval: 200,
    objectReuse: false,
    stateBackend: null,
    checkpoint: {
      interval: null,
      mode: 'EXACTLY_ONCE',
      timeout: 600_000,
      minPause: 0,
      maxConcurrent: 1,
      tolerableFailures: -1,
      externalized: null,
      unaligned: false,
      alignmentTimeout: 0,
      forced: false,
      unalignedForced: false,
      storage: null,
    },
    restart: { kind: 'fallback' },
    globalJobParameters: {},
    configuration,
  };
}

/** org.apache.flink.streaming.api.environment.StreamExecutionEnvironment, without execute(): that is the caller's. */
export class StreamExecutionEnvironment {
  readonly state: StreamEnvironmentState;
  readonly checkpoint: CheckpointConfig;
  /** Utils.getCallLocationName: where in the program the API is being called, for names that contain it. */
  callLocation: () => string = () => '<unknown>';
  /** Hears of each transformation's id while the program makes it. */
  onCreate: ((id: number) => void) | null = null;
  private readonly tags = new WeakMap<Transformation, Map<string, TypeInformation>>();

  /** `parallelism`: of -p, else parallelism.default, else 1 (local: the cores). */
  constructor(
    parallelism: number,
    configuration: Configuration = {},
    private readonly ids: NodeIds = { next: 1 },
  ) {
    this.state = defaultEnvironmentState(parallelism, configuration);
    this.checkpoint = this.state.checkpoint;
    this.configure(configuration);
  }

  // ---- settings ------------------------------------------------------------------------------------------------------

  getParallelism(): number {
    return this.state.parallelism ?? 1;
  }
  setParallelism(parallelism: number): this {
    checkParallelism(parallelism);
    this.state.parallelism = parallelism;
    return this;
  }
  setMaxParallelism(maxParallelism: number): this {
    if (maxParallelism <= 0 || maxParallelism > UPPER_BOUND_MAX_PARALLELISM) {
      throw illegalArgument(
        `maxParallelism is out of bounds 0 < maxParallelism <= ${UPPER_BOUND_MAX_PARALLELISM}. Found: ${maxParallelism}`,
      );
    }
    this.state.maxParallelism = maxParallelism;
    return this;
  }
  /** ms; -1: buffers are only sent when full, 0: after every record. */
  setBufferTimeout(timeout: number): this {
    if (timeout < -1) throw illegalArgument('Timeout of buffer must be non-negative or -1');
    this.state.bufferTimeout = timeout;
    return this;
  }
  disableOperatorChaining(): this {
    this.state.chaining = false;
    return this;
  }
  setRuntimeMode(mode: StreamEnvironmentState['runtimeMode']): this {
    this.state.runtimeMode = mode;
    return this;
  }
  setStreamTimeCharacteristic(characteristic: TimeCharacteristic): this {
    this.state.timeCharacteristic = characteristic;
    this.state.autoWatermarkInterval = characteristic === 'ProcessingTime' ? 0 : 200;
    return this;
  }
  enableCheckpointing(interval: number, mode: CheckpointConfig['mode'] = this.checkpoint.mode): this {
    this.checkpoint.mode = mode;
    this.setCheckpointInterval(interval);
    return this;
  }
  /** CheckpointConfig.setCheckpointInterval, ms. */
  setCheckpointInterval(interval: number): void {
    if (interval < 10) {
      throw illegalArgument('Checkpoint interval must be larger than or equal to 10 ms');
    }
    this.checkpoint.interval = interval;
  }

  /** configure(ReadableConfig): takes over the options that are set. */
  configure(configuration: Configuration): void {
    const state = this.state;
    const characteristic = enumOption(
      configuration,
      'pipeline.time-characteristic',
      'org.apache.flink.streaming.api.TimeCharacteristic',
      ['ProcessingTime', 'IngestionTime', 'EventTime'],
    );
    if (characteristic !== undefined) this.setStreamTimeCharacteristic(characteristic);
    state.stateBackend = stateBackendOption(configuration) ?? state.stateBackend;
    state.chaining = booleanOption(configuration, 'pipeline.operator-chaining') ?? state.chaining;
    state.bufferTimeout = durationOption(configuration, 'execution.buffer-timeout') ?? state.bufferTimeout;
    state.runtimeMode =
      enumOption(configuration, 'execution.runtime-mode', 'org.apache.flink.api.common.RuntimeExecutionMode', [
        'STREAMING',
        'BATCH',
        'AUTOMATIC',
      ]) ?? state.runtimeMode;
    state.autoWatermarkInterval =
      durationOption(configuration, 'pipeline.auto-watermark-interval') ?? state.autoWatermarkInterval;
    const parallelism = intOption(configuration, 'parallelism.default');
    if (parallelism !== undefined) {
      checkParallelism(parallelism);
      if (configuration !== state.configuration) state.parallelism = parallelism;
    }
    const maxParallelism = intOption(configuration, 'pipeline.max-parallelism');
    if (maxParallelism !== undefined) {
      if (maxParallelism <= 0) throw illegalArgument('The maximum parallelism must be greater than 0.');
      state.maxParallelism = maxParallelism;
    }
    state.objectReuse = booleanOption(configuration, 'pipeline.object-reuse') ?? state.objectReuse;
    state.restart = configuredRestartStrategy(configuration) ?? state.restart;
    this.configureCheckpoints(configuration);
    state.configuration = { ...state.configuration, ...configuration };
  }

  /** CheckpointConfig.configure. */
  private configureCheckpoints(configuration: Configuration): void {
    const { checkpoint } = this;
    const option = (name: string): string => `execution.checkpointing.${name}`;
    checkpoint.mode =
      enumOption(configuration, option('mode'), 'org.apache.flink.streaming.api.CheckpointingMode', [
        'EXACTLY_ONCE',
        'AT_LEAST_ONCE',
      ]) ?? checkpoint.mode;
    const interval = durationOption(configuration, option('interval'));
    if (interval !== undefined) this.setCheckpointInterval(interval);
    checkpoint.timeout = durationOption(configuration, option('timeout')) ?? checkpoint.timeout;
    const concurrent = intOption(configuration, option('max-concurrent-checkpoints'));
    if (concurrent !== undefined && concurrent < 1) {
      throw illegalArgument('The maximum number of concurrent attempts must be at least one.');
    }
    checkpoint.maxConcurrent = concurrent ?? checkpoint.maxConcurrent;
    checkpoint.minPause = durationOption(configuration, option('min-pause')) ?? checkpoint.minPause;
    checkpoint.tolerableFailures =
      intOption(configuration, option('tolerable-failed-checkpoints')) ?? checkpoint.tolerableFailures;
    const externalized = enumOption(
      configuration,
      option('externalized-checkpoint-retention'),
      'org.apache.flink.streaming.api.environment.CheckpointConfig$ExternalizedCheckpointCleanup',
      ['DELETE_ON_CANCELLATION', 'RETAIN_ON_CANCELLATION', 'NO_EXTERNALIZED_CHECKPOINTS'],
    );
    if (externalized !== undefined) {
      checkpoint.externalized = externalized === 'NO_EXTERNALIZED_CHECKPOINTS' ? null : externalized;
    }
    checkpoint.unaligned = booleanOption(configuration, option('unaligned')) ?? checkpoint.unaligned;
    checkpoint.unalignedForced = booleanOption(configuration, option('unaligned.forced')) ?? checkpoint.unalignedForced;
    checkpoint.alignmentTimeout =
      durationOption(configuration, option('alignment-timeout')) ?? checkpoint.alignmentTimeout;
    checkpoint.storage = configuration['state.checkpoints.dir'] ?? checkpoint.storage;
  }

  // ---- sources -------------------------------------------------------------------------------------------------------

  private source(
    name: string,
    type: TypeInformation,
    operator: OperatorSpec,
    options: { readonly legacy: boolean; readonly bounded: boolean; readonly parallel: boolean },
  ): DataStreamSource {
    const transformation = this.create(type, name, {
      kind: 'source',
      operator,
      legacy: options.legacy,
      boundedness: options.bounded ? 'BOUNDED' : 'CONTINUOUS_UNBOUNDED',
      fixedParallelismOne: !options.parallel,
    });
    return new DataStreamSource(this, transformation, options.parallel);
  }

  fromElements(elements: readonly unknown[], type: TypeInformation): DataStreamSource {
    if (elements.length === 0) throw illegalArgument('fromElements needs at least one element as argument');
    return this.fromCollection(elements, type);
  }
  fromCollection(elements: readonly unknown[], type: TypeInformation): DataStreamSource {
    if (elements.some((element) => element === null)) {
      throw illegalArgument('The collection contains a null element');
    }
    const operator = { kind: 'source.collection', elements } as const;
    return this.source('Collection Source', type, operator, { legacy: true, bounded: true, parallel: false });
  }
  fromSequence(from: number, to: number): DataStreamSource {
    requireAscending(from, to);
    return this.fromSource({ kind: 'sequence', from, to }, null, 'Sequence Source', BASIC.long, true);
  }
  generateSequence(from: number, to: number): DataStreamSource {
    requireAscending(from, to);
    const operator = { kind: 'source.sequence', from, to } as const;
    const options = { legacy: true, bounded: false, parallel: true };
    return this.source('Sequence Source (Deprecated)', BASIC.long, operator, options);
  }
  /** `maxRetry` in seconds, -1 for ever. */
  socketTextStream(host: string, port: number, delimiter = '\n', maxRetry = 0): DataStreamSource {
    if (port <= 0 || port >= 65536) throw illegalArgument('port is out of range');
    if (maxRetry < -1) {
      throw illegalArgument('maxNumRetries must be zero or larger (num retries), or -1 (infinite retries)');
    }
    const operator = { kind: 'source.socket', host, port, delimiter, maxRetry } as const;
    return this.source('Socket Stream', BASIC.string, operator, { legacy: true, bounded: false, parallel: false });
  }
  readTextFile(path: string, charset = 'UTF-8'): DataStreamSource {
    if (path.trim() === '') throw illegalArgument('The file path must not be null or blank.');
    return this.readFile({ kind: 'text', charset }, path, 'PROCESS_ONCE', -1, BASIC.string);
  }
  /** readFile: a source that finds the files and an operator that reads them. `interval` in ms. */
  readFile(
    format: FileFormat,
    path: string,
    watchType: 'PROCESS_ONCE' | 'PROCESS_CONTINUOUSLY',
    interval: number,
    type: TypeInformation,
    name = 'Custom File Source',
  ): DataStreamSource {
    if (watchType !== 'PROCESS_ONCE' && interval < MIN_MONITORING_INTERVAL) {
      throw illegalArgument(`The path monitoring interval cannot be less than ${MIN_MONITORING_INTERVAL} ms.`);
    }
    const operator = { kind: 'source.file-monitor', path, watchType, interval, format } as const;
    const options = { legacy: true, bounded: watchType === 'PROCESS_ONCE', parallel: false };
    const monitor = this.source(name, SPLIT_TYPE, operator, options);
    const reader = monitor.transform(
      `Split Reader: ${name}`,
      type,
      { kind: 'split-reader', format },
      { yielding: true },
    );
    return new DataStreamSource(this, reader.transformation, true);
  }
  addSource(
    fn: UserFunction<SourceFunction>,
    parallel: boolean,
    type: TypeInformation,
    name = 'Custom Source',
  ): DataStreamSource {
    const operator = { kind: 'source.function', fn, parallel } as const;
    return this.source(name, type, operator, { legacy: true, bounded: false, parallel });
  }
  /** addSource of a connector's SourceFunction (FlinkKafkaConsumer). */
  addConnectorSource(
    connector: SourceConnector,
    watermarks: UserFunction<WatermarkStrategy> | null,
    type: TypeInformation,
    name = 'Custom Source',
  ): DataStreamSource {
    const operator = { kind: 'source.new', connector, watermarks } as const;
    return this.source(name, type, operator, { legacy: true, bounded: false, parallel: true });
  }
  fromSource(
    connector: SourceConnector,
    watermarks: UserFunction<WatermarkStrategy> | null,
    name: string,
    type: TypeInformation,
    bounded: boolean,
  ): DataStreamSource {
    const operator = { kind: 'source.new', connector, watermarks } as const;
    return this.source(name, type, operator, { legacy: false, bounded, parallel: true });
  }

  // ---- what the streams use ------------------------------------------------------------------------------------------

  /** Makes a transformation with the next id; `parallelism` is the environment's unless given. */
  create(
    outputType: TypeInformation,
    name: string,
    body: TransformationBody,
    parallelism: number = this.getParallelism(),
  ): Transformation {
    const id = this.ids.next++;
    this.onCreate?.(id);
    return {
      id,
      outputType,
      settings: {
        name,
        parallelism: parallelism === -1 ? null : parallelism,
        maxParallelism: null,
        uid: null,
        uidHash: null,
        slotSharingGroup: null,
        coLocationGroup: null,
        bufferTimeout: null,
        chaining: 'ALWAYS',
      },
      ...body,
    };
  }
  partition(
    input: Transformation,
    partitioner: PartitionerSpec,
    exchange: 'UNDEFINED' | 'PIPELINED' | 'BATCH' = 'UNDEFINED',
  ): Transformation {
    const body = { kind: 'partition', input, partitioner, exchange } as const;
    return this.create(typeOf(input), 'Partition', body, this.parallelismOf(input));
  }
  parallelismOf(transformation: Transformation): number {
    return transformation.settings.parallelism ?? this.getParallelism();
  }
  addOperator(transformation: Transformation): void {
    this.state.transformations.push(transformation);
  }
  /** Types of the side outputs that were asked of an operator, by tag. */
  sideOutputs(transformation: Transformation): Map<string, TypeInformation> {
    let tags = this.tags.get(transformation);
    if (!tags) {
      tags = new Map();
      this.tags.set(transformation, tags);
    }
    return tags;
  }
  /** Throws what the aggregator's constructor throws. */
  checkAggregation(how: Aggregation, type: TypeInformation, path: readonly number[]): void {
    aggregator(how, type, path);
  }

  /**
   * What execute() does first: takes the program away, so that a second execute() only runs what comes after.
   * Throws IllegalStateException when there is nothing to run, NullPointerException without a name.
   */
  takeProgram(jobName: string | null = null): StreamProgram {
    const program = this.peekProgram(jobName);
    this.state.transformations.length = 0;
    return program;
  }
  /** The program as it is, without taking it away (getExecutionPlan); throws as {@link takeProgram} does. */
  peekProgram(jobName: string | null = null): StreamProgram {
    if (this.state.transformations.length === 0) {
      throw illegalState('No operators defined in streaming topology. Cannot execute.');
    }
    if (jobName === undefined) throw nullPointer('Streaming Job name should not be null.');
    const environment = {
      ...this.state,
      transformations: [...this.state.transformations],
      checkpoint: { ...this.checkpoint },
    };
    return { environment, jobName: jobName ?? this.state.configuration['pipeline.name'] ?? DEFAULT_JOB_NAME };
  }
}

interface StreamProgram {
  readonly environment: StreamEnvironmentState;
  readonly jobName: string;
}

export const DEFAULT_JOB_NAME = 'Flink Streaming Job';

const SPLIT_TYPE: TypeInformation = {
  kind: 'generic',
  name: 'GenericType<org.apache.flink.streaming.api.functions.source.TimestampedFileInputSplit>',
  fields: [],
  isKeyType: false,
};

function requireAscending(from: number, to: number): void {
  if (from > to) throw illegalArgument('Start of sequence must not be greater than the end');
}
