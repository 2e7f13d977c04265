/** How classes of Flink's Scala API call those of the Java API: the same inner object, Scala functions in Java's interfaces. */
import type { Task } from '../../../simulation/task.ts';
import { isTask } from '../../jvm.ts';
import { allocate, isInstance } from '../../link.ts';
import { Base } from '../../runtime/object.ts';
import { Holder, hold } from '../flink/support.ts';
import { type Body, library } from '../table.ts';
import { itemsOf, iteratorOf } from './collection.ts';

type Applied = Record<string, (...args: unknown[]) => unknown>;
type Out = { collect$Object(value: unknown): void };

/** A Java function around Scala ones. */
class Adapter extends Base {
  f!: Applied;
  g: Applied | null = null;
}

/** Runs on with a value that a function may have to wait for. */
function then(value: unknown, next: (value: unknown) => void): unknown {
  if (!isTask(value)) {
    next(value);
    return undefined;
  }
  return (function* (): Task<void> {
    next(yield* value as Task<unknown>);
  })();
}
const collectAll = (values: unknown, out: Out): void => {
  for (const x of itemsOf(values)) out.collect$Object(x);
};

const UTIL = 'org.apache.flink.streaming.api.scala.function.util';
const FN = 'org.apache.flink.api.common.functions.';
const CO = 'org.apache.flink.streaming.api.functions.co.';

/** Adapters by the Java interface and the number of parameters of the Scala function; names are those of Flink's own wrappers. */
const ADAPTERS: Readonly<
  Record<
    string,
    { readonly name: string; readonly implements: string; readonly methods: Readonly<Record<string, Body>> }
  >
