/** How stories say what a worker calls, and what goes wrong with it. */
import type { Fate, Verb } from './script.ts';

export const verbWords: Readonly<Record<Verb, string>> = {
  call: 'makes a call',
  'store.claim': 'looks for work',
  'store.health': "looks up the server's row",
  'store.findHolding': 'looks up who holds the service',
  'store.record': 'writes down its step',
  'store.setHealth': "writes down the server's row",
  'panel.findInvoices': 'asks the panel for the invoices',
  'panel.readService': 'asks the panel for the service',
  'panel.readInvoice': 'asks the panel for its invoice by number',
  'panel.placeInvoice': 'has the panel make the invoice',
  'panel.publishInvoice': 'has the panel publish the invoice',
  'panel.cancelInvoice': 'has the panel cancel the invoice',
  'panel.updateService': 'has the panel update the service',
  'panel.applyPlan': "has the panel's module apply the plan",
  'panel.addCredit': 'has the panel book the credit',
  'panel.openTicket': 'opens a ticket',
  'panel.sendMessage': 'sends a message',
  'driver.readAccount': 'reads the account on the server',
  'driver.changePlan': 'changes the plan on the server',
  'server.write': 'writes to the server',
};

export const fateWords: Readonly<Record<Fate, string>> = {
  'kill-before': 'is killed before that',
  'kill-after': 'is killed before it hears the answer',
  'kill-late': 'is killed while that is on its way',
  'stall-before': 'stands still before that',
  'stall-after': 'stands still before it hears the answer',
  'not-arrived': 'that does not arrive, as it is told',
  swallowed: 'that does not arrive, and nobody says so',
  'answer-lost': 'the answer is lost',
  late: 'that is still on its way when it gives up',
  doubled: 'that arrives twice',
  'key-lost': 'the connector dies before it notes the key',
  refused: 'the other side says no',
  'not-authorised': 'the other side does not know its key',
  'does-nothing': 'nothing happens',
  'does-half': 'only half of it happens',
  rejects: 'the server says no',
};
