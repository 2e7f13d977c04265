import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packJournal, unpackJournal } from '../../src/editor/journal-pack.ts';
import type { JournalEntry } from '../../src/world/protocol.ts';

const run = (at: number, source: string): JournalEntry => ({
  at,
  events: at * 2,
  input: { kind: 'run', request: { cell: 1, language: 'java', options: { file: 'A.java' }, source } },
});

describe('a packed journal', () => {
  it('is the same journal again', () => {
    const texts = fc.array(fc.string({ maxLength: 200 }), { maxLength: 20 });
    fc.assert(
      fc.property(texts, (sources) => {
        const journal = sources.map((source, index) => run(index, source));
        expect(unpackJournal(JSON.parse(JSON.stringify(packJournal(journal))))).toEqual(journal);
      }),
    );
  });
  it('holds what is repeated once', () => {
    const source = 'class A { } // '.repeat(4000);
    const journal = Array.from({ length: 200 }, (_, index) => run(index, source));
    expect(JSON.stringify(journal).length).toBeGreaterThan(10_000_000);
    expect(JSON.stringify(packJournal(journal)).length).toBeLessThan(100_000);
  });
});
