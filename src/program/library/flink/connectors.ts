/** What Flink's own sources and sinks have in common: the simulation moves their records, not Java. */
import type { DataStream } from '../../../flink/api/datastream.ts';
import type { DataStreamSink } from '../../../flink/api/sink.ts';
import type { SinkConnector, SourceConnector } from '../../../flink/api/transformations.ts';
import type { TypeInformation } from '../../../flink/api/types.ts';
import { isInstance } from '../../link.ts';
import { notSimulated } from '../../runtime/raise.ts';
import { library } from '../table.ts';

export interface KnownSource {
  readonly connector: SourceConnector;
  readonly type: TypeInformation;
  readonly bounded: boolean;
}

/** What env.fromSource and addSource take for a connector; null for a user's own source. */
export function knownSource(object: unknown): KnownSource | null {
  return (object as { $source?: () => KnownSource } | null)?.$source?.() ?? null;
}

/** addSink of a class of the library. */
export function addKnownSink(stream: DataStream, object: unknown): DataStreamSink | null {
  if (isInstance(object, 'org.apache.flink.streaming.api.functions.sink.DiscardingSink')) return stream.discard();
  if (isInstance(object, 'org.apache.flink.streaming.api.functions.sink.PrintSinkFunction')) {
    const { identifier = '', stderr = false } = object as { identifier?: string; stderr?: boolean };
    const sink = stderr ? stream.printToErr(identifier) : stream.print(identifier);
    return sink.name('Unnamed');
  }
  const known = (object as { $sink?: () => SinkConnector } | null)?.$sink?.();
  return known ? stream.addConnectorSink(known) : null;
}
export function sinkConnector(object: unknown): { connector: SinkConnector; committer: boolean } {
  const known = (object as { $sink?: () => SinkConnector } | null)?.$sink?.();
  if (!known) return notSimulated("org.apache.flink.api.connector.sink.Sink of one's own");
  return { connector: known, committer: known.kind === 'files' };
}

library({
  package: 'org.apache.flink.api.connector.source',
  stubs:
    'public interface Source<T, SplitT, EnumChkT> extends java.io.Serializable {}\npublic interface SourceReaderContext {}',
  bodies: {},
});
library({
  package: 'org.apache.flink.api.connector.sink',
  stubs: 'public interface Sink<T, CommT, WriterStateT, GlobalCommT> extends java.io.Serializable {}',
  bodies: {},
});
