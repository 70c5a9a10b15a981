/** Writes the script of one random history: the same seed, the same script. */
import type { Act } from './acts.ts';
import { Chance } from './chance.ts';
import { scenarios } from './scenarios.ts';
import type { Fate, Fault, Happening, Script, Verb } from './script.ts';

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;

export function writeScript(seed: number): Script<Act> {
  const chance = new Chance(seed);
  return {
    seed,
    // every second history is the plain upgrade, which has the most to go wrong
    scenario: chance.percent(40) ? 0 : chance.below(scenarios.length),
    workers: chance.pick([1, 1, 2, 3]),
    taxed: chance.percent(20),
    credit: chance.percent(80) ? 0 : chance.pick([1_000, 5_000, 100_000]),
    transactional: chance.percent(60),
    slow: chance.percent(30),
    doorbells: chance.pick(['promptly', 'promptly', 'late', 'doubled', 'by-the-cron']),
    whenPayable: whenPayable(chance),
    whenAsked: Array.from({ length: chance.below(4) }, () => whenAsked(chance)),
    happenings: some(chance, chance.pick([0, 1, 1, 2, 3, 5]), () => happening(chance)),
    faults: some(chance, chance.pick([0, 1, 1, 2, 3, 4, 8]), () => fault(chance)),
  };
}

const some = <T>(_chance: Chance, count: number, one: () => T): T[] => Array.from({ length: count }, one);

/** Moments close together as well as days apart: both kinds of nearness break things. */
function soonOrLate(chance: Chance): number {
  switch (chance.below(5)) {
    case 0:
      return chance.below(3 * second);
    case 1:
      return chance.below(minute);
    case 2:
      return chance.below(30 * minute);
    case 3:
      return chance.below(10 * hour);
    default:
      return chance.below(60 * hour);
  }
}

/** Now and then right in the middle of a turn. */
const moment = (chance: Chance): Happening['when'] =>
  chance.percent(25)
    ? { just: chance.pick(['before', 'after']), call: chance.pick(turns), nth: chance.below(8) }
    : soonOrLate(chance);

const turns: readonly Verb[] = [
  'store.health',
  'store.record',
  'store.setHealth',
  'panel.findInvoices',
  'panel.readService',
  'panel.placeInvoice',
  'panel.publishInvoice',
  'panel.cancelInvoice',
  'panel.updateService',
  'panel.applyPlan',
  'panel.addCredit',
  'driver.readAccount',
  'driver.changePlan',
];

/** What the client does with an invoice, more or less in this order of likelihood. */
const payments: readonly (readonly Act[])[] = [
  ['the client pays'],
  ['the client pays'],
  ['the client pays'],
  ['the client pays'],
  ['the client pays', 'staff refund the invoice'],
  ['the client pays', 'the payment is charged back'],
  ['the client pays', 'the client pays the whole once more'],
  ['the client pays a part'],
  ['the client pays a part', 'the client pays'],
  ['the client pays a little too much'],
  ['the client starts a slow payment'],
  ['the client transfers money that is booked days later'],
  ['staff mark the invoice paid'],
  ['a late fee is added', 'the client pays'],
  ['staff edit our line', 'the client pays'],
  ['staff rewrite our line without its reference', 'the client pays'],
  ['staff merge the invoice with another', 'the client pays'],
  ['staff merge the invoice with another', 'staff split the invoice', 'the client pays'],
  ['the client pays', 'staff cancel the invoice'],
  ['the client pays', 'staff delete the invoice'],
  ['staff cancel the invoice', 'the client pays the whole once more'],
  ['staff delete the invoice'],
  ['the client cancels', 'the client pays'],
  ['the client pays', 'the client cancels'],
  ['staff copy the invoice', 'the client pays'],
  [],
];

const whenPayable = (chance: Chance): Happening<Act>[] =>
  chance.pick(payments).map((act) => ({ when: moment(chance), act }));

