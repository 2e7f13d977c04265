/** State coming back from a checkpoint after a failover: by key-group range into the new attempts. */
import { el } from '../../draw/dom.ts';
import { type Frame, hueClass } from '../../frame.ts';
import { keyGroupRange } from '../../model/keygroups.ts';
import { checkpointId, subtaskId } from '../../model/state.ts';
import { clockShort } from '../../words/format.ts';
import { diamond } from './signs.ts';

/** How long after the restore, virtual ms, unless tasks are still not running. */
const RESTORE_SHOWN = 3000;

export function isRestoring({ job, t }: Frame): boolean {
  const restored = job?.restored ?? null;
  return restored !== null && t >= restored.at && t - restored.at < RESTORE_SHOWN;
}

export class RestoreView {
  readonly element = el('section', 'card restore hidden');
  private shown = '';

  show(frame: Frame): void {
    const { job, words } = frame;
    const restored = job?.restored ?? null;
    const current = isRestoring(frame);
    this.element.classList.toggle('hidden', !current);
    if (!current || job === null || restored === null || frame.version === this.shown) return;
    this.shown = frame.version;
    const checkpoint =
      frame.state.checkpoints.get(checkpointId(job.id, restored.checkpoint)) ??
      frame.run.checkpoints.get(checkpointId(job.id, restored.checkpoint));
    const at = checkpoint === undefined ? null : 'triggeredAt' in checkpoint ? checkpoint.triggeredAt : checkpoint.from;
    const name = restored.savepoint ? `savepoint ${restored.checkpoint}` : `chk-${restored.checkpoint}`;
    const head = el('div', 'chk', el('h3', '', diamond('done'), ` ${name}`));
    if (at !== null) head.append(el('span', 'meta', clockShort(at)));
    const path = checkpoint !== undefined && 'path' in checkpoint ? checkpoint.path : null;
    if (path !== null) head.append(el('span', 'meta mono cut', path));
    const list = el('div', 'backs');
    for (const vertex of job.vertices) {
      if (!frame.run.keyed.has(`${job.id}/${vertex.id}`)) continue;
      for (let subtask = 0; subtask < Math.min(4, vertex.parallelism); subtask++) {
        const [from, to] = keyGroupRange(vertex.maxParallelism, vertex.parallelism, subtask);
        const title = `${vertex.name.split(' -> ')[0]} (${subtask + 1}/${vertex.parallelism})`;
        const line = el(
          'div',
          `back ${hueClass(job, vertex.id)}`,
          el('b', 'cut', title),
          el('span', 'muted', words.keyGroups(from, to)),
        );
        const task = frame.state.subtasks.get(subtaskId(job.id, vertex.id, subtask));
        const entries = [...(task?.keyed.values() ?? [])].flatMap((group) => [...group.values()]).slice(0, 4);
        for (const entry of entries) line.append(el('span', 'kv', entry.value));
        list.append(line);
      }
    }
    this.element.replaceChildren(head, el('span', 'arrow', '→'), list);
  }
}
