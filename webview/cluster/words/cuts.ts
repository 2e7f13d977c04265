/** Why two operators are not chained, in few words: what src/flink/graph/chaining.ts says, for a label. */
import type { Language } from '../protocol.ts';

interface Pattern {
  readonly when: RegExp;
  en(...found: readonly string[]): string;
  zh(...found: readonly string[]): string;
}

const PATTERNS: readonly Pattern[] = [
  {
    when: /^parallelism (\d+) and (\d+) differ/u,
    en: (from, to) => `parallelism ${from} → ${to}`,
    zh: (from, to) => `并行度 ${from} → ${to}`,
  },
  { when: /^the partitioner is HASH,/u, en: () => 'hash (keyBy)', zh: () => 'hash（keyBy）' },
  {
    when: /^the partitioner is (\w+),/u,
    en: (name) => `${name!.toLowerCase()}, not forward`,
    zh: (name) => `${name!.toLowerCase()}，不是 forward`,
  },
  {
    when: /^slot sharing groups (.+) and (.+) differ$/u,
    en: (from, to) => `slot sharing group ${from} → ${to}`,
    zh: (from, to) => `slot 共享组 ${from} → ${to}`,
  },
  {
    when: /^chaining is disabled on (.+)$/u,
    en: (name) => `disableChaining on ${name}`,
    zh: (name) => `${name} 设了 disableChaining`,
  },
  {
    when: /^(.+) starts a new chain$/u,
    en: (name) => `startNewChain on ${name}`,
    zh: (name) => `${name} 设了 startNewChain`,
  },
  {
    when: /^operator chaining is disabled in the environment$/u,
    en: () => 'disableOperatorChaining on env',
    zh: () => 'env 设了 disableOperatorChaining',
  },
  {
    when: /^(.+) has (\d+) input edges$/u,
    en: (name, n) => `${name} has ${n} inputs`,
    zh: (name, n) => `${name} 有 ${n} 个输入`,
  },
  { when: /^(.+) reads a union$/u, en: (name) => `${name} reads a union`, zh: (name) => `${name} 的输入是 union` },
  {
    when: /^(.+) yields to the mailbox and never chains to a legacy source$/u,
    en: (name) => `${name} never chains to a legacy source`,
    zh: (name) => `${name} 不与旧式 source 链接`,
  },
  {
    when: /^(.+) only chains to new sources$/u,
    en: (name) => `${name} only chains to new sources`,
    zh: (name) => `${name} 只与新式 source 链接`,
  },
  { when: /^the exchange mode is BATCH$/u, en: () => 'batch exchange', zh: () => '批式交换' },
  { when: /^it is an end of an iteration$/u, en: () => 'end of an iteration', zh: () => '迭代的一端' },
];

/** The reason in few words; as it is where none are known. */
export function cutWords(reason: string, language: Language): string {
  for (const { when, ...words } of PATTERNS) {
    const found = when.exec(reason);
    if (found) return words[language](...found.slice(1));
  }
  return reason;
}
