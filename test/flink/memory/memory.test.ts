import { describe, expect, it } from 'vitest';
import { parseMemory, taskManagerMemory } from '../../../src/flink/taskmanager/memory.ts';

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
      '4096m',
      {
        totalFlink: 3_597_035_104,
        taskHeap: 1_530_082_070,
        network: 359_703_515,
        managed: 1_438_814_063,
        overhead: 429_496_736,
      },
    ],
  ])('process.size %s', (size, expected) => {
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
      /IllegalConfigurationException: Either required fine-grained memory .* need to be configured explicitly\./,
    );
  });
});
