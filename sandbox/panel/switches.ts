/** The panel's own settings, which staff can change while it runs. */
import { z } from 'zod';
import type { Database } from './database.ts';

/** Every setting with what it is at first. */
const defaults = {
  /** `8.x`: staff edit any invoice · `9.x`: a published one is never touched again (whmcs.md §3.3). */
  'invoice-mode': '8.x',
  'prices-include-tax': 'no',
  /** The card gateway's surcharge in percent, billed as a line of its own (8.x only). */
  'card-fee-percent': '0',
  /** In the client's own currency; 0: none. */
  'late-fee': '0.00',
  'next-invoice-number': '2417',
  'last-cron-day': '',
  /** How far the pretend clock was put forward, in milliseconds. */
  'clock-ahead': '0',
} as const;

export type Switch = keyof typeof defaults;

export const readSwitch = (db: Database, key: Switch): string =>
  db.get(z.object({ value: z.string() }), 'select value from setting where key = ?', key)?.value ??
  defaults[key];

export const writeSwitch = (db: Database, key: Switch, value: string): void => {
  db.run(
    'insert into setting (key, value) values (?, ?) on conflict (key) do update set value = excluded.value',
    key,
    value,
  );
};

/** Whether published invoices can still be edited, merged or given extra lines. */
export const invoicesAreEditable = (db: Database): boolean => readSwitch(db, 'invoice-mode') === '8.x';
export const pricesIncludeTax = (db: Database): boolean => readSwitch(db, 'prices-include-tax') === 'yes';
