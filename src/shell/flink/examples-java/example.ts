/** A program of examples/: its main class and our own source of it, without the package. */
export interface Example {
  readonly mainClass: string;
  readonly source: string;
}

/** A Java string, broken over lines where it is long. */
export function javaText(text: string): string {
  return `(${(text.match(/.{1,200}/g) ?? ['']).map((part) => JSON.stringify(part)).join('\n        + ')})`;
}
/** The lines of a text as arguments of a call. */
export function javaLines(text: string): string {
  return text
    .split('\n')
    .map((line) => JSON.stringify(line))
    .join(',\n          ');
}
/** Reads each file that --input names into `text`, of a `type` that was null. */
export const readInputs = (type: 'DataSet' | 'DataStream'): string => `
    ${type}<String> text = null;
    if (params.has("input")) {
      for (String input : params.getMultiParameterRequired("input")) {
        text = text == null ? env.readTextFile(input) : text.union(env.readTextFile(input));
      }
    }`;

/** Jars of the distribution whose programs are not simulated. */
export const NOT_SIMULATED = [
  'batch/DistCp.jar',
  'streaming/IncrementalLearning.jar',
  'streaming/Twitter.jar',
  'table/AdvancedFunctionsExample.jar',
  'table/ChangelogSocketExample.jar',
  'table/GettingStartedExample.jar',
  'table/StreamSQLExample.jar',
  'table/StreamWindowSQLExample.jar',
  'table/UpdatingTopCityExample.jar',
  'table/WordCountSQLExample.jar',
  'table/WordCountTableExample.jar',
];
/** What such a jar does: it names itself and ends. */
export function notSimulated(path: string): Example {
  const name = path.replace(/^.*\//, '').replace(/\.jar$/, '');
  return {
    mainClass: `org.apache.flink.examples.${name}`,
    source: `
public class ${name} {
  public static void main(String[] args) {
    throw new UnsupportedOperationException("not simulated: the example ${path}");
  }
}`,
  };
}
