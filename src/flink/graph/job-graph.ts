import { illegalState, unsupported } from '../api/errors.ts';
import type { Jar } from '../api/jar.ts';
import { cutReason, inputCutReason, isChainable } from './chaining.ts';
import { operatorIds } from './operator-ids.ts';
import { adjacencyOf } from './stream-graph.ts';
import { sortTopologically } from './topology.ts';
import type { ChainedOperator, JobEdge, JobGraph, JobSettings, JobVertex, StreamEdge, StreamGraph } from './types.ts';

/** StreamingJobGraphGenerator: chains of operators become vertices. */

export interface JobGraphOptions {
  /** 32 hex digits. */
  readonly jobId: string;
  readonly jar?: Jar | null;
  readonly savepoint?: JobGraph['savepoint'];
}

/** A chain while it is being built: its head and the new sources that are chained into it. */
interface Chain {
  readonly head: number;
  readonly sources: number[];
}

type MutableVertex = { -readonly [K in keyof JobVertex]: JobVertex[K] } & { inputs: JobEdge[] };

/** Throws JavaError as createJobGraph does. */
export function generateJobGraph(streamGraph: StreamGraph, options: JobGraphOptions): JobGraph {
  const settings = validate(streamGraph);
  const { vertices, edges, planOrder } = new Generator(streamGraph).generate();
  return {
    jobId: options.jobId,
    jobName: streamGraph.jobName,
    vertices: sortTopologically(vertices, edges),
    planOrder,
    edges,
    settings,
    streamGraph,
    jar: options.jar ?? null,
    savepoint: options.savepoint ?? null,
    cuts: streamGraph.edges.flatMap((edge) => {
      const reason = cutOf(edge, streamGraph);
      return reason === null ? [] : [{ from: edge.from, to: edge.to, reason }];
    }),
    type: settings.batch ? 'BATCH' : 'STREAMING',
  };
}

function cutOf(edge: StreamEdge, graph: StreamGraph): string | null {
  const reason = cutReason(edge, graph);
  return reason !== null && chainsSource(edge, graph) ? null : reason;
}

/** buildChainedInputsAndGetHeadInputs: a FLIP-27 source with one consumer that takes sources into its chain. */
function chainsSource(edge: StreamEdge, graph: StreamGraph): boolean {
  const { node, outs } = adjacencyOf(graph);
  return (
    node.get(edge.from)!.newSource &&
    outs(edge.from).length === 1 &&
    node.get(edge.to)!.chaining === 'HEAD_WITH_SOURCES' &&
    inputCutReason(edge, graph) === null
  );
}

/** preValidate. */
function validate(graph: StreamGraph): JobSettings {
  const { checkpoint } = graph.settings;
  const iterative = graph.nodes.some((node) => node.operator.kind === 'iteration.head');
  if (checkpoint.interval !== null) {
    if (iterative && !checkpoint.forced) {
      throw unsupported(
        'Checkpointing is currently not supported by default for iterative jobs, as we cannot guarantee exactly once ' +
          'semantics. State checkpoints happen normally, but records in-transit during the snapshot will be lost upon ' +
          'failure. \nThe user can force enable state checkpoints with the reduced guarantees by calling: ' +
          'env.enableCheckpointing(interval,true)',
      );
    }
    if (checkpoint.unaligned && !checkpoint.unalignedForced) {
      const force = "\nThe user can force Unaligned Checkpoints by using 'execution.checkpointing.unaligned.forced'";
      if (iterative) {
        throw unsupported(
          'Unaligned Checkpoints are currently not supported for iterative jobs, as rescaling would require alignment ' +
            `(in addition to the reduced checkpointing guarantees).${force}`,
        );
      }
      if (graph.edges.some((edge) => edge.partitioner.kind === 'CUSTOM')) {
        throw unsupported(
          'Unaligned checkpoints are currently not supported for custom partitioners, as rescaling is not guaranteed ' +
            `to work correctly.${force}`,
        );
      }
    }
  }
  const unaligned = checkpoint.unaligned && checkpoint.mode === 'EXACTLY_ONCE';
  return { ...graph.settings, checkpoint: { ...checkpoint, unaligned } };
}

class Generator {
  private readonly ids: ReadonlyMap<number, string>;
  private readonly vertices = new Map<number, MutableVertex>();
  private readonly built = new Set<number>();
  private readonly names = new Map<number, string>();
  private readonly chains = new Map<number, Chain>();
  private readonly operators = new Map<number, ChainedOperator[]>();
  private readonly edges: JobEdge[] = [];

  constructor(private readonly graph: StreamGraph) {
    this.ids = operatorIds(graph);
  }

  generate(): { vertices: JobVertex[]; edges: JobEdge[]; planOrder: string[] } {
    for (const chain of this.entryPoints()) this.createChain(chain.head, chain);
    this.setCoLocation();
    const vertices = [...this.vertices.values()];
    return { vertices, edges: this.edges, planOrder: vertices.map(({ id }) => id) };
  }

  private entryPoints(): Chain[] {
    const { outs } = adjacencyOf(this.graph);
    for (const source of this.graph.nodes.filter(({ role }) => role === 'source')) {
      const [edge] = outs(source.id);
      if (edge && chainsSource(edge, this.graph)) {
        this.chainOf(edge.to).sources.push(source.id);
        this.names.set(source.id, source.name);
      } else {
        this.chainOf(source.id);
      }
    }
    return [...this.chains.values()].sort((a, b) => a.head - b.head);
  }

  private chainOf(head: number): Chain {
    let chain = this.chains.get(head);
    if (!chain) {
      chain = { head, sources: [] };
      this.chains.set(head, chain);
    }
    return chain;
  }

