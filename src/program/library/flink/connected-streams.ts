/** ConnectedStreams, broadcast streams and interval joins: two streams in one function. */

import type { BroadcastConnectedStream, ConnectedStreams } from '../../../flink/api/connected-streams.ts';
import type { Key, SingleOutputStreamOperator } from '../../../flink/api/datastream.ts';
import type { IntervalJoin, IntervalJoined } from '../../../flink/api/joined-streams.ts';
import type { TypeInformation } from '../../../flink/api/types.ts';
import type { ClassBodies } from '../table.ts';
import {
  broadcastProcessFunction,
  coFlatMapFunction,
  coMapFunction,
  coProcessFunction,
  processJoinFunction,
} from './adapters.ts';
import { CO, ints, names, P, selected, type Time, time, wrap } from './stream-support.ts';
import { Holder, hold } from './support.ts';
import { outputType, typeOf } from './types.ts';

export const CONNECTED_BODIES: Record<string, ClassBodies> = {
  'KeyedStream.IntervalJoin': {
    $class: class extends Holder {},
    inEventTime(this: Holder<IntervalJoin>) {
      this.inner.inEventTime();
      return this;
    },
    inProcessingTime(this: Holder<IntervalJoin>) {
      this.inner.inProcessingTime();
      return this;
    },
    between(this: Holder<IntervalJoin>, lower: Time, upper: Time) {
      return hold(`${P}KeyedStream$IntervalJoined`, this.inner.between(time(lower), time(upper)));
    },
  },
  'KeyedStream.IntervalJoined': {
    $class: class extends Holder {},
    upperBoundExclusive(this: Holder<IntervalJoined>) {
      this.inner.upperBoundExclusive();
      return this;
    },
    lowerBoundExclusive(this: Holder<IntervalJoined>) {
      this.inner.lowerBoundExclusive();
      return this;
    },
    'process(ProcessJoinFunction)'(this: Holder<IntervalJoined>, f: unknown) {
      return wrap(
        this.inner.process(
          processJoinFunction(f),
          outputType(f, `${CO}ProcessJoinFunction`, 2, 3, this.inner.inputTypes),
        ),
      );
    },
    'process(ProcessJoinFunction,TypeInformation)'(this: Holder<IntervalJoined>, f: unknown, type: unknown) {
      return wrap(this.inner.process(processJoinFunction(f), typeOf(type)));
    },
  },
  ConnectedStreams: {
    $class: class extends Holder {},
    getFirstInput(this: Holder<ConnectedStreams>) {
      return wrap(this.inner.first);
    },
    getSecondInput(this: Holder<ConnectedStreams>) {
      return wrap(this.inner.second);
    },
    'keyBy(int,int)': keyBoth((a: number, b: number) => [ints([a]), ints([b])]),
    'keyBy(int[],int[])': keyBoth((a: Int32Array, b: Int32Array) => [ints(a), ints(b)]),
    'keyBy(String,String)': keyBoth((a: string, b: string) => [names([a]), names([b])]),
    'keyBy(String[],String[])': keyBoth((a: string[], b: string[]) => [names(a), names(b)]),
    'keyBy(KeySelector,KeySelector)'(this: Holder<ConnectedStreams>, a: unknown, b: unknown) {
      const [first, second] = typesOf(this.inner);
      return hold(`${P}ConnectedStreams`, this.inner.keyBy(selected(a, null, [first]), selected(b, null, [second])));
    },
    'keyBy(KeySelector,KeySelector,TypeInformation)': keyBoth((a: unknown, b: unknown, type: unknown) => [
      selected(a, type),
      selected(b, type),
    ]),
    ...typed('map', 'CoMapFunction', (c, f, type) => c.map(coMapFunction(f), type), 2, null),
    ...typed('flatMap', 'CoFlatMapFunction', (c, f, type) => c.flatMap(coFlatMapFunction(f), type), 2, 1),
    ...typed('process', 'CoProcessFunction', (c, f, type) => c.process(coProcessFunction(f), type), 2, 2),
    ...typed('process', 'KeyedCoProcessFunction', (c, f, type) => c.keyedProcess(coProcessFunction(f), type), 3, 2),
  },
  BroadcastStream: { $class: class extends Holder {} },
  BroadcastConnectedStream: {
    $class: class extends Holder {},
    'process(KeyedBroadcastProcessFunction)'(this: Holder<BroadcastConnectedStream>, f: unknown) {
      return wrap(
        this.inner.keyedProcess(
          broadcastProcessFunction(f),
          outputType(f, `${CO}KeyedBroadcastProcessFunction`, 3, 2, broadcastTypesOf(this.inner)),
        ),
      );
    },
    'process(KeyedBroadcastProcessFunction,TypeInformation)'(
      this: Holder<BroadcastConnectedStream>,
      f: unknown,
      type: unknown,
    ) {
      return wrap(this.inner.keyedProcess(broadcastProcessFunction(f), typeOf(type)));
    },
    'process(BroadcastProcessFunction)'(this: Holder<BroadcastConnectedStream>, f: unknown) {
      return wrap(
        this.inner.process(
          broadcastProcessFunction(f),
          outputType(f, `${CO}BroadcastProcessFunction`, 2, 2, broadcastTypesOf(this.inner)),
        ),
      );
    },
    'process(BroadcastProcessFunction,TypeInformation)'(
      this: Holder<BroadcastConnectedStream>,
      f: unknown,
      type: unknown,
    ) {
      return wrap(this.inner.process(broadcastProcessFunction(f), typeOf(type)));
    },
  },
};

const typesOf = (c: ConnectedStreams): [TypeInformation, TypeInformation] => [c.first.getType(), c.second.getType()];
const broadcastTypesOf = (c: BroadcastConnectedStream): TypeInformation[] => [
  c.nonBroadcast.getType(),
  c.broadcast.stream.getType(),
];

function keyBoth<A extends never[]>(keys: (...args: A) => [Key, Key]) {
  return function (this: Holder<ConnectedStreams>, ...args: A): unknown {
    return hold(`${P}ConnectedStreams`, this.inner.keyBy(...keys(...args)));
  };
}
function typed(
  method: string,
  fn: string,
  apply: (c: ConnectedStreams, f: unknown, type: TypeInformation) => SingleOutputStreamOperator,
  index: number,
  collector: number | null,
): Record<string, (this: never, ...args: never[]) => unknown> {
  return {
    [`${method}(${fn})`](this: Holder<ConnectedStreams>, f: unknown) {
      return wrap(apply(this.inner, f, outputType(f, CO + fn, index, collector, typesOf(this.inner))));
    },
    [`${method}(${fn},TypeInformation)`](this: Holder<ConnectedStreams>, f: unknown, type: unknown) {
      return wrap(apply(this.inner, f, typeOf(type)));
    },
  };
}
