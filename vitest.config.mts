import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Hangs are told, slowness is not: other work may keep the machine busy.
    testTimeout: 180_000,
    hookTimeout: 180_000,
    expect: { poll: { timeout: 60_000 } },
    maxWorkers: 2,
    tags: [
      // `npm test` runs them after all others, one file after the other; `npx vitest run --tagsFilter '!timing'` leaves them out.
      { name: 'timing', description: 'Measures wall time: nothing else may run beside it.' },
    ],
  },
});
