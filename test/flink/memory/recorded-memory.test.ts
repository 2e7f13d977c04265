import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { JavaError } from '../../../src/flink/api/jar.ts';
import { jobManagerMemory } from '../../../src/flink/memory/jobmanager-memory.ts';
import { taskManagerMemory } from '../../../src/flink/memory/taskmanager-memory.ts';

/** Random memory settings and what a real Flink 1.13.6 derived from them, to the byte, or how it failed (truth/memory). */
interface Recorded {
  readonly settings: Readonly<Record<string, string>>;
  readonly taskManager?: readonly number[];
  readonly jobManager?: readonly number[];
  readonly of?: 'taskManager' | 'jobManager';
  /** The exception and its causes, as toString prints them. */
  readonly errors?: readonly string[];
}

const file = process.env.MEMORY_SETTINGS ?? new URL('../../truth/memory/settings.jsonl', import.meta.url);
const recordings = readFileSync(file, 'utf8')
  .trim()
  .split('\n')
  .map((line): Recorded => JSON.parse(line));

function derive({ settings, taskManager, of }: Recorded): readonly number[] {
  if (taskManager || of === 'taskManager') {
    const m = taskManagerMemory(settings);
    const heaps = [m.frameworkHeap, m.taskHeap, m.frameworkOffHeap, m.taskOffHeap];
    return [m.totalProcess, m.totalFlink, ...heaps, m.managed, m.network, m.metaspace, m.overhead];
  }
  const m = jobManagerMemory(settings);
  return [m.totalProcess, m.totalFlink, m.heap, m.offHeap, m.metaspace, m.overhead];
}
function outcome(recorded: Recorded): Recorded {
  const { settings } = recorded;
  try {
    const parts = derive(recorded);
    return recorded.taskManager || recorded.of === 'taskManager'
      ? { settings, taskManager: parts }
      : { settings, jobManager: parts };
  } catch (error) {
    const errors: string[] = [];
    for (let at = error as JavaError | null; at instanceof JavaError; at = at.causedBy) errors.push(at.message);
    return { settings, of: recorded.of!, errors };
  }
}

describe('memory', () => {
  test.each(recordings.map((recorded) => [JSON.stringify(recorded.settings), recorded] as const))(
    '%s',
    (_name, recorded) => {
      expect(outcome(recorded)).toEqual(recorded);
    },
  );
});
