import type { Renamed } from './moved-classes.ts';

interface Spelling {
  /** As the note names it. */
  readonly from: string;
  readonly to: string;
  readonly patterns: readonly (readonly [RegExp, string])[];
}

const UNITS = { milliseconds: 'Millis', seconds: 'Seconds', minutes: 'Minutes', hours: 'Hours', days: 'Days' } as const;
const RETENTION = 'org.apache.flink.configuration.ExternalizedCheckpointRetention';

/** What programs for 1.13 use, Flink 2.0 has taken away, and other words of 2.0 say just so. */
const SPELLINGS: readonly Spelling[] = [
  {
    from: 'readTextFile',
    to: 'readFile(new TextInputFormat(null), …)',
    patterns: [[/\.readTextFile\(/g, '.readFile(new org.apache.flink.streaming.api.legacy.io.TextInputFormat(null), ']],
  },
  {
    from: 'open(Configuration)',
    to: 'open(OpenContext)',
    patterns: [
      [/\bvoid open\(\s*(?:final )?Configuration /g, 'void open(org.apache.flink.api.common.functions.OpenContext '],
    ],
  },
  {
    from: 'Time',
    to: 'java.time.Duration',
    patterns: [
      [
        /import org\.apache\.flink\.(?:streaming\.api\.windowing|api\.common)\.time\.Time;/g,
        'import java.time.Duration;',
      ],
      ...Object.entries(UNITS).map(
        ([name, unit]) => [new RegExp(`\\bTime\\.${name}\\(`, 'g'), `java.time.Duration.of${unit}(`] as const,
      ),
    ],
  },
  {
    from: 'what RuntimeContext tells of the task',
    to: 'getTaskInfo()',
    patterns: [
      [
        /\bgetRuntimeContext\(\)\.(?=get(?:IndexOfThisSubtask|(?:Max)?NumberOfParallelSubtasks|TaskName|TaskNameWithSubtasks|AttemptNumber)\(\))/g,
        'getRuntimeContext().getTaskInfo().',
      ],
    ],
  },
  {
    from: 'ExternalizedCheckpointCleanup',
    to: 'ExternalizedCheckpointRetention',
    patterns: [
      [/\bimport [\w.]*\bExternalizedCheckpointCleanup;/g, `import ${RETENTION};`],
      [/\benableExternalizedCheckpoints\(/g, 'setExternalizedCheckpointRetention('],
      [/\b(?:CheckpointConfig\.)?ExternalizedCheckpointCleanup\./g, `${RETENTION}.`],
    ],
  },
];

/** The source in the words of Flink 2; no line moves. */
export function spelledForTwo(text: string): { readonly text: string; readonly changed: readonly Renamed[] } {
  let spelled = text;
  const changed: Renamed[] = [];
  for (const { from, to, patterns } of SPELLINGS) {
    const before = spelled;
    for (const [pattern, words] of patterns) spelled = spelled.replace(pattern, words);
    if (spelled !== before) changed.push({ from, to });
  }
  return { text: spelled, changed };
}