  /** Gives the edges that leave the chain, in Flink's order; they become the vertex's results. */
  private createChain(current: number, chain: Chain): StreamEdge[] {
    if (this.built.has(chain.head)) return [];
    const { outs, node } = adjacencyOf(this.graph);
    const chained = outs(current).filter((edge) => isChainable(edge, this.graph));
    const cut = outs(current).filter((edge) => !isChainable(edge, this.graph));
    const operator: ChainedOperator = {
      node: node.get(current)!,
      id: this.ids.get(current)!,
      chainedOutputs: chained,
      outputs: cut,
    };
    const operators = this.operators.get(chain.head);
    if (operators) operators.push(operator);
    else this.operators.set(chain.head, [operator]);
    const leaving: StreamEdge[] = [];
    for (const edge of chained) leaving.push(...this.createChain(edge.to, chain));
    for (const edge of cut) {
      leaving.push(edge);
      this.createChain(edge.to, this.chainOf(edge.to));
    }
    this.names.set(current, this.nameOf(current, chained));
    if (current === chain.head) {
      this.createVertex(chain);
      for (const edge of leaving) this.connect(chain.head, edge);
    }
    return leaving;
  }

  /** createChainedName: `A -> B`, `A -> (B, C)`; chained sources in brackets. */
  private nameOf(current: number, chained: readonly StreamEdge[]): string {
    const own = adjacencyOf(this.graph).node.get(current)!.name;
    const sources = this.chains.get(current)?.sources ?? [];
    const name = sources.length === 0 ? own : `${own} [${sources.map((id) => this.names.get(id)).join(', ')}]`;
    const following = chained.map((edge) => this.names.get(edge.to)!);
    if (following.length === 0) return name;
    return `${name} -> ${following.length === 1 ? following[0] : `(${following.join(', ')})`}`;
  }

  private createVertex(chain: Chain): void {
    const { node, outs } = adjacencyOf(this.graph);
    const head = node.get(chain.head)!;
    const sources = chain.sources.map(
      (id): ChainedOperator => ({
        node: node.get(id)!,
        id: this.ids.get(id)!,
        chainedOutputs: outs(id),
        outputs: [],
      }),
    );
    this.built.add(chain.head);
    this.vertices.set(chain.head, {
      id: this.ids.get(chain.head)!,
      name: this.names.get(chain.head)!,
      parallelism: head.parallelism,
      maxParallelism: head.maxParallelism ?? -1,
      slotSharingGroup: head.slotSharingGroup,
      coLocationGroup: head.coLocationGroup,
      chain: [...sources, ...this.operators.get(chain.head)!],
      inputs: [],
    });
  }

  private connect(head: number, edge: StreamEdge): void {
    const [source, target] = [this.vertices.get(head)!, this.vertices.get(edge.to)!];
    const result = this.resultType(edge);
    const timeout = adjacencyOf(this.graph).node.get(edge.from)!.bufferTimeout;
    if (result === 'BLOCKING' && timeout !== -1) {
      throw unsupported(
        `Blocking partition does not support buffer timeout ${timeout} for src operator in edge ${edgeText(edge, this.graph)}. ` +
          '\nPlease either disable buffer timeout (via -1) or use the non-blocking partition.',
      );
    }
    const jobEdge: JobEdge = {
      source: source.id,
      target: target.id,
      edge,
      pattern: isPointwise(edge) ? 'POINTWISE' : 'ALL_TO_ALL',
      result,
      shipStrategy: edge.partitioner.kind,
    };
    target.inputs.push(jobEdge);
    this.edges.push(jobEdge);
  }

  /** determineResultPartitionType: in BATCH mode only FORWARD edges are pipelined. */
  private resultType(edge: StreamEdge): JobEdge['result'] {
    switch (edge.exchange) {
      case 'PIPELINED':
        return 'PIPELINED_BOUNDED';
      case 'BATCH':
        return 'BLOCKING';
      default:
        return this.graph.settings.batch && edge.partitioner.kind !== 'FORWARD' ? 'BLOCKING' : 'PIPELINED_BOUNDED';
    }
  }

  private setCoLocation(): void {
    const groups = new Map<string, string>();
    for (const { coLocationGroup, slotSharingGroup } of this.vertices.values()) {
      if (coLocationGroup === null) continue;
      const known = groups.get(coLocationGroup) ?? slotSharingGroup;
      if (known !== slotSharingGroup) {
        throw illegalState('Cannot co-locate operators from different slot sharing groups');
      }
      groups.set(coLocationGroup, known);
    }
  }
}

function isPointwise(edge: StreamEdge): boolean {
  return edge.partitioner.kind === 'FORWARD' || edge.partitioner.kind === 'RESCALE';
}

/** StreamEdge.toString. */
function edgeText(edge: StreamEdge, graph: StreamGraph): string {
  const { node, outs } = adjacencyOf(graph);
  const [from, to] = [node.get(edge.from)!, node.get(edge.to)!];
  const uniqueId = outs(edge.from)
    .filter((other) => other.to === edge.to)
    .indexOf(edge);
  return (
    `(${from.name}-${from.id} -> ${to.name}-${to.id}, typeNumber=${edge.typeNumber}, ` +
    `outputPartitioner=${edge.partitioner.kind}, bufferTimeout=${from.bufferTimeout}, outputTag=${tagText(edge)}, uniqueId=${uniqueId})`
  );
}

/** OutputTag.toString. */
function tagText({ tag }: StreamEdge): string {
  return tag ? `OutputTag(${tag.type.name}, ${tag.id})` : 'null';
}
