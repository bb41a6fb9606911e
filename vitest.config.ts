import { defineConfig } from 'vitest/config'

import { bundledThreads } from './test/support/bundled-threads.ts'

export default defineConfig({
  plugins: [bundledThreads()],
  // Packages resolve to their sources through the `source` export condition: tests need no build.
  resolve: { conditions: ['source', 'node'] },
  ssr: { resolve: { conditions: ['source', 'node'], externalConditions: ['source', 'node'] } },
  test: {
    include: ['packages/*/src/**/*.test.ts', 'test/**/*.test.ts', 'examples/**/*.test.ts'],
    pool: 'forks',
    // A dependency of theirs has a `source` condition too, and TypeScript behind it, which Node alone would refuse.
    server: { deps: { inline: ['ai', /@ai-sdk\//, 'eventsource-parser'] } },
    // The native engine shares two cores with the runner on small machines.
    testTimeout: 30_000,
    reporters: ['default', './scripts/closing-line-reporter.mjs'],
  },
})
