import type { Platform } from '../../platform/types.ts';
import type { SubtaskRef } from '../../trace/facts.ts';
import { JavaError } from '../api/jar.ts';
import type { StreamOperator } from './operators/operator.ts';
import { SourceOperator } from './operators/source.ts';
import { taskExecutorsOf } from './task-executor.ts';
import type { StreamTask } from './tasks/stream-task.ts';

/**
 * Makes user code throw at the next record of a vertex, once: at the head of its chain, or, for a source, where the record leaves it. The first
 * of the vertex's subtasks to see a record takes the poison. Throws an Error that says why nothing can be poisoned.
 * `job` and `vertex` are ids or names; `subtask` counts from 0, null means any. Returns the ids.
 */
export function poisonNextRecord(
  platform: Platform,
  job: string,
  vertex: string,
  subtask: number | null = null,
): Pick<SubtaskRef, 'job' | 'vertex'> {
  const tasks = [...taskExecutorsOf(platform)].flatMap((executor) => [...executor.tasks.values()]);
  const ofJob = tasks.filter((task) => task.ref.job === job || task.environment.descriptor.job.jobName === job);
  if (ofJob.length === 0) throw new Error(`no task of a job "${job}" is running`);
  const ofVertex = ofJob.filter((task) => task.ref.vertex === vertex || task.taskName === vertex);
  if (ofVertex.length === 0) {
    const names = [...new Set(ofJob.map((task) => task.taskName))];
    throw new Error(`no task "${vertex}" of that job is running (running: ${names.join(', ')})`);
  }
  const targets = ofVertex.filter(
    (task) => task.state === 'RUNNING' && (subtask === null || task.subtask === subtask) && task.operators.length > 0,
  );
  if (targets.length === 0) {
    throw new Error(
      subtask === null ? `no subtask of "${vertex}" is RUNNING` : `subtask ${subtask} of "${vertex}" is not RUNNING`,
    );
  }
  const cures: (() => void)[] = [];
  const swallow = (): void => {
    for (const cure of cures) cure();
  };
  for (const task of targets) cures.push(lace(task, swallow));
  return targets[0]!.ref;
}

/** Returns the way to take the poison out again. */
function lace(task: StreamTask, swallow: () => void): () => void {
  const head = task.operators[0]!;
  const choke = (): never => {
    swallow();
    throw poisoned(head);
  };
  if (head instanceof SourceOperator) {
    const { output } = head;
    const laced: typeof output = Object.create(output);
    laced.emit = choke;
    head.output = laced;
    return () => {
      head.output = output;
    };
  }
  head.processElement = choke;
  head.processElement2 = choke;
  return () => {
    Reflect.deleteProperty(head, 'processElement');
    Reflect.deleteProperty(head, 'processElement2');
  };
}

function poisoned(operator: StreamOperator): JavaError {
  return new JavaError('java.lang.RuntimeException', `poison record at ${operator.name}`, [], null);
}
