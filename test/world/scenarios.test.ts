import { describe, expect, it } from 'vitest';
import { parseLesson } from '../../src/lesson/format.ts';
import { finishHeadless, runCellHeadless } from '../../src/world/headless.ts';
import { cellRequests, worldSpec } from '../../src/world/lesson-world.ts';
import { SCENARIOS, scenarioScripts } from '../../src/world/scenarios/library.ts';
import { filtersLibrary } from '../support/filters-library.ts';
import { worldOf } from '../support/worlds.ts';

async function run(preset: string, cells: readonly string[]) {
  const lesson = parseLesson(
    `---\npreset: ${preset}\nconfig:\n  heartbeat.interval: 1000\n  heartbeat.timeout: 5000\n---\n\n${cells.join('\n\n')}\n`,
  );
  const world = await worldOf({
    spec: worldSpec(lesson, 'test'),
    filters: () => filtersLibrary,
  });
  const results = [];
  for (const request of cellRequests(lesson)) results.push((await runCellHeadless(world, request)).result!);
  await finishHeadless(world);
  return { world, results };
}
const scenario = (preset: string, at: string): string => `\`\`\`scenario preset=${preset} at="${at}"\n\`\`\``;
const sh = (text: string): string => `\`\`\`sh\n${text}\n\`\`\``;

describe('a scenario', () => {
  for (const [name, { preset, moments }] of Object.entries(SCENARIOS)) {
    it(`${name} comes to each of its moments`, async () => {
      const { results } = await run(preset, [scenario(name, moments.at(-1)!.name)]);
      const [{ ok, stdout, stderr }] = results as [(typeof results)[0]];
      expect({ ok, stderr: stderr.match(/gave up.*/)?.[0] ?? '' }).toEqual({ ok: true, stderr: '' });
      const reached = [...stdout.matchAll(/^── (.*)$/gm)].map((match) => match[1]!);
      expect(reached.slice(0, -1)).toEqual(moments.map((moment) => moment.name));
      expect(reached.at(-1)).toMatch(/ s of virtual time, seed 1$/);
    });
  }
  it('stops at the moment asked for', async () => {
    const { results } = await run('standalone', [
      scenario('standalone-3-nodes', 'TaskManager killed'),
      sh('for n in node1 node2 node3; do ssh $n jps | grep TaskManager; done | wc -l'),
    ]);
    expect(results[1]!.stdout.trim()).toBe('2');
  });
  it('begins without the jobs that ZooKeeper knew of', async () => {
    const { results } = await run('ha', [
      scenario('ha-3-nodes', 'job running'),
      scenario('ha-3-nodes', 'job running'),
      sh('sleep 60; flink list -a | grep -c RUNNING'),
    ]);
    expect(results.map(({ ok }) => ok)).toEqual([true, true, true]);
    expect(results[2]!.stdout.trim()).toBe('1');
  });
  it('begins with machines as they were at first, whatever was done to them', async () => {
    const { results, world } = await run('standalone', [
      sh('start-cluster.sh; echo x > /tmp/left; rm $FLINK_HOME/conf/workers; useradd ann; sleep 5'),
      scenario('standalone-3-nodes', 'started'),
      sh('ls /tmp/left; cat $FLINK_HOME/conf/workers; grep -c ann /etc/passwd; jps | grep -c Standalone'),
    ]);
    expect(results[1]!.ok).toBe(true);
    expect(results[2]!.stdout).toBe('node1\nnode2\nnode3\n0\n1\n');
    expect(world.platform.machines.size).toBe(3);
  });
  it('says what there is when it does not know what was asked for', () => {
    const world = { preset: 'standalone', machines: 3 };
    expect(scenarioScripts('nothing', undefined, world)).toMatch(/no scenario "nothing" \(there are: .*ha-3-nodes/);
    expect(scenarioScripts(undefined, undefined, world)).toMatch(/preset=/);
    expect(scenarioScripts('checkpointing', 'never', world)).toMatch(
      /no moment "never" \(it has: started, job running/,
    );
    expect(scenarioScripts('ha-3-nodes', 'started', world)).toMatch(/needs `preset: ha`/);
    expect(scenarioScripts('standalone-3-nodes', 'started', { preset: 'standalone', machines: 1 })).toMatch(
      /3 machines/,
    );
  });
});
