import { describe, expect, it } from 'vitest';
import { type CompletionItem, complete, hover } from '../../../src/program/service.ts';

interface Place {
  readonly text: string;
  readonly offset: number;
}
const at = (marked: string): Place => ({ text: marked.replace('|', ''), offset: marked.indexOf('|') });

const FLINK = 'import org.apache.flink.streaming.api.scala._\n';

function ask(marked: string, others: readonly { file: string; text: string }[] = []): CompletionItem[] {
  const { text, offset } = at(marked);
  return complete([{ file: 'A.scala', text }, ...others], 'A.scala', offset);
}
const labels = (marked: string): string[] => ask(marked).map((item) => item.label);
const detail = (marked: string, label: string): string | undefined =>
  ask(marked).find((item) => item.label === label)?.detail;
const body = (code: string): string => `object A {\n  def main(args: Array[String]): Unit = {\n${code}\n  }\n}\n`;

describe('completion in Scala', () => {
  it('knows the members behind a dangling dot', () => {
    const strings = labels(body('    val l = List("a", "b")\n    l.head.|\n    println(l)'));
    expect(strings).toEqual(expect.arrayContaining(['toUpperCase', 'split', 'toInt', 'stripMargin', 'length']));
    expect(labels(body('    val l = List(1, 2)\n    l.ma|'))).toEqual(expect.arrayContaining(['map', 'max', 'maxBy']));
    expect(detail(body('    val l = List(1, 2)\n    l.|'), 'map')).toMatch(
      /^map\[.*\]\(\w+: Int => \w+\): List\[\w+\]/,
    );
    expect(detail(body('    val l = List(1, 2)\n    l.|'), 'foldLeft')).toBe('foldLeft[B](z: B)(f: (B, Int) => B): B');
    expect(labels(body('    val n = 3\n    n.|'))).toEqual(expect.arrayContaining(['to', 'until', 'toLong', 'max']));
    expect(labels(body('    args.|'))).toEqual(expect.arrayContaining(['length', 'map', 'foreach', 'mkString']));
  });
  it('knows the types of function parameters in code that is not finished', () => {
    expect(labels(body('    List("a b").flatMap(_.spl|'))).toEqual(expect.arrayContaining(['split', 'splitAt']));
    expect(labels(body('    val m = Map("a" -> 1)\n    m.map { case (word, n) => word.le|\n    val x = 1'))).toContain(
      'length',
    );
    expect(labels(body('    for (x <- List("a")) yield x.toUp|'))).toContain('toUpperCase');
    expect(labels(body(`    val s = s"\${args.le|}"`))).toContain('length');
  });
  it('knows the Flink API', () => {
    const program = (code: string): string =>
      FLINK + body(`    val env = StreamExecutionEnvironment.getExecutionEnvironment\n${code}`);
    expect(labels(program('    env.|'))).toEqual(
      expect.arrayContaining(['fromElements', 'socketTextStream', 'setParallelism', 'execute']),
    );
    expect(labels(program('    env.fromElements("a").map(x => (x, 1)).keyBy(_._1).|'))).toEqual(
      expect.arrayContaining(['sum', 'window', 'process', 'reduce']),
    );
    expect(labels(program('    env.fromElements("a").map(x => (x, 1)).keyBy(_.|'))).toEqual(
      expect.arrayContaining(['_1', '_2', 'swap']),
    );
    expect(labels(program('    env.fromElements("a").map(x => (x, 1)).map(t => t.|)'))).toContain('swap');
    expect(labels(`${FLINK}${body('    StreamExecutionEnvironment.get|')}`)).toContain('getExecutionEnvironment');
    expect(labels(`${FLINK}object A { val e: StreamEx|\n}`)).toContain('StreamExecutionEnvironment');
  });
  it('knows members of the program: case classes, companions, objects, traits, implicit classes', () => {
    const classes = `case class Word(text: String, count: Int) { def twice: Int = count * 2; private val secret = 1 }
object Settings { val port = 9000; def name(n: Int): String = "x"; case class Inner(a: Int) }
object Extras { implicit class Loud(s: String) { def shout: String = s + "!" } }
`;
    const word = labels(classes + body('    val w = Word("a", 1)\n    w.|'));
    expect(word).toEqual(expect.arrayContaining(['text', 'count', 'twice', 'copy']));
    expect(word).not.toContain('secret');
    expect(labels(classes + body('    Settings.|'))).toEqual(expect.arrayContaining(['port', 'name', 'Inner']));
    expect(detail(classes + body('    Settings.|'), 'name')).toBe('name(n: Int): String');
    expect(labels(classes + body('    import Extras._\n    "a".sh|'))).toEqual(['shout']);
    expect(labels(classes + body('    Word.|'))).toContain('apply');
    expect(labels('class C { private val own = 1; def f = this.|\n}')).toEqual(expect.arrayContaining(['own', 'f']));
  });
  it('knows the names in reach', () => {
    const names = labels(
      `${FLINK}import java.util.{Properties => Props}\ncase class Word(text: String)\nobject A { val shared = 1\n def f(counter: Int) = {\n val country = ""\n def countAll(n: Int) = n\n cou|\n val countLater = 1 } }`,
    );
    expect(names).toEqual(expect.arrayContaining(['counter', 'country', 'countAll']));
    expect(names).not.toContain('countLater');
    expect(labels(body('    sh|').replace('object A {', 'object A {\n  val shared = 1'))).toContain('shared');
    expect(labels(`case class Word(text: String)\n${body('    W|')}`)).toContain('Word');
    expect(labels(`import java.util.{Properties => Props}\n${body('    new Pr|')}`)).toContain('Props');
    expect(labels(body('    pri|'))).toEqual(expect.arrayContaining(['println', 'private']));
  });
  it('knows types after new, a colon and extends, and imports', () => {
    expect(labels(body('    val x: Str|'))).toEqual(expect.arrayContaining(['String']));
    expect(labels(body('    val x: Str|'))).not.toContain('println');
    expect(labels(body('    val m = new scala.collection.mutable.Has|'))).toContain('HashMap');
    expect(labels('trait Base\nclass D extends Ba|')).toContain('Base');
    expect(labels('import org.apache.flink.streaming.api.sca|')).toContain('scala');
    expect(labels('import java.util.{List, Arr|}')).toContain('ArrayList');
  });
  it('goes on beside mistakes elsewhere', () => {
    expect(labels(body('    val x =\n    val y = "a"\n    y.toUp|'))).toContain('toUpperCase');
    expect(labels(body('    val y = "a"\n    y.toUp|\n    val z = foo(\n'))).toContain('toUpperCase');
    expect(labels('object A {\n  def f(s: String) = {\n    if (s.isE|')).toContain('isEmpty');
  });
  it('sees the Java classes and other Scala files of the project', () => {
    const others = [
      { file: 'Point.java', text: 'public class Point { public int x; public int getX() { return x; } }' },
      { file: 'B.scala', text: 'object Helpers { def assist(n: Int): Int = n }' },
    ];
    expect(ask(body('    new Point().|'), others).map((i) => i.label)).toEqual(expect.arrayContaining(['x', 'getX']));
    expect(ask(body('    Helpers.|'), others).map((i) => i.label)).toContain('assist');
  });
});

