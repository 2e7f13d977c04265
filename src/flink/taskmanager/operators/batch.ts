import { JavaError } from '../../api/jar.ts';
import type { OperatorSpec } from '../../api/transformations.ts';
import { copy } from '../../api/values.ts';
import { type FileSystems, locate, pathText } from '../../deployment/file-systems.ts';
import type { ChainedOperator } from '../../graph/types.ts';
import { createFileSplits, linesOf, listFiles, parserOf } from '../files.ts';
import type { SourceServices } from '../sources/functions.ts';
import { GroupReduceOperator, SortOperator } from './batch-groups.ts';
import { IterationHeadOperator, IterationSyncOperator, IterationTailOperator } from './batch-iterations.ts';
import { CoGroupOperator, CrossOperator, JoinOperator } from './batch-joins.ts';
import { PhasedOperator } from './batch-phases.ts';
import { StreamOperator, type TaskRuntime } from './operator.ts';
import { SourceOperator } from './source.ts';

type BatchSpec = Extract<OperatorSpec, { kind: `batch.${string}` }>;

/** DataSet drivers. They take all their input, then emit at its end. */
export function createBatchOperator(
  chained: ChainedOperator,
  spec: BatchSpec,
  services: SourceServices,
  /** Makes the operator inside one that waits for all its inputs. */
  createOperator: (chained: ChainedOperator, services: SourceServices) => StreamOperator,
): StreamOperator {
  const { runtime } = services;
  switch (spec.kind) {
    case 'batch.source':
      return new SourceOperator(runtime, chained, batchSource(spec, services.fileSystems, runtime), true, null);
    case 'batch.groupReduce':
    case 'batch.combine':
      return new GroupReduceOperator(runtime, chained, spec);
    case 'batch.phased': {
      const inner = { ...chained, node: { ...chained.node, operator: spec.operator } };
      return new PhasedOperator(runtime, chained, spec, createOperator(inner, services));
    }
    case 'batch.iterationHead':
      return new IterationHeadOperator(runtime, chained, spec);
    case 'batch.iterationTail':
      return new IterationTailOperator(runtime, chained, spec);
    case 'batch.iterationSync':
      return new IterationSyncOperator(runtime, chained, spec);
    case 'batch.join':
      return new JoinOperator(runtime, chained, spec);
    case 'batch.coGroup':
      return new CoGroupOperator(runtime, chained, spec);
    case 'batch.cross':
      return new CrossOperator(runtime, chained, spec);
    case 'batch.sort':
      return new SortOperator(runtime, chained, spec.sort);
    case 'batch.collect':
      return spec.counts
        ? new CountOperator(runtime, chained, spec.accumulator)
        : new CollectOperator(runtime, chained, spec.accumulator);
  }
}

/** Where a file that is not there is looked for. */
const NO_FILE = [
  'org.apache.flink.core.fs.local.LocalFileSystem.getFileStatus(LocalFileSystem.java:106)',
  'org.apache.flink.api.common.io.FileInputFormat.createInputSplits(FileInputFormat.java:600)',
];

function batchSource(
  spec: Extract<OperatorSpec, { kind: 'batch.source' }>,
  fileSystems: FileSystems,
  runtime: TaskRuntime,
): import('../../api/functions.ts').SourceFunction {
  let running = true;
  return {
    *run(context) {
      if (spec.elements) {
        // A collection is one split: the first subtask reads it.
        if (runtime.subtask !== 0) return;
        for (const element of spec.elements) {
          if (!running) return;
          const wait = context.collect(copy(element));
          if (wait) yield wait;
        }
      }
      if (!spec.path || !spec.format) return;
      const { files, path } = locate(runtime.process, spec.path, fileSystems);
      if (!files.exists(path)) {
        const message = `File ${pathText(spec.path)} does not exist or the user running Flink ('${runtime.process.spec.user}') has insufficient permissions to access it.`;
        throw new JavaError('java.io.FileNotFoundException', message, NO_FILE, null);
      }
      const splits = createFileSplits(files, listFiles(files, path), runtime.parallelism);
      const parse = parserOf(spec.format);
      for (const split of splits) {
        if (split.number % runtime.parallelism !== runtime.subtask) continue;
        let first = split.start === 0;
        for (const line of linesOf(files.readText(split.path), split.start, split.length)) {
          if (!running) return;
          const record = parse(line, first);
          first = false;
          if (!record) continue;
          const wait = context.collect(record.value);
          if (wait) yield wait;
        }
      }
    },
    cancel() {
      running = false;
    },
  };
}

/** Utils.CollectHelper: what collect() and print() of a DataSet fetch, as an accumulator. */
class CollectOperator extends StreamOperator {
  private readonly values: unknown[] = [];
  constructor(runtime: TaskRuntime, chained: ChainedOperator, accumulator: string) {
    super(runtime, chained);
    runtime.accumulators.set(accumulator, {
      kind: 'list',
      add: (value) => this.values.push(value),
      localValue: () => [...this.values],
    });
  }
  processElement(value: unknown, _timestamp: number): void {
    this.recordsIn++;
    this.values.push(copy(value));
  }
}

/** Utils.CountHelper: what count() of a DataSet fetches. */
class CountOperator extends StreamOperator {
  constructor(runtime: TaskRuntime, chained: ChainedOperator, accumulator: string) {
    super(runtime, chained);
    runtime.accumulators.set(accumulator, {
      kind: 'long',
      add: () => undefined,
      localValue: () => BigInt(this.recordsIn),
    });
  }
  processElement(_value: unknown, _timestamp: number): void {
    this.recordsIn++;
  }
}
