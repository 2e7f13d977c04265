import type { Random } from '../../simulation/random.ts';
import type { JavaError } from '../api/jar.ts';
import type { Execution, ExecutionGraph, ExecutionVertex } from './execution-graph.ts';
import type { SlotPool } from './slot-pool.ts';
import { type ExecutionSlotSharingGroup, type LogicalSlot, type SharedSlot, shareSlots } from './slot-sharing.ts';

/** Gives each execution its part of a shared slot (SlotSharingExecutionSlotAllocator). */
export interface SlotAllocator {
  /** `settled` hears null once the slot is there (perhaps at once), or why there is none. */
  allocate(task: ExecutionVertex, settled: (error: JavaError | null) => void): void;
  /** Gives the execution's part back; the slot goes when nobody holds a part. */
  release(execution: Execution): void;
  /** Withdraws the request of a slot that is not there; who waits for it hears `error`. */
  giveUp(slot: SharedSlot, error: JavaError): void;
  /** The physical slot is gone; answers who had a part of it. */
  lost(slot: SharedSlot): readonly Execution[];
  /** Slots are requested group by group in the order of a hash map, which is arbitrary: drawn from the seed here. */
  inOrderOfRequests(executions: readonly Execution[]): readonly Execution[];
}

/** `spreadOut`: `cluster.evenly-spread-out-slots`. */
export function createSlotAllocator(
  graph: ExecutionGraph,
  pool: SlotPool,
  spreadOut: boolean,
  order: Random,
): SlotAllocator {
  const sharing = shareSlots(graph);
  const shared = new Map<ExecutionSlotSharingGroup, SharedSlot>();
  /** Who waits for a slot. */
  const waiting = new Map<SharedSlot, Map<ExecutionVertex, (error: JavaError | null) => void>>();

  const requestPhysical = (slot: SharedSlot): void => {
    const preferred = new Set<string>();
    for (const task of slot.group.tasks) {
      const last = task.prior.at(-1)?.location;
      if (task.current.restore && last) preferred.add(last.taskManager);
    }
    const used = new Map<string, number>();
    if (spreadOut) {
      for (const other of pool.slots.values()) {
        if (other.owner) used.set(other.taskManager.id, (used.get(other.taskManager.id) ?? 0) + 1);
      }
    }
    slot.physical = pool.takeAvailable(
      slot,
      (free) => (preferred.has(free.taskManager.id) ? 1_000_000 : 0) - (used.get(free.taskManager.id) ?? 0),
    );
    if (slot.physical) return;
    pool.request({
      owner: slot,
      fulfil: (physical) => {
        slot.physical = physical;
        settleWaiters(slot, null);
      },
      fail: (error) => settleWaiters(slot, error),
    });
  };
  const settleWaiters = (slot: SharedSlot, error: JavaError | null): void => {
    const waiters = waiting.get(slot);
    waiting.delete(slot);
    for (const settled of waiters?.values() ?? []) settled(error);
  };
  const forget = (slot: SharedSlot): void => {
    if (shared.get(slot.group) === slot) shared.delete(slot.group);
  };

  return {
    allocate(task, settled) {
      const group = sharing.get(task)!;
      let slot = shared.get(group);
      let created = false;
      if (!slot) {
        slot = { group, physical: null, logical: new Map() };
        shared.set(group, slot);
        created = true;
      }
      const logical: LogicalSlot = { task, shared: slot };
      slot.logical.set(task, logical);
      task.current.slot = logical;
      if (created) requestPhysical(slot);
      if (slot.physical) {
        settled(null);
        return;
      }
      const waiters = waiting.get(slot) ?? new Map();
      waiters.set(task, settled);
      waiting.set(slot, waiters);
    },
    release(execution) {
      const { slot } = execution;
      if (!slot) return;
      execution.slot = null;
      const owner = slot.shared;
      owner.logical.delete(slot.task);
      waiting.get(owner)?.delete(slot.task);
      if (owner.logical.size > 0) return;
      forget(owner);
      waiting.delete(owner);
      const { physical } = owner;
      owner.physical = null;
      if (physical) pool.free(physical);
      else pool.cancelRequest(owner);
    },
    giveUp(slot, error) {
      pool.cancelRequest(slot);
      settleWaiters(slot, error);
    },
    lost(slot) {
      const executions = [...slot.logical.keys()].map((task) => task.current);
      slot.physical = null;
      forget(slot);
      return executions;
    },
    inOrderOfRequests(executions) {
      const groups = new Map<ExecutionSlotSharingGroup, Execution[]>();
      for (const execution of executions) {
        const group = sharing.get(execution.vertex)!;
        const members = groups.get(group);
        if (members) members.push(execution);
        else groups.set(group, [execution]);
      }
      const drawn = [...groups.values()];
      for (let i = drawn.length - 1; i > 0; i--) {
        const j = order.int(i + 1);
        [drawn[i], drawn[j]] = [drawn[j]!, drawn[i]!];
      }
      return drawn.flat();
    },
  };
}
