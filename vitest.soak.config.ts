import { defineConfig } from 'vitest/config';

/** What takes long and is left to chance: not part of `npm test`. */
export default defineConfig({
  test: { include: ['workers/**/*.soak.ts'], hookTimeout: 60_000, maxWorkers: 2 },
});
