/** No zone changes its offset inside a quarter of an hour of UTC. */
const QUARTER_MS = 900_000;

interface Zone {
  readonly format: Intl.DateTimeFormat;
  quarter: number;
  offset: number;
}
const zones = new Map<string, Zone>();

/** ms to add to UTC for the local time of a zone (IANA name) at an instant (epoch ms). Throws RangeError for an unknown zone. */
export function zoneOffsetMs(zone: string, at: number): number {
  if (zone === 'UTC') return 0;
  let known = zones.get(zone);
  if (!known) {
    const format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    known = { format, quarter: Number.NaN, offset: 0 };
    zones.set(zone, known);
  }
  const quarter = Math.floor(at / QUARTER_MS);
  if (quarter !== known.quarter) {
    const start = quarter * QUARTER_MS;
    const part: Record<string, number> = {};
    for (const { type, value } of known.format.formatToParts(start)) part[type] = Number(value);
    const local = Date.UTC(part.year!, part.month! - 1, part.day!, part.hour!, part.minute!, part.second!);
    known.quarter = quarter;
    known.offset = local - start;
  }
  return known.offset;
}
