import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { packageRoot } from './package-root.ts';

/** The version of this package, as package.json says it. */
export const { version } = z
  .object({ version: z.string() })
  .parse(JSON.parse(readFileSync(new URL('package.json', packageRoot), 'utf8')));
