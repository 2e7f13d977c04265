import { describe, expect, it } from 'vitest';
import { oneMachine } from '../program/run-cell.ts';

/** Runs cells one after the other, each to its end; says what they printed. */
function runCells(cells: readonly (readonly [language: string, source: string, options?: Record<string, true>])[]) {
  const world = oneMachine();
  return cells.map(([language, source, options = {}], cell) => {
    world.apply({ kind: 'run', request: { cell, language, options, source } });
    const run = world.runs.at(-1)!;
    const until = world.simulation.now + 600_000;
    while (run.state !== 'ended' && world.simulation.now < until) if (!world.simulation.step()) break;
    return run.stdout + run.stderr;
  });
}

const APP = `package lab
import org.apache.flink.streaming.api.scala._
case class Word(text: String, count: Int)
object Count extends App {
  val env = StreamExecutionEnvironment.getExecutionEnvironment
  env.setParallelism(1)
  env.fromElements("a b a").flatMap(_.split(" ")).map(Word(_, 1)).keyBy(_.text).sum("count").print()
  env.execute("count")
}
`;
const MAIN = `package lab
import org.apache.flink.streaming.api.scala._
object Job {
  def main(args: Array[String]): Unit = {
    val env = StreamExecutionEnvironment.getExecutionEnvironment
    env.fromElements(args.length).map(_ + 1).print()
    env.execute("job of " + args.mkString(","))
  }
}
`;

describe('Scala programs of a project', () => {
  it('run as cells', () => {
    const [app, main] = runCells([
      ['scala', APP],
      ['scala', MAIN],
    ]);
    expect(app).toBe('Word(a,1)\nWord(b,1)\nWord(a,2)\n');
    expect(main).toMatch(/^(?:\d> )?1\n$/);
  });
  it('are packaged, listed, explained and submitted by the name of their objects', () => {
    const [, , mvn, jar, info, count, job, wrong, printed] = runCells([
      ['scala', APP, { norun: true }],
      ['scala', MAIN, { norun: true }],
      ['bash', 'find src -name "*.scala" | sort; mvn package'],
      ['bash', 'jar tf target/lesson-1.0.jar'],
      ['bash', 'start-cluster.sh; flink info -c lab.Count target/lesson-1.0.jar'],
      ['bash', 'flink run -c lab.Count target/lesson-1.0.jar'],
      ['bash', 'flink run -c lab.Job target/lesson-1.0.jar x y'],
      ['bash', 'flink run -c lab.Wrong target/lesson-1.0.jar'],
      ['bash', 'cat $FLINK_HOME/log/*taskexecutor*.out'],
    ]);
    expect(mvn).toMatch(/^src\/main\/scala\/lab\/Count\.scala\nsrc\/main\/scala\/lab\/Job\.scala\n/);
    expect(mvn).toContain('BUILD SUCCESS');
    expect(jar?.split('\n')).toEqual(
      expect.arrayContaining([
        'lab/Count$.class',
        'lab/Count.class',
        'lab/Job$.class',
        'lab/Job.class',
        'lab/Word.class',
      ]),
    );
    expect(info).toContain('"type" : "Keyed Aggregation"');
    expect(count).toContain('has finished.');
    expect(job).toContain('has finished.');
    expect(wrong).toContain("The program's entry point class 'lab.Wrong' was not found in the jar file.");
    expect(printed).toBe('Word(a,1)\nWord(b,1)\nWord(a,2)\n3\n');
  });
  it('fetch records with executeAndCollect, detached or not', () => {
    const program = MAIN.replace('.print()', '.executeAndCollect("fetch", 5)')
      .replace('env.fromElements', 'val got = env.fromElements')
      .replace(/env\.execute.*/, 'println(got)');
    const [, , run] = runCells([
      ['scala', program, { norun: true }],
      ['bash', 'start-cluster.sh; mvn -q package'],
      ['bash', 'flink run -d -c lab.Job target/lesson-1.0.jar x'],
    ]);
    expect(run).toMatch(/^Job has been submitted with JobID [0-9a-f]{32}\nList\(2\)\n$/);
  });
  it('use the Java classes of the project, and Java uses theirs', () => {
    const event =
      'package lab;\npublic class Event {\n  public String user = "u";\n  public static int twice(int n) { return 2 * n; }\n}\n';
    const word =
      'package lab\ncase class Pair(left: String, n: Int) { def shown: String = left + n }\ntrait Halves { def half(n: Int): Int = n / 2 }\nobject Tools extends Halves\n';
    const java =
      'package lab;\npublic class Main {\n  public static void main(String[] args) {\n    Pair pair = new Pair("a", 1);\n    System.out.println(pair.shown() + pair.left() + pair + Tools.half(8));\n  }\n}\n';
    const scala = 'package lab\nobject Uses extends App { println(new Event().user + Event.twice(4)) }\n';
    const [, , uses, main] = runCells([
      ['java', event, { norun: true }],
      ['scala', word, { norun: true }],
      ['scala', scala],
      ['java', java],
    ]);
    expect(uses).toBe('u8\n');
    const mistaken = java.replace('half(8)', 'third(8)');
    const [, wrong] = runCells([
      ['scala', word, { norun: true }],
      ['java', mistaken],
    ]);
    expect(wrong).toContain('symbol:   method third(int)');
    expect(main).toBe('a1aPair(a,1)4\n');
  });
});
