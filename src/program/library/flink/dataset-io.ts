/** Formats of the DataSet API, DataSetUtils. */

import type { DataSet, ExecutionEnvironment } from '../../../flink/api/dataset.ts';
import { countElementsPerPartition, zipWithIndex, zipWithUniqueId } from '../../../flink/api/dataset-utils.ts';
import type { FileFormat } from '../../../flink/api/transformations.ts';
import { type TypeInformation, tupleType } from '../../../flink/api/types.ts';
import { jvm } from '../../jvm.ts';
import { programOf } from '../../link.ts';
import { Base } from '../../runtime/object.ts';
import { raise } from '../../runtime/raise.ts';
import type { JavaClass } from '../../runtime-types.ts';
import type { LoadedClasses } from '../../serialize.ts';
import { library } from '../table.ts';
import { here, type SetObject, wrap } from './dataset-support.ts';
import { Holder } from './support.ts';
import { typeOfClass } from './type-classes.ts';

type CsvFormat = Extract<FileFormat, { kind: 'csv' }>;
interface Csv {
  readonly path: string;
  options: Partial<Omit<CsvFormat, 'kind' | 'types'>>;
}
type CsvObject = Holder<Csv> & { environment: ExecutionEnvironment };

const option = <A extends never[]>(change: (...args: A) => Csv['options']) =>
  function (this: CsvObject, ...args: A): unknown {
    this.inner.options = { ...this.inner.options, ...change(...args) };
    return this;
  };
function read(self: CsvObject, types: TypeInformation, more: Csv['options'] = {}): unknown {
  const { path, options } = self.inner;
  const set = here(self).readCsvFile(
    path,
    {
      kind: 'csv',
      fieldDelimiter: ',',
      lineDelimiter: '\n',
      skipFirstLine: false,
      ...options,
      ...more,
      types,
    },
    types,
  );
  return wrap(self.environment, set, 'operators.DataSource');
}
/** By the constructor without parameters, as PojoTypeInfo wants one. */
function newInstance(type: JavaClass): unknown {
  const found = (programOf(jvm()) as LoadedClasses).classNamed(type.info!.name);
  const object = new found!.constructor() as Record<string, () => unknown>;
  object['$init$']!();
  return object;
}
/** `T`, `1` and numbers include a field, anything else leaves it out. */
function mask(text: string): boolean[] {
  const letters = [...text.replace(/[^TFtf01]/g, '')];
  if (letters.length !== text.length) raise('IllegalArgumentException', "Mask string may contain only '0' and '1'.");
  return letters.map((letter) => 'Tt1'.includes(letter));
}

const T = (n: number): string => Array.from({ length: n }, (_, i) => `T${i}`).join(', ');
const ARITIES = Array.from({ length: 25 }, (_, i) => i + 1);

class TextFormat extends Base {
  charset = 'UTF-8';
}
library({
  package: 'org.apache.flink.api.common.io',
  stubs: `
public interface InputFormat<OT, S> extends java.io.Serializable {}
public interface OutputFormat<IT> extends java.io.Serializable { void configure(org.apache.flink.configuration.Configuration parameters); void open(int taskNumber, int numTasks) throws java.io.IOException; void writeRecord(IT record) throws java.io.IOException; void close() throws java.io.IOException; }
public abstract class RichOutputFormat<IT> implements OutputFormat<IT> { public RichOutputFormat(); public void setRuntimeContext(org.apache.flink.api.common.functions.RuntimeContext context); public org.apache.flink.api.common.functions.RuntimeContext getRuntimeContext(); }
public abstract class FileInputFormat<T> implements java.io.Serializable {}`,
  bodies: {
    RichOutputFormat: {
      $class: class extends Holder {},
      new() {},
      setRuntimeContext(this: Holder, context: unknown) {
        this.inner = context;
      },
      getRuntimeContext(this: Holder) {
        return (
          this.inner ??
          raise(
            'IllegalStateException',
            'The runtime context has not been initialized yet. Try accessing it in one of the other life cycle methods.',
          )
        );
      },
    },
  },
});

/** Formats that are sinks of the simulation's own. */
class FormatObject<T> extends Holder<T> {
  output(_set: DataSet, _name: string): object {
    throw new Error('not a format');
  }
}

