import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Small programs, many to a file: each begins with `//// Name`; what stands above a line `--` are members of its class, the rest is the
 * body of its main.
 */
export interface Snippet {
  readonly name: string;
  /** As a whole file, `Name.java`. */
  readonly source: string;
}

const IMPORTS = 'import java.util.*; import java.util.function.*; import java.util.stream.*;';

export function snippets(file: string): Snippet[] {
  return blocks(readFileSync(join(import.meta.dirname, file), 'utf8')).map(([name, text]) => {
    const lines = text.split('\n');
    const cut = lines.indexOf('--');
    const members = cut < 0 ? [] : lines.slice(0, cut);
    const body = lines.slice(cut + 1);
    const parts = [
      `${IMPORTS} public class ${name} {`,
      ...members,
      'public static void main(String[] args) throws Exception {',
      ...body,
      '}',
      '}',
      '',
    ];
    return { name, source: parts.join('\n') };
  });
}

/** `//// Name` and what follows it, up to the next. */
function blocks(text: string): [name: string, text: string][] {
  return text
    .split(/^\/\/\/\/ /m)
    .slice(1)
    .map((block) => {
      const end = block.indexOf('\n');
      return [block.slice(0, end), block.slice(end + 1)];
    });
}

/** What the JDK on this machine says of them, by name; null where there is none. */
export function judge(all: readonly Snippet[], how: 'run' | 'errors'): Map<string, string> | null {
  const folder = mkdtempSync(join(tmpdir(), 'millrace-conformance-'));
  try {
    for (const { name, source } of all) writeFileSync(join(folder, `${name}.java`), source);
    const { status, stdout, stderr } = spawnSync(
      'java',
      [
        '-Djava.security.manager=allow',
        '-Dfile.encoding=UTF-8',
        '-Duser.language=en',
        '-Duser.timezone=UTC',
        '-XX:-ShowCodeDetailsInExceptionMessages',
        '-XX:TieredStopAtLevel=1',
        join(import.meta.dirname, 'Judge.java'),
        folder,
        how,
      ],
      { encoding: 'utf8', maxBuffer: 1 << 26 },
    );
    if (status === null) return null;
    if (status !== 0) throw new Error(stderr);
    return new Map(blocks(stdout));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The recorded answers, for machines without a JDK (`RECORD=1 npx vitest run test/program/java/conformance` makes them). */
export function recorded(file: string): Map<string, string> {
  return new Map(blocks(readFileSync(join(import.meta.dirname, file), 'utf8')));
}
export function record(file: string, answers: ReadonlyMap<string, string>): void {
  const text = [...answers].map(([name, answer]) => `//// ${name}\n${answer}`).join('');
  writeFileSync(join(import.meta.dirname, file), text);
}
