/** Files as a sink: StreamingFileSink, FileSink, and the paths that name them. */
import type { SinkConnector } from '../../../flink/api/transformations.ts';
import { Base, hashCode, stringOf } from '../../runtime/object.ts';
import { library } from '../table.ts';
import { chain, Holder, hold } from './support.ts';

class FileSinkObject extends Base {
  path = '';
  $sink(): SinkConnector {
    return { kind: 'files', path: this.path, suffix: '', encode: null };
  }
}
const ROLLING = ['withRolloverInterval(long ms)', 'withInactivityInterval(long ms)', 'withMaxPartSize(long size)'];
const pathOf = (path: unknown): string => stringOf(path);
function fileSink(packageName: string, name: string, parent: string): void {
  library({
    package: packageName,
    stubs: `
import org.apache.flink.core.fs.Path;
import org.apache.flink.api.common.serialization.*;
public class ${name}<IN> ${parent} {
  public static <IN> DefaultRowFormatBuilder<IN> forRowFormat(Path path, Encoder<IN> encoder);
  @NotSimulated public static <IN> DefaultRowFormatBuilder<IN> forBulkFormat(Path path, BulkWriter.Factory<IN> factory);
  public static final class DefaultRowFormatBuilder<IN> {
    public DefaultRowFormatBuilder<IN> withRollingPolicy(Object policy); public DefaultRowFormatBuilder<IN> withBucketAssigner(Object assigner); public DefaultRowFormatBuilder<IN> withBucketCheckInterval(long ms); public DefaultRowFormatBuilder<IN> withOutputFileConfig(Object config); public ${name}<IN> build();
  }
}`,
    bodies: {
      [name]: {
        $class: class extends FileSinkObject {},
        forRowFormat: (path: unknown) =>
          Object.assign(hold(`${packageName}.${name}$DefaultRowFormatBuilder`, null) as object, { path: pathOf(path) }),
      },
      [`${name}.DefaultRowFormatBuilder`]: {
        $class: class extends FileSinkObject {},
        withRollingPolicy: chain(() => {}),
        withBucketAssigner: chain(() => {}),
        withBucketCheckInterval: chain(() => {}),
        withOutputFileConfig: chain(() => {}),
        build(this: FileSinkObject) {
          return Object.assign(hold(`${packageName}.${name}`, null) as object, { path: this.path });
        },
      },
    },
  });
}
fileSink(
  'org.apache.flink.streaming.api.functions.sink.filesystem',
  'StreamingFileSink',
  'extends org.apache.flink.streaming.api.functions.sink.RichSinkFunction<IN>',
);
fileSink(
  'org.apache.flink.connector.file.sink',
  'FileSink',
  'implements org.apache.flink.api.connector.sink.Sink<IN, Object, Object, Object>',
);
library({
  package: 'org.apache.flink.streaming.api.functions.sink.filesystem.rollingpolicies',
  stubs: `public final class DefaultRollingPolicy<IN, BucketID> {
  public static PolicyBuilder builder(); public static PolicyBuilder create();
  public static final class PolicyBuilder { ${ROLLING.map((each) => `public PolicyBuilder ${each};`).join(' ')} public <IN, BucketID> DefaultRollingPolicy<IN, BucketID> build(); }
}
public final class OnCheckpointRollingPolicy<IN, BucketID> { public static <IN, BucketID> OnCheckpointRollingPolicy<IN, BucketID> build(); }`,
  bodies: {
    DefaultRollingPolicy: {
      $class: class extends Holder {},
      builder: () =>
        hold(
          'org.apache.flink.streaming.api.functions.sink.filesystem.rollingpolicies.DefaultRollingPolicy$PolicyBuilder',
          null,
        ),
      create: () =>
        hold(
          'org.apache.flink.streaming.api.functions.sink.filesystem.rollingpolicies.DefaultRollingPolicy$PolicyBuilder',
          null,
        ),
    },
    'DefaultRollingPolicy.PolicyBuilder': {
      $class: class extends Holder {},
      ...Object.fromEntries(ROLLING.map((each) => [each.slice(0, each.indexOf('(')), chain(() => {})])),
      build: () =>
        hold('org.apache.flink.streaming.api.functions.sink.filesystem.rollingpolicies.DefaultRollingPolicy', null),
    },
    OnCheckpointRollingPolicy: {
      $class: class extends Holder {},
      build: () =>
        hold(
          'org.apache.flink.streaming.api.functions.sink.filesystem.rollingpolicies.OnCheckpointRollingPolicy',
          null,
        ),
    },
  },
});
library({
  package: 'org.apache.flink.core.fs',
  stubs: `
public class Path implements java.io.Serializable { public Path(String path); public Path(String parent, String child); public String getName(); public String getPath(); public String toString(); public boolean equals(Object o); public int hashCode(); }
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
