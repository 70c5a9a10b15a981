/** One account as its server shows it at one moment, already in our words and units. */
import { z } from 'zod';
import { limitsSchema, usageSchema } from './limit.ts';
import { instantSchema } from './time.ts';

export const accountReadingSchema = z.object({
  /** The package's name on the server; null where the server knows no packages (raw limits only). */
  packageName: z.string().nullable(),
  suspended: z.boolean(),
  limits: limitsSchema,
  usage: usageSchema,
  readAt: instantSchema,
});
export type AccountReading = z.infer<typeof accountReadingSchema>;
