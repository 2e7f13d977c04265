import { type Aggregation, fieldPath } from './aggregations.ts';
import { BroadcastConnectedStream, BroadcastStream, ConnectedStreams } from './connected-streams.ts';
import type { StreamExecutionEnvironment } from './environment.ts';
import { illegalArgument, indexOutOfBounds, runtimeError, typeMissing, unsupported } from './errors.ts';
import { countEvictor } from './evictors.ts';
import type {
  AsyncFunction,
  FilterFunction,
  FlatMapFunction,
  KeySelector,
  MapFunction,
  OutputTag,
  Partitioner,
  ProcessFunction,
  ReduceFunction,
  SinkFunction,
  StateDescriptor,
  UserFunction,
  WatermarkStrategy,
  WindowAssigner,
} from './functions.ts';
import { CoGroupedStreams, IntervalJoin, JoinedStreams } from './joined-streams.ts';
import {
  arraySelector,
  type FlatField,
  keysByExpression,
  keysByPosition,
  keyTypeOf,
  oneKeySelector,
  tupleSelector,
  validateKeyType,
} from './keys.ts';
import { DataStreamSink } from './sink.ts';
import type { OperatorSpec, PartitionerSpec, SinkConnector, Transformation } from './transformations.ts';
import { predecessorsOf, typeOf, useReturnType, validateMaxParallelism, validateParallelism } from './transforming.ts';
import { countTrigger, purgingTrigger } from './triggers.ts';
import { tuple } from './tuple.ts';
import { sameType, type TypeInformation, tupleType } from './types.ts';
import { constant } from './user-functions.ts';
import {
  globalWindows,
  slidingEventTimeWindows,
  slidingProcessingTimeWindows,
  tumblingEventTimeWindows,
  tumblingProcessingTimeWindows,
} from './window-assigners.ts';
import { AllWindowedStream, WindowedStream } from './windowed-stream.ts';

export { DataStreamSink } from './sink.ts';

export interface SelectedKey {
  readonly selector: UserFunction<KeySelector>;
  readonly type: TypeInformation;
}
/** How a key is named: a selector with its type, field positions, or field expressions. */
export type Key = SelectedKey | { readonly positions: readonly number[] } | { readonly fields: readonly string[] };

/** org.apache.flink.streaming.api.datastream.DataStream. Methods throw JavaError with Flink's classes and texts. */
export class DataStream {
  constructor(
    readonly environment: StreamExecutionEnvironment,
    readonly transformation: Transformation,
  ) {}

  get id(): number {
    return this.transformation.id;
  }
  getParallelism(): number {
    return this.environment.parallelismOf(this.transformation);
  }
  /** Throws InvalidTypesException when the type is missing; from now on returns(...) is refused. */
  getType(): TypeInformation {
    return typeOf(this.transformation);
  }

  // ---- partitioning --------------------------------------------------------------------------------------------------

  protected setConnectionType(partitioner: PartitionerSpec): DataStream {
    return new DataStream(this.environment, this.environment.partition(this.transformation, partitioner));
  }
  forward(): DataStream {
    return this.setConnectionType({ kind: 'FORWARD' });
  }
  rebalance(): DataStream {
    return this.setConnectionType({ kind: 'REBALANCE' });
  }
  rescale(): DataStream {
    return this.setConnectionType({ kind: 'RESCALE' });
  }
  shuffle(): DataStream {
    return this.setConnectionType({ kind: 'SHUFFLE' });
  }
  global(): DataStream {
    return this.setConnectionType({ kind: 'GLOBAL' });
  }
  broadcast(): DataStream {
    return this.setConnectionType({ kind: 'BROADCAST' });
  }
  /** broadcast(MapStateDescriptor...) for the broadcast state pattern. */
  broadcastState(descriptors: readonly StateDescriptor[]): BroadcastStream {
    return new BroadcastStream(this.environment, this.broadcast(), descriptors);
  }
  partitionCustom(partitioner: UserFunction<Partitioner>, key: Key): DataStream {
    const selector = 'selector' in key ? key.selector : oneKeySelector(this.getType(), this.flatKey(key));
    return this.setConnectionType({ kind: 'CUSTOM', partitioner, selector });
  }

