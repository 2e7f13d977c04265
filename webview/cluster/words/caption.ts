/** The caption line: one sentence, cause first. */
import type { Caption, CaptionBody } from '../model/state.ts';
import type { Language } from '../protocol.ts';
import { faultName, faultSentence } from './fault-words.ts';
import { bytes, duration, firstLine } from './format.ts';

export function captionText(caption: CaptionBody & Partial<Pick<Caption, 'owner'>>, language: Language): string {
  const { owner = null } = caption;
  if (language === 'zh') return `${owner === null ? '' : `${owner}：`}${chinese(caption)}`;
  return `${owner === null ? '' : `${owner}: `}${english(caption)}`;
}

const some = (names: readonly string[]) =>
  names.length <= 2 ? names.join(' and ') : `${names[0]} and ${names.length - 1} more`;
const several = (names: readonly string[]) =>
  names.length <= 2 ? names.join('、') : `${names[0]} 等 ${names.length} 个子任务`;

function english(c: CaptionBody): string {
  switch (c.kind) {
    case 'process':
      return `${c.name} starts on ${c.machine}.`;
    case 'ended':
      return c.signal === 'SIGKILL'
        ? `kill -9: ${c.name} on ${c.machine} is gone without a word; the others notice only when its heartbeats stop.`
        : c.exit === null
          ? `${c.name} on ${c.machine} ends${c.signal === null ? '' : ` (${c.signal})`}.`
          : `${c.name} on ${c.machine} has failed: exit code ${c.exit}.`;
    case 'down':
      return c.what === 'machine'
        ? `${c.machine} lost its power: everything that ran on it is gone.`
        : `${c.what === 'pod' ? 'Pod' : 'Container'} ${c.machine} was taken away, with the process in it.`;
    case 'registered':
      return `TaskManager on ${c.machine} registered with the ResourceManager: ${c.slots} ${c.slots === 1 ? 'slot' : 'slots'} more.`;
    case 'submitted':
      return `${c.job} submitted: ${c.vertices} ${c.vertices === 1 ? 'vertex' : 'vertices'}, ${c.subtasks} ${c.subtasks === 1 ? 'subtask' : 'subtasks'}.`;
    case 'waiting':
      return `${c.job} needs ${c.required} ${c.required === 1 ? 'slot' : 'slots'}, ${c.available} ${c.available === 1 ? 'is' : 'are'} available: it waits.`;
    case 'running':
      return `${c.job}: all ${c.subtasks} subtasks are RUNNING.`;
    case 'status':
      return `${c.job} is ${c.status}${c.cause === null ? '' : `: ${firstLine(c.cause)}`}.`;
    case 'lost':
      return `TaskManager ${c.machine} lost: ${firstLine(c.reason)}.`;
    case 'released':
      return `TaskManager ${c.machine} is given back: it had nothing to do for resourcemanager.taskmanager-timeout.`;
    case 'fault':
      return faultSentence(c, 'en');
    case 'healed':
      return c.fault === 'all' ? 'Everything is healed.' : `${c.target} is healed: ${faultName(c, 'en')} no more.`;
    case 'failover': {
      const cause = c.machine === null ? firstLine(c.cause) : `TaskManager ${c.machine} lost`;
      if (c.suppressed) return `${cause}: the restart strategy allows no more, so the job fails.`;
      if (c.restarts === null) return `${cause}.`;
      const { from } = c.restarts;
      const point = from === null ? 'without a checkpoint' : `from ${savedEnglish(from)}`;
      return `${cause}: ${whoRestarts(c.restarts)} ${point}.`;
    }
    case 'triggered':
      return `${c.savepoint ? 'Savepoint' : 'Checkpoint'} ${c.checkpoint} triggered: its sources send barriers; ${c.tasks} tasks must acknowledge.`;
    case 'aligning':
      return c.waits.length === 0
        ? `Checkpoint ${c.checkpoint}: ${c.task} has every barrier.`
        : `Checkpoint ${c.checkpoint}: ${c.task} has ${c.has.length === 0 ? 'a barrier' : `the barrier from ${some(c.has)}`} and waits for ${c.waits.length === 1 ? 'the one' : 'those'} from ${some(c.waits)}.`;
    case 'acknowledged':
      return `Checkpoint ${c.checkpoint}: ${c.task} kept its state, ${c.count} of ${c.of} tasks acknowledged.`;
    case 'completed':
      return `Checkpoint ${c.checkpoint} completed: all ${c.tasks} tasks acknowledged within ${duration(c.ms)}, ${bytes(c.bytes)}.`;
    case 'aborted':
      return `Checkpoint ${c.checkpoint} aborted: ${firstLine(c.reason)}.`;
    case 'restored':
      return `State comes back from ${savedEnglish(c)}.`;
    case 'pressed':
      return `${c.task} is backpressured: ${c.slower === null ? 'who reads from it' : c.slower} is slower than it is.`;
    case 'typed':
      return `Typed to ${c.to}: ${c.text.trim()}`;
    case 'printed':
      return `${c.task} printed ${c.text}`;
    case 'fired':
      return `${c.task}: the window of ${c.key} fired with ${c.elements} ${c.elements === 1 ? 'element' : 'elements'}.`;
    case 'late':
      return `${c.task}: ${c.record} came too late, the watermark had passed its window.`;
    case 'leader':
      return `${c.machine} became leader: ${c.component}.`;
  }
}

