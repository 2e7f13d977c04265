/** How a barrier asks a task to deal with the data around it (CheckpointOptions.AlignmentType). */
export type AlignmentType =
  | 'AT_LEAST_ONCE'
  | 'ALIGNED'
  | 'UNALIGNED'
  /** Unaligned, but aligned on a connection that cannot be rescaled: pointwise or broadcast. */
  | 'FORCED_ALIGNED';

/** What travels with each barrier (CheckpointOptions). */
export interface CheckpointOptions {
  readonly type: 'CHECKPOINT' | 'SAVEPOINT' | 'SAVEPOINT_SUSPEND' | 'SAVEPOINT_TERMINATE';
  readonly alignment: AlignmentType;
  /** ms of alignment after which an aligned checkpoint goes on unaligned; null: never. */
  readonly alignmentTimeout: number | null;
}

/** CheckpointOptions.forConfig. `alignmentTimeout` in ms, 0 = unaligned from the start. */
export function checkpointOptions(
  type: CheckpointOptions['type'],
  settings: {
    readonly mode: 'EXACTLY_ONCE' | 'AT_LEAST_ONCE';
    readonly unaligned: boolean;
    readonly alignmentTimeout: number;
  },
): CheckpointOptions {
  const savepoint = type !== 'CHECKPOINT';
  if (settings.mode !== 'EXACTLY_ONCE') return { type, alignment: 'AT_LEAST_ONCE', alignmentTimeout: null };
  if (savepoint || !settings.unaligned) return { type, alignment: 'ALIGNED', alignmentTimeout: null };
  if (settings.alignmentTimeout === 0) return { type, alignment: 'UNALIGNED', alignmentTimeout: null };
  return { type, alignment: 'ALIGNED', alignmentTimeout: settings.alignmentTimeout };
}

/** CheckpointOptions.isTimeoutable: may become unaligned while it is being aligned. */
export function isTimeoutable({ alignment, alignmentTimeout }: CheckpointOptions): boolean {
  return alignment === 'ALIGNED' && alignmentTimeout !== null;
}
export function asUnaligned(options: CheckpointOptions): CheckpointOptions {
  return { ...options, alignment: 'UNALIGNED', alignmentTimeout: null };
}
/** For a connection that cannot carry unaligned barriers. */
export function withUnalignedUnsupported(options: CheckpointOptions): CheckpointOptions {
  return options.alignment === 'UNALIGNED' || isTimeoutable(options)
    ? { ...options, alignment: 'FORCED_ALIGNED' }
    : options;
}
/** What a task sends on after it was forced to align. */
export function withUnalignedSupported(options: CheckpointOptions): CheckpointOptions {
  if (options.alignment !== 'FORCED_ALIGNED') return options;
  return options.alignmentTimeout === null ? asUnaligned(options) : { ...options, alignment: 'ALIGNED' };
}