  keyBy(key: Key): KeyedStream {
    if ('selector' in key) {
      this.getType();
      if (key.type.missing !== undefined) throw typeMissing(key.type);
      return new KeyedStream(this, key.selector, key.type);
    }
    const type = this.getType();
    if (type.kind === 'array' && 'positions' in key) {
      const component = type.component ?? type;
      return new KeyedStream(this, arraySelector(key.positions), tupleType(key.positions.map(() => component)));
    }
    const fields = this.flatKey(key);
    return new KeyedStream(this, tupleSelector(type, fields), keyTypeOf(fields));
  }

  /** DataStreamUtils.reinterpretAsKeyedStream: keyed, but records stay where they are. */
  keyedInPlace({ selector, type }: SelectedKey): KeyedStream {
    this.getType();
    return new KeyedStream(this, selector, type, this.environment.partition(this.transformation, { kind: 'FORWARD' }));
  }

  private flatKey(key: Exclude<Key, SelectedKey>): FlatField[] {
    return 'positions' in key
      ? keysByPosition(key.positions, this.getType())
      : keysByExpression(key.fields, this.getType());
  }

  // ---- one input -----------------------------------------------------------------------------------------------------

  /** doTransform: an operator on this stream, with the environment's parallelism. */
  transform(
    name: string,
    outputType: TypeInformation,
    operator: OperatorSpec,
    options: { readonly yielding?: boolean } = {},
  ): SingleOutputStreamOperator {
    this.getType();
    const transformation = this.environment.create(outputType, name, {
      kind: 'oneInput',
      operator,
      input: this.transformation,
      key: this.stateKey(),
      ...options,
    });
    this.environment.addOperator(transformation);
    return new SingleOutputStreamOperator(this.environment, transformation);
  }
  protected stateKey(): UserFunction<KeySelector> | null {
    return null;
  }

  map(fn: UserFunction<MapFunction>, outputType: TypeInformation): SingleOutputStreamOperator {
    return this.transform('Map', outputType, { kind: 'map', fn });
  }
  flatMap(fn: UserFunction<FlatMapFunction>, outputType: TypeInformation): SingleOutputStreamOperator {
    return this.transform('Flat Map', outputType, { kind: 'flatMap', fn });
  }
  filter(fn: UserFunction<FilterFunction>): SingleOutputStreamOperator {
    return this.transform('Filter', this.getType(), { kind: 'filter', fn });
  }
  /** process(ProcessFunction); on a keyed stream too (LegacyKeyedProcessOperator). */
  process(fn: UserFunction<ProcessFunction>, outputType: TypeInformation): SingleOutputStreamOperator {
    return this.transform('Process', outputType, { kind: 'process', fn });
  }
  /** AsyncDataStream.orderedWait and unorderedWait; `timeout` in ms. */
  asyncWait(
    fn: UserFunction<AsyncFunction>,
    outputType: TypeInformation,
    how: { readonly ordered: boolean; readonly timeout: number; readonly capacity: number },
  ): SingleOutputStreamOperator {
    return this.transform('async wait operator', outputType, { kind: 'asyncWait', fn, ...how }, { yielding: true });
  }
  /** Projects tuples to the fields at these positions. */
  project(...fields: readonly number[]): SingleOutputStreamOperator {
    const type = this.getType();
    if (type.kind !== 'tuple') throw runtimeError('Only Tuple DataStreams can be projected');
    if (fields.length === 0) throw illegalArgument('project() needs to select at least one (1) field.');
    for (const field of fields) {
      if (!type.fields[field]) throw indexOutOfBounds(`Index: ${field}, Size: ${type.fields.length}`);
    }
    const fn = constant<MapFunction>('Projection', {
      map: (value) => tuple(fields.map((field) => type.get!(value, field))),
    });
    const outputType = tupleType(fields.map((field) => type.fields[field]!.type));
    return this.transform('Projection', outputType, { kind: 'map', fn });
  }

  assignTimestampsAndWatermarks(strategy: UserFunction<WatermarkStrategy>): SingleOutputStreamOperator {
    const transformation = this.environment.create(
      this.getType(),
      'Timestamps/Watermarks',
      {
        kind: 'oneInput',
        operator: { kind: 'timestampsAndWatermarks', strategy },
        input: this.transformation,
        key: null,
      },
      this.getParallelism(),
    );
    this.environment.addOperator(transformation);
    return new SingleOutputStreamOperator(this.environment, transformation);
  }

  // ---- several inputs ------------------------------------------------------------------------------------------------

