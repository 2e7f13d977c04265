import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openLesson } from '../../src/cli/lesson.ts';
import { diskMount } from '../../src/remote/disk.node.ts';
import { runHeadless } from '../../src/world/headless.ts';
import type { World } from '../../src/world/world.ts';
import { filtersLibrary } from '../support/filters-library.ts';
import { worldOf } from '../support/worlds.ts';

const root = join(import.meta.dirname, '../..');

async function runLesson(file: string): Promise<World> {
  const { spec, requests } = openLesson({ file, seed: undefined });
  const world = await worldOf({
    spec,
    workspace: diskMount(dirname(file)),
    filters: () => filtersLibrary,
  });
  await runHeadless(world, requests);
  return world;
}

const lessons = ['en', 'zh'].flatMap((language) =>
  readdirSync(join(root, 'lessons', language))
    .filter((name) => name.endsWith('.flink.md'))
    .map((name) => `lessons/${language}/${name}`),
);

describe("the course's lessons", () => {
  it.each(lessons)('%s runs from top to bottom, twice alike, event for event', async (lesson) => {
    const first = await runLesson(join(root, lesson));
    expect(first.runs.map((run) => [run.request.cell, run.result!.error])).toEqual(
      first.runs.map((run) => [run.request.cell, null]),
    );
    const second = await runLesson(join(root, lesson));
    expect(JSON.stringify(second.recorder.entries)).toBe(JSON.stringify(first.recorder.entries));
    expect(second.runs.map((run) => run.result)).toEqual(first.runs.map((run) => run.result));
  });
});
