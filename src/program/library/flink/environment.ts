// biome-ignore-all lint/suspicious/noAssignInExpressions: one line per setter of CheckpointConfig
/** StreamExecutionEnvironment, CheckpointConfig and JobClient. */

import { StreamExecutionEnvironment } from '../../../flink/api/environment.ts';
import type { JobExecutionResult } from '../../../flink/api/jar.ts';
import type { CheckpointConfig, RestartStrategy, StreamEnvironmentState } from '../../../flink/api/transformations.ts';
import { BASIC, type TypeInformation } from '../../../flink/api/types.ts';
import type { LongValue } from '../../../flink/api/values.ts';
import type { Task } from '../../../simulation/task.ts';
import { enter, jvm } from '../../jvm.ts';
import { isInstance, newThrowable, staticsOf } from '../../link.ts';
import { elements, type JavaCollection, type JavaIterator } from '../../runtime/collections.ts';
import { Base, stringOf } from '../../runtime/object.ts';
import { notSimulated, Raise, raise } from '../../runtime/raise.ts';
import type { JavaClass } from '../../runtime-types.ts';
import { calling, caught } from '../../throwable.ts';
import { library } from '../table.ts';
import type { BackendObject } from './backends.ts';
import { registerCachedFile, uploadCachedFiles } from './cached-files.ts';
import { knownSource } from './connectors.ts';
import { iteratorSource } from './generated-sources.ts';
import { sourceFunction } from './source-adapters.ts';
import { streamObject } from './stream-support.ts';
import { callLocation, type EnvironmentHolder, Holder, hold, nodeIds } from './support.ts';
import { typeOfClass } from './type-classes.ts';
import { outputType, typeOf, typeOfObject } from './types.ts';
import { watermarkStrategy } from './watermarks.ts';

const ENV = 'org.apache.flink.streaming.api.environment.StreamExecutionEnvironment';
const SOURCE = 'org.apache.flink.streaming.api.functions.source.';

type Conf = Holder<Map<string, string>>;

/** A new environment of the running JVM. */
function environment(parallelism: number | null, configuration: Conf | null): unknown {
  const { context } = jvm();
  const settings = { ...context?.configuration, ...(configuration ? Object.fromEntries(configuration.inner) : {}) };
  const inner = new StreamExecutionEnvironment(parallelism ?? context?.defaultParallelism ?? 1, settings, nodeIds());
  inner.callLocation = callLocation;
  if (context?.onOperator) inner.onCreate = (id) => context.onOperator?.(id, callLocation());
  return hold(ENV, inner);
}

function jobResult(result: JobExecutionResult): unknown {
  return hold('org.apache.flink.api.common.JobExecutionResult', result);
}

function upload(state: StreamEnvironmentState, jobName: string | null): void {
  try {
    uploadCachedFiles(state);
  } catch (error) {
    if (error instanceof Raise) throw error;
    const text = `Failed to execute job '${jobName ?? 'Flink Streaming Job'}'.`;
    throw newThrowable('org.apache.flink.util.FlinkException', text, caught(error));
  }
}
function* run(env: EnvironmentHolder, name: string | null): Task<unknown> {
  const owner = jvm();
  const { context } = owner;
  if (!context) return raise('IllegalStateException', 'no cluster to execute on');
  const { environment: state, jobName } = env.inner.takeProgram(name);
  upload(state, jobName);
  const result = yield* calling(context.execute({ environment: state, kind: 'stream', jobName }));
  enter(owner);
  return jobResult(result);
}

type E = EnvironmentHolder;
const self = <A extends unknown[]>(change: (env: StreamExecutionEnvironment, ...args: A) => unknown) =>
  function (this: E, ...args: A): unknown {
    change(this.inner, ...args);
    return this;
  };

function fromObjects(this: E, values: unknown[]): unknown {
  return streamObject(
    this.inner.fromElements(
      values,
      values.length > 0 ? typeOfObject(values[0]) : { kind: 'generic', name: '', fields: [], isKeyType: false },
    ),
  );
}

