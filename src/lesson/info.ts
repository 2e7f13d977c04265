/** A cell's info string: the language, then bare flags or key=value, values optionally in double quotes. */
export interface CellInfo {
  /** Lower case; '' when the fence names none. */
  readonly language: string;
  readonly options: Readonly<Record<string, string | true>>;
  readonly warnings: readonly string[];
}

const SHELL = ['sh', 'bash', 'shell', 'console'] as const;
export const PROGRAM_LANGUAGES = ['java', 'scala'] as const;
const FILE = ['yaml', 'xml', 'properties', 'ini', 'text'] as const;

const OTHER = ['sql', 'input', 'check', 'scenario'] as const;

export type CellLanguage =
  | (typeof SHELL)[number]
  | (typeof PROGRAM_LANGUAGES)[number]
  | (typeof FILE)[number]
  | (typeof OTHER)[number];
export type CellKind = 'shell' | 'program' | 'file' | (typeof OTHER)[number];

const KEYS: Readonly<Record<CellKind, readonly string[]>> = {
  shell: ['host', 'exit', 'title', 'check', 'exercise', 'for'],
  program: ['file', 'args', 'run', 'norun', 'exit', 'title', 'exercise'],
  sql: ['title'],
  input: ['to', 'every', 'title', 'exercise'],
  file: ['file', 'host', 'title', 'exercise'],
  check: ['class', 'seeds', 'title', 'for'],
  scenario: ['preset', 'at', 'title'],
};

/** Keys that a cell of this kind knows. */
export const optionsOf = (kind: CellKind): readonly string[] => KEYS[kind];

/** First words of fences that are cells (those of files only with `file=`). */
export const CELL_LANGUAGES: readonly CellLanguage[] = [...SHELL, ...PROGRAM_LANGUAGES, ...FILE, ...OTHER];

export function parseInfo(info: string): CellInfo {
  const tokens = info.match(/[^\s"=]+="(?:[^"\\]|\\.)*"|"(?:[^"\\]|\\.)*"|\S+/g) ?? [];
  const language = (tokens[0] ?? '').toLowerCase();
  const options: Record<string, string | true> = {};
  const warnings: string[] = [];
  const allowed = kindOf(language, true);
  for (const token of tokens.slice(1)) {
    const equals = token.indexOf('=');
    const key = equals < 0 ? token : token.slice(0, equals);
    const text = equals < 0 ? null : token.slice(equals + 1);
    options[key] =
      text === null
        ? true
        : text.startsWith('"') && text.endsWith('"') && text.length > 1
          ? text.slice(1, -1).replace(/\\(.)/g, '$1')
          : text;
    if (allowed && !KEYS[allowed].includes(key))
      warnings.push(`unknown option "${key}" (${language} knows: ${KEYS[allowed].join(', ')})`);
  }
  return { language, options, warnings };
}

/** Options that other tools' fences have, too: Docusaurus writes a file's name as `title`. */
const COMMON_OPTIONS = ['title', 'for'];

/** Does a fence of a text that was not written as a lesson say by its options that it is a cell (`java file=…`, `sh host=…`)? */
export function isCellByOptions({ language, options, warnings }: CellInfo): boolean {
  const own = Object.keys(options).filter((key) => !COMMON_OPTIONS.includes(key));
  return own.length > 0 && warnings.length === 0 && kindOf(language, options.file !== undefined) !== null;
}

export const isProgramLanguage = (language: string): boolean =>
  (PROGRAM_LANGUAGES as readonly string[]).includes(language);

/** What kind of cell a language is; null for every other fence, which stays text. File languages are cells only with `file=`. */
export function kindOf(language: string, hasFile: boolean): CellKind | null {
  if ((SHELL as readonly string[]).includes(language)) return 'shell';
  if (isProgramLanguage(language)) return 'program';
  const other = OTHER.find((candidate) => candidate === language);
  if (other) return other;
  return hasFile && (FILE as readonly string[]).includes(language) ? 'file' : null;
}
