/** Policies with a mistake that other systems made; each must turn its law red. */
import { addCycle } from '../../src/billing/calendar.ts';
import { inFull } from '../../src/billing/lines.ts';
import { policyRules } from '../../src/billing/price.ts';
import type { PolicyRule, Terms } from '../../src/billing/priced.ts';
import type { BilledPeriod } from '../../src/billing/quote.ts';
import type { Policy } from '../../src/catalogue/policy.ts';

export type Rules = Readonly<Record<Policy, PolicyRule>>;

const withRule = (policy: Policy, rule: PolicyRule): Rules => ({ ...policyRules, [policy]: rule });
const full = policyRules['full-difference'];
const prorated = policyRules['prorated-difference'];
const restart = policyRules['restart-term'];

/** The rule, but the current period is left with other numbers. */
const leaving =
  (rule: PolicyRule, wrong: (terms: Terms, after: BilledPeriod) => Partial<BilledPeriod>): PolicyRule =>
  (terms) => {
    const priced = rule(terms);
    return {
      ...priced,
      periodsAfter: (lines) => {
        const [first, ...rest] = priced.periodsAfter(lines);
        return first === undefined ? [] : [{ ...first, ...wrong(terms, first) }, ...rest];
      },
    };
  };

/** The rule, but the current period is another one. */
const seeing =
  (rule: PolicyRule, wrong: (terms: Terms) => Partial<Terms['current']>): PolicyRule =>
  (terms) => ({
    ...rule(terms),
    lines: rule({ ...terms, current: { ...terms.current, ...wrong(terms) } }).lines,
  });

const increment = ({ newPrice, current }: Terms): Partial<BilledPeriod> => {
  const difference = newPrice.minus(current.billed);
  return difference.isNegative() ? {} : { billed: difference.toAmount() };
};

/** L7a, L7b and L7c: by name, the rules that break them. */
export const wrongRules = {
  paths: {
    'the last increment as the base (failure mode 33)': withRule('full-difference', leaving(full, increment)),
    'rate = billed after a prorated change': withRule(
      'prorated-difference',
      leaving(prorated, (_, { billed }) => ({ rate: billed })),
    ),
    'the old rate kept': withRule(
      'prorated-difference',
      leaving(prorated, ({ current }) => ({ rate: current.period.rate })),
    ),
  },
  credits: {
    'billed = rate after a prorated change': withRule(
      'prorated-difference',
      leaving(prorated, (_, { rate }) => ({ billed: rate })),
    ),
    'the list price credited instead of what was paid (failure mode 31)': withRule(
      'restart-term',
      seeing(restart, ({ newPrice }) => ({ rate: newPrice })),
    ),
    'the whole rate credited for a part of the days': withRule(
      'restart-term',
      seeing(restart, ({ current }) => (current.daysLeft === 0 ? {} : { daysLeft: current.days })),
    ),
  },
  uses: {
    'a rounded daily rate (failure mode 40)': withRule('prorated-difference', (terms) => {
      const { current, newPrice } = terms;
      const rounded = newPrice.share(1, current.days).times(current.daysLeft);
      const priced = prorated(terms);
      return {
        ...priced,
        lines: priced.lines.map((line) =>
          line.subject === 'new-plan' ? { ...line, amount: rounded } : line,
        ),
      };
    }),
    'the day of the change billed to nobody': withRule('prorated-difference', (terms) => {
      const { current } = terms;
      const priced = prorated(terms);
      const short = seeing(prorated, () => ({ daysLeft: Math.max(current.daysLeft - 1, 1) }))(terms);
      const charge = short.lines.find((line) => line.subject === 'new-plan');
      return {
        ...priced,
        lines: priced.lines.map((line) =>
          line.subject === 'new-plan' && charge !== undefined ? charge : line,
        ),
      };
    }),
    'the due date restarted with a full credit': withRule('restart-term', (terms) => {
      const { newPrice, request, newCycle, current } = terms;
      const { start, end } = current.period;
      return {
        ...restart(terms),
        lines: [
          inFull('charge', 'new-plan', newPrice, request.changeDate, addCycle(request.changeDate, newCycle)),
          inFull('credit', 'current-plan', current.billed, start, end),
        ],
      };
    }),
  },
} satisfies Record<string, Record<string, Rules>>;
