import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { useCommandLine } from './support.ts';

/** The stable face of `millrace run`, as a script sees it: the built command line in a process of its own. */

const { folder, run: millrace } = useCommandLine();

interface Cell {
  readonly index: number;
  readonly language: string;
  readonly host: string | null;
  readonly ok: boolean;
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly error: { message: string; file: string | null; line: number | null; column: number | null } | null;
  readonly virtualMs: number;
  readonly serving: boolean;
  readonly skipped: string | null;
}
interface Report {
  readonly lesson: string;
  readonly seed: number;
  readonly ok: boolean;
  readonly cells: readonly Cell[];
}

function write(name: string, text: string): string {
  const file = join(folder, name);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
}

const fence = (info: string, ...lines: string[]): string => `\`\`\`${info}\n${lines.join('\n')}\n\`\`\`\n`;

let lessons = 0;
function run(cells: readonly string[], ...args: string[]): Report & { code: number | null; warnings: string } {
  const file = write(`lesson-${lessons++}.flink.md`, cells.join('\n'));
  const { code, stdout, stderr } = millrace('run', file, '--json', ...args);
  return { ...(JSON.parse(stdout) as Report), code, warnings: stderr };
}

describe('millrace run --json', () => {
  it('prints one object with all fields, and goes on after a cell that failed', () => {
    const report = run([
      '---\ntitle: Faces\nseed: 7\n---\n',
      fence('sh', 'echo one; echo two >&2; (exit 4)'),
      fence('python', 'print("no cell")'),
      fence('sh', 'sleep 5'),
    ]);
    expect(report.code).toBe(1);
    expect(Object.keys(report).filter((key) => key !== 'code' && key !== 'warnings')).toEqual([
      'lesson',
      'seed',
      'ok',
      'cells',
    ]);
    expect(report).toMatchObject({ lesson: 'Faces', seed: 7, ok: false });
    expect(Object.keys(report.cells[0]!)).toEqual(
      'index language host ok exitCode stdout stderr error virtualMs serving skipped'.split(' '),
    );
    expect(report.cells[0]).toMatchObject({
      index: 0,
      language: 'sh',
      host: 'node1',
      ok: false,
      exitCode: 4,
      stdout: 'one\n',
      stderr: 'two\n',
      serving: false,
      skipped: null,
      error: { message: expect.stringContaining('exit code 4'), file: null, line: null, column: null },
    });
    expect(report.cells).toHaveLength(2);
    expect(report.cells[1]).toMatchObject({ index: 1, ok: true, error: null });
    expect(report.cells[1]!.virtualMs).toBeGreaterThanOrEqual(5000);
    expect(report.cells[1]!.virtualMs).toBeLessThan(5100);
  });

  it('takes the seed from --seed, else the front matter, else 1, and exits with 0', () => {
    const cells = [fence('sh', 'true')];
    expect(run(cells)).toMatchObject({ seed: 1, code: 0, ok: true });
    expect(run(['---\nseed: 7\n---\n', ...cells], '--seed', '9')).toMatchObject({ seed: 9, code: 0 });
  });

  it('names unknown keys and runs the cell', () => {
    const report = run([fence('sh colour=red', 'true')]);
    expect(report.warnings).toContain('cell 0: unknown option "colour"');
    expect(report.code).toBe(0);
  });

  it('compares the exit code of the last command with exit=N', () => {
    const report = run([
      fence('sh exit=3', 'false', 'exit 3'),
      fence('sh exit=3', 'true'),
      fence('sh', 'false', 'true'),
    ]);
    expect(report.cells.map(({ ok, exitCode }) => [ok, exitCode])).toEqual([
      [true, 3],
      [false, 0],
      [true, 0],
    ]);
  });

  it('carries directory and exported variables over, machine by machine', () => {
    const report = run([
      fence('sh', 'cd /tmp; export WHO=one'),
      fence('sh host=node2', 'pwd; echo "<$WHO>"; export WHO=two'),
      fence('sh', 'pwd; echo $WHO'),
      fence('sh host=node2', 'echo $WHO $FLINK_HOME; which flink'),
    ]);
    expect(report.cells.map(({ stdout }) => stdout)).toEqual([
      '',
      '/root\n<>\n',
      '/tmp\none\n',
      'two /opt/flink-1.13.6\n/opt/flink-1.13.6/bin/flink\n',
    ]);
    expect(report.cells.map(({ host }) => host)).toEqual(['node1', 'node2', 'node1', 'node2']);
  });

  it('strips prompts, which name the machine', () => {
    const report = run([
      fence('console', '[root@node3 ~]# hostname', 'node3'),
      fence('sh', '$ hostname'),
      fence('sh', '[root@node2 opt]# hostname'),
    ]);
    expect(report.cells.map(({ stdout }) => stdout)).toEqual(['node3\n', 'node1\n', 'node2\n']);
  });

  it('writes file cells, on the machine that host= names', () => {
    const report = run([
      fence('text file=sub/notes.txt', 'kept', '  text'),
      fence('yaml file=/etc/a.yaml host=node2', 'a: 1'),
      fence('sh', 'cat ~/sub/notes.txt; ssh node2 cat /etc/a.yaml; ls /etc/a.yaml'),
      fence('properties', 'no=cell'),
    ]);
    expect(report.cells).toHaveLength(3);
    expect(report.cells[2]!.stdout).toBe('kept\n  text\na: 1\n');
    expect(report.cells[2]!.stderr).toContain('/etc/a.yaml');
  });

  it('reads the files beside the lesson under /workspace, and cannot write them', () => {
    write('data/中文.txt', '生存 还是 毁灭\n');
    const report = run([fence('sh', 'cat /workspace/data/中文.txt; echo x > /workspace/data/中文.txt')]);
    expect(report.cells[0]!.stdout).toBe('生存 还是 毁灭\n');
    expect(report.cells[0]!.stderr).toContain('Read-only file system');
    expect(readFileSync(join(folder, 'data/中文.txt'), 'utf8')).toBe('生存 还是 毁灭\n');
  });

  it('runs programs: args, classes of other cells, norun, file=, run', () => {
    const report = run([
      fence(
        'java args="one \\"two three\\""',
        'package lab;',
        'public class Main {',
        '  public static void main(String[] args) { for (String word : args) System.out.println(Greeter.greet(word)); }',
        '}',
      ),
      fence(
        'java file=src/main/java/lab/Greeter.java',
        'package lab;',
        'public class Greeter {',
        '  static String greet(String who) { return "hello " + who; }',
        '  public static void main(String[] args) { System.out.println("not run"); }',
        '}',
      ),
      fence(
        'java norun',
        'public class Other { public static void main(String[] args) { System.out.println("not run"); } }',
      ),
      fence(
        'java file=src/main/java/Third.java run',
        'public class Third { public static void main(String[] args) { System.out.println("run"); } }',
      ),
      fence('sh', 'cd ~', 'ls pom.xml src/main/java', 'mvn -q package && jar tf target/lesson-1.0.jar | grep class'),
    ]);
    expect(report.cells.map(({ stdout }) => stdout)).toEqual([
      'hello one\nhello two three\n',
      '',
      '',
      'run\n',
      expect.stringContaining('lab/Greeter.class'),
    ]);
    for (const name of ['pom.xml', 'lab/Main.class', 'Other.class', 'Third.class'])
      expect(report.cells[4]!.stdout).toContain(name);
  });

  it('gives event-time windows over a file all its records, before the last watermark', () => {
    const report = run([
      fence('sh', "printf 'a 1000\\na 9999\\nb 4000\\na 12000\\n' > /tmp/readings"),
      fence(
        'java',
        `import java.time.Duration;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.windowing.assigners.TumblingEventTimeWindows;
import org.apache.flink.streaming.api.windowing.time.Time;
public class Windows {
  public static void main(String[] args) throws Exception {
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
    env.setParallelism(1);
    env.readTextFile("/tmp/readings")
        .map(line -> Tuple3.of(line.split(" ")[0], Long.parseLong(line.split(" ")[1]), 1))
        .returns(Types.TUPLE(Types.STRING, Types.LONG, Types.INT))
        .assignTimestampsAndWatermarks(WatermarkStrategy
            .<Tuple3<String, Long, Integer>>forBoundedOutOfOrderness(Duration.ofSeconds(1))
            .withTimestampAssigner((reading, before) -> reading.f1))
        .keyBy(reading -> reading.f0)
        .window(TumblingEventTimeWindows.of(Time.seconds(10)))
        .sum(2)
        .map(reading -> reading.f0 + " " + reading.f2)
        .returns(Types.STRING)
        .print();
    env.execute();
  }
}`,
      ),
    ]);
    expect(report.cells[1]!.stdout.trim().split('\n').sort()).toEqual(['a 1', 'a 2', 'b 1']);
  });
  it("runs the distribution's examples with their options", () => {
    const report = run([
      '---\nmachines: [node1]\n---\n',
      fence('sh', 'start-cluster.sh > /dev/null; sleep 6; printf "to be or\\nnot to be\\n" > /tmp/text'),
      fence(
        'sh',
        'flink run $FLINK_HOME/examples/batch/WordCount.jar --input /tmp/text --output /tmp/counts > /dev/null; cat /tmp/counts',
      ),
      fence(
        'sh',
        'flink run $FLINK_HOME/examples/streaming/WordCount.jar --input /tmp/text --output /tmp/stream > /dev/null; cat /tmp/stream',
      ),
    ]);
    const printed = report.cells.map(({ stdout, stderr }) => [stdout.trim().split('\n').sort(), stderr]);
    expect(printed.slice(1)).toEqual([
      [['be 2', 'not 1', 'or 1', 'to 2'], ''],
      [['(be,1)', '(be,2)', '(not,1)', '(or,1)', '(to,1)', '(to,2)'], ''],
    ]);
  });
  it('says where a program is wrong', () => {
    const report = run([
      fence('java', 'package lab;', 'public class Bad {', '  int x = "text";', '}'),
      fence('sh', 'echo still usable'),
    ]);
    expect(report.cells[0]).toMatchObject({
      ok: false,
      error: {
        message: expect.stringContaining('incompatible types'),
        file: 'src/main/java/lab/Bad.java',
        line: 3,
        column: 11,
      },
    });
    expect(report.cells[1]!.stdout).toBe('still usable\n');
  });

  it('answers sql with a clear error', () => {
    const [cell] = run([fence('sql', 'select 1;')]).cells;
    expect(cell).toMatchObject({
      ok: false,
      exitCode: null,
      error: { message: expect.stringContaining('not available yet') },
    });
  });

  it('types input to who listens; nobody listening is an error', () => {
    const report = run([
      fence('input to=node1:7777', 'nobody'),
      fence('sh', 'nc -lk 9999'),
      fence('sh host=node2', 'sleep 60 | nc node1 9999 > /tmp/got &'),
      fence('input to=node1:9999', 'a', 'b', 'c'),
      fence('input to=node1:9999 every=1s', 'd', 'e', 'f'),
      fence('sh host=node2', 'sleep 1', 'cat /tmp/got'),
    ]);
    expect(report.cells[0]).toMatchObject({
      ok: false,
      error: { message: expect.stringContaining('nothing listens on node1:7777') },
    });
    expect(report.cells[3]).toMatchObject({ ok: true, virtualMs: 200 });
    expect(report.cells[4]).toMatchObject({ ok: true, virtualMs: 2000 });
    expect(report.cells[5]!.stdout).toBe('a\nb\nc\nd\ne\nf\n');
  });

  it('goes on past what serves, gives it Ctrl-C at the end, newest first, and counts it as ok', () => {
    const trace = join(folder, 'serving.jsonl');
    const report = run(
      [fence('sh', 'nc -lk 9999'), fence('sh', 'tail -f /etc/hosts'), fence('sh', 'echo next')],
      '--trace',
      trace,
    );
    expect(report.cells.map(({ serving, ok, exitCode }) => [serving, ok, exitCode])).toEqual([
      [true, true, 130],
      [true, true, 130],
      [false, true, 0],
    ]);
    expect(report.cells[1]!.stdout).toContain('node3');
    const ended = readFileSync(trace, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { kind?: string; cell?: number })
      .filter(({ kind }) => kind === 'cell.ended');
    expect(ended.map(({ cell }) => cell)).toEqual([2, 1, 0]);
  });
});

