import { expect, test } from 'vitest';
import { createSubmissions } from '../../src/remote/submissions.ts';
import { fakeFlink } from './fake-flink.ts';

test('a job is submitted when it has been taken note of, so that a window that is killed leaves none unknown', async () => {
  const flink = fakeFlink();
  let noted = (): void => {};
  const submissions = createSubmissions(flink.rest, 1, 17, ({ jobs }) =>
    jobs.length === 0 ? undefined : new Promise((resolve) => (noted = resolve)),
  );
  const running = submissions.run(
    { name: 'lesson-1.0.jar', bytes: new Uint8Array(8) },
    { mainClass: 'Main', args: [], parallelism: null, savepoint: null, configuration: {} },
  );
  const submitted = () => flink.asked.some(({ line }) => line.endsWith('/run'));
  await expect.poll(() => submissions.jobs.length).toBe(1);
  expect(submitted()).toBe(false);
  noted();
  await expect.poll(submitted).toBe(true);
  noted();
  expect(await running).toBe(submissions.jobs[0]);
});
