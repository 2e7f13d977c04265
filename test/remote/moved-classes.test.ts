import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { jarNames } from '../../src/remote/jar-names.node.ts';
import { movedClasses, withMoved } from '../../src/remote/moved-classes.ts';
import { packJar } from '../../src/remote/pack.node.ts';
import { spelledForTwo } from '../../src/remote/since-two.ts';

const SOURCE = `package lesson;

import org.apache.flink.api.java.utils.ParameterTool;
import static org.apache.flink.api.java.utils.ParameterTool.fromArgs;
import org.apache.flink.streaming.api.functions.source.SourceFunction.SourceContext;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.api.common.restartstrategy.RestartStrategies;
import org.apache.flink.core.fs.FileSystem;
import java.util.Time;
public class Main { }
`;
const CLASSES = [
  'org/apache/flink/util/ParameterTool.class',
  'org/apache/flink/api/java/tuple/Tuple2.class',
  'org/apache/flink/other/Tuple2.class',
  'org/apache/flink/streaming/api/functions/source/legacy/SourceFunction.class',
  'org/apache/flink/streaming/api/functions/source/legacy/SourceFunction$SourceContext.class',
  'org/apache/flink/shaded/other/RestartStrategies.class',
  'org/apache/flink/a/FileSystem.class',
  'org/apache/flink/b/FileSystem.class',
  'org/apache/flink/util/Time.class',
];
const file = 'src/main/java/lesson/Main.java';
const error = { file, line: 3, column: 1, severity: 'error', message: '', text: '' } as const;

test('a class that has moved is found by its name where there is just one of it', () => {
  const moved = movedClasses([{ file, text: SOURCE }], [error], [...CLASSES, CLASSES[0]!]);
  expect(moved).toEqual([
    { from: 'org.apache.flink.api.java.utils.ParameterTool', to: 'org.apache.flink.util.ParameterTool' },
    {
      from: 'org.apache.flink.streaming.api.functions.source.SourceFunction',
      to: 'org.apache.flink.streaming.api.functions.source.legacy.SourceFunction',
    },
  ]);
  expect(withMoved(SOURCE, moved).split('\n')).toEqual(
    SOURCE.replaceAll('org.apache.flink.api.java.utils.', 'org.apache.flink.util.')
      .replace('source.SourceFunction', 'source.legacy.SourceFunction')
      .split('\n'),
  );
});

test('imports of a file that javac does not blame stay', () => {
  expect(movedClasses([{ file, text: SOURCE }], [{ ...error, file: 'Other.java' }], CLASSES)).toEqual([]);
});

test('the names in jars are read from their directory', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'millrace-jars-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const jar = join(folder, 'one.jar');
  writeFileSync(jar, packJar(CLASSES.map((path) => ({ path, bytes: new Uint8Array(1000) }))));
  expect(await jarNames([jar, jar])).toEqual([
    ...['META-INF/MANIFEST.MF', ...CLASSES],
    ...['META-INF/MANIFEST.MF', ...CLASSES],
  ]);
  writeFileSync(jar, 'no zip file');
  await expect(jarNames([jar])).rejects.toThrow('one.jar is no jar file');
});

test('what 2.0 has taken away is said in its words, line for line', () => {
  const source = `import org.apache.flink.streaming.api.windowing.time.Time;
import org.apache.flink.streaming.api.environment.CheckpointConfig.ExternalizedCheckpointCleanup;
@Override public void open(Configuration parameters) throws Exception { super.open(parameters); }
env.getCheckpointConfig().enableExternalizedCheckpoints(ExternalizedCheckpointCleanup.RETAIN_ON_CANCELLATION);
env.readTextFile(args[0]).keyBy(n -> n).window(TumblingEventTimeWindows.of(Time.seconds(5)));
if (getRuntimeContext().getIndexOfThisSubtask() == 0) System.out.println("Time");`;
  const { text, changed } = spelledForTwo(source);
  expect(text).toBe(`import java.time.Duration;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
@Override public void open(org.apache.flink.api.common.functions.OpenContext parameters) throws Exception { super.open(parameters); }
env.getCheckpointConfig().setExternalizedCheckpointRetention(org.apache.flink.configuration.ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
env.readFile(new org.apache.flink.streaming.api.legacy.io.TextInputFormat(null), args[0]).keyBy(n -> n).window(TumblingEventTimeWindows.of(java.time.Duration.ofSeconds(5)));
if (getRuntimeContext().getTaskInfo().getIndexOfThisSubtask() == 0) System.out.println("Time");`);
  expect(changed.map(({ from }) => from)).toEqual([
    'readTextFile',
    'open(Configuration)',
    'Time',
    'what RuntimeContext tells of the task',
    'ExternalizedCheckpointCleanup',
  ]);
  expect(spelledForTwo(text)).toEqual({ text, changed: [] });
});
