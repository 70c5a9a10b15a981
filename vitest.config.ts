import { defineConfig } from 'vitest/config';

const project = (name: string, order: number, options: object = {}) => ({
  test: {
    name,
    include: [`test/${name}/**/*.test.ts`],
    sequence: { groupOrder: order },
    testTimeout: 20_000,
    ...options,
  },
});

export default defineConfig({
  test: {
    projects: [
      project('laws', 0, { testTimeout: 180_000 }),
      project('unit', 1),
      project('contract', 2, { testTimeout: 60_000, hookTimeout: 60_000 }),
      project('crash', 3, { testTimeout: 300_000, hookTimeout: 60_000 }),
      project('browser', 4, { testTimeout: 180_000, hookTimeout: 60_000 }),
    ],
  },
});