/** SocketTextStreamFunction, given to addSource. */
class SocketText extends Base {
  host = '';
  port = 0;
  delimiter = '\n';
  maxRetry = 0;
}
library({
  package: 'org.apache.flink.streaming.api.functions.source',
  stubs:
    '@Open public class SocketTextStreamFunction implements SourceFunction<String> { public SocketTextStreamFunction(String hostname, int port, String delimiter, long maxNumRetries); @NotSimulated public void run(SourceContext<String> ctx) throws Exception; public void cancel(); }',
  bodies: {
    SocketTextStreamFunction: {
      $class: SocketText,
      new(this: SocketText, host: string, port: number, delimiter: string, maxRetry: LongValue) {
        Object.assign(this, { host, port, delimiter, maxRetry: Number(maxRetry) });
      },
      cancel() {},
    },
  },
});

function addSource(env: StreamExecutionEnvironment, source: unknown, name: string | undefined, type: unknown): unknown {
  if (source instanceof SocketText) {
    const stream = env.socketTextStream(source.host, source.port, source.delimiter, source.maxRetry);
    return streamObject(stream.name(name ?? 'Custom Source'));
  }
  const known = knownSource(source);
  if (known) return streamObject(env.addConnectorSource(known.connector, null, type ? typeOf(type) : known.type, name));
  const parallel = isInstance(source, `${SOURCE}ParallelSourceFunction`);
  const extracted = type ? typeOf(type) : outputType(source, `${SOURCE}SourceFunction`, 0, 0);
  return streamObject(env.addSource(sourceFunction(source), parallel, extracted, name));
}

/** Of a TextInputFormat; formats of other classes are not simulated. */
function charsetOf(format: unknown): string {
  const text = format as Base & { charset?: string };
  if (text.$className() !== 'org.apache.flink.api.java.io.TextInputFormat')
    notSimulated(`the FileInputFormat ${text.$className()}`);
  return text.charset ?? 'UTF-8';
}
function notBlank(path: string | null): string {
  if (path === null || path.trim() === '')
    raise('IllegalArgumentException', 'The file path must not be null or blank.');
  return path;
}
function fromIterator(
  env: StreamExecutionEnvironment,
  data: JavaIterator,
  type: TypeInformation,
  parallel: boolean,
): unknown {
  const source = sourceFunction(iteratorSource(data, parallel));
  return streamObject(
    env.addSource(source, parallel, type, parallel ? 'Parallel Collection Source' : 'Collection Source'),
  );
}

