import { describe, expect, test } from 'vitest';
import type { DataStream } from '../../../src/flink/api/datastream.ts';
import { StreamExecutionEnvironment } from '../../../src/flink/api/environment.ts';
import { DEFAULT_ROLLING } from '../../../src/flink/api/transformations.ts';
import { BASIC } from '../../../src/flink/api/types.ts';
import { constant } from '../../../src/flink/api/user-functions.ts';
import {
  countTrigger,
  slidingProcessingTimeWindows,
  tumblingEventTimeWindows,
} from '../../../src/flink/api/windowing.ts';
import { isChainable } from '../../../src/flink/graph/chaining.ts';
import { effectiveMaxParallelism, graphFacts, requiredSlots } from '../../../src/flink/graph/facts.ts';
import { generateJobGraph } from '../../../src/flink/graph/job-graph.ts';
import { streamPlan } from '../../../src/flink/graph/plan.ts';
import { generateStreamGraph } from '../../../src/flink/graph/stream-graph.ts';
import type { JobGraph, StreamGraph } from '../../../src/flink/graph/types.ts';
import { LINES, mapper, selector, splitWords, tickSource, WORD_COUNT } from '../jobs.ts';

/** Rows of truth/oracle.jsonl about graphs: facts from Flink's own tests (G) and from its jars (V), by their ids there. */

const JOB = { jobId: '0'.repeat(32) };
const same = mapper((value) => value);
const byValue = { selector: selector((value) => value), type: BASIC.string };
const yes = constant('$$Lambda', { filter: () => true });

function streamGraph(parallelism: number, build: (env: StreamExecutionEnvironment) => void): StreamGraph {
  const env = new StreamExecutionEnvironment(parallelism);
  build(env);
  const { environment, jobName } = env.takeProgram('test');
  return generateStreamGraph(environment, jobName);
}
function jobGraph(parallelism: number, build: (env: StreamExecutionEnvironment) => void): JobGraph {
  return generateJobGraph(streamGraph(parallelism, build), JOB);
}
const names = (graph: JobGraph): string[] => graph.vertices.map(({ name }) => name);
const elements = (env: StreamExecutionEnvironment): DataStream => env.fromElements(LINES, BASIC.string);
const map = (stream: DataStream) => stream.map(same, BASIC.string);

