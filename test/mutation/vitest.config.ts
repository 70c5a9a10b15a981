/**
 * What Stryker runs for each mutant of `src/billing/` (`npm run mutate`): the quick tests, without the long lives of
 * L7, the 100,000 rows and the second implementation. Its runner uses worker threads, where a test cannot change the
 * machine's time zone: the mutants that only such a machine notices survive here and die in `npm test`.
 */
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/unit/billing/**/*.test.ts'],
    testNamePattern: /^(?!.*(100,000 rows|as its contract in whole numbers does))/,
    testTimeout: 20_000,
  },
});
