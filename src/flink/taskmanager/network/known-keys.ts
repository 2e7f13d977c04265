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
    readonly channel: number,
  ) {}
}

const LEAST_PLACES = 128;
const MAX_KEYS = 1 << 14;
/** Keys of one sketch; those after them are found by Java's hash code. */
const MAX_ALIKE = 4;

/**
 * The String keys that a partitioner saw last, as a Map would hash a string that was just made once more: found by a sketch of the string,
 * made of four of its characters, and by Java's hash code where several keys have the same sketch. Sketches are kept apart from the keys
 * that they stand for, so that few cache lines are looked at.
 */
export class KnownKeys {
  /** False once keys turned out to come again hardly ever: remembering them costs more than it saves. */
  worthwhile = true;
  /** Of the key in the place of the same number; 0 for an empty place. */
  private sketches = new Int32Array(LEAST_PLACES);
  private keys: (KnownKey | null)[] = new Array<KnownKey | null>(LEAST_PLACES).fill(null);
  private count = 0;
  private repeated = 0;

  constructor(
    readonly channels: number,
    readonly maxParallelism: number,
  ) {}

  /** Finds or adds what is known of a key. */
  get(key: string): KnownKey {
    const { sketches, keys } = this;
    const mask = sketches.length - 1;
    const sketch = sketchOf(key);
    let place = placeOf(sketch) & mask;
    for (let alike = 0; ; place = (place + 1) & mask) {
      const found = sketches[place]!;
      if (found === sketch) {
        const known = keys[place]!;
        if (known.key === key) {
          this.repeated++;
          return known;
        }
        if (++alike === MAX_ALIKE) return this.byHash(key);
      } else if (found === 0) return this.add(key, sketch, place);
    }
  }
  private byHash(key: string): KnownKey {
    const { sketches, keys } = this;
    const mask = sketches.length - 1;
    const hash = stringHash(key) || 1;
    for (let place = placeOf(hash) & mask; ; place = (place + 1) & mask) {
      const found = sketches[place]!;
      if (found === hash && keys[place]!.key === key) {
        this.repeated++;
        return keys[place]!;
      }
      if (found === 0) return this.add(key, hash, place);
    }
  }
  private add(key: string, sketch: number, place: number): KnownKey {
    const known = new KnownKey(key, subtaskOfHash(stringHash(key), this.channels, this.maxParallelism));
    if (this.count === MAX_KEYS) this.forget();
    else if (this.count * 2 < this.keys.length) {
      this.put(known, sketch, place);
      return known;
    } else this.grow();
    this.put(known, sketch, this.freePlace(sketch));
    return known;
  }
  private put(known: KnownKey, sketch: number, place: number): void {
    this.sketches[place] = sketch;
    this.keys[place] = known;
    this.count++;
  }
  private freePlace(sketch: number): number {
    const mask = this.sketches.length - 1;
    let place = placeOf(sketch) & mask;
    while (this.sketches[place] !== 0) place = (place + 1) & mask;
    return place;
  }
  private grow(): void {
    const { sketches, keys } = this;
    this.sketches = new Int32Array(sketches.length * 2);
    this.keys = new Array<KnownKey | null>(keys.length * 2).fill(null);
    this.count = 0;
    for (const [i, known] of keys.entries())
      if (known !== null) this.put(known, sketches[i]!, this.freePlace(sketches[i]!));
  }
  private forget(): void {
    this.worthwhile = this.repeated >= MAX_KEYS;
    this.repeated = 0;
    this.count = 0;
    this.sketches.fill(0);
    this.keys.fill(null);
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

/** A hash of the string's length, its last three characters and the one in the middle; never 0. */
function sketchOf(key: string): number {
  const { length } = key;
  if (length < 3) return stringHash(key) || 1;
  const end = key.charCodeAt(length - 1) ^ (key.charCodeAt(length - 2) << 7) ^ (key.charCodeAt(length - 3) << 14);
  return Math.imul(end ^ (key.charCodeAt(length >> 1) << 21) ^ (length << 26), 0x9e3779b1) || 1;
}

/** Multiplication leaves the best bits of a sketch in the upper half. */
const placeOf = (sketch: number): number => sketch ^ (sketch >>> 15);