describe('StreamGraph -> JobGraph', () => {
  test('G01: keyBy cuts even at parallelism 1', () => {
    const graph = jobGraph(1, (env) => map(map(elements(env)).keyBy(byValue)).discard());
    expect(graph.vertices.map(({ parallelism }) => parallelism)).toEqual([1, 1]);
    expect(graph.edges.map(({ result }) => result)).toEqual(['PIPELINED_BOUNDED']);
    expect(graph.cuts).toEqual([{ from: 2, to: 4, reason: 'the partitioner is HASH, not FORWARD' }]);
  });

  test('G02: the parallelism of fromElements cuts, print is in the chain of map', () => {
    const graph = jobGraph(2, (env) => map(elements(env)).print());
    expect(graph.vertices.map(({ chain }) => chain.map(({ node }) => node.name))).toEqual([
      ['Source: Collection Source'],
      ['Map', 'Sink: Print to Std. Out'],
    ]);
    const [head, last] = graph.vertices[1]!.chain;
    expect([head!.chainedOutputs.length, head!.outputs.length, last!.chainedOutputs.length]).toEqual([1, 0, 0]);
  });

  const partitioned = (exchange: 'BATCH' | 'UNDEFINED', bufferTimeout: number) => (env: StreamExecutionEnvironment) => {
    env.setBufferTimeout(bufferTimeout);
    const through = (stream: DataStream, how: 'FORWARD' | 'RESCALE'): DataStream => {
      const moved = stream.forward();
      const transformation = env.partition(stream.transformation, { kind: how }, exchange);
      return Object.assign(Object.create(Object.getPrototypeOf(moved)), { environment: env, transformation });
    };
    map(through(map(through(elements(env), 'FORWARD')), 'RESCALE')).discard();
  };
  test('G04, G05: exchange mode BATCH cuts and blocks, UNDEFINED chains', () => {
    const blocking = jobGraph(1, partitioned('BATCH', -1));
    expect(blocking.vertices).toHaveLength(3);
    expect(blocking.edges.map(({ result }) => result)).toEqual(['BLOCKING', 'BLOCKING']);
    const undefined_ = jobGraph(1, partitioned('UNDEFINED', 100));
    expect(undefined_.vertices).toHaveLength(2);
    expect(undefined_.edges.map(({ result }) => result)).toEqual(['PIPELINED_BOUNDED']);
  });
  test('G07: a blocking edge with a buffer timeout is refused', () => {
    expect(() => jobGraph(1, partitioned('BATCH', 100))).toThrow(
      /^java\.lang\.UnsupportedOperationException: Blocking partition/,
    );
  });

  const yielding = (stream: DataStream) =>
    stream.transform('Y', BASIC.string, { kind: 'map', fn: same }, { yielding: true });
  test('G08: a yielding operator never chains behind a legacy source', () => {
    const graph = jobGraph(1, (env) => map(yielding(map(yielding(map(elements(env)))))).discard());
    expect(graph.vertices.map(({ chain }) => chain.length)).toEqual([2, 5]);
  });
  test('G10: it chains behind a task that is itself cut off the source', () => {
    const graph = streamGraph(1, (env) =>
      yielding(map(env.fromElements(LINES, BASIC.string).disableChaining())).discard(),
    );
    expect(graph.edges.slice(0, 2).map((edge) => isChainable(edge, graph))).toEqual([false, true]);
  });

  test('G13: buffer timeouts', () => {
    const graph = streamGraph(1, (env) => {
      env.setBufferTimeout(77);
      const source = elements(env);
      for (const [name, timeout] of [
        ['A', -1],
        ['B', 0],
        ['C', 12],
      ] as const) {
        map(source).name(name).setBufferTimeout(timeout).discard();
      }
      map(source).name('D').discard();
    });
    const timeouts = graph.nodes
      .filter(({ name }) => name.length === 1)
      .map(({ name, bufferTimeout }) => [name, bufferTimeout]);
    expect(Object.fromEntries(timeouts)).toEqual({ A: 77, B: 0, C: 12, D: 77 });
  });

  test('G14: the last partitioner wins, a union keeps each input’s', () => {
    const graph = streamGraph(1, (env) => {
      map(elements(env).forward().global().broadcast()).discard();
      map(elements(env).shuffle().union(elements(env).rescale())).discard();
    });
    expect(graph.edges.map(({ partitioner }) => partitioner.kind).filter((kind) => kind !== 'FORWARD')).toEqual([
      'BROADCAST',
      'SHUFFLE',
      'RESCALE',
    ]);
  });

  test('G16: a set max parallelism stays whatever the parallelism', () => {
    for (const parallelism of [42, 17]) {
      const graph = jobGraph(parallelism, (env) => {
        env.setMaxParallelism(21);
        map(elements(env)).discard();
      });
      expect(graph.vertices.map(effectiveMaxParallelism)).toEqual([21, 21]);
    }
  });

  test('G17, G11: slot sharing groups', () => {
    const graph = jobGraph(1, (env) => {
      map(elements(env).rebalance()).name('map1').slotSharingGroup('X').discard();
      map(elements(env).rebalance()).name('map2').discard();
    });
    const groups = Object.fromEntries(graph.vertices.map(({ name, slotSharingGroup }) => [name, slotSharingGroup]));
    expect(groups).toEqual({
      'Source: Collection Source': 'default',
      'map1 -> Sink: Unnamed': 'X',
      'map2 -> Sink: Unnamed': 'default',
    });
    expect(requiredSlots(graph).total).toBe(2);
  });

  const sources = (chaining: 'HEAD_WITH_SOURCES' | 'NEVER') => (env: StreamExecutionEnvironment) => {
    const [one, two] = ['source-1', 'source-2'].map((name) =>
      env.fromSource({ kind: 'sequence', from: 1, to: 2 }, null, name, BASIC.long, true),
    );
    const joined = one!.connect(two!).map(constant('fn', { map1: (v) => v, map2: (v) => v }), BASIC.long);
    joined.transformation.settings.chaining = chaining;
    joined.discard();
  };
  test('G19, G20: new sources chain into a multi-input head that takes them', () => {
    const chained = jobGraph(1, sources('HEAD_WITH_SOURCES'));
    expect(names(chained)).toEqual(['Co-Map [Source: source-1, Source: source-2] -> Sink: Unnamed']);
    expect(chained.cuts).toEqual([]);
    const apart = jobGraph(1, sources('NEVER'));
    expect(apart.vertices).toHaveLength(4);
    expect(names(apart).find((name) => name.startsWith('Co-Map'))).not.toContain('source');
  });
});

