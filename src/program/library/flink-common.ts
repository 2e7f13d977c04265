/** Tuples, Row, Configuration, ParameterTool, metrics, InvalidTypesException. */

import { Double, Float, Long } from '../../flink/api/boxed.ts';
import type { MetricGroup } from '../../flink/api/functions.ts';
import { TUPLE_CLASSES, Tuple } from '../../flink/api/tuple.ts';
import { copy } from '../../flink/api/values.ts';
import { jvm } from '../jvm.ts';
import { allocate, linkClass } from '../link.ts';
import { newArrayList } from '../runtime/collections.ts';
import { type HashMapObject, type JavaMap, mapEntries } from '../runtime/maps.ts';
import { parseDouble, parseFloat32, parseInteger, parseLong } from '../runtime/numbers.ts';
import { Base, equals, hashCode, stringOf } from '../runtime/object.ts';
import { Raise, raise } from '../runtime/raise.ts';
import { Holder, hold, typeVariables } from './flink-support.ts';
import { library } from './table.ts';

function tupleStubs(n: number): string {
  const T = n === 0 ? '' : `<${typeVariables(n)}>`;
  const parameters = Array.from({ length: n }, (_, i) => `T${i} f${i}`).join(', ');
  const fields = Array.from({ length: n }, (_, i) => `public T${i} f${i};`).join(' ');
  return `public class Tuple${n}${T} extends Tuple {
  ${n === 0 ? 'public static final Tuple0 INSTANCE;' : ''}
  ${fields}
  public Tuple${n}();
  ${n === 0 ? '' : `public Tuple${n}(${parameters}); public static ${T} Tuple${n}${T} of(${parameters}); public void setFields(${parameters});`}
  ${n === 2 ? 'public Tuple2<T1, T0> swap();' : ''}
  public Tuple${n}${T} copy();
}`;
}
function tupleBodies(n: number) {
  const make = (): Tuple => new TUPLE_CLASSES[n]!(...new Array<null>(n).fill(null));
  const set = (tuple: Tuple, fields: unknown[]): Tuple => {
    for (let i = 0; i < n; i++) tuple.$setField(i, fields[i]);
    return tuple;
  };
  const erased = Array.from({ length: n }, () => 'Object').join(',');
  const direct = TUPLE_CLASSES[n]!;
  return {
    $class: direct,
    INSTANCE: () => make(),
    'new()'() {},
    ...(n === 0
      ? {}
      : {
          [`new(${erased})`](this: Tuple, ...fields: unknown[]) {
            set(this, fields);
          },
          [`of(${erased})`]:
            n === 2 ? (a: unknown, b: unknown) => new direct(a, b) : (...fields: unknown[]) => new direct(...fields),
          [`setFields(${erased})`](this: Tuple, ...fields: unknown[]) {
            set(this, fields);
          },
        }),
    swap(this: Tuple) {
      return new direct(this.$field(1), this.$field(0));
    },
    copy(this: Tuple) {
      return set(
        make(),
        Array.from({ length: n }, (_, i) => this.$field(i)),
      );
    },
  };
}
const arities = Array.from({ length: 26 }, (_, n) => n);
const field = (tuple: Tuple, i: number): void => {
  if (i < 0 || i >= tuple.$arity) raise('IndexOutOfBoundsException', String(i));
};
library({
  package: 'org.apache.flink.api.java.tuple',
  stubs: `
public abstract class Tuple implements java.io.Serializable {
  public Tuple(); public <T> T getField(int pos); public <T> T getFieldNotNull(int pos); public <T> void setField(T value, int pos); public int getArity();
  public boolean equals(Object other); public int hashCode(); public String toString();
  public static Tuple newInstance(int arity); public static Class<? extends Tuple> getTupleClass(int arity);
}
${arities.map(tupleStubs).join('\n')}`,
  bodies: {
    Tuple: {
      $class: Tuple,
      new() {},
      getField(this: Tuple, i: number) {
        field(this, i);
        return this.$field(i);
      },
      getFieldNotNull(this: Tuple, i: number) {
        field(this, i);
        return (
          this.$field(i) ??
          raise('org.apache.flink.types.NullFieldException', `Field ${i} is null, but expected to hold a value.`)
        );
      },
      setField(this: Tuple, value: unknown, i: number) {
        field(this, i);
        this.$setField(i, value);
      },
      getArity(this: Tuple) {
        return this.$arity;
      },
      equals: Tuple.prototype.$equals,
      hashCode: Tuple.prototype.$hashCode,
      toString: Tuple.prototype.$toString,
      newInstance: (n: number) => new TUPLE_CLASSES[n]!(...new Array<null>(n).fill(null)),
    },
    ...Object.fromEntries(arities.map((n) => [`Tuple${n}`, tupleBodies(n)])),
  },
});

