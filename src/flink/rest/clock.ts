/** How REST writes times: whole ms since 1970. */
export interface RestClock {
  readonly now: number;
  /** Of a virtual time. */
  wall(at: number): number;
}

export function restClock(epoch: number, now: number): RestClock {
  const wall = (at: number): number => Math.floor(epoch + at);
  return { now: wall(now), wall };
}
