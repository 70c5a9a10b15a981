/** The two kinds of time: civil dates (the panel's calendar) and instants (the clock). */
import { z } from 'zod';

/** A day of the calendar in the panel's time zone, `YYYY-MM-DD`; text order is time order. */
export const civilDateSchema = z.iso.date().brand<'CivilDate'>();
export type CivilDate = z.infer<typeof civilDateSchema>;

/** A moment: milliseconds since 1970-01-01T00:00:00Z. */
export const instantSchema = z.number().int().nonnegative().brand<'Instant'>();
export type Instant = z.infer<typeof instantSchema>;

/** The moment `milliseconds` after `instant`. */
export const after = (instant: Instant, milliseconds: number): Instant => (instant + milliseconds) as Instant;