class RowObject extends Base {
  fields: unknown[] = [];
  kind = '+I';
  $init$int(n: number): this {
    this.fields = new Array<unknown>(n).fill(null);
    return this;
  }
  getArity$(): number {
    return this.fields.length;
  }
  getField$int(i: number): unknown {
    if (i < 0 || i >= this.fields.length)
      raise('ArrayIndexOutOfBoundsException', `Index ${i} out of bounds for length ${this.fields.length}`);
    return this.fields[i];
  }
  setField$int$Object(i: number, value: unknown): void {
    if (i < 0 || i >= this.fields.length)
      raise('ArrayIndexOutOfBoundsException', `Index ${i} out of bounds for length ${this.fields.length}`);
    this.fields[i] = value;
  }
  override $toString(): string {
    return `${this.kind}[${this.fields.map(stringOf).join(', ')}]`;
  }
  override $equals(other: unknown): boolean {
    return (
      other instanceof RowObject &&
      other.kind === this.kind &&
      other.fields.length === this.fields.length &&
      this.fields.every((each, i) => equals(each, other.fields[i]))
    );
  }
  override $hashCode(): number {
    return this.fields.reduce<number>((hash, each) => (Math.imul(31, hash) + hashCode(each)) | 0, 1);
  }
  override $copy(): unknown {
    const other = Object.create(Object.getPrototypeOf(this)) as RowObject;
    other.fields = this.fields.map(copy);
    other.kind = this.kind;
    return other;
  }
}
library({
  package: 'org.apache.flink.types',
  stubs: `
public class Row implements java.io.Serializable { public Row(int arity); public int getArity(); public Object getField(int pos); public void setField(int pos, Object value); public static Row of(Object... values); public static Row copy(Row row); public String toString(); public boolean equals(Object o); public int hashCode(); }
public class NullFieldException extends RuntimeException { public NullFieldException(String message); }
public interface Value extends java.io.Serializable {}
public class StringValue implements Value { @NotSimulated public StringValue(String text); }
public class IntValue implements Value { @NotSimulated public IntValue(int n); }
`,
  bodies: {
    Row: {
      $class: RowObject,
      of: (values: unknown[]) => {
        const row = allocate<RowObject>('org.apache.flink.types.Row');
        row.fields = Array.from(values);
        return row;
      },
      copy: (row: RowObject) => row.$copy(),
    },
  },
});
library({
  package: 'org.apache.flink.api.common.functions',
  stubs:
    'public class InvalidTypesException extends RuntimeException { public InvalidTypesException(); public InvalidTypesException(String message); public InvalidTypesException(String message, Throwable cause); }',
  bodies: {},
});
library({
  package: 'org.apache.flink.metrics',
  stubs: `
public interface MetricGroup { Counter counter(String name); Counter counter(int name); <T, G extends Gauge<T>> G gauge(String name, G gauge); MetricGroup addGroup(String name); <M extends Meter> M meter(String name, M meter); <H extends Histogram> H histogram(String name, H histogram); class Simulated implements MetricGroup {} }
public interface Counter { void inc(); void inc(long n); void dec(); void dec(long n); long getCount(); class Simulated implements Counter {} }
public interface Gauge<T> { T getValue(); }
public interface Meter { void markEvent(); void markEvent(long n); double getRate(); long getCount(); }
public interface Histogram { void update(long value); long getCount(); }
`,
  bodies: {
    'MetricGroup.Simulated': {
      $class: class extends Holder<MetricGroup> {
        counter$String(name: string): unknown {
          return hold('org.apache.flink.metrics.Counter$Simulated', this.inner.counter(name));
        }
        counter$int(name: number): unknown {
          return this.counter$String(String(name));
        }
        gauge$String$Gauge(name: string, gauge: { getValue$(): unknown }): unknown {
          this.inner.register(name, () => ({ '': stringOf(gauge.getValue$()) }));
          return gauge;
        }
        meter$String$Meter(name: string, meter: { getRate$(): number }): unknown {
          this.inner.register(name, () => ({ '': meter.getRate$() }));
          return meter;
        }
        histogram$String$Histogram(name: string, histogram: { getCount$(): unknown }): unknown {
          this.inner.register(name, () => ({ _count: histogram.getCount$() }));
          return histogram;
        }
        addGroup$String(name: string): unknown {
          return hold('org.apache.flink.metrics.MetricGroup$Simulated', this.inner.addGroup(name));
        }
      },
    },
    'Counter.Simulated': {
      $class: class extends Holder<{ inc(n?: number): void; count(): number }> {
        inc$(): void {
          this.inner.inc();
        }
        inc$long(n: number): void {
          this.inner.inc(Number(n));
        }
        dec$(): void {
          this.inner.inc(-1);
        }
        dec$long(n: number): void {
          this.inner.inc(-Number(n));
        }
        getCount$(): number {
          return this.inner.count();
        }
      },
    },
  },
});