  union(...streams: readonly DataStream[]): DataStream {
    const type = this.getType();
    for (const stream of streams) {
      if (!sameType(type, stream.getType())) {
        throw illegalArgument(`Cannot union streams of different types: ${type.name} and ${stream.getType().name}`);
      }
    }
    const inputs = [this.transformation, ...streams.map((stream) => stream.transformation)];
    const union = this.environment.create(type, 'Union', { kind: 'union', inputs }, this.getParallelism());
    return new DataStream(this.environment, union);
  }
  connect(other: DataStream): ConnectedStreams {
    return new ConnectedStreams(this.environment, this, other);
  }
  connectBroadcast(other: BroadcastStream): BroadcastConnectedStream {
    return new BroadcastConnectedStream(this.environment, this, other);
  }
  join(other: DataStream): JoinedStreams {
    return new JoinedStreams(this, other);
  }
  coGroup(other: DataStream): CoGroupedStreams {
    return new CoGroupedStreams(this, other);
  }
  /** `maxWaitTime` in ms; 0: the loop never ends by itself. */
  iterate(maxWaitTime = 0): IterativeStream {
    const type = this.getType();
    const loop = this.environment.create(
      type,
      'Feedback',
      { kind: 'feedback', input: this.transformation, feedback: [], maxWait: maxWaitTime },
      this.getParallelism(),
    );
    loop.settings.bufferTimeout = this.environment.state.bufferTimeout;
    return new IterativeStream(this, loop, maxWaitTime);
  }

  // ---- windows over the whole stream ---------------------------------------------------------------------------------

  windowAll(assigner: WindowAssigner, fn?: UserFunction<WindowAssigner>): AllWindowedStream {
    return new AllWindowedStream(this, assigner, fn);
  }
  countWindowAll(size: number, slide?: number): AllWindowedStream {
    const windows = this.windowAll(globalWindows());
    if (slide === undefined) return windows.trigger(purgingTrigger(countTrigger(size)));
    return windows.evictor(countEvictor(size)).trigger(countTrigger(slide));
  }
  /** timeWindowAll; event or processing time as the environment's time characteristic says. */
  timeWindowAll(size: number, slide?: number): AllWindowedStream {
    return this.windowAll(timeWindows(this.environment, size, slide));
  }

  // ---- sinks ---------------------------------------------------------------------------------------------------------

  protected sink(operator: OperatorSpec, name: string, unified?: { readonly committer: boolean }): DataStreamSink {
    this.getType();
    const transformation = this.environment.create(this.getType(), name, {
      kind: 'sink',
      operator,
      input: this.transformation,
      key: this.stateKey(),
      ...(unified ? { unified } : {}),
    });
    this.environment.addOperator(transformation);
    return new DataStreamSink(this.environment, transformation);
  }
  addSink(fn: UserFunction<SinkFunction>): DataStreamSink {
    return this.sink({ kind: 'sink.function', fn }, 'Unnamed');
  }
  /** addSink of a connector's SinkFunction (StreamingFileSink, FlinkKafkaProducer). */
  addConnectorSink(connector: SinkConnector): DataStreamSink {
    return this.sink({ kind: 'sink.connector', connector }, 'Unnamed');
  }
  /** sinkTo(Sink): the unified sink API, a writer and a committer vertex. */
  sinkTo(connector: SinkConnector, committer = true): DataStreamSink {
    return this.sink({ kind: 'sink.connector', connector }, 'Unnamed', { committer });
  }
  print(identifier = ''): DataStreamSink {
    return this.sink({ kind: 'sink.print', identifier, stderr: false }, 'Print to Std. Out');
  }
  printToErr(identifier = ''): DataStreamSink {
    return this.sink({ kind: 'sink.print', identifier, stderr: true }, 'Print to Std. Err');
  }
  /** The sink of executeAndCollect(): the job's result has the records in this accumulator. */
  collect(accumulator: string): DataStreamSink {
    return this.sink({ kind: 'batch.collect', counts: false, accumulator }, 'Data stream collect sink').setParallelism(
      1,
    );
  }
  discard(): DataStreamSink {
    return this.sink({ kind: 'sink.discard' }, 'Unnamed');
  }
  writeAsText(path: string, overwrite = false): DataStreamSink {
    const file = {
      kind: 'sink.file',
      path,
      format: 'text',
      overwrite,
      rowDelimiter: '\n',
      fieldDelimiter: ',',
    } as const;
    return this.sink(file, 'Unnamed');
  }
  writeAsCsv(path: string, overwrite = false, rowDelimiter = '\n', fieldDelimiter = ','): DataStreamSink {
    if (!isTuple(this.getType())) {
      throw illegalArgument('The writeAsCsv() method can only be used on data streams of tuples.');
    }
    return this.sink({ kind: 'sink.file', path, format: 'csv', overwrite, rowDelimiter, fieldDelimiter }, 'Unnamed');
  }
}

