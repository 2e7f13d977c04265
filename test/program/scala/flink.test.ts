import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { runCell } from '../run-cell.ts';

interface Recorded {
  readonly stdout: string;
  /** The exception that ended main() and its causes. */
  readonly thrown: readonly string[];
}
const at = (name: string): string => readFileSync(new URL(`flink/${name}`, import.meta.url), 'utf8');
const recorded = JSON.parse(at('recorded.json')) as Readonly<Record<string, Recorded>>;
const open = new Set(JSON.parse(at('open.json')) as readonly string[]);
const [imports, streams, sets] = at('imports.txt').split('---\n') as [string, string, string];
function programOf(section: string): { readonly name: string; readonly text: string } {
  const end = section.indexOf('\n');
  const body = section.slice(end + 1);
  const text = body.startsWith('---\n')
    ? body.slice(4)
    : `object Main {\n  def main(args: Array[String]): Unit = {\n    val env = StreamExecutionEnvironment.getExecutionEnvironment\n    env.setParallelism(1)\n${body}\n  }\n}\n`;
  return {
    name: section.slice(0, end),
    text: imports + (/ ExecutionEnvironment\.get/.test(body) ? sets : streams) + text,
  };
}

/** Two inputs of an operator come in any order, and so do two sinks: lines are compared without theirs. Serializers' addresses are no facts. */
const lines = (text: string): string[] =>
  text
    .replace(/Serializer@[0-9a-f]+/g, 'Serializer@')
    .split('\n')
    .sort();

describe("Scala programs, as Flink 1.13.6's MiniCluster runs them", () => {
  for (const { name, text } of at('programs.txt').split(/^### /m).slice(1).map(programOf)) {
    const wanted = recorded[name];
    if (!wanted) continue;
    (open.has(name) ? it.fails : it)(name, () => {
      const { stdout, stderr } = runCell('scala', text);
      expect(lines(stdout)).toEqual(lines(wanted.stdout));
      if (wanted.thrown.length === 0) expect(stderr).toBe('');
      for (const cause of wanted.thrown) expect(stderr).toContain(cause);
    });
  }
});
