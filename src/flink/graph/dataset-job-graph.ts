import type { DataSetPlan } from '../api/dataset-plan.ts';
import type { OperatorSpec, StreamEnvironmentState } from '../api/transformations.ts';
import { exchangeMode } from './dataset-channels.ts';
import type { Channel, FileStatistics, PlanNode } from './dataset-nodes.ts';
import { optimize } from './dataset-optimizer.ts';
import { driverOf, optimizerProperties, shipStrategy } from './dataset-plan-json.ts';
import type { JobGraphOptions } from './job-graph.ts';
import { jobSettings } from './job-settings.ts';
import { murmur3_128, toHex } from './operator-ids.ts';
import { DEFAULT_SLOT_SHARING_GROUP } from './stream-graph.ts';
import { sortTopologically } from './topology.ts';
import type { ChainedOperator, JobEdge, JobGraph, JobVertex, StreamEdge, StreamGraph, StreamNode } from './types.ts';

/** Optimizer and JobGraphGenerator: a DataSet program as a job of `batch.*` operators. */

export interface DataSetJobOptions extends JobGraphOptions {
  readonly statistics?: FileStatistics;
}

/** Vertex ids are random in Flink; here they follow from the job's id. */
export function generateDataSetJobGraph(
  plan: DataSetPlan,
  environment: StreamEnvironmentState,
  options: DataSetJobOptions,
): JobGraph {
  return new Generator(plan, environment, options).generate();
}

interface Input {
  readonly from: PlanNode;
  readonly to: PlanNode;
  readonly channel: Channel;
  /** 0 with one input, 1 and 2 with two, from 3 on broadcast sets. */
  readonly typeNumber: number;
}

/** Number of the first broadcast set among the inputs of a vertex. */
const FIRST_BROADCAST = 3;

class Generator {
  private readonly tasks: PlanNode[] = [];
  private readonly inputs = new Map<PlanNode, Input[]>();
  private readonly outputs = new Map<PlanNode, Input[]>();
  private readonly ids = new Map<PlanNode, number>();
  private readonly edges = new Map<Input, StreamEdge>();
  private readonly nodes = new Map<PlanNode, StreamNode>();

  constructor(
    private readonly plan: DataSetPlan,
    private readonly environment: StreamEnvironmentState,
    private readonly options: DataSetJobOptions,
  ) {}

  generate(): JobGraph {
    for (const sink of optimize(this.plan, this.options.statistics)) this.collect(sink);
    for (const task of this.tasks) this.nodes.set(task, this.nodeOf(task));
    for (const inputs of this.inputs.values()) {
      for (const input of inputs) {
        this.edges.set(input, {
          from: this.ids.get(input.from)!,
          to: this.ids.get(input.to)!,
          partitioner: input.channel.partitioner,
          typeNumber: input.typeNumber,
          tag: input.channel.tag ? { id: input.channel.tag, type: input.from.outputType } : null,
          exchange: exchangeMode(input.channel, input.to, this.plan.executionMode),
        });
      }
    }
    const heads = this.tasks.filter((task) => !this.chained(task));
    const vertexOf = new Map(heads.map((head, i) => [head, this.vertex(head, i)]));
    const jobEdges: JobEdge[] = [];
    for (const [head, vertex] of vertexOf) {
      for (const input of this.inputs.get(head)!)
        jobEdges.push(this.connect(input, vertexOf.get(this.headOf(input.from))!, vertex));
    }
    const vertices = sortTopologically([...vertexOf.values()], jobEdges);
    const streamGraph = this.streamGraph();
    return {
      jobId: this.options.jobId,
      jobName: this.plan.jobName,
      vertices,
      // Flink adds the vertices in the order of a hash map over object identities.
      planOrder: vertices.map(({ id }) => id),
      edges: jobEdges,
      settings: streamGraph.settings,
      streamGraph,
      jar: this.options.jar ?? null,
      savepoint: this.options.savepoint ?? null,
      cuts: jobEdges.map(({ edge, shipStrategy: ship, localStrategy }) => ({
        from: edge.from,
        to: edge.to,
        reason: ship === 'Forward' ? (localStrategy ?? 'its driver does not run inside another task') : ship,
      })),
      type: 'BATCH',
      dataSet: true,
    };
  }

  /** Producers before consumers; unions dissolve into several inputs of their consumer. */
  private collect(node: PlanNode): void {
    if (this.inputs.has(node)) return;
    const inputs: Input[] = [];
    this.inputs.set(node, inputs);
    this.outputs.set(node, []);
    for (const [i, channel] of node.inputs.entries()) {
      const typeNumber = node.inputs.length === 2 ? i + 1 : 0;
      for (const { source, via } of sourcesOf(channel))
        inputs.push({ from: source, to: node, channel: via, typeNumber });
    }
    for (const [i, { channel }] of node.broadcasts.entries()) {
      for (const { source, via } of sourcesOf(channel))
        inputs.push({ from: source, to: node, channel: via, typeNumber: FIRST_BROADCAST + i });
    }
    for (const input of inputs) {
      this.collect(input.from);
      this.outputs.get(input.from)!.push(input);
    }
    this.ids.set(node, this.tasks.length + 1);
    this.tasks.push(node);
    for (const each of node.attached) this.collect(each);
  }