function isTuple(type: TypeInformation): boolean {
  return type.kind === 'tuple' || type.kind === 'case-class' || type.kind === 'row';
}

function timeWindows(environment: StreamExecutionEnvironment, size: number, slide: number | undefined): WindowAssigner {
  if (environment.state.timeCharacteristic === 'ProcessingTime') {
    return slide === undefined ? tumblingProcessingTimeWindows(size) : slidingProcessingTimeWindows(size, slide);
  }
  return slide === undefined ? tumblingEventTimeWindows(size) : slidingEventTimeWindows(size, slide);
}

/** SingleOutputStreamOperator: a stream whose operator can be set up. All setters return the stream itself. */
export class SingleOutputStreamOperator extends DataStream {
  private nonParallel = false;

  getName(): string {
    return this.transformation.settings.name;
  }
  name(name: string): this {
    this.transformation.settings.name = name;
    return this;
  }
  uid(uid: string): this {
    this.transformation.settings.uid = uid;
    return this;
  }
  setUidHash(hash: string): this {
    requireHash(hash);
    this.transformation.settings.uidHash = hash;
    return this;
  }
  setParallelism(parallelism: number): this {
    validateParallelism(parallelism, !this.nonParallel);
    this.transformation.settings.parallelism = parallelism === -1 ? null : parallelism;
    return this;
  }
  setMaxParallelism(maxParallelism: number): this {
    validateMaxParallelism(maxParallelism, !this.nonParallel);
    this.transformation.settings.maxParallelism = maxParallelism;
    return this;
  }
  forceNonParallel(): this {
    this.transformation.settings.parallelism = 1;
    this.transformation.settings.maxParallelism = 1;
    this.nonParallel = true;
    return this;
  }
  /** ms; -1: the environment's. */
  setBufferTimeout(timeout: number): this {
    if (timeout < -1) throw illegalArgument('timeout must be >= -1');
    this.transformation.settings.bufferTimeout = timeout;
    return this;
  }
  disableChaining(): this {
    this.transformation.settings.chaining = 'NEVER';
    return this;
  }
  startNewChain(): this {
    this.transformation.settings.chaining = 'HEAD';
    return this;
  }
  slotSharingGroup(group: string): this {
    this.transformation.settings.slotSharingGroup = group;
    return this;
  }
  /** Throws IllegalStateException once the type has been used. */
  returns(type: TypeInformation): this {
    useReturnType(this.transformation, type);
    return this;
  }
  getSideOutput(tag: OutputTag): DataStream {
    if (tag.type.missing !== undefined) throw typeMissing(tag.type);
    const requested = this.environment.sideOutputs(this.transformation);
    const known = requested.get(tag.id);
    if (known && !sameType(known, tag.type)) {
      throw unsupported(
        'A side output with a matching id was already requested with a different type. This is not allowed, side ' +
          'output ids need to be unique.',
      );
    }
    requested.set(tag.id, tag.type);
    const body = { kind: 'sideOutput', input: this.transformation, tag } as const;
    const side = this.environment.create(tag.type, 'SideOutput', body, this.getParallelism());
    return new DataStream(this.environment, side);
  }
}

function requireHash(hash: string): void {
  if (!/^[0-9A-Fa-f]{32}$/.test(hash)) {
    throw illegalArgument(`Node hash must be a 32 character String that describes a hex code. Found: ${hash}`);
  }
}

/** DataStreamSource. */
export class DataStreamSource extends SingleOutputStreamOperator {
  constructor(
    environment: StreamExecutionEnvironment,
    transformation: Transformation,
    readonly isParallel: boolean,
  ) {
    super(environment, transformation);
    if (!isParallel) super.setParallelism(1);
  }
  override setParallelism(parallelism: number): this {
    validateParallelism(parallelism, this.isParallel);
    return super.setParallelism(parallelism);
  }
}

const FOREIGN_FEEDBACK =
  'Cannot close an iteration with a feedback DataStream that does not originate from said iteration.';

