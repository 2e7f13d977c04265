import { describe, expect, it } from 'vitest';
import { applyFault } from '../../src/platform/faults.ts';
import { hadoopWorld, startHadoop } from './support.ts';

const dfsWorld = () => {
  const w = hadoopWorld();
  w.sh('start-dfs.sh; sleep 5');
  return w;
};

describe('HDFS from its scripts', () => {
  it('starts and stops with the lines of Hadoop 3', () => {
    const w = hadoopWorld();
    expect(w.sh('start-dfs.sh').stdout).toBe(
      'Starting namenodes on [node1]\nStarting datanodes\nStarting secondary namenodes [node3]\n',
    );
    w.pass(5_000);
    expect(w.sh('jps').stdout.replace(/\d+ /g, '').split('\n').sort()).toEqual(['', 'DataNode', 'Jps', 'NameNode']);
    expect(w.sh('start-dfs.sh').stderr).toMatch(/^node1: namenode is running as process \d+\. {2}Stop it first\.$/m);
    expect(w.sh('stop-dfs.sh').stdout).toBe(
      'Stopping namenodes on [node1]\nStopping datanodes\nStopping secondary namenodes [node3]\n',
    );
    expect(w.sh('jps').stdout).toMatch(/^\d+ Jps\n$/);
  });

  it('does not start a NameNode that is not formatted, nor a DataNode of another format', () => {
    const w = hadoopWorld();
    w.sh('rm -r /opt/hadoop-3.1.3/data; start-dfs.sh; sleep 3');
    expect(w.sh('jps').stdout).not.toContain('NameNode');
    expect(w.sh('cat $HADOOP_HOME/logs/hadoop-root-namenode-node1.log').stdout).toContain(
      'InconsistentFSStateException',
    );
    w.sh('stop-dfs.sh; hdfs namenode -format -force; start-dfs.sh; sleep 5');
    expect(w.sh('hdfs dfsadmin -report').stdout).toContain('Live datanodes (3):');
    w.sh('stop-dfs.sh; hdfs namenode -format -force; start-dfs.sh; sleep 5');
    expect(w.sh('jps').stdout).not.toContain('DataNode');
    expect(w.sh('cat $HADOOP_HOME/logs/hadoop-root-datanode-node1.log').stdout).toContain('Incompatible clusterIDs');
  });

  it('says what Hadoop 2 says, from an archive that was downloaded', () => {
    const w = hadoopWorld();
    w.sh(
      'wget -q https://archive.apache.org/dist/hadoop/common/hadoop-2.7.5/hadoop-2.7.5.tar.gz; tar -xzf hadoop-2.7.5.tar.gz; cd hadoop-2.7.5',
    );
    w.sh(
      "unset HADOOP_CONF_DIR; echo '<configuration><property><name>fs.defaultFS</name><value>hdfs://node1:9000</value></property></configuration>' > etc/hadoop/core-site.xml",
    );
    expect(w.sh('bin/hdfs namenode -format; cat etc/hadoop/slaves').stdout).toBe('localhost\n');
    const logs = '/root/hadoop-2.7.5/logs/hadoop-root';
    expect(w.sh('sbin/start-dfs.sh').stdout).toBe(
      `Starting namenodes on [node1]\nnode1: starting namenode, logging to ${logs}-namenode-node1.out\nlocalhost: starting datanode, logging to ${logs}-datanode-node1.out\nStarting secondary namenodes [0.0.0.0]\n0.0.0.0: starting secondarynamenode, logging to ${logs}-secondarynamenode-node1.out\n`,
    );
    w.pass(5_000);
    expect(
      w.sh('bin/hdfs dfs -mkdir /a; bin/hdfs dfs -ls -C hdfs://node1:9000/; curl -s http://node1:50070/jmx').stdout,
    ).toMatch(/^hdfs:\/\/node1:9000\/a\n/);
    expect(w.sh('sbin/start-yarn.sh').stdout).toMatch(/^starting yarn daemons\nstarting resourcemanager, logging to /);
    expect(w.sh('sbin/stop-all.sh').stdout).toMatch(/^This script is Deprecated[\s\S]*no proxyserver to stop\n$/);
  });

  it('refuses root where no user is named for the daemons', () => {
    const w = hadoopWorld();
    w.sh('echo > $HADOOP_HOME/etc/hadoop/hadoop-env.sh');
    expect(w.sh('start-dfs.sh').stderr).toContain(
      'ERROR: Attempting to operate on hdfs namenode as root\nERROR: but there is no HDFS_NAMENODE_USER defined. Aborting operation.\n',
    );
  });
});

