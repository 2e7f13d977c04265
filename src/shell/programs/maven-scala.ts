import type { CompilerDiagnostic, SourceFile } from '../compiler.ts';

/** net.alchim31.maven:scala-maven-plugin as a pom has it. */
export interface ScalaPlugin {
  readonly version: string;
  /** Id of the execution that compiles. */
  readonly execution: string;
  /** Bound to a phase before `compile`, so that it comes before javac. */
  readonly isFirst: boolean;
}

export function scalaPlugin(pom: string): ScalaPlugin | null {
  const plugin = [...pom.matchAll(/<plugin>[\s\S]*?<\/plugin>/g)]
    .map(([text]) => text)
    .find((text) => /<artifactId>\s*scala-maven-plugin\s*</.test(text));
  if (!plugin) return null;
  const executions = [...plugin.matchAll(/<execution>[\s\S]*?<\/execution>/g)].map(([text]) => text);
  const compiling = executions.find((text) => /<goal>\s*(?:compile|add-source)\s*</.test(text)) ?? '';
  const tag = (name: string, text: string): string | undefined =>
    new RegExp(`<${name}>\\s*([^<]*?)\\s*</${name}>`).exec(text)?.[1];
  const written = tag('version', plugin.replace(/<configuration>[\s\S]*?<\/configuration>/g, '')) ?? '4.5.6';
  const property = /^\$\{(.+)\}$/.exec(written)?.[1];
  return {
    version: property === undefined ? written : (tag(property.replaceAll('.', '\\.'), pom) ?? '4.5.6'),
    execution: tag('id', compiling) ?? 'default',
    isFirst: /^(?:validate|initialize|(?:generate|process)-(?:sources|resources))$/.test(tag('phase', compiling) ?? ''),
  };
}

/** What the plugin says before it compiles: up to version 3 scalac is a process of its own, then it is Zinc. */
export function scalaStart({ version }: ScalaPlugin, count: number, root: string): string[] {
  return isZinc(version)
    ? [`compiling ${count} Scala source${count === 1 ? '' : 's'} to ${root}/target/classes ...`]
    : [`${root}/src/main/scala:-1: info: compiling`, `Compiling ${count} source files to ${root}/target/classes`];
}
/** One line for an error, the source and a caret; at the end their number. */
export function scalaErrors(
  { version }: ScalaPlugin,
  errors: readonly CompilerDiagnostic[],
  sources: readonly SourceFile[],
  root: string,
): string[] {
  const lines = errors.flatMap(({ file, line, column, message }) => {
    const text = sources.find((s) => s.file === file)?.text.split('\n')[(line ?? 1) - 1] ?? '';
    const [first = '', ...more] = message.split('\n');
    const head = `${root}/${file}:${line ?? 1}: ${isZinc(version) ? '' : 'error: '}${first}`;
    return [head, ...more, text, `${' '.repeat((column ?? 1) - 1)}^`];
  });
  return [...lines, `${NUMBERS[errors.length] ?? errors.length} error${errors.length === 1 ? '' : 's'} found`];
}
export function scalaFailure({ version, execution }: ScalaPlugin, artifact: string): string {
  const goal = `net.alchim31.maven:scala-maven-plugin:${version}:compile`;
  const cause = isZinc(version)
    ? `Execution ${execution} of goal ${goal} failed. CompileFailed`
    : 'wrap: org.apache.commons.exec.ExecuteException: Process exited with an error: 1 (Exit value: 1)';
  return `Failed to execute goal ${goal} (${execution}) on project ${artifact}: ${cause} -> [Help 1]`;
}
function isZinc(version: string): boolean {
  return Number.parseInt(version, 10) >= 4;
}
/** scalac writes small numbers as words. */
const NUMBERS = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];
