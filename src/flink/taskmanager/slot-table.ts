import type { SlotReport } from '../rpc/gateways.ts';

export interface TaskSlot {
  readonly index: number;
  allocationId: string | null;
  jobId: string | null;
  /** The JobMaster accepted it. */
  active: boolean;
}

/** TaskSlotTableImpl: who holds which slot. */
export interface SlotTable {
  readonly slots: readonly TaskSlot[];
  /** False when the slot is taken by another allocation. */
  allocate(index: number, jobId: string, allocationId: string): boolean;
  byAllocation(allocationId: string): TaskSlot | undefined;
  ofJob(jobId: string): readonly TaskSlot[];
  free(allocationId: string): TaskSlot | undefined;
  report(): SlotReport;
}

export function createSlotTable(count: number): SlotTable {
  const slots: TaskSlot[] = Array.from({ length: count }, (_, index) => ({
    index,
    allocationId: null,
    jobId: null,
    active: false,
  }));
  return {
    slots,
    allocate(index, jobId, allocationId) {
      const slot = slots[index];
      if (!slot || (slot.allocationId !== null && slot.allocationId !== allocationId)) return false;
      slot.allocationId = allocationId;
      slot.jobId = jobId;
      return true;
    },
    byAllocation: (allocationId) => slots.find((slot) => slot.allocationId === allocationId),
    ofJob: (jobId) => slots.filter((slot) => slot.jobId === jobId),
    free(allocationId) {
      const slot = slots.find((candidate) => candidate.allocationId === allocationId);
      if (!slot) return undefined;
      slot.allocationId = null;
      slot.jobId = null;
      slot.active = false;
      return slot;
    },
    report: () => ({ slots: slots.map(({ index, allocationId, jobId }) => ({ index, allocationId, jobId })) }),
  };
}
