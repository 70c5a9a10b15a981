/** AzuraCast's ways to say yes and no (provisioning.md §3, Success). */
import type { Reply } from '../pretend/server.ts';
import { json } from '../pretend/respond.ts';

export const succeeded = (message: string): Reply =>
  json(200, { success: true, message, formatted_message: message });

/**
 * An error as its HTTP code and JSON; a User-Agent with "curl" in it gets a line of plain text instead
 * (ErrorHandler.php, provisioning.md §3 Pitfalls).
 */
export function failed(code: number, type: string, message: string, userAgent: string): Reply {
  if (/curl|Liquidsoap/i.test(userAgent)) {
    return {
      status: code,
      type: 'text/html; charset=UTF-8',
      text: `Error: ${message} on /var/azuracast/www/backend/src/Exception.php L21`,
    };
  }
  return json(code, {
    code,
    type,
    message,
    formatted_message: message,
    extra_data: { class: type, file: '/var/azuracast/www/backend/src/Exception.php', line: 21 },
    success: false,
  });
}

/** A record that is not there: written by the controller itself, so that it is JSON for everybody. */
export const notFound: Reply = json(404, {
  code: 404,
  type: 'Error',
  message: 'Record not found',
  formatted_message: 'Record not found',
  extra_data: [],
  success: false,
});
