import { describe, expect, it } from 'vitest';
import { block, runNote } from '../support/note-run.ts';

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

  it('uses an application that it never submits, and makes room for the next', async () => {
    const submit = 'bin/yarn-session.sh -d -jm 8192 -tm 8192';
    const results = await runNote(
      [
        '# Operations, flink-1.13.6\n',
        block('yarn application -status application_1612425766602_0007'),
        block(
          'bin/flink run -t yarn-session -Dyarn.application.id=<app_id> -d examples/streaming/TopSpeedWindowing.jar',
        ),
        block(submit, submit, submit, submit),
        block('yarn application -list'),
      ].join('\n'),
    );
    expect(results.map(({ ok }) => ok)).toEqual([true, true, true, true]);
    expect(results[0]!.note!.why).toContain('the note uses an application and does not submit it');
    expect(results[2]!.stderr).toContain('was killed: it held what the next one needs');
  });

  it('saves to HDFS from a cluster that an earlier block used without', async () => {
    const results = await runNote(
      [
        '# Savepoints, flink-1.13.6\n',
        block('bin/flink cancel <jobId>'),
        block('bin/flink savepoint bc0b2ad61ecd4a615d92ce25390f61ad hdfs:///savepoints'),
        block('bin/flink savepoint -d hdfs:///savepoints/savepoint-bc0b2a-63cf5d5ccef8'),
        block('bin/flink savepoint -d hdfs:///savepoints/savepoint-bc0b2a-63cf5d5ccef8'),
      ].join('\n'),
    );
    expect(results.map(({ ok }) => ok)).toEqual([true, true, true, true]);
    expect(results[1]!.stderr).toContain('it was started without Hadoop on its class path');
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
