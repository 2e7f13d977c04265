import { describe, expect, it } from 'vitest';
import { isOutside } from '../../../src/program/check/outside.ts';
import { compileAll, runMain } from './harness.ts';

/** Programs that use libraries which are not simulated: they compile, and stop where they use one. */
async function compile(text: string) {
  return compileAll([{ file: 'Main.java', text }]);
}
async function run(text: string): Promise<string> {
  const { jar, diagnostics } = await compile(text);
  expect(diagnostics.filter((d) => d.severity === 'error')).toEqual([]);
  return runMain(jar!, 'Main');
}

describe('classes of libraries that are not simulated', () => {
  it('stop the program where it uses them, with their name', async () => {
    const out = await run(`
import com.google.gson.Gson;
public class Main {
  static String json(Object o) {
    Gson gson = new Gson();
    return gson.toJson(o);
  }
  public static void main(String[] args) {
    System.out.println("before");
    System.out.println(json("x"));
    System.out.println("after");
  }
}`);
    expect(out).toContain('before\n');
    expect(out).not.toContain('after');
    expect(out).toContain('UnsupportedOperationException: not simulated: com.google.gson.Gson; the program compiles');
    expect(out).toContain('Main.json(Main.java:5)');
  });
  it('do no harm where they are not reached', async () => {
    const out = await run(`
import org.apache.flink.table.functions.ScalarFunction;
import static org.apache.flink.table.api.Expressions.$;
public class Main {
  public static class Hash extends ScalarFunction {
    @Override public int never(String s) { return super.hashCode() + s.length(); }
  }
  static void table() { Object o = $("x"); }
  public static void main(String[] args) {
    if (args.length > 0) { new Hash().never("x"); }
    System.out.println("done");
  }
}`);
    expect(out).toBe('done\n');
  });
  it('keep the order of static initialisers', async () => {
    const out = await run(`
import redis.clients.jedis.Jedis;
public class Main {
  static { System.out.println("first"); }
  static Jedis jedis = new Jedis("localhost");
  static { System.out.println("second"); }
  public static void main(String[] args) {}
}`);
    expect(out).toContain('first\n');
    expect(out).not.toContain('second');
    expect(out).toContain('not simulated: redis.clients.jedis.Jedis');
  });
  it('hide no mistake elsewhere in the file', async () => {
    const { diagnostics } = await compile(`
import com.google.gson.Gson;
public class Main {
  public static void main(String[] args) {
    Gson gson = new Gson();
    int n = "text";
  }
}`);
    expect(diagnostics.filter((d) => d.severity === 'error').map((d) => [d.line, d.message])).toEqual([
      [6, 'incompatible types: String cannot be converted to int'],
    ]);
    expect(diagnostics.filter((d) => d.severity === 'warning').map((d) => d.line)).toEqual([5]);
  });
  it('are not what a mistyped import names', async () => {
    expect(isOutside('org.apache.flink.api.common.functions.MapFunctio')).toBe(false);
    expect(isOutside('com.atguigu.bean.WaterSensor')).toBe(false);
    expect(isOutside('org.apache.flink.streaming.api.datastream.QueryableStateStream')).toBe(true);
    expect(isOutside('org.apache.kafka.clients.producer.KafkaProducer')).toBe(true);
    const { diagnostics } = await compile(
      'import org.apache.flink.api.common.functions.MapFunctio;\npublic class Main { MapFunctio f; }',
    );
    expect(diagnostics.map((d) => d.severity)).toEqual(['error']);
  });
});

it("makes lombok's builders", async () => {
  expect(
    await run(`
import lombok.*;
public class Main {
  @Data @Builder @NoArgsConstructor @AllArgsConstructor
  public static class Event { private String user; @Builder.Default private long count = 1L; }
  public static void main(String[] args) {
    System.out.println(Event.builder().user("Mary").build());
    System.out.println(Event.builder().user("Bob").count(3).build().getCount());
  }
}`),
  ).toBe('Main.Event(user=Mary, count=1)\n3\n');
});

it('ends a program that fills the heap with arrays', async () => {
  expect(
    await run(`
public class Main {
  public static void main(String[] args) {
    int[][] all = new int[100000][];
    for (int i = 0; i < all.length; i++) all[i] = new int[10000000];
  }
}`),
  ).toContain('java.lang.OutOfMemoryError: Java heap space');
});
