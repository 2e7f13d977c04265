import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, extname, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { parseLesson } from '../lesson/format.ts';
import { type HandoutOutput, handout } from '../lesson/handout.ts';
import { finishHeadless, runCellHeadless } from '../world/headless.ts';
import { isLessonFile, projectCells } from '../world/lesson-world.ts';
import { openLesson, UsageError } from './lesson.ts';
import { openWorld } from './open-world.ts';

/** `millrace handout`: runs a lesson and writes it with its outputs as one page; resolves with the exit code. */
export async function handoutCommand(args: readonly string[]): Promise<number> {
  try {
    let parsed: { values: { solutions?: boolean }; positionals: string[] };
    try {
      parsed = parseArgs({ args: [...args], allowPositionals: true, options: { solutions: { type: 'boolean' } } });
    } catch (error) {
      throw new UsageError(error instanceof Error ? error.message : String(error));
    }
    const [file, out, ...others] = parsed.positionals;
    if (file === undefined || out === undefined || others.length > 0)
      throw new UsageError('handout: which lesson and which page? handout FILE.flink.md OUT.html');
    if (!isLessonFile(file)) throw new UsageError(`handout: ${file} is no lesson (*.flink.md)`);
    return await write(file, out, parsed.values.solutions ?? false);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    process.stderr.write(`millrace: ${error.message}\n`);
    return 2;
  }
}

async function write(file: string, out: string, solutions: boolean): Promise<number> {
  const { spec, requests } = openLesson({ file, seed: undefined });
  const world = await openWorld(file, spec, () => {});
  world.apply({ kind: 'sources', cells: projectCells(requests) });
  for (const request of requests) await runCellHeadless(world, request);
  await finishHeadless(world);
  const outputs = new Map(
    world.runs.map(({ request, stdout, stderr, result }): [number, HandoutOutput] => [
      request.cell,
      { text: `${stdout}${stderr}`, failed: result?.ok === false },
    ]),
  );
  const { cells } = parseLesson(new TextDecoder('utf-8', { ignoreBOM: true }).decode(readFileSync(file)));
  const page = handout(cells, {
    title: spec.title,
    language: /[/\\]zh[/\\]/.test(resolve(file)) ? 'zh-CN' : 'en',
    remark: `Millrace · Flink 1.13.6 (simulated) · seed ${spec.seed}`,
    outputs,
    solutions,
    picture: (address) => pictureOf(file, address),
  });
  try {
    writeFileSync(out, page);
  } catch (error) {
    throw new UsageError(`${out} cannot be written: ${error instanceof Error ? error.message : String(error)}`);
  }
  return 0;
}

const TYPES: Readonly<Record<string, string>> = {
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.gif': 'image/gif',
};

/** A picture beside the lesson becomes part of the page. */
function pictureOf(file: string, address: string): string | null {
  if (/^[a-z]+:/i.test(address)) return null;
  const path = resolve(dirname(file), decodeURI(address));
  const type = TYPES[extname(path).toLowerCase()];
  return type !== undefined && existsSync(path) ? `data:${type};base64,${readFileSync(path).toString('base64')}` : null;
}