> = {
  'MapFunction/1': {
    name: 'ScalaMapFunction',
    implements: `${FN}MapFunction`,
    methods: {
      map$Object(this: Adapter, x: unknown) {
        return this.f.apply$Object!(x);
      },
    },
  },
  'FilterFunction/1': {
    name: 'ScalaFilterFunction',
    implements: `${FN}FilterFunction`,
    methods: {
      filter$Object(this: Adapter, x: unknown) {
        return this.f.apply$Object!(x);
      },
    },
  },
  'FlatMapFunction/1': {
    name: 'ScalaFlatMapFunction',
    implements: `${FN}FlatMapFunction`,
    methods: {
      flatMap$Object$Collector(this: Adapter, x: unknown, out: Out) {
        return then(this.f.apply$Object!(x), (values) => collectAll(values, out));
      },
    },
  },
  'FlatMapFunction/2': {
    name: 'ScalaCollectingFunction',
    implements: `${FN}FlatMapFunction`,
    methods: {
      flatMap$Object$Collector(this: Adapter, x: unknown, out: Out) {
        return then(this.f.apply$Object$Object!(x, out), () => {});
      },
    },
  },
  'KeySelector/1': {
    name: 'KeySelectorWithType',
    implements: 'org.apache.flink.api.java.functions.KeySelector',
    methods: {
      getKey$Object(this: Adapter, x: unknown) {
        return this.f.apply$Object!(x);
      },
    },
  },
  'ReduceFunction/2': {
    name: 'ScalaReduceFunction',
    implements: `${FN}ReduceFunction`,
    methods: {
      reduce$Object$Object(this: Adapter, a: unknown, b: unknown) {
        return this.f.apply$Object$Object!(a, b);
      },
    },
  },
  'WindowFunction/4': {
    name: 'ScalaWindowFunction',
    implements: 'org.apache.flink.streaming.api.scala.function.WindowFunction',
    methods: {
      apply$Object$Window$Iterable$Collector(this: Adapter, k: unknown, w: unknown, xs: unknown, out: unknown) {
        return then(this.f.apply$Object$Object$Object$Object!(k, w, xs, out), () => {});
      },
    },
  },
  'AllWindowFunction/3': {
    name: 'ScalaAllWindowFunction',
    implements: 'org.apache.flink.streaming.api.scala.function.AllWindowFunction',
    methods: {
      apply$Window$Iterable$Collector(this: Adapter, w: unknown, xs: unknown, out: unknown) {
        return then(this.f.apply$Object$Object$Object!(w, xs, out), () => {});
      },
    },
  },
  'JoinFunction/2': {
    name: 'ScalaJoinFunction',
    implements: `${FN}JoinFunction`,
    methods: {
      join$Object$Object(this: Adapter, a: unknown, b: unknown) {
        return this.f.apply$Object$Object!(a, b);
      },
    },
  },
  'FlatJoinFunction/3': {
    name: 'ScalaFlatJoinFunction',
    implements: `${FN}FlatJoinFunction`,
    methods: {
      join$Object$Object$Collector(this: Adapter, a: unknown, b: unknown, out: unknown) {
        return then(this.f.apply$Object$Object$Object!(a, b, out), () => {});
      },
    },
  },
  'CoGroupFunction/2': {
    name: 'ScalaCoGroupFunction',
    implements: `${FN}CoGroupFunction`,
    methods: {
      coGroup$Iterable$Iterable$Collector(this: Adapter, a: unknown, b: unknown, out: Out) {
        return then(this.f.apply$Object$Object!(iteratorOf(itemsOf(a)), iteratorOf(itemsOf(b))), (x) =>
          out.collect$Object(x),
        );
      },
    },
  },
  'CoGroupFunction/3': {
    name: 'ScalaCoGroupCollecting',
    implements: `${FN}CoGroupFunction`,
    methods: {
      coGroup$Iterable$Iterable$Collector(this: Adapter, a: unknown, b: unknown, out: unknown) {
        return then(this.f.apply$Object$Object$Object!(iteratorOf(itemsOf(a)), iteratorOf(itemsOf(b)), out), () => {});
      },
    },
  },
  'CoMapFunction/1': {
    name: 'ScalaCoMapFunction',
    implements: `${CO}CoMapFunction`,
    methods: {
      map1$Object(this: Adapter, x: unknown) {
        return this.f.apply$Object!(x);
      },
      map2$Object(this: Adapter, x: unknown) {
        return this.g!.apply$Object!(x);
      },
    },
  },
  'CoFlatMapFunction/1': {
    name: 'ScalaCoFlatMapFunction',
    implements: `${CO}CoFlatMapFunction`,
    methods: {
      flatMap1$Object$Collector(this: Adapter, x: unknown, out: Out) {
        return then(this.f.apply$Object!(x), (values) => collectAll(values, out));
      },
      flatMap2$Object$Collector(this: Adapter, x: unknown, out: Out) {
        return then(this.g!.apply$Object!(x), (values) => collectAll(values, out));
      },
    },
  },
  'CoFlatMapFunction/2': {
    name: 'ScalaCoFlatMapCollecting',
    implements: `${CO}CoFlatMapFunction`,
    methods: {
      flatMap1$Object$Collector(this: Adapter, x: unknown, out: Out) {
        return then(this.f.apply$Object$Object!(x, out), () => {});
      },
      flatMap2$Object$Collector(this: Adapter, x: unknown, out: Out) {
        return then(this.g!.apply$Object$Object!(x, out), () => {});
      },
    },
  },
  'MapPartitionFunction/1': {
    name: 'ScalaMapPartitionFunction',
    implements: `${FN}MapPartitionFunction`,
    methods: {
      mapPartition$Iterable$Collector(this: Adapter, xs: unknown, out: Out) {
        return then(this.f.apply$Object!(iteratorOf(itemsOf(xs))), (values) => collectAll(values, out));
      },
    },
  },
  'MapPartitionFunction/2': {
    name: 'ScalaMapPartitionCollecting',
    implements: `${FN}MapPartitionFunction`,
    methods: {
      mapPartition$Iterable$Collector(this: Adapter, xs: unknown, out: unknown) {
        return then(this.f.apply$Object$Object!(iteratorOf(itemsOf(xs)), out), () => {});
      },
    },
  },
  'GroupCombineFunction/2': {
    name: 'ScalaGroupCombineCollecting',
    implements: `${FN}GroupCombineFunction`,
    methods: {
      combine$Iterable$Collector(this: Adapter, xs: unknown, out: unknown) {
        return then(this.f.apply$Object$Object!(iteratorOf(itemsOf(xs)), out), () => {});
      },
    },
  },
  'CrossFunction/2': {
    name: 'ScalaCrossFunction',
    implements: `${FN}CrossFunction`,
    methods: {
      cross$Object$Object(this: Adapter, a: unknown, b: unknown) {
        return this.f.apply$Object$Object!(a, b);
      },
    },
  },
  'GroupReduceFunction/1': {
    name: 'ScalaGroupReduceFunction',
    implements: `${FN}GroupReduceFunction`,
    methods: {
      reduce$Iterable$Collector(this: Adapter, xs: unknown, out: Out) {
        return then(this.f.apply$Object!(iteratorOf(itemsOf(xs))), (x) => out.collect$Object(x));
      },
    },
  },
  'GroupReduceFunction/2': {
    name: 'ScalaGroupReduceCollecting',
    implements: `${FN}GroupReduceFunction`,
    methods: {
      reduce$Iterable$Collector(this: Adapter, xs: unknown, out: unknown) {
        return then(this.f.apply$Object$Object!(iteratorOf(itemsOf(xs)), out), () => {});
      },
    },
  },
  'SourceFunction/1': {
    name: 'ScalaSourceFunction',
    implements: 'org.apache.flink.streaming.api.functions.source.SourceFunction',
    methods: {
      run$SourceContext(this: Adapter, context: unknown) {
        return then(this.f.apply$Object!(context), () => {});
      },
      cancel$() {},
    },
  },
  'SinkFunction/1': {
    name: 'ScalaSinkFunction',
    implements: 'org.apache.flink.streaming.api.functions.sink.SinkFunction',
    methods: {
      invoke$Object$Context(this: Adapter, value: unknown) {
        return then(this.f.apply$Object!(value), () => {});
      },
    },
  },
  'AscendingTimestampExtractor/1': {
    name: 'ScalaAscendingExtractor',
    implements: '',
    methods: {
      extractAscendingTimestamp$Object(this: Adapter, x: unknown) {
        const t = this.f.apply$Object!(x);
        return typeof t === 'object' && t !== null ? (t as { value: unknown }).value : t;
      },
    },
  },
};

