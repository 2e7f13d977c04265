import { describe, expect, it } from 'vitest';
import { differs } from '../../src/lesson/differs.ts';
import { parseNote } from '../../src/lesson/note.ts';
import { contentOf, looksLikeCommand } from '../../src/lesson/note-content.ts';

const note = (...blocks: string[]): ReturnType<typeof parseNote> =>
  parseNote(blocks.map((block) => `text\n\n\`\`\`ini\n${block}\n\`\`\`\n`).join('\n'));

describe('course notes', () => {
  it('judge a fence by its content, not by its label', () => {
    const { blocks } = note(
      '[root@server1 ~]# jps\n2211 Jps',
      'bin/flink list\n# a comment\ncd conf',
      '2021-06-03 15:54:27,069 INFO something\n2021-06-03 15:54:28,000 INFO else',
      'package a;\n\npublic class B {\n}',
      'object Job {\n  def main(args: Array[String]): Unit = {}\n}',
      'first we collect\nthen we count',
      '<configuration>\n</configuration>',
      'SELECT 1',
    );
    expect(blocks.map((b) => [b.kind, b.language])).toEqual([
      ['commands', null],
      ['commands', null],
      ['output', null],
      ['program', 'java'],
      ['program', 'scala'],
      ['prose', null],
      ['prose', null],
      ['program', 'sql'],
    ]);
  });

  it('take an editor and the lines after it for an edit of the file, instructions aside', () => {
    const { blocks } = note(
      'vim /opt/flink/conf/flink-conf.yaml\n修改内容：\n\tjobmanager.rpc.address: server1\n\ttaskmanager.numberOfTaskSlots: 4',
      '[u@server1 conf]$ sudo vim workers\nserver2\nserver3\n[u@server1 conf]$ ls',
    );
    expect(blocks[0]!.steps).toMatchObject([
      {
        kind: 'edit',
        file: '/opt/flink/conf/flink-conf.yaml',
        mode: 'entries',
        content: 'jobmanager.rpc.address: server1\ntaskmanager.numberOfTaskSlots: 4',
      },
    ]);
    expect(blocks[1]!.steps).toMatchObject([
      {
        kind: 'edit',
        file: 'workers',
        mode: 'replace',
        content: 'server2\nserver3',
        sudo: true,
        host: 'server1',
        user: 'u',
      },
      { kind: 'command', text: 'ls' },
    ]);
  });

  it('find the new content of an editor in the next block', () => {
    const { blocks } = note('$ vim ~/.bashrc', 'export A=1\nexport B=2');
    expect(blocks[1]).toMatchObject({
      kind: 'content',
      steps: [{ kind: 'edit', file: '~/.bashrc', mode: 'append', content: 'export A=1\nexport B=2' }],
    });
  });

  it('name a machine as they like, but not after a file or a release', () => {
    const { machines } = note(
      '[hadoop@master flink-1.9.1]$ scp -r flink-1.9.1 worker:/opt',
      'flink-conf.yaml\nmasters',
    );
    expect(machines.map(({ name }) => name)).toEqual(['master', 'worker']);
  });

  it('name their machines in prompts, host lists, targets of scp and ssh', () => {
    const { machines } = note(
      '[hdp@bd01.example.com ~]$ scp -r x root@bd02:/opt',
      'vim /etc/hosts\n10.0.0.3 bd03',
      'ssh bd04 jps',
    );
    expect(machines).toEqual([
      { name: 'bd01.example.com', ip: null, users: ['hdp'], aliases: ['bd01'] },
      { name: 'bd02', ip: null, users: ['root'], aliases: [] },
      { name: 'bd04', ip: null, users: [], aliases: [] },
      { name: 'bd03', ip: '10.0.0.3', users: [], aliases: [] },
    ]);
  });

  it('tell commands from prose', () => {
    for (const line of [
      './bin/start-cluster.sh',
      'sudo yum install -y x',
      'A=1 foo',
      'scp a b:/c',
      '/opt/f/bin/flink run',
      'nc -lk 9999',
      'Vim conf/x',
    ])
      expect(looksLikeCommand(line), line).toBe(true);
    for (const line of [
      'Flink is fast',
      'jobmanager.rpc.address: a',
      '启动集群',
      '(hello,1)',
      'Starting cluster.',
      '# comment',
      '',
    ])
      expect(looksLikeCommand(line), line).toBe(false);
    expect(contentOf('10.0.0.1 a1\n10.0.0.2 a2')).toBe('hosts');
  });
});

it('what a note takes for granted', () => {
  const { blocks, machines, setting } = parseNote(
    [
      'hdfs://nobody:40010/x',
      '```\n#!/bin/bash\n# restart.sh - starts it again\nflink run $1\n```',
      '```\nhigh-availability.zookeeper.quorum: zk1:2181,zk2:2181\nhigh-availability.storageDir: hdfs://zk1:9820/ha\n```'.replace(
        /^/,
        'edit conf/flink-conf.yaml:\n\n',
      ),
      '```\norg.apache.flink.api.common.typeinfo.Types\n```',
      '```bash\nbin/flink run x.jar\n```',
      '```\n[zk: localhost:2181(CONNECTED) 1] get\n  /flink/leader\n```',
    ].join('\n\n'),
  );
  expect(blocks.map(({ kind }) => kind)).toEqual(['prose', 'content', 'prose', 'commands', 'commands']);
  expect(machines.map(({ name }) => name)).toEqual(['zk1', 'zk2']);
  expect(setting.nameNode).toBe('zk1:9820');
  expect(Object.keys(setting.files)).toContain('restart.sh');
  expect(blocks[4]!.steps).toMatchObject([{ text: 'get /flink/leader', shell: 'zkcli' }]);
});

