/** `changepackage`: sets the name and every limit of the package, equal ones included; uses are not looked at. */
import { accountFor, mayUse, type FunctionAnswer, type WhmCall, type WriteEffect } from './call.ts';
import { limitsOf, type WhmAccount, type WhmLimits } from './state.ts';

const labels: Readonly<Record<keyof WhmLimits, string>> = {
  MAXPOP: 'maximum email accounts',
  MAXFTP: 'maximum ftp accounts',
  MAXLST: 'maximum mailing lists',
  MAXSQL: 'maximum sql databases',
  MAXSUB: 'maximum subdomains',
  MAXPARK: 'maximum parked domains',
  MAXADDON: 'maximum addon domains',
  MAX_EMAIL_PER_HOUR: 'maximum hourly email by domain relayed',
  BWLIMIT: 'bandwidth limit',
  QUOTA: 'quota',
};

/** WHM does not refuse a package that is smaller than what is used, nor a suspended account (provisioning.md §1). */
export function changePackage(call: WhmCall): FunctionAnswer {
  const { parameters, state, login, effect } = call;
  const account = accountFor(call, parameters.get('user') ?? '');
  if (typeof account === 'string') return refuse(account);
  const name = parameters.get('pkg') ?? '';
  const sold = state.package(name);
  if (!sold || !mayUse(login, sold)) return refuse(`Sorry, “${name}” is not a valid package name.`);
  const after = limitsOf(sold);
  if (effect !== 'none')
    state.saveAccount({ ...account, plan: name, limits: written(account, after, effect) });
  return { output: protocolOf(account, name, after) };
}

function written(account: WhmAccount, after: WhmLimits, effect: Exclude<WriteEffect, 'none'>): WhmLimits {
  if (effect === 'whole') return after;
  if (effect === 'half') {
    const { QUOTA, BWLIMIT, MAXADDON, MAXPARK, MAXSUB } = account.limits;
    return { ...after, QUOTA, BWLIMIT, MAXADDON, MAXPARK, MAXSUB };
  }
  return { ...after, [effect.field]: effect.value };
}

// The log number before the reason: provisioning.md §1, Failure with HTTP 200.
const refuse = (reason: string): FunctionAnswer => ({ refusal: `API failure: (XID 7k3f9q) ${reason}` });

/** The text that WHM sends along, for people only. */
function protocolOf(before: WhmAccount, name: string, after: WhmLimits): string {
  const lines = (Object.keys(labels) as (keyof WhmLimits)[]).map(
    (field) => `Changing the ${labels[field]} from “${before.limits[field]}” to “${after[field]}”.`,
  );
  return [
    '<pre>',
    ...lines,
    `Changing plan from ${before.plan} to ${name}`,
    'Warning: Changing a user’s package does not affect their Digest Authentication settings.</pre>',
  ].join('\n');
}
