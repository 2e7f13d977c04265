import { parseDocument } from 'yaml';
import { isMap } from './maps.ts';

/** What a program is tried with and what it has to print; the body of a `check` cell (YAML, one case or a list of them). */
export interface ProgramCase {
  /** As on a command line. */
  readonly args: string;
  /** Written on the first machine before the program starts; text by path. */
  readonly files: Readonly<Record<string, string>>;
  /** Typed, line by line, into an `nc` that listens there; text by `host:port`. */
  readonly input: Readonly<Record<string, string>>;
  /** Lines that it prints on standard output. */
  readonly output: readonly string[];
  /** Does the order of the lines matter? */
  readonly ordered: boolean;
}
export interface ProgramCheck {
  /** Fully qualified. */
  readonly className: string;
  readonly cases: readonly ProgramCase[];
  /** Each case is tried with each. */
  readonly seeds: readonly number[];
}

export class ProgramCheckError extends Error {}

const KEYS = ['args', 'files', 'input', 'output', 'order'];

/** Reads a `check` cell. Throws a {@link ProgramCheckError} that says what is wrong. */
export function parseProgramCheck(options: Readonly<Record<string, string | true>>, source: string): ProgramCheck {
  if (typeof options.class !== 'string')
    throw new ProgramCheckError('a check cell names the program: class=lesson.WordCount');
  const document = parseDocument(source);
  if (document.errors[0]) throw new ProgramCheckError(document.errors[0].message);
  const value: unknown = document.toJS();
  const cases = (Array.isArray(value) ? value : [value]).map(readCase);
  if (cases.length === 0) throw new ProgramCheckError('a check needs at least one case');
  const seeds = typeof options.seeds === 'string' ? options.seeds.split(',').map(Number) : [1];
  if (!seeds.every(Number.isSafeInteger)) throw new ProgramCheckError('seeds=1,2,3 takes integers');
  return { className: options.class, cases, seeds };
}

function readCase(value: unknown): ProgramCase {
  if (!isMap(value)) throw new ProgramCheckError(`a case is a map of ${KEYS.join(', ')}`);
  for (const key of Object.keys(value))
    if (!KEYS.includes(key)) throw new ProgramCheckError(`unknown key "${key}" (known: ${KEYS.join(', ')})`);
  const { args = '', files, input, output, order = 'any' } = value;
  if (typeof output !== 'string') throw new ProgramCheckError('a case says what is printed: output');
  if (order !== 'any' && order !== 'same') throw new ProgramCheckError('order is any or same');
  return {
    args: String(args),
    files: texts(files, 'files'),
    input: texts(input, 'input'),
    output: linesOf(output),
    ordered: order === 'same',
  };
}

function texts(value: unknown, key: string): Record<string, string> {
  if (value === undefined) return {};
  if (!isMap(value)) throw new ProgramCheckError(`${key} is a map of texts`);
  return Object.fromEntries(Object.entries(value).map(([name, text]) => [name, String(text)]));
}

/** Lines of a printed text without the subtask's prefix (`3> `) and without empty ones at the end. */
export function linesOf(text: string): string[] {
  const lines = text.split(/\r?\n/).map((line) => line.replace(/^\d+> /, '').trimEnd());
  while (lines.at(-1) === '') lines.pop();
  return lines;
}

/** What is missing and what is too much; null when the program printed what it should. */
export function compareOutput(
  wanted: ProgramCase,
  printed: readonly string[],
): { readonly missing: readonly string[]; readonly unexpected: readonly string[]; readonly reordered: boolean } | null {
  const left = [...printed];
  const missing = wanted.output.filter((line) => {
    const place = left.indexOf(line);
    if (place >= 0) left.splice(place, 1);
    return place < 0;
  });
  const reordered =
    wanted.ordered &&
    missing.length === 0 &&
    left.length === 0 &&
    wanted.output.some((line, place) => line !== printed[place]);
  return missing.length === 0 && left.length === 0 && !reordered ? null : { missing, unexpected: left, reordered };
}
