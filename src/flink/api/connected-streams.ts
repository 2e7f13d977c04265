import { type DataStream, type Key, type KeyedStream, SingleOutputStreamOperator } from './datastream.ts';
import type { StreamExecutionEnvironment } from './environment.ts';
import { illegalArgument, unsupported } from './errors.ts';
import type {
  BroadcastProcessFunction,
  CoFlatMapFunction,
  CoMapFunction,
  CoProcessFunction,
  KeySelector,
  StateDescriptor,
  UserFunction,
} from './functions.ts';
import type { OperatorSpec } from './transformations.ts';
import { sameType, type TypeInformation } from './types.ts';

function keyed(stream: DataStream): KeyedStream | null {
  return 'keySelector' in stream ? (stream as KeyedStream) : null;
}

/** org.apache.flink.streaming.api.datastream.ConnectedStreams: two streams into one operator. */
export class ConnectedStreams {
  constructor(
    readonly environment: StreamExecutionEnvironment,
    readonly first: DataStream,
    readonly second: DataStream,
  ) {}

  keyBy(first: Key, second: Key): ConnectedStreams {
    return new ConnectedStreams(this.environment, this.first.keyBy(first), this.second.keyBy(second));
  }
  map(fn: UserFunction<CoMapFunction>, outputType: TypeInformation): SingleOutputStreamOperator {
    return this.transform('Co-Map', outputType, { kind: 'coMap', fn });
  }
  flatMap(fn: UserFunction<CoFlatMapFunction>, outputType: TypeInformation): SingleOutputStreamOperator {
    return this.transform('Co-Flat Map', outputType, { kind: 'coFlatMap', fn });
  }
  process(fn: UserFunction<CoProcessFunction>, outputType: TypeInformation): SingleOutputStreamOperator {
    return this.transform('Co-Process', outputType, { kind: 'coProcess', fn });
  }
  keyedProcess(fn: UserFunction<CoProcessFunction>, outputType: TypeInformation): SingleOutputStreamOperator {
    if (!keyed(this.first) || !keyed(this.second)) {
      throw unsupported('KeyedCoProcessFunction can only be used when both input streams are of type KeyedStream.');
    }
    return this.transform('Co-Keyed-Process', outputType, { kind: 'coProcess', fn });
  }

  transform(name: string, outputType: TypeInformation, operator: OperatorSpec): SingleOutputStreamOperator {
    this.first.getType();
    this.second.getType();
    const [one, two] = [keyed(this.first), keyed(this.second)];
    if (one && two && !sameType(one.keyType, two.keyType)) {
      throw unsupported(`Key types if input KeyedStreams don't match: ${one.keyType.name} and ${two.keyType.name}.`);
    }
    return twoInput(this.environment, name, outputType, operator, this.first, this.second);
  }
}

function twoInput(
  environment: StreamExecutionEnvironment,
  name: string,
  outputType: TypeInformation,
  operator: OperatorSpec,
  first: DataStream,
  second: DataStream,
): SingleOutputStreamOperator {
  const key = (stream: DataStream): UserFunction<KeySelector> | null => keyed(stream)?.keySelector ?? null;
  const transformation = environment.create(outputType, name, {
    kind: 'twoInput',
    operator,
    first: first.transformation,
    second: second.transformation,
    key1: key(first),
    key2: key(second),
  });
  environment.addOperator(transformation);
  return new SingleOutputStreamOperator(environment, transformation);
}

/** BroadcastStream: a stream whose records every subtask gets, to keep in broadcast state. */
export class BroadcastStream {
  constructor(
    readonly environment: StreamExecutionEnvironment,
    readonly stream: DataStream,
    readonly descriptors: readonly StateDescriptor[],
  ) {}
}

/** org.apache.flink.streaming.api.datastream.BroadcastConnectedStream. */
export class BroadcastConnectedStream {
  constructor(
    readonly environment: StreamExecutionEnvironment,
    readonly nonBroadcast: DataStream,
    readonly broadcast: BroadcastStream,
  ) {}

  /** process(BroadcastProcessFunction); not for keyed streams. */
  process(fn: UserFunction<BroadcastProcessFunction>, outputType: TypeInformation): SingleOutputStreamOperator {
    if (keyed(this.nonBroadcast)) {
      throw illegalArgument('A BroadcastProcessFunction can only be used on a non-keyed stream.');
    }
    return this.transform('Co-Process-Broadcast', fn, outputType);
  }
  /** process(KeyedBroadcastProcessFunction). */
  keyedProcess(fn: UserFunction<BroadcastProcessFunction>, outputType: TypeInformation): SingleOutputStreamOperator {
    if (!keyed(this.nonBroadcast)) {
      throw illegalArgument('A KeyedBroadcastProcessFunction can only be used on a keyed stream.');
    }
    return this.transform('Co-Process-Broadcast-Keyed', fn, outputType);
  }
  private transform(
    name: string,
    fn: UserFunction<BroadcastProcessFunction>,
    outputType: TypeInformation,
  ): SingleOutputStreamOperator {
    this.nonBroadcast.getType();
    this.broadcast.stream.getType();
    const operator = { kind: 'broadcastProcess', fn, descriptors: this.broadcast.descriptors } as const;
    return twoInput(this.environment, name, outputType, operator, this.nonBroadcast, this.broadcast.stream);
  }
}
