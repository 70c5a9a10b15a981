import { Command } from 'commander';
import { changeReferenceSchema } from '../catalogue/identifiers.ts';
import { changeStates, type Change } from '../change/states.ts';
import { UpshelfError } from '../errors.ts';
import { openStore } from '../store/open.ts';
import type { HistoryEntry, Store } from '../store/port.ts';
import { configOption, settingsFrom } from './config-option.ts';

/** `upshelf show [CHANGE]`: where a change stands and everything that happened to it; without one, the latest. */
export const showCommand = (): Command =>
  new Command('show')
    .description('show a change with its history, or the latest changes')
    .argument('[change]', 'its reference, such as CP-7K3F9Q')
    .addOption(configOption())
    .option('--json', 'as JSON')
    .action(
      async (reference: string | undefined, { config, json = false }: { config: string; json?: boolean }) => {
        const store = await openStore(settingsFrom(config).database);
        try {
          console.log(
            reference === undefined ? await latest(store, json) : await one(store, reference, json),
          );
        } finally {
          await store.close();
        }
      },
    );

async function one(store: Store, text: string, json: boolean): Promise<string> {
  const reference = changeReferenceSchema.safeParse(text.toUpperCase());
  if (!reference.success)
    throw new UpshelfError('request-invalid', `"${text}" is no reference such as CP-7K3F9Q.`, {
      field: 'change',
    });
  const change = await store.findByReference(reference.data);
  if (!change) throw new UpshelfError('change-unknown', `There is no change ${reference.data}.`);
  const history = await store.history(change.id);
  if (json) return JSON.stringify({ change, history }, null, 2);
  return [...summary(change), '', ...history.map(line)].join('\n');
}

async function latest(store: Store, json: boolean): Promise<string> {
  const changes = await store.listLatest(20);
  if (json) return JSON.stringify(changes, null, 2);
  if (changes.length === 0) return 'No change yet.';
  return changes
    .map(
      (change) =>
        `${change.reference}  ${change.state.padEnd(15)}  service ${change.serviceId}  ${moves(change)}`,
    )
    .join('\n');
}

const moves = ({ pinned }: Change): string =>
  `${pinned.from.planName} → ${pinned.to.planName} (${pinned.to.cycle})`;

function summary(change: Change): string[] {
  const { quote } = change.pinned;
  return [
    `${change.reference}: ${change.state}. ${changeStates[change.state]}`,
    `service ${change.serviceId}: ${moves(change)}`,
    `total ${quote.total} ${quote.currency} (${quote.policyApplied}), next renewal ${quote.renewalAmount} ${quote.currency} on ${quote.nextDueDate ?? 'no date'}`,
    `invoice ${change.invoiceId ?? 'none yet'}; ${change.grade ? `server: ${change.grade}` : 'server not changed yet'}`,
    ...(change.waiting ? [`waits: ${change.waiting}`] : []),
    ...(change.attention ? [`needs attention: ${change.attention.reason}: ${change.attention.detail}`] : []),
  ];
}

const line = ({ at, who, kind, what, detail }: HistoryEntry): string =>
  `${new Date(at).toISOString()}  ${who.padEnd(12)} ${kind.padEnd(9)} ${what}${detail === null ? '' : `  ${shorten(JSON.stringify(detail))}`}`;
const shorten = (text: string): string => (text.length > 160 ? `${text.slice(0, 157)}...` : text);
