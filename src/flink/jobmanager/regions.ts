import type { JobEdge } from '../graph/types.ts';
import type { ExecutionGraph, ExecutionVertex } from './execution-graph.ts';

/** Tasks that only run together: connected by pipelined edges, cycles of blocking edges between regions merged. */
export interface PipelinedRegion {
  /** Topological order. */
  readonly tasks: readonly ExecutionVertex[];
}

export interface RegionTopology {
  readonly regions: readonly PipelinedRegion[];
  regionOf(task: ExecutionVertex): PipelinedRegion;
  /** Regions whose blocking results this one reads. */
  producers(region: PipelinedRegion): ReadonlySet<PipelinedRegion>;
  consumers(region: PipelinedRegion): ReadonlySet<PipelinedRegion>;
}

/** PipelinedRegionComputeUtil: union-find over the pipelined edges. */
export function computeRegions(graph: ExecutionGraph): RegionTopology {
  const index = new Map<ExecutionVertex, number>();
  for (const [i, task] of graph.tasks.entries()) index.set(task, i);
  const parent = graph.tasks.map((_, i) => i);
  const find = (i: number): number => {
    let root = i;
    while (parent[root] !== root) root = parent[root]!;
    while (parent[i] !== root) {
      const next = parent[i]!;
      parent[i] = root;
      i = next;
    }
    return root;
  };
  const union = (a: number, b: number): void => {
    const [x, y] = [find(a), find(b)];
    // The earliest task is the root, so that regions come out in topological order.
    if (x < y) parent[y] = x;
    else parent[x] = y;
  };
  for (const vertex of graph.vertices) {
    for (const [e, edge] of vertex.vertex.inputs.entries()) {
      if (edge.result === 'BLOCKING') continue;
      if (edge.pattern === 'ALL_TO_ALL') {
        const first = index.get(vertex.subtasks[0]!)!;
        for (const task of vertex.subtasks) union(first, index.get(task)!);
        for (const producer of graph.byId.get(edge.source)!.subtasks) union(first, index.get(producer)!);
      } else {
        for (const task of vertex.subtasks) {
          for (const producer of task.inputs[e]!.producers) union(index.get(producer)!, index.get(task)!);
        }
      }
    }
  }
  mergeCycles(graph, index, find, union);

  const byRoot = new Map<number, ExecutionVertex[]>();
  graph.tasks.forEach((task, i) => {
    const root = find(i);
    const tasks = byRoot.get(root);
    if (tasks) tasks.push(task);
    else byRoot.set(root, [task]);
  });
  const regions = [...byRoot.values()].map((tasks): PipelinedRegion => ({ tasks }));
  const owner = new Map<ExecutionVertex, PipelinedRegion>();
  for (const region of regions) for (const task of region.tasks) owner.set(task, region);
  const producers = new Map<PipelinedRegion, Set<PipelinedRegion>>(regions.map((region) => [region, new Set()]));
  const consumers = new Map<PipelinedRegion, Set<PipelinedRegion>>(regions.map((region) => [region, new Set()]));
  for (const region of regions) {
    for (const task of region.tasks) {
      for (const input of task.inputs) {
        if (input.edge.result !== 'BLOCKING') continue;
        for (const producer of input.producers) {
          const from = owner.get(producer)!;
          if (from === region) continue;
          producers.get(region)!.add(from);
          consumers.get(from)!.add(region);
        }
      }
    }
  }
  return {
    regions,
    regionOf: (task) => owner.get(task)!,
    producers: (region) => producers.get(region)!,
    consumers: (region) => consumers.get(region)!,
  };
}

/** Regions that lie on a cycle of blocking edges become one (Tarjan's strongly connected components). */
function mergeCycles(
  graph: ExecutionGraph,
  index: ReadonlyMap<ExecutionVertex, number>,
  find: (i: number) => number,
  union: (a: number, b: number) => void,
): void {
  const out = new Map<number, Set<number>>();
  for (const task of graph.tasks) {
    for (const input of task.inputs) {
      if (input.edge.result !== 'BLOCKING') continue;
      const to = find(index.get(task)!);
      for (const producer of input.producers) {
        const from = find(index.get(producer)!);
        if (from === to) continue;
        const targets = out.get(from);
        if (targets) targets.add(to);
        else out.set(from, new Set([to]));
      }
    }
  }
  const order = new Map<number, number>();
  const low = new Map<number, number>();
  const stack: number[] = [];
  const onStack = new Set<number>();
  for (const root of out.keys()) {
    if (order.has(root)) continue;
    const work: { readonly node: number; readonly next: Iterator<number> }[] = [];
    const enter = (node: number): void => {
      order.set(node, order.size);
      low.set(node, order.get(node)!);
      stack.push(node);
      onStack.add(node);
      work.push({ node, next: (out.get(node) ?? new Set<number>()).values() });
    };
    enter(root);
    while (work.length > 0) {
      const { node, next } = work.at(-1)!;
      const step = next.next();
      if (!step.done) {
        if (!order.has(step.value)) enter(step.value);
        else if (onStack.has(step.value)) low.set(node, Math.min(low.get(node)!, order.get(step.value)!));
        continue;
      }
      work.pop();
      const above = work.at(-1);
      if (above) low.set(above.node, Math.min(low.get(above.node)!, low.get(node)!));
      if (low.get(node) !== order.get(node)) continue;
      for (;;) {
        const member = stack.pop()!;
        onStack.delete(member);
        if (member === node) break;
        union(node, member);
      }
    }
  }
}

/**
 * RestartPipelinedRegionFailoverStrategy: the failed task's region, the producers of results that are gone, and all consumers of what
 * restarts. `available` tells whether a blocking result can still be read.
 */
export function tasksToRestart(
  topology: RegionTopology,
  failed: ExecutionVertex,
  available: (producer: ExecutionVertex, edge: JobEdge) => boolean,
): ExecutionVertex[] {
  const restart = new Set<PipelinedRegion>();
  const visit: PipelinedRegion[] = [topology.regionOf(failed)];
  for (let region = visit.pop(); region; region = visit.pop()) {
    if (restart.has(region)) continue;
    restart.add(region);
    for (const task of region.tasks) {
      for (const input of task.inputs) {
        for (const producer of input.producers) {
          const from = topology.regionOf(producer);
          if (from !== region && !restart.has(from) && !available(producer, input.edge)) visit.push(from);
        }
      }
    }
    for (const consumer of topology.consumers(region)) visit.push(consumer);
  }
  // A task that never left CREATED need not start again.
  return topology.regions
    .flatMap((region) => (restart.has(region) ? region.tasks : []))
    .filter((task) => task.current.state !== 'CREATED');
}
