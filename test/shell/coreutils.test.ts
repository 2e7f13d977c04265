import { describe, expect, it } from 'vitest';
import recorded from './recorded-coreutils.json' with { type: 'json' };
import { createShellWorld, run } from './support.ts';

/** A text in single quotes. */
const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

describe("commands on files do and say what GNU's did and said", () => {
  const w = createShellWorld();
  for (const { script, ...expected } of recorded.cases) {
    it(script.slice(0, 100), () => {
      const session = w.session();
      run(w, session, recorded.setup.join('\n'));
      const { stdout, stderr, status } = run(w, session, `bash -c ${quoted(script)} < /dev/null`);
      expect({ stdout, stderr, status }).toEqual(expected);
    });
  }
});
