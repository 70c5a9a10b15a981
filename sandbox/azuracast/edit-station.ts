/** `PUT /admin/station/{id}`: a partial merge that deletes, lowers and restarts as StationsController does. */
import { z } from 'zod';
import type { Effect } from '../pretend/faults.ts';
import { writeConfiguration } from './configuration.ts';
import type { Station } from './state.ts';

/** HTTP 400, type `ValidationException`. */
export class ValidationError extends Error {}
/** HTTP 500: the serializer met another type than the property has. */
export class TypeMismatchError extends Error {}

/** Text that is a number is one here, and only here (`Types::intOrNull`). */
const looseInteger = z.union([
  z.int(),
  z.string().regex(/^\d+$/).transform(Number),
  z.null(),
  z.literal('').transform(() => null),
]);

/** Keys that AzuraCast does not know are passed over in silence (provisioning.md §3 Pitfalls). */
const bodySchema = z.object({
  is_enabled: z.boolean().optional(),
  short_name: z.string().optional(),
  backend_type: z.enum(['liquidsoap', 'none']).optional(),
  max_bitrate: z.int().optional(),
  max_mounts: z.int().optional(),
  max_hls_streams: z.int().optional(),
  frontend_config: z
    .object({ max_listeners: looseInteger.optional(), custom_config: z.string().nullable().optional() })
    .optional(),
});

/** What a client with `manage station profile` may change too: the listener limit is among it. */
export const profileKeys = ['short_name', 'frontend_config', 'backend_type'] as const;

export function editStation(before: Station, body: unknown, effect: Effect): Station {
  const parsed = bodySchema.safeParse(body ?? {});
  if (!parsed.success) {
    throw new TypeMismatchError(`The type of "${parsed.error.issues[0]?.path.join('.') ?? ''}" is wrong.`);
  }
  const merged = withEffect(before, merge(before, parsed.data), effect);
  const { max_bitrate: limit, record_streams_bitrate: recorded } = merged;
  if (limit !== 0 && recorded > limit) {
    throw new ValidationError(
      `backend_config.record_streams_bitrate: must be less than or equal to ${limit}.`,
    );
  }
  const reduced = reduce(before, merged);
  const changed = JSON.stringify(reduced) !== JSON.stringify(before);
  const flagged = { ...reduced, needs_restart: before.needs_restart || changed };
  if (!restartsByItself(before, merged)) return flagged;
  // `catch (Throwable) {}`: whatever goes wrong here, the answer is "Changes saved successfully."
  return effect === 'stream-fails'
    ? flagged
    : writeConfiguration(flagged, { attemptReload: true, streamFails: false }).station;
}

function merge(station: Station, { frontend_config: config, ...own }: z.infer<typeof bodySchema>): Station {
  const given = Object.fromEntries(Object.entries(own).filter(([, value]) => value !== undefined));
  return {
    ...station,
    ...given,
    ...(config?.max_listeners === undefined ? {} : { max_listeners: config.max_listeners }),
    ...(config?.custom_config === undefined ? {} : { custom_config: config.custom_config }),
  };
}

function withEffect(before: Station, merged: Station, effect: Effect): Station {
  if (effect === 'none') return before;
  if (effect === 'half') return { ...merged, max_listeners: before.max_listeners };
  return typeof effect === 'object' ? { ...merged, [effect.field]: effect.value } : merged;
}

/** A lower limit takes what lies beyond it: mounts are deleted, bitrates lowered; none of it ever comes back. */
function reduce(before: Station, after: Station): Station {
  const { max_bitrate: bitrate, max_mounts: mounts, max_hls_streams: streams } = after;
  const lowered = bitrate !== 0 && (before.max_bitrate === 0 || bitrate < before.max_bitrate);
  const kept = mounts === 0 ? after.mounts : after.mounts.slice(0, mounts);
  return {
    ...after,
    mounts: lowered
      ? kept.map((mount) => ({
          ...mount,
          autodj_bitrate: mount.autodj_bitrate === null ? null : Math.min(mount.autodj_bitrate, bitrate),
        }))
      : kept,
    hls_streams: streams === 0 ? after.hls_streams : after.hls_streams.slice(0, streams),
  };
}

/** The changes with which the PUT rewrites the configuration itself; all others only set `needs_restart`. */
const restartsByItself = (before: Station, after: Station): boolean =>
  before.short_name !== after.short_name ||
  before.backend_type !== after.backend_type ||
  before.is_enabled !== after.is_enabled ||
  isLowered(before.max_mounts, after.max_mounts) ||
  isLowered(before.max_hls_streams, after.max_hls_streams);

/** Also from 0, and also where nothing changed but was 0 before: `$old > $new || $old === 0`. */
const isLowered = (before: number, after: number): boolean => after !== 0 && (before > after || before === 0);
