import { describe, expect, it } from 'vitest';
import type { CellRequest, ProgramPlan } from '../../src/world/protocol.ts';
import { answer } from '../../src/world/queries.ts';
import { NOTHING_OUTSIDE, specOf, worldOf } from '../support/worlds.ts';

async function planOf(source: string, parallelism = 1, language = 'java'): Promise<ProgramPlan> {
  const world = await worldOf({ spec: specOf() });
  const facts = world.recorder.length;
  const cells: CellRequest[] = [{ cell: 3, language, options: {}, source }];
  const plan = (await answer(world, NOTHING_OUTSIDE.compiler, {
    kind: 'plan',
    cells,
    cell: 3,
    parallelism,
  })) as ProgramPlan;
  expect(world.recorder.length).toBe(facts);
  return plan;
}

const program = (body: string): string => `import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
public class Job {
  public static void main(String[] args) throws Exception {
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
${body}
  }
}
`;

describe('the plan of a program that is being typed', () => {
  it('is the job of the first execute(), with the line that made each operator and the reason of each cut', async () => {
    const { job, problem, diagnostics } = await planOf(
      program(`    env.socketTextStream("node1", 7777)
      .map(line -> line.trim())
      .filter(line -> !line.isEmpty()).setParallelism(4)
      .print();
    env.execute("first");
    env.execute("second");`),
      2,
    );
    expect(problem).toBeNull();
    expect(diagnostics).toEqual([]);
    expect(job!.name).toBe('first');
    expect(job!.sites.map(({ line, file }) => `${file}:${line}`)).toEqual([
      'Job.java:6',
      'Job.java:7',
      'Job.java:8',
      'Job.java:9',
    ]);
    expect(job!.vertices.map(({ name, parallelism }) => `${name} ${parallelism}`)).toEqual([
      'Source: Socket Stream 1',
      'Map 2',
      'Filter 4',
      'Sink: Print to Std. Out 2',
    ]);
    expect(job!.slots.total).toBe(4);
    expect(job!.streamGraph.at(-1)!.inputs[0]!.reason).toContain('parallelism 4 and 2 differ');
  });
  it('follows -p where the program sets no parallelism', async () => {
    const source = program('    env.fromSequence(1, 9).print();\n    env.execute();');
    expect((await planOf(source, 3)).job!.slots.total).toBe(3);
    expect((await planOf(source, 5)).job!.slots.total).toBe(5);
  });
  it.each([
    ['no main', 'public class Job { }', 'no-main'],
    ['no execute()', program('    env.fromElements(1).print();'), 'no-execute'],
    ['a main that never ends', program('    while (true) { env.getParallelism(); }'), 'loops'],
    ['a main that sleeps', program('    Thread.sleep(10);'), 'waits'],
    ['an error of the compiler', program('    env.fromElements(1).prnt();'), 'compile'],
    [
      'an exception of Flink',
      program('    env.socketTextStream("a", 1).setParallelism(2).print();\n    env.execute();'),
      'throws',
    ],
  ])('says why there is none: %s', async (_, source, kind) => {
    const { job, problem } = await planOf(source);
    expect(job).toBeNull();
    expect(problem!.kind).toBe(kind);
    if (kind === 'throws') expect(problem!.line).toBe(6);
  });
  it('takes Scala programs too', async () => {
    const { job, problem } = await planOf(
      `import org.apache.flink.streaming.api.scala._
object Job {
  def main(args: Array[String]): Unit = {
    val env = StreamExecutionEnvironment.getExecutionEnvironment
    env.fromElements("a b", "c")
      .flatMap(_.split(" "))
      .map((_, 1))
      .keyBy(_._1)
      .sum(1)
      .print()
    env.execute("counts")
  }
}
`,
      2,
      'scala',
    );
    expect(problem).toBeNull();
    expect(job!.sites.map(({ line }) => line)).toEqual([5, 6, 7, 9, 10]);
  });
});