library({
  package: 'org.apache.flink.streaming.api.environment',
  stubs: `
import org.apache.flink.api.common.*;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.restartstrategy.RestartStrategies;
import org.apache.flink.configuration.*;
import org.apache.flink.streaming.api.*;
import org.apache.flink.streaming.api.datastream.*;
import org.apache.flink.streaming.api.functions.source.*;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.core.execution.*;
public class StreamExecutionEnvironment {
  public static StreamExecutionEnvironment getExecutionEnvironment();
  public static StreamExecutionEnvironment getExecutionEnvironment(Configuration configuration);
  public static LocalStreamEnvironment createLocalEnvironment(); public static LocalStreamEnvironment createLocalEnvironment(int parallelism); public static LocalStreamEnvironment createLocalEnvironment(int parallelism, Configuration configuration); public static LocalStreamEnvironment createLocalEnvironment(Configuration configuration);
  public static StreamExecutionEnvironment createLocalEnvironmentWithWebUI(Configuration configuration);
  public static StreamExecutionEnvironment createRemoteEnvironment(String host, int port, String... jarFiles); public static StreamExecutionEnvironment createRemoteEnvironment(String host, int port, int parallelism, String... jarFiles);
  public static int getDefaultLocalParallelism(); public static void setDefaultLocalParallelism(int parallelism);
  public ExecutionConfig getConfig(); public CheckpointConfig getCheckpointConfig();
  public StreamExecutionEnvironment setParallelism(int n); public StreamExecutionEnvironment setMaxParallelism(int n); public StreamExecutionEnvironment setRuntimeMode(RuntimeExecutionMode mode);
  public int getParallelism(); public int getMaxParallelism(); public StreamExecutionEnvironment setBufferTimeout(long ms); public long getBufferTimeout(); public StreamExecutionEnvironment disableOperatorChaining(); public boolean isChainingEnabled();
  public StreamExecutionEnvironment enableCheckpointing(long interval); public StreamExecutionEnvironment enableCheckpointing(long interval, CheckpointingMode mode); public StreamExecutionEnvironment enableCheckpointing(long interval, CheckpointingMode mode, boolean force); public StreamExecutionEnvironment enableCheckpointing();
  public StreamExecutionEnvironment setStateBackend(StateBackend backend); public void setRestartStrategy(RestartStrategies.RestartStrategyConfiguration strategy); public void setNumberOfExecutionRetries(int n);
  public StreamExecutionEnvironment setDefaultSavepointDirectory(String dir);
  public void setStreamTimeCharacteristic(TimeCharacteristic characteristic); public TimeCharacteristic getStreamTimeCharacteristic();
  public void configure(ReadableConfig configuration); public void configure(ReadableConfig configuration, ClassLoader loader);
  public DataStreamSource<Long> generateSequence(long from, long to); public DataStreamSource<Long> fromSequence(long from, long to);
  public final <OUT> DataStreamSource<OUT> fromElements(OUT... data);
  public final <OUT> DataStreamSource<OUT> fromElements(Class<OUT> type, OUT... data);
  public <OUT> DataStreamSource<OUT> fromCollection(java.util.Collection<OUT> data); public <OUT> DataStreamSource<OUT> fromCollection(java.util.Collection<OUT> data, TypeInformation<OUT> type);
  public <OUT> DataStreamSource<OUT> fromCollection(java.util.Iterator<OUT> data, Class<OUT> type); public <OUT> DataStreamSource<OUT> fromCollection(java.util.Iterator<OUT> data, TypeInformation<OUT> type);
  public <OUT> DataStreamSource<OUT> fromParallelCollection(org.apache.flink.util.SplittableIterator<OUT> data, Class<OUT> type); public <OUT> DataStreamSource<OUT> fromParallelCollection(org.apache.flink.util.SplittableIterator<OUT> data, TypeInformation<OUT> type);
  public DataStreamSource<String> readTextFile(String path); public DataStreamSource<String> readTextFile(String path, String charset);
  public <OUT> DataStreamSource<OUT> readFile(org.apache.flink.api.common.io.FileInputFormat<OUT> format, String path);
  public <OUT> DataStreamSource<OUT> readFile(org.apache.flink.api.common.io.FileInputFormat<OUT> format, String path, FileProcessingMode mode, long interval);
  public DataStreamSource<String> socketTextStream(String host, int port); public DataStreamSource<String> socketTextStream(String host, int port, String delimiter); public DataStreamSource<String> socketTextStream(String host, int port, String delimiter, long maxRetry);
  public DataStreamSource<String> socketTextStream(String host, int port, char delimiter); public DataStreamSource<String> socketTextStream(String host, int port, char delimiter, long maxRetry);
  public <OUT> DataStreamSource<OUT> addSource(SourceFunction<OUT> source); public <OUT> DataStreamSource<OUT> addSource(SourceFunction<OUT> source, String name); public <OUT> DataStreamSource<OUT> addSource(SourceFunction<OUT> source, TypeInformation<OUT> type); public <OUT> DataStreamSource<OUT> addSource(SourceFunction<OUT> source, String name, TypeInformation<OUT> type);
  public <OUT> DataStreamSource<OUT> fromSource(org.apache.flink.api.connector.source.Source<OUT, ?, ?> source, WatermarkStrategy<OUT> strategy, String name);
  public <OUT> DataStreamSource<OUT> fromSource(org.apache.flink.api.connector.source.Source<OUT, ?, ?> source, WatermarkStrategy<OUT> strategy, String name, TypeInformation<OUT> type);
  @NotSimulated public <OUT> DataStreamSource<OUT> createInput(Object format);
  @Blocks public JobExecutionResult execute() throws Exception; @Blocks public JobExecutionResult execute(String name) throws Exception;
  @Blocks public JobClient executeAsync() throws Exception; @Blocks public JobClient executeAsync(String name) throws Exception;
  public String getExecutionPlan(); public void registerCachedFile(String path, String name); public void registerCachedFile(String path, String name, boolean executable);
  public void registerType(Class<?> type); public void registerTypeWithKryoSerializer(Class<?> type, Class<?> serializer); public void addDefaultKryoSerializer(Class<?> type, Class<?> serializer);
}
public class LocalStreamEnvironment extends StreamExecutionEnvironment {}
public class CheckpointConfig implements java.io.Serializable {
  public boolean isCheckpointingEnabled(); public CheckpointingMode getCheckpointingMode(); public void setCheckpointingMode(CheckpointingMode mode); public long getCheckpointInterval(); public void setCheckpointInterval(long ms); public long getCheckpointTimeout(); public void setCheckpointTimeout(long ms);
  public long getMinPauseBetweenCheckpoints(); public void setMinPauseBetweenCheckpoints(long ms); public int getMaxConcurrentCheckpoints(); public void setMaxConcurrentCheckpoints(int n);
  public boolean isFailOnCheckpointingErrors(); public void setFailOnCheckpointingErrors(boolean fail); public int getTolerableCheckpointFailureNumber(); public void setTolerableCheckpointFailureNumber(int n);
  public void enableExternalizedCheckpoints(ExternalizedCheckpointCleanup mode); public void setExternalizedCheckpointCleanup(ExternalizedCheckpointCleanup mode); public boolean isExternalizedCheckpointsEnabled(); public void setPreferCheckpointForRecovery(boolean prefer);
  public void enableUnalignedCheckpoints(); public void enableUnalignedCheckpoints(boolean on); public void setAlignmentTimeout(java.time.Duration timeout); public void setForceUnalignedCheckpoints(boolean on); public void setForceCheckpointing(boolean on); public boolean isUnalignedCheckpointsEnabled(); public boolean isForceUnalignedCheckpoints(); public boolean isForceCheckpointing();
  public void setCheckpointStorage(String dir); public void setCheckpointStorage(org.apache.flink.runtime.state.CheckpointStorage storage); public void setCheckpointStorage(java.net.URI dir); public void setCheckpointStorage(org.apache.flink.core.fs.Path dir);
  public enum ExternalizedCheckpointCleanup { DELETE_ON_CANCELLATION, RETAIN_ON_CANCELLATION; public boolean deleteOnCancellation(); }
}
@Open public class ExecutionCheckpointingOptions {}
`,
  bodies: {
    StreamExecutionEnvironment: {
      $class: class extends Holder {},
      'getExecutionEnvironment()': () => environment(null, null),
      'getExecutionEnvironment(Configuration)': (conf: Conf) => environment(null, conf),
      'createLocalEnvironment()': () => environment(null, null),
      'createLocalEnvironment(int)': (n: number) => environment(n, null),
      'createLocalEnvironment(int,Configuration)': (n: number, conf: Conf) => environment(n, conf),
      'createLocalEnvironment(Configuration)': (conf: Conf) => environment(null, conf),
      createLocalEnvironmentWithWebUI: (conf: Conf) => environment(null, conf),
      'createRemoteEnvironment(String,int,String[])': () => environment(null, null),
      'createRemoteEnvironment(String,int,int,String[])': (_host: string, _port: number, n: number) =>
        environment(n, null),
      getDefaultLocalParallelism: () => jvm().context?.defaultParallelism ?? 1,
      setDefaultLocalParallelism() {},
      getConfig(this: E) {
        return hold('org.apache.flink.api.common.ExecutionConfig', this.inner);
      },
      getCheckpointConfig(this: E) {
        return hold('org.apache.flink.streaming.api.environment.CheckpointConfig', this.inner);
      },
      setParallelism: self((env, n: number) => env.setParallelism(n)),
      setMaxParallelism: self((env, n: number) => env.setMaxParallelism(n)),
      setRuntimeMode: self((env, mode: { $name: 'STREAMING' }) => env.setRuntimeMode(mode.$name)),
      getParallelism(this: E) {
        return this.inner.getParallelism();
      },
      getMaxParallelism(this: E) {
        return this.inner.state.maxParallelism ?? -1;
      },
      setBufferTimeout: self((env, ms: LongValue) => env.setBufferTimeout(Number(ms))),
      getBufferTimeout(this: E) {
        return this.inner.state.bufferTimeout;
      },
      disableOperatorChaining: self((env) => env.disableOperatorChaining()),
      isChainingEnabled(this: E) {
        return this.inner.state.chaining;
      },
      'enableCheckpointing()': self((env) => env.enableCheckpointing(500)),
      'enableCheckpointing(long)': self((env, ms: LongValue) => env.enableCheckpointing(Number(ms))),
      'enableCheckpointing(long,CheckpointingMode)': self(
        (env, ms: LongValue, mode: { $name: CheckpointConfig['mode'] }) =>
          env.enableCheckpointing(Number(ms), mode.$name),
      ),
      'enableCheckpointing(long,CheckpointingMode,boolean)': self(
        (env, ms: LongValue, mode: { $name: CheckpointConfig['mode'] }, force: boolean) => {
          env.enableCheckpointing(Number(ms), mode.$name);
          env.checkpoint.forced = force;
        },
      ),
      setStateBackend: self((env, backend: BackendObject) => {
        env.state.stateBackend = backend.kind;
        if (backend.directory !== null) env.checkpoint.storage = backend.directory;
      }),
      setRestartStrategy(this: E, strategy: Holder<RestartStrategy>) {
        this.inner.state.restart = strategy.inner;
      },
      setNumberOfExecutionRetries(this: E, n: number) {
        this.inner.state.restart = { kind: 'fixed-delay', attempts: n, delay: 10_000 };
      },
      setDefaultSavepointDirectory: self((env, dir: string) => {
        env.state.configuration = { ...env.state.configuration, 'state.savepoints.dir': dir };
      }),
      setStreamTimeCharacteristic(this: E, characteristic: { $name: 'EventTime' }) {
        this.inner.setStreamTimeCharacteristic(characteristic.$name);
      },
      getStreamTimeCharacteristic(this: E) {
        return staticsOf<Record<string, unknown>>('org.apache.flink.streaming.api.TimeCharacteristic')[
          `_${this.inner.state.timeCharacteristic}`
        ];
      },
      'configure(ReadableConfig)'(this: E, conf: Conf) {
        this.inner.configure(Object.fromEntries(conf.inner));
      },
      'configure(ReadableConfig,ClassLoader)'(this: E, conf: Conf) {
        this.inner.configure(Object.fromEntries(conf.inner));
      },
      generateSequence(this: E, from: LongValue, to: LongValue) {
        return streamObject(this.inner.generateSequence(Number(from), Number(to)));
      },
      fromSequence(this: E, from: LongValue, to: LongValue) {
        return streamObject(this.inner.fromSequence(Number(from), Number(to)));
      },
      'fromElements(Object[])': fromElements,
      'fromElements(Class,Object[])'(this: E, type: JavaClass, values: unknown[]) {
        return streamObject(this.inner.fromElements(Array.from(values), typeOfClass(type)));
      },
      'fromCollection(Collection)'(this: E, values: JavaCollection) {
        const list = elements(values);
        if (list.length === 0) raise('IllegalArgumentException', 'Collection must not be empty');
        return streamObject(this.inner.fromCollection(list, typeOfObject(list[0])));
      },
      'fromCollection(Collection,TypeInformation)'(this: E, values: JavaCollection, type: unknown) {
        return streamObject(this.inner.fromCollection(elements(values), typeOf(type)));
      },
      'fromCollection(Iterator,Class)'(this: E, data: JavaIterator, type: JavaClass) {
        return fromIterator(this.inner, data, typeOfClass(type), false);
      },
      'fromCollection(Iterator,TypeInformation)'(this: E, data: JavaIterator, type: unknown) {
        return fromIterator(this.inner, data, typeOf(type), false);
      },
      'fromParallelCollection(SplittableIterator,Class)'(this: E, data: JavaIterator, type: JavaClass) {
        return fromIterator(this.inner, data, typeOfClass(type), true);
      },
      'fromParallelCollection(SplittableIterator,TypeInformation)'(this: E, data: JavaIterator, type: unknown) {
        return fromIterator(this.inner, data, typeOf(type), true);
      },
      'readTextFile(String)'(this: E, path: string | null) {
        return streamObject(this.inner.readTextFile(notBlank(path)));
      },
      'readTextFile(String,String)'(this: E, path: string | null, charset: string) {
        return streamObject(this.inner.readTextFile(notBlank(path), charset));
      },
      'readFile(FileInputFormat,String)'(this: E, format: unknown, path: string) {
        return streamObject(this.inner.readTextFile(path, charsetOf(format)));
      },
      'readFile(FileInputFormat,String,FileProcessingMode,long)'(
        this: E,
        format: unknown,
        path: string,
        mode: { $name: 'PROCESS_ONCE' },
        interval: LongValue,
      ) {
        const text = { kind: 'text', charset: charsetOf(format) } as const;
        return streamObject(this.inner.readFile(text, path, mode.$name, Number(interval), BASIC.string));
      },
      'socketTextStream(String,int)': socket,
      'socketTextStream(String,int,String)': socket,
      'socketTextStream(String,int,String,long)': socket,
      'socketTextStream(String,int,char)': socket,
      'socketTextStream(String,int,char,long)': socket,
      'addSource(SourceFunction)'(this: E, source: unknown) {
        return addSource(this.inner, source, undefined, null);
      },
      'addSource(SourceFunction,String)'(this: E, source: unknown, name: string) {
        return addSource(this.inner, source, name, null);
      },
      'addSource(SourceFunction,TypeInformation)'(this: E, source: unknown, type: unknown) {
        return addSource(this.inner, source, undefined, type);
      },
      'addSource(SourceFunction,String,TypeInformation)'(this: E, source: unknown, name: string, type: unknown) {
        return addSource(this.inner, source, name, type);
      },
      'fromSource(Source,WatermarkStrategy,String)': fromSource,
      'fromSource(Source,WatermarkStrategy,String,TypeInformation)': fromSource,
      *'execute()'(this: E): Task<unknown> {
        return yield* run(this, null);
      },
      *'execute(String)'(this: E, name: string | null): Task<unknown> {
        if (name === null) raise('NullPointerException', 'Streaming Job name should not be null.');
        return yield* run(this, name);
      },
      *'executeAsync()'(this: E): Task<unknown> {
        return yield* runAsync(this, null);
      },
      *'executeAsync(String)'(this: E, name: string): Task<unknown> {
        return yield* runAsync(this, name);
      },
      getExecutionPlan(this: E) {
        const { context } = jvm();
        if (!context?.explain) return raise('IllegalStateException', 'no cluster to plan for');
        return context.explain({ ...this.inner.peekProgram(), kind: 'stream' });
      },
      'registerCachedFile(String,String)': registerCachedFile,
      'registerCachedFile(String,String,boolean)': registerCachedFile,
      registerType() {},
      registerTypeWithKryoSerializer() {},
      addDefaultKryoSerializer() {},
    },
    CheckpointConfig: {
      $class: class extends Holder {},
      isCheckpointingEnabled: config((c) => c.interval !== null),
      getCheckpointingMode: config(
        (c) => staticsOf<Record<string, unknown>>('org.apache.flink.streaming.api.CheckpointingMode')[`_${c.mode}`],
      ),
      setCheckpointingMode: config((c, mode: { $name: CheckpointConfig['mode'] }) => void (c.mode = mode.$name)),
      getCheckpointInterval: config((c) => c.interval ?? -1),
      setCheckpointInterval(this: E, ms: LongValue) {
        this.inner.setCheckpointInterval(Number(ms));
      },
      getCheckpointTimeout: config((c) => c.timeout),
      setCheckpointTimeout: config(
        (c, ms: LongValue) =>
          void (c.timeout = atLeast(ms, 10, 'Checkpoint timeout must be larger than or equal to 10 ms')),
      ),
      getMinPauseBetweenCheckpoints: config((c) => c.minPause),
      setMinPauseBetweenCheckpoints: config(
        (c, ms: LongValue) => void (c.minPause = atLeast(ms, 0, 'Pause value must be zero or positive')),
      ),
      getMaxConcurrentCheckpoints: config((c) => c.maxConcurrent),
      setMaxConcurrentCheckpoints: config(
        (c, n: number) =>
          void (c.maxConcurrent = atLeast(n, 1, 'The maximum number of concurrent attempts must be at least one.')),
      ),
      isFailOnCheckpointingErrors: config((c) => c.tolerableFailures === 0),
      setFailOnCheckpointingErrors: config((c, fail: boolean) => void (c.tolerableFailures = fail ? 0 : 2147483647)),
      getTolerableCheckpointFailureNumber: config((c) => Math.max(0, c.tolerableFailures)),
      setTolerableCheckpointFailureNumber: config(
        (c, n: number) =>
          void (c.tolerableFailures = atLeast(n, 0, 'The tolerable failure checkpoint number must be non-negative.')),
      ),
      enableExternalizedCheckpoints: config(
        (c, mode: { $name: 'RETAIN_ON_CANCELLATION' }) => void (c.externalized = mode.$name),
      ),
      setExternalizedCheckpointCleanup: config(
        (c, mode: { $name: 'RETAIN_ON_CANCELLATION' }) => void (c.externalized = mode.$name),
      ),
      isExternalizedCheckpointsEnabled: config((c) => c.externalized !== null),
      setPreferCheckpointForRecovery() {},
      'enableUnalignedCheckpoints()': config((c) => void (c.unaligned = true)),
      'enableUnalignedCheckpoints(boolean)': config((c, on: boolean) => void (c.unaligned = on)),
      setAlignmentTimeout: config(
        (c, timeout: { toMillis$(): LongValue }) => void (c.alignmentTimeout = Number(timeout.toMillis$())),
      ),
      isUnalignedCheckpointsEnabled: config((c) => c.unaligned),
      isForceUnalignedCheckpoints: config((c) => c.unalignedForced),
      setForceUnalignedCheckpoints: config((c, force: boolean) => void (c.unalignedForced = force)),
      isForceCheckpointing: config((c) => c.forced),
      setForceCheckpointing: config((c, force: boolean) => void (c.forced = force)),
      'setCheckpointStorage(String)': config((c, dir: string) => void (c.storage = dir)),
      'setCheckpointStorage(CheckpointStorage)': config(
        (c, storage: BackendObject) => void (c.storage = storage.directory),
      ),
      'setCheckpointStorage(URI)': config((c, dir: unknown) => void (c.storage = stringOf(dir))),
    },
    'CheckpointConfig.ExternalizedCheckpointCleanup': {
      deleteOnCancellation(this: { $name: string }) {
        return this.$name === 'DELETE_ON_CANCELLATION';
      },
    },
  },
});

