/** Logs on standard error, as JSON lines, with nothing secret or personal in them. */
import { destination, pino, type Logger } from 'pino';

/** Keys whose values never reach a log, wherever they stand. */
const hidden = ['secret', 'token', 'password', 'authorization', 'signature', 'email', 'html', 'text', 'ip'];

/** `level` as pino names them; LOG_LEVEL sets it from outside. */
export const createLogger = (level: string): Logger =>
  pino(
    {
      level,
      base: null,
      timestamp: () => `,"time":"${new Date().toISOString()}"`,
      redact: {
        paths: hidden.flatMap((key) => [key, `*.${key}`, `*.*.${key}`, `err.config`, `err.request`]),
        censor: '[removed]',
      },
    },
    destination({ fd: 2, sync: true }),
  );