describe('hdfs dfs', () => {
  it('puts, lists, reads and deletes files', () => {
    const w = dfsWorld();
    w.sh('echo hello world > words.txt');
    expect(w.sh('hdfs dfs -mkdir -p /a/b; hdfs dfs -put words.txt /a/b; hadoop fs -ls /a/b').stdout).toMatch(
      /^Found 1 items\n-rw-r--r-- {3}3 root supergroup {9}12 2021-08-01 00:00 \/a\/b\/words.txt\n$/,
    );
    expect(w.sh('hdfs dfs -cat /a/b/words.txt; hdfs dfs -text hdfs://node1:8020/a/b/*.txt').stdout).toBe(
      'hello world\nhello world\n',
    );
    w.sh('hdfs dfs -cp /a/b/words.txt /a/copy; hdfs dfs -mv /a/copy /a/moved; hdfs dfs -get /a/moved got.txt');
    expect(w.sh('cat got.txt; hdfs dfs -ls -R -C /a').stdout).toBe('hello world\n/a/b\n/a/b/words.txt\n/a/moved\n');
    expect(w.sh('hdfs dfs -getmerge /a/b all.txt; cat all.txt').stdout).toBe('hello world\n');
    expect(w.sh('hdfs dfs -du -h /a; hdfs dfs -count /a').stdout).toBe(
      `12  36  /a/b\n12  36  /a/moved\n${'2'.padStart(12)} ${'2'.padStart(12)} ${'24'.padStart(18)} /a\n`,
    );
    expect(w.sh('hdfs dfs -rm -r /a').stdout).toBe('Deleted /a\n');
    expect(w.sh('hdfs dfs -test -e /a; echo $?; hdfs dfs -touchz /e; hdfs dfs -test -z /e; echo $?').stdout).toBe(
      '1\n0\n',
    );
    expect(w.sh('hdfs dfs -chmod 700 /e; hdfs dfs -chown hive:hive /e; hdfs dfs -stat "%a %u %g %r" /e').stdout).toBe(
      '700 hive hive 3\n',
    );
  });

  it('fails in Hadoop’s words and with its exit codes', () => {
    const w = dfsWorld();
    w.sh('echo x > x; hdfs dfs -mkdir /d; hdfs dfs -put x /d');
    for (const [line, message, status] of [
      ['-cat /nope', "cat: `/nope': No such file or directory\n", 1],
      ['-put x /d', "put: `/d/x': File exists\n", 1],
      ['-put nope /d', "put: `nope': No such file or directory\n", 1],
      ['-mkdir /d', "mkdir: `/d': File exists\n", 1],
      ['-mkdir /p/q', "mkdir: `hdfs://node1:8020/p': No such file or directory\n", 1],
      ['-rm /d', "rm: `/d': Is a directory\n", 1],
      ['-cat /d', "cat: `/d': Is a directory\n", 1],
      ['-ls', "ls: `.': No such file or directory\n", 1],
      ['-put x /no/x', "put: `/no/x': No such file or directory: `hdfs://node1:8020/no/x'\n", 1],
      ['-put x x /no', "put: `/no': No such file or directory: `hdfs://node1:8020/no'\n", 1],
      ['-put x', "put: `.': No such file or directory: `hdfs://node1:8020/user/root'\n", 1],
      ['-put x x /d/x', "put: `/d/x': Is not a directory\n", 1],
      ['-touchz /no/x', "touchz: `/no/x': No such file or directory: `hdfs://node1:8020/no/x'\n", 1],
      ['-touchz /d/x', "touchz: `/d/x': Not a zero-length file\n", 1],
      ['-mv /d /d/e', "mv: `/d' to `/d/e': is a subdirectory of itself\n", 1],
      ['-rmdir /d', "rmdir: `/d': Directory is not empty\n", 1],
      ['-rmdir --ignore-fail-on-non-empty /d', '', 0],
      ['-rm -f /nope', '', 0],
      ['-get /d/x .', "get: `x': File exists\n", 1],
      ['-moveToLocal /d/x y', "moveToLocal: Option '-moveToLocal' is not implemented yet.\n", 1],
      ['-setrep none /d', 'setrep: Illegal replication, a positive integer expected\n', 255],
    ] as const) {
      const result = w.sh(`hdfs dfs ${line}`);
      expect([line, result.stderr, result.status]).toEqual([line, message, status]);
    }
    expect(w.sh('hdfs dfs ls /')).toMatchObject({ status: 255 });
    expect(w.sh('hdfs dfs -frob').stderr).toMatch(/^-frob: Unknown command\nUsage: hadoop fs/);
    expect(w.sh('hdfs dfs -ls -x').stderr).toMatch(
      /^-ls: Illegal option -x\n[\s\S]*\nUsage: hadoop fs \[generic options\] -ls \[-C\]/,
    );
    expect(w.sh('hdfs dfs -mkdir').stderr).toMatch(/^-mkdir: Not enough arguments: expected 1 but got 0\n/);
  });

  it('lets others write only where they may', () => {
    const w = dfsWorld();
    w.sh('useradd ann');
    expect(w.sh('su ann -c "hdfs dfs -mkdir /mine"').stderr).toBe(
      'mkdir: Permission denied: user=ann, access=WRITE, inode="/":root:supergroup:drwxr-xr-x\n',
    );
    w.sh('hdfs dfs -mkdir -p /user/ann; hdfs dfs -chown ann:ann /user/ann');
    expect(w.sh('su ann -c "hdfs dfs -mkdir mine; hdfs dfs -ls"').stdout).toMatch(/drwxr-xr-x {3}- ann ann .* mine\n$/);
    expect(w.sh('su ann -c "HADOOP_USER_NAME=root hdfs dfs -mkdir /mine"').status).toBe(0);
  });

  it('says that it cannot connect without a NameNode', () => {
    const w = hadoopWorld();
    const { stderr, status } = w.sh('hdfs dfs -ls /');
    expect(stderr).toBe(
      'ls: Call From node1/192.168.10.101 to node1:8020 failed on connection exception: java.net.ConnectException: Connection refused; For more details see:  http://wiki.apache.org/hadoop/ConnectionRefused\n',
    );
    expect(status).toBe(1);
  });
});

