import { describe, expect, test } from 'vitest';
import type { Jar } from '../../src/flink/api/jar.ts';
import { parseStackTrace } from '../../src/flink/api/stack-trace.ts';
import { explain } from '../../src/remote/advice.ts';
import { failureAdvice, lacksSlots } from '../../src/remote/job-advice.ts';
import { isHeader, RemoteError, urlOf } from '../../src/remote/rest.ts';

const jar: Jar = {
  ...{ name: 'lesson-1.0.jar', mainClass: null, entries: [] },
  hasClass: (name) => name === 'lesson.W$Split',
  load: () => {
    throw new Error('not asked');
  },
};
const failed = (root: string): string => `org.apache.flink.runtime.JobException: Recovery is suppressed
	at org.apache.flink.runtime.Scheduler.fail(Scheduler.java:1)
Caused by: ${root}`;

describe('what to do about a job that failed', () => {
  test('the line of the program stands in front, not that of a library', () => {
    const trace = failed(`java.lang.IllegalStateException: poison
	at java.base/java.util.List.of(List.java:9)
	at lesson.W$Split.flatMap(W.java:12)
	at org.apache.flink.streaming.StreamFlatMap.processElement(StreamFlatMap.java:47)
`);
    expect(failureAdvice(parseStackTrace(trace), jar)).toMatch(
      /^The job failed at W\.java:12: java\.lang\.IllegalStateException: poison\. Mend that line/,
    );
  });
  test('without a line of the program the logs are named', () => {
    const trace = failed('java.io.IOException: no space left\n\tat org.apache.flink.Disk.write(Disk.java:3)\n');
    expect(failureAdvice(parseStackTrace(trace), jar)).toContain('cat $FLINK_HOME/log/*taskexecutor*.log');
  });
  test('a file that is not there may be one of a simulated machine', () => {
    const trace = failed(
      'java.io.FileNotFoundException: File file:/tmp/in.txt does not exist or the user has no right\n',
    );
    expect(failureAdvice(parseStackTrace(trace), jar)).toContain('/workspace/…');
  });
  test('too few slots are known however deep they stand', () => {
    expect(
      lacksSlots(
        parseStackTrace(failed('java.util.concurrent.CompletionException: x.NoResourceAvailableException: no\n')),
      ),
    ).toBe(true);
    expect(lacksSlots(parseStackTrace(failed('java.lang.Error: no\n')))).toBe(false);
  });
});

test.each([
  ['https://h does not answer: self-signed certificate', 'NODE_EXTRA_CA_CERTS'],
  ['https://h does not answer: wrong version number', 'http://'],
  ['http://h does not answer: other side closed', 'https://'],
  ['http://h does not answer: connect ECONNREFUSED', 'Is it started'],
])('%s', (message, step) => {
  const told = explain(new RemoteError('unreachable', `${message}.\n`));
  expect(told).toContain(step);
  expect(told).not.toMatch(/\.\s*\./);
});

test('an address is taken as people type it, and as a browser has it that shows the dashboard', () => {
  for (const text of [
    'localhost:8081',
    ' http://localhost:8081/ ',
    'http://LOCALHOST:8081//',
    'http://localhost:8081/#/overview',
  ])
    expect(urlOf(text)).toBe('http://localhost:8081');
  expect(urlOf('https://flink.example/team-a/?x=1')).toBe('https://flink.example/team-a');
  expect(urlOf('[::1]:8081')).toBe('http://[::1]:8081');
  for (const text of ['', 'http://', 'ftp://localhost:8081', 'http://localhost:99999', 'http://ann:pw@localhost:8081'])
    expect(urlOf(text)).toBeNull();
});

test('a header that HTTP cannot send is none', () => {
  expect(isHeader('authorization', 'Bearer abc')).toBe(true);
  for (const [name, value] of [
    ['x bad', 'v'],
    ['authorization', 'Bearer 中'],
    ['', 'v'],
    ['x', 'a\nb'],
  ] as const)
    expect(isHeader(name, value)).toBe(false);
});
