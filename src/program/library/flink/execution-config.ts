/** ExecutionConfig, JobExecutionResult and other names of org.apache.flink.api.common. */

import type { StreamExecutionEnvironment } from '../../../flink/api/environment.ts';
import { isOwnAccumulator, type RuntimeContext } from '../../../flink/api/functions.ts';
import type { JobExecutionResult } from '../../../flink/api/jar.ts';
import type { RestartStrategy } from '../../../flink/api/transformations.ts';
import type { LongValue } from '../../../flink/api/values.ts';
import { jvm } from '../../jvm.ts';
import { allocate, staticsOf } from '../../link.ts';
import type { HashMapObject } from '../../runtime/hash-maps.ts';
import { newArrayList } from '../../runtime/lists.ts';
import { mapEntries } from '../../runtime/maps.ts';
import { stringOf } from '../../runtime/object.ts';
import { serializeFunction } from '../../serialize.ts';
import { library } from '../table.ts';
import { treeMap } from './accumulators.ts';
import { atLeast } from './environment.ts';
import { Holder, hold } from './support.ts';

/** In main the environment's, in a function what its runtime context knows. */
type Config = Holder<
  StreamExecutionEnvironment | Pick<RuntimeContext, 'globalJobParameters' | 'globalJobParametersObject'>
>;
const env = (config_: Config): StreamExecutionEnvironment => config_.inner as StreamExecutionEnvironment;
const NO_OPS = [
  'enableForceKryo()',
  'enableForceAvro()',
  'disableGenericTypes()',
  'enableClosureCleaner()',
  'disableClosureCleaner()',
  'registerPojoType(Class<?> type)',
  'registerKryoType(Class<?> type)',
];
const configSelf = (change: (e: StreamExecutionEnvironment, ...args: never[]) => unknown) =>
  function (this: Config, ...args: never[]): unknown {
    change(env(this), ...args);
    return this;
  };
