import { beforeAll, describe, expect, it } from 'vitest';
import { type Laboratory, laboratory } from './recorded-cli.ts';

const ARCHIVES = { 'jobmanager.archive.fs.dir': 'file:///archive', 'historyserver.archive.fs.dir': 'file:///archive' };
const get = (lab: Laboratory, url: string): unknown => JSON.parse(lab.type(`curl -s ${url}`).stdout);

describe('the history server', () => {
  let lab: Laboratory;
  let job: string;
  let live: unknown[];
  const paths = () =>
    ['', '/plan', '/config', '/exceptions', '/accumulators', '/checkpoints'].map((part) => `/jobs/${job}${part}`);
  beforeAll(async () => {
    lab = await laboratory(ARCHIVES);
    lab.type('jobmanager.sh start; sleep 5; taskmanager.sh start; sleep 8');
    job = /[0-9a-f]{32}/.exec(lab.type('flink run -p 2 -c lab.BoundedWordCount lab.jar').stdout)![0];
    live = paths().map((path) => get(lab, `localhost:8081${path}`));
    lab.type('jobmanager.sh stop; taskmanager.sh stop; historyserver.sh start; sleep 5');
  });

  it('answers for jobs that are over when their cluster is gone', () => {
    expect(lab.type('jps').stdout).toMatch(/^\d+ HistoryServer$/m);
    expect(lab.type('ls /archive').stdout).toBe(`${job}\n`);
    expect(get(lab, 'localhost:8082/jobs/overview')).toMatchObject({
      jobs: [{ jid: job, name: 'Bounded WordCount', state: 'FINISHED', tasks: { total: 5, finished: 5 } }],
    });
    const moving = ({ now: _, ...rest }: Record<string, unknown>) => rest;
    expect(paths().map((path) => moving(get(lab, `localhost:8082${path}`) as never))).toEqual(
      live.map((answer) => moving(answer as never)),
    );
  });

  it('answers for vertices and subtasks, and says what it has not', () => {
    const { vertices } = get(lab, `localhost:8082/jobs/${job}`) as { readonly vertices: readonly { id: string }[] };
    const at = `localhost:8082/jobs/${job}/vertices/${vertices[1]!.id}`;
    expect(get(lab, at)).toMatchObject({ parallelism: 2 });
    expect(get(lab, `${at}/subtasks/1/attempts/0`)).toMatchObject({ subtask: 1, status: 'FINISHED' });
    expect(get(lab, 'localhost:8082/taskmanagers')).toEqual({ errors: ['File not found.'] });
    expect(get(lab, 'localhost:8082/config')).toMatchObject({ 'refresh-interval': 10_000 });
  });

  it('fails without a directory, and says so in its log', async () => {
    const bare = await laboratory();
    const { stdout } = bare.type('historyserver.sh start; sleep 3; jps; cat $FLINK_HOME/log/*historyserver*.log');
    expect(stdout).not.toMatch(/^\d+ HistoryServer$/m);
    expect(stdout).toContain('FlinkException: historyserver.archive.fs.dir was not configured.');
  });
});
