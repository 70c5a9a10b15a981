/** SonicPanel: packages by name, and no call that reads anything back (provisioning.md §5). */
import { z } from 'zod';
import { after, type Instant } from '../catalogue/time.ts';
import type { Clock } from '../clock.ts';
import type { Http, HttpResult } from '../http.ts';
import { jsonOf, lookAt, nothingWritten, oneLine, outcomeOfWrite, type Answer } from './answers.ts';
import type { AccountName, ChangePlanOutcome, ServerDriver, ServerLook, TargetPlan } from './port.ts';

export interface SonicpanelDriverOptions {
  /** Scheme, host and port; https works with the host's name only, not with its number. */
  readonly baseUrl: string;
  /** The administrator or reseller to whom the key belongs. */
  readonly user: string;
  readonly key: string;
  readonly http: Http;
  readonly clock: Clock;
  /** Milliseconds: `checks` for what is asked before a write, `write` for the write itself. */
  readonly deadlines: { readonly checks: number; readonly write: number };
  readonly landingWindow: number;
}

/** Five wrong keys shut the caller's address out for an hour (provisioning.md §5): after one, nothing is sent for as long. */
const quietAfterWrongKey = 60 * 60_000;

/** Should it ever say so in words: one call too few is better than a fifth. */
const wrongKey = /(invalid|wrong|incorrect) (api )?(key|login)|login fail|blocked|banned/i;

const resultSchema = z.object({ result: z.string() });

export function createSonicpanelDriver(options: SonicpanelDriverOptions): ServerDriver {
  const { baseUrl, user, key, http, clock, deadlines, landingWindow } = options;
  let quietUntil = 0 as Instant;

  async function call(
    command: string,
    parameters: Readonly<Record<string, string>>,
    deadline: number,
    judge: (text: string) => Answer,
  ): Promise<Answer> {
    if (clock.now() < quietUntil) {
      return {
        kind: 'not-authorised',
        message:
          'SonicPanel refused the key within the last hour: it is not asked again before that is over.',
      };
    }
    const result = await http.send({
      method: 'POST',
      url: `${baseUrl.replace(/\/+$/, '')}/api/sonic_api.php`,
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ cmd: command, owner: user, key, ...parameters }).toString(),
      deadline,
    });
    const answer = answerOf(command, result, judge);
    if (answer.kind === 'not-authorised') quietUntil = after(clock.now(), quietAfterWrongKey);
    return answer;
  }

  async function packages(deadline: number): Promise<ServerLook<readonly string[]>> {
    return lookAt(await call('packs', {}, deadline, namesOf), (data) => ({
      value: data as readonly string[],
    }));
  }

  async function changePlan({ username }: AccountName, target: TargetPlan): Promise<ChangePlanOutcome> {
    const { packageName } = target;
    if (packageName === null) {
      return { outcome: 'unsupported', message: 'SonicPanel changes plans by package, and none is set.' };
    }
    const sold = await packages(deadlines.checks);
    if (sold.outcome !== 'seen') return nothingWritten(sold);
    // To the letter: provisioning.md §5.
    if (!sold.value.includes(packageName)) {
      return { outcome: 'rejected', message: `There is no package ${packageName} on this server.` };
    }
    const parameters = { rad_username: username, pack: packageName };
    const answer = await call('change', parameters, deadlines.write, resultOf);
    return outcomeOfWrite(answer, `SonicPanel says that the package is now ${packageName}.`);
  }

  return {
    kind: 'sonicpanel',
    // What it does with a running stream is not told anywhere: the worse is assumed.
    interruption: 'restart',
    verification: 'none',
    readableLimits: [],
    readableUsage: [],
    landingWindow,
    readAccount: async () => ({
      outcome: 'unreachable',
      message: 'SonicPanel has no call that tells about an account.',
    }),
    changePlan,
    async readServer(deadline) {
      const sold = await packages(deadline);
      if (sold.outcome !== 'seen') return sold;
      return {
        outcome: 'seen',
        value: {
          version: null,
          packages: sold.value.map((name) => ({ name, limits: {} })),
          accounts: null,
        },
      };
    },
    canonicalPackage: (name) => name,
  };
}

function answerOf(command: string, result: HttpResult, judge: (text: string) => Answer): Answer {
  if (result.kind === 'refused') return result;
  if (result.kind === 'lost') return { kind: 'unclear', message: result.message };
  const { status, text } = result;
  // 401: a wrong key. 500: too many of them, the address is shut out for an hour (SonicPanel's own WHMCS module).
  if (status === 401 || status === 403 || status === 500) {
    return { kind: 'not-authorised', message: `SonicPanel denied ${command} (HTTP ${status}).` };
  }
  if (status !== 200)
    return { kind: 'unclear', message: `SonicPanel answered ${command} with HTTP ${status}.` };
  return judge(text);
}

/** `packs`: names between commas as plain text; anything that is JSON or a page is no list. */
function namesOf(text: string): Answer {
  const answer = resultOf(text);
  if (answer.kind === 'failed' || answer.kind === 'not-authorised') return answer;
  const names = text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  return answer.kind === 'done' || /^\s*</.test(text) || names.length === 0
    ? { kind: 'unclear', message: "The answer to packs is not SonicPanel's." }
    : { kind: 'done', data: names };
}

/** `{"result":"complete"}` is the only yes; any other result is the reason, with HTTP 200 (provisioning.md §5). */
function resultOf(text: string): Answer {
  const answer = resultSchema.safeParse(jsonOf(text));
  if (!answer.success) return { kind: 'unclear', message: "The answer is not SonicPanel's." };
  const { result } = answer.data;
  if (wrongKey.test(result)) {
    return { kind: 'not-authorised', message: `SonicPanel denied the key: ${oneLine(result, '')}` };
  }
  return result === 'complete'
    ? { kind: 'done', data: null }
    : { kind: 'failed', reason: oneLine(result, 'SonicPanel gave no reason.') };
}
