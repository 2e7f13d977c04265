import { type HadoopConfiguration, number } from '../configuration.ts';
import { HadoopError } from '../ipc.ts';
import { type Queue, readQueues } from './queues.ts';
import { add, describe, NONE, type QueueReport, type Resource, subtract } from './records.ts';

/** A request for containers of one size that is not filled yet. */
export interface Ask {
  readonly priority: number;
  readonly resource: Resource;
  count: number;
}

/** What the scheduler knows of an application. */
export interface SchedulableApp {
  readonly id: string;
  readonly queue: string;
  readonly amResource: Resource;
  /** False while the queue's share for application masters is used up. */
  activated: boolean;
  used: Resource;
  asks: Ask[];
}

export interface SchedulableNode {
  readonly capability: Resource;
  used: Resource;
}

/** CapacityScheduler: queues with shares, first in first out inside a queue, one container per heartbeat of a node. */
export interface CapacityScheduler {
  readonly maximum: Resource;
  readonly minimum: Resource;
  /** Rounds up to the step; throws InvalidResourceRequestException above the maximum. */
  normalize(resource: Resource): Resource;
  /** Throws an AccessControl- or YarnException when there is no such leaf queue or it is stopped. */
  checkQueue(name: string, application: string, user: string): void;
  add(app: SchedulableApp): void;
  remove(app: SchedulableApp): void;
  /** Lets waiting applications in, as far as the share for application masters goes. */
  activate(): void;
  /** Why an application is not let in. */
  waitingReason(app: SchedulableApp): string;
  /** What a node that has just sent a heartbeat is to start, if anything: the resource is counted as used. */
  assign(node: SchedulableNode): { readonly app: SchedulableApp; readonly ask: Ask } | null;
  release(app: SchedulableApp, node: SchedulableNode | null, resource: Resource): void;
  queues(): QueueReport[];
}