describe('plans of the real jars', () => {
  const wordCount = (env: StreamExecutionEnvironment, [source, flat, sum, print]: readonly (number | null)[] = []) => {
    const socket = env.socketTextStream('h', 1);
    if (source) socket.setParallelism(source);
    const words = socket.flatMap(splitWords, WORD_COUNT);
    if (flat) words.setParallelism(flat);
    const counts = words.keyBy({ positions: [0] }).sum(1);
    if (sum) counts.setParallelism(sum);
    const out = counts.print();
    if (print) out.setParallelism(print);
  };
  test('V01, V03, V04: socket word count', () => {
    const one = jobGraph(1, wordCount);
    expect(names(one)).toEqual(['Source: Socket Stream -> Flat Map', 'Keyed Aggregation -> Sink: Print to Std. Out']);
    expect(requiredSlots(one).total).toBe(1);
    const four = jobGraph(4, wordCount);
    expect([four.vertices.length, requiredSlots(four).total]).toEqual([3, 4]);
    expect(four.vertices.reduce((sum, { parallelism }) => sum + parallelism, 0)).toBe(9);
    const each = jobGraph(1, (env) => wordCount(env, [1, 2, 3, 1]));
    expect(each.edges.map(({ shipStrategy }) => shipStrategy).sort()).toEqual(['HASH', 'REBALANCE', 'REBALANCE']);
    expect([each.vertices.length, requiredSlots(each).total]).toEqual([4, 3]);
  });
  test('V06: a slot sharing group is inherited', () => {
    const graph = jobGraph(2, (env) =>
      env
        .socketTextStream('h', 1)
        .flatMap(splitWords, WORD_COUNT)
        .slotSharingGroup('red')
        .keyBy({ positions: [0] })
        .sum(1)
        .print(),
    );
    expect([graph.vertices.length, requiredSlots(graph).total]).toEqual([3, 3]);
  });
  test('V07: startNewChain and disableChaining', () => {
    const graph = jobGraph(2, (env) =>
      env
        .socketTextStream('h', 1)
        .flatMap(splitWords, WORD_COUNT)
        .filter(yes)
        .startNewChain()
        .filter(yes)
        .disableChaining()
        .filter(yes)
        .print(),
    );
    expect(names(graph)).toEqual([
      'Source: Socket Stream',
      'Flat Map',
      'Filter',
      'Filter',
      'Filter -> Sink: Print to Std. Out',
    ]);
  });
  test('V09: partitioners and their patterns', () => {
    const graph = jobGraph(2, (env) =>
      map(env.socketTextStream('h', 1).flatMap(splitWords, BASIC.string).shuffle())
        .rescale()
        .filter(yes)
        .broadcast()
        .filter(yes)
        .global()
        .print(),
    );
    const ships = Object.fromEntries(graph.edges.map(({ shipStrategy, pattern }) => [shipStrategy, pattern]));
    expect(ships).toEqual({
      REBALANCE: 'ALL_TO_ALL',
      SHUFFLE: 'ALL_TO_ALL',
      RESCALE: 'POINTWISE',
      BROADCAST: 'ALL_TO_ALL',
      GLOBAL: 'ALL_TO_ALL',
    });
  });
  test('V10, V12: union, files', () => {
    const union = jobGraph(2, (env) =>
      env.socketTextStream('h', 1).union(env.socketTextStream('h', 2)).filter(yes).print(),
    );
    expect(union.vertices.at(-1)!.inputs.map(({ shipStrategy }) => shipStrategy)).toEqual(['REBALANCE', 'REBALANCE']);
    const files = jobGraph(2, (env) => env.readTextFile('x').filter(yes).writeAsText('y').setParallelism(1));
    expect(files.vertices.map(({ name, parallelism }) => `${name} p${parallelism}`)).toEqual([
      'Source: Custom File Source p1',
      'Split Reader: Custom File Source -> Filter p2',
      'Sink: Unnamed p1',
    ]);
  });
});