interface Saved {
  readonly checkpoint: number;
  readonly savepoint: boolean;
}
const savedEnglish = ({ checkpoint, savepoint }: Saved) => `${savepoint ? 'savepoint' : 'checkpoint'} ${checkpoint}`;
const savedChinese = ({ checkpoint, savepoint }: Saved) => `${savepoint ? '保存点' : '检查点'} ${checkpoint}`;

type Restarts = NonNullable<Extract<CaptionBody, { kind: 'failover' }>['restarts']>;

function whoRestarts({ count, of, region }: Restarts): string {
  if (count === of) {
    if (count === 1) return 'its only subtask restarts';
    return region ? `all ${count} subtasks are one region, so all restart` : `all ${count} subtasks restart`;
  }
  if (count === 1) return `1 of ${of} subtasks is a region of its own, so it alone restarts`;
  return region ? `${count} of ${of} subtasks are one region, so they restart` : `${count} of ${of} subtasks restart`;
}

function whoRestartsChinese({ count, of, region }: Restarts): string {
  if (count === of) {
    if (count === 1) return '唯一的子任务';
    return region ? `${count} 个子任务同属一个 region，所以全部` : `${count} 个子任务全部`;
  }
  if (count === 1) return `${of} 个子任务中有 1 个自成一个 region，所以只有它`;
  return region ? `${of} 个子任务中有 ${count} 个同属一个 region，所以它们` : `${of} 个子任务中的 ${count} 个`;
}

function chinese(c: CaptionBody): string {
  switch (c.kind) {
    case 'process':
      return `${c.name} 在 ${c.machine} 上启动。`;
    case 'ended':
      return c.signal === 'SIGKILL'
        ? `kill -9：${c.machine} 上的 ${c.name} 突然消失；其他进程要等心跳中断才会发现。`
        : c.exit === null
          ? `${c.machine} 上的 ${c.name} 结束${c.signal === null ? '' : `（${c.signal}）`}。`
          : `${c.machine} 上的 ${c.name} 失败：退出码 ${c.exit}。`;
    case 'down':
      return c.what === 'machine'
        ? `${c.machine} 断电：上面运行的一切都没了。`
        : `${c.what === 'pod' ? 'Pod' : '容器'} ${c.machine} 被移除，里面的进程随之结束。`;
    case 'registered':
      return `${c.machine} 的 TaskManager 已向 ResourceManager 注册：增加 ${c.slots} 个 slot。`;
    case 'submitted':
      return `${c.job} 已提交：${c.vertices} 个顶点，${c.subtasks} 个子任务。`;
    case 'waiting':
      return `${c.job} 需要 ${c.required} 个 slot，只有 ${c.available} 个可用：等待中。`;
    case 'running':
      return `${c.job}：${c.subtasks} 个子任务全部 RUNNING。`;
    case 'status':
      return `${c.job} 的状态是 ${c.status}${c.cause === null ? '' : `：${firstLine(c.cause)}`}。`;
    case 'lost':
      return `TaskManager ${c.machine} 丢失：${firstLine(c.reason)}。`;
    case 'released':
      return `TaskManager ${c.machine} 被归还：它空闲超过了 resourcemanager.taskmanager-timeout。`;
    case 'fault':
      return faultSentence(c, 'zh');
    case 'healed':
      return c.fault === 'all' ? '一切都已恢复。' : `${c.target} 已恢复：不再${faultName(c, 'zh')}。`;
    case 'failover': {
      const cause = c.machine === null ? firstLine(c.cause) : `TaskManager ${c.machine} 丢失`;
      if (c.suppressed) return `${cause}：重启策略不再允许重启，作业失败。`;
      if (c.restarts === null) return `${cause}。`;
      const { from } = c.restarts;
      const point = from === null ? '在没有检查点的情况下' : `从${savedChinese(from)} `;
      return `${cause}：${whoRestartsChinese(c.restarts)}${point}重启。`;
    }
    case 'triggered':
      return `${c.savepoint ? '保存点' : '检查点'} ${c.checkpoint} 已触发：source 发出 barrier，需要 ${c.tasks} 个任务确认。`;
    case 'aligning':
      return c.waits.length === 0
        ? `检查点 ${c.checkpoint}：${c.task} 已收到全部 barrier。`
        : `检查点 ${c.checkpoint}：${c.task} 已收到 ${several(c.has)} 的 barrier，正在等待 ${several(c.waits)} 的 barrier。`;
    case 'acknowledged':
      return `检查点 ${c.checkpoint}：${c.task} 已保存状态，${c.of} 个任务中 ${c.count} 个已确认。`;
    case 'completed':
      return `检查点 ${c.checkpoint} 完成：${c.tasks} 个任务在 ${duration(c.ms)} 内全部确认，${bytes(c.bytes)}。`;
    case 'aborted':
      return `检查点 ${c.checkpoint} 已中止：${firstLine(c.reason)}。`;
    case 'restored':
      return `状态从${savedChinese(c)} 恢复。`;
    case 'pressed':
      return `${c.task} 反压：${c.slower === null ? '读取它的算子' : c.slower} 比它慢。`;
    case 'typed':
      return `向 ${c.to} 输入：${c.text.trim()}`;
    case 'printed':
      return `${c.task} 输出 ${c.text}`;
    case 'fired':
      return `${c.task}：${c.key} 的窗口触发，含 ${c.elements} 个元素。`;
    case 'late':
      return `${c.task}：${c.record} 来得太晚，水位线已越过它的窗口。`;
    case 'leader':
      return `${c.machine} 成为 leader：${c.component}。`;
  }
}
