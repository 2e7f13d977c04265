import { defaultEnvironmentState } from '../../../src/flink/api/environment.ts';
import type { CheckpointConfig, RestartStrategy } from '../../../src/flink/api/transformations.ts';
import type {
  JobEdge,
  JobGraph,
  JobSettings,
  JobVertex,
  StreamEdge,
  StreamNode,
} from '../../../src/flink/graph/types.ts';

/** A job graph by hand, for tests of the control plane: one operator per vertex, no user code. */
export interface VertexSpec {
  readonly name: string;
  readonly parallelism: number;
  readonly maxParallelism?: number;
  readonly group?: string;
  /** Names of the vertices it reads, `HASH` unless said. */
  readonly inputs?: readonly (
    | string
    | {
        readonly from: string;
        readonly ship: 'FORWARD' | 'HASH' | 'REBALANCE' | 'RESCALE';
        readonly blocking?: boolean;
      }
  )[];
}
export interface JobSpec {
  readonly id?: string;
  readonly name?: string;
  readonly vertices: readonly VertexSpec[];
  readonly checkpoint?: Partial<CheckpointConfig>;
  readonly restart?: RestartStrategy;
  readonly savepoint?: JobGraph['savepoint'];
  readonly batch?: boolean;
}

const NO_CHECKPOINTS = defaultEnvironmentState(1, {}).checkpoint;

/** 32 hex digits from a name, so that the same vertex has the same id in every job. */
export function idOf(name: string): string {
  let hash = 0x811c9dc5;
  let text = '';
  for (let round = 0; text.length < 32; round++) {
    for (const char of `${round}${name}`) hash = Math.imul(hash ^ char.charCodeAt(0), 0x01000193);
    text += (hash >>> 0).toString(16).padStart(8, '0');
  }
  return text;
}

export function jobGraph(spec: JobSpec): JobGraph {
  const settings: JobSettings = {
    batch: spec.batch ?? false,
    checkpoint: { ...NO_CHECKPOINTS, ...spec.checkpoint },
    restart: spec.restart ?? { kind: 'fallback' },
    stateBackend: null,
    timeCharacteristic: 'EventTime',
    autoWatermarkInterval: 200,
    objectReuse: false,
    maxParallelism: null,
    globalJobParameters: {},
    configuration: {},
    parallelism: 1,
  };
  const nodes: StreamNode[] = [];
  const streamEdges: StreamEdge[] = [];
  const vertices: JobVertex[] = [];
  const edges: JobEdge[] = [];
  const number = new Map(spec.vertices.map((vertex, i) => [vertex.name, i + 1]));
  for (const vertex of spec.vertices) {
    const node: StreamNode = {
      id: number.get(vertex.name)!,
      name: vertex.name,
      operator: vertex.inputs ? { kind: 'sink.discard' } : { kind: 'source.sequence', from: 0, to: 0 },
      parallelism: vertex.parallelism,
      maxParallelism: vertex.maxParallelism ?? null,
      slotSharingGroup: vertex.group ?? 'default',
      coLocationGroup: null,
      bufferTimeout: 100,
      chaining: 'ALWAYS',
      legacySource: true,
      newSource: false,
      role: vertex.inputs ? 'operator' : 'source',
      yielding: false,
      uid: null,
      uidHash: null,
      key1: null,
      key2: null,
      outputType: { kind: 'basic', name: 'Integer', fields: [], isKeyType: true },
    };
    nodes.push(node);
    const inputs = (vertex.inputs ?? []).map((input): JobEdge => {
      const { from, ship, blocking } =
        typeof input === 'string' ? { from: input, ship: 'HASH' as const, blocking: false } : input;
      const edge: StreamEdge = {
        from: number.get(from)!,
        to: node.id,
        partitioner:
          ship === 'HASH'
            ? { kind: 'HASH', selector: { name: 'key', instantiate: () => ({ getKey: (value) => value }) } }
            : { kind: ship },
        typeNumber: 0,
        tag: null,
        exchange: 'UNDEFINED',
      };
      streamEdges.push(edge);
      return {
        source: idOf(from),
        target: idOf(vertex.name),
        edge,
        pattern: ship === 'FORWARD' || ship === 'RESCALE' ? 'POINTWISE' : 'ALL_TO_ALL',
        result: blocking ? 'BLOCKING' : 'PIPELINED_BOUNDED',
        shipStrategy: ship,
      };
    });
    edges.push(...inputs);
    vertices.push({
      id: idOf(vertex.name),
      name: vertex.name,
      parallelism: vertex.parallelism,
      maxParallelism: vertex.maxParallelism ?? -1,
      slotSharingGroup: vertex.group ?? 'default',
      coLocationGroup: null,
      chain: [{ node, id: idOf(vertex.name), chainedOutputs: [], outputs: [] }],
      inputs,
    });
  }
  const jobName = spec.name ?? 'Test job';
  return {
    jobId: spec.id ?? idOf(`job ${jobName}`),
    jobName,
    vertices,
    edges,
    settings,
    streamGraph: { jobName, nodes, edges: streamEdges, settings, chaining: true },
    jar: null,
    savepoint: spec.savepoint ?? null,
    cuts: [],
    planOrder: vertices.map((vertex) => vertex.id),
    type: spec.batch ? 'BATCH' : 'STREAMING',
  };
}