// ---- Configuration ---------------------------------------------------------------------------------------------------------

type Option = { key: string; value: unknown };
class ConfigurationObject extends Holder<Map<string, string>> {
  override inner = new Map<string, string>();
}
type C = ConfigurationObject;
const TYPES = ['String', 'Integer', 'Long', 'Boolean', 'Double', 'Float'] as const;
const primitive = {
  String: 'String',
  Integer: 'int',
  Long: 'long',
  Boolean: 'boolean',
  Double: 'double',
  Float: 'float',
} as const;
const read = {
  String: (text: string): unknown => text,
  Integer: (text: string): unknown => parseInteger(text),
  Long: (text: string): unknown => parseLong(text),
  Boolean: (text: string): unknown => text.toLowerCase() === 'true',
  Double: (text: string): unknown => parseDouble(text),
  Float: (text: string): unknown => parseFloat32(text),
} as const;

function convert(text: string, like: unknown): unknown {
  if (typeof like === 'number') return parseInteger(text);
  if (like instanceof Long) return Long.valueOf(parseLong(text));
  if (typeof like === 'boolean') return text === 'true';
  if (like instanceof Double) return new Double(parseDouble(text));
  if (like instanceof Float) return new Float(parseFloat32(text));
  return text;
}

/** Options that programs name as constants: class, constant, key, default. */
const OPTIONS: readonly (readonly [string, string, string, string, unknown])[] = [
  ['RestOptions', 'PORT', 'Integer', 'rest.port', 8081],
  ['RestOptions', 'BIND_PORT', 'String', 'rest.bind-port', '8081'],
  ['RestOptions', 'ADDRESS', 'String', 'rest.address', null],
  ['TaskManagerOptions', 'NUM_TASK_SLOTS', 'Integer', 'taskmanager.numberOfTaskSlots', 1],
  ['CoreOptions', 'DEFAULT_PARALLELISM', 'Integer', 'parallelism.default', 1],
  [
    'ExecutionOptions',
    'RUNTIME_MODE',
    'org.apache.flink.api.common.RuntimeExecutionMode',
    'execution.runtime-mode',
    null,
  ],
  ['PipelineOptions', 'NAME', 'String', 'pipeline.name', null],
  ['CheckpointingOptions', 'CHECKPOINTS_DIRECTORY', 'String', 'state.checkpoints.dir', null],
  ['CheckpointingOptions', 'SAVEPOINT_DIRECTORY', 'String', 'state.savepoints.dir', null],
  ['CheckpointingOptions', 'MAX_RETAINED_CHECKPOINTS', 'Integer', 'state.checkpoints.num-retained', 1],
  ['StateBackendOptions', 'STATE_BACKEND', 'String', 'state.backend', null],
];
const optionClasses = [...new Set(OPTIONS.map(([type]) => type))];

