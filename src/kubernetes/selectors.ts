import type { Labels } from './objects.ts';

/** True when an object's labels satisfy a selector. */
export type Selector = (labels: Labels) => boolean;

export const everything: Selector = () => true;

export function matching(wanted: Labels): Selector {
  const entries = Object.entries(wanted);
  return (labels) => entries.every(([key, value]) => labels[key] === String(value));
}

/** `app=flink,component!=jobmanager,tier,!canary,env in (a,b)`; null where it cannot be read. */
export function parseSelector(text: string): Selector | null {
  const parts = text.match(/(?:[^,(]|\([^)]*\))+/g) ?? [];
  const tests: Selector[] = [];
  for (const part of parts) {
    const set = /^\s*([\w./-]+)\s+(in|notin)\s+\(([^)]*)\)\s*$/.exec(part);
    const equal = /^\s*([\w./-]+)\s*(==|=|!=)\s*([\w.-]*)\s*$/.exec(part);
    const exists = /^\s*(!?)([\w./-]+)\s*$/.exec(part);
    if (set) {
      const values = set[3]!.split(',').map((value) => value.trim());
      tests.push((labels) => values.includes(labels[set[1]!] ?? '') === (set[2] === 'in'));
    } else if (equal) tests.push((labels) => (labels[equal[1]!] === equal[3]) === (equal[2] !== '!='));
    else if (exists) tests.push((labels) => exists[2]! in labels === (exists[1] === ''));
    else return null;
  }
  return (labels) => tests.every((test) => test(labels));
}
