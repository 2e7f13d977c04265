/** Configuration, its options, and InvalidTypesException. */

import { Double, Float, Long } from '../../../flink/api/boxed.ts';
import { allocate } from '../../link.ts';
import type { HashMapObject } from '../../runtime/hash-maps.ts';
import { type JavaMap, mapEntries } from '../../runtime/maps.ts';
import { parseDouble, parseFloat32, parseInteger, parseLong } from '../../runtime/numbers.ts';
import { stringOf } from '../../runtime/object.ts';
import { optional } from '../../runtime/optional.ts';
import { library } from '../table.ts';
import { Holder, hold } from './support.ts';

library({
  package: 'org.apache.flink.api.common.functions',
  stubs:
    'public class InvalidTypesException extends RuntimeException { public InvalidTypesException(); public InvalidTypesException(String message); public InvalidTypesException(String message, Throwable cause); }',
  bodies: {},
});
// ---- Configuration ---------------------------------------------------------------------------------------------------------

/** An option; `read` makes its value of what the configuration has as text. */
type Option = { key: string; value: unknown; read: (text: string) => unknown };
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
export const read = {
  String: (text: string): unknown => text,
  Integer: (text: string): unknown => parseInteger(text),
  Long: (text: string): unknown => parseLong(text),
  Boolean: (text: string): unknown => text.toLowerCase() === 'true',
  Double: (text: string): unknown => parseDouble(text),
  Float: (text: string): unknown => parseFloat32(text),
} as const;

/** How a text becomes an object of an option's type. */
function boxedOf(type: string): (text: string) => unknown {
  switch (type) {
    case 'int':
    case 'integer':
      return parseInteger;
    case 'long':
      return (text) => Long.valueOf(parseLong(text));
    case 'boolean':
      return (text) => text === 'true';
    case 'double':
      return (text) => new Double(parseDouble(text));
    case 'float':
      return (text) => new Float(parseFloat32(text));
    default:
      return (text) => text;
  }
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
public interface ReadableConfig { <T> T get(ConfigOption<T> option); <T> java.util.Optional<T> getOptional(ConfigOption<T> option); }
public interface WritableConfig { <T> Configuration set(ConfigOption<T> option, T value); }
public class Configuration extends org.apache.flink.api.common.ExecutionConfig.GlobalJobParameters implements java.io.Serializable, Cloneable, ReadableConfig, WritableConfig {
  public Configuration(); public Configuration(Configuration other);
  ${TYPES.map(
    (t) =>
      `public ${primitive[t]} get${t}(String key, ${primitive[t]} defaultValue); public ${primitive[t]} get${t}(ConfigOption<${t}> option); public void set${t}(String key, ${primitive[t]} value); public void set${t}(ConfigOption<${t}> option, ${primitive[t]} value);`,
  ).join('\n  ')}
  public <T> T get(ConfigOption<T> option); public <T> java.util.Optional<T> getOptional(ConfigOption<T> option); public <T> Configuration set(ConfigOption<T> option, T value);
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
        return text === undefined ? option.inner.value : option.inner.read(text);
      },
      getOptional(this: C, option: Holder<Option>) {
        const text = this.inner.get(option.inner.key);
        return optional(text === undefined ? null : option.inner.read(text));
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
            return hold('org.apache.flink.configuration.ConfigOptions$TypedConfigOptionBuilder', {
              key: this.inner,
              read: boxedOf(t),
            });
          },
        ]),
      ),
    },
    'ConfigOptions.TypedConfigOptionBuilder': {
      $class: class extends Holder {},
      defaultValue(this: Holder<Option>, value: unknown) {
        return hold('org.apache.flink.configuration.ConfigOption', { ...this.inner, value });
      },
      noDefaultValue(this: Holder<Option>) {
        return hold('org.apache.flink.configuration.ConfigOption', { ...this.inner, value: null });
      },
    },
    ...Object.fromEntries(
      optionClasses.map((type) => [
        type,
        Object.fromEntries(
          OPTIONS.filter(([each]) => each === type).map(([, name, of, key, value]) => [
            name,
            () => hold('org.apache.flink.configuration.ConfigOption', { key, value, read: boxedOf(of.toLowerCase()) }),
          ]),
        ),
      ]),
    ),
  },
});
export function javaMap(map: ReadonlyMap<string, string>): HashMapObject {
  const out = allocate<HashMapObject>('java.util.HashMap');
  for (const [k, v] of map) out.put$Object$Object(k, v);
  return out;
}
