/** One account as its server shows it at one moment, already in our words and units. */
import { z } from 'zod';
import { limitsSchema, usageSchema } from './limit.ts';
import { instantSchema } from './time.ts';

/** What only a radio station has; what its server does not tell is left out. */
export const stationReadingSchema = z.object({
  /** What its listeners notice of a change, where that depends on the station and not on the kind of server alone. */
  interruption: z.enum(['none', 'reload', 'restart']).exactOptional(),
  /** Whether it can be heard now. */
  onAir: z.boolean().exactOptional(),
  /** Whether somebody broadcasts live into it now, and would be cut off by a restart. */
  live: z.boolean().exactOptional(),
  /** The port that players and encoders have been given. */
  port: z.number().int().positive().exactOptional(),
  /** The most listeners at a time, and since when they have been counted. */
  peak: z.object({ listeners: z.number().int().nonnegative(), since: instantSchema }).exactOptional(),
  /** Music files that the client has uploaded. */
  tracks: z.number().int().nonnegative().exactOptional(),
});
export type StationReading = z.infer<typeof stationReadingSchema>;

export const accountReadingSchema = z.object({
  /** The package's name on the server; null where the server knows no packages (raw limits only). */
  packageName: z.string().nullable(),
  suspended: z.boolean(),
  limits: limitsSchema,
  usage: usageSchema,
  readAt: instantSchema,
  /** False: the server holds these limits, but the stream still runs with earlier ones until it is reloaded. */
  inForce: z.boolean().exactOptional(),
  station: stationReadingSchema.exactOptional(),
});
export type AccountReading = z.infer<typeof accountReadingSchema>;
