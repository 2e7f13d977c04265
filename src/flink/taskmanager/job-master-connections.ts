import { longOption } from '../api/configuration.ts';
import type { Endpoint, JobMasterGateway, TaskExecutorGateway } from '../rpc/gateways.ts';
import { rpcOf } from '../rpc/rpc.ts';
import type { TaskExecutorServices } from './task-executor.ts';

const LOGGER = 'org.apache.flink.runtime.taskexecutor.TaskExecutor';
const LEADER_SERVICE = 'org.apache.flink.runtime.taskexecutor.DefaultJobLeaderService';

interface JobConnection {
  jobMaster: Endpoint<JobMasterGateway>;
  /** `lost`: nobody is known to lead the job. */
  state: 'registering' | 'registered' | 'lost';
  lastHeartbeat: number;
  watch: { cancel(): void } | null;
  stopRetrieval: () => void;
}

/** What a TaskExecutor does as its JobMasters come and go. */
export interface JobMasterListener {
  endpoint(): Endpoint<TaskExecutorGateway>;
  readonly dataPort: number;
  /** Slots can be offered. */
  registered(jobId: string): void;
  /** `keepSlots`: the job may go on under another JobMaster; its slots wait for that as long as taskmanager.slot.timeout. */
  disconnected(jobId: string, cause: string, keepSlots: boolean): void;
}

/** A TaskExecutor's connections to the JobMasters whose slots it has (JobTable and DefaultJobLeaderService). */
export interface JobMasterConnections {
  /** The JobMaster with which this TaskExecutor is registered for the job. */
  registered(jobId: string): Endpoint<JobMasterGateway> | null;
  connect(jobId: string, jobMaster: Endpoint<JobMasterGateway>): void;
  /** Notes a heartbeat of the job's JobMaster, which it answers; null when there is none. */
  heartbeat(jobId: string): Endpoint<JobMasterGateway> | null;
  /** Ends the job's connection and says so to the listener. */
  close(jobId: string, cause: string, keepSlots: boolean): void;
  /** Nothing of the job is here any more. */
  forget(jobId: string): void;
  stop(): void;
}

