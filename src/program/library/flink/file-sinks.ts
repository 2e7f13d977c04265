/** Files as a sink: StreamingFileSink, FileSink, and the paths that name them. */
import type { BucketAssigner, MapFunction, ProcessContext, UserFunction } from '../../../flink/api/functions.ts';
import { DEFAULT_ROLLING, type RollingPolicy, type SinkConnector } from '../../../flink/api/transformations.ts';
import type { LongValue } from '../../../flink/api/values.ts';
import { enter, jvm } from '../../jvm.ts';
import { allocate } from '../../link.ts';
import { fieldsOf, formatPattern, zoneOffset } from '../../runtime/calendar.ts';
import { decodeBytes } from '../../runtime/charsets.ts';
import type { ByteArrayOutput } from '../../runtime/io.ts';
import { Base, hashCode, stringOf } from '../../runtime/object.ts';
import { notSimulated, raise } from '../../runtime/raise.ts';
import { uri } from '../java/net-uri.ts';
import { library } from '../table.ts';
import { CONTEXT, contexts } from './adapters.ts';
import { call, Holder, hold, userFunction } from './support.ts';

const path = (text: string): unknown => hold('org.apache.flink.core.fs.Path', text);

type Files = Extract<SinkConnector, { kind: 'files' }>;
class FileSinkObject extends Base {
  connector!: Files;
  $sink(): SinkConnector {
    return this.connector;
  }
}
/** What a builder is told; the sink takes it. */
class BuilderObject extends Base {
  connector!: Files;
  set(change: Partial<Files>): this {
    this.connector = { ...this.connector, ...change };
    return this;
  }
}
class PolicyObject extends Base {
  policy: Partial<RollingPolicy> = {};
}
class DateTimeBuckets extends Base {
  format = 'yyyy-MM-dd--HH';
  zone: string | null = null;
}
class PartNames extends Base {
  prefix = 'part';
  suffix = '';
}
const FILESYSTEM = 'org.apache.flink.streaming.api.functions.sink.filesystem';
const POLICIES = `${FILESYSTEM}.rollingpolicies`;
const ASSIGNERS = `${FILESYSTEM}.bucketassigners`;
const pathOf = (path: unknown): string => stringOf(path);
const className = (object: unknown): string => (object as Base).$className();

/** What an Encoder of one's own writes of a record; null for SimpleStringEncoder. */
function encoder(object: unknown): UserFunction<MapFunction> | null {
  if (className(object).endsWith('.SimpleStringEncoder')) return null;
  return userFunction(object, (f, owner) => ({
    map: (value) =>
      call(owner, () => {
        const out = allocate<ByteArrayOutput>('java.io.ByteArrayOutputStream').$init$();
        f['encode$Object$OutputStream']!(value, out);
        return decodeBytes(out.toByteArray$(), 'UTF-8');
      }),
  }));
}
const bucketAssigner = (object: unknown): UserFunction<BucketAssigner> =>
  userFunction(object, (f, owner) => {
    const context = contexts(CONTEXT);
    return {
      getBucketId: (element, ctx) => {
        enter(owner);
        return stringOf(f['getBucketId$Object$Context']!(element, context(ctx as ProcessContext)));
      },
    };
  });
function rollingPolicy(object: unknown): Partial<RollingPolicy> {
  return object instanceof PolicyObject ? object.policy : notSimulated(`the RollingPolicy ${className(object)}`);
}

