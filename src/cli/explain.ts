import { Command } from 'commander';
import { createLogger } from '../app/logger.ts';
import { formatAmount } from '../billing/format.ts';
import { serviceIdSchema } from '../catalogue/identifiers.ts';
import type { CycleOffer, Offer } from '../change/offer.ts';
import { systemClock } from '../clock.ts';
import { UpshelfError } from '../errors.ts';
import { makeOffer } from '../page/make-offer.ts';
import type { PanelAnswer } from '../panel/port.ts';
import { systemRandom } from '../random.ts';
import { createUpshelf, type Upshelf } from '../upshelf.ts';
import { configOption, settingsFrom } from './config-option.ts';

/** `upshelf explain --service ID`: every plan on sale for one service, with verdict, price and every reason. */
export const explainCommand = (): Command =>
  new Command('explain')
    .description('why a client sees, or does not see, each plan for one service')
    .requiredOption('--service <id>', "the service's id in the panel")
    .addOption(configOption())
    .option('--json', 'as JSON', false)
    .action(async ({ service, config, json }: { service: string; config: string; json: boolean }) => {
      const upshelf = await createUpshelf({
        settings: settingsFrom(config),
        clock: systemClock,
        random: systemRandom,
        logger: createLogger('warn'),
      });
      try {
        const offer = await offerFor(upshelf, service);
        console.log(json ? JSON.stringify(offer, null, 2) : asText(offer));
      } finally {
        await upshelf.close();
      }
    });

/** @throws UpshelfError `service-unknown`, or `start-failed` when the panel does not answer */
async function offerFor(upshelf: Upshelf, text: string): Promise<Offer> {
  const id = serviceIdSchema.parse(text);
  const [service, catalogue, identity] = await Promise.all([
    upshelf.panel.readService(id).then(answered),
    upshelf.panel.readCatalogue().then(answered),
    upshelf.panel.ping().then(answered),
  ]);
  if (!service) throw new UpshelfError('service-unknown', `The panel has no service ${id}.`);
  const { settings, store, looks } = upshelf;
  return makeOffer(
    { service, catalogue, conventions: identity.conventions },
    { settings, store, looks, clock: systemClock, driverOf: (server) => upshelf.driverOf(server) },
  );
}

function answered<T>(answer: PanelAnswer<T>): T {
  if (answer.outcome === 'answered') return answer.value;
  throw new UpshelfError('start-failed', `The panel did not answer: ${answer.message}.`);
}

function asText({ service, plans }: Offer): string {
  const price = ({ quote }: CycleOffer): string =>
    quote
      ? `today ${formatAmount(quote.total, quote.currency, 'en')}, renews at ${formatAmount(quote.renewalAmount, quote.currency, 'en')}`
      : '';
  const lines = plans.flatMap((plan) => [
    `${plan.verdict.padEnd(14)} ${plan.category.name} / ${plan.plan.name} (${plan.direction})`,
    ...plan.cycles
      .filter((cycle) => cycle.verdict === 'allow')
      .map(
        (cycle) =>
          `${' '.repeat(15)}${cycle.cycle}: ${price(cycle)}${cycle.rule ? ` (rule "${cycle.rule}")` : ''}`,
      ),
    ...plan.reasons.map((reason) => {
      const facts = [
        reason.metric,
        reason.have === undefined ? undefined : `have ${reason.have}`,
        reason.need === undefined ? undefined : `need ${reason.need}`,
        reason.subject,
      ].filter((fact) => fact !== undefined);
      return `${' '.repeat(15)}- ${reason.code}${facts.length > 0 ? ` (${facts.join(', ')})` : ''}; lifted by ${reason.who}`;
    }),
  ]);
  return [`${service.id} ${service.label}: ${service.planName}, ${service.cycle}`, '', ...lines].join('\n');
}
