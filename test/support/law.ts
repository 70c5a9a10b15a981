/** A law as a property that can be asked about the real rule and about a wrong one. */
import fc from 'fast-check';
import { expect } from 'vitest';

/** What a property throws where its law does not hold; anything else that goes wrong is a defect of the test. */
export class LawBroken extends Error {}

/** Inside a property: the law says so. */
export function law(holds: boolean, says: string): void {
  if (!holds) throw new LawBroken(says);
}

export interface Law<Drawn> {
  readonly details: fc.RunDetails<Drawn>;
  /** How often the law really said something; a property of early returns alone would hold for ever. */
  readonly judged: number;
}

/** The law holds, and it was asked at least `atLeast` times. */
export function expectLawHolds<Drawn>({ details, judged }: Law<Drawn>, atLeast: number): void {
  expect(details.failed, details.failed ? fc.defaultReportMessage(details) : '').toBe(false);
  expect(judged).toBeGreaterThanOrEqual(atLeast);
}

/** The wrong rule breaks the law, and not something else. */
export function expectLawBroken<Drawn>({ details }: Law<Drawn>): void {
  expect(details.errorInstance).toBeInstanceOf(LawBroken);
}