function fileSink(packageName: string, name: string, names: Files['names'], parent: string): void {
  const builder = 'DefaultRowFormatBuilder<IN>';
  library({
    package: packageName,
    stubs: `
import org.apache.flink.core.fs.Path;
import org.apache.flink.api.common.serialization.*;
import org.apache.flink.streaming.api.functions.sink.filesystem.*;
public class ${name}<IN> ${parent} {
  public static <IN> ${builder} forRowFormat(Path path, Encoder<IN> encoder);
  @NotSimulated public static <IN> ${builder} forBulkFormat(Path path, BulkWriter.Factory<IN> factory);
  public static final class ${builder} {
    public ${builder} withRollingPolicy(RollingPolicy<IN, String> policy); public ${builder} withBucketAssigner(BucketAssigner<IN, String> assigner); public ${builder} withBucketCheckInterval(long ms); public ${builder} withOutputFileConfig(OutputFileConfig config); public ${name}<IN> build();
  }
}`,
    bodies: {
      [name]: {
        $class: class extends FileSinkObject {},
        forRowFormat: (path: unknown, encode: unknown) => {
          const made = allocate<BuilderObject>(`${packageName}.${name}$DefaultRowFormatBuilder`);
          made.connector = {
            ...{ kind: 'files', path: pathOf(path), prefix: 'part', suffix: '', names, buckets: null },
            ...{ encode: encoder(encode), rolling: DEFAULT_ROLLING },
          };
          return made;
        },
      },
      [`${name}.DefaultRowFormatBuilder`]: {
        $class: class extends BuilderObject {},
        withRollingPolicy(this: BuilderObject, policy: unknown) {
          return this.set({ rolling: { ...this.connector.rolling, ...rollingPolicy(policy) } });
        },
        withBucketAssigner(this: BuilderObject, assigner: unknown) {
          return this.set({ buckets: bucketAssigner(assigner) });
        },
        withBucketCheckInterval(this: BuilderObject, ms: LongValue) {
          return this.set({ rolling: { ...this.connector.rolling, checkInterval: Number(ms) } });
        },
        withOutputFileConfig(this: BuilderObject, { prefix, suffix }: PartNames) {
          return this.set({ prefix, suffix });
        },
        build(this: BuilderObject) {
          return Object.assign(allocate<FileSinkObject>(`${packageName}.${name}`), { connector: this.connector });
        },
      },
    },
  });
}
fileSink(
  FILESYSTEM,
  'StreamingFileSink',
  'subtask',
  'extends org.apache.flink.streaming.api.functions.sink.RichSinkFunction<IN>',
);
fileSink(
  'org.apache.flink.connector.file.sink',
  'FileSink',
  'uuid',
  'implements org.apache.flink.api.connector.sink.Sink<IN, Object, Object, Object>',
);

