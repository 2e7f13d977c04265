import { DEFAULT_JOB_NAME } from '../api/environment.ts';
import { illegalState } from '../api/errors.ts';
import type { ExecutableProgram } from '../api/jar.ts';
import { type DataSetJobOptions, generateDataSetJobGraph } from './dataset-job-graph.ts';
import { optimize } from './dataset-optimizer.ts';
import { dataSetPlanText } from './dataset-plan-json.ts';
import { generateJobGraph } from './job-graph.ts';
import { streamPlanText } from './plan.ts';
import { generateStreamGraph } from './stream-graph.ts';
import type { JobGraph } from './types.ts';

/** Either kind of program as a job; throws the JavaError that execute() throws. */
export function compileProgram(program: ExecutableProgram, options: DataSetJobOptions): JobGraph {
  if (program.kind === 'dataset') return generateDataSetJobGraph(planOf(program), program.environment, options);
  const streamGraph = generateStreamGraph(program.environment, program.jobName ?? DEFAULT_JOB_NAME);
  return generateJobGraph(streamGraph, options);
}

/** What `flink info` prints between its lines, for either kind. */
export function planText(program: ExecutableProgram, statistics: DataSetJobOptions['statistics']): string {
  if (program.kind === 'dataset') {
    const plan = planOf(program);
    return dataSetPlanText(optimize(plan, statistics), plan.executionMode);
  }
  return streamPlanText(generateStreamGraph(program.environment, program.jobName ?? DEFAULT_JOB_NAME));
}

function planOf(program: ExecutableProgram): NonNullable<ExecutableProgram['plan']> {
  if (!program.plan) throw illegalState('A DataSet program without a plan.');
  return program.plan;
}
