import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    testTimeout: 30_000,
    // Two processes at once, so that tests that spawn and time processes are not starved by one another.
    maxWorkers: 2,
    pool: 'forks',
    // In CI a test of real processes that met a busy machine is tried once more, and the report says so; what fails twice has failed.
    retry: process.env.CI === undefined ? 0 : 1,
  },
});
