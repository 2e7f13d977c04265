/** Opening a lesson of 200 cells: what the notebook serializer does, without the editor. */

import { parseLesson, serializeLesson, unedited } from '../../src/lesson/format.ts';
import { median, report, timed } from './support/promise.ts';

const cell = (i: number): string =>
  i % 3 === 0
    ? `\`\`\`java\npackage lesson;\n\npublic class Step${i} {\n${'    // one line of a program as long as they are\n'.repeat(60)}}\n\`\`\`\n`
    : `\`\`\`sh host=node${(i % 3) + 1}\ncd $FLINK_HOME\nbin/flink list ${i}\n\`\`\`\n`;
const text = `---\ntitle: Two hundred cells\nmachines: [node1, node2, node3]\n---\n${Array.from({ length: 100 }, (_, i) => `## Part ${i}\n\n${'Words about it. '.repeat(40)}\n\n${cell(i)}\n`).join('')}`;

const runs = Array.from({ length: 7 }, () =>
  timed(() => {
    const lesson = parseLesson(text);
    if (serializeLesson(lesson, unedited(lesson)) !== text) throw new Error('the lesson changed');
    return lesson.cells.length;
  }),
);
const cells = runs[0]!.result;
if (cells < 200) throw new Error(`only ${cells} cells`);
report({
  promise: `a lesson of ${cells} cells is read (and written) in < 300 ms`,
  measured: `${runs[0]!.ms.toFixed(1)} ms the first time, ${median(runs.map(({ ms }) => ms)).toFixed(1)} ms median, ${(text.length / 1_000).toFixed(0)} kB`,
  kept: runs[0]!.ms < 300,
});
