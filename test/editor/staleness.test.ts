import { describe, expect, it } from 'vitest';
import { staleness } from '../../src/editor/staleness.ts';

const ran = (order: number, inThisWorld = true) => ({ order, inThisWorld, source: 'jps' });

describe('a cell that ran', () => {
  it('is up to date after cells above it ran in order', () => {
    expect(staleness(ran(3), 'jps', [ran(1), ran(2)])).toBeNull();
  });
  it('is stale when it was edited since', () => {
    expect(staleness(ran(1), 'jps -l', [])).toBe('edited');
  });
  it('is stale when a cell above ran later, or not at all', () => {
    expect(staleness(ran(1), 'jps', [ran(2)])).toBe('order');
    expect(staleness(ran(1), 'jps', [undefined])).toBe('order');
  });
  it('is stale when the cluster was restarted, whatever else', () => {
    expect(staleness(ran(1, false), 'jps -l', [undefined])).toBe('restarted');
  });
});
