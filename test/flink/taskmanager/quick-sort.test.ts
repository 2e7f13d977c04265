import fc from 'fast-check';
import { expect, test } from 'vitest';
import { quickSort } from '../../../src/flink/taskmanager/tasks/quick-sort.ts';

test('sorts, and leaves short ranges of equal elements in their order', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(20), { maxLength: 300 }), (numbers) => {
      const rows = numbers.map((key, place) => ({ key, place }));
      quickSort(rows, (a, b) => a.key - b.key);
      expect(rows.map(({ key }) => key)).toEqual([...numbers].sort((a, b) => a - b));
      expect(new Set(rows.map(({ place }) => place)).size).toBe(numbers.length);
      if (numbers.length < 13) {
        for (const [i, row] of rows.entries()) {
          const next = rows[i + 1];
          if (next?.key === row.key) expect(next.place).toBeGreaterThan(row.place);
        }
      }
    }),
  );
});
