import fc from 'fast-check';
import { expect, it } from 'vitest';
import { shuffled } from '../../webview/markdown/shuffle.ts';

it('shuffles all items, the same way for the same text, and never into order', () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 12 }), fc.string(), (count, text) => {
      const order = shuffled(count, text);
      expect([...order].sort((a, b) => a - b)).toEqual(Array.from({ length: count }, (_, place) => place));
      expect(order).toEqual(shuffled(count, text));
      expect(order.some((item, place) => item !== place)).toBe(true);
    }),
  );
});
