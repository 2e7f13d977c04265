import { emptyInput } from '../../platform/streams.ts';
import { type Platform, type Process, SystemError, type WriteStream } from '../../platform/types.ts';
import { sleep } from '../../simulation/simulation.ts';
import type { Task } from '../../simulation/task.ts';
import { address, flag, type HadoopConfiguration, number } from '../configuration.ts';
import { callIpc, locateIpc, serveIpc } from '../ipc.ts';
import {
  type Container,
  type ContainerRuntime,
  type ContainerStatus,
  EXIT,
  type LaunchContext,
  type Resource,
} from './records.ts';
import { resourceManagerAddress, type YarnResourceManager } from './resource-manager.ts';

/** YARN's NodeManager: starts containers and tells the ResourceManager when they end. */
export interface NodeManager {
  readonly process: Process;
  readonly configuration: HadoopConfiguration;
  /** `node1:8042` */
  readonly httpAddress: string;
  /** ContainerManagementProtocol.startContainers; the process follows once its files are there. */
  startContainer(container: Container, launch: LaunchContext, user: string): void;
  stopContainer(id: string): void;
  readonly containers: ReadonlyMap<string, RunningContainer>;
}

export interface RunningContainer {
  readonly container: Container;
  readonly user: string;
  /** Null while its files are on their way. */
  process: Process | null;
  readonly logDirectory: string;
}

export interface NodeManagerOptions {
  /** Directory of container logs unless yarn.nodemanager.log-dirs says another. */
  readonly userLogs: string;
  readonly log: (level: 'INFO' | 'WARN' | 'ERROR', message: string) => void;
}

/** MB that a JVM reserves beyond what it uses: class space, code cache, thread stacks, mapped files. */
const JVM_RESERVED_MB = 1_300;
/** Share of its configured memory that a fresh Flink process touches. */
const RESIDENT_SHARE = 0.35;
/** Virtual ms to fetch a local resource: a part per file, a part per MB. */
const LOCALIZE = { file: 40, megabyte: 2 } as const;
/** `bash launch_container.sh` until `java` runs. */
const LAUNCH_MS = 150;
const MONITOR_MS = 3_000;
const SIGKILL_DELAY_MS = 250;

const gigabytes = (mb: number): string => (mb >= 1024 ? `${round1(mb / 1024)} GB` : `${round1(mb)} MB`);
const round1 = (value: number): string => String(Math.round(value * 10) / 10);

