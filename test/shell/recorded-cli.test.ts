import { existsSync, readdirSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { comparable, type Laboratory, laboratory, learn, recording } from './recorded-cli.ts';

/** A step of a recorded session: a line that sets the scene, or a recording to type and to compare. */
type Step = { readonly type: string } | { readonly recorded: string; readonly interruptAfter?: number };
interface Scene {
  readonly title: string;
  readonly config?: Readonly<Record<string, string>>;
  /** In the order of the recorder. */
  readonly steps: readonly Step[];
}

const type = (line: string): Step => ({ type: line });
const recorded = (folder: string, ...names: readonly string[]): Step[] =>
  names.map((name) => ({ recorded: `${folder}/${name}` }));

const LISTENING = '(cat data/words.txt; sleep 1000000) | nc -lk 9999 &';
const CANCEL_ALL =
  "for job in $(flink list -r | grep -o ' [0-9a-f]\\{32\\} '); do flink cancel $job; done >/dev/null; sleep 2";
const cluster = (taskmanagers: number): Step =>
  type(
    `jobmanager.sh start; sleep 5; for i in $(seq ${taskmanagers}); do taskmanager.sh start; done; sleep 10; ${LISTENING}`,
  );

const truth = (path: string): URL => new URL(`../truth/${path}`, import.meta.url);
const mistakes = readdirSync(truth('02-jobs/m-mistakes'))
  .filter((file) => file.endsWith('.txt'))
  .map((file) => file.slice(0, -'.txt'.length));
const jobs = (which: RegExp): Step[] =>
  readdirSync(truth('02-jobs'))
    .filter((job) => which.test(job) && existsSync(truth(`02-jobs/${job}/cli.txt`)))
    .flatMap((job) => [type(CANCEL_ALL), ...recorded(`02-jobs/${job}`, 'cli')]);

/** The job of run-detached, which the recorder stopped with a savepoint in between. */
const SOCKET_JOB = '97e2aa03e05646cdc191fad3593d2269';
const SAVEPOINTS = '05-savepoint-keygroups';

const SCENES: readonly Scene[] = [
  {
    title: 'two TaskManagers',
    steps: [
      cluster(2),
      ...recorded('07-cli', 'list-empty', 'list-a-empty', 'run-detached', 'run-bounded-attached', 'run-bounded-p2'),
      ...recorded('07-cli', 'run-with-name-and-tag-detached'),
      type('sleep 3'),
      ...recorded('07-cli', 'list-two-running', 'list-r', 'list-s', 'list-a', 'list-m', 'savepoint'),
      type(`flink stop -p sp ${SOCKET_JOB}`),
      ...recorded('07-cli', 'stop', 'cancel-finished-job', 'list-a-after', 'run-wrong-class'),
      ...recorded('07-cli', 'run-default-main-class', 'run-missing-input', 'run-dash-D', 'run-dash-t-remote'),
      ...recorded('07-cli', 'run-t-yarn', 'run-m-yarn-cluster', 'run-t-local'),
      { recorded: '07-cli/run-attached-ctrl-c', interruptAfter: 6_000 },
      { recorded: '07-cli/run-attached-sae-ctrl-c', interruptAfter: 6_000 },
    ],
  },
  {
    title: 'savepoints',
    steps: [
      cluster(3),
      ...recorded(SAVEPOINTS, '1-p2-cli'),
      type('sleep 3'),
      ...recorded(SAVEPOINTS, '2-savepoint-cli'),
      ...recorded('07-cli', 'cancel-running-job'),
      ...recorded(SAVEPOINTS, '4-resume-p3-cli'),
      type('sleep 3'),
      ...recorded(SAVEPOINTS, '5-stop-with-savepoint-cli', '6-resume-p1-cli'),
      type('sleep 3'),
      ...recorded(SAVEPOINTS, '7-cancel-with-savepoint-cli', '8-resume-max64-cli', '9-resume-other-job-cli'),
      ...recorded(SAVEPOINTS, '9-resume-other-job-allowed-cli', '10-resume-missing-path-cli'),
      ...recorded(SAVEPOINTS, '11-savepoint-unknown-job-cli', '12-savepoint-dispose-cli', '13-for-rest-cli'),
    ],
  },
  {
    title: 'no TaskManager',
    config: { 'slot.request.timeout': '8000' },
    steps: [
      type('jobmanager.sh start; sleep 4'),
      ...recorded('07-cli', 'run-no-taskmanager-within-startup'),
      type('sleep 3'),
      ...recorded('07-cli', 'run-no-taskmanager-after-startup'),
    ],
  },
  {
    title: 'too few slots within the start-up time',
    config: { 'slot.request.timeout': '8000', 'resourcemanager.standalone.start-up-time': '600000' },
    steps: [cluster(1), ...recorded('07-cli', 'run-too-many-slots-request-timeout-8s')],
  },
  { title: 'no cluster', steps: recorded('07-cli', 'no-cluster-run', 'no-cluster-list', 'no-cluster-cancel') },
  {
    title: 'three TaskManagers',
    config: { 'slot.request.timeout': '15000' },
    steps: [
      cluster(3),
      ...jobs(/^[a-j](?!-dataset-output-again)/),
      ...jobs(/-dataset-output-again/),
      ...jobs(/^k-/),
      // taskmanager.slot.timeout: slots that were promised to a job which is no more
      type('sleep 10'),
      ...jobs(/^[l-z]-(?!config)/),
    ],
  },
  {
    title: 'parallelism.default: 3',
    config: { 'parallelism.default': '3' },
    steps: [cluster(3), ...jobs(/^n-config3/)],
  },
  { title: 'beginners’ mistakes', steps: [cluster(3), ...recorded('02-jobs/m-mistakes', ...mistakes)] },
];

describe('bin/flink answers as recorded', () => {
  for (const { title, config, steps } of SCENES) {
    describe(title, () => {
      let lab: Laboratory;
      beforeAll(async () => {
        lab = await laboratory(config);
      });
      let setting: string[] = [];
      for (const step of steps) {
        if ('type' in step) {
          setting.push(step.type);
          continue;
        }
        const before = setting;
        setting = [];
        it(step.recorded, () => {
          for (const line of before) lab.type(line);
          const expected = recording(step.recorded);
          const own = lab.type(expected.command, step.interruptAfter);
          learn(lab.names, expected, own);
          expect(comparable(own)).toEqual(comparable(expected, lab.names));
          if (expected.remark !== '') expect(lab.stateAfter(own)).toBe(expected.remark);
        });
      }
    });
  }
});
