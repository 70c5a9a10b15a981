/** Nothing that a client or staff can meet is without its words, in any of the three languages. */
import { describe, expect, test } from 'vitest';
import { join } from 'node:path';
import { billingCycleSchema } from '../../../src/catalogue/billing-cycle.ts';
import { metricNames, metrics } from '../../../src/catalogue/metric.ts';
import { policySchema } from '../../../src/catalogue/policy.ts';
import { changeStates } from '../../../src/change/states.ts';
import type { AttentionReason, Grade, StaffWish, WaitReason } from '../../../src/change/states.ts';
import type { Direction, Remedy } from '../../../src/compatibility/verdict.ts';
import { reasonCodes } from '../../../src/compatibility/verdict.ts';
import type { Notice } from '../../../src/change/notices-due.ts';
import { errorCatalogue } from '../../../src/errors.ts';
import { errorTextKeys } from '../../../src/notices/error-texts.ts';
import { findTemplates } from '../../../src/notices/templates-folder.ts';
import { createTranslate, languages, parametersOf } from '../../../src/notices/translate.ts';
import { families } from '../../../src/notices/views/family.ts';
import { stepStatuses, verbs } from '../../../src/notices/views/timeline.ts';
import type { HistoryEntry } from '../../../src/store/port.ts';

const { messages } = createTranslate(join(findTemplates(), 'locales'));

/** The members of a union type: the compiler sees to it that none is left out. */
const all = <Member extends string>(members: Readonly<Record<Member, true>>): string[] =>
  Object.keys(members);

const attentionReasons = all<AttentionReason>({
  'money-but-not-as-pinned': true,
  'money-after-end': true,
  'our-line-edited': true,
  'invoice-gone-after-payment': true,
  'part-paid-at-end': true,
  'more-than-one-invoice': true,
  'refunded-after-write': true,
  'refunded-after-completion': true,
  'paid-twice': true,
  'no-longer-paid': true,
  'service-not-as-pinned': true,
  'usage-no-longer-fits': true,
  'account-unlike-both-plans': true,
  'account-gone': true,
  'server-rejected': true,
  'server-did-nothing': true,
  'server-not-authorised': true,
  'server-unreachable': true,
  'server-cannot-do-it': true,
  'panel-refused': true,
  'record-unlike-both-plans': true,
  'credit-in-doubt': true,
});
const waitReasons = all<WaitReason>({
  'for-payment': true,
  'effect-could-still-land': true,
  'panel-unreachable': true,
  'server-unreachable': true,
  'server-blocked': true,
  'server-paused': true,
  'for-staff': true,
  ended: true,
});
const grades = all<Grade>({ verified: true, 'accepted-by-module': true, 'confirmed-by-staff': true });
const historyKinds = all<HistoryEntry['kind']>({
  accepted: true,
  look: true,
  move: true,
  effect: true,
  outcome: true,
  wait: true,
  doorbell: true,
  wish: true,
  message: true,
});
const remedies = all<Remedy['kind']>({
  'make-room': true,
  'choose-bigger': true,
  'pay-invoice': true,
  'finish-open-change': true,
  'end-subscription': true,
  'choose-another-cycle': true,
  'choose-another-plan': true,
  'order-anew': true,
  'try-later': true,
  'ask-staff': true,
  'ask-executive': true,
});
const directions = all<Direction>({
  upgrade: true,
  downgrade: true,
  mixed: true,
  equal: true,
  unknown: true,
});
const wishes = all<StaffWish['kind']>({ retry: true, 'give-back': true, close: true });
const clientNotices = all<Exclude<Notice, 'staff-needs-attention'>>({
  'change-completed': true,
  'change-needs-attention': true,
  'change-cancelled': true,
  'change-returned': true,
});

const under = (names: readonly string[], ...keys: string[]): string[] =>
  names.flatMap((name) => keys.map((key) => key.replace('*', name)));

const needed: Readonly<Record<string, readonly string[]>> = {
  ReasonCode: under(reasonCodes, 'reasons.*.plain'),
  Remedy: under(remedies, 'remedies.*.plain'),
  ErrorCode: under(Object.values(errorTextKeys), 'errors.*.what', 'errors.*.next'),
  ChangeState: under(Object.keys(changeStates), 'states.*.title', 'states.*.text', 'states.*.staff'),
  AttentionReason: under(attentionReasons, 'attention.*.client', 'attention.*.staff', 'attention.*.todo'),
  WaitReason: under(waitReasons, 'waiting.*'),
  Grade: under(grades, 'grades.*', 'graded-at.*', 'timeline.graded.*'),
  'HistoryEntry kind': under(historyKinds, 'history.*'),
  Direction: under(directions, 'directions.*'),
  verdict: under(['allow', 'refuse', 'ask-executive'], 'verdicts.*'),
  'staff wish': under(wishes, 'staff.*', 'staff.*-help', 'staff.wish.*', 'tickets.attention.*'),
  Notice: under(clientNotices, 'messages.*.subject', 'messages.*.text'),
  BillingCycle: under(billingCycleSchema.options, 'cycles.*.name', 'cycles.*.per'),
  Policy: under(policySchema.options, 'policies.*'),
  Metric: metricNames.flatMap((metric) =>
    under(
      [metric],
      'metrics.*.name',
      'metrics.*.name-inside',
      'metrics.*.unlimited',
      metrics[metric].unit === 'yes-no' ? 'metrics.*.none' : 'metrics.*.amount',
    ),
  ),
  family: under(families, 'loses.*', 'unchanged.*'),
  interruption: under(['none', 'reload', 'restart'], 'interruption.*'),
  'end without money': under(['client', 'staff', 'expired', 'other'], 'cancelled-because.*'),
  'timeline verb': under(verbs, 'timeline.*.name', 'timeline.*.now', 'timeline.*.waits', 'timeline.*.done'),
  'timeline status': under(
    stepStatuses.filter((status) => !['done', 'now', 'waits'].includes(status)),
    'timeline.status.*',
  ),
};

describe.each(languages)('%s', (language) => {
  test.each(Object.keys(needed))('every %s has its texts', (name) => {
    expect((needed[name] ?? []).filter((key) => !messages[language].has(key))).toEqual([]);
  });

  test('the plainest telling of every reason and remedy needs nothing that may be unknown', () => {
    const plain = [...messages[language]].filter(([key]) =>
      /^(reasons|remedies|remedies-for)\..*\.plain$/.test(key),
    );
    expect(plain.length).toBeGreaterThan(reasonCodes.length);
    expect(plain.filter(([, message]) => parametersOf(message).length > 0)).toEqual([]);
  });
});

test('every error of the catalogue has been given a text for clients', () => {
  expect(Object.keys(errorTextKeys).sort()).toEqual(Object.keys(errorCatalogue).sort());
});