  private chained(node: PlanNode): boolean {
    if (node.hidden) return true;
    const [input, ...more] = this.inputs.get(node)!;
    return (
      input !== undefined &&
      more.length === 0 &&
      node.chainable &&
      input.channel.ship === 'Forward' &&
      input.channel.local === null &&
      this.outputs.get(input.from)!.length === 1 &&
      input.from.parallelism === node.parallelism
    );
  }
  private headOf(node: PlanNode): PlanNode {
    let head = node;
    while (this.chained(head)) head = this.inputs.get(head)![0]!.from;
    return head;
  }
  private chainOf(head: PlanNode): PlanNode[] {
    const chain = [head];
    for (;;) {
      const outputs = this.outputs.get(chain.at(-1)!)!;
      const next = outputs.find(({ to }) => to.hidden) ?? outputs[0];
      if (!next || !this.chained(next.to)) return chain;
      chain.push(next.to);
    }
  }

  private vertex(head: PlanNode, index: number): JobVertex & { inputs: JobEdge[] } {
    const chain = this.chainOf(head);
    const shown = chain.filter(({ hidden }) => !hidden);
    const names = shown.map(({ nodeName }) => nodeName);
    const last = shown.at(-1)!;
    return {
      id: toHex(murmur3_128(new TextEncoder().encode(`${this.options.jobId}/${index}`))),
      name: shown.length > 1 ? `CHAIN ${names.join(' -> ')}` : names[0]!,
      parallelism: head.parallelism,
      maxParallelism: head.parallelism,
      slotSharingGroup: DEFAULT_SLOT_SHARING_GROUP,
      coLocationGroup: head.iteration,
      chain: chain.map((node, i) => this.operator(node, chain[i + 1])),
      inputs: [],
      batch: {
        operator: shown.map(({ pact }) => pact).join(' -> '),
        operatorStrategy: shown.map(strategyOf).join('\n -> '),
        description: names.join('\n -> '),
        optimizerProperties: JSON.stringify(optimizerProperties(last)),
      },
    };
  }

  private operator(node: PlanNode, next: PlanNode | undefined): ChainedOperator {
    const outputs = this.outputs.get(node)!;
    return {
      node: this.nodes.get(node)!,
      id: toHex(murmur3_128(new TextEncoder().encode(`${this.options.jobId}/operator/${this.ids.get(node)}`))),
      chainedOutputs: outputs.filter(({ to }) => to === next).map((input) => this.edges.get(input)!),
      outputs: outputs.filter(({ to }) => to !== next).map((input) => this.edges.get(input)!),
    };
  }

  private connect(input: Input, source: JobVertex, target: JobVertex & { inputs: JobEdge[] }): JobEdge {
    const { channel } = input;
    const edge: JobEdge = {
      source: source.id,
      target: target.id,
      edge: this.edges.get(input)!,
      pattern: channel.ship === 'Forward' ? 'POINTWISE' : 'ALL_TO_ALL',
      result: exchangeMode(channel, input.to, this.plan.executionMode) === 'BATCH' ? 'BLOCKING' : 'PIPELINED',
      shipStrategy: shipStrategy(channel),
      ...(channel.local === null ? {} : { localStrategy: channel.local }),
    };
    target.inputs.push(edge);
    return edge;
  }

  private nodeOf(task: PlanNode): StreamNode {
    return {
      id: this.ids.get(task)!,
      name: task.nodeName,
      operator: phased(task),
      parallelism: task.parallelism,
      maxParallelism: task.parallelism,
      slotSharingGroup: DEFAULT_SLOT_SHARING_GROUP,
      coLocationGroup: task.iteration,
      bufferTimeout: -1,
      chaining: 'ALWAYS',
      legacySource: false,
      newSource: false,
      role: task.type === 'pact' ? 'operator' : task.type,
      yielding: false,
      uid: null,
      uidHash: null,
      key1: null,
      key2: null,
      outputType: task.outputType,
      ...(task.parameters === null ? {} : { parameters: task.parameters }),
    };
  }

  private streamGraph(): StreamGraph {
    return {
      jobName: this.plan.jobName,
      nodes: this.tasks.map((task) => this.nodes.get(task)!),
      edges: [...this.edges.values()],
      chaining: true,
      settings: jobSettings(this.environment, true, this.plan.parallelism),
    };
  }
}

/** The tasks behind a channel: its source, or what a union there is made of, each through its own channel. */
function sourcesOf(channel: Channel): { readonly source: PlanNode; readonly via: Channel }[] {
  if (channel.source.spec !== null) return [{ source: channel.source, via: channel }];
  return channel.source.inputs.flatMap(sourcesOf);
}

/** Nodes with broadcast sets, and those of a step function, wait for all that they read. */
function phased(task: PlanNode): OperatorSpec {
  const operator = task.spec!;
  if (operator.kind === 'batch.iterationHead' || operator.kind === 'batch.iterationTail') return operator;
  if (task.iteration === null && task.broadcasts.length === 0) return operator;
  const channels = [
    ...task.inputs.map((channel, i) => ({ number: i + 1, channel })),
    ...task.broadcasts.map(({ channel }, i) => ({ number: FIRST_BROADCAST + i, channel })),
  ];
  const looping = channels.filter(({ channel: { source, tag } }) => source.iteration !== null && tag === undefined);
  return {
    kind: 'batch.phased',
    operator,
    dynamic: looping.filter(({ channel }) => channel.source.iteration === task.iteration).map(({ number }) => number),
    inputs: channels.map(({ number }) => number),
    broadcasts: task.broadcasts.map(({ name }) => name),
  };
}

/** JsonMapper.getOperatorStrategyString. */
function strategyOf(node: PlanNode): string {
  if (node.driver === null) return '(none)';
  return node.driver === 'FULL_OUTER_MERGE' ? 'Full Outer Merge' : driverOf(node, ({ nodeName }) => nodeName);
}
