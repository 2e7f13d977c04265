import type { Platform, Process } from '../../platform/types.ts';
import { booleanOption, type Configuration, intOption, longOption } from '../api/configuration.ts';
import type { Log } from '../deployment/logging.ts';
import { describeSlotProfile } from '../memory/slot-profile.ts';
import type {
  Endpoint,
  JobMasterGateway,
  SlotGroup,
  SlotReport,
  TaskExecutorGateway,
  TaskManagerHardware,
} from '../rpc/gateways.ts';
import { askTimeout, rpcOf } from '../rpc/rpc.ts';

/** A TaskManager as the ResourceManager knows it. */
export interface WorkerRegistration {
  readonly id: string;
  readonly endpoint: Endpoint<TaskExecutorGateway>;
  readonly hardware: TaskManagerHardware;
  readonly slots: readonly TaskManagerSlot[];
  /** Virtual ms of the last sign of life. */
  lastHeartbeat: number;
  /** Virtual ms since which none of its slots is in use; null while one is. Kept where workers come on demand. */
  idleSince?: number | null;
}
export interface TaskManagerSlot {
  readonly index: number;
  readonly state: 'FREE' | 'PENDING' | 'ALLOCATED';
  readonly jobId: string | null;
  readonly allocationId: string | null;
}
export interface JobRequirement {
  readonly jobMaster: Endpoint<JobMasterGateway>;
  readonly required: number;
}

/** ResourceActions of an ActiveResourceManager: workers come when slots are missing and go when idle. */
export interface ResourceActions {
  readonly slotsPerWorker: number;
  allocateResource(): void;
  releaseResource(id: string, cause: string): void;
}

/** DeclarativeSlotManager: which slot of which TaskManager goes to which job. */
export interface SlotManager {
  readonly workers: ReadonlyMap<string, WorkerRegistration>;
  readonly jobs: ReadonlyMap<string, JobRequirement>;
  readonly freeSlots: number;
  register(worker: WorkerRegistration, report: SlotReport): void;
  unregister(id: string, reason: string): void;
  report(id: string, report: SlotReport): void;
  slotFreed(id: string, slot: number, allocationId: string): void;
  declare(jobId: string, jobMaster: Endpoint<JobMasterGateway>, required: number, groups: readonly SlotGroup[]): void;
  /** Ends the start-up period: from now on a job that asks too much hears of it at once. */
  failUnfulfillableRequests(): void;
  /** Slots that workers on their way will bring. */
  readonly pendingSlots: number;
  stop(): void;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };
const LOGGER = 'org.apache.flink.runtime.resourcemanager.slotmanager.DeclarativeSlotManager';
const REQUIREMENT_CHECK_DELAY_MS = 50;

