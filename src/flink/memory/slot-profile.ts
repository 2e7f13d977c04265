import { human } from './memory-size.ts';

/** ResourceProfile.toString of each of a TaskManager's equal slots; bytes. */
export function describeSlotProfile(memory: Readonly<Record<string, number>>, slots: number): string {
  const share = (part: string): string => human(Math.trunc((memory[part] ?? 0) / slots));
  return `ResourceProfile{cpuCores=1.0000000000000000, taskHeapMemory=${share('taskHeap')}, taskOffHeapMemory=${share('taskOffHeap')}, managedMemory=${share('managed')}, networkMemory=${share('network')}}`;
}
