/** Prepared scenarios, played to their end in a world of the simulated Flink: what the caption says wherever they stop. */
import { describe, expect, it } from 'vitest';
import type { World } from '../../src/world/world.ts';
import { SCENARIOS, type ScenarioName } from '../../webview/cluster/model/scenarios.ts';
import type { Language } from '../../webview/cluster/protocol.ts';
import { Run } from '../../webview/cluster/run.ts';
import { Scenes } from '../../webview/cluster/scenes.ts';
import { captionText } from '../../webview/cluster/words/caption.ts';
import { wordsOf } from '../../webview/cluster/words/words.ts';
import { openWorld, pass, typed } from './worlds.ts';

/** A step that takes longer than this does not come to its end, virtual ms. */
const LIMIT = 180_000;

/** What the caption says after each step, in English and Chinese. */
const SAID: Readonly<Record<ScenarioName, readonly (readonly [en: RegExp, zh: RegExp])[]>> = {
  taskManagerDies: [
    [
      /^kill -9: TaskManagerRunner on node3 is gone without a word; /u,
      /^kill -9：node3 上的 TaskManagerRunner 突然消失；/u,
    ],
    [
      /^TaskManager node3 lost: all 9 subtasks are one region, so all restart from checkpoint \d+\.$/u,
      /^TaskManager node3 丢失：9 个子任务同属一个 region，所以全部从检查点 \d+ 重启。$/u,
    ],
    [
      /^TaskManager node3 lost: The heartbeat .+ timed out\.$/u,
      /^TaskManager node3 丢失：The heartbeat .+ timed out。$/u,
    ],
    [/^State comes back from checkpoint \d+\.$/u, /^状态从检查点 \d+ 恢复。$/u],
    [/^Readings: all 9 subtasks are RUNNING\.$/u, /^Readings：9 个子任务全部 RUNNING。$/u],
  ],
  leaderDies: [
    [
      /^kill -9: StandaloneSessionClusterEntrypoint on node1 is gone /u,
      /^kill -9：node1 上的 Standalone.+ 突然消失；/u,
    ],
    [/^node2 became leader: \w+\.$/u, /^node2 成为 leader：\w+。$/u],
    [/^State comes back from checkpoint \d+\.$/u, /^状态从检查点 \d+ 恢复。$/u],
    [/^Readings: all 9 subtasks are RUNNING\.$/u, /^Readings：9 个子任务全部 RUNNING。$/u],
  ],
  machineCutOff: [
    [/^node3 is cut off from the others\.$/u, /^node3 与其他机器断开。$/u],
    [/^TaskManager node3 lost: /u, /^TaskManager node3 丢失：/u],
    [/^Readings: all 9 subtasks are RUNNING\.$/u, /^Readings：9 个子任务全部 RUNNING。$/u],
    [/^Everything is healed\.$/u, /^一切都已恢复。$/u],
  ],
  badRecord: [
    [/^The next record of Clean is poisoned\.$/u, /^Clean 的下一条记录有毒。$/u],
    [
      /^poison record at Clean: all 9 subtasks are one region, so all restart from checkpoint \d+\.$/u,
      /^poison record at Clean：9 个子任务同属一个 region，所以全部从检查点 \d+ 重启。$/u,
    ],
    [/^State comes back from checkpoint \d+\.$/u, /^状态从检查点 \d+ 恢复。$/u],
    [/^Readings: all 9 subtasks are RUNNING\.$/u, /^Readings：9 个子任务全部 RUNNING。$/u],
  ],
  slowMachine: [
    [/^node3 is 10× slower\.$/u, /^node3 慢 10 倍。$/u],
    [/^Checkpoint \d+ completed: all 9 tasks acknowledged within [\d.]+ m?s, /u, /^检查点 \d+ 完成：9 个任务在 /u],
    [/^Everything is healed\.$/u, /^一切都已恢复。$/u],
    [/^Checkpoint \d+ completed: all 9 tasks acknowledged within [\d.]+ m?s, /u, /^检查点 \d+ 完成：9 个任务在 /u],
  ],
};

describe('a prepared scenario', () => {
  for (const name of SCENARIOS) {
    it(`${name} stops at each of its turns and says what happened, in both languages`, async () => {
      const stops = await played(name);
      expect(stops.map((stop) => stop.en)).toEqual(SAID[name].map(([en]) => expect.stringMatching(en)));
      expect(stops.map((stop) => stop.zh)).toEqual(SAID[name].map(([, zh]) => expect.stringMatching(zh)));
    });
  }
});

type Stop = Readonly<Record<Language, string>>;

/** Plays all steps of a scenario, as a person who presses N whenever it has stopped. */
async function played(name: ScenarioName): Promise<readonly Stop[]> {
  const world = await running(name === 'leaderDies' ? 'ha' : 'standalone');
  const run = new Run(0, world.header, true, true, null);
  let playing = false;
  let moment = 0;
  const learn = () => {
    run.add(run.history.entries.length, world.recorder.since(run.history.entries.length));
    run.worldNow = world.simulation.now;
  };
  learn();
  const scenes = new Scenes({
    run: () => run,
    stage: () => {
      const state = run.history.at(run.end);
      return { state, job: run.jobAt(state, null) };
    },
    words: () => wordsOf('en'),
    moment: () => moment,
    say: () => {},
    act: (fault) => {
      moment = run.end;
      world.apply({ kind: 'fault', fault });
      playing = true;
    },
    play: () => {
      playing = true;
    },
    stopAt: (t) => {
      playing = false;
      moment = t;
    },
  });
  scenes.begin(name);
  const stops: Stop[] = [];
  for (;;) {
    scenes.next();
    if (scenes.nextText() === null) return stops;
    const begun = moment;
    while (playing) {
      if (moment - begun > LIMIT) throw new Error(`${name} waits for ever at step ${stops.length + 1}`);
      pass(world, Math.max(0, moment + 100 - world.simulation.now));
      learn();
      moment += 100;
      scenes.watch();
    }
    const caption = run.history.saidAt(moment) ?? run.history.at(moment).caption;
    const said = (language: Language) => (caption === null ? '' : captionText(caption, language));
    stops.push({ en: said('en'), zh: said('zh') });
  }
}

/** A cluster of three machines with a job that counts for ever, all of its tasks running. */
async function running(preset: 'standalone' | 'ha'): Promise<World> {
  const world = await openWorld(preset);
  await typed(world, preset === 'ha' ? 'start-zookeeper-quorum.sh; sleep 3; start-cluster.sh' : 'start-cluster.sh');
  await typed(world, 'sleep 15; mvn -q package; flink run -d -p 3 -c Readings target/*.jar; sleep 6');
  return world;
}
