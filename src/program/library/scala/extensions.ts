/** What the packages of implicit conversions add: extensions for case blocks, utils of data sets. */
import type { DataSet, ExecutionEnvironment } from '../../../flink/api/dataset.ts';
import { zipWithIndex, zipWithUniqueId } from '../../../flink/api/dataset-utils.ts';
import { BASIC } from '../../../flink/api/types.ts';
import { functional } from '../../link.ts';
import { mapFunction } from '../flink/adapters.ts';
import type { Holder } from '../flink/support.ts';
import { type Body, library } from '../table.ts';
import { pair } from './collection.ts';
import { pairType, wrap } from './dataset.ts';

type Methods = Record<string, (...args: unknown[]) => unknown>;
type Set = Holder<DataSet> & { readonly environment: ExecutionEnvironment };

const T = 'TypeInformation';
/** By the extension's signature: the method that it calls, by its mangled name. */
function calling(methods: Readonly<Record<string, string>>): Record<string, Body> {
  return Object.fromEntries(
    Object.entries(methods).map(([signature, method]): [string, Body] => [
      signature,
      ((self: Methods, ...args: unknown[]) => self[method]!(...args)) as Body,
    ]),
  );
}

library({
  package: 'org.apache.flink.streaming.api.scala.extensions',
  stubs: `
import scala.*;
import scala.collection.TraversableOnce;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.scala.*;
import org.apache.flink.streaming.api.windowing.windows.Window;
public class Extensions {
  public static <T, R> DataStream<R> mapWith(DataStream<T> self, Function1<T, R> f, TypeInformation<R> evidence);
  public static <T, R> DataStream<R> flatMapWith(DataStream<T> self, Function1<T, TraversableOnce<R>> f, TypeInformation<R> evidence);
  public static <T> DataStream<T> filterWith(DataStream<T> self, Function1<T, Boolean> f);
  public static <T, K> KeyedStream<T, K> keyingBy(DataStream<T> self, Function1<T, K> f, TypeInformation<K> evidence);
  public static <T, K> DataStream<T> reduceWith(KeyedStream<T, K> self, Function2<T, T, T> f);
  public static <T, K, W extends Window> DataStream<T> reduceWith(WindowedStream<T, K, W> self, Function2<T, T, T> f);
  public static <A, B, R> DataStream<R> mapWith(ConnectedStreams<A, B> self, Function1<A, R> f, Function1<B, R> g, TypeInformation<R> evidence);
  public static <A, B, R> DataStream<R> flatMapWith(ConnectedStreams<A, B> self, Function1<A, TraversableOnce<R>> f, Function1<B, TraversableOnce<R>> g, TypeInformation<R> evidence);
}`,
  bodies: {
    Extensions: calling({
      [`mapWith(DataStream,Function1,${T})`]: `map$Function1$${T}`,
      [`flatMapWith(DataStream,Function1,${T})`]: `flatMap$Function1$${T}`,
      'filterWith(DataStream,Function1)': 'filter$Function1',
      [`keyingBy(DataStream,Function1,${T})`]: `keyBy$Function1$${T}`,
      'reduceWith(KeyedStream,Function2)': 'reduce$Function2',
      'reduceWith(WindowedStream,Function2)': 'reduce$Function2',
      [`mapWith(ConnectedStreams,Function1,Function1,${T})`]: `map$Function1$Function1$${T}`,
      [`flatMapWith(ConnectedStreams,Function1,Function1,${T})`]: `flatMap$Function1$Function1$${T}`,
    }),
  },
});
library({
  package: 'org.apache.flink.api.scala.extensions',
  stubs: `
import scala.*;
import scala.collection.Iterator;
import scala.collection.TraversableOnce;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.scala.*;
public class Extensions {
  public static <T, R> DataSet<R> mapWith(DataSet<T> self, Function1<T, R> f, TypeInformation<R> evidence);
  public static <T, R> DataSet<R> flatMapWith(DataSet<T> self, Function1<T, TraversableOnce<R>> f, TypeInformation<R> evidence);
  public static <T> DataSet<T> filterWith(DataSet<T> self, Function1<T, Boolean> f);
  public static <T> DataSet<T> reduceWith(DataSet<T> self, Function2<T, T, T> f);
  public static <T, K> GroupedDataSet<T> groupingBy(DataSet<T> self, Function1<T, K> f, TypeInformation<K> evidence);
  public static <T> DataSet<T> reduceWith(GroupedDataSet<T> self, Function2<T, T, T> f);
}`,
  bodies: {
    Extensions: calling({
      [`mapWith(DataSet,Function1,${T})`]: `map$Function1$${T}`,
      [`flatMapWith(DataSet,Function1,${T})`]: `flatMap$Function1$${T}`,
      'filterWith(DataSet,Function1)': 'filter$Function1',
      'reduceWith(DataSet,Function2)': 'reduce$Function2',
      [`groupingBy(DataSet,Function1,${T})`]: `groupBy$Function1$${T}`,
      'reduceWith(GroupedDataSet,Function2)': 'reduce$Function2',
    }),
  },
});

/** Java's numbered tuples as Scala's pairs: a map behind them, as in Flink. */
function numbered(self: Set, zip: (input: DataSet) => DataSet): unknown {
  const toPair = functional('org.apache.flink.api.common.functions.MapFunction', (t: { f0: unknown; f1: unknown }) =>
    pair(t.f0, t.f1),
  );
  return wrap(self, zip(self.inner).map(mapFunction(toPair), pairType(BASIC.long, self.inner.getType())));
}
library({
  package: 'org.apache.flink.api.scala.utils',
  stubs: `
import org.apache.flink.api.scala.DataSet;
import scala.Tuple2;
public class DataSetUtils { public static <T> DataSet<Tuple2<Long, T>> zipWithIndex(DataSet<T> self); public static <T> DataSet<Tuple2<Long, T>> zipWithUniqueId(DataSet<T> self); }`,
  bodies: {
    DataSetUtils: {
      zipWithIndex: (self: Set) => numbered(self, zipWithIndex),
      zipWithUniqueId: (self: Set) => numbered(self, zipWithUniqueId),
    },
  },
});
