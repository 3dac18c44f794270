import { defineConfig } from 'vitest/config'
import { LongestFirst } from './scripts/setup/longest-first'

const engineTests = ['src/**/*.engine.test.ts', 'e2e/**/*.engine.test.ts']

export default defineConfig({
  test: {
    // Told here for all projects: one of a project's own is not heard.
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        test: {
          name: 'unit',
          include: ['src/**/*.test.ts', 'renderer/**/*.test.{ts,tsx}', 'scripts/**/*.test.ts', 'bench/**/*.test.ts'],
          exclude: engineTests,
          // No test replaces a module, so files can share a process: starting one for each took three quarters of the time.
          isolate: false,
          maxWorkers: 2,
          // Property tests try hundreds of cases; a busy machine takes its time over them.
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'engine',
          include: engineTests,
          // As above.
          isolate: false,
          // Each file starts daemons of its own, and waits for them most of the time.
          maxWorkers: 4,
          testTimeout: 120_000,
          hookTimeout: 180_000,
        },
      },
    ],
  },
})
