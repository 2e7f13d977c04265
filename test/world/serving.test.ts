import { expect, it } from 'vitest';
import { parseLesson } from '../../src/lesson/format.ts';
import { createProgramCompiler } from '../../src/world/compiler.ts';
import { runCellHeadless } from '../../src/world/headless.ts';
import { cellRequests, worldSpec } from '../../src/world/lesson-world.ts';
import type { WorldEvent } from '../../src/world/protocol.ts';
import { createWorld } from '../../src/world/world.ts';

it('offers a line to type into below what reads its terminal, and only there', async () => {
  const lesson = parseLesson('```sh\nnc -lk 9999\n```\n```sh\ntail -f /etc/hosts\n```\n```sh\nnc -l 9998\n```\n');
  const events: WorldEvent[] = [];
  const world = createWorld({
    spec: worldSpec(lesson, 'typing.flink.md'),
    workspace: { list: () => null, read: () => null, size: () => null },
    compiler: await createProgramCompiler({}, () => false),
    filters: () => '',
    emit: (event) => events.push(event),
  });
  for (const request of cellRequests(lesson)) await runCellHeadless(world, request);
  const serving = events.flatMap((event) => (event.type === 'serving' ? [[event.cell, event.acceptsInput]] : []));
  expect(serving).toEqual([
    [0, true],
    [1, false],
    [2, true],
  ]);
});
