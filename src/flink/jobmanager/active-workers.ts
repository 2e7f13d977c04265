import type { Process, World } from '../../platform/types.ts';
import { type Configuration, doubleOption, durationOption } from '../api/configuration.ts';
import type { Log } from '../deployment/logging.ts';

import { toJavaError } from './errors.ts';
import {
  describeWorker,
  type ResourceEventHandler,
  type ResourceManagerDriver,
  type WorkerSpec,
} from './worker-provider.ts';

/** The workers that an ActiveResourceManager has asked its driver for. */
export interface ActiveWorkers extends ResourceEventHandler {
  /** Registered or on its way. */
  knows(id: string): boolean;
  request(): void;
  registered(id: string): void;
  /** Stops a worker; false when it is none of ours. */
  stop(id: string): boolean;
  terminate(): void;
}

export interface ActiveWorkersOptions {
  readonly world: World;
  readonly process: Process;
  readonly configuration: Configuration;
  readonly driver: ResourceManagerDriver;
  readonly spec: WorkerSpec;
  readonly log: Log;
  /** Workers that pending slots still need. */
  readonly required: () => number;
  /** Closes the connection to the worker's TaskManager, if it had registered. */
  readonly lost: (id: string, diagnostics: string) => void;
  readonly onError: (error: Error) => void;
}

export const ACTIVE_LOGGER = 'org.apache.flink.runtime.resourcemanager.active.ActiveResourceManager';
const MINUTE = 60_000;

/** ActiveResourceManager's part about workers: requests, registrations, failures, and the pause after too many of them. */
export function createActiveWorkers(options: ActiveWorkersOptions): ActiveWorkers {
  const { world, process, configuration, driver, log } = options;
  const described = describeWorker(options.spec);
  const workers = new Set<string>();
  /** Requested by this JobManager and not registered yet. */
  const unregistered = new Set<string>();
  const recovered = new Set<string>();
  const failures: number[] = [];
  let pending = 0;
  let coolDownEnds = 0;
  let stopped = false;

  const maxRate = doubleOption(configuration, 'resourcemanager.start-worker.max-failure-rate') ?? 10;
  const retryInterval = durationOption(configuration, 'resourcemanager.start-worker.retry-interval') ?? 3_000;
  const registrationTimeout =
    durationOption(configuration, 'resourcemanager.taskmanager-registration.timeout') ?? 5 * MINUTE;

  const info = (message: string): void => log('INFO', ACTIVE_LOGGER, message);
  const recordFailure = (): void => {
    const { now } = world;
    failures.push(now);
    while (failures[0]! < now - MINUTE) failures.shift();
    if (failures.length <= maxRate) return;
    log(
      'WARN',
      ACTIVE_LOGGER,
      `Reaching max start worker failure rate: ${failures.length}.0 events per minute detected in the recent interval, reaching the threshold ${maxRate}.0.`,
    );
    coolDownEnds = Math.max(coolDownEnds, now + retryInterval);
    info(`Will not retry creating worker in ${retryInterval} ms.`);
  };
  const forget = (id: string): boolean => {
    if (!workers.delete(id)) return false;
    recovered.delete(id);
    if (unregistered.delete(id)) {
      pending--;
      info(
        `Worker ${id} with resource spec ${described} was requested in current attempt and has not registered. Current pending count after removing: ${pending}.`,
      );
    }
    return true;
  };
  const requestMissing = (): void => {
    while (options.required() > pending) active.request();
  };
  const watchRegistration = (id: string): void => {
    process.schedule(registrationTimeout, () => {
      if (stopped || !(unregistered.has(id) || recovered.has(id))) return;
      log(
        'WARN',
        ACTIVE_LOGGER,
        `Worker ${id} did not register in PT${registrationTimeout / MINUTE}M, will stop it and request a new one if needed.`,
      );
      active.stop(id);
      requestMissing();
    });
  };

  const active: ActiveWorkers = {
    knows: (id) => workers.has(id),
    request() {
      pending++;
      info(`Requesting new worker with resource spec ${described}, current pending count: ${pending}.`);
      const ask = (): void => {
        if (stopped) return;
        driver.requestResource(options.spec).whenComplete(
          (id) => {
            workers.add(id);
            unregistered.add(id);
            watchRegistration(id);
            info(`Requested worker ${id} with resource spec ${described}.`);
          },
          (error) => {
            pending--;
            log(
              'WARN',
              ACTIVE_LOGGER,
              `Failed requesting worker with resource spec ${described}, current pending count: ${pending}`,
              toJavaError(error),
            );
            recordFailure();
            requestMissing();
          },
        );
      };
      const wait = coolDownEnds - world.now;
      if (wait > 0) process.schedule(wait, ask);
      else ask();
    },
    registered(id) {
      info(`Worker ${id} is registered.`);
      recovered.delete(id);
      if (!unregistered.delete(id)) return;
      pending--;
      info(
        `Worker ${id} with resource spec ${described} was requested in current attempt. Current pending count after registering: ${pending}.`,
      );
    },
    stop(id) {
      if (!workers.has(id)) return false;
      info(`Stopping worker ${id}.`);
      driver.releaseResource(id);
      return forget(id);
    },
    onPreviousAttemptWorkersRecovered(ids) {
      info(`Recovered ${ids.length} workers from previous attempt.`);
      for (const id of ids) {
        workers.add(id);
        recovered.add(id);
        watchRegistration(id);
        info(`Worker ${id} recovered from previous attempt.`);
      }
    },
    onWorkerTerminated(id, diagnostics) {
      if (stopped) return;
      if (unregistered.has(id)) recordFailure();
      const known = forget(id);
      if (known) {
        info(`Worker ${id} is terminated. Diagnostics: ${diagnostics}`);
        requestMissing();
      }
      options.lost(id, diagnostics);
    },
    onError: options.onError,
    terminate() {
      stopped = true;
      driver.terminate();
    },
  };
  return active;
}