library({
  package: 'org.apache.flink.api.java.io',
  stubs: `
import org.apache.flink.api.java.tuple.*;
import org.apache.flink.api.java.operators.DataSource;
import org.apache.flink.core.fs.FileSystem.WriteMode;
import org.apache.flink.core.fs.Path;
public class CsvReader {
  public CsvReader lineDelimiter(String delimiter); public CsvReader fieldDelimiter(String delimiter); public CsvReader fieldDelimiter(char delimiter); public CsvReader parseQuotedStrings(char quote); public CsvReader ignoreComments(String prefix); public CsvReader ignoreFirstLine(); public CsvReader ignoreInvalidLines(); public CsvReader includeFields(boolean... fields); public CsvReader includeFields(String mask); public CsvReader setCharset(String charset);
  public <T> DataSource<T> pojoType(Class<T> type, String... fields); public <T extends Tuple> DataSource<T> tupleType(Class<T> type);
  ${ARITIES.map(
    (n) =>
      `public <${T(n)}> DataSource<Tuple${n}<${T(n)}>> types(${ARITIES.slice(0, n)
        .map((_, i) => `Class<T${i}> type${i}`)
        .join(', ')});`,
  ).join('\n  ')}
}
@Open public class TextInputFormat extends org.apache.flink.api.common.io.FileInputFormat<String> { public TextInputFormat(Path path); public String getCharsetName(); public void setCharsetName(String charsetName); }
public class DiscardingOutputFormat<T> implements org.apache.flink.api.common.io.OutputFormat<T> { public DiscardingOutputFormat(); }
public class PrintingOutputFormat<T> implements org.apache.flink.api.common.io.OutputFormat<T> { public PrintingOutputFormat(); public PrintingOutputFormat(boolean stderr); public PrintingOutputFormat(String identifier, boolean stderr); }
@NotSimulated public class LocalCollectionOutputFormat<T> implements org.apache.flink.api.common.io.OutputFormat<T> { public LocalCollectionOutputFormat(java.util.Collection<T> out); }
`,
  bodies: {
    TextInputFormat: {
      $class: TextFormat,
      new() {},
      getCharsetName(this: TextFormat) {
        return this.charset;
      },
      setCharsetName(this: TextFormat, name: string | null) {
        if (name === null) raise('IllegalArgumentException', 'Charset must not be null.');
        this.charset = name!;
      },
    },
    CsvReader: {
      $class: class extends Holder {},
      lineDelimiter: option((lineDelimiter: string) => ({ lineDelimiter })),
      'fieldDelimiter(String)': option((fieldDelimiter: string) => ({ fieldDelimiter })),
      'fieldDelimiter(char)': option((code: number) => ({ fieldDelimiter: String.fromCharCode(code) })),
      parseQuotedStrings: option((code: number) => ({ quote: String.fromCharCode(code) })),
      ignoreComments: option((comments: string) => ({ comments })),
      ignoreFirstLine: option(() => ({ skipFirstLine: true })),
      ignoreInvalidLines: option(() => ({ lenient: true })),
      'includeFields(boolean[])': option((included: ArrayLike<boolean | number>) => ({
        included: Array.from(included, Boolean),
      })),
      'includeFields(String)': option((text: string) => ({ included: mask(text) })),
      setCharset: option(() => ({})),
      pojoType(this: CsvObject, type: JavaClass, fields: ArrayLike<string>) {
        const pojo = typeOfClass(type);
        const names = Array.from(fields);
        const indexes = names.map((name) => {
          const at = pojo.fields.findIndex((field) => field.name === name);
          return at >= 0
            ? at
            : raise(
                'IllegalArgumentException',
                `Given field name '${name}' is not part of the given POJO type ${pojo.name}`,
              );
        });
        return read(this, pojo, { pojo: { indexes, create: () => newInstance(type) } });
      },
      tupleType(this: CsvObject, type: JavaClass) {
        return read(this, typeOfClass(type));
      },
      ...Object.fromEntries(
        ARITIES.map((n) => [
          `types(${Array.from({ length: n }, () => 'Class').join(',')})`,
          function (this: CsvObject, ...types: JavaClass[]) {
            return read(this, tupleType(types.map((type) => typeOfClass(type))));
          },
        ]),
      ),
    },
    DiscardingOutputFormat: {
      $class: class extends FormatObject<null> {
        override output(set: DataSet, name: string): object {
          return set.discard(name);
        }
      },
      new() {},
    },
    PrintingOutputFormat: {
      $class: class extends FormatObject<{ identifier: string; stderr: boolean }> {
        override output(set: DataSet): object {
          const { identifier, stderr } = this.inner;
          return stderr ? set.printToErrOnTaskManager(identifier) : set.printOnTaskManager(identifier);
        }
        override $toString(): string {
          return `Print to System.${this.inner.stderr ? 'err' : 'out'}`;
        }
      },
      'new()'(this: Holder) {
        this.inner = { identifier: '', stderr: false };
      },
      'new(boolean)'(this: Holder, stderr: boolean) {
        this.inner = { identifier: '', stderr };
      },
      'new(String,boolean)'(this: Holder, identifier: string, stderr: boolean) {
        this.inner = { identifier, stderr };
      },
    },
  },
});

library({
  package: 'org.apache.flink.api.java.utils',
  stubs: `
import org.apache.flink.api.java.DataSet;
import org.apache.flink.api.java.tuple.Tuple2;
public final class DataSetUtils { public static <T> DataSet<Tuple2<Integer, Long>> countElementsPerPartition(DataSet<T> input); public static <T> DataSet<Tuple2<Long, T>> zipWithIndex(DataSet<T> input); public static <T> DataSet<Tuple2<Long, T>> zipWithUniqueId(DataSet<T> input); @NotSimulated public static <T> DataSet<T> sampleWithSize(DataSet<T> input, boolean replace, int size); @NotSimulated public static <T> Object summarize(DataSet<T> input); }`,
  bodies: {
    DataSetUtils: {
      countElementsPerPartition: (input: SetObject) =>
        wrap(input.environment, countElementsPerPartition(input.inner), 'operators.MapPartitionOperator'),
      zipWithIndex: (input: SetObject) =>
        wrap(input.environment, zipWithIndex(input.inner), 'operators.MapPartitionOperator'),
      zipWithUniqueId: (input: SetObject) =>
        wrap(input.environment, zipWithUniqueId(input.inner), 'operators.MapPartitionOperator'),
    },
  },
});
