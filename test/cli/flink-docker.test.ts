import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { dockerCommands, quoted } from '../../src/cli/flink-docker.ts';

const cluster = {
  ...{ version: '1.13.6', taskManagers: 2, slots: 3, port: 8081, folder: "/home/ann's course" },
  configuration: { 'taskmanager.numberOfTaskSlots': '4', 'env.x': '' },
};

test('a cluster in containers is a JobManager and the TaskManagers, of the image of that version, on the own network', () => {
  const commands = dockerCommands(cluster);
  expect(commands.map((words) => words.at(-1))).toEqual(['jobmanager', 'taskmanager', 'taskmanager']);
  expect(commands.map((words) => words[words.indexOf('--name') + 1])).toEqual([
    'millrace-flink-8081-jobmanager',
    'millrace-flink-8081-taskmanager-1',
    'millrace-flink-8081-taskmanager-2',
  ]);
  for (const words of commands) {
    expect(words.slice(0, 2)).toEqual(['docker', 'run']);
    expect(words.at(-2)).toBe('flink:1.13.6-scala_2.12-java11');
    expect(words[words.indexOf('--network') + 1]).toBe('host');
    const properties = words.find((word) => word.startsWith('FLINK_PROPERTIES='))!.split('\n');
    expect(properties).toContain('rest.port: 8081');
    // What the person asks for is over what Millrace wants.
    expect(properties.filter((line) => line.startsWith('taskmanager.numberOfTaskSlots'))).toEqual([
      'taskmanager.numberOfTaskSlots: 4',
    ]);
  }
});

test.skipIf(process.platform === 'win32')('commands that are shown are those that a shell would run', () => {
  for (const words of dockerCommands(cluster)) {
    const script = `printf '%s\\0' ${quoted(words)}`;
    const heard = execFileSync('sh', ['-c', script], { encoding: 'utf8' });
    expect(heard.split('\0').slice(0, -1)).toEqual(words);
  }
});
