/** StreamExecutionEnvironment of the Scala API. */
import { staticsOf } from '../../link.ts';
import { Holder, hold } from '../flink/support.ts';
import { typeOf } from '../flink/types.ts';
import { library } from '../table.ts';
import { itemsOf } from './collection.ts';
import { asJava, forwarded, same, scalaClass } from './forward.ts';

const S = 'org.apache.flink.streaming.api.scala.';
const JAVA = 'org.apache.flink.streaming.api.environment.StreamExecutionEnvironment';
scalaClass(
  [JAVA, 'org.apache.flink.streaming.api.environment.LocalStreamEnvironment'],
  `${S}StreamExecutionEnvironment`,
);

type JavaStatics = Record<string, (...args: unknown[]) => Holder>;
/** A static factory of the Java class, with its result as Scala's. */
const factory =
  (mangled: string) =>
  (...args: unknown[]): unknown =>
    hold(`${S}StreamExecutionEnvironment`, staticsOf<JavaStatics>(JAVA)[mangled]!(...args).inner);
type Environment = Holder<{
  fromElements(items: unknown[], type: unknown): object;
  fromCollection(items: unknown[], type: unknown): object;
}>;

library({
  package: 'org.apache.flink.streaming.api.scala',
  stubs: `
import scala.*;
import scala.collection.*;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.*;
import org.apache.flink.api.common.restartstrategy.RestartStrategies;
import org.apache.flink.configuration.*;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.*;
import org.apache.flink.streaming.api.environment.CheckpointConfig;
import org.apache.flink.streaming.api.functions.source.*;
public class StreamExecutionEnvironment {
  public static StreamExecutionEnvironment getExecutionEnvironment(); public static StreamExecutionEnvironment createLocalEnvironment(); public static StreamExecutionEnvironment createLocalEnvironment(int n); public static StreamExecutionEnvironment createLocalEnvironmentWithWebUI(); public static StreamExecutionEnvironment createLocalEnvironmentWithWebUI(Configuration c); public static StreamExecutionEnvironment createRemoteEnvironment(String host, int port, String... jars); public static StreamExecutionEnvironment createRemoteEnvironment(String host, int port, int n, String... jars); public static int getDefaultLocalParallelism(); public static void setDefaultLocalParallelism(int n);
  public ExecutionConfig getConfig(); public CheckpointConfig getCheckpointConfig(); public void setParallelism(int n); public void setMaxParallelism(int n); public void setRuntimeMode(RuntimeExecutionMode mode); public int getParallelism(); public int getMaxParallelism(); public StreamExecutionEnvironment setBufferTimeout(long ms); public long getBufferTimeout(); public StreamExecutionEnvironment disableOperatorChaining();
  public StreamExecutionEnvironment enableCheckpointing(long ms); public StreamExecutionEnvironment enableCheckpointing(long ms, CheckpointingMode mode); public StreamExecutionEnvironment enableCheckpointing(long ms, CheckpointingMode mode, boolean force); public StreamExecutionEnvironment enableCheckpointing(); public StreamExecutionEnvironment setStateBackend(org.apache.flink.runtime.state.StateBackend b); public void setRestartStrategy(RestartStrategies.RestartStrategyConfiguration s); public void setNumberOfExecutionRetries(int n); public StreamExecutionEnvironment setDefaultSavepointDirectory(String dir);
  public void setStreamTimeCharacteristic(TimeCharacteristic c); public TimeCharacteristic getStreamTimeCharacteristic(); public void configure(ReadableConfig c, ClassLoader loader);
  public DataStream<Long> generateSequence(long from, long to); public DataStream<Long> fromSequence(long from, long to);
  public <T> DataStream<T> fromElements(Seq<T> repeated, TypeInformation<T> evidence); public <T> DataStream<T> fromCollection(Seq<T> xs, TypeInformation<T> evidence); public <T> DataStream<T> fromCollection(Iterator<T> xs, TypeInformation<T> evidence);
  public <T> DataStream<T> fromParallelCollection(org.apache.flink.util.SplittableIterator<T> data, TypeInformation<T> evidence); public DataStream<String> readTextFile(String path); public DataStream<String> readTextFile(String path, String charset); public <T> DataStream<T> readFile(org.apache.flink.api.common.io.FileInputFormat<T> format, String path, TypeInformation<T> evidence);
  public DataStream<String> socketTextStream(String host, int port); public DataStream<String> socketTextStream(String host, int port, char delimiter); public DataStream<String> socketTextStream(String host, int port, char delimiter, long maxRetry);
  public <T> DataStream<T> addSource(SourceFunction<T> f, TypeInformation<T> evidence); public <T> DataStream<T> addSource(Function1<SourceFunction.SourceContext<T>, scala.runtime.BoxedUnit> f, TypeInformation<T> evidence); public <T> DataStream<T> fromSource(org.apache.flink.api.connector.source.Source<T, ?, ?> source, org.apache.flink.api.common.eventtime.WatermarkStrategy<T> strategy, String name, TypeInformation<T> evidence);
  public void registerType(Class<?> type); public void registerTypeWithKryoSerializer(Class<?> type, Class<?> serializer); public void addDefaultKryoSerializer(Class<?> type, Class<?> serializer); public void registerCachedFile(String path, String name); public void registerCachedFile(String path, String name, boolean executable); public String getExecutionPlan();
  @Blocks public JobExecutionResult execute(); @Blocks public JobExecutionResult execute(String name); @Blocks public JobClient executeAsync(); @Blocks public JobClient executeAsync(String name); public org.apache.flink.streaming.api.environment.StreamExecutionEnvironment getJavaEnv();
}`,
  bodies: {
    StreamExecutionEnvironment: {
      $class: class extends Holder {},
      getExecutionEnvironment: factory('getExecutionEnvironment$'),
      'createLocalEnvironment()': factory('createLocalEnvironment$'),
      'createLocalEnvironment(int)': factory('createLocalEnvironment$int'),
      'createLocalEnvironmentWithWebUI()': () => factory('createLocalEnvironmentWithWebUI$Configuration')(null),
      'createLocalEnvironmentWithWebUI(Configuration)': factory('createLocalEnvironmentWithWebUI$Configuration'),
      'createRemoteEnvironment(String,int,String[])': factory('createRemoteEnvironment$String$int$String_A'),
      'createRemoteEnvironment(String,int,int,String[])': factory('createRemoteEnvironment$String$int$int$String_A'),
      getDefaultLocalParallelism: () => staticsOf<JavaStatics>(JAVA).getDefaultLocalParallelism$!(),
      setDefaultLocalParallelism() {},
      ...forwarded(
        JAVA,
        same(
          'getConfig()',
          'getCheckpointConfig()',
          'setParallelism(int)',
          'setMaxParallelism(int)',
          'setRuntimeMode(RuntimeExecutionMode)',
          'getParallelism()',
          'getMaxParallelism()',
          'setBufferTimeout(long)',
          'getBufferTimeout()',
          'disableOperatorChaining()',
          'enableCheckpointing(long)',
          'enableCheckpointing(long,CheckpointingMode)',
          'enableCheckpointing(long,CheckpointingMode,boolean)',
          'enableCheckpointing()',
          'setStateBackend(StateBackend)',
          'setRestartStrategy(RestartStrategyConfiguration)',
          'setNumberOfExecutionRetries(int)',
          'setDefaultSavepointDirectory(String)',
          'setStreamTimeCharacteristic(TimeCharacteristic)',
          'getStreamTimeCharacteristic()',
          'configure(ReadableConfig,ClassLoader)',
          'generateSequence(long,long)',
          'fromSequence(long,long)',
          'readTextFile(String)',
          'readTextFile(String,String)',
          'socketTextStream(String,int)',
          'socketTextStream(String,int,char)',
          'socketTextStream(String,int,char,long)',
          'addSource(SourceFunction,TypeInformation)',
          'fromSource(Source,WatermarkStrategy,String,TypeInformation)',
          'registerType(Class)',
          'registerTypeWithKryoSerializer(Class,Class)',
          'addDefaultKryoSerializer(Class,Class)',
          'getExecutionPlan()',
          'registerCachedFile(String,String)',
          'registerCachedFile(String,String,boolean)',
          'execute()',
          'execute(String)',
          'executeAsync()',
          'executeAsync(String)',
        ),
      ),
      ...forwarded(JAVA, {
        'readFile(FileInputFormat,String,TypeInformation)': 'readFile(FileInputFormat,String)',
        'addSource(Function1,TypeInformation)': 'addSource(SourceFunction,TypeInformation)',
        'fromParallelCollection(SplittableIterator,TypeInformation)':
          'fromParallelCollection(SplittableIterator,TypeInformation)',
      }),
      fromElements(this: Environment, xs: unknown, type: unknown) {
        return hold(`${S}DataStream`, this.inner.fromElements(itemsOf(xs), typeOf(type)));
      },
      'fromCollection(Seq,TypeInformation)'(this: Environment, xs: unknown, type: unknown) {
        return hold(`${S}DataStream`, this.inner.fromCollection(itemsOf(xs), typeOf(type)));
      },
      'fromCollection(Iterator,TypeInformation)'(this: Environment, xs: unknown, type: unknown) {
        return hold(`${S}DataStream`, this.inner.fromCollection(itemsOf(xs), typeOf(type)));
      },
      getJavaEnv(this: Holder) {
        return asJava(this, JAVA);
      },
    },
  },
});
