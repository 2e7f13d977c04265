import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { parseLesson } from '../lesson/format.ts';
import { type HandoutOutput, handout, handoutLanguage, handoutRemark, pictureType } from '../lesson/handout.ts';
import { PATIENCE_MS, runHeadless } from '../world/headless.ts';
import { isLessonFile } from '../world/lesson-world.ts';
import { openLesson } from './lesson.ts';
import { openWorld } from './open-world.ts';
import { fileError, readArguments, UsageError } from './usage.ts';

/** `millrace handout`: runs a lesson and writes it with its outputs as one page; resolves with the exit code. */
export async function handoutCommand(args: readonly string[]): Promise<number> {
  const { values, positionals } = readArguments(args, { solutions: { type: 'boolean' } });
  const [file, out, ...others] = positionals;
  if (file === undefined || out === undefined || others.length > 0)
    throw new UsageError('handout: which lesson and which page? handout FILE.flink.md OUT.html');
  if (!isLessonFile(file)) throw new UsageError(`handout: ${file} is no lesson (*.flink.md)`);
  return write(file, out, values.solutions ?? false);
}

async function write(file: string, out: string, solutions: boolean): Promise<number> {
  const { spec, requests } = openLesson({ file, seed: undefined });
  const world = await openWorld(file, spec, () => {});
  await runHeadless(world, requests, undefined, PATIENCE_MS);
  const outputs = new Map(
    world.runs.map(({ request, stdout, stderr, result }): [number, HandoutOutput] => [
      request.cell,
      { text: `${stdout}${stderr}`, failed: result?.ok === false },
    ]),
  );
  const { cells } = parseLesson(new TextDecoder('utf-8', { ignoreBOM: true }).decode(readFileSync(file)));
  const page = handout(cells, {
    title: spec.title,
    language: handoutLanguage(resolve(file)),
    remark: handoutRemark(spec.seed),
    outputs,
    solutions,
    picture: (address) => pictureOf(file, address),
  });
  try {
    writeFileSync(out, page);
  } catch (error) {
    throw fileError(out, 'written', error);
  }
  return 0;
}

/** A picture beside the lesson becomes part of the page. */
function pictureOf(file: string, address: string): string | null {
  const path = resolve(dirname(file), decodeURI(address));
  const type = pictureType(address);
  return type !== null && existsSync(path) ? `data:${type};base64,${readFileSync(path).toString('base64')}` : null;
}
