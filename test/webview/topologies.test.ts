/** Clusters and jobs of other shapes than one job on one cluster: what the view knows of them is what their traces say. */
import { describe, expect, it } from 'vitest';
import type { TraceEntry } from '../../src/trace/facts.ts';
import type { World } from '../../src/world/world.ts';
import { History } from '../../webview/cluster/model/history.ts';
import { RunIndex } from '../../webview/cluster/model/index.ts';
import { standingManagersOf } from '../../webview/cluster/model/managers.ts';
import { type ClusterState, leadershipId } from '../../webview/cluster/model/state.ts';
import { captionText } from '../../webview/cluster/words/caption.ts';
import { expectSeeksLikePlaying } from './seeks.ts';
import { openWorld, typed } from './worlds.ts';

const JOB_ID = '$(flink list -r 2> /dev/null | grep -o "[0-9a-f]\\{32\\}" | head -1)';
const RUN = 'flink run -d -c Readings -p';

const TOPOLOGIES: Readonly<Record<string, readonly string[]>> = {
  'two jobs at once, one of which fails and the machine of both': [
    `start-cluster.sh; sleep 5; mvn -q package; ${RUN} 2 target/*.jar; ${RUN} 1 target/*.jar; sleep 4`,
    `chaos poison ${JOB_ID} Clean; sleep 3; chaos kill node3 taskmanager; sleep 12`,
  ],
  'two clusters side by side': [
    'mvn -q package; jobmanager.sh start; taskmanager.sh start',
    "ssh node2 'cp -r $FLINK_HOME/conf /tmp/two; sed -i s/node1/node2/ /tmp/two/flink-conf.yaml; export FLINK_CONF_DIR=/tmp/two; jobmanager.sh start; taskmanager.sh start'",
    `sleep 6; ${RUN} 1 target/*.jar; ${RUN} 2 -m node2:8081 target/*.jar; sleep 5`,
  ],
  'a job that is stopped with a savepoint and goes on wider': [
    `start-cluster.sh; sleep 5; mvn -q package; ${RUN} 2 target/*.jar; sleep 4`,
    `flink stop -p file:///shared/saved ${JOB_ID}; sleep 1`,
    `${RUN} 3 -s file:///shared/saved/$(ls /shared/saved) target/*.jar; sleep 5`,
  ],
  'a job that gets too few slots': [
    `start-cluster.sh; sleep 5; mvn -q package; ${RUN} 8 target/*.jar; sleep 4; taskmanager.sh start; sleep 6`,
  ],
};

describe('what the view knows', () => {
  for (const [name, lines] of Object.entries(TOPOLOGIES))
    it(`is what the trace says: ${name}`, async () => {
      const { entries, history } = await recorded(lines);
      for (let part = 1; part <= 12; part++) {
        const t = (history.end * part) / 12;
        expect(known(history.at(t)), `at ${t}`).toEqual(told(entries, t));
      }
      expectSeeksLikePlaying(entries, 5);
    });
});

describe('several at once', () => {
  it('two clusters have a leader each', async () => {
    const { history } = await recorded(TOPOLOGIES['two clusters side by side']!);
    const { leaders, processes } = history.at(history.end);
    const managers = [...processes.values()].filter(({ role }) => role === 'jobmanager');
    expect(managers).toHaveLength(2);
    for (const { id } of managers) expect(leaders.get(leadershipId('dispatcher', id))?.process).toBe(id);
  });

  it('two clusters have slots for their own jobs only', async () => {
    const { history } = await recorded(TOPOLOGIES['two clusters side by side']!);
    const state = history.at(history.end);
    const machines = [...state.jobs.values()].map((job) => [
      job.jobManager.machine,
      ...standingManagersOf(state, job).map(({ machine }) => machine),
    ]);
    expect(machines.sort()).toEqual([
      ['node1', 'node1'],
      ['node2', 'node2'],
    ]);
  });

  it('JobManagers that elect a leader together are of one cluster, whoever leads', async () => {
    const { entries, history } = await recorded(
      [
        `start-zookeeper-quorum.sh; sleep 3; start-cluster.sh; sleep 15; mvn -q package; ${RUN} 2 target/*.jar; sleep 4`,
        'chaos kill node1 jobmanager; sleep 90; jobmanager.sh start node1 8081; sleep 10',
        'chaos kill node2 jobmanager; sleep 90',
      ],
      'ha',
    );
    const runs = entries.filter((entry) => entry.kind === 'job.submitted');
    expect(new Set(runs.map(({ jobManager }) => jobManager.machine)).size).toBe(2);
    for (const at of [...runs.flatMap((run) => [run.at, run.at + 5000]), history.end]) {
      const state = history.at(at);
      const [job] = state.jobs.values();
      expect(standingManagersOf(state, job!), `at ${at}`).toHaveLength(3);
    }
  });

  it('a key of two jobs is stepped along in one of them', async () => {
    const { entries } = await recorded(TOPOLOGIES['two jobs at once, one of which fails and the machine of both']!);
    const index = new RunIndex();
    for (const entry of entries) index.add(entry);
    const changes = entries.filter((entry) => entry.kind === 'data.state' && entry.key === 'sensor-3');
    const jobs = [...index.jobs.keys()];
    expect(jobs).toHaveLength(2);
    for (const job of jobs) {
      const own = changes.filter((entry) => entry.kind === 'data.state' && entry.job === job).map(({ at }) => at);
      expect(own.length).toBeGreaterThan(10);
      expect(index.momentsOf('key', job, 'sensor-3')).toEqual([...new Set(own)]);
    }
  });

  it('a sentence about one of two jobs says which', async () => {
    const { entries, history } = await recorded(
      TOPOLOGIES['two jobs at once, one of which fails and the machine of both']!,
    );
    const failures = entries.filter((entry) => entry.kind === 'failover');
    const said = failures.map(({ at }) => captionText(history.saidAt(at)!, 'en'));
    expect(said[0]).toMatch(
      /^Readings · [0-9a-f]{4}: poison record at Clean: all \d subtasks are one region, so all restart from checkpoint \d+\.$/u,
    );
    expect(said.at(-1)).toMatch(/^Readings · [0-9a-f]{4}: TaskManager node3 lost: all \d subtasks /u);
  });
});

