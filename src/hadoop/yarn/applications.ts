import type { NodeManager } from './node-manager.ts';
import {
  type ApplicationReport,
  type ApplicationState,
  attemptId,
  type Container,
  type ContainerStatus,
  type FinalStatus,
  NONE,
  type NodeState,
  type Resource,
  type SubmissionContext,
} from './records.ts';
import type { Ask, SchedulableApp, SchedulableNode } from './scheduler.ts';

/** The ResourceManager's books: nodes, containers, applications and their attempts. */

export interface NodeRecord extends SchedulableNode {
  readonly id: string;
  readonly nodeManager: NodeManager;
  readonly containers: Map<string, ContainerRecord>;
  lastHeartbeat: number;
  state: NodeState;
  /** To be told with its next heartbeat. */
  cleanUp: string[];
}

export interface ContainerRecord {
  readonly container: Container;
  readonly app: AppRecord;
  readonly node: NodeRecord;
  readonly startedAt: number;
}

export interface Attempt {
  readonly id: string;
  readonly number: number;
  am: ContainerRecord | null;
  state: 'SCHEDULED' | 'ALLOCATED' | 'LAUNCHED' | 'RUNNING' | 'FINISHED' | 'FAILED' | 'KILLED';
  host: string;
  diagnostics: string;
  lastHeartbeat: number;
  readonly newContainers: Container[];
  readonly completed: ContainerStatus[];
}

export interface AppRecord extends SchedulableApp {
  readonly context: SubmissionContext;
  readonly submittedAt: number;
  state: ApplicationState;
  finalStatus: FinalStatus;
  finishedAt: number;
  diagnostics: string;
  attempt: Attempt;
  readonly attempts: Attempt[];
  readonly containers: Map<string, ContainerRecord>;
  /** When attempts failed, virtual ms. */
  readonly failures: number[];
  nextContainer: number;
  trackingUrl: string;
  rpcPort: number;
  progress: number;
  memorySeconds: number;
  vcoreSeconds: number;
  /** With its attempt over, it runs until the application master's process has ended. */
  unregistered: boolean;
}

export function isOver({ state }: Pick<AppRecord, 'state'>): boolean {
  return state === 'FINISHED' || state === 'FAILED' || state === 'KILLED';
}

/** The request for an application master's container. */
export const amAsk = (resource: Resource): Ask => ({ priority: 0, resource, count: 1 });

export function newAttempt(application: string, number: number, now: number): Attempt {
  return {
    id: attemptId(application, number),
    number,
    am: null,
    state: 'SCHEDULED',
    host: 'N/A',
    diagnostics: '',
    lastHeartbeat: now,
    newContainers: [],
    completed: [],
  };
}

/** An application as it is submitted, with its first attempt. */
export function newApplication(
  id: string,
  context: SubmissionContext,
  amResource: Resource,
  submittedAt: number,
): AppRecord {
  const attempt = newAttempt(id, 1, submittedAt);
  return {
    id,
    context,
    queue: context.queue.replace(/^root\./, ''),
    amResource,
    activated: false,
    used: NONE,
    asks: [amAsk(amResource)],
    submittedAt,
    state: 'SUBMITTED',
    finalStatus: 'UNDEFINED',
    finishedAt: 0,
    diagnostics: '',
    attempt,
    attempts: [attempt],
    containers: new Map(),
    failures: [],
    nextContainer: 1,
    trackingUrl: '',
    rpcPort: -1,
    progress: 0,
    memorySeconds: 0,
    vcoreSeconds: 0,
    unregistered: false,
  };
}

/** What clients are told of an application. */
export function reportApplication(
  app: AppRecord,
  {
    now,
    epoch,
    trackingUrl,
    waitingReason,
  }: {
    readonly now: number;
    readonly epoch: number;
    readonly trackingUrl: string;
    /** Why it is not let in. */
    readonly waitingReason: () => string;
  },
): ApplicationReport {
  return {
    id: app.id,
    name: app.context.name,
    type: app.context.type,
    user: app.context.user,
    queue: app.queue,
    state: app.state,
    finalStatus: app.finalStatus,
    progress: isOver(app) ? 100 : app.progress,
    originalTrackingUrl: app.trackingUrl === '' ? 'N/A' : app.trackingUrl,
    trackingUrl,
    host: app.attempt.host,
    rpcPort: app.rpcPort,
    startTime: Math.floor(epoch + app.submittedAt),
    finishTime: app.finishedAt,
    diagnostics:
      app.state === 'ACCEPTED'
        ? `${app.activated ? 'Application is Activated, waiting for resources to be assigned for AM. ' : waitingReason()}`
        : app.diagnostics,
    attempts: app.attempts.map(({ id, state, am, host, diagnostics }) => ({
      id,
      state,
      amContainer: am?.container.id ?? null,
      host,
      diagnostics,
    })),
    used: app.used,
    containers: app.containers.size,
    memorySeconds: Math.floor(
      [...app.containers.values()].reduce(
        (sum, { container, startedAt }) => sum + (container.resource.memory * (now - startedAt)) / 1_000,
        app.memorySeconds,
      ),
    ),
    vcoreSeconds: Math.floor(
      [...app.containers.values()].reduce(
        (sum, { container, startedAt }) => sum + (container.resource.vcores * (now - startedAt)) / 1_000,
        app.vcoreSeconds,
      ),
    ),
    amHost: app.attempt.am?.node.nodeManager.httpAddress ?? null,
  };
}