/** IterativeStream: close it with the stream that goes round again. */
export class IterativeStream extends SingleOutputStreamOperator {
  constructor(
    private readonly original: DataStream,
    loop: Transformation,
    private readonly maxWait: number,
  ) {
    super(original.environment, loop);
  }
  closeWith(feedback: DataStream): DataStream {
    const loop = this.transformation;
    if (loop.kind !== 'feedback' || !predecessorsOf(feedback.transformation).has(loop)) {
      throw unsupported(FOREIGN_FEEDBACK);
    }
    if (feedback.getParallelism() !== this.getParallelism()) {
      throw unsupported(
        'Parallelism of the feedback stream must match the parallelism of the original stream. Parallelism of ' +
          `original stream: ${this.getParallelism()}; parallelism of feedback stream: ${feedback.getParallelism()}. ` +
          'Parallelism can be modified using DataStream#setParallelism() method',
      );
    }
    loop.feedback.push(feedback.transformation);
    return feedback;
  }
  withFeedbackType(type: TypeInformation): ConnectedIterativeStreams {
    const loop = this.environment.create(
      type,
      'CoFeedback',
      { kind: 'coFeedback', feedback: [], maxWait: this.maxWait },
      this.original.getParallelism(),
    );
    return new ConnectedIterativeStreams(this.original, new DataStream(this.environment, loop));
  }
}

/** IterativeStream.ConnectedIterativeStreams: the input connected with feedback of another type. */
export class ConnectedIterativeStreams {
  readonly connected: ConnectedStreams;
  constructor(
    input: DataStream,
    private readonly loop: DataStream,
  ) {
    this.connected = new ConnectedStreams(input.environment, input, loop);
  }
  closeWith(feedback: DataStream): DataStream {
    const loop = this.loop.transformation;
    if (loop.kind !== 'coFeedback' || !predecessorsOf(feedback.transformation).has(loop)) {
      throw unsupported(FOREIGN_FEEDBACK);
    }
    loop.feedback.push(feedback.transformation);
    return feedback;
  }
}

/** KeyedStream: partitioned by key; its operators have keyed state. */
export class KeyedStream extends DataStream {
  constructor(
    stream: DataStream,
    readonly keySelector: UserFunction<KeySelector>,
    readonly keyType: TypeInformation,
    partition?: Transformation,
  ) {
    super(
      stream.environment,
      partition ?? stream.environment.partition(stream.transformation, { kind: 'HASH', selector: keySelector }),
    );
    validateKeyType(keyType);
  }

  protected override setConnectionType(_partitioner: PartitionerSpec): DataStream {
    throw unsupported('Cannot override partitioning for KeyedStream.');
  }
  protected override stateKey(): UserFunction<KeySelector> {
    return this.keySelector;
  }

  keyedProcess(fn: UserFunction<ProcessFunction>, outputType: TypeInformation): SingleOutputStreamOperator {
    return this.transform('KeyedProcess', outputType, { kind: 'keyedProcess', fn });
  }
  reduce(fn: UserFunction<ReduceFunction>): SingleOutputStreamOperator {
    return this.transform('Keyed Reduce', this.getType(), { kind: 'reduce', fn });
  }

  sum(field: number | string): SingleOutputStreamOperator {
    return this.aggregate('sum', field, false);
  }
  min(field: number | string): SingleOutputStreamOperator {
    return this.aggregate('min', field, false);
  }
  max(field: number | string): SingleOutputStreamOperator {
    return this.aggregate('max', field, false);
  }
  minBy(field: number | string, first = true): SingleOutputStreamOperator {
    return this.aggregate('minBy', field, first);
  }
  maxBy(field: number | string, first = true): SingleOutputStreamOperator {
    return this.aggregate('maxBy', field, first);
  }
  private aggregate(how: Aggregation, field: number | string, first: boolean): SingleOutputStreamOperator {
    const type = this.getType();
    const path = fieldPath(type, field);
    this.environment.checkAggregation(how, type, path);
    return this.transform('Keyed Aggregation', type, {
      kind: 'aggregation',
      how,
      field: path[0] ?? 0,
      path,
      first,
      type,
    });
  }

  window(assigner: WindowAssigner, fn?: UserFunction<WindowAssigner>): WindowedStream {
    return new WindowedStream(this, assigner, fn);
  }
  countWindow(size: number, slide?: number): WindowedStream {
    const windows = this.window(globalWindows());
    if (slide === undefined) return windows.trigger(purgingTrigger(countTrigger(size)));
    return windows.evictor(countEvictor(size)).trigger(countTrigger(slide));
  }
  timeWindow(size: number, slide?: number): WindowedStream {
    return this.window(timeWindows(this.environment, size, slide));
  }
  intervalJoin(other: KeyedStream): IntervalJoin {
    return new IntervalJoin(this, other);
  }
}