export function startNodeManager(
  platform: Platform,
  process: Process,
  configuration: HadoopConfiguration,
  options: NodeManagerOptions,
): NodeManager {
  const { world, network } = platform;
  const { machine } = process;
  const containers = new Map<string, RunningContainer>();
  const finished: ContainerStatus[] = [];
  const interval = number(configuration, 'yarn.resourcemanager.nodemanagers.heartbeat-interval-ms', 1_000);
  const capability: Resource = {
    memory: number(configuration, 'yarn.nodemanager.resource.memory-mb', 8192),
    vcores: number(configuration, 'yarn.nodemanager.resource.cpu-vcores', 8),
  };
  const logRoot = (configuration['yarn.nodemanager.log-dirs'] ?? options.userLogs).split(',')[0]!;
  const httpPort = address(configuration['yarn.nodemanager.webapp.address'] ?? '0.0.0.0:8042', 8042).port;
  const ratio = number(configuration, 'yarn.nodemanager.vmem-pmem-ratio', 2.1);
  const checksVirtual = flag(configuration, 'yarn.nodemanager.vmem-check-enabled', true);
  const checksPhysical = flag(configuration, 'yarn.nodemanager.pmem-check-enabled', true);
  const stamp = (): string =>
    `[${new Date(Math.floor(platform.epoch + world.now)).toISOString().slice(0, 23).replace('T', ' ')}]`;

  const logFile = (running: RunningContainer, name: string): WriteStream => ({
    isTerminal: false,
    end() {},
    write(text) {
      try {
        machine.files.append(`${running.logDirectory}/${name}`, text);
      } catch (error) {
        if (!(error instanceof SystemError)) throw error;
      }
    },
  });
  const completed = (id: string, exitStatus: number, diagnostics: string): void => {
    if (!containers.delete(id)) return;
    finished.push({ id, exitStatus, diagnostics });
    options.log(
      'INFO',
      `Container ${id} transitioned from RUNNING to ${exitStatus === 0 ? 'EXITED_WITH_SUCCESS' : 'EXITED_WITH_FAILURE'}`,
    );
  };
  /** Why a container that the NodeManager itself ended was ended. */
  const reasons = new Map<string, ContainerStatus>();
  const end = (running: RunningContainer, status: ContainerStatus): void => {
    reasons.set(running.container.id, status);
    const { process: main } = running;
    if (!main) {
      completed(status.id, status.exitStatus, status.diagnostics);
      return;
    }
    main.kill('SIGTERM');
    process.schedule(SIGKILL_DELAY_MS, () => main.kill('SIGKILL'));
  };
  const ended = (running: RunningContainer, main: Process): void => {
    const { id } = running.container;
    const reason = reasons.get(id);
    reasons.delete(id);
    if (reason) {
      completed(id, reason.exitStatus, reason.diagnostics);
      return;
    }
    if (main.exitCode === 0) {
      completed(id, 0, '');
      return;
    }
    const code = main.signal === 'SIGKILL' ? 137 : main.signal === 'SIGTERM' ? 143 : (main.exitCode ?? 1);
    const killed = code === 137 || code === 143;
    completed(
      id,
      code,
      killed
        ? `${stamp()}Container killed on request. Exit code is ${code}\n${stamp()}Container exited with a non-zero exit code ${code}. \n${stamp()}Killed by external signal\n`
        : `${stamp()}Exception from container-launch.\nContainer id: ${id}\nExit code: ${code}\n\n${stamp()}Container exited with a non-zero exit code ${code}. Error file: prelaunch.err.\nLast 4096 bytes of prelaunch.err :\n\n`,
    );
  };
  const launchProcess = (running: RunningContainer, launch: LaunchContext): void => {
    const { container, user } = running;
    if (!containers.has(container.id)) return;
    try {
      machine.files.mkdir(running.logDirectory, { recursive: true, owner: process.spec.user });
      for (const name of [launch.output.stdout, launch.output.stderr, 'prelaunch.out'])
        machine.files.write(`${running.logDirectory}/${name}`, '', { owner: process.spec.user });
      machine.files.append(
        `${running.logDirectory}/prelaunch.out`,
        'Setting up env variables\nSetting up job resources\nLaunching container\n',
      );
    } catch (error) {
      if (!(error instanceof SystemError)) throw error;
      completed(container.id, 1, `No space available in any of the local directories.`);
      return;
    }
    const work = `${configuration['hadoop.tmp.dir'] ?? `/tmp/hadoop-${process.spec.user}`}/nm-local-dir/usercache/${user}/appcache/${container.application}/${container.id}`;
    machine.files.mkdir(work, { recursive: true, owner: process.spec.user });
    const main = machine.start({
      command: launch.command,
      mainClass: launch.mainClass,
      role: launch.role,
      user: process.spec.user,
      cwd: work,
      env: {
        ...process.spec.env,
        ...launch.environment,
        CONTAINER_ID: container.id,
        NM_HOST: machine.name,
        USER: user,
        HADOOP_USER_NAME: user,
        PWD: work,
      },
      parent: null,
      stdin: emptyInput,
      stdout: logFile(running, launch.output.stdout),
      stderr: logFile(running, launch.output.stderr),
      group: 'new',
    });
    running.process = main;
    world.emit({
      kind: 'yarn.container',
      id: container.id,
      machine: machine.name,
      state: 'running',
      memory: container.resource.memory,
      application: container.application,
      pid: main.pid,
    });
    // The container outlives a NodeManager that is killed: only a living one sees its end.
    main.onState((state) => {
      if (state === 'ended') process.deliver(() => ended(running, main));
    });
    const runtime: ContainerRuntime = {
      containerId: container.id,
      process: main,
      host: machine.name,
      attempt: container.attempt,
      logDirectory: running.logDirectory,
      log: (file) => logFile(running, file),
    };
    process.schedule(toNextLook(), () => monitor(running, launch));
    launch.main(runtime);
  };
  /** ContainersMonitorImpl: ends what uses more memory than it asked for. */
  /** ContainersMonitorImpl looks at all containers at once. */
  const toNextLook = (): number => {
    const left = MONITOR_MS - ((world.now - process.startedAt) % MONITOR_MS);
    // What is left of a look that is just over is a rounding error.
    return left < 1 ? left + MONITOR_MS : left;
  };
  const monitor = (running: RunningContainer, launch: LaunchContext): void => {
    const { container, process: main } = running;
    if (!main?.alive || containers.get(container.id) !== running) return;
    const limit = container.resource.memory;
    const physical = launch.physicalMemory * RESIDENT_SHARE;
    const virtual = launch.physicalMemory + JVM_RESERVED_MB;
    const usage = `Current usage: ${gigabytes(physical)} of ${gigabytes(limit)} physical memory used; ${gigabytes(virtual)} of ${gigabytes(limit * ratio)} virtual memory used. Killing container.\n`;
    const over = (kind: string, exitStatus: number): void =>
      end(running, {
        id: container.id,
        exitStatus,
        diagnostics: `${stamp()}Container [pid=${main.pid},containerID=${container.id}] is running beyond ${kind} memory limits. ${usage}Dump of the process-tree for ${container.id} :\n\t|- PID PPID PGRPID SESSID CMD_NAME USER_MODE_TIME(MILLIS) SYSTEM_TIME(MILLIS) VMEM_USAGE(BYTES) RSSMEM_USAGE(PAGES) FULL_CMD_LINE\n\t|- ${main.pid} 1 ${main.pid} ${main.pid} (java) 512 38 ${Math.round(virtual * 1024 * 1024)} ${Math.round((physical * 1024) / 4)} ${launch.command.join(' ')} \n\n${stamp()}Container killed on request. Exit code is 143\n${stamp()}Container exited with a non-zero exit code 143. \n`,
      });
    if (checksVirtual && virtual > limit * ratio) over('virtual', EXIT.vmem);
    else if (checksPhysical && physical > limit) over('physical', EXIT.pmem);
    else process.schedule(toNextLook(), () => monitor(running, launch));
  };

  const nodeManager: NodeManager = {
    process,
    configuration,
    httpAddress: `${machine.name}:${httpPort}`,
    containers,
    startContainer(container, launch, user) {
      const running: RunningContainer = {
        container,
        user,
        process: null,
        logDirectory: `${logRoot}/${container.application}/${container.id}`,
      };
      containers.set(container.id, running);
      options.log('INFO', `Start request for ${container.id} by user ${user}`);
      const fetched = launch.localResources.reduce(
        (ms, { size }) => ms + LOCALIZE.file + (LOCALIZE.megabyte * size) / 1024 ** 2,
        LAUNCH_MS,
      );
      process.schedule(fetched, () => launchProcess(running, launch));
    },
    stopContainer(id) {
      const running = containers.get(id);
      if (running)
        end(running, {
          id,
          exitStatus: EXIT.killedByAppMaster,
          diagnostics: 'Container killed by the ApplicationMaster.\n',
        });
    },
  };
  const port = serveIpc(
    platform,
    process,
    address(configuration['yarn.nodemanager.address'] ?? '0.0.0.0:0', 0).port,
    nodeManager,
  );
  network.listen(process, 8040, (connection) => connection.close());

  const tracker = resourceManagerAddress(configuration, 'tracker');
  function* register(): Task<{ readonly id: string; readonly resourceManager: YarnResourceManager }> {
    for (;;) {
      try {
        return yield* callIpc(
          platform,
          process,
          tracker.host,
          tracker.port,
          { protocol: 'yarn', method: 'registerNodeManager', detail: machine.name },
          (resourceManager: YarnResourceManager) => ({
            id: resourceManager.registerNodeManager(nodeManager, port, capability),
            resourceManager,
          }),
        );
      } catch (error) {
        if (!(error instanceof SystemError)) throw error;
        options.log('INFO', `Retrying connect to server: ${tracker.host}:${tracker.port}.`);
        yield sleep(process, 5_000);
      }
    }
  }
  function* serve(): Task<void> {
    let registered = yield* register();
    process.onSignal('SIGTERM', () => {
      registered.resourceManager.unregisterNodeManager(registered.id);
      for (const { process: main } of containers.values()) main?.kill('SIGTERM');
      process.schedule(SIGKILL_DELAY_MS, () => {
        for (const { process: main } of containers.values()) main?.kill('SIGKILL');
        process.exit(143);
      });
    });
    for (;;) {
      yield sleep(process, interval);
      const { id } = registered;
      const told = [...finished];
      let answer: ReturnType<YarnResourceManager['nodeHeartbeat']>;
      try {
        // Heartbeats are many; only the answer matters here, so they go without a fact of their own.
        const { service } = locateIpc<YarnResourceManager>(platform, process, tracker.host, tracker.port);
        answer = service.process.state === 'running' ? service.nodeHeartbeat(id, told) : { cleanUp: [] };
        if (service.process.state === 'running') finished.splice(0, told.length);
      } catch (error) {
        if (!(error instanceof SystemError)) throw error;
        continue;
      }
      if (answer === 'RESYNC') {
        options.log('WARN', 'Node is out of sync with ResourceManager, hence resyncing.');
        for (const running of [...containers.values()])
          end(running, {
            id: running.container.id,
            exitStatus: EXIT.aborted,
            diagnostics: 'Container killed by the ResourceManager.\n',
          });
        finished.length = 0;
        registered = yield* register();
        continue;
      }
      for (const container of answer.cleanUp) {
        const running = containers.get(container);
        if (running)
          end(running, {
            id: container,
            exitStatus: EXIT.killedAfterCompletion,
            diagnostics: 'Container killed by the ResourceManager.\n',
          });
      }
    }
  }
  process.spawn(serve());
  return nodeManager;
}