async function recorded(
  lines: readonly string[],
  preset = 'standalone',
): Promise<{ readonly entries: readonly TraceEntry[]; readonly history: History }> {
  const world: World = await openWorld(preset);
  for (const line of lines) await typed(world, line);
  const entries = world.recorder.since(0);
  const history = new History();
  history.add(entries);
  return { entries, history };
}

interface Known {
  readonly jobs: Readonly<Record<string, string>>;
  /** State, attempt and slot of each subtask. */
  readonly subtasks: Readonly<Record<string, string>>;
  readonly taskManagers: readonly string[];
  readonly slots: readonly string[];
}

function known(state: ClusterState): Known {
  return {
    jobs: Object.fromEntries([...state.jobs.values()].map(({ id, status }) => [id, status])),
    subtasks: Object.fromEntries(
      [...state.subtasks.values()].map(({ id, state: is, attempt, place }) => [
        id,
        `${is} #${attempt} ${place === null ? '' : `${place.taskManager}/${place.slot}`}`,
      ]),
    ),
    taskManagers: [...state.taskManagers.values()].filter(({ lost }) => lost === null).map(({ id }) => id),
    slots: [...state.slots.values()]
      .filter(({ taskManager }) => state.taskManagers.get(taskManager)?.lost === null)
      .map(({ taskManager, slot, job }) => `${taskManager}/${slot} ${job}`)
      .sort(),
  };
}

/** The same, read off the facts by themselves: of each thing the last one. */
function told(entries: readonly TraceEntry[], t: number): Known {
  const jobs = new Map<string, string>();
  const subtasks = new Map<string, { text: string; attempt: number; place: string }>();
  const managers = new Set<string>();
  const slots = new Map<string, string>();
  for (const entry of entries) {
    if (entry.at > t) break;
    if (entry.kind === 'job.submitted') {
      jobs.set(entry.job, 'INITIALIZING');
      for (const { id, parallelism } of entry.vertices)
        for (let n = 0; n < parallelism; n++)
          subtasks.set(`${entry.job}/${id}/${n}`, { text: 'CREATED', attempt: 0, place: '' });
    } else if (entry.kind === 'job.status') {
      if (jobs.has(entry.job)) jobs.set(entry.job, entry.status);
    } else if (entry.kind === 'subtask.state') {
      const id = `${entry.job}/${entry.vertex}/${entry.subtask}`;
      const before = subtasks.get(id);
      const kept = before?.attempt === entry.attempt ? before.place : '';
      const place = entry.taskManager === null ? kept : `${entry.taskManager}/${entry.slot}`;
      subtasks.set(id, { text: entry.state, attempt: entry.attempt, place });
    } else if (entry.kind === 'taskmanager.registered') managers.add(entry.id);
    else if (entry.kind === 'taskmanager.lost') managers.delete(entry.id);
    else if (entry.kind === 'slot.allocated') slots.set(`${entry.taskManager}/${entry.slot}`, entry.job);
    else if (entry.kind === 'slot.freed') slots.delete(`${entry.taskManager}/${entry.slot}`);
  }
  return {
    jobs: Object.fromEntries(jobs),
    subtasks: Object.fromEntries(
      [...subtasks].map(([id, { text, attempt, place }]) => [id, `${text} #${attempt} ${place}`]),
    ),
    taskManagers: [...managers],
    slots: [...slots]
      .filter(([id]) => managers.has(id.slice(0, id.lastIndexOf('/'))))
      .map(([id, job]) => `${id} ${job}`)
      .sort(),
  };
}
