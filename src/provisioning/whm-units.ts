/** WHM's ways to write a limit or a use, converted into ours: bytes and counts (provisioning.md §1, units by call). */
import { z } from 'zod';
import type { Limit } from '../catalogue/limit.ts';

/** WHM's "MB" and "M" are 1,048,576 bytes: `limitbw bwlimit=5` answers 5242880 (cPanel's LimitBandwidth page). */
export const mebibyte = 1_048_576;

const plainNumber = /^\d+(\.\d+)?$/;
const numberWithSuffix = /^\d+(\.\d+)?M$/;

/** Perl writes numbers as text now and then: `3` and `"3"` are the same. */
const number = z.union([z.number().nonnegative(), z.string().regex(plainNumber).transform(Number)]);

/** A number of mebibytes: `100`, `"100"` or `"100M"`. */
const mebibytes = z.union([
  number,
  z
    .string()
    .regex(numberWithSuffix)
    .transform((text) => Number(text.slice(0, -1))),
]);

/** Absent limits: the word in most answers, null in typed ones (failure-modes.md row 54). */
const noLimit = z.union([z.literal('unlimited'), z.null()]).transform((): Limit => 'unlimited');

/** Some hosts write "no limit" as a row of nines: no more than what a number can hold exactly. */
const whole = (value: number): number => Math.min(Number.MAX_SAFE_INTEGER, Math.round(value));

const limitIn = (quantity: typeof mebibytes | typeof number, unit: number, zeroIsNoLimit: boolean) =>
  z.union([
    noLimit,
    quantity.transform((value): Limit => (value === 0 && zeroIsNoLimit ? 'unlimited' : whole(value * unit))),
  ]);

/** How many of something: 0 allows none. */
export const countLimit = limitIn(number, 1, false);

/** Disk and bandwidth of packages, disk of accounts, in mebibytes; 0 is no limit (cPanel's addpkg and limitbw pages). */
export const mebibyteLimit = limitIn(mebibytes, mebibyte, true);

/** `showbw`: bytes; 0 is no limit. */
export const byteLimit = limitIn(number, 1, true);

/** Files: 0 is no limit (cPanel's Quota::get_quota_info page). */
export const inodeLimit = limitIn(number, 1, true);

/** E-mails per hour: 0 is no limit, as in WHM's Tweak Settings ("0 is unlimited"). */
export const hourlyLimit = limitIn(number, 1, true);

/** Whole things, or bytes, that are there now. */
export const used = number.transform(whole);

/** `"14M"`: 14 mebibytes are used. */
export const mebibytesUsed = mebibytes.transform((value) => whole(value * mebibyte));

/** WHM's 0 and 1, as number or text. */
export const flag = z.union([
  z.literal([0, '0']).transform(() => false),
  z.literal([1, '1']).transform(() => true),
]);
