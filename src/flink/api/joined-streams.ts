import { type DataStream, KeyedStream, type SingleOutputStreamOperator } from './datastream.ts';
import { illegalArgument, javaError } from './errors.ts';
import type {
  CoGroupFunction,
  Evictor,
  JoinFunction,
  KeySelector,
  ProcessJoinFunction,
  Trigger,
  UserFunction,
  WindowAssigner,
  WindowFunction,
} from './functions.ts';
import { genericType, sameType, type TypeInformation } from './types.ts';
import { inTurn } from './user-functions.ts';
import { copy, type JavaObject, size, stringOf } from './values.ts';

/** CoGroupedStreams.TaggedUnion: a record with the input it came from. The `tag` operator makes it. */
export class TaggedUnion implements JavaObject {
  constructor(
    readonly side: 1 | 2,
    readonly value: unknown,
  ) {}
  $hashCode(): number {
    return 0;
  }
  $equals(other: unknown): boolean {
    return this === other;
  }
  $toString(): string {
    return stringOf(this.value);
  }
  $copy(): TaggedUnion {
    return new TaggedUnion(this.side, copy(this.value));
  }
  $size(): number {
    return 1 + size(this.value);
  }
}

interface Side {
  readonly stream: DataStream;
  readonly selector: UserFunction<KeySelector>;
}

/** Two streams on the way to a window over both: `where(...).equalTo(...).window(...)`. */
class PairOfStreams<Windows> {
  constructor(
    readonly first: DataStream,
    readonly second: DataStream,
    private readonly windows: new (...inputs: ConstructorParameters<typeof WindowedPair>) => Windows,
  ) {}

  where(
    selector: UserFunction<KeySelector>,
    keyType: TypeInformation,
  ): {
    readonly second: DataStream;
    equalTo(
      other: UserFunction<KeySelector>,
      otherType: TypeInformation,
    ): { window(assigner: WindowAssigner, fn?: UserFunction<WindowAssigner>): Windows };
  } {
    return {
      second: this.second,
      equalTo: (other, otherType) => {
        requireSameKeys(keyType, otherType);
        const [first, second] = [
          { stream: this.first, selector },
          { stream: this.second, selector: other },
        ];
        return { window: (assigner, fn) => new this.windows(first, second, keyType, assigner, fn) };
      },
    };
  }
}

/** `a.coGroup(b).where(...).equalTo(...)`; `a.join(b)` is built on it. */
export class CoGroupedStreams extends PairOfStreams<CoGroupedWindows> {
  constructor(first: DataStream, second: DataStream) {
    super(first, second, CoGroupedWindows);
  }
}

/** `a.join(b).where(...).equalTo(...).window(...).apply(...)`: every pair of a window's records with equal keys. */
export class JoinedStreams extends PairOfStreams<JoinedWindows> {
  constructor(first: DataStream, second: DataStream) {
    super(first, second, JoinedWindows);
  }
}

function requireSameKeys(first: TypeInformation, second: TypeInformation): void {
  if (!sameType(first, second)) {
    throw illegalArgument(
      `The keys for the two inputs are not equal: first key = ${first.name} , second key = ${second.name}`,
    );
  }
}

/** What WithWindow of coGroup and join have in common. Lateness in ms. */
class WindowedPair {
  private theTrigger: readonly [Trigger, UserFunction<Trigger> | undefined] | null = null;
  private theEvictor: readonly [Evictor, UserFunction<Evictor> | undefined] | null = null;
  private lateness: number | null = null;

  constructor(
    private readonly first: Side,
    private readonly second: Side,
    private readonly keyType: TypeInformation,
    private readonly assigner: WindowAssigner,
    private readonly assignerFn: UserFunction<WindowAssigner> | undefined,
  ) {}

  get inputTypes(): readonly TypeInformation[] {
    return [this.first.stream.getType(), this.second.stream.getType()];
  }
  trigger(trigger: Trigger, fn?: UserFunction<Trigger>): this {
    this.theTrigger = [trigger, fn];
    return this;
  }
  evictor(evictor: Evictor, fn?: UserFunction<Evictor>): this {
    this.theEvictor = [evictor, fn];
    return this;
  }
  allowedLateness(lateness: number): this {
    this.lateness = lateness;
    return this;
  }

  /** Both inputs tagged, in one keyed and windowed stream, as Flink does it. */
  protected coGroup(fn: UserFunction<CoGroupFunction>, outputType: TypeInformation): SingleOutputStreamOperator {
    const tagged = this.tag(this.first, 1).union(this.tag(this.second, 2));
    const windows = new KeyedStream(tagged, unionSelector(this.first, this.second), this.keyType).window(
      this.assigner,
      this.assignerFn,
    );
    if (this.theTrigger) windows.trigger(...this.theTrigger);
    if (this.theEvictor) windows.evictor(...this.theEvictor);
    if (this.lateness !== null) windows.allowedLateness(this.lateness);
    return windows.apply(coGroupWindowFunction(fn), outputType);
  }

