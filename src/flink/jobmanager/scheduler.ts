import type { Platform, Process } from '../../platform/types.ts';
import type { JobStatus } from '../../trace/facts.ts';
import { booleanOption, type Configuration, intOption, longOption } from '../api/configuration.ts';
import type { JavaError } from '../api/jar.ts';
import type { Log } from '../deployment/logging.ts';
import { type CompletableFuture, createFuture, type Future } from '../rpc/future.ts';
import type { Endpoint, JobMasterGateway, TaskExecutionState } from '../rpc/gateways.ts';
import { askTimeout, rpcOf } from '../rpc/rpc.ts';
import { deploymentDescriptors } from './deployment-descriptors.ts';
import {
  bulkTimedOut,
  exception,
  isNonRecoverable,
  notEnoughResources,
  recoverySuppressed,
  toJavaError,
} from './errors.ts';
import { ExceptionHistory, type ExceptionHistoryEntry } from './exception-history.ts';
import {
  type Execution,
  type ExecutionGraph,
  type ExecutionVertex,
  isTerminal,
  isTerminalJob,
} from './execution-graph.ts';
import { createPartitionTracker } from './partition-tracker.ts';
import { computeRegions, type PipelinedRegion, tasksToRestart } from './regions.ts';
import type { RestartBackoffTimeStrategy } from './restart.ts';
import { createSlotAllocator } from './slot-allocator.ts';
import type { PhysicalSlot, SlotPool } from './slot-pool.ts';
import type { SharedSlot } from './slot-sharing.ts';
import { createTaskCalls, describeLocation } from './task-calls.ts';

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
  /** Its class. */
  readonly failoverStrategy: string;
  startScheduling(): void;
  updateTaskExecutionState(state: TaskExecutionState): boolean;
  cancel(): void;
  /** Leadership lost: the job is suspended here, its tasks are cancelled. */
  suspend(cause: JavaError): void;
  /** A failure of no task in particular: everything restarts. */
  handleGlobalFailure(error: JavaError): void;
  /** A task failed for a reason the JobMaster knows (slot lost). */
  failExecution(execution: Execution, error: JavaError): void;
  /** After its slots are gone: tasks that fail with them still believe in the results that it held. */
  taskManagerLost(id: string): void;
  slotLost(slot: PhysicalSlot, owner: SharedSlot, cause: JavaError): void;
  /** `acquired`: the slots that there are, as Flink prints ResourceRequirements. */
  notEnoughResources(acquired: readonly string[]): void;
  /** Settles when the job is over. */
  readonly terminated: Future<JobStatus>;
}

export interface SchedulerOptions {
  readonly platform: Platform;
  readonly process: Process;
  readonly graph: ExecutionGraph;
  readonly configuration: Configuration;
  readonly pool: SlotPool;
  readonly strategy: RestartBackoffTimeStrategy;
  readonly jobMaster: Endpoint<JobMasterGateway>;
  readonly log: Log;
  /** True when a TaskManager is connected, so that blocking results on it can be read. */
  readonly isConnected: (taskManager: string) => boolean;
}

const TOPOLOGY = 'org.apache.flink.runtime.scheduler.adapter.DefaultExecutionTopology';
const EXECUTION_GRAPH = 'org.apache.flink.runtime.executiongraph.ExecutionGraph';
const JOB_MASTER = 'org.apache.flink.runtime.jobmaster.JobMaster';
const FULL_STRATEGY = 'org.apache.flink.runtime.executiongraph.failover.flip1.RestartAllFailoverStrategy';
const REGION_STRATEGY = 'org.apache.flink.runtime.executiongraph.failover.flip1.RestartPipelinedRegionFailoverStrategy';

/** FailoverStrategyFactoryLoader. Throws IllegalConfigurationException where neither strategy is meant. */
function isFullFailover(configuration: Configuration): boolean {
  const strategy = configuration['jobmanager.execution.failover-strategy'] ?? 'region';
  if (strategy === 'full' || strategy === 'region') return strategy === 'full';
  throw exception(
    'org.apache.flink.configuration.IllegalConfigurationException',
    `Unknown failover strategy: ${strategy}`,
  );
}

