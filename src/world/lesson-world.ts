import type { Lesson } from '../lesson/format.ts';
import { isProgramLanguage, parseInfo } from '../lesson/info.ts';
import type { Note } from '../lesson/note.ts';
import { isWholeProgram } from '../lesson/note-content.ts';
import type { CellRequest, NoteKind, WorldSpec } from './protocol.ts';

/** The world that a lesson asks for. A seed given outside wins over the front matter's; 1 is the default. */
export function worldSpec(
  lesson: Pick<Lesson, 'title' | 'frontMatter'>,
  fallbackTitle: string,
  seed?: number,
): WorldSpec {
  const { frontMatter } = lesson;
  return {
    title: lesson.title ?? fallbackTitle,
    preset: frontMatter.preset,
    machines: frontMatter.machines ?? [],
    config: frontMatter.config,
    seed: seed ?? frontMatter.seed ?? 1,
    epoch: frontMatter.epoch,
    timezone: frontMatter.timezone,
  };
}

/** The code cells of a lesson as requests; `cell` is the cell's index. */
export function cellRequests(lesson: Lesson): CellRequest[] {
  return lesson.cells.flatMap((cell) =>
    cell.kind === 'code'
      ? [{ cell: cell.index, language: cell.language, options: cell.options, source: cell.value }]
      : [],
  );
}

/** Those that belong to the lesson's project: the world gets them all before any runs. */
export function projectCells(requests: readonly CellRequest[]): CellRequest[] {
  return requests.filter(({ language }) => isProgramLanguage(language));
}

/** Is a file a lesson (its labelled fences are cells) or a note (every fence is judged by its content)? */
export function isLessonFile(path: string): boolean {
  return path.endsWith('.flink.md');
}

/**
 * The blocks of a note as requests; `cell` counts fences. Whole programs run where they stand, as in an IDE, unless the note goes on to build or
 * submit programs; parts of programs are shown.
 */
export function noteRequests({ blocks, setting }: Pick<Note, 'blocks' | 'setting'>): CellRequest[] {
  return blocks.map((block): CellRequest => {
    const { source } = block.fence;
    if (block.kind === 'cell') {
      const { language, options } = parseInfo(block.fence.info);
      return { cell: block.index, language, options, source };
    }
    const shown = block.kind === 'program' && (setting.builds || !isWholeProgram(source));
    const kind: NoteKind =
      block.steps.length === 0
        ? block.kind === 'output'
          ? 'output'
          : 'prose'
        : block.steps.every((step) => step.kind === 'edit')
          ? 'edited'
          : 'ran';
    return {
      cell: block.index,
      language: block.language ?? (block.steps.length > 0 ? 'console' : 'text'),
      options: shown ? { norun: true } : {},
      source,
      note: { kind, why: block.why, steps: block.steps },
    };
  });
}

/** A cell that is run alone: a note's program runs then, even if the note builds and submits it elsewhere. */
export function asAskedFor(request: CellRequest): CellRequest {
  if (!request.note || !isProgramLanguage(request.language)) return request;
  const { norun: _, ...options } = request.options;
  return { ...request, options: { ...options, run: true } };
}

/** The world of a note: the machines that it names and what it takes for granted, unless its front matter names machines or a preset. */
export function noteSpec(spec: WorldSpec, note: Pick<Note, 'machines'> & Partial<Pick<Note, 'setting'>>): WorldSpec {
  if (spec.machines.length > 0) return spec;
  const { machines, setting } = note;
  if (spec.preset !== 'standalone')
    return machines.length > 0 ? { ...spec, machines: machines.map(({ name }) => ({ name })) } : spec;
  const users = [
    ...new Set([
      ...machines.flatMap((machine) => machine.users),
      ...(setting?.users ?? []),
      ...(setting?.user ? [setting.user] : []),
    ]),
  ];
  return {
    ...spec,
    preset: 'note',
    machines: machines.map(({ name, ip }) => ({ name, ...(ip === null ? {} : { ip }) })),
    note: {
      users: users.filter((user) => user !== 'root'),
      aliases: Object.fromEntries(machines.flatMap(({ name, aliases }) => aliases.map((alias) => [alias, name]))),
      user: setting?.user ?? 'root',
      flink: setting?.flink ?? '1.13.6',
      directories: setting?.directories ?? [],
      classes: setting?.classes ?? [],
      jars: setting?.jars ?? [],
      files: setting?.files ?? {},
      nameNode: setting?.nameNode ?? null,
      queues: setting?.queues ?? [],
      parallelism: setting?.parallelism ?? 1,
      savepoints: setting?.savepoints ?? false,
      netcat: setting?.netcat ?? null,
      kubernetes: setting?.kubernetes ?? false,
    },
  };
}