  private tag({ stream }: Side, side: 1 | 2): SingleOutputStreamOperator {
    return stream.transform('Map', UNION_TYPE, { kind: 'tag', side }).setParallelism(stream.getParallelism());
  }
}

/** CoGroupedStreams.WithWindow. */
export class CoGroupedWindows extends WindowedPair {
  apply(fn: UserFunction<CoGroupFunction>, outputType: TypeInformation): SingleOutputStreamOperator {
    return this.coGroup(fn, outputType);
  }
}

/** JoinedStreams.WithWindow. */
export class JoinedWindows extends WindowedPair {
  apply(fn: UserFunction<JoinFunction>, outputType: TypeInformation): SingleOutputStreamOperator {
    return this.coGroup(joinCoGroupFunction(fn), outputType);
  }
}

const UNION_TYPE = genericType('org.apache.flink.streaming.api.datastream.CoGroupedStreams.TaggedUnion', false);

function unionSelector(first: Side, second: Side): UserFunction<KeySelector> {
  return {
    name: 'UnionKeySelector',
    instantiate(jvm) {
      const [one, two] = [first.selector.instantiate(jvm), second.selector.instantiate(jvm)];
      return {
        getKey(record) {
          const { side, value } = record as TaggedUnion;
          return side === 1 ? one.getKey(value) : two.getKey(value);
        },
      };
    },
  };
}

/** CoGroupedStreams.CoGroupWindowFunction: parts a window's records by the input they came from. */
function coGroupWindowFunction(fn: UserFunction<CoGroupFunction>): UserFunction<WindowFunction> {
  return {
    name: 'CoGroupWindowFunction',
    instantiate(jvm) {
      const user = fn.instantiate(jvm);
      return {
        open: (context) => user.open?.(context),
        close: () => user.close?.(),
        process(_key, _context, elements, out) {
          const one: unknown[] = [];
          const two: unknown[] = [];
          for (const { side, value } of elements as Iterable<TaggedUnion>) (side === 1 ? one : two).push(value);
          return user.coGroup(one, two, out);
        },
      };
    },
  };
}

/** JoinedStreams.JoinCoGroupFunction. */
function joinCoGroupFunction(fn: UserFunction<JoinFunction>): UserFunction<CoGroupFunction> {
  return {
    name: 'JoinCoGroupFunction',
    instantiate(jvm) {
      const user = fn.instantiate(jvm);
      return {
        open: (context) => user.open?.(context),
        close: () => user.close?.(),
        coGroup: (left, right, out) => inTurn(left, (l) => inTurn(right, (r) => user.join(l, r, out))),
      };
    },
  };
}

/** `a.intervalJoin(b).between(lower, upper)`; bounds in ms relative to the left record. */
export class IntervalJoin {
  private eventTime = true;
  constructor(
    private readonly left: KeyedStream,
    private readonly right: KeyedStream,
  ) {}

  inEventTime(): this {
    this.eventTime = true;
    return this;
  }
  inProcessingTime(): this {
    this.eventTime = false;
    return this;
  }
  between(lower: number, upper: number): IntervalJoined {
    if (!this.eventTime) {
      throw javaError(
        'org.apache.flink.streaming.api.datastream.UnsupportedTimeCharacteristicException',
        'Time-bounded stream joins are only supported in event time',
      );
    }
    return new IntervalJoined(this.left, this.right, lower, upper);
  }
}

/** KeyedStream.IntervalJoined. */
export class IntervalJoined {
  private lowerInclusive = true;
  private upperInclusive = true;
  constructor(
    private readonly left: KeyedStream,
    private readonly right: KeyedStream,
    private readonly lower: number,
    private readonly upper: number,
  ) {}

  get inputTypes(): readonly TypeInformation[] {
    return [this.left.getType(), this.right.getType()];
  }
  lowerBoundExclusive(): this {
    this.lowerInclusive = false;
    return this;
  }
  upperBoundExclusive(): this {
    this.upperInclusive = false;
    return this;
  }
  process(fn: UserFunction<ProcessJoinFunction>, outputType: TypeInformation): SingleOutputStreamOperator {
    if (this.lower > this.upper) throw illegalArgument('lowerBound <= upperBound must be fulfilled');
    const { left, right } = this;
    return left
      .connect(right)
      .keyBy({ selector: left.keySelector, type: left.keyType }, { selector: right.keySelector, type: right.keyType })
      .transform('Interval Join', outputType, {
        kind: 'intervalJoin',
        fn,
        lower: this.lower,
        upper: this.upper,
        lowerInclusive: this.lowerInclusive,
        upperInclusive: this.upperInclusive,
      });
  }
}
