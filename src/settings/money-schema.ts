/** The part of the settings about prices and invoices. */
import { z } from 'zod';
import { amountSchema, currencyCodeSchema } from '../catalogue/amount.ts';
import { negativeTotalSchema, setupFeeRuleSchema } from '../catalogue/policy.ts';
import { days, textSchema } from './values.ts';

const validityKeys = {
  fullDifferenceDays: days(0, 90).describe('days for which a full-difference price holds'),
  datePricedDays: days(0, 30).describe('days after today for which a price that depends on the date holds'),
};

export const moneySchema = z.strictObject({
  negativeTotal: negativeTotalSchema
    .default('forbid')
    .describe('a change that would cost less than nothing: refused, priced at nothing, or credited'),
  setupFee: setupFeeRuleSchema.default('none').describe("whether the new plan's setup fee is billed"),
  dueDate: z
    .union(
      [
        z.literal('keep'),
        z.strictObject({
          restart: z
            .strictObject({
              floor: z
                .record(currencyCodeSchema, amountSchema)
                .describe('per currency, from which total on; a currency that is not listed keeps its date'),
            })
            .describe('the new plan starts a whole new cycle on the day of the change'),
        }),
      ],
      { error: 'keep, or {restart: {floor: {USD: "20.00"}}}' },
    )
    .default('keep')
    .describe('whether full-difference keeps the due date; restart gives days away (docs/money.md)'),
  validity: z
    .strictObject({
      fullDifferenceDays: validityKeys.fullDifferenceDays.default(7),
      datePricedDays: validityKeys.datePricedDays.default(1),
      perCurrency: z
        .record(
          currencyCodeSchema,
          z.strictObject({
            fullDifferenceDays: validityKeys.fullDifferenceDays.exactOptional(),
            datePricedDays: validityKeys.datePricedDays.exactOptional(),
          }),
        )
        .default({})
        .describe('other numbers for a currency'),
    })
    .prefault({})
    .describe('how long a price holds once it was shown and accepted'),
  invoiceLines: z
    .enum(['net', 'itemised'])
    .default('net')
    .describe(
      'net: one positive line with the breakdown in its text; itemised: a line each, credits negative',
    ),
  graceDays: z
    .record(textSchema, days(0, 60))
    .default({ card: 0, transfer: 5 })
    .describe('working days, per way to pay, between the end of the price and the withdrawal of its invoice'),
});
