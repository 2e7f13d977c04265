import { describe, expect, it } from 'vitest';
import { parseConsole } from '../../src/lesson/console.ts';

describe('console blocks', () => {
  it('takes machine, user and directory from the prompt, and the rest as expected output', () => {
    const block = parseConsole(
      '[root@node1 flink]# jps\n1234 Jps\n\n[atguigu@hadoop102 ~]$ ls -l\nhadoop@flink101:~/x$ pwd\n/home/hadoop/x',
    );
    expect(block.commands.map((c) => [c.user, c.host, c.directory, c.text, c.expected])).toEqual([
      ['root', 'node1', 'flink', 'jps', ['1234 Jps']],
      ['atguigu', 'hadoop102', '~', 'ls -l', []],
      ['hadoop', 'flink101', '~/x', 'pwd', ['/home/hadoop/x']],
    ]);
  });
  it('keeps continuation lines, PS2 lines and heredocs with their command', () => {
    const block = parseConsole(
      '$ bin/flink run \\\n  -c a.B x.jar\nout\n$ cat > f <<EOF\n> a\n> b\n> EOF\n$ echo "x\n> y"',
    );
    expect(block.commands.map((c) => c.text)).toEqual([
      'bin/flink run \\\n  -c a.B x.jar',
      'cat > f <<EOF\na\nb\nEOF',
      'echo "x\ny"',
    ]);
    expect(block.commands[0]!.expected).toEqual(['out']);
  });
  it('is one script without prompts; # begins a comment, not a prompt', () => {
    const source = '# start it\nbin/start-cluster.sh\njps';
    expect(parseConsole(source)).toMatchObject({ prompted: false, commands: [{ text: source }] });
  });
  it('knows the prompts of clients', () => {
    expect(
      parseConsole('Flink SQL> SELECT 1;\n[zk: localhost:2181(CONNECTED) 0] ls /').commands.map((c) => c.shell),
    ).toEqual(['sql', 'zkcli']);
  });
});
