import type { Process } from '../../platform/types.ts';
import type { Timer } from '../../simulation/simulation.ts';
import type { JavaError } from '../api/jar.ts';
import type { Endpoint, TaskExecutorGateway } from '../rpc/gateways.ts';
import type { SharedSlot } from './slot-sharing.ts';

/** A TaskManager as the JobMaster knows it. */
export interface TaskManagerConnection {
  readonly id: string;
  readonly endpoint: Endpoint<TaskExecutorGateway>;
  readonly host: string;
  readonly dataPort: number;
}

export interface PhysicalSlot {
  readonly allocationId: string;
  readonly taskManager: TaskManagerConnection;
  readonly index: number;
  /** Who uses it; null: free in the pool. */
  owner: SharedSlot | null;
  /** Virtual ms since which it is free. */
  idleSince: number;
}

export interface PendingRequest {
  readonly owner: SharedSlot;
  readonly fulfil: (slot: PhysicalSlot) => void;
  readonly fail: (error: JavaError) => void;
}

/**
 * The JobMaster's slots (DeclarativeSlotPoolBridge over DefaultDeclarativeSlotPool). Every request raises the declared requirement by
 * one, every slot given back lowers it; the ResourceManager fills what is declared and TaskManagers offer the slots here.
 */
export interface SlotPool {
  readonly slots: ReadonlyMap<string, PhysicalSlot>;
  /** Slots wanted now: in use plus pending. */
  readonly required: number;
  readonly pending: readonly PendingRequest[];
  registerTaskManager(taskManager: TaskManagerConnection): void;
  taskManager(id: string): TaskManagerConnection | undefined;
  readonly taskManagers: ReadonlyMap<string, TaskManagerConnection>;
  /** Drops a TaskManager's slots; whoever used them hears of `cause` through `slotLost`. */
  releaseTaskManager(id: string, cause: JavaError): void;
  failSlot(allocationId: string, cause: JavaError): void;
  /** Returns the allocation ids that are taken. */
  offer(
    taskManagerId: string,
    offers: readonly { readonly index: number; readonly allocationId: string }[],
  ): readonly string[];
  /** A free slot, the one `prefer` ranks highest (ties: order of arrival); null when none is free. */
  takeAvailable(owner: SharedSlot, prefer: (slot: PhysicalSlot) => number): PhysicalSlot | null;
  request(request: PendingRequest): void;
  cancelRequest(owner: SharedSlot): void;
  free(slot: PhysicalSlot): void;
  failPending(error: JavaError): void;
}

export interface SlotPoolOptions {
  readonly process: Process;
  readonly now: () => number;
  /** `slot.idle.timeout`, ms. */
  readonly idleTimeout: number;
  readonly requirementsChanged: () => void;
  readonly slotLost: (slot: PhysicalSlot, owner: SharedSlot, cause: JavaError) => void;
  /** Gives an idle slot back to its TaskManager. */
  readonly giveBack: (slot: PhysicalSlot, cause: string) => void;
}

export function createSlotPool(options: SlotPoolOptions): SlotPool {
  const { process, now, idleTimeout } = options;
  const slots = new Map<string, PhysicalSlot>();
  const taskManagers = new Map<string, TaskManagerConnection>();
  const pending: PendingRequest[] = [];
  let inUse = 0;
  let idleCheck: Timer | null = null;

  const scheduleIdleCheck = (): void => {
    if (idleCheck) return;
    idleCheck = process.schedule(idleTimeout, () => {
      idleCheck = null;
      let free = false;
      for (const slot of [...slots.values()]) {
        if (slot.owner) continue;
        if (slot.idleSince + idleTimeout <= now()) {
          slots.delete(slot.allocationId);
          options.giveBack(slot, 'Releasing idle slot.');
        } else free = true;
      }
      if (free) scheduleIdleCheck();
    });
  };
  const assign = (slot: PhysicalSlot, owner: SharedSlot): void => {
    slot.owner = owner;
    inUse++;
  };
  const available = (slot: PhysicalSlot): void => {
    const request = pending.shift();
    if (request) {
      assign(slot, request.owner);
      request.fulfil(slot);
      return;
    }
    slot.idleSince = now();
    scheduleIdleCheck();
  };
  const lose = (slot: PhysicalSlot, cause: JavaError): void => {
    slots.delete(slot.allocationId);
    const { owner } = slot;
    if (!owner) return;
    slot.owner = null;
    inUse--;
    options.requirementsChanged();
    options.slotLost(slot, owner, cause);
  };

  return {
    slots,
    taskManagers,
    pending,
    get required() {
      return inUse + pending.length;
    },
    registerTaskManager(taskManager) {
      taskManagers.set(taskManager.id, taskManager);
    },
    taskManager: (id) => taskManagers.get(id),
    releaseTaskManager(id, cause) {
      taskManagers.delete(id);
      // All slots go before anyone hears of it: a restart must not land on a sibling slot of the same dead TaskManager.
      const lost = [...slots.values()].filter((slot) => slot.taskManager.id === id);
      for (const slot of lost) slots.delete(slot.allocationId);
      for (const slot of lost) lose(slot, cause);
    },
    failSlot(allocationId, cause) {
      const slot = slots.get(allocationId);
      if (slot) lose(slot, cause);
    },
    offer(taskManagerId, offers) {
      const taskManager = taskManagers.get(taskManagerId);
      if (!taskManager) return [];
      const accepted: string[] = [];
      for (const { index, allocationId } of offers) {
        const known = slots.get(allocationId);
        if (known) {
          if (known.taskManager.id === taskManagerId) accepted.push(allocationId);
          continue;
        }
        if (slots.size >= inUse + pending.length) continue;
        const slot: PhysicalSlot = { allocationId, taskManager, index, owner: null, idleSince: now() };
        slots.set(allocationId, slot);
        accepted.push(allocationId);
      }
      for (const allocationId of accepted) {
        const slot = slots.get(allocationId);
        if (slot && !slot.owner) available(slot);
      }
      return accepted;
    },
    takeAvailable(owner, prefer) {
      let best: PhysicalSlot | null = null;
      let bestRank = Number.NEGATIVE_INFINITY;
      for (const slot of slots.values()) {
        if (slot.owner) continue;
        const rank = prefer(slot);
        if (rank > bestRank) {
          best = slot;
          bestRank = rank;
        }
      }
      if (best) {
        assign(best, owner);
        options.requirementsChanged();
      }
      return best;
    },
    request(request) {
      pending.push(request);
      options.requirementsChanged();
    },
    cancelRequest(owner) {
      const i = pending.findIndex((request) => request.owner === owner);
      if (i < 0) return;
      pending.splice(i, 1);
      options.requirementsChanged();
    },
    free(slot) {
      if (!slot.owner) return;
      slot.owner = null;
      inUse--;
      options.requirementsChanged();
      if (slots.get(slot.allocationId) === slot) available(slot);
    },
    failPending(error) {
      const failed = pending.splice(0);
      if (failed.length === 0) return;
      options.requirementsChanged();
      for (const request of failed) request.fail(error);
    },
  };
}
