/** The states that a JobManager's log lists: lines without their time and level. */
export interface States {
  readonly job: readonly string[];
  /** Per `vertex (1/2)`: the states entered, attempts one after the other. */
  readonly tasks: ReadonlyMap<string, readonly string[]>;
}

export function statesOf(lines: readonly string[]): States {
  const job: string[] = [];
  const tasks = new Map<string, string[]>();
  for (const line of lines) {
    const ofJob = /^Job .* switched from state (\w+) to (\w+)/.exec(line);
    if (ofJob) {
      if (job.length === 0) job.push(ofJob[1]!);
      job.push(ofJob[2]!);
      continue;
    }
    const ofTask = /^(.* \(\d+\/\d+\)) \([0-9a-f]{32}\) switched from (\w+) to (\w+)/.exec(line);
    if (!ofTask) continue;
    const states = tasks.get(ofTask[1]!) ?? [];
    if (ofTask[2] === 'CREATED' || states.length === 0) states.push(ofTask[2]!);
    states.push(ofTask[3]!);
    tasks.set(ofTask[1]!, states);
  }
  return { job, tasks };
}

/** Which subtask of a vertex fails is often a race in Flink: the subtasks of a vertex are compared as a group. */
export function perVertex(states: States): Record<string, string[]> {
  const grouped: Record<string, string[]> = {};
  for (const [task, entered] of states.tasks) {
    const vertex = task.replace(/ \(\d+\/\d+\)$/, '');
    grouped[vertex] = [...(grouped[vertex] ?? []), entered.join(' ')].sort();
  }
  return grouped;
}
export const allTasks = (states: States): string[] =>
  [...states.tasks.values()].map((entered) => entered.join(' ')).sort();