describe('names, ids and modes', () => {
  test('window operators say assigner, trigger, evictor and functions', () => {
    const graph = streamGraph(1, (env) => {
      const words = env
        .addSource(tickSource(1), true, BASIC.string)
        .flatMap(splitWords, WORD_COUNT)
        .keyBy({ positions: [0] });
      words.window(tumblingEventTimeWindows(5000)).sum(1).print();
      words.countWindow(10, 2).sum(1).print();
      words
        .window(slidingProcessingTimeWindows(10, 5))
        .trigger(countTrigger(2))
        .process(constant('Top$1', { process() {} }), WORD_COUNT)
        .print();
    });
    expect(graph.nodes.map(({ name }) => name).filter((name) => name.startsWith('Window'))).toEqual([
      'Window(TumblingEventTimeWindows(5000), EventTimeTrigger, SumAggregator, PassThroughWindowFunction)',
      'Window(GlobalWindows(), CountTrigger, CountEvictor, SumAggregator, PassThroughWindowFunction)',
      'Window(SlidingProcessingTimeWindows(10, 5), CountTrigger, Top$1)',
    ]);
  });
  test('windowAll is one subtask for good', () => {
    const graph = jobGraph(4, (env) => {
      env.callLocation = () => 'main(Job.java:7)';
      env.addSource(tickSource(1), true, BASIC.string).flatMap(splitWords, WORD_COUNT).countWindowAll(3).sum(1).print();
    });
    const window = graph.vertices[1]!;
    expect([window.parallelism, window.maxParallelism]).toEqual([1, 1]);
    expect(window.name).toMatch(
      /^TriggerWindow\(GlobalWindows\(\), ReducingStateDescriptor\{name=window-contents, .*PurgingTrigger\(CountTrigger\(3\)\), AllWindowedStream\.reduce\(AllWindowedStream\.java:236\)\)/,
    );
  });
  test('AUTOMATIC runs bounded programs in batches; BATCH refuses unbounded ones', () => {
    const batch = jobGraph(2, (env) => {
      env.setRuntimeMode('AUTOMATIC').enableCheckpointing(1000);
      elements(env)
        .flatMap(splitWords, WORD_COUNT)
        .keyBy({ positions: [0] })
        .sum(1)
        .print();
    });
    expect([batch.type, batch.settings.checkpoint.interval]).toEqual(['BATCH', null]);
    expect(batch.edges.map(({ shipStrategy, result }) => `${shipStrategy} ${result}`).sort()).toEqual([
      'HASH BLOCKING',
      'REBALANCE BLOCKING',
    ]);
    expect(() => jobGraph(1, (env) => env.setRuntimeMode('BATCH').socketTextStream('h', 1).print())).toThrow(
      'Detected an UNBOUNDED source',
    );
  });
  test('an iteration has a head and a tail in one co-location group', () => {
    const build = (env: StreamExecutionEnvironment) => {
      const loop = map(env.fromElements(LINES, BASIC.string)).iterate(5000);
      const body = map(loop).name('body');
      loop.closeWith(body.filter(yes));
      body.print();
    };
    const graph = jobGraph(1, build);
    const ends = graph.vertices.filter(({ coLocationGroup }) => coLocationGroup !== null);
    expect(ends.map(({ name, coLocationGroup }) => [name, coLocationGroup])).toEqual([
      ['IterationSource-3', 'IterationCoLocationGroup-3'],
      ['IterationSink-3', 'IterationCoLocationGroup-3'],
    ]);
    expect(streamPlan(streamGraph(1, build)).nodes[0]).toEqual({
      id: -1,
      type: 'IterationSource-3',
      pact: 'Data Source',
      contents: 'IterationSource-3',
      parallelism: 1,
    });
    expect(() =>
      jobGraph(1, (env) => {
        env.enableCheckpointing(1000);
        build(env);
      }),
    ).toThrow('Checkpointing is currently not supported by default for iterative jobs');
  });
  test('a unified sink is a writer and a committer', () => {
    const graph = streamGraph(2, (env) =>
      map(elements(env))
        .sinkTo({
          ...{ kind: 'files', path: '/out', prefix: 'part', suffix: '', names: 'uuid', encode: null, buckets: null },
          rolling: DEFAULT_ROLLING,
        })
        .name('files')
        .uid('f'),
    );
    expect(graph.nodes.slice(-2).map(({ id, name, uid }) => [id, name, uid])).toEqual([
      [4, 'Sink Writer: files', 'f'],
      [5, 'Sink Committer: files', 'Sink Committer: f'],
    ]);
  });
  test('facts for the trace name every cut', () => {
    const facts = graphFacts(
      jobGraph(2, (env) =>
        map(elements(env))
          .keyBy(byValue)
          .reduce(constant('r', { reduce: (a) => a }))
          .print(),
      ),
    );
    expect(facts.streamGraph.map(({ inputs }) => inputs.map(({ chained, reason }) => [chained, reason]))).toEqual([
      [],
      [[false, 'parallelism 1 and 2 differ (REBALANCE)']],
      [[false, 'the partitioner is HASH, not FORWARD']],
      [[true, null]],
    ]);
    expect(facts.vertices.map(({ maxParallelism }) => maxParallelism)).toEqual([128, 128, 128]);
    expect(facts.edges.map(({ partitioner, exchange }) => `${partitioner} ${exchange}`).sort()).toEqual([
      'HASH pipelined_bounded',
      'REBALANCE pipelined_bounded',
    ]);
  });
});
