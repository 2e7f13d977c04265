/** What a fact `fault` says (src/platform/faults.ts), in words: short for a chip, as a sentence for the caption. */
import type { Language } from '../protocol.ts';
import { duration } from './format.ts';

export interface FaultSaid {
  readonly fault: string;
  /** Who it meets, as a person calls it. */
  readonly target: string;
  readonly detail: string;
}

/** "kill -9", "cut off". */
export function faultName({ fault, detail }: Pick<FaultSaid, 'fault' | 'detail'>, language: Language): string {
  const factor = factorOf(detail);
  const names: Readonly<Record<string, readonly [en: string, zh: string]>> = {
    signal: [killName(detail), killName(detail)],
    power: ['power cut', '断电'],
    partition: ['cut off', '断网'],
    slow: [`${factor}× slower`, `慢 ${factor} 倍`],
    pause: ['frozen', '已冻结'],
    'disk-full': ['disk full', '磁盘已满'],
    poison: ['poisoned record', '有毒的记录'],
    all: ['everything', '一切'],
  };
  return names[fault]?.[language === 'zh' ? 1 : 0] ?? fault;
}

/** One sentence. */
export function faultSentence(said: FaultSaid, language: Language): string {
  return language === 'zh' ? chinese(said) : english(said);
}

function english({ fault, target, detail }: FaultSaid): string {
  const ms = lasting(detail);
  const time = ms === null ? '' : ` for ${duration(ms)}`;
  switch (fault) {
    case 'signal':
      return `${killName(detail)} ${target}.`;
    case 'power':
      return `The power of ${target} is cut.`;
    case 'partition':
      return `${target} is cut off from ${othersIn(detail) ?? 'the others'}${time}.`;
    case 'slow':
      return `${target} is ${factorOf(detail)}× slower${time}.`;
    case 'pause':
      return `${target} is frozen${time}.`;
    case 'disk-full':
      return `The disk of ${target} is full${time}.`;
    case 'poison':
      return `The next record of ${target} is poisoned.`;
    default:
      return `${fault} ${target}${detail === '' ? '' : `: ${detail}`}.`;
  }
}

function chinese({ fault, target, detail }: FaultSaid): string {
  const ms = lasting(detail);
  const time = ms === null ? '' : `，持续 ${duration(ms)}`;
  switch (fault) {
    case 'signal':
      return `${killName(detail)} ${target}。`;
    case 'power':
      return `${target} 断电。`;
    case 'partition':
      return `${target} 与${othersIn(detail) === null ? '其他机器' : ` ${othersIn(detail)} `}断开${time}。`;
    case 'slow':
      return `${target} 慢 ${factorOf(detail)} 倍${time}。`;
    case 'pause':
      return `${target} 被冻结${time}。`;
    case 'disk-full':
      return `${target} 的磁盘已满${time}。`;
    case 'poison':
      return `${target} 的下一条记录有毒。`;
    default:
      return `${fault} ${target}${detail === '' ? '' : `：${detail}`}。`;
  }
}

/** The signal as `kill` is given it: none for SIGTERM. */
function killName(signal: string): string {
  if (signal === 'SIGKILL') return 'kill -9';
  return signal === 'SIGTERM' ? 'kill' : `kill -${signal.replace(/^SIG/u, '')}`;
}

const factorOf = (detail: string): string => /^x(?<factor>[\d.]+)/u.exec(detail)?.groups?.factor ?? '';

/** Virtual ms; null: until it is healed. */
function lasting(detail: string): number | null {
  const ms = / for (?<ms>[\d.]+) ms$/u.exec(detail)?.groups?.ms;
  return ms === undefined ? null : Number(ms);
}

/** The machines that cannot be reached; null: all others. */
function othersIn(detail: string): string | null {
  const others = /^cut off from (?<others>.+?)(?: for [\d.]+ ms)?$/u.exec(detail)?.groups?.others ?? 'the others';
  return others === 'the others' ? null : others.replaceAll(',', ', ');
}
