import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutWords } from '../../webview/cluster/words/cuts.ts';
import { matchCalls, type OperatorCall, operatorCalls } from '../../webview/lab/calls.ts';
import {
  applied,
  chainingOf,
  partitionerOf,
  setChaining,
  setParallelism,
  setPartitioner,
  setSlotSharingGroup,
  type TextEdit,
} from '../../webview/lab/edits.ts';

const JAVA = `env.setParallelism(2);
// env.fromElements(1).map(x -> x)
env.socketTextStream("node1(", 7777)
   .flatMap(new Splitter() { public void flatMap(String s, Collector<String> out) { out.collect(s.trim()); } })
   .returns(Types.STRING)
   .keyBy(pair -> pair.f0)
   .sum(1).setParallelism(4)
   .print();`;
const SCALA = `env.fromElements("a b", "c")
  .flatMap { _.split(" ") }
  .map((_, 1)).name("pairs")
  .keyBy(_._1)
  .sum(1)
  .print`;

const call = (text: string, name: string): OperatorCall => operatorCalls(text).findLast((one) => one.name === name)!;
const edited = (text: string, edit: TextEdit | null): string => (edit === null ? text : applied(text, edit));

describe('calls that make operators', () => {
  it('are found in Java, past comments, texts and anonymous classes', () => {
    const found = operatorCalls(JAVA).filter(({ from, nameAt }) => from < nameAt);
    expect(found.map(({ name, line }) => `${name} ${line}`)).toEqual([
      'socketTextStream 3',
      'flatMap 4',
      'sum 7',
      'print 8',
    ]);
    expect(found.map(({ settings }) => settings.map(({ name }) => name))).toEqual([
      [],
      ['returns'],
      ['setParallelism'],
      [],
    ]);
    expect(found.map(({ before }) => before?.name)).toEqual([undefined, 'socketTextStream', 'keyBy', 'setParallelism']);
  });
  it('are found in Scala, with braces and without parentheses', () => {
    expect(operatorCalls(SCALA).map(({ name, line }) => `${name} ${line}`)).toEqual([
      'fromElements 1',
      'flatMap 2',
      'map 3',
      'sum 5',
      'print 6',
    ]);
  });
  it('are told apart on one line by their order', () => {
    const calls = operatorCalls('env.fromElements(1, 2).map(x -> x + 1).print();');
    expect(matchCalls(calls, [1, 1, 1, 7]).map((one) => one?.name)).toEqual([
      'fromElements',
      'map',
      'print',
      undefined,
    ]);
  });
});

describe('edits', () => {
  it('set a parallelism behind the call, or change the one that is set', () => {
    expect(edited(JAVA, setParallelism(call(JAVA, 'sum'), 8))).toBe(
      JAVA.replace('setParallelism(4)', 'setParallelism(8)'),
    );
    expect(edited(JAVA, setParallelism(call(JAVA, 'print'), 1))).toBe(
      JAVA.replace('.print()', '.print().setParallelism(1)'),
    );
    expect(edited(SCALA, setParallelism(call(SCALA, 'print'), 1))).toBe(`${SCALA}.setParallelism(1)`);
  });
  it('put a partitioner in front of the call, change it, and take it away with its line', () => {
    const split = call(JAVA, 'print');
    const shuffled = edited(JAVA, setPartitioner(JAVA, split, 'shuffle'));
    expect(shuffled).toContain('.setParallelism(4)\n   .shuffle()\n   .print();');
    const rescaled = edited(shuffled, setPartitioner(shuffled, call(shuffled, 'print'), 'rescale'));
    expect(partitionerOf(call(rescaled, 'print'))).toBe('rescale');
    expect(edited(rescaled, setPartitioner(rescaled, call(rescaled, 'print'), null))).toBe(JAVA);
    expect(partitionerOf(call(JAVA, 'sum'))).toBe('other');
    expect(setPartitioner(JAVA, call(JAVA, 'sum'), 'shuffle')).toBeNull();
  });
  it('come back to the same text when they are taken back', () => {
    const names = ['socketTextStream', 'sum', 'print'];
    fc.assert(
      fc.property(
        fc.constantFrom(...names),
        fc.constantFrom('startNewChain' as const, 'disableChaining' as const),
        (name, how) => {
          const changed = edited(JAVA, setChaining(JAVA, call(JAVA, name), how));
          expect(chainingOf(call(changed, name))).toBe(how);
          expect(edited(changed, setChaining(changed, call(changed, name), 'chain'))).toBe(JAVA);
          const grouped = edited(JAVA, setSlotSharingGroup(JAVA, call(JAVA, name), 'io "x"'));
          expect(edited(grouped, setSlotSharingGroup(grouped, call(grouped, name), ''))).toBe(JAVA);
        },
      ),
    );
  });
});

describe('the reason of a cut', () => {
  it('is short, in both languages', () => {
    expect(cutWords('parallelism 2 and 4 differ (REBALANCE)', 'en')).toBe('parallelism 2 → 4');
    expect(cutWords('the partitioner is HASH, not FORWARD', 'zh')).toBe('hash（keyBy）');
    expect(cutWords('something new', 'en')).toBe('something new');
  });
});
