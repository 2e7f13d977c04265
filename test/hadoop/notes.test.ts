import { describe, expect, it } from 'vitest';
import { block, runNote } from '../shell/note-run.ts';

describe('a note that takes Hadoop for granted', () => {
  it('runs a session, a job in it and its end', async () => {
    const results = await runNote(
      [
        '# Flink on YARN with Flink 1.13.6\n',
        block('[atguigu@hadoop102 ~]$ start-dfs.sh', '[atguigu@hadoop103 ~]$ start-yarn.sh'),
        block('[atguigu@hadoop102 flink-1.13.6]$ bin/yarn-session.sh -nm test -d'),
        block('[atguigu@hadoop102 flink-1.13.6]$ bin/flink run -d examples/streaming/WordCount.jar'),
        block('[atguigu@hadoop102 flink-1.13.6]$ yarn application -kill application_XXXX_YY'),
        block('[atguigu@hadoop102 ~]$ hadoop fs -mkdir -p /input', '[atguigu@hadoop102 ~]$ hadoop fs -ls /'),
      ].join('\n'),
    );
    expect(results.map(({ ok, note }) => [ok, note?.kind])).toEqual(Array.from({ length: 5 }, () => [true, 'ran']));
    expect(results[0]!.note!.why).toContain('Hadoop 3.1.3 at');
  });

  it('reads input from HDFS that only its author has', async () => {
    const results = await runNote(
      [
        '# Old notes, flink-1.7.2\n',
        block(
          '[root@hadoop2 flink-1.7.2]# ./bin/flink run -m yarn-cluster -yn 2 ./examples/batch/WordCount.jar --input hdfs://hadoop2/user/input.txt --output hdfs://hadoop2/user/output.txt',
        ),
        block('[root@hadoop2 flink-1.7.2]# hdfs dfs -cat /user/output.txt'),
      ].join('\n'),
    );
    expect(results.map(({ ok }) => ok)).toEqual([true, true]);
  });
});
