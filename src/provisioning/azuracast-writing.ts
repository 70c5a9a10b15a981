/** Limits as AzuraCast takes them: its own names, and its own word for "no limit" in each (provisioning.md §3, §11). */
import type { Limit, Limits } from '../catalogue/limit.ts';
import { azuracastLimits } from './azuracast-reading.ts';
import type { TargetPlan } from './port.ts';
import { refusedAsRawLimits } from './raw-limits.ts';

/** The partial body of `PUT /admin/station/{id}`, which AzuraCast merges: only what is to change. */
export function stationBody({
  listeners,
  bitrate,
  mounts,
  'hls-streams': hls,
  autodj,
}: Limits): Record<string, unknown> {
  return {
    ...(listeners === undefined
      ? {}
      : { frontend_config: { max_listeners: listeners === 'unlimited' ? null : listeners } }),
    ...(bitrate === undefined ? {} : { max_bitrate: zeroForNone(bitrate) }),
    ...(mounts === undefined ? {} : { max_mounts: zeroForNone(mounts) }),
    ...(hls === undefined ? {} : { max_hls_streams: zeroForNone(hls) }),
    ...(autodj === undefined ? {} : { backend_type: autodj === 1 ? 'liquidsoap' : 'none' }),
  };
}

const zeroForNone = (limit: Limit): number => (limit === 'unlimited' ? 0 : limit);

/**
 * The text of `storageQuota`, in bytes with their unit: AzuraCast takes a bare "0" for no limit (`empty()` in
 * Quota::convertFromReadableSize @4923bde), and rounds what it shows in larger units.
 */
export const quotaOf = (limit: Limit): string | null => (limit === 'unlimited' ? null : `${limit} B`);

/** The largest number that AzuraCast's database keeps for bitrate, mounts and HLS streams (a `smallint`). */
const largest = 32_767;

/** See `ServerDriver.refuses`. */
export function refusedByAzuracast(target: TargetPlan): string | null {
  const raw = refusedAsRawLimits('AzuraCast', target, azuracastLimits);
  if (raw !== null) return raw;
  // 0 listeners would shut Icecast and leave SHOUTcast open; 0 of the others means without limit (provisioning.md §3).
  for (const metric of ['listeners', 'bitrate', 'mounts', 'hls-streams'] as const) {
    const limit = target.limits[metric];
    if (limit === 0) return `AzuraCast cannot be given 0 ${metric}.`;
    if (metric !== 'listeners' && limit !== undefined && limit !== 'unlimited' && limit > largest) {
      return `AzuraCast keeps at most ${largest} for ${metric}.`;
    }
  }
  return null;
}
