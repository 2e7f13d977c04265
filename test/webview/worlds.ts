/** Worlds of the simulated Flink, in which a test types commands and lets time pass. */
import { runCellHeadless } from '../../src/world/headless.ts';
import type { World } from '../../src/world/world.ts';
import { nodes, specOf, worldOf } from '../support/worlds.ts';

/** A job that counts readings for ever, with a checkpoint each second; its work takes time, so that a slow machine is felt. */
const READINGS = `
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.source.RichParallelSourceFunction;

public class Readings {
  public static class Sensors extends RichParallelSourceFunction<Integer> {
    private volatile boolean on = true;
    @Override
    public void run(SourceContext<Integer> out) throws Exception {
      for (int n = 0; on; n++) {
        synchronized (out.getCheckpointLock()) {
          out.collect(n % 7);
        }
        Thread.sleep(5);
      }
    }
    @Override
    public void cancel() { on = false; }
  }

  public static void main(String[] args) throws Exception {
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
    env.enableCheckpointing(1000);
    env.addSource(new Sensors()).name("Sensors")
        .rebalance()
        .map(n -> { Thread.sleep(3); return Tuple2.of("sensor-" + n, 1); })
        .returns(Types.TUPLE(Types.STRING, Types.INT)).name("Clean")
        .keyBy(t -> t.f0)
        .sum(1).name("Count")
        .print();
    env.execute("Readings");
  }
}`;

/** Three machines with Flink on them, and on the first one the project of a program, class Readings. */
export async function openWorld(preset: string): Promise<World> {
  const world = await worldOf({
    spec: specOf({
      title: 'Readings',
      preset,
      machines: nodes(3),
      config: {
        'heartbeat.interval': '1000',
        'heartbeat.timeout': '5000',
        'state.checkpoints.dir': 'file:///shared/checkpoints',
        'cluster.evenly-spread-out-slots': 'true',
      },
      seed: 5,
      epoch: Date.UTC(2021, 7, 1),
    }),
  });
  const file = 'src/main/java/Readings.java';
  await runCellHeadless(world, { cell: 0, language: 'java', options: { file }, source: READINGS });
  return world;
}

/** Types a line on the first machine, and waits until it has ended or serves. Throws what it wrote where it failed. */
export async function typed(world: World, source: string): Promise<void> {
  const { result, stderr } = await runCellHeadless(world, { cell: 1, language: 'bash', options: {}, source });
  if (result?.ok === false) throw new Error(`${source}\n${stderr}`);
}

/** Lets virtual time pass, ms. */
export function pass(world: World, ms: number): void {
  const { simulation } = world;
  const until = simulation.now + ms;
  while (simulation.nextAt <= until) simulation.step();
}
