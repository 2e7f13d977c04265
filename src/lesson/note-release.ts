import type { NoteStep } from './note.ts';

/** Releases that notes are about; text also speaks of ones of long ago. */
const TAUGHT = /^1\.(?:[5-9]|1\d)(?:\.|$)/;

/** Commands that came with a release of Flink: nobody runs them on an older one. */
const SINCE: readonly (readonly [RegExp, number])[] = [
  [/\bflink\s+run-application\b|\s(?:-t|--target)[\s=]+(?:yarn|kubernetes)-/, 11],
  [/\bkubernetes-session\.sh\b/, 10],
];

/** Words that a release was the last to know. A note that names none is about that one or an older one. */
const UNTIL: readonly (readonly [RegExp, string])[] = [
  [/\bflink\s+modify\b/, '1.8.3'],
  [/\s-yn\s*\d|\byarn-session\.sh\b[^\n;|&]*\s-n\s*\d|\bflink\s+run\b[^\n;|&]*\s(?:-q|--sysoutLogging)\s/, '1.9.3'],
  [/(?:^|\/)slaves$/, '1.10.3'],
];

/** Keys of flink-conf.yaml that came with a later release than the one taken for granted. */
const NEW_KEYS = /^\s*(?:high-availability|restart-strategy|state\.backend)\.type\s*:/m;
const WITH_NEW_KEYS = '1.17.2';

const minorOf = (release: string): number => Number(release.split('.')[1]);

/**
 * The release of Flink that a note is about: the one of its archives and directories (`shown`, its blocks), else the first that its `text` names; one that
 * knows the commands it uses. A note that names none betrays an old one by its words. Null: it says nothing.
 */
export function releaseOfNote(text: string, shown: string, steps: readonly NoteStep[]): string | null {
  const words = steps.map((step) => (step.kind === 'edit' ? step.file : step.text));
  const first = Math.max(
    0,
    ...SINCE.filter(([pattern]) => words.some((w) => pattern.test(w))).map(([, since]) => since),
  );
  const named = [
    ...[...shown.matchAll(/flink-(\d+\.\d+\.\d+)/gi)].map((match) => match[1]!),
    ...[...text.matchAll(/flink[-_ ]?(?:v|version|版本)?[ :：]?(\d+\.\d+(?:\.\d+)?)/gi)]
      .map((match) => match[1]!)
      .filter((release) => TAUGHT.test(release)),
  ];
  const fits = named.find((release) => !release.startsWith('1.') || minorOf(release) >= first);
  if (fits !== undefined) return fits.split('.').length === 2 ? `${fits}.0` : fits;
  if (named.length === 0 && NEW_KEYS.test(shown)) return WITH_NEW_KEYS;
  if (named.length > 0 || first > 0) return null;
  return UNTIL.find(([pattern]) => words.some((w) => pattern.test(w)))?.[1] ?? null;
}