library({
  package: 'org.apache.flink.configuration',
  stubs: `
public interface ReadableConfig { <T> T get(ConfigOption<T> option); }
public interface WritableConfig { <T> Configuration set(ConfigOption<T> option, T value); }
public class Configuration extends org.apache.flink.api.common.ExecutionConfig.GlobalJobParameters implements java.io.Serializable, Cloneable, ReadableConfig, WritableConfig {
  public Configuration(); public Configuration(Configuration other);
  ${TYPES.map(
    (t) =>
      `public ${primitive[t]} get${t}(String key, ${primitive[t]} defaultValue); public ${primitive[t]} get${t}(ConfigOption<${t}> option); public void set${t}(String key, ${primitive[t]} value); public void set${t}(ConfigOption<${t}> option, ${primitive[t]} value);`,
  ).join('\n  ')}
  public <T> T get(ConfigOption<T> option); public <T> Configuration set(ConfigOption<T> option, T value);
  public boolean containsKey(String key); public java.util.Set<String> keySet(); public java.util.Map<String, String> toMap(); public void addAll(Configuration other); public static Configuration fromMap(java.util.Map<String, String> map); public String toString();
}
public class ConfigOption<T> implements java.io.Serializable { public String key(); public T defaultValue(); public boolean hasDefaultValue(); }
public class ConfigOptions {
  public static OptionBuilder key(String key);
  public static final class OptionBuilder { ${[...TYPES, 'Duration']
    .map(
      (t) =>
        `public TypedConfigOptionBuilder<${t === 'Duration' ? 'java.time.Duration' : t}> ${t === 'Integer' ? 'int' : t.toLowerCase()}Type();`,
    )
    .join(' ')} }
  public static class TypedConfigOptionBuilder<T> { public ConfigOption<T> defaultValue(T value); public ConfigOption<T> noDefaultValue(); }
}
${optionClasses
  .map(
    (type) =>
      `public class ${type} { ${OPTIONS.filter(([each]) => each === type)
        .map(([, name, of]) => `public static final ConfigOption<${of}> ${name};`)
        .join(' ')} }`,
  )
  .join('\n')}
public class ConfigConstants { public static final String LOCAL_START_WEBSERVER = "local.start-webserver"; }
public class MemorySize implements java.io.Serializable { @NotSimulated public static MemorySize parse(String text); }
`,
  bodies: {
    Configuration: {
      $class: ConfigurationObject,
      'new()'() {},
      'new(Configuration)'(this: C, other: C) {
        this.inner = new Map(other.inner);
      },
      ...Object.fromEntries(
        TYPES.flatMap((t) => [
          [
            `get${t}(String,${primitive[t]})`,
            function (this: C, key: string, otherwise: unknown) {
              const text = this.inner.get(key);
              return text === undefined ? otherwise : read[t](text);
            },
          ],
          [
            `get${t}(ConfigOption)`,
            function (this: C, option: Holder<Option>) {
              const text = this.inner.get(option.inner.key);
              if (text !== undefined) return read[t](text);
              const value = option.inner.value;
              return value instanceof Long || value instanceof Double || value instanceof Float ? value.value : value;
            },
          ],
          [
            `set${t}(String,${primitive[t]})`,
            function (this: C, key: string, value: unknown) {
              this.inner.set(key, String(value));
            },
          ],
          [
            `set${t}(ConfigOption,${primitive[t]})`,
            function (this: C, option: Holder<Option>, value: unknown) {
              this.inner.set(option.inner.key, String(value));
            },
          ],
        ]),
      ),
      get(this: C, option: Holder<Option>) {
        const text = this.inner.get(option.inner.key);
        return text === undefined ? option.inner.value : convert(text, option.inner.value);
      },
      set(this: C, option: Holder<Option>, value: unknown) {
        this.inner.set(option.inner.key, stringOf(value));
        return this;
      },
      containsKey(this: C, key: string) {
        return this.inner.has(key);
      },
      keySet(this: C) {
        return javaMap(this.inner).keySet$();
      },
      toMap(this: C) {
        return javaMap(this.inner);
      },
      addAll(this: C, other: C) {
        for (const [k, v] of other.inner) this.inner.set(k, v);
      },
      fromMap: (map: JavaMap) =>
        hold(
          'org.apache.flink.configuration.Configuration',
          new Map([...mapEntries(map)].map(([k, v]) => [stringOf(k), stringOf(v)])),
        ),
      toString(this: C) {
        return javaMap(this.inner).$toString();
      },
    },
    ConfigOption: {
      $class: class extends Holder {},
      key(this: Holder<Option>) {
        return this.inner.key;
      },
      defaultValue(this: Holder<Option>) {
        return this.inner.value;
      },
      hasDefaultValue(this: Holder<Option>) {
        return this.inner.value !== null;
      },
    },
    ConfigOptions: { key: (key: string) => hold('org.apache.flink.configuration.ConfigOptions$OptionBuilder', key) },
    'ConfigOptions.OptionBuilder': {
      $class: class extends Holder {},
      ...Object.fromEntries(
        ['string', 'int', 'long', 'boolean', 'double', 'float', 'duration'].map((t) => [
          `${t}Type`,
          function (this: Holder<string>) {
            return hold('org.apache.flink.configuration.ConfigOptions$TypedConfigOptionBuilder', this.inner);
          },
        ]),
      ),
    },
    'ConfigOptions.TypedConfigOptionBuilder': {
      $class: class extends Holder {},
      defaultValue(this: Holder<string>, value: unknown) {
        return hold('org.apache.flink.configuration.ConfigOption', { key: this.inner, value });
      },
      noDefaultValue(this: Holder<string>) {
        return hold('org.apache.flink.configuration.ConfigOption', { key: this.inner, value: null });
      },
    },
    ...Object.fromEntries(
      optionClasses.map((type) => [
        type,
        Object.fromEntries(
          OPTIONS.filter(([each]) => each === type).map(([, name, , key, value]) => [
            name,
            () => hold('org.apache.flink.configuration.ConfigOption', { key, value }),
          ]),
        ),
      ]),
    ),
  },
});

