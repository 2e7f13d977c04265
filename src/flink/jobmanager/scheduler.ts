import type { Platform, Process } from '../../platform/types.ts';
import type { JobStatus } from '../../trace/facts.ts';
import type { Configuration } from '../api/configuration.ts';
import type { JavaError } from '../api/jar.ts';
import type { Log } from '../deployment/logging.ts';
import type { JobEdge } from '../graph/types.ts';
import { type CompletableFuture, createFuture, type Future } from '../rpc/future.ts';
import type {
  Endpoint,
  JobMasterGateway,
  ShuffleDescriptor,
  TaskDeploymentDescriptor,
  TaskExecutionState,
} from '../rpc/gateways.ts';
import { DEFAULT_ASK_TIMEOUT, duration, RpcError, rpcOf } from '../rpc/rpc.ts';
import {
  bulkTimedOut,
  exception,
  isNonRecoverable,
  notEnoughResources,
  recoverySuppressed,
  toJavaError,
} from './errors.ts';
import {
  type Execution,
  type ExecutionGraph,
  type ExecutionVertex,
  isTerminal,
  isTerminalJob,
} from './execution-graph.ts';
import { computeRegions, type PipelinedRegion, tasksToRestart } from './regions.ts';
import { createRestartStrategy, effectiveRestartStrategy } from './restart.ts';
import type { PhysicalSlot, SlotPool } from './slot-pool.ts';
import { type ExecutionSlotSharingGroup, type LogicalSlot, type SharedSlot, shareSlots } from './slot-sharing.ts';

/** An entry of `/jobs/:id/exceptions`, newest first in {@link Scheduler.exceptionHistory}. */
export interface ExceptionHistoryEntry {
  readonly error: JavaError;
  /** Virtual ms. */
  readonly at: number;
  /** `Flat Map (1/2) - execution #0`; null for failures of the whole job. */
  readonly taskName: string | null;
  /** `host:dataPort` */
  readonly location: string | null;
  /** Failures of other tasks that the same restart (or the end of the job) dealt with. */
  readonly concurrent: readonly ExceptionHistoryEntry[];
}

/** What the scheduler tells the checkpoint coordinator. */
export interface CheckpointHooks {
  /** Aborts pending checkpoints before a failover. */
  abortPending(reason: string): void;
  /** Sets `restore` of the current attempts of `tasks` from the latest checkpoint. Throws when state does not fit. */
  restore(tasks: readonly ExecutionVertex[], global: boolean): void;
  /** The job's status changed (CheckpointCoordinatorDeActivator starts and stops the timer by it). */
  jobStatusChanged(status: JobStatus): void;
  taskStateChanged(execution: Execution): void;
}

export interface Scheduler {
  readonly graph: ExecutionGraph;
  readonly exceptionHistory: readonly ExceptionHistoryEntry[];
  readonly restarts: number;
  checkpoints: CheckpointHooks | null;
  startScheduling(): void;
  updateTaskExecutionState(state: TaskExecutionState): boolean;
  cancel(): void;
  /** Leadership lost: the job is suspended here, its tasks are cancelled. */
  suspend(cause: JavaError): void;
  /** A failure of no task in particular: everything restarts. */
  handleGlobalFailure(error: JavaError): void;
  /** A task failed for a reason the JobMaster knows (slot lost). */
  failExecution(execution: Execution, error: JavaError): void;
  slotLost(slot: PhysicalSlot, owner: SharedSlot, cause: JavaError): void;
  notEnoughResources(): void;
  /** Settles when the job is over. */
  readonly terminated: Future<JobStatus>;
}

export interface SchedulerOptions {
  readonly platform: Platform;
  readonly process: Process;
  readonly graph: ExecutionGraph;
  readonly configuration: Configuration;
  readonly pool: SlotPool;
  readonly jobMaster: Endpoint<JobMasterGateway>;
  readonly log: Log;
  /** True when a TaskManager is connected, so that blocking results on it can be read. */
  readonly isConnected: (taskManager: string) => boolean;
}