describe('hover in Scala', () => {
  const told = (marked: string): string | undefined => {
    const { text, offset } = at(marked);
    return hover([{ file: 'A.scala', text }], 'A.scala', offset)?.text;
  };
  it('tells types of values and parameters', () => {
    expect(told(body('    val co|unts = Map("a" -> 1)\n    println(counts)'))).toContain('counts: Map[String,Int]');
    expect(told(body('    val counts = List(1)\n    println(cou|nts)'))).toContain('counts: List[Int]');
    expect(told(body('    List("a").map(wo|rd => word.length)'))).toContain('word: String');
    expect(told(body('    List("a").map(word => wo|rd.length)'))).toContain('word: String');
    expect(told(body('    ar|gs.length'))).toContain('args: Array[String]');
    expect(told('case class W(text: String)\nobject A { def f(w: W) = w.te|xt }')).toContain('text: String');
  });
  it('tells signatures of methods and what they give here', () => {
    expect(told(body('    val s = "abc".sub|string(1)'))).toContain('def substring(');
    const stream = `${FLINK}${body('    StreamExecutionEnvironment.getExecutionEnvironment.fromElements((1, 2)).ma|p(_._1)')}`;
    expect(told(stream)).toContain('def map[R](f: ((Int, Int)) => R): DataStream[R]\n');
    expect(told(stream)).toContain('here DataStream[Int]');
    expect(told(body('    val s = List("a").ma|p(_.length)'))).toMatch(/def map\[.*\n\/\/ .*here List\[Int\]/);
    expect(told('object A { def tw|ice(n: Int) = n * 2 }')).toContain('def twice(n: Int): Int');
    expect(told('object A { def f = { def tw|ice(n: Int) = n * 2; twice(2) } }')).toContain('def twice(n: Int): Int');
    expect(told('object A { def twice(n: Int) = n * 2; val x = tw|ice(3) }')).toContain('def twice(n: Int): Int');
    expect(told('object A { val por|t = 9000 }')).toContain('A.port: Int');
  });
  it('tells of classes and objects', () => {
    expect(told('case class W(text: String)\nobject A { def f(w: |W) = w.text }')).toContain(
      'case class W(text: String)',
    );
    expect(told('case class W|(text: String)')).toContain('case class W(text: String)');
    expect(told(body('    val w = new java.util.Ar|rayList[String]()'))).toContain('class java.util.ArrayList[');
    expect(told('object Settings { val a = 1 }\nobject B { val b = Sett|ings.a }')).toContain('object Settings');
  });
  it('is silent where there is no name', () => {
    expect(told(body('    val x = 1 |+ 2'))).toBeUndefined();
    expect(told('object A { // wo|rd\n}')).toBeUndefined();
  });
});
