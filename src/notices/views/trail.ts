/** The four steps of the path, which of them is shown, and the way back to those already taken. */
import { stepUrl } from '../links.ts';
import type { PageRoot, Say } from '../root.ts';

export const trailSteps = ['category', 'plan', 'period', 'review'] as const;
export type TrailStep = (typeof trailSteps)[number];

/**
 * @param chosen what was chosen so far: a step that lies behind links back with it
 */
export function trail(
  root: PageRoot,
  say: Say,
  current: TrailStep,
  chosen: Readonly<Record<string, string>>,
) {
  const position = trailSteps.indexOf(current);
  return trailSteps.map((step, index) => ({
    name: say(`trail.${step}`),
    number: index + 1,
    isCurrent: index === position,
    isDone: index < position,
    url: index < position ? stepUrl(root.pageUrl, { step, ...chosenFor(step, chosen) }) : null,
  }));
}

const fieldOf: Readonly<Record<TrailStep, string | null>> = {
  category: null,
  plan: 'category',
  period: 'plan',
  review: 'plan',
};

function chosenFor(step: TrailStep, chosen: Readonly<Record<string, string>>): Record<string, string> {
  const field = fieldOf[step];
  const value = field === null ? undefined : chosen[field];
  return field === null || value === undefined ? {} : { [field]: value };
}