/** DefaultScheduler with PipelinedRegionSchedulingStrategy and SlotSharingExecutionSlotAllocator. */
export function createScheduler(options: SchedulerOptions): Scheduler {
  const { platform, process, graph, configuration, pool, strategy, log } = options;
  const { world } = platform;
  const { job } = graph;
  const slotRequestTimeout = longOption(configuration, 'slot.request.timeout') ?? 300_000;
  const fullFailover = isFullFailover(configuration);
  const topology = computeRegions(graph);
  const calls = createTaskCalls(
    rpcOf(platform),
    process,
    options.jobMaster,
    askTimeout(configuration),
    (execution, error) => failExecution(execution, error),
  );
  const partitions = createPartitionTracker({
    graph,
    topology,
    releaseDuringExecution: booleanOption(configuration, 'jobmanager.partition.release-during-job-execution') ?? true,
    release: (taskManager, ids) => calls.release(pool.taskManager(taskManager), ids),
  });
  const slots = createSlotAllocator(
    graph,
    pool,
    booleanOption(configuration, 'cluster.evenly-spread-out-slots') ?? false,
    world.random('slot-request-order'),
  );
  log('INFO', TOPOLOGY, `Built ${topology.regions.length} pipelined regions in 0 ms`);

  const versions = new Map<ExecutionVertex, number>();
  const pendingRestart = new Set<ExecutionVertex>();
  const ends = new Map<Execution, CompletableFuture<void>>();
  const history = new ExceptionHistory(intOption(configuration, 'web.exception-history-size') ?? 16);
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
    log4(
      `Job ${job.jobName} (${job.jobId}) switched from state ${from} to ${to}.`,
      to === 'RESTARTING' ? undefined : error,
    );
    scheduler.checkpoints?.jobStatusChanged(to);
    if (isTerminalJob(to) || to === 'SUSPENDED') terminated.complete(to);
    return true;
  };
  const ended = (execution: Execution): void => {
    running--;
    slots.release(execution);
    const end = ends.get(execution);
    ends.delete(execution);
    end?.complete(undefined);
    checkJobCompletion();
    if (execution.state === 'FINISHED') {
      partitions.finished(execution.vertex);
      scheduleConsumers(execution.vertex);
    }
  };
  const checkJobCompletion = (): void => {
    if (graph.state === 'CANCELLING' || graph.state === 'FAILING') {
      if (graph.tasks.some((task) => !isTerminal(task.current.state))) return;
      if (graph.state === 'CANCELLING') transitionJob('CANCELED');
      else transitionJob('FAILED', graph.failure?.error);
    } else if (graph.state === 'RUNNING' && running === 0) {
      if (graph.tasks.every((task) => task.current.state === 'FINISHED')) transitionJob('FINISHED');
    }
  };

  // ---- scheduling and deployment ---------------------------------------------------------------------------------------

  /** What the region reads from others must be there; a blocking result of its own is waited for by the task that reads it. */
  const schedulable = (region: PipelinedRegion): boolean =>
    region.tasks.every(
      (task) =>
        task.current.state === 'CREATED' &&
        task.inputs.every(
          ({ edge, producers }) =>
            edge.result !== 'BLOCKING' ||
            producers.every(
              (producer) => producer.current.state === 'FINISHED' || topology.regionOf(producer) === region,
            ),
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
      const describe = deploymentDescriptors(graph);
      for (const execution of executions) {
        if (current(execution) && execution.state === 'SCHEDULED') deploy(execution, describe);
      }
    };
    for (const execution of slots.inOrderOfRequests(executions)) {
      // An allocation can fail at once and take the whole bulk with it.
      if (!current(execution) || execution.state !== 'SCHEDULED') continue;
      slots.allocate(execution.vertex, (error) => {
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
              slots.giveUp(slot, error);
            }
          })
        : undefined;
    if (missing === 0 && !broken) process.schedule(0, deployAll);
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
  const deploy = (execution: Execution, describe: ReturnType<typeof deploymentDescriptors>): void => {
    const physical = execution.slot?.shared.physical;
    if (!physical) return;
    if (!transition(execution, 'DEPLOYING')) return;
    log4(
      `Deploying ${execution.vertex.name} (attempt #${execution.id.attempt}) with attempt id ${execution.id.id} to ${describeLocation(execution.location!)} with allocation id ${physical.allocationId}`,
    );
    calls.submit(execution, physical.taskManager, describe(execution, physical));
  };

  // ---- cancelling ------------------------------------------------------------------------------------------------------

  /** Execution.handlePartitionCleanup: once for what may wait at TaskManagers, once for results that are known. */
  const discardResults = (execution: Execution, { pipelined, known }: { pipelined: boolean; known: boolean }): void => {
    const message = `Discarding the results produced by task execution ${execution.id.id}.`;
    if (pipelined) log4(message);
    if (known && execution.vertex.outputs.length > 0) log4(message);
  };
  const hasSlot = (execution: Execution): boolean => (execution.slot?.shared.physical ?? null) !== null;

  /** Cancels an attempt; the future settles when it is over. */
  const cancelExecution = (execution: Execution): Future<void> => {
    const end = ends.get(execution) ?? createFuture<void>();
    if (isTerminal(execution.state)) {
      if (execution.state === 'FINISHED') discardResults(execution, { pipelined: true, known: false });
      end.complete(undefined);
      return end;
    }
    ends.set(execution, end);
    const known = hasSlot(execution);
    switch (execution.state) {
      case 'CREATED':
        // Counted as ended without ever having been scheduled.
        running++;
        if (transition(execution, 'CANCELING') && transition(execution, 'CANCELED'))
          discardResults(execution, { pipelined: true, known });
        break;
      case 'SCHEDULED':
        if (transition(execution, 'CANCELING') && transition(execution, 'CANCELED'))
          discardResults(execution, { pipelined: true, known });
        break;
      case 'DEPLOYING':
      case 'INITIALIZING':
      case 'RUNNING':
        if (transition(execution, 'CANCELING')) calls.cancel(execution);
        break;
    }
    return end;
  };

  // ---- failures --------------------------------------------------------------------------------------------------------

  const failExecution = (execution: Execution, error: JavaError): void => {
    if (isTerminal(execution.state)) return;
    const known = hasSlot(execution);
    if (execution.state === 'CANCELING') {
      if (transition(execution, 'CANCELED')) discardResults(execution, { pipelined: true, known });
      return;
    }
    if (execution.state === 'CREATED') running++;
    const deployed = execution.state !== 'SCHEDULED' && execution.state !== 'CREATED';
    const taskManager = execution.slot?.shared.physical?.taskManager;
    if (!transition(execution, 'FAILED', error)) return;
    discardResults(execution, { pipelined: true, known });
    if (deployed && taskManager && options.isConnected(taskManager.id)) {
      calls.cancelUnasked(execution, taskManager);
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
      partitions.readerFailed(task, error);
      restart = tasksToRestart(topology, task, partitions.isAvailable);
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
      history.archive(error, failedAt, tasks, failed);
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
  const restartTasks = (expected: readonly (readonly [ExecutionVertex, number])[], global: boolean): void => {
    const tasks = expected.filter(([task, at]) => version(task) === at).map(([task]) => task);
    for (const task of tasks) pendingRestart.delete(task);
    if (graph.state !== 'RESTARTING' && graph.state !== 'RUNNING') return;
    if (pendingRestart.size === 0) transitionJob('RUNNING');
    if (tasks.length === 0) return;
    for (const task of tasks) {
      if (task.current.state === 'FINISHED') discardResults(task.current, { pipelined: false, known: true });
      if (task.current.state !== 'CREATED') graph.reset(task);
    }
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
      if (status === 'FAILED') history.archive(error, world.now, graph.tasks, null);
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
    failoverStrategy: fullFailover ? FULL_STRATEGY : REGION_STRATEGY,
    graph,
    exceptionHistory: history.entries,
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
          execution.accumulators = update.accumulators;
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
      if (graph.state === 'FAILING' || isTerminalJob(graph.state)) return;
      // A job that is being cancelled is not started again, but may still fail.
      if (graph.state === 'CANCELLING' && strategy.canRestart(world.now)) return;
      graph.failure = { error, at: world.now };
      log('INFO', JOB_MASTER, 'Trying to recover from a global failure.', error);
      recover(error, graph.tasks, null, true);
    },
    taskManagerLost: partitions.taskManagerLost,
    slotLost(_slot, owner, cause) {
      for (const execution of slots.lost(owner)) failExecution(execution, cause);
    },
    notEnoughResources(acquired) {
      if (job.type === 'BATCH' && pool.slots.size > 0) return;
      if (pool.pending.length === 0) return;
      log(
        'WARN',
        'org.apache.flink.runtime.jobmaster.slotpool.DeclarativeSlotPoolBridge',
        `Could not acquire the minimum required resources, failing slot requests. Acquired: [${acquired.join(', ')}]. Current slot pool status: Registered TMs: ${pool.taskManagers.size}, registered slots: ${pool.slots.size} free slots: ${[...pool.slots.values()].filter((slot) => !slot.owner).length}`,
      );
      pool.failPending(notEnoughResources());
    },
  };
  return scheduler;
}
