/** What a test needs from the machine: where it is missing, the tests that need it are skipped, saying why. */
import { test } from 'vitest';

/**
 * Whether the tests that need `name` can run here. Where they cannot, one skipped test stands in their place and says
 * why; with UPSHELF_REQUIRE_ALL=1 (as in CI, where nothing may be skipped) it fails instead.
 */
export function requireOrSkip(name: string, available: boolean, why: string): boolean {
  if (available) return true;
  if (process.env['UPSHELF_REQUIRE_ALL'] === '1') {
    test(`${name} is needed`, () => {
      throw new Error(`${name} is not available: ${why}`);
    });
  } else {
    test.skip(`${name} (skipped: ${why})`);
  }
  return false;
}
