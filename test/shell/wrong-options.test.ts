import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createShellWorld, run } from './support.ts';

/** What a real 1.13.6 said to wrong and missing words, without a cluster: stdout, stderr, `[exit N]`. */
const RECORDED = readFileSync(new URL('../truth/07-cli/wrong-options.txt', import.meta.url), 'utf8')
  .split(/^\$ /m)
  .filter((part) => part !== '')
  .map((part) => {
    const [command = '', ...lines] = part.trimEnd().split('\n');
    return { command, said: said(lines.join('\n')) };
  });

/** Stack frames and the JDK's own causes differ from JDK to JDK. */
function said(text: string): string {
  return text
    .split('\n')
    .filter((line) => !/^\t|NumberFormatException/.test(line))
    .join('\n')
    .trimEnd();
}

describe('wrong and missing words', () => {
  const world = createShellWorld();
  const session = world.session();
  run(world, session, 'cd $FLINK_HOME');
  it.each(RECORDED)('$command', ({ command, said: expected }) => {
    const { stdout, stderr, status } = run(world, session, command);
    expect(`${said(stdout + stderr)}\n[exit ${status}]`.trimStart()).toBe(expected.trimStart());
  });
});