export function createSlotManager(
  platform: Platform,
  process: Process,
  configuration: Configuration,
  log: Log,
  /** Absent: the workers are those that register (StandaloneResourceManager). */
  resources?: ResourceActions,
): SlotManager {
  const { world } = platform;
  const rpc = rpcOf(platform);
  const workers = new Map<string, WorkerRegistration>();
  const jobs = new Map<string, Mutable<JobRequirement>>();
  const requestTimeout = askTimeout(configuration);
  const spreadOut = booleanOption(configuration, 'cluster.evenly-spread-out-slots') ?? false;
  const matching = world.random('slot-matching');
  const ids = world.random('allocation');
  /** An ActiveResourceManager has no start-up period. */
  let failUnfulfillable = resources !== undefined;
  const maxSlots = intOption(configuration, 'slotmanager.number-of-slots.max') ?? Number.POSITIVE_INFINITY;
  const redundant = intOption(configuration, 'slotmanager.redundant-taskmanager-num') ?? 0;
  const idleTimeout = longOption(configuration, 'resourcemanager.taskmanager-timeout') ?? 30_000;
  let pendingSlots = 0;
  let idleCheck: { cancel(): void } | null = null;

  /** What the job holds, as ResourceRequirements by the profile of the slots. */
  const acquiredResources = (jobId: string): string[] => {
    const counts = new Map<string, number>();
    for (const { hardware, slots } of workers.values()) {
      const held = slots.filter((slot) => slot.jobId === jobId).length;
      if (held === 0) continue;
      const profile = describeSlotProfile(hardware.memory, slots.length);
      counts.set(profile, (counts.get(profile) ?? 0) + held);
    }
    return [...counts].map(
      ([profile, count]) => `ResourceRequirement{resourceProfile=${profile}, numberOfRequiredSlots=${count}}`,
    );
  };
  const countSlots = (counts: (slot: TaskManagerSlot) => boolean): number => {
    let count = 0;
    for (const worker of workers.values()) for (const slot of worker.slots) if (counts(slot)) count++;
    return count;
  };
  const freeSlots = (): number => countSlots(({ state }) => state === 'FREE');
  const set = (
    worker: WorkerRegistration,
    slot: TaskManagerSlot,
    state: TaskManagerSlot['state'],
    jobId: string | null,
    allocationId: string | null,
    reason: string,
  ): void => {
    const before = { ...slot };
    const mutable = slot as Mutable<TaskManagerSlot>;
    mutable.state = state;
    mutable.jobId = jobId;
    mutable.allocationId = allocationId;
    const place = { taskManager: worker.id, slot: slot.index };
    if (before.state === 'ALLOCATED' && before.allocationId !== null && before.allocationId !== allocationId) {
      world.emit({ kind: 'slot.freed', ...place, allocation: before.allocationId, reason });
    }
    if (state !== 'FREE') worker.idleSince = null;
    else if (worker.slots.every((other) => other.state === 'FREE')) worker.idleSince = world.now;
    if (state === 'ALLOCATED' && allocationId !== null && jobId !== null) {
      if (before.state !== 'ALLOCATED' || before.allocationId !== allocationId) {
        world.emit({ kind: 'slot.allocated', ...place, allocation: allocationId, job: jobId });
      }
    }
  };

  /**
   * AnyMatchingSlotMatchingStrategy takes what its hash map yields first, which is arbitrary: drawn from the seed here.
   * LeastUtilizationSlotMatchingStrategy: the worker with the smallest share of slots in use.
   */
  const pick = (): readonly [WorkerRegistration, TaskManagerSlot] | null => {
    const free: [WorkerRegistration, TaskManagerSlot][] = [];
    let least = Number.POSITIVE_INFINITY;
    for (const worker of workers.values()) {
      const idle = worker.slots.filter((slot) => slot.state === 'FREE');
      if (idle.length === 0) continue;
      if (spreadOut) {
        const utilisation = 1 - idle.length / worker.slots.length;
        if (utilisation > least) continue;
        if (utilisation < least) {
          least = utilisation;
          free.length = 0;
        }
      }
      for (const slot of idle) free.push([worker, slot]);
    }
    return free.length === 0 ? null : free[matching.int(free.length)]!;
  };
  const allocate = (worker: WorkerRegistration, slot: TaskManagerSlot, jobId: string): void => {
    const allocationId = ids.hex(32);
    const job = jobs.get(jobId)!;
    set(worker, slot, 'PENDING', jobId, allocationId, '');
    const { jobMaster } = job;
    const pending = (): boolean =>
      workers.get(worker.id) === worker && slot.state === 'PENDING' && slot.allocationId === allocationId;
    rpc.call(
      process,
      worker.endpoint,
      'requestSlot',
      (taskManager) => taskManager.requestSlot(slot.index, jobId, allocationId, jobMaster),
      {
        timeout: requestTimeout,
        detail: `slot ${slot.index}`,
        onAnswer: () => {
          if (pending()) set(worker, slot, 'ALLOCATED', jobId, allocationId, '');
        },
        onFailure: () => {
          if (!pending()) return;
          set(worker, slot, 'FREE', null, null, 'request failed');
          check();
        },
      },
    );
  };
  let checkPlanned = false;
  /**
   * A JobMaster that has not noticed yet that its TaskManager is gone declines slots of the new one, which then come back here at once: a pause
   * keeps that from going round a thousand times a second (slotmanager.requirement-check-delay of later releases).
   */
  const checkSoon = (): void => {
    if (checkPlanned) return;
    checkPlanned = true;
    process.schedule(REQUIREMENT_CHECK_DELAY_MS, () => {
      checkPlanned = false;
      check();
    });
  };
  const check = (): void => {
    // Counting per job over all workers once keeps a thousand TaskManagers affordable.
    const held = new Map<string, number>();
    for (const worker of workers.values()) {
      for (const slot of worker.slots) if (slot.jobId) held.set(slot.jobId, (held.get(slot.jobId) ?? 0) + 1);
    }
    const order = spreadOut ? null : freeOrder();
    let expected = pendingSlots;
    for (const [jobId, job] of jobs) {
      let missing = job.required - (held.get(jobId) ?? 0);
      while (missing > 0) {
        const found = order ? (order.pop() ?? null) : pick();
        if (!found) break;
        allocate(found[0], found[1], jobId);
        missing--;
      }
      for (; missing > 0; missing--) {
        if (expected === 0 && allocateWorker()) expected += resources!.slotsPerWorker;
        if (expected === 0) break;
        expected--;
      }
      if (missing <= 0 || !failUnfulfillable) continue;
      log('WARN', LOGGER, `Could not fulfill resource requirements of job ${jobId}. Free slots: ${freeSlots()}`);
      const acquired = acquiredResources(jobId);
      rpc.call(process, job.jobMaster, 'notifyNotEnoughResourcesAvailable', (jobMaster) =>
        jobMaster.notifyNotEnoughResourcesAvailable?.(acquired),
      );
    }
  };
  const registeredSlots = (): number => {
    let count = 0;
    for (const worker of workers.values()) count += worker.slots.length;
    return count;
  };
  /** TaskExecutorManager.allocateWorker: false when no more may be had. */
  const allocateWorker = (): boolean => {
    if (!resources) return false;
    const { slotsPerWorker } = resources;
    const known = registeredSlots() + pendingSlots;
    if (known + slotsPerWorker > maxSlots) {
      log(
        'WARN',
        LOGGER,
        `Could not allocate ${slotsPerWorker} more slots. The number of registered and pending slots is ${known}, while the maximum is ${maxSlots}.`,
      );
      return false;
    }
    pendingSlots += slotsPerWorker;
    resources.allocateResource();
    return true;
  };
  /** TaskExecutorManager.checkTaskManagerTimeoutsAndRedundancy. */
  const checkIdle = (): void => {
    if (!resources) return;
    idleCheck = process.schedule(idleTimeout, checkIdle);
    if (workers.size === 0) return;
    const wanted = redundant * resources.slotsPerWorker - freeSlots();
    if (wanted > 0) {
      for (let i = 0; i < Math.ceil(wanted / resources.slotsPerWorker); i++) if (!allocateWorker()) return;
      return;
    }
    const idle = [...workers.values()].filter(
      ({ idleSince }) => typeof idleSince === 'number' && world.now - idleSince >= idleTimeout,
    );
    for (const { id } of idle.slice(0, Math.floor(-wanted / resources.slotsPerWorker)))
      resources.releaseResource(id, 'TaskExecutor exceeded the idle timeout.');
  };
  if (resources) process.schedule(0, checkIdle);
  /** All free slots in a drawn order. */
  const freeOrder = (): [WorkerRegistration, TaskManagerSlot][] => {
    const free: [WorkerRegistration, TaskManagerSlot][] = [];
    for (const worker of workers.values()) {
      for (const slot of worker.slots) if (slot.state === 'FREE') free.push([worker, slot]);
    }
    for (let i = free.length - 1; i > 0; i--) {
      const j = matching.int(i + 1);
      [free[i], free[j]] = [free[j]!, free[i]!];
    }
    return free;
  };
  const apply = (worker: WorkerRegistration, report: SlotReport): void => {
    for (const { index, allocationId, jobId } of report.slots) {
      const slot = worker.slots[index];
      if (!slot) continue;
      if (allocationId === null) {
        // A request on its way is not yet in the report.
        if (slot.state === 'ALLOCATED') set(worker, slot, 'FREE', null, null, 'reported free');
      } else if (slot.state !== 'PENDING' || slot.allocationId === allocationId) {
        set(worker, slot, 'ALLOCATED', jobId, allocationId, 'reported for another job');
      }
    }
  };

  return {
    workers,
    jobs,
    get freeSlots() {
      return freeSlots();
    },
    get pendingSlots() {
      return pendingSlots;
    },
    stop: () => idleCheck?.cancel(),
    register(worker, report) {
      workers.set(worker.id, worker);
      worker.idleSince = world.now;
      apply(worker, report);
      pendingSlots = Math.max(0, pendingSlots - worker.slots.filter((slot) => slot.state === 'FREE').length);
      check();
    },
    unregister(id, reason) {
      const worker = workers.get(id);
      if (!worker) return;
      workers.delete(id);
      for (const slot of worker.slots) if (slot.state !== 'FREE') set(worker, slot, 'FREE', null, null, reason);
      check();
    },
    report(id, report) {
      const worker = workers.get(id);
      if (!worker) return;
      const before = worker.slots.filter((slot) => slot.state === 'FREE').length;
      apply(worker, report);
      if (worker.slots.filter((slot) => slot.state === 'FREE').length !== before) check();
    },
    slotFreed(id, index, allocationId) {
      const worker = workers.get(id);
      const slot = worker?.slots[index];
      if (!worker || !slot || slot.allocationId !== allocationId) return;
      set(worker, slot, 'FREE', null, null, 'freed by the TaskManager');
      if (resources) checkSoon();
      else check();
    },
    declare(jobId, jobMaster, required, groups) {
      const before = jobs.get(jobId)?.required ?? 0;
      if (required === 0) {
        if (jobs.delete(jobId)) log('INFO', LOGGER, `Clearing resource requirements of job ${jobId}`);
        return;
      }
      log(
        'INFO',
        LOGGER,
        `Received resource requirements from job ${jobId}: [ResourceRequirement{resourceProfile=ResourceProfile{UNKNOWN}, numberOfRequiredSlots=${required}}]`,
      );
      jobs.set(jobId, { jobMaster, required });
      if (required > before) {
        const available = countSlots(({ state, jobId: holder }) => state === 'FREE' || holder === jobId);
        world.emit({ kind: 'slots.required', job: jobId, required, available, groups });
      }
      check();
    },
    failUnfulfillableRequests() {
      failUnfulfillable = true;
      check();
    },
  };
}
