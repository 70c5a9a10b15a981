/** What kind of service it is for a client: that decides what a cancellation loses and what a change leaves alone. */
import type { Technology } from '../../catalogue/technical-plan.ts';
import type { Offer } from '../../change/offer.ts';

export const families = ['hosting', 'radio', 'video', 'other'] as const;
export type Family = (typeof families)[number];

const familyOfTechnology: Readonly<Record<Technology, Family>> = {
  cpanel: 'hosting',
  'cpanel-reseller': 'hosting',
  'shoutcast-1': 'radio',
  'shoutcast-2': 'radio',
  icecast: 'radio',
  azuracast: 'radio',
  video: 'video',
};

/** By the technology of the service's own plan; `other` where that is not known. */
export function familyOf(offer: Pick<Offer, 'plans' | 'service'>): Family {
  const technology = offer.plans.find((plan) => plan.plan.id === offer.service.planId)?.technical?.technology;
  return technology === undefined ? 'other' : familyOfTechnology[technology];
}
