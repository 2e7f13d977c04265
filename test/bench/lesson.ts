/** Run All of the first lesson, headless as `millrace run` does it; the first run is that of a fresh process. */

import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseLesson } from '../../src/lesson/format.ts';
import { diskMount } from '../../src/remote/disk.node.ts';
import { createProgramCompiler } from '../../src/world/compiler.ts';
import { finishHeadless, runCellHeadless } from '../../src/world/headless.ts';
import { cellRequests, projectCells, worldSpec } from '../../src/world/lesson-world.ts';
import { createWorld } from '../../src/world/world.ts';
import { median, megabytes, note, report, retained, seconds } from './support/promise.ts';

const root = process.env.MILLRACE_ROOT ?? process.cwd();
const file = join(root, 'lessons/en/01-wordcount.flink.md');

interface Run {
  /** ms of wall time until the first program cell, the count of a file, has ended. */
  readonly batch: number;
  readonly all: number;
  readonly retained: number;
}

async function runAll(): Promise<Run> {
  const before = retained();
  const began = performance.now();
  const lesson = parseLesson(readFileSync(file, 'utf8'));
  const requests = cellRequests(lesson);
  const world = createWorld({
    spec: worldSpec(lesson, 'lesson'),
    workspace: diskMount(dirname(file)),
    compiler: await createProgramCompiler({}),
    filters: () => readFileSync(join(root, 'dist/filters.js'), 'utf8'),
    emit: () => {},
  });
  world.apply({ kind: 'sources', cells: projectCells(requests) });
  let batch = Number.NaN;
  for (const request of requests) {
    const run = await runCellHeadless(world, request);
    if (request.language !== 'java' || !Number.isNaN(batch)) continue;
    batch = performance.now() - began;
    if (!run.result?.ok || !/\(\w+,\d+\)/.test(run.result.stdout)) throw new Error('the lesson counted nothing');
  }
  await finishHeadless(world);
  const all = performance.now() - began;
  const after = retained();
  // The world is in use until here.
  if (world.runs.length !== requests.length) throw new Error('cells are missing');
  return { batch, all, retained: after - before };
}

const first = await runAll();
const others: Run[] = [];
for (let i = 0; i < 5; i++) others.push(await runAll());
const batch = median(others.map((run) => run.batch));
report({
  promise: 'Run All → last count of the batch part of the first lesson in < 1 s',
  measured: `${seconds(first.batch)} in a fresh process, ${seconds(batch)} after that`,
  kept: first.batch < 1_000,
});
note(
  `all cells of the lesson, the unbounded part too: ${seconds(first.all)}, ${seconds(median(others.map((run) => run.all)))} after that`,
);
report({
  promise: "memory of a lesson's world after all cells, trace and outputs included",
  measured: `${megabytes(median(others.map((run) => run.retained)))} (the first ${megabytes(first.retained)}, with the library)`,
  kept: null,
});