export function createJobMasterConnections(
  services: TaskExecutorServices,
  listener: JobMasterListener,
): JobMasterConnections {
  const { platform, process, configuration, resourceId, hostName, log } = services;
  const { world } = platform;
  const rpc = rpcOf(platform);
  const heartbeatTimeout = longOption(configuration, 'heartbeat.timeout') ?? 50_000;
  const jobs = new Map<string, JobConnection>();
  let stopped = false;

  const connectJobMaster = (jobId: string, jobMaster: Endpoint<JobMasterGateway>): void => {
    const known = jobs.get(jobId);
    if (known?.jobMaster === jobMaster) {
      if (known.state === 'registered') listener.registered(jobId);
      return;
    }
    if (known) closeJob(jobId, 'A new JobManager leads the job.', true);
    const connection: JobConnection = {
      jobMaster,
      state: 'registering',
      lastHeartbeat: world.now,
      watch: null,
      stopRetrieval: () => {},
    };
    jobs.set(jobId, connection);
    log('INFO', LEADER_SERVICE, `Add job ${jobId} for job leader monitoring.`);
    const current = (): boolean => jobs.get(jobId) === connection && !stopped;
    const register = (timeout: number): void =>
      rpc.call(
        process,
        jobMaster,
        'registerTaskManager',
        (g) => g.registerTaskManager(listener.endpoint(), { host: hostName, dataPort: listener.dataPort }),
        {
          timeout,
          detail: resourceId,
          onAnswer: () => {
            if (!current()) return;
            connection.state = 'registered';
            connection.lastHeartbeat = world.now;
            log(
              'INFO',
              LEADER_SERVICE,
              `Successful registration at job manager ${jobMaster.address} for job ${jobId}.`,
            );
            log('INFO', LOGGER, `Establish JobManager connection for job ${jobId}.`);
            watchJob(jobId, connection);
            listener.registered(jobId);
          },
          onFailure: () => {
            if (current()) register(Math.min(timeout * 2, 30_000));
          },
        },
      );
    log('INFO', LEADER_SERVICE, 'Resolved JobManager address, beginning registration');
    register(100);
    follow(jobId, connection);
  };

  /** With high availability a new JobMaster is found by leader retrieval; without, there is no other. */
  const follow = (jobId: string, connection: JobConnection): void => {
    try {
      connection.stopRetrieval = services.highAvailability.retrieval.retrieve(process, jobId, (information) => {
        if (jobs.get(jobId) !== connection) return;
        if (!information) {
          loseLeader(jobId, connection);
          return;
        }
        if (connection.state !== 'lost' && information.address === connection.jobMaster.address) return;
        rpc.connect(process, information.address, {
          onAnswer: (endpoint) => {
            if (jobs.get(jobId) !== connection) return;
            closeJob(jobId, 'A new JobManager leads the job.', true);
            connectJobMaster(jobId, endpoint as Endpoint<JobMasterGateway>);
          },
          onFailure: () => {},
        });
      });
    } catch {
      // StandaloneHaServices knows no address of a JobMaster.
    }
  };

  /** JobLeaderListener.jobManagerLostLeadership: tasks end, slots wait for the next leader. */
  const loseLeader = (jobId: string, connection: JobConnection): void => {
    if (connection.state === 'lost') return;
    const registered = connection.state === 'registered';
    connection.state = 'lost';
    connection.watch?.cancel();
    if (!registered) return;
    log('INFO', LOGGER, `JobManager for job ${jobId} lost leadership.`);
    log('INFO', LOGGER, `Close JobManager connection for job ${jobId}.`);
    listener.disconnected(jobId, `Job leader for job id ${jobId} lost leadership.`, true);
  };

  const watchJob = (jobId: string, connection: JobConnection): void => {
    const left = connection.lastHeartbeat + heartbeatTimeout - world.now;
    connection.watch = process.schedule(Math.max(0, left), () => {
      if (jobs.get(jobId) !== connection || stopped) return;
      if (connection.lastHeartbeat + heartbeatTimeout > world.now) {
        watchJob(jobId, connection);
        return;
      }
      log('INFO', LOGGER, `The heartbeat of JobManager with id ${connection.jobMaster.address} timed out.`);
      closeJob(jobId, `The heartbeat of JobManager with id ${connection.jobMaster.address} timed out.`, true);
      // DefaultJobLeaderService.reconnect: the JobMaster may only have been slow.
      connectJobMaster(jobId, connection.jobMaster);
    });
  };

  const closeJob = (jobId: string, cause: string, keepSlots: boolean): void => {
    const connection = jobs.get(jobId);
    if (!connection) return;
    jobs.delete(jobId);
    connection.watch?.cancel();
    connection.stopRetrieval();
    if (!keepSlots) log('INFO', LEADER_SERVICE, `Remove job ${jobId} from job leader monitoring.`);
    if (connection.state !== 'lost') log('INFO', LOGGER, `Close JobManager connection for job ${jobId}.`);
    listener.disconnected(jobId, cause, keepSlots);
  };

  return {
    registered(jobId) {
      const connection = jobs.get(jobId);
      return connection?.state === 'registered' ? connection.jobMaster : null;
    },
    connect: connectJobMaster,
    heartbeat(jobId) {
      const connection = jobs.get(jobId);
      if (!connection) return null;
      connection.lastHeartbeat = world.now;
      return connection.jobMaster;
    },
    close: closeJob,
    forget(jobId) {
      const connection = jobs.get(jobId);
      if (!connection) return;
      jobs.delete(jobId);
      connection.watch?.cancel();
      connection.stopRetrieval();
      log('INFO', LEADER_SERVICE, `Remove job ${jobId} from job leader monitoring.`);
      log('INFO', LOGGER, `Close JobManager connection for job ${jobId}.`);
    },
    stop() {
      stopped = true;
      for (const connection of jobs.values()) {
        connection.watch?.cancel();
        connection.stopRetrieval();
      }
    },
  };
}
