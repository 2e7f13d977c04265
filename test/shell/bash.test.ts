import { describe, expect, it } from 'vitest';
import recorded from './recorded.json' with { type: 'json' };
import { bashC } from './support.ts';

/** What this bash leaves to others, with the reason. */
const DIFFERENT: Readonly<Record<string, string>> = {};

describe('bash scripts do what the real bash did', () => {
  for (const { script, stdout, status } of recorded) {
    if (DIFFERENT[script]) continue;
    it(script.split('\n')[0]!.slice(0, 100), () => {
      const result = bashC(script);
      expect({
        stdout: result.stdout,
        status: result.status,
        ...(result.status !== status ? { stderr: result.stderr } : {}),
      }).toEqual({ stdout, status });
    });
  }
});
