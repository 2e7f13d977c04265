import { aggregator } from '../../api/aggregations.ts';
import type { KeySelector, UserFunction } from '../../api/functions.ts';
import { JavaError } from '../../api/jar.ts';
import type { ChainedOperator } from '../../graph/types.ts';
import { collectionSource, fileMonitor, type SourceServices, socketSource, splitSource } from '../sources/functions.ts';
import { AsyncWaitOperator } from './async-wait.ts';
import { createBatchOperator } from './batch.ts';
import { FileSinkOperator, SplitReaderOperator, TagOperator } from './files.ts';
import { IterationHeadOperator, IterationTailOperator } from './iteration.ts';
import { BatchGroupedReduceOperator, GroupedReduceOperator, KeyedProcessOperator } from './keyed.ts';
import type { StreamOperator } from './operator.ts';
import { OwnOneInputOperator } from './own.ts';
import { PartFileSinkOperator } from './part-files.ts';
import {
  DiscardOperator,
  FilterOperator,
  FlatMapOperator,
  MapOperator,
  PrintOperator,
  ProcessOperator,
  SinkOperator,
} from './simple.ts';
import { SourceOperator } from './source.ts';
import {
  BroadcastProcessOperator,
  CoFlatMapOperator,
  CoMapOperator,
  CoProcessOperator,
  IntervalJoinOperator,
} from './two-input.ts';
import { WatermarksOperator } from './watermarks.ts';
import { WindowOperator } from './window.ts';

/** windowAll: all records under one key. */
const NULL_KEY: KeySelector = { getKey: () => 0 };

/** The operator of a chain's node, instantiated for one subtask. */
export function createOperator(chained: ChainedOperator, services: SourceServices): StreamOperator {
  const { runtime } = services;
  const { jvm, settings } = runtime;
  const { node } = chained;
  const spec = node.operator;
  const selector = (key: UserFunction<KeySelector> | null): KeySelector | null => key?.instantiate(jvm) ?? null;
  const key1 = (): KeySelector => selector(node.key1) ?? NULL_KEY;
  switch (spec.kind) {
    case 'source.socket':
      return new SourceOperator(runtime, chained, socketSource(spec, services), true, null);
    case 'source.collection':
      return new SourceOperator(runtime, chained, collectionSource(spec.elements), true, null);
    case 'source.file-monitor':
      return new SourceOperator(runtime, chained, fileMonitor(spec, services), true, null);
    case 'source.function':
      return new SourceOperator(runtime, chained, spec.fn.instantiate(jvm), true, null);
    case 'source.sequence': {
      const connector = { kind: 'sequence', from: spec.from, to: spec.to } as const;
      return new SourceOperator(runtime, chained, splitSource(connector, services), false, null);
    }
    case 'source.new': {
      const strategy = spec.watermarks?.instantiate(jvm) ?? null;
      return new SourceOperator(runtime, chained, splitSource(spec.connector, services), false, strategy);
    }
    case 'split-reader':
      return new SplitReaderOperator(runtime, chained, spec.format, services.fileSystems);
    case 'map':
      return new MapOperator(runtime, chained, spec.fn.instantiate(jvm), selector(node.key1));
    case 'flatMap':
      return new FlatMapOperator(runtime, chained, spec.fn.instantiate(jvm), selector(node.key1));
    case 'filter':
      return new FilterOperator(runtime, chained, spec.fn.instantiate(jvm), selector(node.key1));
    case 'process':
      return new ProcessOperator(runtime, chained, spec.fn.instantiate(jvm), null);
    case 'asyncWait':
      return new AsyncWaitOperator(runtime, chained, spec.fn.instantiate(jvm), spec);
    case 'own':
      return new OwnOneInputOperator(runtime, chained, spec.fn.instantiate(jvm), selector(node.key1));
    case 'keyedProcess':
      return new KeyedProcessOperator(runtime, chained, spec.fn.instantiate(jvm), key1());
    case 'reduce': {
      const Reduce = settings.batch ? BatchGroupedReduceOperator : GroupedReduceOperator;
      return new Reduce(runtime, chained, spec.fn.instantiate(jvm), key1());
    }
    case 'aggregation': {
      const Reduce = settings.batch ? BatchGroupedReduceOperator : GroupedReduceOperator;
      const reduce = aggregator(spec.how, spec.type, spec.path ?? [spec.field], spec.first, true);
      return new Reduce(runtime, chained, { reduce }, key1());
    }
    case 'timestampsAndWatermarks':
      return new WatermarksOperator(runtime, chained, spec.strategy.instantiate(jvm));
    case 'window':
      return new WindowOperator(runtime, chained, spec, key1(), jvm);
    case 'tag':
      return new TagOperator(runtime, chained, spec.side);
    case 'coMap':
      return new CoMapOperator(runtime, chained, spec.fn.instantiate(jvm), selector(node.key1), selector(node.key2));
    case 'coFlatMap':
      return new CoFlatMapOperator(
        runtime,
        chained,
        spec.fn.instantiate(jvm),
        selector(node.key1),
        selector(node.key2),
      );
    case 'coProcess':
      return new CoProcessOperator(
        runtime,
        chained,
        spec.fn.instantiate(jvm),
        selector(node.key1),
        selector(node.key2),
      );
    case 'broadcastProcess':
      return new BroadcastProcessOperator(
        runtime,
        chained,
        spec.fn.instantiate(jvm),
        spec.descriptors,
        selector(node.key1),
      );
    case 'intervalJoin':
      return new IntervalJoinOperator(
        runtime,
        chained,
        spec.fn.instantiate(jvm),
        key1(),
        selector(node.key2) ?? NULL_KEY,
        spec,
      );
    case 'sink.print':
      return new PrintOperator(runtime, chained, spec.identifier, spec.stderr);
    case 'sink.function':
      return new SinkOperator(runtime, chained, spec.fn.instantiate(jvm), null);
    case 'sink.file':
      return new FileSinkOperator(runtime, chained, spec, services.fileSystems);
    case 'sink.connector':
      if (spec.connector.kind === 'files')
        return new PartFileSinkOperator(runtime, chained, spec.connector, services.fileSystems);
      throw new JavaError('java.lang.UnsupportedOperationException', 'not simulated: the Kafka sink', [], null);
    case 'sink.discard':
      return new DiscardOperator(runtime, chained);
    case 'sink.committer':
      return new DiscardOperator(runtime, chained);
    case 'iteration.head':
      return new IterationHeadOperator(runtime, chained, spec.broker, spec.maxWait);
    case 'iteration.tail':
      return new IterationTailOperator(runtime, chained, spec.broker);
    default:
      return createBatchOperator(chained, spec, services, createOperator);
  }
}
