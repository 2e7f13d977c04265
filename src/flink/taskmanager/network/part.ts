import { copy, type FieldLayout, type JavaObject, size } from '../../api/values.ts';
import {
  ELEMENT_OVERHEAD,
  isLong,
  longSlots,
  type Mark,
  NetworkBuffer,
  type RecordShape,
  readRecords,
  TIMESTAMP_BYTES,
  widthOf,
} from './buffer.ts';
import type { KnownKey } from './known-keys.ts';
import type { NullCheck } from './nulls.ts';

/** Sizes are exact for so many records of a buffer; after them, one record's stands for those up to the next multiple. */
const SIZED_ALIKE = 32;

function keySlotOf(value: unknown, layout: FieldLayout | null, key: unknown): number {
  if (layout === null) return value === key ? 0 : -1;
  return layout.names.findIndex((_name, i) => layout.field(value as object, i) === key);
}

/** What was written to a segment since the last flush. Idle channels, of which a wide job has millions, have none. */
export class Part implements RecordShape {
  layout: FieldLayout | null = null;
  keySlot = -1;
  keysKnown = false;
  marks: Mark[] | null = null;
  /** Of records and marks, but for the records that went in without more ado since the last one that did not. 0: nothing was written. */
  bytes = 0;
  private slots: unknown[] = [];
  private width = 1;
  private count = 0;
  /** Records up to this number go in without more ado: they neither fill the segment nor are they sized. */
  private alikeUntil = 0;
  /** Records whose bytes are counted in `bytes`. */
  private counted = 0;
  private recordBytes = 0;
  private timestamps: number[] | null = null;
  /** The part before it had many records. */
  private long = false;

  constructor(private readonly nulls: NullCheck | null) {}

  /** Takes a record that is like those before it; answers false, having done nothing, for {@link add} to take it. */
  append(value: unknown, timestamp: number, known: KnownKey | null, key: unknown): boolean {
    if (this.count >= this.alikeUntil || !Number.isNaN(timestamp) || value === null) return false;
    const { layout, keySlot, slots } = this;
    if (layout === null) {
      if (keySlot >= 0) return false;
      slots[this.count++] = copy(value);
      return true;
    }
    if ((value as JavaObject).$layout !== layout) return false;
    if (keySlot >= 0 && (known === null || layout.field(value as object, keySlot) !== key)) return false;
    const at = Math.imul(this.count, this.width);
    if (!layout.write(value as object, slots, at, keySlot, known)) this.checkNulls(at);
    this.count++;
    return true;
  }
  /** Takes a record; `known`: of its `key`, null where nothing is. Answers whether the segment, which has room for `room` bytes, is full. */
  add(value: unknown, timestamp: number, known: KnownKey | null, key: unknown, room: number): boolean {
    this.settle();
    // NaN, the absent timestamp, is unequal to itself.
    if (!Number.isNaN(timestamp) || this.timestamps !== null) this.addTimestamp(timestamp);
    const layout = (typeof value === 'object' && value !== null && (value as JavaObject).$layout) || null;
    if (this.count === 0) this.begin(layout, value, known && key);
    else if (this.layout !== layout && this.layout !== null) this.spread();
    this.write(value, known, key);
    const count = ++this.count;
    if (count < SIZED_ALIKE || count % SIZED_ALIKE === 0) this.recordBytes = ELEMENT_OVERHEAD + size(value);
    this.bytes += this.recordBytes;
    this.counted = count;
    if (this.bytes >= room) return true;
    if (count >= SIZED_ALIKE && this.timestamps === null) {
      const fitting = Math.ceil((room - this.bytes) / this.recordBytes) - 1;
      this.alikeUntil = count + Math.min(SIZED_ALIKE - 1 - (count % SIZED_ALIKE), fitting);
    }
    return false;
  }
  /** `first`: the mark as it stands before the first record of a buffer; `alone`: all marks of a buffer that has no other. */
  addMark(first: Mark, alone: Mark[], room: number): boolean {
    this.settle();
    const at = this.count;
    const mark = at === 0 ? first : { ...first, at };
    if (this.marks === null) this.marks = at === 0 ? alone : [mark];
    else if (this.marks.length === 1) this.marks = [...this.marks, mark];
    else this.marks.push(mark);
    this.bytes += first.kind === 'watermark' ? ELEMENT_OVERHEAD + TIMESTAMP_BYTES : ELEMENT_OVERHEAD + 4;
    return this.bytes >= room;
  }

  /** A buffer of what was written; `ofMarks` makes one without records. */
  toBuffer(endsSegment: boolean, ofMarks: (marks: Mark[], bytes: number) => NetworkBuffer): NetworkBuffer {
    this.settle();
    const { slots, timestamps, marks, bytes } = this;
    const used = this.count * this.width;
    if (used === 0 && marks !== null) return ofMarks(marks, bytes);
    return new NetworkBuffer(slots, timestamps, marks, bytes, endsSegment, null, this, used);
  }
  /** After `toBuffer`: the next part begins. Answers false when it is better to forget this one until there is something to write. */
  next(): boolean {
    this.long = isLong(this.count * this.width);
    this.count = 0;
    this.counted = 0;
    this.alikeUntil = 0;
    this.timestamps = null;
    this.marks = null;
    this.bytes = 0;
    return this.long;
  }

  private begin(layout: FieldLayout | null, value: unknown, key: unknown): void {
    this.slots = this.long ? longSlots() : [];
    this.layout = layout;
    this.width = widthOf(this);
    this.keySlot = key === null ? -1 : keySlotOf(value, layout, key);
    this.keysKnown = this.keySlot >= 0;
  }
  /** What is known of the key stands for it. Java would see by `==` alone that records share its string, which after serializers promises nothing. */
  private write(value: unknown, known: KnownKey | null, key: unknown): void {
    const { slots, layout, keySlot, width } = this;
    const at = this.count * width;
    if (layout === null) {
      const stands = keySlot === 0 && known !== null && value === key;
      if (!stands) this.keysKnown = false;
      slots[at] = stands ? known : copy(value);
      return;
    }
    const stands = keySlot >= 0 && known !== null && layout.field(value as object, keySlot) === key;
    if (!stands) this.keysKnown = false;
    if (!layout.write(value as object, slots, at, stands ? keySlot : -1, known)) this.checkNulls(at);
  }
  /** The record from slot `at` on has a field that is null. */
  private checkNulls(at: number): void {
    const { nulls } = this;
    if (nulls !== null) for (const field of nulls.fields) if (this.slots[at + field] === null) nulls.field(field);
  }
  /** A record of another class came: from now on each slot holds a record. */
  private spread(): void {
    this.slots = readRecords(this.slots, this.count, this);
    this.layout = null;
    this.keySlot = -1;
    this.keysKnown = false;
    this.width = 1;
  }
  private addTimestamp(timestamp: number): void {
    this.timestamps ??= new Array<number>(this.count).fill(Number.NaN);
    this.timestamps.push(timestamp);
    this.bytes += TIMESTAMP_BYTES;
  }
  /** Counts the bytes of the records that went in without more ado. */
  private settle(): void {
    this.bytes += (this.count - this.counted) * this.recordBytes;
    this.counted = this.count;
    this.alikeUntil = 0;
  }
}