function fromElements(this: E, values: unknown[]): unknown {
  return fromObjects.call(this, Array.from(values));
}
function socket(
  this: E,
  host: string,
  port: number,
  delimiter: string | number = '\n',
  maxRetry: LongValue = 0,
): unknown {
  const text = typeof delimiter === 'number' ? String.fromCharCode(delimiter) : delimiter;
  return streamObject(this.inner.socketTextStream(host, port, text, Number(maxRetry)));
}
function fromSource(this: E, source: unknown, strategy: unknown, name: string, type: unknown = null): unknown {
  const known = knownSource(source);
  if (!known)
    return raise(
      'UnsupportedOperationException',
      "not simulated: a Source of one's own; the program compiles, and stops here",
    );
  return streamObject(
    this.inner.fromSource(
      known.connector,
      watermarkStrategy(strategy),
      name,
      type ? typeOf(type) : known.type,
      known.bounded,
    ),
  );
}
function* runAsync(env: E, name: string | null): Task<unknown> {
  const owner = jvm();
  if (!owner.context) return raise('IllegalStateException', 'no cluster to execute on');
  const { environment: state, jobName } = env.inner.takeProgram(name);
  upload(state, jobName);
  const client = yield* calling(owner.context.executeAsync({ environment: state, kind: 'stream', jobName }));
  enter(owner);
  return hold('org.apache.flink.core.execution.JobClient$Simulated', client);
}
function config<A extends never[]>(use: (c: CheckpointConfig, ...args: A) => unknown) {
  return function (this: E, ...args: A): unknown {
    return use(this.inner.checkpoint, ...args);
  };
}
export function atLeast(value: LongValue, least: number, message: string): number {
  if (value < least) raise('IllegalArgumentException', message);
  return Number(value);
}

library({
  package: 'org.apache.flink.core.execution',
  stubs:
    'public interface JobClient { org.apache.flink.api.common.JobID getJobID(); @NotSimulated java.util.concurrent.CompletableFuture<org.apache.flink.api.common.JobExecutionResult> getJobExecutionResult(); @NotSimulated java.util.concurrent.CompletableFuture<Void> cancel(); class Simulated implements JobClient { public org.apache.flink.api.common.JobID getJobID(); } }',
  bodies: {
    'JobClient.Simulated': {
      $class: class extends Holder {},
      getJobID(this: Holder<{ jobId: string }>) {
        return hold('org.apache.flink.api.common.JobID', this.inner.jobId);
      },
    },
  },
});