describe('blocks', () => {
  it('outlive a DataNode; its machine counts as dead after 10 min 30 s and its blocks are copied', () => {
    const w = dfsWorld();
    w.sh('echo hello > x; hdfs dfs -put x /x; hdfs dfs -setrep 2 /x');
    applyFault(w.platform, { kind: 'power', machine: 'node3', on: false });
    expect(w.sh('hdfs dfs -cat /x').stdout).toBe('hello\n');
    w.pass(600_000);
    expect(w.sh('hdfs dfsadmin -report').stdout).toContain('Live datanodes (3):');
    w.pass(60_000);
    const report = w.sh('hdfs dfsadmin -report').stdout;
    expect(report).toContain('Live datanodes (2):');
    expect(report).toContain('Dead datanodes (1):');
    expect(report).toContain('Under replicated blocks: 0\n');
  });

  it('cannot be read when all their DataNodes are gone, nor written', () => {
    const w = dfsWorld();
    w.sh(
      'echo hello > x; hdfs dfs -put x /x; for n in node1 node2 node3; do ssh $n "hdfs --daemon stop datanode"; done',
    );
    expect(w.sh('hdfs dfs -cat /x').stderr).toMatch(
      /^cat: Could not obtain block: BP-.*:blk_1073741825_1001 file=\/x\n$/,
    );
    const { stderr } = w.sh('hdfs dfs -put x /y');
    expect(stderr).toContain('could only be written to 0 of the 1 minReplication nodes');
    expect(w.sh('hdfs dfs -ls -C /').stdout).toBe('/x\n');
  });

  it('keep the file system in safe mode until they are reported, and then for 30 s', () => {
    const w = dfsWorld();
    w.sh('echo hello > x; hdfs dfs -put x /x; stop-dfs.sh; start-dfs.sh; sleep 5');
    expect(w.sh('hdfs dfsadmin -safemode get').stdout).toBe('Safe mode is ON\n');
    expect(w.sh('hdfs dfs -mkdir /later').stderr).toMatch(
      /^mkdir: Cannot create directory \/later\. Name node is in safe mode\.\n$/,
    );
    w.pass(40_000);
    expect(w.sh('hdfs dfsadmin -safemode get; hdfs dfs -cat /x').stdout).toBe('Safe mode is OFF\nhello\n');
    expect(w.sh('hdfs dfsadmin -safemode enter; hdfs dfs -rm /x').stderr).toContain(
      'Cannot delete /x. Name node is in safe mode.',
    );
  });

  it('are counted by the web UI', () => {
    const w = dfsWorld();
    w.sh('echo hello > x; hdfs dfs -put x /x');
    const { beans } = JSON.parse(
      w.sh('curl -s "http://node1:9870/jmx?qry=Hadoop:service=NameNode,name=FSNamesystemState"').stdout,
    );
    expect(beans).toEqual([
      expect.objectContaining({ BlocksTotal: 1, NumLiveDataNodes: 3, FSState: 'Operational', CapacityUsed: 18 }),
    ]);
  });
});