const answersOfStaff: readonly (readonly Act[])[] = [
  ['staff ask to try again'],
  ['staff apply the new plan by hand', 'staff ask to try again'],
  ['staff put the account back', 'staff put the record back', 'staff ask to try again'],
  ['staff put the record back', 'staff ask to try again'],
  ['staff change the record by hand as promised', 'staff ask to try again'],
  ['the account is restored', 'staff ask to try again'],
  ['staff ask to give the money back'],
  ['staff ask to give the money back', 'staff ask to give the money back'],
  ['staff refund the invoice', 'staff ask to close the change'],
  ['staff ask to close the change'],
  ['staff ask to close the change', 'the client confirms'],
  ['the client pays', 'staff ask to try again'],
];

const whenAsked = (chance: Chance): Happening<Act>[] =>
  chance.pick(answersOfStaff).map((act) => ({ when: soonOrLate(chance), act }));

const meddling: readonly Act[] = [
  'the client confirms',
  'the client confirms',
  'the client presses confirm many times',
  'the client cancels',
  'the client pays',
  'the client pays a part',
  'the client pays the whole once more',
  'the client starts a slow payment',
  'staff edit our line',
  'staff delete the invoice',
  'staff cancel the invoice',
  'staff open the invoice again',
  'staff copy the invoice',
  'staff refund the invoice',
  'the payment is charged back',
  'staff mark the invoice paid',
  'the invoice goes to collections',
  'staff cancel the change',
  'staff ask to try again',
  'staff ask to give the money back',
  'staff ask to close the change',
  'the service is renewed',
  'staff upgrade the service natively',
  'staff change the record by hand as promised',
  'the service is suspended for over-use',
  'the service is suspended as overdue',
  'the service is active again',
  'the service is terminated',
  'the service moves to another server',
  'the service moves to another client',
  'the service is deleted',
  'the panel is down for a while',
  'the panel is down for a while',
  'somebody sets another limit',
  'staff apply the new plan by hand',
  'staff put the account back',
  'the account is deleted',
  'the account fills up',
  'the server is dead for a while',
  'the server is dead for a while',
  "the server's key is wrong for a while",
  'the server is out of the settings for a while',
  'the host pauses the server for a while',
];

const happening = (chance: Chance): Happening<Act> => ({ when: moment(chance), act: chance.pick(meddling) });

const dying: readonly Fate[] = ['kill-before', 'kill-after', 'stall-before', 'stall-after'];
const asking: readonly Fate[] = [...dying, 'not-arrived', 'swallowed', 'refused'];
const writing: readonly Fate[] = [...asking, 'kill-late', 'answer-lost', 'late', 'doubled', 'key-lost'];

/** What can go wrong with which call; those that are listed twice go wrong twice as often. */
const troubles: readonly (readonly [Verb, readonly Fate[]])[] = [
  ['call', dying],
  ['call', dying],
  ['store.claim', dying],
  ['store.record', dying],
  ['store.record', dying],
  ['panel.findInvoices', asking],
  ['panel.readService', asking],
  ['panel.readInvoice', asking],
  ['panel.placeInvoice', writing],
  ['panel.placeInvoice', writing],
  ['panel.publishInvoice', writing],
  ['panel.cancelInvoice', writing],
  ['panel.updateService', writing],
  ['panel.updateService', writing],
  ['panel.applyPlan', writing],
  ['panel.addCredit', writing],
  ['panel.openTicket', writing],
  ['panel.sendMessage', ['not-arrived', 'swallowed', 'refused', 'kill-before']],
  ['driver.readAccount', [...asking, 'not-authorised']],
  ['driver.changePlan', [...writing, 'not-authorised']],
  ['driver.changePlan', [...writing, 'not-authorised']],
  ['server.write', ['does-nothing', 'does-half', 'rejects']],
];

function fault(chance: Chance): Fault {
  const [verb, fates] = chance.pick(troubles);
  return {
    verb,
    nth: chance.below(verb === 'call' ? 60 : verb.startsWith('store.') ? 20 : chance.pick([1, 3, 8])),
    times: chance.pick([1, 1, 1, 2, 4]),
    fate: chance.pick(fates),
  };
}
