/** The steps of stream.join(other) and stream.coGroup(other). */
import type { DataStream } from '../../../flink/api/datastream.ts';
import type { CoGroupedWindows, JoinedWindows } from '../../../flink/api/joined-streams.ts';
import type { TypeInformation } from '../../../flink/api/types.ts';
import type { ClassBodies } from '../table.ts';
import { keySelector } from './adapters.ts';
import { evictor } from './evictors.ts';
import { coGroupFunction, joinFunction } from './pair-adapters.ts';
import { FN, P, SELECTOR, type Time, time, wrap } from './stream-support.ts';
import { Holder, hold } from './support.ts';
import { trigger } from './triggers.ts';
import { outputType, typeOf } from './types.ts';
import { windowAssigner } from './window-assigners.ts';

/** JoinedStreams and CoGroupedStreams: where, equalTo, window, apply. */
export function pairs(name: 'CoGrouped' | 'Joined'): Record<string, ClassBodies> {
  const base = `${P}${name}Streams`;
  type Streams = ReturnType<DataStream['join']>;
  type Where = ReturnType<Streams['where']>;
  type EqualTo = ReturnType<Where['equalTo']>;
  type Windows = JoinedWindows | CoGroupedWindows;
  const where = (s: Holder<Streams>, key: unknown, type: TypeInformation): unknown =>
    hold(`${base}$Where`, s.inner.where(keySelector(key), type));
  const equalTo = (s: Holder<Where>, key: unknown, type: TypeInformation): unknown =>
    hold(`${base}$Where$EqualTo`, s.inner.equalTo(keySelector(key), type));
  const apply = (fn: string, adapt: (f: unknown) => never) => ({
    [`apply(${fn})`](this: Holder<Windows>, f: unknown) {
      return wrap(
        this.inner.apply(adapt(f), outputType(f, FN + fn, 2, fn === 'JoinFunction' ? null : 2, this.inner.inputTypes)),
      );
    },
    [`apply(${fn},TypeInformation)`](this: Holder<Windows>, f: unknown, type: unknown) {
      return wrap(this.inner.apply(adapt(f), typeOf(type)));
    },
    with(this: Holder<Windows>, f: unknown) {
      return wrap(
        this.inner.apply(adapt(f), outputType(f, FN + fn, 2, fn === 'JoinFunction' ? null : 2, this.inner.inputTypes)),
      );
    },
  });
  return {
    [`${name}Streams`]: {
      $class: class extends Holder {},
      'where(KeySelector)'(this: Holder<Streams>, key: unknown) {
        return where(this, key, outputType(key, SELECTOR, 1, null, [this.inner.first.getType()]));
      },
      'where(KeySelector,TypeInformation)'(this: Holder<Streams>, key: unknown, type: unknown) {
        return where(this, key, typeOf(type));
      },
    },
    [`${name}Streams.Where`]: {
      $class: class extends Holder {},
      'equalTo(KeySelector)'(this: Holder<Where>, key: unknown) {
        return equalTo(this, key, outputType(key, SELECTOR, 1, null, [this.inner.second.getType()]));
      },
      'equalTo(KeySelector,TypeInformation)'(this: Holder<Where>, key: unknown, type: unknown) {
        return equalTo(this, key, typeOf(type));
      },
    },
    [`${name}Streams.Where.EqualTo`]: {
      $class: class extends Holder {},
      window(this: Holder<EqualTo>, assigner: unknown) {
        const { assigner: a, fn } = windowAssigner(assigner);
        return hold(`${base}$WithWindow`, this.inner.window(a, fn));
      },
    },
    [`${name}Streams.WithWindow`]: {
      $class: class extends Holder {},
      trigger(this: Holder<Windows>, each: unknown) {
        const { trigger: t, fn } = trigger(each);
        this.inner.trigger(t, fn);
        return this;
      },
      evictor(this: Holder<Windows>, each: unknown) {
        const { evictor: e, fn } = evictor(each);
        this.inner.evictor(e, fn);
        return this;
      },
      allowedLateness(this: Holder<Windows>, lateness: Time) {
        this.inner.allowedLateness(time(lateness));
        return this;
      },
      ...(name === 'Joined'
        ? { ...apply('FlatJoinFunction', joinFunction as never), ...apply('JoinFunction', joinFunction as never) }
        : apply('CoGroupFunction', coGroupFunction as never)),
    },
  };
}