export function createCapacityScheduler(
  configuration: HadoopConfiguration,
  cluster: () => Resource,
): CapacityScheduler {
  const minimum: Resource = {
    memory: number(configuration, 'yarn.scheduler.minimum-allocation-mb', 1024),
    vcores: number(configuration, 'yarn.scheduler.minimum-allocation-vcores', 1),
  };
  const maximum: Resource = {
    memory: number(configuration, 'yarn.scheduler.maximum-allocation-mb', 8192),
    vcores: number(configuration, 'yarn.scheduler.maximum-allocation-vcores', 4),
  };
  /** The default calculator looks at memory only: every container counts as one core. */
  const dominant = /Dominant/.test(configuration['yarn.scheduler.capacity.resource-calculator'] ?? '');
  const { leaves, all } = readQueues(configuration);
  const apps: SchedulableApp[] = [];

  const queueOf = (name: string): Queue | undefined =>
    leaves.find((queue) => queue.name === name || queue.path === name);
  const inQueue = (queue: Queue): SchedulableApp[] => apps.filter((app) => queueOf(app.queue) === queue);
  const usedBy = (queue: Queue): Resource => inQueue(queue).reduce((sum, app) => add(sum, app.used), NONE);
  const fits = (need: Resource, room: Resource): boolean =>
    need.memory <= room.memory && (!dominant || need.vcores <= room.vcores);
  const roundUp = (value: number, step: number): number => Math.ceil(value / step) * step;
  const normalized = (resource: Resource): Resource => ({
    memory: Math.max(minimum.memory, roundUp(resource.memory, minimum.memory)),
    vcores: dominant ? Math.max(minimum.vcores, roundUp(resource.vcores, minimum.vcores)) : 1,
  });
  const amLimit = (queue: Queue): number =>
    roundUp(Math.floor(cluster().memory * queue.maximumCapacity * queue.amShare), minimum.memory);
  const amUsed = (queue: Queue): number =>
    inQueue(queue)
      .filter((app) => app.activated)
      .reduce((sum, app) => sum + app.amResource.memory, 0);

  return {
    maximum,
    minimum,
    normalize(resource) {
      const tooMuch = (name: string, requested: number, most: number): HadoopError =>
        new HadoopError(
          'org.apache.hadoop.yarn.exceptions.InvalidResourceRequestException',
          `Invalid resource request! Cannot allocate containers as requested resource is greater than maximum allowed allocation. Requested resource type=[${name}], Requested resource=${describe(resource)}, maximum allowed allocation=${describe(maximum)}, please note that maximum allowed allocation is calculated by scheduler based on maximum resource of registered NodeManagers, which might be less than configured maximum allocation=${describe(maximum)} (requested ${requested}, at most ${most})`,
        );
      if (resource.memory < 0 || resource.memory > maximum.memory)
        throw tooMuch('memory-mb', resource.memory, maximum.memory);
      if (resource.vcores < 0 || resource.vcores > maximum.vcores)
        throw tooMuch('vcores', resource.vcores, maximum.vcores);
      return normalized(resource);
    },
    checkQueue(name, application, user) {
      const queue = queueOf(name);
      if (queue?.running) return;
      const parent = all.find((each) => each.name === name || each.path === name);
      const why = queue
        ? `Queue ${queue.path} is STOPPED. Cannot accept submission of application: ${application}`
        : parent
          ? `Application ${application} submitted by user ${user} to non-leaf queue : ${name}`
          : `Application ${application} submitted by user ${user} to unknown queue: ${name}`;
      throw new HadoopError(
        'org.apache.hadoop.yarn.exceptions.YarnException',
        `Failed to submit ${application} to YARN : ${why}`,
      );
    },
    add: (app) => void apps.push(app),
    remove(app) {
      const at = apps.indexOf(app);
      if (at >= 0) apps.splice(at, 1);
    },
    activate() {
      for (const queue of leaves) {
        for (const app of inQueue(queue)) {
          if (app.activated) continue;
          const used = amUsed(queue);
          if (used > 0 && used + app.amResource.memory > amLimit(queue)) break;
          app.activated = true;
        }
      }
    },
    waitingReason(app) {
      const queue = queueOf(app.queue)!;
      const limit = describe({ memory: amLimit(queue), vcores: 1 });
      const used = amUsed(queue);
      return `Application is added to the scheduler and is not yet activated. Queue's AM resource limit exceeded.  Details : AM Partition = <DEFAULT_PARTITION>; AM Resource Request = ${describe(app.amResource)}; Queue Resource Limit for AM = ${limit}; User AM Resource Limit of the queue = ${limit}; Queue AM Resource Usage = ${describe({ memory: used, vcores: inQueue(queue).filter((other) => other.activated).length })}; `;
    },
    assign(node) {
      const room = subtract(node.capability, node.used);
      const total = cluster();
      const order = leaves
        .map((queue) => ({ queue, used: usedBy(queue) }))
        .sort((a, b) => a.used.memory / (a.queue.capacity || 1e-9) - b.used.memory / (b.queue.capacity || 1e-9));
      for (const { queue, used } of order) {
        const limit = total.memory * queue.maximumCapacity;
        for (const app of inQueue(queue)) {
          if (!app.activated) continue;
          const ask = app.asks
            .filter(({ count }) => count > 0)
            .sort((a, b) => a.priority - b.priority)
            .find(({ resource }) => fits(resource, room) && used.memory + resource.memory <= limit);
          if (!ask) continue;
          ask.count--;
          app.used = add(app.used, ask.resource);
          node.used = add(node.used, ask.resource);
          return { app, ask };
        }
      }
      return null;
    },
    release(app, node, resource) {
      app.used = subtract(app.used, resource);
      if (node) node.used = subtract(node.used, resource);
    },
    queues: () =>
      all.map((queue) => {
        const below = leaves.filter((leaf) => leaf === queue || leaf.path.startsWith(`${queue.path}.`));
        const used = below.reduce((sum, leaf) => sum + usedBy(leaf).memory, 0);
        const share = cluster().memory * queue.capacity;
        return {
          name: queue.name,
          path: queue.path,
          capacity: queue.ownCapacity,
          maximumCapacity: queue.ownMaximum,
          currentCapacity: share === 0 ? 0 : used / share,
          state: queue.running ? 'RUNNING' : 'STOPPED',
        };
      }),
  };
}
