import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { CellRequest } from '../../../src/world/protocol.ts';
import type { World } from '../../../src/world/world.ts';
import { oneMachine } from '../run-cell.ts';

/** A Maven project with resources; beside it what the program printed on a JDK 17 with Flink 1.13.6. */
const PROJECT = join(import.meta.dirname, 'resources');
const read = (path: string): string => readFileSync(join(PROJECT, path), 'utf8');
const RESOURCES = ['src/main/resources/words.txt', 'src/main/resources/conf/app.properties'];
const PROGRAM = 'src/main/java/lab/ClassPath.java';

function runner(world: World): (request: Omit<CellRequest, 'cell'>) => string {
  let cell = 0;
  return (request) => {
    world.apply({ kind: 'run', request: { cell: ++cell, ...request } });
    const run = world.runs.at(-1)!;
    while (run.state !== 'ended' && world.simulation.now < 600_000) if (!world.simulation.step()) break;
    expect(run.stderr).toBe('');
    return run.stdout;
  };
}
function project(): ReturnType<typeof runner> {
  const run = runner(oneMachine());
  for (const file of RESOURCES) run({ language: 'text', options: { file }, source: read(file) });
  return run;
}
const sorted = (text: string): string[] => text.split('\n').sort();

it('finds resources beside the classes, as an IDE and Maven put them there', () => {
  const run = project();
  const lines = sorted(read('ClassPath.txt'));
  expect(sorted(run({ language: 'java', options: { file: PROGRAM, run: true }, source: read(PROGRAM) }))).toEqual(
    lines,
  );
  run({ language: 'bash', options: {}, source: 'mvn -q compile' });
  expect(sorted(run({ language: 'bash', options: {}, source: 'java -cp target/classes lab.ClassPath' }))).toEqual(
    lines,
  );
});

it('packs resources into the jar, where they have no path of their own', () => {
  const run = project();
  const source = `
    import java.io.*;
    public class Inside {
      public static void main(String[] args) throws Exception {
        System.out.println(Inside.class.getResource("/conf/app.properties"));
        System.out.println(new BufferedReader(new InputStreamReader(Inside.class.getResourceAsStream("/words.txt"))).readLine());
        System.out.println(new File(Inside.class.getResource("/words.txt").getPath()).exists());
      }
    }`;
  run({ language: 'java', options: { norun: true }, source });
  const listed = run({ language: 'bash', options: {}, source: 'mvn -q package; jar tf target/lesson-1.0.jar' });
  expect(listed.split('\n')).toEqual(expect.arrayContaining(['Inside.class', 'words.txt', 'conf/app.properties']));
  expect(run({ language: 'bash', options: {}, source: 'java -cp target/lesson-1.0.jar Inside' })).toBe(
    'jar:file:/root/target/lesson-1.0.jar!/conf/app.properties\nhello world\nfalse\n',
  );
});