library({
  package: UTIL,
  stubs: Object.values(ADAPTERS)
    .map((a) =>
      a.implements === ''
        ? `public class ${a.name}<T> extends org.apache.flink.streaming.api.functions.timestamps.AscendingTimestampExtractor<T> {}`
        : `public class ${a.name} implements ${a.implements}, java.io.Serializable {}`,
    )
    .join('\n'),
  bodies: Object.fromEntries(
    Object.values(ADAPTERS).map((a) => {
      class Host extends Adapter {}
      for (const [key, method] of Object.entries(a.methods))
        Object.defineProperty(Host.prototype, key, { value: method, configurable: true, writable: true });
      return [a.name, { $class: Host }];
    }),
  ),
});

/** A Java function that calls `f` (and `g`, the function of the second input). */
export function javaFunction(kind: string, f: unknown, g: unknown = null): unknown {
  const adapter = allocate<Adapter>(`${UTIL}.${ADAPTERS[kind]!.name}`);
  adapter.f = f as Applied;
  adapter.g = g as Applied | null;
  return adapter;
}

/** Java classes of results, and the Scala classes programs see instead. */
const SCALA_OF = new Map<string, string>();
export function scalaClass(java: readonly string[], scala: string): void {
  for (const j of java) SCALA_OF.set(j, scala);
}
function asScala(self: Holder, target: Holder, result: unknown): unknown {
  if (result === target) return self;
  if (!(result instanceof Holder)) return result;
  const name = SCALA_OF.get(result.$className());
  if (!name) return result;
  return Object.assign(hold(name, result.inner) as object, environmentOf(result));
}
function environmentOf(of: object): object {
  return 'environment' in of ? { environment: of.environment } : {};
}
/** The Java object of the same inner one. */
export function asJava<T = Holder>(self: Holder, java: string): T {
  return Object.assign(hold(java, self.inner) as object, environmentOf(self)) as T;
}

function mangled(signature: string): { readonly name: string; readonly params: readonly string[] } {
  const [name, list] = [signature.slice(0, signature.indexOf('(')), signature.slice(signature.indexOf('(') + 1, -1)];
  const params = list === '' ? [] : list.split(',');
  return { name: `${name}$${params.map((p) => p.replace(/\[\]/g, '_A')).join('$')}`, params };
}

/**
 * Bodies that call the Java class's method. Keys are the Scala signatures, values Java's (`''`: the same): a FunctionN where
 * Java has one of its interfaces is put into an adapter; two functions make one function of two inputs.
 */
export function forwarded(java: string, members: Readonly<Record<string, string>>): Record<string, Body> {
  const out: Record<string, Body> = {};
  for (const [signature, to] of Object.entries(members)) {
    const target = mangled(to === '' ? signature : to);
    const own = mangled(signature);
    out[signature] = function (this: Holder, ...args: unknown[]): unknown {
      const object = asJava(this, java);
      const passed: unknown[] = [];
      for (let i = 0, j = 0; i < args.length; i++, j++) {
        const arity = /^Function(\d)$/.exec(own.params[i] ?? '')?.[1];
        const wanted = target.params[j];
        if (arity && wanted && !/^Function\d$/.test(wanted) && !isInstance(args[i], FN + wanted)) {
          const isPair = /^Co(?:Flat)?Map/.test(wanted);
          passed.push(javaFunction(`${wanted}/${arity}`, args[i], isPair ? args[i + 1] : null));
          if (isPair) i++;
        } else passed.push(args[i]);
      }
      const method = (object as unknown as Applied)[target.name];
      if (!method) throw new Error(`${java} has no ${target.name}`);
      const result = method.apply(object, passed);
      return isTask(result) ? result : asScala(this, object, result);
    } as Body;
  }
  return out;
}
/** `same('print()', …)`: members that are Java's own. */
export function same(...signatures: string[]): Record<string, string> {
  return Object.fromEntries(signatures.map((s) => [s, '']));
}