describe('millrace run', () => {
  it('writes a trace whose first line is a header with a version', () => {
    const trace = join(folder, 'out.jsonl');
    const file = write('trace.flink.md', fence('sh', 'hostname'));
    expect(millrace('run', file, '--trace', trace).code).toBe(0);
    const lines = readFileSync(trace, 'utf8').trim().split('\n');
    expect(JSON.parse(lines[0]!)).toMatchObject({
      millrace: 'trace',
      version: 1,
      seed: 1,
      epoch: Date.parse('2021-08-01T00:00:00Z'),
    });
    for (const line of lines.slice(1))
      expect(JSON.parse(line)).toMatchObject({ at: expect.any(Number), kind: expect.any(String) });
  });

  it('exits with 2 for bad usage and files that cannot be read or written', () => {
    const file = write('good.flink.md', fence('sh', 'true'));
    const usages = [
      [],
      ['walk', file],
      ['run'],
      ['run', file, file],
      ['run', file, '--sed', '1'],
      ['run', file, '--seed', 'x'],
      ['run', join(folder, 'nowhere.md')],
      ['run', file, '--trace', join(folder, 'nowhere/out.jsonl')],
    ];
    for (const usage of usages) {
      const { code, stdout, stderr } = millrace(...usage);
      expect([usage, code, stdout]).toEqual([usage, 2, '']);
      expect(stderr).not.toContain('    at ');
    }
  });

  it('says in words why a file cannot be read', () => {
    expect(millrace('run', join(folder, 'nowhere.md')).stderr).toMatch(
      /nowhere\.md cannot be read: there is no such file\n$/,
    );
    expect(millrace('run', folder).stderr).toMatch(/ cannot be read: it is a folder\n$/);
    expect(millrace('check', join(folder, 'nowhere.flink.md')).stderr).toMatch(/: there is no such file\n$/);
  });

  it('tells its version', () => {
    const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
    expect(millrace('--version')).toMatchObject({ code: 0, stdout: `millrace ${version}\n` });
  });
});
