import { subtaskOfHash } from '../../api/key-groups.ts';
import { stringHash } from '../../api/values.ts';

export interface OwnedCell {
  readonly owner: object;
}

/** A String key that was seen: where it goes, and the string that stands for all that equal it. */
export class KnownKey {
  /** What the operator that reads the edge keeps for the key, if it has told: found without looking the key up. */
  cell: OwnedCell | null = null;
  constructor(
    readonly key: string,
    /** String.hashCode. */
    readonly hash: number,
    readonly channel: number,
  ) {}
}

const LEAST_SLOTS = 64;
const MAX_KEYS = 1 << 14;
/** Shorter keys are hashed as fast as they are sketched. */
const LEAST_SKETCHED = 3;

/**
 * The String keys that a partitioner saw last, in two tables, as a Map would hash a string that was just made once more: by a sketch of
 * the string, which finds most keys from four of their characters, and by Java's hash code, which finds all.
 */
export class KnownKeys {
  /** False once keys turned out to come again hardly ever: remembering them costs more than it saves. */
  worthwhile = true;
  private slots: (KnownKey | null)[] = new Array<KnownKey | null>(LEAST_SLOTS).fill(null);
  /** By sketch, two places for each; a newer key pushes an older one out. */
  private sketched: (KnownKey | null)[] = new Array<KnownKey | null>(LEAST_SLOTS * 2).fill(null);
  private count = 0;
  private repeated = 0;

  constructor(
    readonly channels: number,
    readonly maxParallelism: number,
  ) {}

  /** Finds or adds what is known of a key. */
  get(key: string): KnownKey {
    const { sketched } = this;
    const { length } = key;
    if (length < LEAST_SKETCHED) return this.search(key);
    const place = sketch(key, length) & (sketched.length - 1);
    const first = sketched[place]!;
    if (first !== null && first.key === key) {
      this.repeated++;
      return first;
    }
    const second = sketched[place ^ 1]!;
    if (second !== null && second.key === key) {
      this.repeated++;
      return second;
    }
    const known = this.search(key);
    this.note(known);
    return known;
  }
  private note(known: KnownKey): void {
    const { sketched } = this;
    const place = sketch(known.key, known.key.length) & (sketched.length - 1);
    sketched[place ^ 1] = sketched[place]!;
    sketched[place] = known;
  }
  private search(key: string): KnownKey {
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
    const known = new KnownKey(key, hash, subtaskOfHash(hash, this.channels, this.maxParallelism));
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
    this.sketched = new Array<KnownKey | null>(before.length * 4).fill(null);
    this.count = 0;
    for (const known of before) {
      if (known === null) continue;
      this.place(known);
      if (known.key.length >= LEAST_SKETCHED) this.note(known);
    }
  }
  private forget(): void {
    this.worthwhile = this.repeated >= MAX_KEYS;
    this.repeated = 0;
    this.count = 0;
    this.slots.fill(null);
    this.sketched.fill(null);
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

/** A hash of the string's length, its last three characters and the one in the middle, times two. */
function sketch(key: string, length: number): number {
  const end = key.charCodeAt(length - 1) ^ (key.charCodeAt(length - 2) << 7) ^ (key.charCodeAt(length - 3) << 14);
  return (Math.imul(end ^ (key.charCodeAt(length >> 1) << 21) ^ (length << 26), 0x9e3779b1) >>> 14) << 1;
}

/** As java.util.HashMap: the low bits alone would make keys of one length collide. */
const spread = (hash: number): number => hash ^ (hash >>> 16) ^ (hash >>> 8);
