/** What was done under which effect key: the only idempotency this panel offers (design section 8). */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { EffectKey } from '../../src/catalogue/identifiers.ts';
import type { PanelContext } from './context.ts';
import { Refusal } from './refusal.ts';

const effectRow = z.object({ verb: z.string(), args_hash: z.string(), result: z.string() });

/** JSON with sorted keys, so that the same arguments in another order are the same. */
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_key, item: unknown) =>
    typeof item === 'object' && item !== null && !Array.isArray(item)
      ? Object.fromEntries(Object.entries(item).sort(([left], [right]) => (left < right ? -1 : 1)))
      : item,
  );

const hashOf = (args: unknown): string => createHash('sha256').update(canonical(args)).digest('hex');

/** The result that was given under this key; null when it is new; refused when it meant something else. */
export function earlierResult(panel: PanelContext, key: EffectKey, verb: string, args: unknown): unknown {
  const earlier = panel.db.get(effectRow, 'select * from effect where key = ?', key);
  if (!earlier) return null;
  if (earlier.verb !== verb || earlier.args_hash !== hashOf(args))
    throw new Refusal('key-reused', 'this effect key was used for something else');
  return JSON.parse(earlier.result) as unknown;
}

/** Keeps the result; called in the effect's own transaction. */
export function keepResult(
  panel: PanelContext,
  key: EffectKey,
  verb: string,
  args: unknown,
  result: unknown,
): void {
  panel.db.insert(
    'insert into effect (key, verb, args_hash, result, at) values (?, ?, ?, ?, ?)',
    key,
    verb,
    hashOf(args),
    JSON.stringify(result),
    panel.clock.now(),
  );
}