function javaMap(map: ReadonlyMap<string, string>): HashMapObject {
  const out = allocate<HashMapObject>('java.util.HashMap');
  for (const [k, v] of map) out.put$Object$Object(k, v);
  return out;
}

// ---- ParameterTool ---------------------------------------------------------------------------------------------------------

const NO_VALUE = '__NO_VALUE_KEY';
const PARAMETERS = 'org.apache.flink.api.java.utils.ParameterTool';
const MULTIPLE_PARAMETERS = 'org.apache.flink.api.java.utils.MultipleParameterTool';
type P = Holder<Map<string, string>>;

function argumentKey(args: readonly string[], i: number): string {
  const arg = args[i]!;
  const key = arg.startsWith('--') ? arg.slice(2) : arg.startsWith('-') ? arg.slice(1) : '';
  const list = `[${args.join(', ')}]`;
  if (!arg.startsWith('-')) {
    raise(
      'IllegalArgumentException',
      `Error parsing arguments '${list}' on '${arg}'. Please prefix keys with -- or -.`,
    );
  }
  if (key === '') raise('IllegalArgumentException', `The input ${list} contains an empty argument`);
  return key;
}
function argumentPairs(values: ArrayLike<string>): [string, string][] {
  const args = Array.from(values);
  const pairs: [string, string][] = [];
  for (let i = 0; i < args.length; ) {
    const key = argumentKey(args, i++);
    const next = args[i];
    if (next === undefined) pairs.push([key, NO_VALUE]);
    else if (/^-?[\d.]/.test(next) && isNumber(next)) {
      pairs.push([key, next]);
      i++;
    } else if (next.startsWith('-')) pairs.push([key, NO_VALUE]);
    else {
      pairs.push([key, next]);
      i++;
    }
  }
  return pairs;
}
/** A key may come more than once; `inner` has the last value of each. */
class MultipleParameters extends Holder<Map<string, string>> {
  all!: Map<string, string[]>;
}
function multipleFromArgs(values: ArrayLike<string>): unknown {
  const pairs = argumentPairs(values);
  const tool = hold(MULTIPLE_PARAMETERS, new Map(pairs)) as MultipleParameters;
  tool.all = new Map();
  for (const [key, value] of pairs) tool.all.set(key, [...(tool.all.get(key) ?? []), value]);
  return tool;
}
function isNumber(text: string): boolean {
  try {
    parseDouble(text);
    return true;
  } catch {
    return false;
  }
}
function required(tool: P, key: string): string {
  const value = tool.inner.get(key);
  if (value === undefined) raise('RuntimeException', `No data for required key '${key}'`);
  return value!;
}
const parameterReaders = Object.fromEntries(
  (['Int', 'Long', 'Float', 'Double', 'Boolean', 'Short', 'Byte'] as const).flatMap((t) => {
    const parse = t === 'Int' || t === 'Short' || t === 'Byte' ? read.Integer : read[t];
    const type = t.toLowerCase();
    return [
      [
        `get${t}(String)`,
        function (this: P, key: string) {
          return parse(required(this, key));
        },
      ],
      [
        `get${t}(String,${type})`,
        function (this: P, key: string, otherwise: unknown) {
          const text = this.inner.get(key);
          return text === undefined ? otherwise : parse(text);
        },
      ],
    ];
  }),
);
function propertiesFile(path: string): unknown {
  const map = new Map<string, string>();
  for (const line of readFile(path).split(/\r?\n/)) {
    const match = /^\s*([^#!=:\s][^=:\s]*)\s*[=:\s]\s*(.*)$/.exec(line);
    if (match) map.set(match[1]!, match[2]!);
  }
  return hold(PARAMETERS, map);
}
library({
  package: 'org.apache.flink.api.java.utils',
  stubs: `
public class ParameterTool extends org.apache.flink.api.common.ExecutionConfig.GlobalJobParameters implements java.io.Serializable {
  public static ParameterTool fromArgs(String[] args); public static ParameterTool fromMap(java.util.Map<String, String> map); public static ParameterTool fromSystemProperties(); public static ParameterTool fromPropertiesFile(String path) throws java.io.IOException; public static ParameterTool fromPropertiesFile(java.io.File file) throws java.io.IOException; @NotSimulated public static ParameterTool fromPropertiesFile(java.io.InputStream in) throws java.io.IOException;
  public boolean has(String key); public String get(String key); public String get(String key, String defaultValue); public String getRequired(String key); public int getNumberOfParameters();
  ${['Int', 'Long', 'Float', 'Double', 'Boolean', 'Short', 'Byte'].map((t) => `public ${t.toLowerCase()} get${t}(String key); public ${t.toLowerCase()} get${t}(String key, ${t.toLowerCase()} defaultValue);`).join(' ')}
  public java.util.Properties getProperties(); public org.apache.flink.configuration.Configuration getConfiguration(); public java.util.Map<String, String> toMap(); public ParameterTool mergeWith(ParameterTool other);
}
public class MultipleParameterTool extends ParameterTool { public static MultipleParameterTool fromArgs(String[] args); public java.util.Collection<String> getMultiParameter(String key); public java.util.Collection<String> getMultiParameterRequired(String key); }
`,
  bodies: {
    ParameterTool: {
      $class: class extends Holder {},
      fromArgs: (values: ArrayLike<string>) => hold(PARAMETERS, new Map(argumentPairs(values))),
      fromMap: (map: JavaMap) =>
        hold(PARAMETERS, new Map([...mapEntries(map)].map(([k, v]) => [stringOf(k), stringOf(v)]))),
      fromSystemProperties: () => hold(PARAMETERS, new Map<string, string>()),
      'fromPropertiesFile(String)': propertiesFile,
      'fromPropertiesFile(File)': (file: { getPath$(): string }) => propertiesFile(file.getPath$()),
      has(this: P, key: string) {
        return this.inner.has(key);
      },
      'get(String)'(this: P, key: string) {
        return this.inner.get(key) ?? null;
      },
      'get(String,String)'(this: P, key: string, otherwise: string) {
        return this.inner.get(key) ?? otherwise;
      },
      getRequired(this: P, key: string) {
        return required(this, key);
      },
      getNumberOfParameters(this: P) {
        return this.inner.size;
      },
      ...parameterReaders,
      getProperties(this: P) {
        const out = allocate<HashMapObject>('java.util.Properties');
        for (const [k, v] of this.inner) out.put$Object$Object(k, v);
        return out;
      },
      getConfiguration(this: P) {
        return hold('org.apache.flink.configuration.Configuration', new Map(this.inner));
      },
      toMap(this: P) {
        return javaMap(this.inner);
      },
      mergeWith(this: P, other: P) {
        return hold(PARAMETERS, new Map([...this.inner, ...other.inner]));
      },
    },
    MultipleParameterTool: {
      $class: MultipleParameters,
      fromArgs: multipleFromArgs,
      getMultiParameter(this: MultipleParameters, key: string) {
        const values = this.all.get(key);
        return values ? newArrayList([...values]) : null;
      },
      getMultiParameterRequired(this: MultipleParameters, key: string) {
        required(this, key);
        return newArrayList([...(this.all.get(key) ?? [])]);
      },
    },
  },
});
function readFile(path: string): string {
  try {
    return jvm().ref.readFile(path);
  } catch {
    throw new Raise('java.io.FileNotFoundException', `Properties file ${path} does not exist`);
  }
}
