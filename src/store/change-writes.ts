/** Everything that writes to the change table. */
import type { Kysely } from 'kysely';
import { moves, type Change, type ChangeState } from '../change/states.ts';
import type { Instant } from '../catalogue/time.ts';
import { changeOf, newRow, staffWishText, steppedColumns } from './change-row.ts';
import { addHistory } from './history.ts';
import { addToOutbox } from './outbox.ts';
import { writePeriods } from './periods.ts';
import { free, isFree } from './leases.ts';
import type { Claim, Step, Store } from './port.ts';
import type { Database, Tables } from './tables.ts';
import { violationOf } from './violations.ts';

export function changeWrites({
  tables,
  locksRows,
}: Database): Pick<Store, 'accept' | 'claim' | 'record' | 'ring' | 'wish'> {
  return {
    async accept(change, entry) {
      try {
        await tables.transaction().execute(async (transaction) => {
          await transaction.insertInto('change').values(newRow(change)).execute();
          await addHistory(transaction, change.id, [entry]);
        });
        return 'accepted';
      } catch (error) {
        const violation = violationOf(error);
        if (violation === null) throw error;
        return violation;
      }
    },

    async claim(worker, now, lease) {
      const row = await tables
        .updateTable('change')
        .set(({ eb }) => ({
          lease_owner: worker,
          lease_until: now + lease,
          version: eb('version', '+', 1),
        }))
        .where('id', '=', (eb) =>
          eb
            .selectFrom('change')
            .select('id')
            .where('due_at', '<=', now)
            .where(isFree(now))
            .orderBy('due_at')
            .orderBy('id')
            .limit(1)
            .$if(locksRows, (query) => query.forUpdate().skipLocked()),
        )
        .returningAll()
        .executeTakeFirst();
      return row ? { change: changeOf(row), worker, leaseUntil: (now + lease) as Instant } : null;
    },

    async record(claim, step) {
      refuseUnknownMove(claim.change, step.change);
      try {
        return await tables
          .transaction()
          .execute((transaction) => recordIn(transaction, locksRows, claim, step));
      } catch (error) {
        if (violationOf(error) !== 'service-taken') throw error;
        return 'service-taken';
      }
    },

    async ring(bell, now, note) {
      return tables.transaction().execute(async (transaction) => {
        const rung = await transaction
          .selectFrom('change')
          .select('id')
          .where((eb) =>
            eb.or([
              ...(bell.invoiceId === null ? [] : [eb('invoice_id', '=', bell.invoiceId)]),
              ...(bell.reference === null ? [] : [eb('reference', '=', bell.reference)]),
              ...(bell.serviceId === null
                ? []
                : [eb.and([eb('service_id', '=', bell.serviceId), eb('holds_service', '=', 1)])]),
            ]),
          )
          // In one order, so that two bells for several rows never wait for each other.
          .orderBy('id')
          .execute();
        for (const { id } of rung) {
          await makeDue(transaction, id, now);
          await addHistory(transaction, id, [note]);
        }
        return rung.length;
      });
    },

    async wish(id, states, wish, now, note) {
      if (states.length === 0) return false;
      return tables.transaction().execute(async (transaction) => {
        const row = await transaction
          .updateTable('change')
          .set('endWish' in wish ? { end_wish: wish.endWish } : { staff_wish: staffWishText(wish.staffWish) })
          .where('id', '=', id)
          .where('state', 'in', [...states])
          .returning('id')
          .executeTakeFirst();
        if (!row) return false;
        await makeDue(transaction, id, now);
        await addHistory(transaction, id, [note]);
        return true;
      });
    },
  };
}

function refuseUnknownMove(from: Change, to: Change): void {
  if (from.id !== to.id)
    throw new Error(`a step of change ${to.id} was recorded under the claim of ${from.id}`);
  const known: readonly ChangeState[] = moves[from.state];
  if (from.state === to.state || known.includes(to.state)) return;
  throw new Error(`a change cannot move from ${from.state} to ${to.state}: states.ts does not know it`);
}

/** The claim is compared first; all else follows in the same transaction or not at all. */
async function recordIn(
  transaction: Kysely<Tables>,
  locksRows: boolean,
  { change: claimed, worker }: Claim,
  { change, history, outbox, periods, release }: Step,
): Promise<'recorded' | 'lease-lost'> {
  const row = await transaction
    .selectFrom('change')
    .select(['end_wish', 'staff_wish', 'rings', 'due_at'])
    .where('id', '=', claimed.id)
    .where('version', '=', claimed.version)
    .where('lease_owner', '=', worker)
    .$if(locksRows, (query) => query.forUpdate())
    .executeTakeFirst();
  if (!row) return 'lease-lost';
  // A doorbell during the look set the row's own date to its moment: that one stands.
  const dueAt = row.rings > claimed.rings ? Math.min(row.due_at, change.dueAt) : change.dueAt;
  await transaction
    .updateTable('change')
    .set({
      ...steppedColumns(change),
      version: claimed.version + 1,
      end_wish: merged(row.end_wish, claimed.endWish, change.endWish),
      staff_wish: merged(row.staff_wish, staffWishText(claimed.staffWish), staffWishText(change.staffWish)),
      // Until it is given back, a worker that dies leaves the row due as it was.
      ...(release ? { due_at: dueAt, ...free } : {}),
    })
    .where('id', '=', claimed.id)
    .execute();
  await addHistory(transaction, claimed.id, history);
  await addToOutbox(transaction, outbox, change.updatedAt);
  if (periods) await writePeriods(transaction, change.serviceId, periods);
  return 'recorded';
}

/** A wish that was made during the look is not undone by a step that never saw it. */
const merged = <Wish>(now: Wish, atClaim: Wish, stepped: Wish): Wish => (now === atClaim ? stepped : now);

async function makeDue(transaction: Kysely<Tables>, id: string, now: Instant): Promise<void> {
  await transaction
    .updateTable('change')
    .set(({ eb }) => ({
      rings: eb('rings', '+', 1),
      due_at: eb.case().when('due_at', '>', now).then(now).else(eb.ref('due_at')).end(),
      updated_at: now,
    }))
    .where('id', '=', id)
    .execute();
}
