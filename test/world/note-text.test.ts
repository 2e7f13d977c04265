import { describe, expect, it } from 'vitest';
import { differs } from '../../src/lesson/differs.ts';
import { createNoteMemory, remember } from '../../src/world/note-memory.ts';
import { typed } from '../../src/world/note-text.ts';

const OURS = '641c63ac2abb1c113f511bc8505049af';
const OTHER = '0123456789abcdef0123456789abcdef';

function afterPrinting(...outputs: readonly (readonly [output: string, shown: string])[]) {
  const memory = createNoteMemory(null);
  for (const [output, shown] of outputs) remember(memory, output, [shown]);
  return memory;
}

describe('what an author made up', () => {
  it.each([
    ['flink cancel abc123', `flink cancel ${OURS}`],
    ['bin/flink stop --savepointPath /tmp/s JobID', `bin/flink stop --savepointPath /tmp/s ${OURS}`],
    ['flink savepoint myjob /tmp/s', `flink savepoint ${OURS} /tmp/s`],
    ['flink cancel -m node1:8081 xyz', `flink cancel -m node1:8081 ${OURS}`],
    ['flink savepoint -d /tmp/s/savepoint-1', 'flink savepoint -d /tmp/s/savepoint-1'],
    [`flink cancel ${OURS}`, `flink cancel ${OURS}`],
    ['flink cancel --help', 'flink cancel --help'],
    ['echo cancel abc123', 'echo cancel abc123'],
  ])('stands for the job where a job belongs: %s', (written, text) => {
    expect(typed(written, afterPrinting([`Job has been submitted with JobID ${OURS}`, ''])).text).toBe(text);
  });

  it.each([
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the note's own text
    ['yarn logs -applicationId ${applicationId}', 'yarn logs -applicationId application_1627776000000_0003'],
    ['yarn app -kill <app-id>', 'yarn app -kill application_1627776000000_0003'],
    ['-containerId container_e01_xxxxx_xxxx_01_000002', '-containerId container_1627776000000_0003_01_000002'],
    ['yarn container -list appattempt_XXXX_YY_000001', 'yarn container -list appattempt_1627776000000_0003_000001'],
  ])('stands for what runs on YARN: %s', (written, text) => {
    const memory = afterPrinting(['Submitted application application_1627776000000_0003', '']);
    expect(typed(written, memory).text).toBe(text);
  });

  it('is no comment between the lines of one command', () => {
    const written = 'flink run \\\n  -d \\\n  # eight of them\n  -p 8 x.jar';
    expect(typed(written, createNoteMemory(null)).text).toBe('flink run \\\n  -d \\\n  -p 8 x.jar');
  });
});

describe('an id that the author of a note cut short', () => {
  const submitted = 'Job has been submitted with JobID';

  it.each(['b2c1e0f1...', 'b2c1e0f1…', 'b2c1e0f1****', 'b2c1xxxxxxxx', 'b2c1e0...9a3f', 'xxxxxxxx', '***'])(
    'stands for the last job printed: %s',
    (id) => {
      const memory = afterPrinting([`${submitted} ${OURS}`, '']);
      expect(typed(`bin/flink cancel ${id}`, memory).text).toBe(`bin/flink cancel ${OURS}`);
      expect(typed(`bin/flink stop -p /tmp/s ${id}`, memory).text).toBe(`bin/flink stop -p /tmp/s ${OURS}`);
    },
  );

  it('stands for the one printed in its place', () => {
    const memory = afterPrinting(
      [`${submitted} ${OURS}`, `${submitted} b2c1e0f1...`],
      [`${submitted} ${OTHER}`, `${submitted} 77aa...`],
    );
    const { text, meant } = typed('curl node1:8081/jobs/b2c1e0f1...', memory);
    expect(text).toBe(`curl node1:8081/jobs/${OURS}`);
    expect(meant).toEqual([`job b2c1e0f1... of the note is ${OURS} here`]);
  });

  it.each(['application_1612425766602_xxxx', 'application_1612425...', 'application_****_0001'])(
    'stands for the last application: %s',
    (id) => {
      const memory = afterPrinting(['Submitted application application_1627776000000_0001', '']);
      expect(typed(`yarn application -kill ${id}`, memory).text).toBe(
        'yarn application -kill application_1627776000000_0001',
      );
    },
  );

  it('is a savepoint, too', () => {
    const memory = afterPrinting(['Savepoint completed. Path: file:/tmp/s/savepoint-641c63-0123456789ab', '']);
    expect(typed('flink run -s /tmp/s/savepoint-b2c1e0-... a.jar', memory).text).toBe(
      'flink run -s file:/tmp/s/savepoint-641c63-0123456789ab a.jar',
    );
  });

  it('is none elsewhere', () => {
    const memory = afterPrinting([`${submitted} ${OURS}`, '']);
    for (const text of ['echo 1381234**** > phones', 'echo {1000..2000}', 'echo added... xxxx', 'ls log/flink-*'])
      expect(typed(text, memory).text).toBe(text);
  });

  it('is no difference in substance', () => {
    for (const id of ['b2c1e0f1...', 'b2c1xxxx', 'xxxxxxxxxx', '***'])
      expect(differs([`${submitted} ${id}`], `${submitted} ${OURS}\n`)).toBeNull();
    expect(
      differs(['Path: file:/tmp/savepoint-b2c1e0-...'], 'Path: file:/tmp/savepoint-641c63-0123456789ab\n'),
    ).toBeNull();
    expect(differs(['Cancelling job b2c1e0f1....', 'Cancelled job b2c1.'], `Cancelling job ${OURS}.\n`)).toContain(
      'Cancelled job',
    );
  });
});
