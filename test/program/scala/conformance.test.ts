import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { compileSource, runMain } from '../java/harness.ts';

interface Recorded {
  readonly errors: readonly (readonly [number, string])[];
  readonly stdout: string;
  readonly thrown: string;
}
const at = (name: string): string => readFileSync(new URL(`conformance/${name}`, import.meta.url), 'utf8');
const recorded = JSON.parse(at('recorded.json')) as Readonly<Record<string, Recorded>>;
const open = new Set(JSON.parse(at('open.json')) as readonly string[]);

function programs(kind: string): { readonly name: string; readonly text: string }[] {
  return at(`${kind}.txt`)
    .split(/^### /m)
    .slice(1)
    .map((section) => {
      const end = section.indexOf('\n');
      const body = section.slice(end + 1);
      const text = body.startsWith('---\n')
        ? body.slice(4)
        : `object Main {\n  def main(args: Array[String]): Unit = {\n${body.replace(/\n+$/, '')}\n  }\n}\n`;
      return { name: section.slice(0, end), text };
    });
}
/** What kind of error a message is: its words without the program's. */
const kindOf = (message: string): string =>
  message
    .split('\n')[0]!
    .replace(/\b(?:method|class|object|trait|value|type|package|constructor) [^\s;:,]+/g, '_')
    .replace(/\([^)]*\)\S*|`[^`]*`|'[^']*'/g, '_')
    .replace(/\bof \S+( => \S+)?|: .*$/g, '');

async function check(name: string, text: string, wanted: Recorded): Promise<void> {
  const result = await compileSource('Main.scala', text);
  const ours = result.diagnostics.filter((d) => d.severity === 'error').map((d) => `${d.line}: ${kindOf(d.message)}`);
  expect(ours, name).toEqual(wanted.errors.map(([line, message]) => `${line}: ${kindOf(message)}`));
  if (!result.jar) return;
  const output = runMain(result.jar, 'Main');
  if (wanted.thrown === '') expect(output, name).toBe(wanted.stdout);
  else {
    expect(output.startsWith(wanted.stdout), name).toBe(true);
    expect(output, name).toContain(wanted.thrown);
  }
}

describe.each(['language', 'collections', 'errors', 'dense', 'mistakes'])('%s, as scalac has it', (kind) => {
  for (const { name, text } of programs(kind)) {
    const wanted = recorded[`${kind}/${name}`]!;
    const run = open.has(`${kind}/${name}`) ? it.fails : it;
    run(name, () => check(name, text, wanted));
  }
});
