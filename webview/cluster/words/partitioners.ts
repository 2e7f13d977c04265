/** How each of Flink's partitioners chooses the channel of a record, in one sentence. */
import type { Language } from '../protocol.ts';

const WHY: Readonly<Record<string, readonly [en: string, zh: string]>> = {
  FORWARD: [
    'Each subtask sends to the one with its own number; it is no chain for the reason that is written on the cut.',
    '每个子任务发给编号相同的那一个；没有链接在一起的原因写在断开处。',
  ],
  REBALANCE: [
    'Each subtask sends its records to all subtasks in turn, so that each gets as many.',
    '每个子任务把记录轮流发给下游所有子任务，大家收到的一样多。',
  ],
  RESCALE: [
    'Each subtask sends in turn, but only to its share of the subtasks, those that are near.',
    '每个子任务轮流发送，但只发给下游中属于它的、就近的那几个。',
  ],
  HASH: [
    'keyBy: the hash of the key decides on its key group, and each key group belongs to one subtask.',
    'keyBy：key 的哈希决定它的键组，每个键组只属于一个子任务。',
  ],
  BROADCAST: ['Each record goes to every subtask.', '每条记录都发给下游的每一个子任务。'],
  GLOBAL: ['All records go to the first subtask.', '所有记录都发给第一个子任务。'],
  SHUFFLE: ['Each record goes to a subtask chosen at random.', '每条记录随机发给一个子任务。'],
  CUSTOM: ['The program’s own Partitioner chooses the subtask.', '由程序自己的 Partitioner 选择子任务。'],
};

export function partitionerWhy(partitioner: string, language: Language): string {
  const [en, zh] = WHY[partitioner] ?? [partitioner, partitioner];
  return language === 'zh' ? zh : en;
}
