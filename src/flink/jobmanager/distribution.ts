/**
 * Which consumers a producer's subtask writes to, and the reverse (EdgeManagerBuildUtil).
 * Lists are subtask indexes in ascending order.
 */
export interface Distribution {
  /** Per consumer subtask: the producers it reads. */
  readonly producers: readonly (readonly number[])[];
  /** Per producer subtask: the consumers it writes to. */
  readonly consumers: readonly (readonly number[])[];
}

export function distribute(pattern: 'POINTWISE' | 'ALL_TO_ALL', sources: number, targets: number): Distribution {
  if (pattern === 'ALL_TO_ALL') {
    const all = range(0, sources);
    const every = range(0, targets);
    return {
      producers: new Array<readonly number[]>(targets).fill(all),
      consumers: new Array<readonly number[]>(sources).fill(every),
    };
  }
  const producers: number[][] = range(0, targets).map(() => []);
  const consumers: number[][] = range(0, sources).map(() => []);
  const connect = (source: number, target: number): void => {
    producers[target]!.push(source);
    consumers[source]!.push(target);
  };
  if (sources >= targets) {
    for (let target = 0; target < targets; target++) {
      const end = Math.floor(((target + 1) * sources) / targets);
      for (let source = Math.floor((target * sources) / targets); source < end; source++) connect(source, target);
    }
  } else {
    for (let source = 0; source < sources; source++) {
      const end = Math.floor(((source + 1) * targets + sources - 1) / sources);
      for (let target = Math.floor((source * targets + sources - 1) / sources); target < end; target++) {
        connect(source, target);
      }
    }
  }
  return { producers, consumers };
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, i) => from + i);
}
