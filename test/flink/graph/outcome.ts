import { JavaError } from '../../../src/flink/api/jar.ts';
import { generateJobGraph } from '../../../src/flink/graph/job-graph.ts';
import { jobPlan, streamPlan } from '../../../src/flink/graph/plan.ts';
import { generateStreamGraph } from '../../../src/flink/graph/stream-graph.ts';
import type { JobGraph } from '../../../src/flink/graph/types.ts';
import { buildProgram } from './random-programs.ts';

/** What a program becomes, in the form in which Programs.java writes it for Flink. */
export interface Outcome {
  readonly error?: string;
  readonly stream?: unknown;
  readonly plan?: unknown;
  readonly vertices?: readonly string[];
}

/** JobID(0, 1). */
const JOB_ID = '00000000000000000000000000000001';

export function outcome(program: string): Outcome {
  try {
    const { environment } = buildProgram(program).takeProgram('job');
    const stream = generateStreamGraph(environment, 'job');
    const graph = generateJobGraph(stream, { jobId: JOB_ID });
    return { stream: streamPlan(stream), plan: jobPlan(graph), vertices: describeVertices(graph) };
  } catch (error) {
    if (!(error instanceof JavaError)) throw error;
    return { error: error.message.replaceAll('\n', ' ') };
  }
}

/** Per vertex in topological order: id, name, parallelisms, slot sharing group by number; then its inputs and operator ids. */
function describeVertices({ vertices }: JobGraph): string[] {
  const groups: string[] = [];
  return vertices.flatMap((vertex) => {
    const { id, name, parallelism, maxParallelism, slotSharingGroup } = vertex;
    if (!groups.includes(slotSharingGroup)) groups.push(slotSharingGroup);
    const inputs = vertex.inputs.map(({ pattern, result }) => `<${pattern},${result}`).join('');
    const operators = vertex.chain.map((operator) => operator.id).sort();
    return [
      [id, name, parallelism, maxParallelism, groups.indexOf(slotSharingGroup)].join('|'),
      `${inputs}[${operators.join(', ')}]`,
    ];
  });
}