library({
  package: FILESYSTEM,
  stubs: `
public interface RollingPolicy<IN, BucketID> extends java.io.Serializable {}
@Open public interface BucketAssigner<IN, BucketID> extends java.io.Serializable { BucketID getBucketId(IN element, Context context); org.apache.flink.core.io.SimpleVersionedSerializer<BucketID> getSerializer(); interface Context { long currentProcessingTime(); long currentWatermark(); Long timestamp(); } }
public class OutputFileConfig implements java.io.Serializable { public OutputFileConfig(String partPrefix, String partSuffix); public String getPartPrefix(); public String getPartSuffix(); public static OutputFileConfigBuilder builder(); public static class OutputFileConfigBuilder { public OutputFileConfigBuilder withPartPrefix(String prefix); public OutputFileConfigBuilder withPartSuffix(String suffix); public OutputFileConfig build(); } }`,
  bodies: {
    OutputFileConfig: {
      $class: PartNames,
      new(this: PartNames, prefix: string, suffix: string) {
        Object.assign(this, { prefix, suffix });
      },
      getPartPrefix(this: PartNames) {
        return this.prefix;
      },
      getPartSuffix(this: PartNames) {
        return this.suffix;
      },
      builder: () => allocate(`${FILESYSTEM}.OutputFileConfig$OutputFileConfigBuilder`),
    },
    'OutputFileConfig.OutputFileConfigBuilder': {
      $class: class extends PartNames {},
      withPartPrefix(this: PartNames, prefix: string) {
        return Object.assign(this, { prefix });
      },
      withPartSuffix(this: PartNames, suffix: string) {
        return Object.assign(this, { suffix });
      },
      build(this: PartNames) {
        const { prefix, suffix } = this;
        return Object.assign(allocate<PartNames>(`${FILESYSTEM}.OutputFileConfig`), { prefix, suffix });
      },
    },
  },
});
library({
  package: 'org.apache.flink.core.io',
  stubs:
    'public interface SimpleVersionedSerializer<E> { int getVersion(); byte[] serialize(E obj) throws java.io.IOException; E deserialize(int version, byte[] serialized) throws java.io.IOException; }',
  bodies: {},
});
library({
  package: `${ASSIGNERS}`,
  stubs: `
import org.apache.flink.streaming.api.functions.sink.filesystem.BucketAssigner;
import org.apache.flink.core.io.SimpleVersionedSerializer;
public final class SimpleVersionedStringSerializer implements SimpleVersionedSerializer<String> { public static final SimpleVersionedStringSerializer INSTANCE; public int getVersion(); @NotSimulated public byte[] serialize(String value); @NotSimulated public String deserialize(int version, byte[] serialized); }
public class BasePathBucketAssigner<T> implements BucketAssigner<T, String> { public BasePathBucketAssigner(); public String getBucketId(T element, BucketAssigner.Context context); @NotSimulated public SimpleVersionedSerializer<String> getSerializer(); public String toString(); }
public class DateTimeBucketAssigner<IN> implements BucketAssigner<IN, String> { public DateTimeBucketAssigner(); public DateTimeBucketAssigner(String formatString); public DateTimeBucketAssigner(java.time.ZoneId zoneId); public DateTimeBucketAssigner(String formatString, java.time.ZoneId zoneId); public String getBucketId(IN element, BucketAssigner.Context context); @NotSimulated public SimpleVersionedSerializer<String> getSerializer(); }`,
  bodies: {
    SimpleVersionedStringSerializer: {
      INSTANCE: () => allocate(`${ASSIGNERS}.SimpleVersionedStringSerializer`),
      getVersion: () => 1,
    },
    BasePathBucketAssigner: { new() {}, getBucketId: () => '', toString: () => 'BasePathBucketAssigner' },
    DateTimeBucketAssigner: {
      $class: DateTimeBuckets,
      'new()'() {},
      'new(String)'(this: DateTimeBuckets, format: string) {
        this.format = format;
      },
      'new(ZoneId)'(this: DateTimeBuckets, zone: unknown) {
        this.zone = stringOf(zone);
      },
      'new(String,ZoneId)'(this: DateTimeBuckets, format: string, zone: unknown) {
        Object.assign(this, { format, zone: stringOf(zone) });
      },
      getBucketId(this: DateTimeBuckets, _element: unknown, context: { currentProcessingTime$(): LongValue }) {
        const zone = this.zone ?? jvm().ref.timezone;
        const now = Number(context.currentProcessingTime$());
        const offset = zoneOffset(zone, now);
        return formatPattern(this.format, fieldsOf(now, offset), offset, zone, false);
      },
    },
  },
});

const ROLLING = {
  withRolloverInterval: 'rolloverInterval',
  withInactivityInterval: 'inactivityInterval',
  withMaxPartSize: 'maxPartSize',
} as const;
const policy = (name: string, rules: Partial<RollingPolicy>): object =>
  Object.assign(allocate<PolicyObject>(`${POLICIES}.${name}`), { policy: rules });