const parametersInMain = (): { object: unknown } => jvm().local('global job parameters', () => ({ object: null }));
library({
  package: 'org.apache.flink.api.common',
  stubs: `
import org.apache.flink.api.common.restartstrategy.RestartStrategies;
public class ExecutionConfig implements java.io.Serializable {
  public static final int PARALLELISM_DEFAULT = -1;
  public int getParallelism(); public ExecutionConfig setParallelism(int n); public int getMaxParallelism(); public void setMaxParallelism(int n); public ExecutionConfig setAutoWatermarkInterval(long ms); public long getAutoWatermarkInterval();
  public void setRestartStrategy(RestartStrategies.RestartStrategyConfiguration strategy); public ExecutionConfig enableObjectReuse(); public ExecutionConfig disableObjectReuse(); public boolean isObjectReuseEnabled();
  public GlobalJobParameters getGlobalJobParameters(); public void setGlobalJobParameters(GlobalJobParameters parameters); public ExecutionConfig setLatencyTrackingInterval(long ms);
  ${NO_OPS.map((each) => `public void ${each};`).join(' ')}
  public static class GlobalJobParameters implements java.io.Serializable { public GlobalJobParameters(); public java.util.Map<String, String> toMap(); }
}
public enum RuntimeExecutionMode { STREAMING, BATCH, AUTOMATIC }
public final class JobID implements java.io.Serializable { public String toString(); public String toHexString(); }
public class JobSubmissionResult { public JobID getJobID(); }
public class JobExecutionResult extends JobSubmissionResult { public long getNetRuntime(); public long getNetRuntime(java.util.concurrent.TimeUnit unit); public <T> T getAccumulatorResult(String name); public java.util.Map<String, Object> getAllAccumulatorResults(); public Integer getIntCounterResult(String name); public String toString(); }
public class InvalidProgramException extends RuntimeException { public InvalidProgramException(); public InvalidProgramException(String message); public InvalidProgramException(String message, Throwable cause); public InvalidProgramException(Throwable cause); }
`,
  bodies: {
    ExecutionConfig: {
      $class: class extends Holder {},
      getParallelism(this: Config) {
        return env(this).getParallelism();
      },
      setParallelism: configSelf((e, n: number) => e.setParallelism(n)),
      getMaxParallelism(this: Config) {
        return env(this).state.maxParallelism ?? -1;
      },
      setMaxParallelism(this: Config, n: number) {
        env(this).setMaxParallelism(n);
      },
      setAutoWatermarkInterval: configSelf((e, ms: LongValue) => {
        e.state.autoWatermarkInterval = atLeast(ms, 0, 'Auto watermark interval must not be negative.');
      }),
      getAutoWatermarkInterval(this: Config) {
        return env(this).state.autoWatermarkInterval;
      },
      setRestartStrategy(this: Config, strategy: Holder<RestartStrategy>) {
        env(this).state.restart = strategy.inner;
      },
      enableObjectReuse: configSelf((e) => {
        e.state.objectReuse = true;
      }),
      disableObjectReuse: configSelf((e) => {
        e.state.objectReuse = false;
      }),
      isObjectReuseEnabled(this: Config) {
        return env(this).state.objectReuse;
      },
      setLatencyTrackingInterval: configSelf(() => {}),
      getGlobalJobParameters(this: Config) {
        const isMain = 'state' in this.inner;
        const object = isMain ? parametersInMain().object : (this.inner as RuntimeContext).globalJobParametersObject;
        if (object) return object;
        const parameters = isMain
          ? env(this).state.globalJobParameters
          : (this.inner as RuntimeContext).globalJobParameters;
        return hold('org.apache.flink.api.java.utils.ParameterTool', new Map(Object.entries(parameters)));
      },
      setGlobalJobParameters(this: Config, parameters: { toMap$(): HashMapObject }) {
        parametersInMain().object = parameters;
        env(this).state.globalJobParametersObject = serializeFunction<unknown>(parameters, (object) => object);
        env(this).state.globalJobParameters = Object.fromEntries(
          [...mapEntries(parameters.toMap$())].map(([k, v]) => [stringOf(k), stringOf(v)]),
        );
      },
      ...Object.fromEntries(NO_OPS.map((each) => [each.slice(0, each.indexOf('(')), () => undefined])),
    },
    'ExecutionConfig.GlobalJobParameters': { new() {}, toMap: () => newHashMap() },
    JobID: {
      $class: class extends Holder {},
      toString(this: Holder<string>) {
        return this.inner;
      },
      toHexString(this: Holder<string>) {
        return this.inner;
      },
    },
    JobSubmissionResult: {
      $class: class extends Holder {},
      getJobID(this: Holder<JobExecutionResult>) {
        return hold('org.apache.flink.api.common.JobID', this.inner.jobId);
      },
    },
    JobExecutionResult: {
      'getNetRuntime()'(this: Holder<JobExecutionResult>) {
        return this.inner.runtime;
      },
      'getNetRuntime(TimeUnit)'(
        this: Holder<JobExecutionResult>,
        unit: { convert$long$TimeUnit(n: LongValue, unit: unknown): LongValue },
      ) {
        return unit.convert$long$TimeUnit(
          this.inner.runtime,
          staticsOf<Record<string, unknown>>('java.util.concurrent.TimeUnit')._MILLISECONDS,
        );
      },
      getAccumulatorResult(this: Holder<JobExecutionResult>, name: string) {
        return accumulated(this.inner.accumulators[name]);
      },
      getIntCounterResult(this: Holder<JobExecutionResult>, name: string) {
        return Number(this.inner.accumulators[name] ?? 0);
      },
      getAllAccumulatorResults(this: Holder<JobExecutionResult>) {
        const map = newHashMap();
        for (const [name, value] of Object.entries(this.inner.accumulators))
          map.put$Object$Object(name, accumulated(value));
        return map;
      },
      toString(this: Holder<JobExecutionResult>) {
        return `Program execution finished\nJob with JobID ${this.inner.jobId} has finished.\nJob Runtime: ${this.inner.runtime} ms\n`;
      },
    },
  },
});
function newHashMap(): HashMapObject {
  return allocate<HashMapObject>('java.util.HashMap');
}
function accumulated(value: unknown): unknown {
  if (Array.isArray(value)) return newArrayList([...value]);
  if (value instanceof Map) return treeMap(value);
  return isOwnAccumulator(value) ? value.result() : (value ?? null);
}
