import { describe, expect, it } from 'vitest';
import { laboratory } from './recorded-cli.ts';

describe('memory settings that contradict each other', () => {
  it('fail in the script, as BashJavaUtils says, and no daemon starts', async () => {
    const lab = await laboratory({
      'taskmanager.memory.task.heap.size': '2g',
      'jobmanager.memory.process.size': '512m',
    });
    const { stdout, stderr, status } = lab.type('taskmanager.sh start');
    expect(status).toBe(1);
    expect(stderr).toBe('[ERROR] The execution result is empty.\n');
    expect(stdout).toMatch(/^\[ERROR\] Could not get JVM parameters and dynamic configurations properly\.\n/);
    expect(stdout).toContain(
      'Exception in thread "main" org.apache.flink.configuration.IllegalConfigurationException: TaskManager memory configuration failed: Sum of configured Framework Heap Memory (128.000mb (134217728 bytes)), Framework Off-Heap Memory (128.000mb (134217728 bytes)), Task Heap Memory (2.000gb (2147483648 bytes)), Task Off-Heap Memory (0 bytes) and Managed Memory (512.000mb (536870920 bytes)) exceed configured Total Flink Memory (1.250gb (1342177280 bytes)).\n',
    );
    expect(lab.type('jobmanager.sh start').stdout).toContain('less than the configured Off-heap Memory');
    expect(lab.type('jps').stdout).toMatch(/^\d+ Jps\n$/);
  });

  it('decide what a daemon is started with', async () => {
    const lab = await laboratory({
      'taskmanager.memory.process.size': '2048m',
      'jobmanager.heap.size': '700m',
    });
    lab.type('jobmanager.sh start; taskmanager.sh start');
    const processes = lab.type('ps -ef | grep Xmx').stdout;
    expect(processes).toMatch(/-Xmx734003200 -Xms734003200 -XX:MaxMetaspaceSize=268435456/);
    expect(processes).toMatch(/-Xmx697932173 -Xms697932173 -XX:MaxDirectMemorySize=300647712/);
  });
});
