import type { Task } from '../../simulation/task.ts';
import type { CellRun, Outcome } from '../cell-run.ts';
import { type CellContext, fail, runCommands } from '../cells.ts';
import { SCENARIO_JAR, SCENARIO_PROGRAM, scenarioScripts } from './library.ts';

/** Brings the lesson's machines to a state that is known by name: from how they were at first, by commands, in virtual time. */
export function* runScenario(context: CellContext, run: CellRun): Task<Outcome> {
  const { platform, first, user } = context;
  const { preset, at } = run.request.options;
  const moments = scenarioScripts(preset, at, { preset: context.preset, machines: platform.machines.size });
  if (typeof moments === 'string') return fail(moments);
  context.reset();
  const { file, text } = SCENARIO_PROGRAM;
  const jar = context.programs.compile([{ file, text }]);
  if (!jar) return fail('the program of the scenario does not compile');
  first.files.mkdir(SCENARIO_JAR.slice(0, SCENARIO_JAR.lastIndexOf('/')), { recursive: true });
  first.files.write(SCENARIO_JAR, { kind: 'artifact', type: 'jar', value: jar, size: 10_240 });
  const began = platform.world.now;
  for (const { name, script } of moments) {
    run.print('stdout', `── ${name}\n`);
    const commands = [{ text: script, host: first.name, user, prepare: null }];
    const outcome = yield* runCommands(context, run, commands, null);
    if (outcome.error || outcome.exitCode !== 0) return outcome;
  }
  const seconds = ((platform.world.now - began) / 1000).toFixed(1);
  run.print(
    'stdout',
    `── ${String(preset)}, ${moments.at(-1)!.name}: ${seconds} s of virtual time, seed ${context.seed}\n`,
  );
  return { exitCode: 0, error: null };
}
