import { describe, expect, it } from 'vitest';
import { jobManagerJvmArguments, jobManagerMemory } from '../../../src/flink/memory/jobmanager-memory.ts';
import { parseMemory } from '../../../src/flink/memory/memory-size.ts';
import { taskManagerMemory } from '../../../src/flink/memory/taskmanager-memory.ts';
import { restHandler } from '../../../src/flink/rest/index.ts';
import { startTestCluster } from '../support/cluster.ts';

const MB = 1024 * 1024;

describe('the memory of a TaskManager, to the byte as BashJavaUtils of 1.13.6 prints it', () => {
  it('M01: process.size 1728m', () => {
    expect(taskManagerMemory({ 'taskmanager.memory.process.size': '1728m' })).toEqual({
      totalProcess: 1728 * MB,
      totalFlink: 1280 * MB,
      frameworkHeap: 128 * MB,
      taskHeap: 402_653_174,
      frameworkOffHeap: 128 * MB,
      taskOffHeap: 0,
      managed: 536_870_920,
      network: 134_217_730,
      metaspace: 256 * MB,
      overhead: 192 * MB,
    });
  });
  it.each([
    [
      'M03',
      '2048m',
      {
        totalFlink: 1_664_299_824,
        taskHeap: 563_714_445,
        network: 166_429_984,
        managed: 665_719_939,
        overhead: 214_748_368,
      },
    ],
    [
      'M04',
      '4096m',
      {
        totalFlink: 3_597_035_104,
        taskHeap: 1_530_082_070,
        network: 359_703_515,
        managed: 1_438_814_063,
        overhead: 429_496_736,
      },
    ],
  ])('%s: process.size %s', (_id, size, expected) => {
    expect(taskManagerMemory({ 'taskmanager.memory.process.size': size })).toMatchObject(expected);
  });
  it('the parts make up the whole', () => {
    for (const size of ['1g', '1728m', '3000m', '16g']) {
      const m = taskManagerMemory({ 'taskmanager.memory.process.size': size });
      expect(m.frameworkHeap + m.taskHeap + m.frameworkOffHeap + m.taskOffHeap + m.managed + m.network).toBe(
        m.totalFlink,
      );
      expect(m.totalFlink + m.metaspace + m.overhead).toBe(parseMemory(size));
    }
  });
  it('M10: nothing configured is an error', () => {
    expect(() => taskManagerMemory({})).toThrow(
      /IllegalConfigurationException: TaskManager memory configuration failed: Either required fine-grained memory .* need to be configured explicitly\./,
    );
  });
  it('M09: a TaskManager of three slots has three cores, unless told otherwise', () => {
    const cluster = startTestCluster({ taskManagers: 1, slots: 3, real: true });
    const answer = cluster.run(
      restHandler(cluster.view)({ method: 'GET', url: '/taskmanagers', headers: {}, body: '' }),
    );
    expect(JSON.parse(answer.body as string).taskmanagers[0].totalResource.cpuCores).toBe(3);
  });
});

describe('the memory of a JobManager', () => {
  it('M06: process.size 1600m', () => {
    const configuration = { 'jobmanager.memory.process.size': '1600m' };
    const memory = jobManagerMemory(configuration);
    expect(memory).toEqual({
      totalProcess: 1600 * MB,
      totalFlink: 1152 * MB,
      heap: 1024 * MB,
      offHeap: 128 * MB,
      metaspace: 256 * MB,
      overhead: 192 * MB,
    });
    expect(jobManagerJvmArguments(memory, configuration).join(' ')).toBe(
      '-Xmx1073741824 -Xms1073741824 -XX:MaxMetaspaceSize=268435456',
    );
  });
  it('M07: process.size 512m leaves less than the off-heap memory', () => {
    expect(() => jobManagerMemory({ 'jobmanager.memory.process.size': '512m' })).toThrow(
      'The configured Total Flink Memory (64.000mb (67108864 bytes)) is less than the configured Off-heap Memory (128.000mb (134217728 bytes)).',
    );
  });
});
