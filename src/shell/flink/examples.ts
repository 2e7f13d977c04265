import type { Jar } from '../../flink/api/jar.ts';
import type { Compile } from '../compiler.ts';
import { BATCH_EXAMPLES } from './examples-java/batch.ts';
import { type Example, NOT_SIMULATED, notSimulated } from './examples-java/example.ts';
import { STREAMING_EXAMPLES } from './examples-java/streaming.ts';

/** A program of examples/: it is compiled when it is first run. */
export interface ExampleJar {
  readonly millraceExample: string;
}

/** Paths below examples/. */
const EXAMPLES: Readonly<Record<string, Example>> = {
  ...BATCH_EXAMPLES,
  ...STREAMING_EXAMPLES,
  ...Object.fromEntries(NOT_SIMULATED.map((path) => [path, notSimulated(path)])),
};

/** The jars of the distribution, by path below examples/. */
export const exampleNames = Object.keys(EXAMPLES);

export function isExample(value: unknown): value is ExampleJar {
  return typeof value === 'object' && value !== null && 'millraceExample' in value;
}

const compiled = new WeakMap<Compile, Map<string, Jar | null>>();

/** The program behind an example's file; null where nothing compiles programs. */
export function exampleJar({ millraceExample: path }: ExampleJar, compile: Compile | undefined): Jar | null {
  const example = EXAMPLES[path];
  if (!example || !compile) return null;
  const known = compiled.get(compile) ?? new Map<string, Jar | null>();
  compiled.set(compile, known);
  let jar = known.get(path);
  if (jar === undefined) {
    const { mainClass, source } = example;
    const file = `src/main/java/${mainClass.replace(/\./g, '/')}.java`;
    const text = `package ${mainClass.slice(0, mainClass.lastIndexOf('.'))};${source}`;
    const built = compile([{ file, text }]).jar;
    jar = built && { ...built, mainClass, hasClass: (name) => built.hasClass(name), load: (jvm) => built.load(jvm) };
    known.set(path, jar);
  }
  return jar;
}