const policyBuilder = (): object => policy('DefaultRollingPolicy$PolicyBuilder', { ...DEFAULT_ROLLING });
library({
  package: POLICIES,
  stubs: `
import org.apache.flink.streaming.api.functions.sink.filesystem.RollingPolicy;
public final class DefaultRollingPolicy<IN, BucketID> implements RollingPolicy<IN, BucketID> {
  public static PolicyBuilder builder(); public static PolicyBuilder create();
  public static final class PolicyBuilder { ${Object.keys(ROLLING)
    .map((name) => `public PolicyBuilder ${name}(long value);`)
    .join(' ')} public <IN, BucketID> DefaultRollingPolicy<IN, BucketID> build(); }
}
public final class OnCheckpointRollingPolicy<IN, BucketID> implements RollingPolicy<IN, BucketID> { public static <IN, BucketID> OnCheckpointRollingPolicy<IN, BucketID> build(); }`,
  bodies: {
    DefaultRollingPolicy: { $class: class extends PolicyObject {}, builder: policyBuilder, create: policyBuilder },
    'DefaultRollingPolicy.PolicyBuilder': {
      $class: class extends PolicyObject {},
      ...Object.fromEntries(
        Object.entries(ROLLING).map(([name, rule]) => [
          name,
          function (this: PolicyObject, value: LongValue) {
            if (value <= 0) raise('IllegalStateException');
            this.policy = { ...this.policy, [rule]: Number(value) };
            return this;
          },
        ]),
      ),
      build(this: PolicyObject) {
        const { checkInterval: _, ...rules } = this.policy;
        return policy('DefaultRollingPolicy', rules);
      },
    },
    OnCheckpointRollingPolicy: {
      $class: class extends PolicyObject {},
      build: () =>
        policy('OnCheckpointRollingPolicy', {
          rolloverInterval: Number.POSITIVE_INFINITY,
          inactivityInterval: Number.POSITIVE_INFINITY,
          maxPartSize: Number.POSITIVE_INFINITY,
          onCheckpoint: true,
        }),
    },
  },
});
library({
  package: 'org.apache.flink.core.fs',
  stubs: `
public class Path implements java.io.Serializable { public Path(String path); public Path(String parent, String child); public Path(java.net.URI uri); public Path(Path parent, String child); public static Path fromLocalFile(java.io.File file); public java.net.URI toUri(); public Path getParent(); public Path suffix(String suffix); public boolean isAbsolute(); public String getName(); public String getPath(); public String toString(); public boolean equals(Object o); public int hashCode(); }
public abstract class FileSystem { public enum WriteMode { NO_OVERWRITE, OVERWRITE } }
`,
  bodies: {
    Path: {
      $class: class extends Holder<string> {},
      'new(String)'(this: Holder<string>, path: string) {
        this.inner = path;
      },
      'new(String,String)'(this: Holder<string>, parent: string, child: string) {
        this.inner = `${parent.replace(/\/$/, '')}/${child}`;
      },
      'new(URI)'(this: Holder<string>, uri: unknown) {
        this.inner = stringOf(uri);
      },
      'new(Path,String)'(this: Holder<string>, parent: Holder<string>, child: string) {
        this.inner = `${parent.inner.replace(/\/$/, '')}/${child}`;
      },
      fromLocalFile: (file: { toURI$(): unknown }) => path(stringOf(file.toURI$()).replace(/\/$/, '')),
      toUri(this: Holder<string>) {
        return uri(this.inner);
      },
      getParent(this: Holder<string>) {
        const at = this.inner.lastIndexOf('/');
        return at < 0 ? null : path(this.inner.slice(0, Math.max(at, 1)));
      },
      suffix(this: Holder<string>, suffix: string) {
        return path(this.inner + suffix);
      },
      isAbsolute(this: Holder<string>) {
        return this.inner.replace(/^\w+:(?:\/\/[^/]*)?/, '').startsWith('/');
      },
      getName(this: Holder<string>) {
        return this.inner.replace(/^.*\//, '');
      },
      getPath(this: Holder<string>) {
        return this.inner.replace(/^\w+:\/\/[^/]*/, '');
      },
      toString(this: Holder<string>) {
        return this.inner;
      },
      equals(this: Holder<string>, other: unknown) {
        return other instanceof Holder && other.inner === this.inner;
      },
      hashCode(this: Holder<string>) {
        return hashCode(this.inner);
      },
    },
  },
});