describe('what a note shows beside what came', () => {
  it('differs only in substance', () => {
    expect(differs(['3504 TaskManagerRunner', '3559 Jps'], '77 Jps\n12 TaskManagerRunner\n')).toBeNull();
    expect(
      differs(
        ['Job has been submitted with JobID 0123456789abcdef0123456789abcdef', '……'],
        'Job has been submitted with JobID ffffffffffffffffffffffffffffffff\nmore\n',
      ),
    ).toBeNull();
    expect(
      differs(['drwxrwxr-x  2 root root   4096 May 25 20:36 bin'], 'drwxr-xr-x 2 root root 4096 Aug  1 00:00 bin'),
    ).toBeNull();
    expect(differs([], 'x')).toBeNull();
    expect(differs(['(hello,1)', '(hello,2)'], '(hello,1)\n')).toContain('(hello,2)');
    expect(differs(['Starting cluster.'], '')).toContain('nothing came out');
    // Broken by the page, with what the page put between letters.
    expect(
      differs(['Savepoint completed.', 'Path: \u200bfile:/tmp/s'], 'Savepoint completed. Path: file:/tmp/s\n'),
    ).toBeNull();
  });

  it('take a line below a remark for the next command, though its author left the prompt out', () => {
    const { blocks } = note(
      '[u@s1 ~]$ tar -zxf flink.tgz\n# go there\ncd /opt/flink\nsudo vim /etc/profile\nexport A=1\n[u@s1 flink]$ ls\nbin  conf',
      '[u@s1 ~]$ cat /etc/profile\n# settings\nexport A=1',
    );
    expect(blocks[0]!.steps).toMatchObject([
      { text: 'tar -zxf flink.tgz', expected: [] },
      { text: 'cd /opt/flink', host: 's1', user: 'u', line: 2 },
      { kind: 'edit', file: '/etc/profile', content: 'export A=1', host: 's1' },
      { text: 'ls', expected: ['bin  conf'] },
    ]);
    expect(blocks[1]!.steps).toMatchObject([{ text: 'cat /etc/profile', expected: ['export A=1'] }]);
  });

  it('are about the release that knows their commands', () => {
    const release = (...blocks: string[]) => note(...blocks).setting.flink;
    expect(release('cd flink-1.10.0', 'bin/flink run-application -t yarn-application x.jar # flink-1.12.2')).toBe(
      '1.12.2',
    );
    expect(release('bin/flink run -m yarn-cluster -yn 2 x.jar')).toBe('1.9.3');
    expect(release('vim conf/slaves\nnode2')).toBe('1.10.3');
    expect(release('bin/start-cluster.sh')).toBeNull();
  });

  it('read what web pages make of characters, versions and line numbers', () => {
    const { blocks } = note(
      'bin/flink list\nbin/flink cancel &lt;jobID&gt;\n12',
      '$ bin/yarn-session.sh\n    -Da=b \\\n    -Dc=d',
    );
    expect(blocks[0]!.steps).toMatchObject([
      { text: 'bin/flink list' },
      { text: 'bin/flink cancel <jobID>', expected: [] },
    ]);
    expect(blocks[1]!.steps).toMatchObject([{ text: 'bin/yarn-session.sh \\\n    -Da=b \\\n    -Dc=d' }]);
  });

  it('show pieces of scripts and settings, which nobody types', () => {
    const { blocks } = note(
      'bin=`dirname "$0"`\nbin=`cd "$bin"; pwd`\n. "$bin"/config.sh',
      'LOG=$HOME/log\nif [ -z "$A" ]; then\n  A=$(readFromConfig k "$LOG")\nfi',
      'tickTime=2000\nclientPort=2181\nserver.1=localhost:2888:3888',
      'KafkaClient {\n  useKeyTab=true\n};',
      'for host in n1 n2; do\n  ssh $host date\ndone',
    );
    expect(blocks.map((block) => block.kind)).toEqual(['prose', 'prose', 'prose', 'prose', 'commands']);
  });

  it('write into a file what they print of it later', () => {
    const { blocks } = note('[u@s1 conf]$ vim workers\n[u@s1 conf]$ cat workers\ns2\ns3');
    expect(blocks[0]!.steps[0]).toMatchObject({ kind: 'edit', file: 'workers', content: 's2\ns3', mode: 'replace' });
  });

  it('tell the output of a command from a choice', () => {
    const { blocks } = note('[u@s1 ~]$ kill -9 $(jps | grep Standalone)\n[u@s1 ~]$ taskmanager.sh (start|stop)');
    expect(blocks[0]!.steps).toMatchObject([{ text: 'kill -9 $(jps | grep Standalone)' }]);
  });

  it('ask ZooKeeper without its prompt', () => {
    const { blocks } = parseNote('look with zkCli:\n\n```\nls /flink\nget /flink/default\n```\n');
    expect(blocks[0]!.steps).toMatchObject([
      { shell: 'zkcli', text: 'ls /flink' },
      { shell: 'zkcli', text: 'get /flink/default' },
    ]);
  });

  it('differ only where lines, columns or what stands around an ellipsis did not come', () => {
    expect(differs(['bin  conf   lib', '[...]'], 'bin\nconf\nlib\nlog\n')).toBeNull();
    expect(
      differs(['INFO ... - Rest endpoint listening at h:1'], '2021 INFO a.b.C [] - Rest endpoint listening at h:1\n'),
    ).toBeNull();
    expect(differs(['bin  data'], 'bin\nconf\n')).toContain('bin  data');
  });
});
