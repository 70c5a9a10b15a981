/** The shapes in which WHM wraps an answer: API 1, the API 0 of old, the refusal of a login. */
import type { FunctionAnswer } from './call.ts';

/** API 1: `metadata` always, `data` only where there is any (`changepackage` has none). */
export function api1(command: string, answer: FunctionAnswer): object {
  if ('refusal' in answer) {
    return { metadata: { command, reason: answer.refusal, result: 0, version: 1 } };
  }
  return {
    ...(answer.data === undefined ? {} : { data: answer.data }),
    metadata: {
      command,
      reason: 'OK',
      result: 1,
      version: 1,
      ...(answer.output === undefined ? {} : { output: { raw: answer.output } }),
    },
  };
}

/** API 0, given to whoever leaves `api.version=1` out (provisioning.md §1). */
export function api0(command: string, answer: FunctionAnswer): object {
  const refused = 'refusal' in answer;
  const data = refused ? {} : (answer.data ?? {});
  const status = refused ? 0 : 1;
  const statusmsg = refused ? answer.refusal : 'Ok';
  switch (command) {
    case 'version':
      return data;
    case 'listpkgs':
      return { package: data['pkg'] ?? [] };
    case 'showbw':
      return { bandwidth: [data] };
    case 'accountsummary':
    case 'listaccts':
      return { status, statusmsg, acct: data['acct'] ?? [] };
    default:
      return { result: [{ status, statusmsg, rawout: refused ? '' : (answer.output ?? '') }] };
  }
}

/** HTTP 403; `result` is a text (provisioning.md §1 Auth failure). */
export const denied: object = {
  cpanelresult: {
    apiversion: '2',
    error: 'Access denied',
    data: { reason: 'Access denied', result: '0' },
    type: 'text',
  },
};

/** What a web server in the place of WHM says. */
export const webPage = (title: string): string =>
  `<!DOCTYPE html>\n<html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>\n`;
