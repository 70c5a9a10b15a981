/** Limits and usage in words: bytes in 1024-based units as hosting panels count them, kbit/s, plain counts. */
import type { Limit } from '../catalogue/limit.ts';
import { metrics } from '../catalogue/metric.ts';
import type { Metric } from '../catalogue/metric.ts';
import type { Locale, Translate } from './translate.ts';

const numberFormats = new Map<string, Intl.NumberFormat>();

/** `number` with at most one decimal, in the locale's own writing. */
export function numberText(number: number, locale: Locale): string {
  let format = numberFormats.get(locale.tag);
  if (!format)
    numberFormats.set(locale.tag, (format = new Intl.NumberFormat(locale.tag, { maximumFractionDigits: 1 })));
  return format.format(number);
}

const byteUnits = ['B', 'KB', 'MB', 'GB', 'TB', 'PB'] as const;

/**
 * Bytes in the largest unit that leaves at least 1, one decimal: 7945689498 → "7,4 GB".
 * @param rounding `up` for what somebody has to free or needs at least: never less than the truth
 */
export function bytesText(bytes: number, locale: Locale, rounding: 'nearest' | 'up' = 'nearest'): string {
  let power = 0;
  let value = bytes;
  // 1023.95 would be written "1.024 MB": it is 1 GB already
  const full = rounding === 'up' ? 1023.9 + 1e-7 : 1023.95;
  while (value >= full && power < byteUnits.length - 1) {
    value /= 1024;
    power += 1;
  }
  // the hair keeps 2.2 GB, kept as whole bytes, from becoming 2.3
  if (rounding === 'up') value = Math.ceil(value * 10 - 1e-6) / 10;
  return `${numberText(value, locale)} ${byteUnits[power] ?? ''}`;
}

/**
 * A limit or a use without its noun: "7,4 GB", "128 kbit/s", "150", "ilimitado", "sí".
 * @param limit in the metric's own unit
 */
export function quantityText(
  translate: Translate,
  locale: Locale,
  metric: Metric,
  limit: Limit,
  rounding: 'nearest' | 'up' = 'nearest',
): string {
  if (limit === 'unlimited') return translate(locale, 'unlimited');
  switch (metrics[metric].unit) {
    case 'bytes':
      return bytesText(limit, locale, rounding);
    case 'kbit/s':
      return `${numberText(limit, locale)} kbit/s`;
    case 'count':
      return numberText(limit, locale);
    case 'yes-no':
      return translate(locale, limit > 0 ? 'yes' : 'no');
  }
}

/** A limit or a use with its noun: "7,4 GB de disco", "150 oyentes", "buzones ilimitados", "AutoDJ". */
export function amountText(
  translate: Translate,
  locale: Locale,
  metric: Metric,
  limit: Limit,
  rounding: 'nearest' | 'up' = 'nearest',
): string {
  if (limit === 'unlimited') return translate(locale, `metrics.${metric}.unlimited`);
  if (metrics[metric].unit === 'yes-no')
    return translate(locale, `metrics.${metric}.${limit > 0 ? 'unlimited' : 'none'}`);
  return translate(locale, `metrics.${metric}.amount`, {
    count: limit,
    quantity: quantityText(translate, locale, metric, limit, rounding),
  });
}

/** What grows, short: "+15 GB de disco", "buzones ilimitados", "con AutoDJ". `today` null counts as nothing. */
export function growthText(
  translate: Translate,
  locale: Locale,
  metric: Metric,
  today: Limit | null,
  target: Limit,
): string {
  if (target === 'unlimited' || today === 'unlimited' || metrics[metric].unit === 'yes-no') {
    return amountText(translate, locale, metric, target);
  }
  if (today === null) return amountText(translate, locale, metric, target);
  const sign = target >= today ? '+' : '−';
  return `${sign}${amountText(translate, locale, metric, Math.abs(target - today))}`;
}
