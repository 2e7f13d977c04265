/** A second run of the same world, from its journal up to a moment and one more act. */
import { describe, expect, it } from 'vitest';
import { journalOf } from '../../src/editor/departure.ts';
import type { JournalEntry, WorldCommand, WorldEvent, WorldInput } from '../../src/world/protocol.ts';
import { createWorldServer } from '../../src/world/server.ts';
import { nodes, specOf } from '../support/worlds.ts';

const spec = specOf({
  machines: nodes(3),
  config: { 'heartbeat.interval': '1000', 'heartbeat.timeout': '5000' },
  seed: 5,
});

/** A world that runs its journal and stops; its facts and the journal it wrote. */
async function run(create: Partial<Extract<WorldCommand, { type: 'create' }>>) {
  const events: WorldEvent[] = [];
  const timers: (() => void)[] = [];
  const server = createWorldServer({
    post: (event) => events.push(structuredClone(event)),
    now: () => 0,
    later: (_, act) => timers.push(act),
  });
  server.handle({ type: 'create', spec, workspace: [], assets: {}, ...create });
  while (!events.some((event) => event.type === 'replayed' || event.type === 'failed'))
    await new Promise((resolve) => setImmediate(resolve));
  expect(events.find((event) => event.type === 'failed')).toBeUndefined();
  return events.flatMap((event) => (event.type === 'trace' ? event.entries : []));
}

const at = (ms: number, input: WorldInput): JournalEntry => ({ at: ms, events: Number.MAX_SAFE_INTEGER, input });
const power = (machine: string): WorldInput => ({ kind: 'fault', fault: { kind: 'power', machine, on: false } });
const started: WorldInput = {
  kind: 'run',
  request: { cell: 0, language: 'sh', options: {}, source: 'start-cluster.sh' },
};

describe('a branch', () => {
  const journal = [at(0, started), at(20_000, power('node2'))];

  it('is the first run up to its moment, then what was done instead', async () => {
    const first = await run({ journal, until: 40_000 });
    const departure = { at: 12_000, fault: { kind: 'power', machine: 'node3', on: false }, detail: null } as const;
    const second = await run({ journal: journalOf(journal, departure), until: 40_000 });
    const early = (facts: typeof first) => facts.filter((fact) => fact.at < 12_000);
    expect(early(second).length).toBeGreaterThan(20);
    expect(early(second)).toEqual(early(first));
    const faults = (facts: typeof first) =>
      facts.flatMap((fact) => (fact.kind === 'fault' ? [`${fact.at} ${fact.target}`] : []));
    expect(faults(first)).toEqual(['20000 node2']);
    expect(faults(second)).toEqual(['12000 node3']);
    const lost = (facts: typeof first) => facts.flatMap((fact) => (fact.kind === 'machine.down' ? [fact.machine] : []));
    expect(lost(second)).toEqual(['node3']);
  });

  it('with a span in detail has every input of the first run', () => {
    expect(journalOf(journal, { at: 5, fault: null, detail: { from: 5, to: 10 } })).toEqual(journal);
    expect(journalOf(journal, { at: 5, fault: null, detail: null })).toEqual(journal.slice(0, 1));
  });

  it('can be branched again: its own journal brings it back', async () => {
    const departure = { at: 12_000, fault: { kind: 'power', machine: 'node3', on: false }, detail: null } as const;
    const cut = journalOf(journal, departure);
    const again = journalOf(cut, { at: 15_000, fault: { kind: 'power', machine: 'node1', on: false }, detail: null });
    const facts = await run({ journal: again, until: 16_000 });
    expect(facts.flatMap((fact) => (fact.kind === 'machine.down' ? [fact.machine] : []))).toEqual(['node3', 'node1']);
  });
});
