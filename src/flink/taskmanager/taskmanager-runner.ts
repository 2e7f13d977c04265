import type { Platform, Process } from '../../platform/types.ts';
import { type Configuration, longOption } from '../api/configuration.ts';
import { javaError } from '../api/errors.ts';
import type { JavaError } from '../api/jar.ts';
import { createLog, type Log } from '../deployment/logging.ts';
import { orTotalProcess } from '../memory/process-memory.ts';
import { type TaskManagerMemory, taskManagerMemory } from '../memory/taskmanager-memory.ts';
import type { HighAvailabilityServices } from '../rpc/leadership.ts';
import { toJavaError } from './java-errors.ts';
import { logsTo } from './jvm.ts';
import { createTaskExecutor, numberOfTaskSlots, type TaskExecutor } from './task-executor.ts';

const RUNNER = 'org.apache.flink.runtime.taskexecutor.TaskManagerRunner';

/** Durations of a TaskManager's start (ms of virtual time), from the best recorded runs: process start to registration in 3.4 s. */
const TASKMANAGER_START = {
  /** `java` to the first log line. */
  jvm: 700,
  /** Configuration, file systems, security context. */
  services: 400,
  /** Two actor systems. */
  rpc: 1_500,
  /** Blob caches, network buffer pool, Netty, state services. */
  taskManagerServices: 600,
} as const;

/** From SIGTERM to the end of the process. */
const SHUTDOWN = 150;

export interface TaskManagerOptions {
  readonly highAvailability: HighAvailabilityServices;
  /** `taskmanager.resource-id`; default host:port-xxxxxx. */
  readonly resourceId?: string;
  /** Gets each line of the log file. */
  readonly writeLog?: (text: string) => void;
}

export interface TaskManagerHandle {
  /** Null until its RPC service is up. */
  readonly resourceId: string | null;
  readonly taskExecutor: TaskExecutor | null;
  readonly memory: TaskManagerMemory | null;
  stop(): void;
}

/**
 * TaskManagerRunner.main inside a process: memory, RPC service, network, then the TaskExecutor that registers at the ResourceManager.
 * Returns at once; the start takes virtual time. The process exits with 1 on a fatal error, with 143 on SIGTERM.
 */
