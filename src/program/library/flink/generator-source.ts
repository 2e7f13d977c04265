/** DataGeneratorSource: records that a function makes of numbers. */
import type { LongValue } from '../../../flink/api/values.ts';
import { Base } from '../../runtime/object.ts';
import { library } from '../table.ts';
import { mapFunction } from './adapters.ts';
import type { KnownSource } from './connectors.ts';
import type { JavaFunction } from './entry.ts';
import { Holder, hold } from './support.ts';
import { typeOf } from './types.ts';

library({
  package: 'org.apache.flink.connector.datagen.source',
  stubs: `
public interface GeneratorFunction<T, O> extends org.apache.flink.api.common.functions.Function { O map(T value) throws Exception; default void open(org.apache.flink.api.connector.source.SourceReaderContext context) throws Exception; default void close() throws Exception; }
public class DataGeneratorSource<OUT> implements org.apache.flink.api.connector.source.Source<OUT, Object, Object> {
  public DataGeneratorSource(GeneratorFunction<Long, OUT> f, long count, org.apache.flink.api.common.typeinfo.TypeInformation<OUT> type);
  public DataGeneratorSource(GeneratorFunction<Long, OUT> f, long count, org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy rate, org.apache.flink.api.common.typeinfo.TypeInformation<OUT> type);
}`,
  bodies: {
    GeneratorFunction: { open() {}, close() {} },
    DataGeneratorSource: {
      $class: class extends Base {
        known: KnownSource | null = null;
        $source(): KnownSource | null {
          return this.known;
        }
      },
      'new(GeneratorFunction,long,TypeInformation)'(
        this: { known: KnownSource },
        f: JavaFunction,
        count: LongValue,
        type: unknown,
      ) {
        this.known = generated(f, count, null, type);
      },
      'new(GeneratorFunction,long,RateLimiterStrategy,TypeInformation)'(
        this: { known: KnownSource },
        f: JavaFunction,
        count: LongValue,
        rate: Holder<number | null>,
        type: unknown,
      ) {
        this.known = generated(f, count, rate.inner, type);
      },
    },
  },
});
function generated(f: JavaFunction, count: LongValue, perSecond: number | null, type: unknown): KnownSource {
  return {
    connector: { kind: 'generator', fn: mapFunction(f), count: Number(count), perSecond },
    type: typeOf(type),
    bounded: true,
  };
}
library({
  package: 'org.apache.flink.api.connector.source.util.ratelimit',
  stubs:
    'public interface RateLimiterStrategy extends java.io.Serializable { static RateLimiterStrategy perSecond(double n); static RateLimiterStrategy noOp(); class Simulated implements RateLimiterStrategy {} }',
  bodies: {
    'RateLimiterStrategy.Simulated': { $class: class extends Holder {} },
    RateLimiterStrategy: {
      perSecond: (n: number) =>
        hold('org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy$Simulated', n),
      noOp: () => hold('org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy$Simulated', null),
    },
  },
});
