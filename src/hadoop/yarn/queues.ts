import { type HadoopConfiguration, number } from '../configuration.ts';

/** A leaf queue of the capacity scheduler. Fractions of the whole cluster. */
export interface Queue {
  readonly name: string;
  readonly path: string;
  readonly capacity: number;
  readonly maximumCapacity: number;
  /** Of the parent, as configured. */
  readonly ownCapacity: number;
  readonly ownMaximum: number;
  readonly running: boolean;
  /** Share of the queue that application masters may take. */
  readonly amShare: number;
}

/** All queues below root in the order of capacity-scheduler.xml, leaves marked (CapacitySchedulerConfiguration). */
export function readQueues(configuration: HadoopConfiguration): {
  readonly leaves: readonly Queue[];
  readonly all: readonly Queue[];
} {
  const prefix = 'yarn.scheduler.capacity.';
  const leaves: Queue[] = [];
  const all: Queue[] = [];
  const amShare = number(configuration, `${prefix}maximum-am-resource-percent`, 0.1);
  const visit = (path: string, capacity: number, maximum: number): void => {
    const children = (configuration[`${prefix}${path}.queues`] ?? (path === 'root' ? 'default' : ''))
      .split(',')
      .map((name) => name.trim())
      .filter((name) => name !== '');
    for (const name of children) {
      const child = `${path}.${name}`;
      const own = number(configuration, `${prefix}${child}.capacity`, children.length === 1 ? 100 : 0) / 100;
      const most = number(configuration, `${prefix}${child}.maximum-capacity`, 100);
      const ownMaximum = (most < 0 ? 100 : most) / 100;
      const queue: Queue = {
        name,
        path: child,
        capacity: capacity * own,
        maximumCapacity: maximum * ownMaximum,
        ownCapacity: own,
        ownMaximum,
        running: configuration[`${prefix}${child}.state`] !== 'STOPPED',
        amShare: number(configuration, `${prefix}${child}.maximum-am-resource-percent`, amShare),
      };
      all.push(queue);
      const before = leaves.length;
      visit(child, queue.capacity, queue.maximumCapacity);
      if (leaves.length === before) leaves.push(queue);
    }
  };
  visit('root', 1, 1);
  return { leaves, all };
}
