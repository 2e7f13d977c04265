/** ParameterTool and MultipleParameterTool. */

import { allocate } from '../../link.ts';
import { absolutePath, disk } from '../../runtime/disk.ts';
import type { HashMapObject } from '../../runtime/hash-maps.ts';
import type { FileInput, InputStreamObject } from '../../runtime/io.ts';
import { newArrayList } from '../../runtime/lists.ts';
import { type JavaMap, mapEntries } from '../../runtime/maps.ts';
import { parseDouble } from '../../runtime/numbers.ts';
import { stringOf } from '../../runtime/object.ts';
import { raise } from '../../runtime/raise.ts';
import { library } from '../table.ts';
import { javaMap, read } from './configuration.ts';
import { Holder, hold } from './support.ts';

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
function propertiesIn(input: InputStreamObject): unknown {
  const read = allocate<HashMapObject & { load$InputStream(input: InputStreamObject): void }>('java.util.Properties');
  read.load$InputStream(input);
  return hold(PARAMETERS, new Map([...mapEntries(read)].map(([k, v]) => [stringOf(k), stringOf(v)])));
}
function propertiesFile(path: string): unknown {
  if (!disk().exists(absolutePath(path)))
    raise('java.io.FileNotFoundException', `Properties file ${absolutePath(path)} does not exist`);
  return propertiesIn(allocate<FileInput>('java.io.FileInputStream').$init$String(path));
}
library({
  package: 'org.apache.flink.api.java.utils',
  stubs: `
public class ParameterTool extends org.apache.flink.api.common.ExecutionConfig.GlobalJobParameters implements java.io.Serializable {
  public static ParameterTool fromArgs(String[] args); public static ParameterTool fromMap(java.util.Map<String, String> map); public static ParameterTool fromSystemProperties(); public static ParameterTool fromPropertiesFile(String path) throws java.io.IOException; public static ParameterTool fromPropertiesFile(java.io.File file) throws java.io.IOException; public static ParameterTool fromPropertiesFile(java.io.InputStream in) throws java.io.IOException;
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
      'fromPropertiesFile(InputStream)': propertiesIn,
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
