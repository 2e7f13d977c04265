import { type Cell, type EditedCell, type FenceFilter, parseLesson, serializeLesson } from '../lesson/format.ts';
import type { FrontMatter } from '../lesson/front-matter.ts';
import { isCellByOptions, kindOf, parseInfo } from '../lesson/info.ts';
import { type NoteBlock, type NoteMachine, type NoteSetting, parseNote } from '../lesson/note.ts';
import { noteRequests } from '../world/lesson-world.ts';
import type { CellRequest } from '../world/protocol.ts';

/** A lesson as a notebook's data, without VS Code's classes: what the serializer hands over and takes back. */
export interface LessonData {
  readonly metadata: LessonMetadata;
  readonly cells: readonly CellData[];
}
export interface LessonMetadata {
  readonly head: string;
  readonly eol: '\n' | '\r\n';
  readonly title: string | null;
  readonly frontMatter: FrontMatter;
  /** `binary`: the file is no UTF-8; its bytes are kept as characters 0–255. */
  readonly encoding: 'utf-8' | 'binary';
  /** For a note: the machines that it names. */
  readonly machines?: readonly NoteMachine[];
  /** For a note: what it takes for granted beside them. */
  readonly setting?: NoteSetting;
}
export interface CellData {
  readonly kind: 'markup' | 'code';
  readonly value: string;
  /** VS Code's id of the language. */
  readonly languageId: string;
  readonly metadata: CellMetadata;
}
/** Undefined members: a cell that was made in the editor. */
export interface CellMetadata {
  readonly language?: string;
  readonly info?: string;
  readonly options?: Readonly<Record<string, string | true>>;
  readonly warnings?: readonly string[];
  readonly origin?: Cell['origin'];
  /** For a note's block: what its text comes to. */
  readonly note?: CellRequest['note'];
}
export type Mode = 'lesson' | 'note';

const LANGUAGE_IDS: Readonly<Record<string, string>> = {
  sh: 'shellscript',
  bash: 'shellscript',
  shell: 'shellscript',
  console: 'shellscript',
  text: 'plaintext',
  input: 'millrace-input',
  check: 'yaml',
  scenario: 'plaintext',
};
const LESSON_LANGUAGES: Readonly<Record<string, string>> = {
  shellscript: 'sh',
  plaintext: 'text',
  'millrace-input': 'input',
};

const languageIdOf = (language: string): string => LANGUAGE_IDS[language] ?? language;

/** The lesson's own word for a cell's language: as written in the file while it still fits, else the usual one. */
export function lessonLanguage(languageId: string, metadata: CellMetadata): string {
  if (metadata.language !== undefined && languageIdOf(metadata.language) === languageId) return metadata.language;
  return LESSON_LANGUAGES[languageId] ?? languageId;
}

/** Never throws: any bytes open as a lesson, and come back as they were. */
export function readLesson(bytes: Uint8Array, mode: Mode = 'lesson'): LessonData {
  const { text, encoding } = decode(bytes);
  const note = mode === 'note' ? parseNote(text) : null;
  const requests = note ? noteRequests(note) : [];
  const lesson = note ? parseLesson(text, noteFences(note.blocks, requests)) : parseLesson(text);
  const blocks = note ? requests.filter((_, index) => isRunnable(note.blocks[index]!)) : [];
  return {
    metadata: {
      head: lesson.head,
      eol: lesson.eol,
      title: lesson.title,
      frontMatter: lesson.frontMatter,
      encoding,
      ...(note ? { machines: note.machines, setting: note.setting } : {}),
    },
    cells: lesson.cells.map((cell) => cellData(cell, cell.kind === 'code' ? blocks[cell.index]?.note : undefined)),
  };
}

const isRunnable = ({ steps, kind }: NoteBlock): boolean => steps.length > 0 || kind === 'program' || kind === 'cell';

/** A note's fences in order: those that run are cells. */
function noteFences(blocks: readonly NoteBlock[], requests: readonly CellRequest[]): FenceFilter {
  let next = 0;
  return () => {
    const index = next++;
    const block = blocks[index];
    if (!block || !isRunnable(block)) return null;
    const { language, options } = requests[index]!;
    return { language, options, warnings: [], kind: kindOf(language, options.file !== undefined) ?? 'shell' };
  };
}

/** What a note's block comes to as it stands in the editor, perhaps edited; undefined: a cell as in lessons. */
export function noteOf(source: string, metadata: CellMetadata): CellRequest['note'] {
  if (metadata.info !== undefined && isCellByOptions(parseInfo(metadata.info))) return undefined;
  if (metadata.note && metadata.origin?.value === source) return metadata.note;
  const marker = '`'.repeat(8);
  return noteRequests(parseNote(`${marker}\n${source}\n${marker}\n`))[0]?.note;
}

function cellData(cell: Cell, note: CellRequest['note']): CellData {
  if (cell.kind === 'markup') {
    return { kind: 'markup', value: cell.value, languageId: 'markdown', metadata: { origin: cell.origin } };
  }
  const { value, language, info, options, warnings, origin } = cell;
  return {
    kind: 'code',
    value,
    languageId: languageIdOf(language),
    metadata: { language, info, options, warnings, origin, ...(note ? { note } : {}) },
  };
}

/** @throws Error when a file that is no UTF-8 got characters that its encoding cannot be known for */
export function writeLesson(metadata: Partial<LessonMetadata>, cells: readonly CellData[]): Uint8Array {
  const text = serializeLesson({ head: metadata.head ?? '', eol: metadata.eol ?? '\n' }, cells.map(editedCell));
  return encode(text, metadata.encoding ?? 'utf-8');
}

function editedCell({ kind, value, languageId, metadata }: CellData): EditedCell {
  if (kind === 'markup') {
    return { kind, value, language: 'markdown', info: null, origin: metadata.origin ?? null };
  }
  const language = lessonLanguage(languageId, metadata);
  const changed = metadata.language !== undefined && metadata.language !== language;
  const info = changed ? (metadata.info ?? '').replace(/^\S*/, language) : (metadata.info ?? language);
  return { kind, value, language, info, origin: changed ? null : (metadata.origin ?? null) };
}

function decode(bytes: Uint8Array): { text: string; encoding: LessonMetadata['encoding'] } {
  try {
    return { text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes), encoding: 'utf-8' };
  } catch {
    let text = '';
    for (let i = 0; i < bytes.length; i += 8192) text += String.fromCharCode(...bytes.subarray(i, i + 8192));
    return { text, encoding: 'binary' };
  }
}

function encode(text: string, encoding: LessonMetadata['encoding']): Uint8Array {
  if (encoding === 'utf-8') return new TextEncoder().encode(text);
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code > 255) throw new Error('This file is not UTF-8. Save it as UTF-8 before writing such characters into it.');
    bytes[i] = code;
  }
  return bytes;
}
