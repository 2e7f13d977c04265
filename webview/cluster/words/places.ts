import { areNumbered } from '../model/managers.ts';
import type { Place, TaskManager } from '../model/state.ts';
import type { Words } from './words.ts';

/** "node1 · slot 0"; only the machine where a slot's number is not told. */
export function placeText(words: Words, manager: TaskManager, { slot }: Place): string {
  return slot === null || !areNumbered(manager) ? manager.machine : `${manager.machine} · ${words.slot(slot)}`;
}

/** "slot 1"; without a number where none is told, "2 slots" for those that are told together. */
export function slotTitle(words: Words, manager: TaskManager, slots: readonly number[]): string {
  return areNumbered(manager) ? words.slot(slots[0] ?? 0) : words.slotCount(slots.length);
}
