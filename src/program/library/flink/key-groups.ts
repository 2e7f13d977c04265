/** Key-group arithmetic: what programs that explain keyBy call. */

import {
  defaultMaxParallelism,
  keyGroupOf,
  keyGroupRange,
  murmurHash,
  subtaskOfHash,
  subtaskOfKeyGroup,
} from '../../../flink/api/key-groups.ts';
import { hashCode } from '../../../flink/api/values.ts';
import { library } from '../table.ts';
import { Holder, hold } from './support.ts';

type Range = Holder<{ start: number; end: number }>;
library({
  package: 'org.apache.flink.runtime.state',
  stubs: `
public final class KeyGroupRange implements java.io.Serializable { public int getStartKeyGroup(); public int getEndKeyGroup(); public int getNumberOfKeyGroups(); public boolean contains(int group); public String toString(); }
public final class KeyGroupRangeAssignment { public static final int DEFAULT_LOWER_BOUND_MAX_PARALLELISM = 128; public static int assignToKeyGroup(Object key, int max); public static int assignKeyToParallelOperator(Object key, int max, int parallelism); public static int computeKeyGroupForKeyHash(int hash, int max); public static int computeOperatorIndexForKeyGroup(int max, int parallelism, int group); public static KeyGroupRange computeKeyGroupRangeForOperatorIndex(int max, int parallelism, int index); public static int computeDefaultMaxParallelism(int parallelism); }`,
  bodies: {
    KeyGroupRange: {
      $class: class extends Holder {},
      getStartKeyGroup(this: Range) {
        return this.inner.start;
      },
      getEndKeyGroup(this: Range) {
        return this.inner.end;
      },
      getNumberOfKeyGroups(this: Range) {
        return 1 + this.inner.end - this.inner.start;
      },
      contains(this: Range, group: number) {
        return group >= this.inner.start && group <= this.inner.end;
      },
      toString(this: Range) {
        return `KeyGroupRange{startKeyGroup=${this.inner.start}, endKeyGroup=${this.inner.end}}`;
      },
    },
    KeyGroupRangeAssignment: {
      assignToKeyGroup: (k: unknown, max: number) => keyGroupOf(hashCode(k), max),
      assignKeyToParallelOperator: (k: unknown, max: number, parallelism: number) =>
        subtaskOfHash(hashCode(k), parallelism, max),
      computeKeyGroupForKeyHash: keyGroupOf,
      computeOperatorIndexForKeyGroup: (max: number, parallelism: number, group: number) =>
        subtaskOfKeyGroup(group, parallelism, max),
      computeKeyGroupRangeForOperatorIndex: (max: number, parallelism: number, index: number) =>
        hold('org.apache.flink.runtime.state.KeyGroupRange', keyGroupRange(index, parallelism, max)),
      computeDefaultMaxParallelism: defaultMaxParallelism,
    },
  },
});
library({
  package: 'org.apache.flink.util',
  stubs: 'public final class MathUtils { public static int murmurHash(int code); }',
  bodies: { MathUtils: { murmurHash } },
});
