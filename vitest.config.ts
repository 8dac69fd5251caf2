import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 30_000,
    expect: { poll: { timeout: 15_000 } },
    maxWorkers: 2,
    // No test leaves anything behind in its process, and loading everything anew for each file takes longer than testing it.
    isolate: false,
  },
});