describe('jobs on HDFS', () => {
  it('read from it and write to it', () => {
    const w = hadoopWorld();
    startHadoop(w);
    w.sh('(echo a b; echo c) > in.txt; hdfs dfs -put in.txt /in.txt; start-cluster.sh; sleep 8');
    const { status } = w.sh('flink run -c demo.Copy words.jar hdfs://node1:8020/in.txt hdfs:///out.txt');
    expect(status).toBe(0);
    expect(w.sh('hdfs dfs -cat /out.txt').stdout).toBe('A B\nC\n');
  });

  it('know no hdfs without HADOOP_CLASSPATH', () => {
    const w = hadoopWorld();
    startHadoop(w);
    w.sh(
      'for n in node1 node2 node3; do ssh $n sed -i /HADOOP_CLASSPATH/d /etc/environment; done; unset HADOOP_CLASSPATH; start-cluster.sh; sleep 8',
    );
    const { status, stderr } = w.sh('flink run -c demo.Copy words.jar hdfs://node1:8020/in.txt hdfs:///out.txt');
    expect(status).toBe(1);
    expect(stderr).toContain(
      "Caused by: org.apache.flink.core.fs.UnsupportedFileSystemSchemeException: Could not find a file system implementation for scheme 'hdfs'. The scheme is not directly supported by Flink and no Hadoop file system to support this scheme could be loaded.",
    );
  });

  it('checkpoint there, and start from a savepoint there', () => {
    const w = hadoopWorld({ 'state.checkpoints.dir': 'hdfs://node1:8020/ckpt' });
    startHadoop(w);
    w.sh('start-cluster.sh; sleep 8');
    w.sh('(sleep 5; echo x x x; sleep 600) | nc -lk 9999 > /dev/null &');
    const job = /[0-9a-f]{32}/.exec(
      w.sh('flink run -d -c demo.StreamWordCount words.jar node1 9999 checkpointed').stdout,
    )![0];
    w.pass(10_000);
    expect(w.sh(`hdfs dfs -ls -R -C /ckpt`).stdout).toMatch(new RegExp(`^/ckpt/${job}/chk-\\d+/_metadata$`, 'm'));
    const { stdout } = w.sh(`flink stop -p hdfs:///sp ${job}`);
    const path = /Path: (.*)/.exec(stdout)![1]!;
    expect(path).toMatch(/^hdfs:\/\/\/?.*sp\/savepoint-/);
    w.sh('(sleep 5; echo x; sleep 600) | nc -lk 9998 > /dev/null &');
    w.sh(`flink run -d -s ${path} -c demo.StreamWordCount words.jar node1 9998 checkpointed`);
    w.pass(10_000);
    expect(w.sh('for n in node1 node2 node3; do ssh $n "cat $FLINK_HOME/log/*.out"; done').stdout).toContain('(x,4)');
  });
});