/** By list of producers (one for all consumers of an all-to-all edge) and by edge. */
type ShuffleDescriptors = Map<readonly ExecutionVertex[], Map<JobEdge, readonly ShuffleDescriptor[]>>;

/** Execution.NUM_CANCEL_CALL_TRIES: retries after the first try. */
const CANCEL_RETRIES = 3;
const EXECUTION_GRAPH = 'org.apache.flink.runtime.executiongraph.ExecutionGraph';
const REGION_STRATEGY = 'org.apache.flink.runtime.executiongraph.failover.flip1.RestartPipelinedRegionFailoverStrategy';

/** DefaultScheduler with PipelinedRegionSchedulingStrategy and SlotSharingExecutionSlotAllocator. */
export function createScheduler(options: SchedulerOptions): Scheduler {
  const { platform, process, graph, configuration, pool, log } = options;
  const { world } = platform;
  const { job } = graph;
  const rpc = rpcOf(platform);
  const askTimeout = duration(configuration, 'akka.ask.timeout', DEFAULT_ASK_TIMEOUT);
  const slotRequestTimeout = duration(configuration, 'slot.request.timeout', 300_000);
  const spreadOut = configuration['cluster.evenly-spread-out-slots'] === 'true';
  const fullFailover = configuration['jobmanager.execution.failover-strategy'] === 'full';
  const historySize = Number(configuration['web.exception-history-size'] ?? '16');
  const requestOrder = world.random('slot-request-order');
  const topology = computeRegions(graph);
  const sharing = shareSlots(graph);
  const strategy = createRestartStrategy(
    effectiveRestartStrategy(job.settings.restart, configuration, job.settings.checkpoint.interval !== null),
    world.random('restart-strategy'),
  );

  const shared = new Map<ExecutionSlotSharingGroup, SharedSlot>();
  /** Who waits for a slot: called with null once it is there, or with what went wrong. */
  const waiting = new Map<SharedSlot, Map<ExecutionVertex, (error: JavaError | null) => void>>();
  const versions = new Map<ExecutionVertex, number>();
  const pendingRestart = new Set<ExecutionVertex>();
  const ends = new Map<Execution, CompletableFuture<void>>();
  const history: ExceptionHistoryEntry[] = [];
  const terminated = createFuture<JobStatus>();
  let restarts = 0;
  let running = 0;

  const log4 = (message: string, error?: JavaError): void => log('INFO', EXECUTION_GRAPH, message, error);
  const version = (task: ExecutionVertex): number => versions.get(task) ?? 0;
  const modify = (tasks: readonly ExecutionVertex[]): void => {
    for (const task of tasks) versions.set(task, version(task) + 1);
  };

  // ---- states --------------------------------------------------------------------------------------------------------

  const transition = (execution: Execution, to: Execution['state'], error?: JavaError): boolean => {
    const from = execution.state;
    if (!graph.transition(execution, to, error)) return false;
    const where =
      to === 'FAILED'
        ? ` on ${execution.location ? describeLocation(execution.location) : '[unassigned resource]'}.`
        : '.';
    log4(`${execution.vertex.name} (${execution.id.id}) switched from ${from} to ${to}${where}`, error);
    scheduler.checkpoints?.taskStateChanged(execution);
    if (isTerminal(to)) ended(execution);
    return true;
  };
  const transitionJob = (to: JobStatus, error?: JavaError): boolean => {
    const from = graph.state;
    if (!graph.transitionJob(to, error)) return false;
    log4(`Job ${job.jobName} (${job.jobId}) switched from state ${from} to ${to}.`, error);
    scheduler.checkpoints?.jobStatusChanged(to);
    if (isTerminalJob(to) || to === 'SUSPENDED') terminated.complete(to);
    return true;
  };
  const ended = (execution: Execution): void => {
    running--;
    releaseLogicalSlot(execution);
    const end = ends.get(execution);
    ends.delete(execution);
    end?.complete(undefined);
    checkJobCompletion();
    if (execution.state === 'FINISHED') scheduleConsumers(execution.vertex);
  };
  const checkJobCompletion = (): void => {
    if (graph.state === 'CANCELLING' || graph.state === 'FAILING') {
      if (graph.tasks.some((task) => !isTerminal(task.current.state))) return;
      transitionJob(graph.state === 'CANCELLING' ? 'CANCELED' : 'FAILED', graph.failure?.error);
    } else if (graph.state === 'RUNNING' && running === 0) {
      if (graph.tasks.every((task) => task.current.state === 'FINISHED')) transitionJob('FINISHED');
    }
  };

  // ---- slots ---------------------------------------------------------------------------------------------------------

  const allocate = (task: ExecutionVertex, settled: (error: JavaError | null) => void): SharedSlot => {
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
    if (slot.physical) settled(null);
    else {
      const waiters = waiting.get(slot) ?? new Map();
      waiters.set(task, settled);
      waiting.set(slot, waiters);
    }
    return slot;
  };
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
  const releaseLogicalSlot = (execution: Execution): void => {
    const { slot } = execution;
    if (!slot) return;
    execution.slot = null;
    const owner = slot.shared;
    owner.logical.delete(slot.task);
    waiting.get(owner)?.delete(slot.task);
    if (owner.logical.size > 0) return;
    if (shared.get(owner.group) === owner) shared.delete(owner.group);
    waiting.delete(owner);
    const { physical } = owner;
    owner.physical = null;
    if (physical) pool.free(physical);
    else pool.cancelRequest(owner);
  };

  // ---- scheduling and deployment ---------------------------------------------------------------------------------------

  const schedulable = (region: PipelinedRegion): boolean =>
    region.tasks.every(
      (task) =>
        task.current.state === 'CREATED' &&
        task.inputs.every(
          ({ edge, producers }) =>
            edge.result !== 'BLOCKING' || producers.every((producer) => producer.current.state === 'FINISHED'),
        ),
    );
  const scheduleConsumers = (finished: ExecutionVertex): void => {
    const region = topology.regionOf(finished);
    if (graph.state !== 'RUNNING' || topology.consumers(region).size === 0) return;
    const candidates = [...topology.consumers(region)].filter(schedulable);
    candidates.forEach(scheduleRegion);
  };
  const scheduleRegion = (region: PipelinedRegion): void => {
    const executions = region.tasks.map((task) => task.current);
    for (const execution of executions) {
      running++;
      transition(execution, 'SCHEDULED');
    }
    allocateAndDeploy(executions);
  };
  /** A bulk: nothing of it deploys until all its slots are there. */
  const allocateAndDeploy = (executions: readonly Execution[]): void => {
    modify(executions.map((execution) => execution.vertex));
    const expected = new Map(executions.map((execution) => [execution, version(execution.vertex)]));
    let missing = executions.length;
    let broken = false;
    let allocated = false;
    const current = (execution: Execution): boolean =>
      execution.vertex.current === execution && version(execution.vertex) === expected.get(execution);
    const failTask = (execution: Execution, error: JavaError): void => {
      broken = true;
      if (current(execution) && !isTerminal(execution.state)) failExecution(execution, error);
    };
    const deployAll = (): void => {
      timeout?.cancel();
      for (const execution of executions) if (current(execution)) assignLocation(execution);
      const shuffle: ShuffleDescriptors = new Map();
      for (const execution of executions) {
        if (current(execution) && execution.state === 'SCHEDULED') deploy(execution, shuffle);
      }
    };
    for (const execution of inOrderOfRequests(executions)) {
      // An allocation can fail at once and take the whole bulk with it.
      if (!current(execution) || execution.state !== 'SCHEDULED') continue;
      allocate(execution.vertex, (error) => {
        if (error) {
          failTask(execution, error);
          return;
        }
        missing--;
        if (missing === 0 && allocated && !broken) deployAll();
      });
    }
    allocated = true;
    const timeout =
      missing > 0
        ? process.schedule(slotRequestTimeout, () => {
            const open = executions.filter(
              (execution) => current(execution) && execution.slot && !execution.slot.shared.physical,
            );
            if (missing === 0 || broken || open.length === 0) return;
            if (job.type === 'BATCH' && pool.slots.size > 0) return;
            const error = bulkTimedOut(slotRequestTimeout);
            for (const slot of new Set(open.map((execution) => execution.slot!.shared))) {
              pool.cancelRequest(slot);
              settleWaiters(slot, error);
            }
          })
        : undefined;
    if (missing === 0 && !broken) process.schedule(0, deployAll);
  };
  /** Slots are requested group by group in the order of a hash map, which is arbitrary: drawn from the seed here. */
  const inOrderOfRequests = (executions: readonly Execution[]): readonly Execution[] => {
    const groups = new Map<ExecutionSlotSharingGroup, Execution[]>();
    for (const execution of executions) {
      const group = sharing.get(execution.vertex)!;
      const members = groups.get(group);
      if (members) members.push(execution);
      else groups.set(group, [execution]);
    }
    const order = [...groups.values()];
    for (let i = order.length - 1; i > 0; i--) {
      const j = requestOrder.int(i + 1);
      [order[i], order[j]] = [order[j]!, order[i]!];
    }
    return order.flat();
  };
  const assignLocation = (execution: Execution): void => {
    const physical = execution.slot?.shared.physical;
    if (!physical) return;
    execution.location = {
      taskManager: physical.taskManager.id,
      host: physical.taskManager.host,
      dataPort: physical.taskManager.dataPort,
      slot: physical.index,
    };
  };
  const deploy = (execution: Execution, shuffle: ShuffleDescriptors): void => {
    const physical = execution.slot?.shared.physical;
    if (!physical) return;
    if (!transition(execution, 'DEPLOYING')) return;
    log4(
      `Deploying ${execution.vertex.name} (attempt #${execution.id.attempt}) with attempt id ${execution.id.id} to ${describeLocation(execution.location!)} with allocation id ${physical.allocationId}`,
    );
    const descriptor = deploymentDescriptor(execution, physical, shuffle);
    rpc.call(
      process,
      physical.taskManager.endpoint,
      'submitTask',
      (taskManager) => taskManager.submitTask(descriptor, options.jobMaster),
      {
        timeout: askTimeout,
        detail: execution.vertex.name,
        onAnswer: () => {},
        onFailure: (error) =>
          failExecution(
            execution,
            error instanceof RpcError && error.reason === 'timeout'
              ? exception(
                  'java.lang.Exception',
                  `Cannot deploy task ${execution.vertex.name} (${execution.id.id}) - TaskManager (${describeLocation(execution.location!)}) not responding after a rpcTimeout of ${askTimeout} ms`,
                  toJavaError(error),
                )
              : toJavaError(error),
          ),
      },
    );
  };
  /** Consumers that read the same producers get the same list, as long as nothing but their own deployment happens. */
  const describe = (
    input: ExecutionVertex['inputs'][number],
    known: ShuffleDescriptors,
  ): readonly ShuffleDescriptor[] => {
    const { edge, producers } = input;
    const byEdge = known.get(producers) ?? new Map<JobEdge, readonly ShuffleDescriptor[]>();
    known.set(producers, byEdge);
    const descriptors =
      byEdge.get(edge) ??
      producers.map(({ current }) => ({
        producer: current.id,
        taskManagerId: current.location?.taskManager ?? '',
        edge,
      }));
    byEdge.set(edge, descriptors);
    return descriptors;
  };
  const deploymentDescriptor = (
    execution: Execution,
    physical: PhysicalSlot,
    shuffle: ShuffleDescriptors,
  ): TaskDeploymentDescriptor => ({
    job,
    vertex: execution.vertex.jobVertex.vertex,
    attempt: execution.id,
    parallelism: execution.vertex.jobVertex.parallelism,
    maxParallelism: execution.vertex.jobVertex.maxParallelism,
    allocationId: physical.allocationId,
    slot: physical.index,
    inputs: execution.vertex.inputs.map((input) => ({ edge: input.edge, producers: describe(input, shuffle) })),
    outputs: execution.vertex.outputs.map(({ edge, consumers }) => ({
      edge,
      consumers,
      maxParallelism: graph.byId.get(edge.target)!.maxParallelism,
    })),
    restore: execution.restore,
  });

  // ---- cancelling ------------------------------------------------------------------------------------------------------

  /** Cancels an attempt; the future settles when it is over. */
  const cancelExecution = (execution: Execution): Future<void> => {
    const end = ends.get(execution) ?? createFuture<void>();
    if (isTerminal(execution.state)) {
      end.complete(undefined);
      return end;
    }
    ends.set(execution, end);
    switch (execution.state) {
      case 'CREATED':
        // Counted as ended without ever having been scheduled.
        running++;
        if (transition(execution, 'CANCELING')) transition(execution, 'CANCELED');
        break;
      case 'SCHEDULED':
        if (transition(execution, 'CANCELING')) transition(execution, 'CANCELED');
        break;
      case 'DEPLOYING':
      case 'INITIALIZING':
      case 'RUNNING':
        if (transition(execution, 'CANCELING')) sendCancel(execution, CANCEL_RETRIES);
        break;
    }
    return end;
  };
  const sendCancel = (execution: Execution, retries: number): void => {
    const taskManager = execution.slot?.shared.physical?.taskManager;
    if (!taskManager) return;
    rpc.call(process, taskManager.endpoint, 'cancelTask', (gateway) => gateway.cancelTask(execution.id), {
      timeout: askTimeout,
      detail: execution.vertex.name,
      onAnswer: () => {},
      onFailure: (error) => {
        if (isTerminal(execution.state)) return;
        if (retries > 0 && error instanceof RpcError && error.reason === 'timeout') sendCancel(execution, retries - 1);
        else
          failExecution(execution, exception('java.lang.Exception', 'Task could not be canceled.', toJavaError(error)));
      },
    });
  };

  // ---- failures --------------------------------------------------------------------------------------------------------

  const failExecution = (execution: Execution, error: JavaError): void => {
    if (isTerminal(execution.state)) return;
    if (execution.state === 'CANCELING') {
      transition(execution, 'CANCELED');
      return;
    }
    if (execution.state === 'CREATED') running++;
    const deployed = execution.state !== 'SCHEDULED' && execution.state !== 'CREATED';
    const taskManager = execution.slot?.shared.physical?.taskManager;
    if (!transition(execution, 'FAILED', error)) return;
    if (deployed && taskManager && options.isConnected(taskManager.id)) {
      rpc.call(process, taskManager.endpoint, 'cancelTask', (gateway) => gateway.cancelTask(execution.id));
    }
    handleTaskFailure(execution, error);
  };
  const handleTaskFailure = (execution: Execution, error: JavaError): void => {
    if (graph.state === 'CANCELLING' || graph.state === 'FAILING' || isTerminalJob(graph.state)) return;
    const task = execution.vertex;
    graph.failure = { error, at: world.now };
    let restart: readonly ExecutionVertex[];
    if (fullFailover) restart = graph.tasks;
    else {
      log(
        'INFO',
        REGION_STRATEGY,
        `Calculating tasks to restart to recover the failed task ${task.jobVertex.vertex.id}_${task.subtask}.`,
      );
      restart = tasksToRestart(
        topology,
        task,
        (producer) =>
          producer.current.state === 'FINISHED' &&
          producer.current.location !== null &&
          options.isConnected(producer.current.location.taskManager),
      );
      log(
        'INFO',
        REGION_STRATEGY,
        `${restart.length} tasks should be restarted to recover the failed task ${task.jobVertex.vertex.id}_${task.subtask}. `,
      );
    }
    recover(error, restart, execution, false);
  };
  const recover = (
    error: JavaError,
    tasks: readonly ExecutionVertex[],
    failed: Execution | null,
    global: boolean,
  ): void => {
    strategy.notifyFailure(world.now);
    const nonRecoverable = isNonRecoverable(error);
    const delay = !nonRecoverable && strategy.canRestart(world.now) ? strategy.backoffTime() : null;
    world.emit({
      kind: 'failover',
      job: job.jobId,
      cause: error.message,
      task: failed
        ? { job: job.jobId, vertex: failed.id.vertex, subtask: failed.id.subtask, attempt: failed.id.attempt }
        : null,
      restarts:
        delay === null ? [] : tasks.map((task) => ({ vertex: task.jobVertex.vertex.id, subtask: task.subtask })),
      delay,
    });
    const failedAt = world.now;
    if (delay === null) {
      failJob(
        nonRecoverable
          ? exception('org.apache.flink.runtime.JobException', 'The failure is not recoverable', error)
          : recoverySuppressed(strategy.text, error),
      );
      return;
    }
    restarts++;
    modify(tasks);
    const expected = tasks.map((task) => [task, version(task)] as const);
    for (const task of tasks) pendingRestart.add(task);
    transitionJob('RESTARTING', error);
    let left = 1;
    let due = false;
    const proceed = (): void => {
      if (left > 0 || !due) return;
      archive(failed ? entryOf(failed, error, failedAt) : globalEntry(error, failedAt), tasks, failed);
      restartTasks(expected, global);
    };
    for (const task of tasks) {
      left++;
      cancelExecution(task.current).whenComplete(() => {
        left--;
        proceed();
      });
    }
    left--;
    process.schedule(delay, () => {
      due = true;
      proceed();
    });
  };
  const entryOf = (execution: Execution, error: JavaError, at: number): ExceptionHistoryEntry => ({
    error,
    at,
    taskName: `${execution.vertex.name} - execution #${execution.id.attempt}`,
    location: execution.location ? `${execution.location.host}:${execution.location.dataPort}` : null,
    concurrent: [],
  });
  const globalEntry = (error: JavaError, at: number): ExceptionHistoryEntry => ({
    error,
    at,
    taskName: null,
    location: null,
    concurrent: [],
  });
  /** SchedulerBase.archive*: an entry appears once the restart begins, or the job has FAILED. */
  const archive = (entry: ExceptionHistoryEntry, tasks: readonly ExecutionVertex[], root: Execution | null): void => {
    const concurrent = tasks.flatMap(({ current }) =>
      current !== root && current.failure ? [entryOf(current, current.failure.error, current.failure.at)] : [],
    );
    history.unshift({ ...entry, concurrent });
    history.splice(historySize);
  };
  const restartTasks = (expected: readonly (readonly [ExecutionVertex, number])[], global: boolean): void => {
    const tasks = expected.filter(([task, at]) => version(task) === at).map(([task]) => task);
    for (const task of tasks) pendingRestart.delete(task);
    if (graph.state !== 'RESTARTING' && graph.state !== 'RUNNING') return;
    if (pendingRestart.size === 0) transitionJob('RUNNING');
    if (tasks.length === 0) return;
    for (const task of tasks) if (task.current.state !== 'CREATED') graph.reset(task);
    try {
      scheduler.checkpoints?.restore(tasks, global);
    } catch (error) {
      scheduler.handleGlobalFailure(toJavaError(error));
      return;
    }
    const regions = new Set(tasks.map((task) => topology.regionOf(task)));
    for (const region of topology.regions) {
      if (regions.has(region) && schedulable(region)) scheduleRegion(region);
    }
  };
  const failJob = (error: JavaError): void => {
    if (!transitionJob('FAILING', error)) return;
    terminated.whenComplete((status) => {
      if (status === 'FAILED') archive(globalEntry(error, world.now), graph.tasks, null);
    });
    cancelEverything();
  };
  const cancelEverything = (): void => {
    modify(graph.tasks);
    pendingRestart.clear();
    // Several tasks may end while the loop runs: the job must not count as over before all were asked.
    for (const task of graph.tasks) cancelExecution(task.current);
    checkJobCompletion();
  };

  const scheduler: Scheduler = {
    graph,
    exceptionHistory: history,
    checkpoints: null,
    terminated,
    failExecution,
    get restarts() {
      return restarts;
    },
    startScheduling() {
      transitionJob('RUNNING');
      for (const region of topology.regions) if (schedulable(region)) scheduleRegion(region);
    },
    updateTaskExecutionState(update) {
      const execution = graph.execution(update.attempt.id);
      if (!execution || isTerminal(execution.state)) return false;
      switch (update.state) {
        case 'INITIALIZING':
        case 'RUNNING':
          return transition(execution, update.state);
        case 'FINISHED':
          execution.io = update.io;
          execution.accumulators = update.accumulators;
          // A task that was being cancelled but reached its end first counts as finished only for itself.
          return execution.state === 'CANCELING'
            ? transition(execution, 'CANCELED')
            : transition(execution, 'FINISHED');
        case 'CANCELED':
          execution.io = update.io;
          execution.accumulators = update.accumulators;
          return transition(execution, 'CANCELED');
        case 'FAILED':
          execution.io = update.io;
          if (execution.state === 'CANCELING') return transition(execution, 'CANCELED');
          if (!transition(execution, 'FAILED', update.error ?? exception('java.lang.Exception', 'Unknown')))
            return false;
          handleTaskFailure(execution, execution.failure!.error);
          return true;
        default:
          return false;
      }
    },
    cancel() {
      if (transitionJob('CANCELLING')) cancelEverything();
    },
    suspend(cause) {
      if (isTerminalJob(graph.state)) return;
      transitionJob('SUSPENDED', cause);
      cancelEverything();
    },
    handleGlobalFailure(error) {
      if (graph.state === 'CANCELLING' || graph.state === 'FAILING' || isTerminalJob(graph.state)) return;
      graph.failure = { error, at: world.now };
      log('INFO', EXECUTION_GRAPH, 'Trying to recover from a global failure.', error);
      recover(error, graph.tasks, null, true);
    },
    slotLost(_slot, owner, cause) {
      const lost = [...owner.logical.keys()].map((task) => task.current);
      owner.physical = null;
      if (shared.get(owner.group) === owner) shared.delete(owner.group);
      for (const execution of lost) failExecution(execution, cause);
    },
    notEnoughResources() {
      if (job.type === 'BATCH' && pool.slots.size > 0) return;
      if (pool.pending.length === 0) return;
      log(
        'WARN',
        'org.apache.flink.runtime.jobmaster.slotpool.DeclarativeSlotPoolBridge',
        `Could not acquire the minimum required resources, failing slot requests. Acquired: [${pool.slots.size} slots]. Current slot pool status: Registered TMs: ${pool.taskManagers.size}, registered slots: ${pool.slots.size} free slots: ${[...pool.slots.values()].filter((slot) => !slot.owner).length}`,
      );
      pool.failPending(notEnoughResources());
    },
  };
  return scheduler;
}

/** As Flink's TaskManagerLocation prints itself. */
export function describeLocation(location: { taskManager: string; host: string; dataPort: number }): string {
  return `${location.taskManager} @ ${location.host} (dataPort=${location.dataPort})`;
}
