import { subtaskOfHash } from '../../api/key-groups.ts';
import { stringHash } from '../../api/values.ts';

/** A String key that was seen: where it goes, and the string that stands for all that equal it. */
export interface KnownKey {
  readonly key: string;
  /** String.hashCode. */
  readonly hash: number;
  readonly channel: number;
}

const LEAST_SLOTS = 64;
const MAX_KEYS = 1 << 14;

/**
 * The String keys that a partitioner saw last, by Java's hash code, which it needs anyway: an open-addressed table, as a Map would hash a
 * string that was just made once more.
 */
export class KnownKeys {
  /** False once keys turned out to come again hardly ever: remembering them costs more than it saves. */
  worthwhile = true;
  private slots: (KnownKey | null)[] = new Array<KnownKey | null>(LEAST_SLOTS).fill(null);
  private count = 0;
  private repeated = 0;

  constructor(
    readonly channels: number,
    readonly maxParallelism: number,
  ) {}

  /** Finds or adds what is known of a key. */
  get(key: string): KnownKey {
    const hash = stringHash(key);
    const { slots } = this;
    const mask = slots.length - 1;
    for (let i = spread(hash) & mask; ; i = (i + 1) & mask) {
      const known = slots[i]!;
      if (known === null) return this.add(key, hash, i);
      if (known.hash === hash && known.key === key) {
        this.repeated++;
        return known;
      }
    }
  }
  private add(key: string, hash: number, slot: number): KnownKey {
    const known: KnownKey = { key, hash, channel: subtaskOfHash(hash, this.channels, this.maxParallelism) };
    if (this.count === MAX_KEYS) this.forget();
    else if (this.count * 2 >= this.slots.length) this.grow();
    else {
      this.slots[slot] = known;
      this.count++;
      return known;
    }
    this.place(known);
    return known;
  }
  private place(known: KnownKey): void {
    const mask = this.slots.length - 1;
    let i = spread(known.hash) & mask;
    while (this.slots[i] !== null) i = (i + 1) & mask;
    this.slots[i] = known;
    this.count++;
  }
  private grow(): void {
    const before = this.slots;
    this.slots = new Array<KnownKey | null>(before.length * 2).fill(null);
    this.count = 0;
    for (const known of before) if (known !== null) this.place(known);
  }
  private forget(): void {
    this.worthwhile = this.repeated >= MAX_KEYS;
    this.repeated = 0;
    this.count = 0;
    this.slots.fill(null);
  }
}

const shared = new WeakMap<object, KnownKeys>();

/** What all subtasks that write to an edge know together; `edge` is an object that stands for it. */
export function knownKeysOf(edge: object, channels: number, maxParallelism: number): KnownKeys {
  let known = shared.get(edge);
  if (known?.channels !== channels || known.maxParallelism !== maxParallelism) {
    known = new KnownKeys(channels, maxParallelism);
    shared.set(edge, known);
  }
  return known;
}

/** As java.util.HashMap: the low bits alone would make keys of one length collide. */
const spread = (hash: number): number => hash ^ (hash >>> 16) ^ (hash >>> 8);
