import type { StreamExecutionEnvironment } from './environment.ts';
import { unsupported } from './errors.ts';
import type { Transformation } from './transformations.ts';
import { validateParallelism } from './transforming.ts';

/** org.apache.flink.streaming.api.datastream.DataStreamSink. All setters return the sink itself. */
export class DataStreamSink {
  constructor(
    readonly environment: StreamExecutionEnvironment,
    readonly transformation: Transformation,
  ) {}

  name(name: string): this {
    this.transformation.settings.name = name;
    return this;
  }
  uid(uid: string): this {
    this.transformation.settings.uid = uid;
    return this;
  }
  setUidHash(hash: string): this {
    if (this.transformation.kind === 'sink' && this.transformation.unified) {
      throw unsupported('Setting a UidHash is not supported for SinkTransformation.');
    }
    this.transformation.settings.uidHash = hash;
    return this;
  }
  setParallelism(parallelism: number): this {
    validateParallelism(parallelism);
    this.transformation.settings.parallelism = parallelism === -1 ? null : parallelism;
    return this;
  }
  disableChaining(): this {
    this.transformation.settings.chaining = 'NEVER';
    return this;
  }
  slotSharingGroup(group: string): this {
    this.transformation.settings.slotSharingGroup = group;
    return this;
  }
}
