import { describe, expect, it } from 'vitest';
import { runCell } from './run-cell.ts';

describe('executeAndCollect', () => {
  it('gives a Java program the records of its job', () => {
    const { stdout, stderr } = runCell(
      'java',
      `import java.util.List;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.util.CloseableIterator;
public class Main {
  public static void main(String[] args) throws Exception {
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
    env.setParallelism(1);
    DataStream<Integer> tens = env.fromElements(3, 1, 2).map(n -> n * 10);
    try (CloseableIterator<Integer> all = tens.executeAndCollect()) {
      while (all.hasNext()) System.out.println("got " + all.next());
    }
    List<Integer> two = env.fromElements(7, 8, 9).executeAndCollect("first", 2);
    System.out.println(two);
    try {
      env.fromElements(1).executeAndCollect(0);
    } catch (IllegalStateException e) {
      System.out.println(e.getMessage());
    }
  }
}
`,
    );
    expect(stderr).toBe('');
    expect(stdout).toBe('got 30\ngot 10\ngot 20\n[7, 8]\nLimit must be greater than 0\n');
  });
  it('gives a Scala program the records of its job', () => {
    const { stdout, stderr } = runCell(
      'scala',
      `import org.apache.flink.streaming.api.scala._
import scala.collection.JavaConverters._
object Main extends App {
  val env = StreamExecutionEnvironment.getExecutionEnvironment
  env.setParallelism(1)
  println(env.fromElements(3, 1, 2).map(_ * 10).executeAndCollect("c", 2))
  println(env.fromElements("a", "b").executeAndCollect().asScala.toList)
}
`,
    );
    expect(stderr).toBe('');
    expect(stdout).toBe('List(30, 10)\nList(a, b)\n');
  });
});

it('a DataSet goes to a format of the library', () => {
  const { stdout, stderr } = runCell(
    'java',
    `import org.apache.flink.api.java.ExecutionEnvironment;
import org.apache.flink.api.java.io.DiscardingOutputFormat;
import org.apache.flink.api.java.io.PrintingOutputFormat;
public class Main {
  public static void main(String[] args) throws Exception {
    ExecutionEnvironment env = ExecutionEnvironment.getExecutionEnvironment();
    env.setParallelism(1);
    env.fromElements(3, 1).output(new PrintingOutputFormat<>());
    env.fromElements(2).output(new PrintingOutputFormat<>("n", false));
    env.fromElements(4).output(new DiscardingOutputFormat<>());
    env.execute("formats");
  }
}
`,
  );
  expect(stderr).toBe('');
  expect(stdout.split('\n').sort()).toEqual(['', '1', '3', 'n> 2']);
});
