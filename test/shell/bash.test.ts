import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import recorded from './recorded.json' with { type: 'json' };
import { bashC, createShellWorld, run } from './support.ts';

/** Scripts whose message differs on purpose or by a detail that is not simulated. */
const OTHER_MESSAGE = new Set([
  // The token after the expression's last operand is told with its blanks.
  'echo $((1 + )); echo x',
  // bash forgets the name of a -c shell inside functions and calls it environment.
  'r() { return x; }; r',
  'foo(',
  // The command's source text.
  '(kill -9 $BASHPID); echo $?',
]);

describe('bash scripts do and say what the real bash did and said', () => {
  for (const { script, ...expected } of recorded) {
    it(script.split('\n')[0]!.slice(0, 100), () => {
      const { stdout, stderr, status } = bashC(script);
      expect({ stdout, status, stderr: OTHER_MESSAGE.has(script) ? expected.stderr : stderr }).toEqual(expected);
    });
  }
});

/** A word in bash's quotes: single quotes around everything but single quotes. */
const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

describe('quoting', () => {
  it('gives back any text', () => {
    const w = createShellWorld();
    const s = w.session();
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 12 }), (text) => {
        const clean = text.replaceAll('\0', '');
        expect(run(w, s, `printf %s ${quoted(clean)}`).stdout).toBe(clean);
        expect(run(w, s, `x=${quoted(clean)}; printf %s "$x"`).stdout).toBe(clean);
        expect(run(w, s, `x=${quoted(clean)}; y=$x; set -- "$y" z; printf '%s' "\${@:1:1}"`).stdout).toBe(clean);
      }),
    );
  });

  it('never lets a value become syntax', () => {
    const w = createShellWorld();
    const s = w.session();
    fc.assert(
      fc.property(fc.stringMatching(/^[-a;&|$`(){}<>*?#"' ]{0,10}$/), (text) => {
        const result = run(w, s, `set -f; x=${quoted(text)}; set -- $x; echo "$#"; set +f`);
        expect(result.stdout.trim()).toBe(String(text.split(' ').filter((word) => word !== '').length));
        expect(result.stderr).toBe('');
      }),
    );
  });
});
