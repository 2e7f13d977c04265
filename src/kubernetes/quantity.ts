const SUFFIXES: Readonly<Record<string, number>> = {
  '': 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  Ki: 1024,
  Mi: 1024 ** 2,
  Gi: 1024 ** 3,
  Ti: 1024 ** 4,
  m: 1e-3,
};

/** A resource quantity: `500m`, `1.5`, `1600Mi`. NaN where it is none. */
export function quantity(value: string | number | undefined): number {
  if (value === undefined) return 0;
  const match = /^([+-]?[0-9.]+(?:[eE][+-]?\d+)?)(m|[kMGT]i?|Ki)?$/.exec(String(value));
  return match ? Number(match[1]) * (SUFFIXES[match[2] ?? ''] ?? Number.NaN) : Number.NaN;
}

/** Cores as Kubernetes writes them: `1`, `500m`. */
export function cores(value: number): string {
  return Number.isInteger(value) ? String(value) : `${Math.round(value * 1000)}m`;
}
/** Bytes in the largest binary unit that divides them. */
export function bytes(value: number): string {
  for (const unit of ['Gi', 'Mi', 'Ki'] as const)
    if (value >= SUFFIXES[unit]! && value % SUFFIXES[unit]! === 0) return `${value / SUFFIXES[unit]!}${unit}`;
  return String(value);
}
