import { fnv1a } from '../../src/lesson/hash.ts';

/** An order of 0 … count−1 that depends on the text alone and is never the sorted one. */
export function shuffled(count: number, text: string): number[] {
  let state = fnv1a(text, 0x9e3779b9);
  const next = (below: number): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 0x100000000) * below);
  };
  const order = Array.from({ length: count }, (_, place) => place);
  for (let i = count - 1; i > 0; i--) {
    const j = next(i + 1);
    [order[i], order[j]] = [order[j]!, order[i]!];
  }
  if (count > 1 && order.every((item, place) => item === place)) order.push(order.shift()!);
  return order;
}
