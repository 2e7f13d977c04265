import { expect, test } from 'vitest';
import { StreamExecutionEnvironment } from '../../../src/flink/api/environment.ts';
import { BASIC, pojoType } from '../../../src/flink/api/types.ts';
import { constant } from '../../../src/flink/api/user-functions.ts';
import {
  continuousEventTimeTrigger,
  eventTimeSessionWindows,
  globalWindows,
  slidingEventTimeWindows,
  timeEvictor,
  tumblingEventTimeWindows,
  tumblingProcessingTimeWindows,
} from '../../../src/flink/api/windowing.ts';
import { generateStreamGraph } from '../../../src/flink/graph/stream-graph.ts';
import { splitWords, WORD_COUNT } from '../jobs.ts';

/** Names that Flink 1.13.6's own jars gave; the hash codes of serializers and evictors are different in every JVM. */
const RECORDED = [
  'TriggerWindow(GlobalWindows(), ReducingStateDescriptor{name=window-contents, defaultValue=null, serializer=org.apache.flink.api.java.typeutils.runtime.TupleSerializer@9be0e525}, PurgingTrigger(CountTrigger(3)), AllWindowedStream.reduce(AllWindowedStream.java:236))',
  'TriggerWindow(TumblingEventTimeWindows(5000), ListStateDescriptor{name=window-contents, defaultValue=null, serializer=org.apache.flink.api.common.typeutils.base.ListSerializer@3d6f0054}, EventTimeTrigger(), AllWindowedStream.main(WA.java:8))',
  'TriggerWindow(TumblingProcessingTimeWindows(5000), AggregatingStateDescriptor{name=window-contents, defaultValue=null, serializer=org.apache.flink.api.common.typeutils.base.IntSerializer@28f2a10f}, ProcessingTimeTrigger(), AllWindowedStream.aggregate(AllWindowedStream.java:548))',
  'TriggerWindow(GlobalWindows(), ListStateDescriptor{name=window-contents, defaultValue=null, serializer=org.apache.flink.api.common.typeutils.base.ListSerializer@28f2a10f}, CountTrigger(2), org.apache.flink.streaming.api.windowing.evictors.CountEvictor@389c4eb1, AllWindowedStream.reduce(AllWindowedStream.java:236))',
  'TriggerWindow(EventTimeSessionWindows(5000), ReducingStateDescriptor{name=window-contents, defaultValue=null, serializer=org.apache.flink.api.java.typeutils.runtime.PojoSerializer@1543d20f}, EventTimeTrigger(), AllWindowedStream.reduce(AllWindowedStream.java:236))',
  'TriggerWindow(GlobalWindows(), ReducingStateDescriptor{name=window-contents, defaultValue=null, serializer=org.apache.flink.api.common.typeutils.base.LongSerializer@7fee8714}, ContinuousEventTimeTrigger(1000), AllWindowedStream.reduce(AllWindowedStream.java:236))',
  'TriggerWindow(SlidingEventTimeWindows(5000, 1000), ListStateDescriptor{name=window-contents, defaultValue=null, serializer=org.apache.flink.api.common.typeutils.base.ListSerializer@35aea049}, EventTimeTrigger(), TimeEvictor(1000), AllWindowedStream.reduce(AllWindowedStream.java:236))',
];

test('windowAll is named after its state, its trigger and the place that called it', () => {
  const env = new StreamExecutionEnvironment(2);
  env.callLocation = () => 'main(WA.java:8)';
  const word = pojoType(
    'WA$P',
    [
      { name: 'word', type: BASIC.string },
      { name: 'count', type: BASIC.int },
    ],
    false,
  );
  const strings = env.fromElements(['a'], BASIC.string);
  const aggregate = constant('Agg', { createAccumulator: () => 0, add: () => 0, getResult: () => 0, merge: () => 0 });
  strings.flatMap(splitWords, WORD_COUNT).countWindowAll(3).sum(1).print();
  strings
    .windowAll(tumblingEventTimeWindows(5000))
    .process(constant('PW', { process() {} }), BASIC.string)
    .print();
  strings.windowAll(tumblingProcessingTimeWindows(5000)).aggregate(aggregate, BASIC.int).print();
  env.fromElements([1], BASIC.int).countWindowAll(3, 2).sum(0).print();
  env.fromElements([{}], word).windowAll(eventTimeSessionWindows(5000)).max('count').print();
  const longs = env.fromElements([1], BASIC.long).windowAll(globalWindows());
  longs
    .trigger(continuousEventTimeTrigger(1000))
    .reduce(constant('R', { reduce: (a: unknown) => a }))
    .print();
  env
    .fromElements([1], BASIC.double)
    .windowAll(slidingEventTimeWindows(5000, 1000))
    .evictor(timeEvictor(1000))
    .max(0)
    .print();
  const { environment } = env.takeProgram('x');
  const names = generateStreamGraph(environment, 'x')
    .nodes.map(({ name }) => name)
    .filter((name) => name.includes('Window('));
  const withoutHashes = (name: string): string => name.replaceAll(/@[0-9a-f]+/g, '');
  expect(names.map(withoutHashes).sort()).toEqual(RECORDED.map(withoutHashes).sort());
});
