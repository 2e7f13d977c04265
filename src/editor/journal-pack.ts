import type { JournalEntry } from '../world/protocol.ts';

/**
 * A journal in less room: each long text is written once. Every run of a cell repeats the texts of the lesson's program cells,
 * which are most of a long session's journal. Plain JSON.
 */
export interface PackedJournal {
  readonly texts: readonly string[];
  /** The entries, with {@link TextAt} in the place of long texts. */
  readonly entries: unknown;
}
/** Index into {@link PackedJournal.texts}. */
interface TextAt {
  readonly $text: number;
}

const LONG = 64;

export function packJournal(journal: readonly JournalEntry[]): PackedJournal {
  const places = new Map<string, number>();
  const entries: unknown = JSON.parse(JSON.stringify(journal), (_, value: unknown) => {
    if (typeof value !== 'string' || value.length < LONG) return value;
    const at = places.get(value) ?? places.size;
    places.set(value, at);
    return { $text: at } satisfies TextAt;
  });
  return { texts: [...places.keys()], entries };
}

export function unpackJournal({ texts, entries }: PackedJournal): JournalEntry[] {
  return JSON.parse(JSON.stringify(entries), (_, value: unknown) =>
    isTextAt(value) ? texts[value.$text] : value,
  ) as JournalEntry[];
}

function isTextAt(value: unknown): value is TextAt {
  return typeof value === 'object' && value !== null && typeof (value as Partial<TextAt>).$text === 'number';
}
