import type { JobEdge } from '../graph/types.ts';
import type { ShuffleDescriptor, TaskDeploymentDescriptor } from '../rpc/gateways.ts';
import type { Execution, ExecutionGraph, ExecutionVertex } from './execution-graph.ts';
import type { PhysicalSlot } from './slot-pool.ts';

/**
 * What TaskManagers are told to run (TaskDeploymentDescriptorFactory), for tasks that are deployed together: consumers that read the same
 * producers get the same list of shuffle descriptors.
 */
export function deploymentDescriptors(
  graph: ExecutionGraph,
): (execution: Execution, slot: PhysicalSlot) => TaskDeploymentDescriptor {
  /** By list of producers (one for all consumers of an all-to-all edge) and by edge. */
  const known = new Map<readonly ExecutionVertex[], Map<JobEdge, readonly ShuffleDescriptor[]>>();
  const describe = ({ edge, producers }: ExecutionVertex['inputs'][number]): readonly ShuffleDescriptor[] => {
    const byEdge = known.get(producers) ?? new Map<JobEdge, readonly ShuffleDescriptor[]>();
    known.set(producers, byEdge);
    const descriptors =
      byEdge.get(edge) ??
      producers.map(({ current }) => ({
        producer: current.id,
        taskManagerId: current.location?.taskManager ?? '',
        edge,
      }));
    byEdge.set(edge, descriptors);
    return descriptors;
  };
  return ({ id, vertex, restore }, slot) => ({
    job: graph.job,
    vertex: vertex.jobVertex.vertex,
    attempt: id,
    parallelism: vertex.jobVertex.parallelism,
    maxParallelism: vertex.jobVertex.maxParallelism,
    allocationId: slot.allocationId,
    slot: slot.index,
    inputs: vertex.inputs.map((input) => ({ edge: input.edge, producers: describe(input) })),
    outputs: vertex.outputs.map(({ edge, consumers }) => ({
      edge,
      consumers,
      maxParallelism: graph.byId.get(edge.target)!.maxParallelism,
    })),
    restore,
  });
}
