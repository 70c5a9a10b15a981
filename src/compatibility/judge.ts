/**
 * The shelf engine: what one service may move to, and why not the rest (design section 6). Pure: all it knows is in
 * the situation. The technical checks stand whatever the rules say; then the first rule that matches speaks.
 */
import { JudgedPlan, type Judging } from './judged-plan.ts';
import { moveTo } from './move.ts';
import { prepare, type Prepared } from './prepare.ts';
import { remedyBook, type Candidate, type RemedyBook } from './remedy.ts';
import { serviceReasons } from './service-checks.ts';
import type { Situation } from './situation.ts';
import { subjectOf } from './subject.ts';
import type { ServiceVerdict } from './verdict.ts';

/**
 * Judges every plan of the catalogue, in the panel's order, with every reason that holds, the most severe first.
 *
 * @param prepared of the same catalogue, technical plans and rules; give it where many services are judged
 */
export function judgeService(
  situation: Situation,
  prepared: Prepared = prepare(situation.catalogue, situation.technicalPlans, situation.rules),
): ServiceVerdict {
  const subject = subjectOf(situation, prepared);
  const general = serviceReasons(situation, subject.today);
  let book: RemedyBook | null = null;
  const remedies = (): RemedyBook => (book ??= remedyBook(candidatesOf(plans)));
  const judging: Judging = { prepared, subject, general, remedies };
  const plans = prepared.plans.map((entry) => new JudgedPlan(moveTo(entry, subject), judging));
  const { limits, usage } = subject.today;
  return { today: { limits, usage }, serviceReasons: general, plans };
}

const candidatesOf = (plans: readonly JudgedPlan[]): Candidate[] =>
  plans.flatMap(({ isPossible, plan, row }) => (isPossible && row ? [{ planId: plan.id, row }] : []));
