import { adjacencyOf } from './stream-graph.ts';
import type { JobGraph, StreamEdge, StreamGraph, StreamNode } from './types.ts';

/** The two plans in JSON: of the stream graph (`flink info`, getExecutionPlan) and of the job graph (`/jobs/:id/plan`). */

export interface StreamPlan {
  readonly nodes: readonly StreamPlanNode[];
}
export interface StreamPlanNode {
  readonly id: number;
  readonly [field: string]: unknown;
}

/** JSONGenerator: sinks last, else by id; field order is Flink's. */
export function streamPlan(graph: StreamGraph): StreamPlan {
  const { node, ins } = adjacencyOf(graph);
  const toVisit = graph.nodes
    .map(({ id }) => id)
    .sort((a, b) => sinkLast(node.get(a)!) - sinkLast(node.get(b)!) || a - b);
  const nodes: StreamPlanNode[] = [];
  const remapped = new Map<number, number>();
  while (toVisit.length > 0) {
    const current = node.get(toVisit[0]!)!;
    const inputs = ins(current.id);
    const waits = inputs.some((edge) => toVisit.includes(edge.from)) && current.role !== 'source';
    const head = inputs.map(({ from }) => from).find((from) => isLoopHead(node.get(from)!));
    if (waits && head !== undefined) {
      toVisit.splice(toVisit.indexOf(head), 1);
      nodes.push(iteration(graph, head, toVisit, remapped));
      continue;
    }
    toVisit.shift();
    nodes.push({
      ...describe(current),
      ...(current.role === 'source'
        ? {}
        : { predecessors: inputs.map((edge) => predecessor(edge, remapped.get(edge.from) ?? edge.from)) }),
    });
  }
  return { nodes };
}

function sinkLast(node: StreamNode): number {
  return node.role === 'sink' ? 1 : 0;
}
function isLoopHead(node: StreamNode): boolean {
  return node.operator.kind === 'iteration.head' || node.operator.kind === 'iteration.tail';
}

/** visitIteration: everything up to the loop's next end is a step of it. */
function iteration(graph: StreamGraph, head: number, toVisit: number[], remapped: Map<number, number>): StreamPlanNode {
  const { node, ins } = adjacencyOf(graph);
  const steps: unknown[] = [];
  const outside: unknown[] = [];
  while (toVisit.length > 0) {
    const current = node.get(toVisit.shift()!)!;
    if (isLoopHead(current)) break;
    const predecessors: unknown[] = [];
    for (const edge of ins(current.id)) {
      if (remapped.has(edge.from)) predecessors.push(predecessor(edge, edge.from));
      else if (!isLoopHead(node.get(edge.from)!)) outside.push(predecessor(edge, edge.from));
    }
    steps.push({ ...describe(current), predecessors });
    remapped.set(current.id, head);
  }
  return {
    step_function: steps,
    id: head,
    pact: 'IterativeDataStream',
    parallelism: node.get(head)!.parallelism,
    contents: 'Stream Iteration',
    predecessors: outside,
  };
}

function describe(node: StreamNode): StreamPlanNode {
  const pact = { source: 'Data Source', sink: 'Data Sink', operator: 'Operator' }[node.role];
  return { id: node.id, type: node.name, pact, contents: node.name, parallelism: node.parallelism };
}

/** `side` is always "second": Flink asks for the size of the list after the input was added to it. */
function predecessor(edge: StreamEdge, id: number): unknown {
  return { id, ship_strategy: edge.partitioner.kind, side: 'second' };
}

/** ObjectNode.toPrettyString, as `flink info` prints it. */
function prettyJson(value: unknown, indent = ''): string {
  if (Array.isArray(value)) {
    if (value.length === 0) return '[ ]';
    return `[ ${value.map((item) => prettyJson(item, indent)).join(', ')} ]`;
  }
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value);
    if (entries.length === 0) return '{ }';
    const inner = `${indent}  `;
    const lines = entries.map(([key, item]) => `${inner}${JSON.stringify(key)} : ${prettyJson(item, inner)}`);
    return `{\n${lines.join(',\n')}\n${indent}}`;
  }
  return JSON.stringify(value);
}

/** The plan that `flink info` prints between its lines. */
export function streamPlanText(graph: StreamGraph): string {
  return prettyJson(streamPlan(graph));
}

// ---- job graph -------------------------------------------------------------------------------------------------------

export interface JobPlan {
  readonly jid: string;
  readonly name: string;
  readonly nodes: readonly JobPlanNode[];
}
export interface JobPlanNode {
  readonly id: string;
  readonly parallelism: number;
  readonly operator: string;
  readonly operator_strategy: string;
  readonly description: string;
  readonly inputs?: readonly unknown[];
  readonly optimizer_properties: unknown;
}

/** JsonPlanGenerator.generatePlan. */
export function jobPlan(graph: JobGraph): JobPlan {
  const vertices = new Map(graph.vertices.map((vertex) => [vertex.id, vertex]));
  return {
    jid: graph.jobId,
    name: graph.jobName,
    nodes: graph.planOrder.map((id): JobPlanNode => {
      const vertex = vertices.get(id)!;
      const { batch } = vertex;
      const inputs = vertex.inputs.map((edge, num) => ({
        num,
        id: edge.source,
        ship_strategy: edge.shipStrategy,
        ...(edge.localStrategy === undefined ? {} : { local_strategy: edge.localStrategy }),
        ...(edge.caching === undefined ? {} : { caching: edge.caching }),
        exchange: edge.result.toLowerCase(),
      }));
      return {
        id,
        parallelism: vertex.parallelism,
        operator: batch?.operator ?? '',
        operator_strategy: lines(escapeHtml(batch?.operatorStrategy ?? '')),
        description: lines(escapeHtml(batch?.description ?? vertex.name)).replaceAll('\\', '&#92;'),
        ...(inputs.length > 0 ? { inputs } : {}),
        optimizer_properties: batch ? JSON.parse(batch.optimizerProperties) : {},
      };
    }),
  };
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** StringEscapeUtils.escapeHtml4 for the characters that have a name there: ASCII's four and Latin-1's. */
function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (char) => ENTITIES[char]!);
}

function lines(text: string): string {
  return text.replaceAll('\n', '<br/>');
}
