/** The few words that stand inside a priced line, in one place; everything else a client reads is in templates/locales. */
import type { QuoteLine } from './quote.ts';

export interface BillingWords {
  readonly days: string;
  readonly subjects: Readonly<Record<QuoteLine['subject'], string>>;
}

const words = {
  es: {
    days: 'días',
    subjects: {
      'new-plan': 'Plan nuevo',
      'current-plan': 'Plan actual',
      'later-period': 'Período siguiente',
      'setup-fee': 'Instalación',
    },
  },
  en: {
    days: 'days',
    subjects: {
      'new-plan': 'New plan',
      'current-plan': 'Current plan',
      'later-period': 'Following period',
      'setup-fee': 'Setup',
    },
  },
  pt: {
    days: 'dias',
    subjects: {
      'new-plan': 'Plano novo',
      'current-plan': 'Plano atual',
      'later-period': 'Período seguinte',
      'setup-fee': 'Instalação',
    },
  },
} as const satisfies Record<string, BillingWords>;

const isSpoken = (language: string): language is keyof typeof words => language in words;

/** The words of a BCP 47 language (`es-AR` is `es`); Spanish, the first user's, where it is not spoken here. */
export function wordsFor(locale: string): BillingWords {
  const language = locale.split('-', 1)[0] ?? '';
  return isSpoken(language) ? words[language] : words.es;
}