export function runTaskManager(
  process: Process,
  platform: Platform,
  configuration: Configuration,
  options: TaskManagerOptions,
): TaskManagerHandle {
  const log: Log = createLog(platform, options.writeLog ?? (() => {}), process);
  if (options.writeLog) logsTo(process, log);
  let executor: TaskExecutor | null = null;
  let memory: TaskManagerMemory | null = null;
  let step = 0;
  const after = (ms: number, run: () => void): void => {
    step += ms;
    process.schedule(step, run);
  };
  const fatal = (error: JavaError): void => {
    log('ERROR', RUNNER, 'Fatal error occurred while executing the TaskManager. Shutting it down...', error);
    process.exit(1);
  };
  /** TaskManagerRunner.runTaskManager: an option's value that is not of its type, for one. */
  const failed = (error: unknown): void => {
    log(
      'ERROR',
      RUNNER,
      'Terminating TaskManagerRunner with exit code 1.',
      javaError('org.apache.flink.util.FlinkException', 'Failed to start the TaskManagerRunner.', toJavaError(error)),
    );
    process.exit(1);
  };
  process.onSignal('SIGTERM', () => {
    log('INFO', RUNNER, 'RECEIVED SIGNAL 15: SIGTERM. Shutting down as requested.');
    process.schedule(SHUTDOWN, () => process.exit(143));
  });

  after(TASKMANAGER_START.jvm, () => {
    log('INFO', RUNNER, '-'.repeat(80));
    log(
      'INFO',
      RUNNER,
      ' Starting TaskManager (Version: 1.13.6, Scala: 2.12, Rev:b2ca390, Date:2022-02-03T14:54:22+01:00)',
    );
    log('INFO', RUNNER, ` OS current user: ${process.spec.user}`);
    try {
      memory = taskManagerMemory(orTotalProcess(configuration, 'taskmanager', '1728m'));
      numberOfTaskSlots(configuration);
      const heap = memory.frameworkHeap + memory.taskHeap;
      log('INFO', RUNNER, ` Maximum heap size: ${Math.ceil(heap / 1024 ** 2)} MiBytes`);
    } catch (error) {
      failed(error);
      return;
    }
    log('INFO', RUNNER, '-'.repeat(80));
    log('INFO', RUNNER, 'Registered UNIX signal handlers for [TERM, HUP, INT]');
    for (const [key, value] of Object.entries(configuration)) {
      log(
        'INFO',
        'org.apache.flink.configuration.GlobalConfiguration',
        `Loading configuration property: ${key}, ${value}`,
      );
    }
  });
  let host = process.machine.name;
  let rpcPort = 0;
  after(TASKMANAGER_START.services, () => {
    const configured = configuration['taskmanager.host'];
    host = configured ?? process.machine.name;
    log(
      'INFO',
      RUNNER,
      configured === undefined
        ? `TaskManager will use hostname/address '${host}' (${process.machine.ip}) for communication.`
        : `Using configured hostname/address for TaskManager: ${host}.`,
    );
    log(
      'INFO',
      'org.apache.flink.runtime.rpc.akka.AkkaRpcServiceUtils',
      `Trying to start actor system, external address ${host}:${configuration['taskmanager.rpc.port'] ?? 0}, bind address ${configuration['taskmanager.bind-host'] ?? '0.0.0.0'}:${configuration['taskmanager.rpc.port'] ?? 0}.`,
    );
  });
  after(TASKMANAGER_START.rpc, () => {
    const wanted = Number((configuration['taskmanager.rpc.port'] ?? '0').split(/[-,]/)[0]);
    rpcPort = platform.network.listen(process, wanted, (connection) => connection.close()).port;
    log(
      'INFO',
      'org.apache.flink.runtime.rpc.akka.AkkaRpcServiceUtils',
      `Actor system started at akka.tcp://flink@${host}:${rpcPort}`,
    );
  });
  after(TASKMANAGER_START.taskManagerServices, () => {
    const resourceId =
      options.resourceId ??
      configuration['taskmanager.resource-id'] ??
      `${host}:${rpcPort}-${platform.world.random('resource-id').hex(6)}`;
    log('INFO', RUNNER, `Starting TaskManager with ResourceID: ${resourceId}`);
    const segments = Math.floor(memory!.network / 32_768);
    try {
      for (const key of ['heartbeat.interval', 'heartbeat.timeout']) longOption(configuration, key);
      executor = createTaskExecutor({
        platform,
        process,
        configuration,
        highAvailability: options.highAvailability,
        resourceId,
        hostName: host,
        rpcPort,
        memory: memory!,
        log,
        onFatalError: fatal,
      });
    } catch (error) {
      failed(error);
      return;
    }
    log(
      'INFO',
      'org.apache.flink.runtime.io.network.buffer.NetworkBufferPool',
      `Allocated ${Math.floor((segments * 32_768) / 1024 ** 2)} MB for network buffer pool (number of memory segments: ${segments}, bytes per segment: 32768).`,
    );
    log(
      'INFO',
      'org.apache.flink.runtime.io.network.netty.NettyServer',
      `Successful initialization (took 62 ms). Listening on SocketAddress /${process.machine.ip}:${executor.shuffle.dataPort}.`,
    );
    log(
      'INFO',
      'org.apache.flink.runtime.rpc.akka.AkkaRpcService',
      'Starting RPC endpoint for org.apache.flink.runtime.taskexecutor.TaskExecutor at akka://flink/user/rpc/taskmanager_0 .',
    );
    executor.start();
  });
  return {
    get resourceId() {
      return executor?.resourceId ?? null;
    },
    get taskExecutor() {
      return executor;
    },
    get memory() {
      return memory;
    },
    stop: () => executor?.stop(),
  };
}

/** TaskExecutorResourceUtils.resourceSpecFromConfigForLocalExecution: managed memory 128 MB, network 64 MB, heap as the JVM has; totals do not count. */
const LOCAL_MEMORY: Configuration = {
  'taskmanager.memory.task.heap.size': '1024m',
  'taskmanager.memory.managed.size': '128m',
  'taskmanager.memory.network.min': '64m',
  'taskmanager.memory.network.max': '64m',
};

function localMemory(configuration: Configuration): Configuration {
  const {
    'taskmanager.memory.process.size': _process,
    'taskmanager.memory.flink.size': _flink,
    ...without
  } = configuration;
  return { ...LOCAL_MEMORY, ...without };
}

const EMBEDDED = new WeakMap<Process, number>();

/** A TaskManager inside a process that holds other things too (MiniCluster); its start takes no time of its own. */
export function startEmbeddedTaskManager(
  process: Process,
  platform: Platform,
  configuration: Configuration,
  highAvailability: HighAvailabilityServices,
  log: Log = createLog(platform, () => {}, process),
): () => void {
  const number = EMBEDDED.get(process) ?? 0;
  EMBEDDED.set(process, number + 1);
  const { port } = platform.network.listen(process, 0, (connection) => connection.close());
  const memory = taskManagerMemory(localMemory(configuration));
  const executor = createTaskExecutor({
    platform,
    process,
    configuration,
    highAvailability,
    resourceId: `${uuid(platform.world.random('resource-id').hex(32))}`,
    hostName: 'localhost',
    rpcPort: port,
    memory,
    log,
    endpointName: `taskmanager_${number}`,
    onFatalError: () => process.exit(1),
  });
  executor.start();
  return () => executor.stop();
}

function uuid(hex: string): string {
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
