/**
 * The signature of the connector protocol, both ways: HMAC-SHA-256 over timestamp, method, path and raw body
 * (design section 8). A repeat is harmless by construction, so there is no nonce.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Instant } from '../catalogue/time.ts';

export const timestampHeader = 'x-upshelf-timestamp';
export const signatureHeader = 'x-upshelf-signature';

/** How far the two clocks may differ, in seconds, either way. */
export const allowedSkew = 300;

export interface SignedParts {
  /** Seconds since 1970, as the header carries it. */
  readonly timestamp: string;
  readonly method: string;
  /** Path with query, as sent. */
  readonly path: string;
  readonly body: Uint8Array;
}

/** The value of the signature header: `v1=` and 64 hexadecimal digits. */
export function sign(secret: string, parts: SignedParts): string {
  const hmac = createHmac('sha256', secret);
  hmac.update(`${parts.timestamp}\n${parts.method.toUpperCase()}\n${parts.path}\n`);
  hmac.update(parts.body);
  return `v1=${hmac.digest('hex')}`;
}

/** The two headers for a request sent at `now`. */
export function signedHeaders(
  secret: string,
  now: Instant,
  request: Omit<SignedParts, 'timestamp'>,
): Record<typeof timestampHeader | typeof signatureHeader, string> {
  const timestamp = String(Math.floor(now / 1000));
  return { [timestampHeader]: timestamp, [signatureHeader]: sign(secret, { ...request, timestamp }) };
}

export type SignatureVerdict = 'valid' | 'signature-missing' | 'signature-wrong' | 'signature-old';

/** Judges a request before anything of its body is parsed; compares in constant time. */
export function verify(
  secret: string,
  now: Instant,
  headers: { readonly timestamp: string | undefined; readonly signature: string | undefined },
  request: Omit<SignedParts, 'timestamp'>,
): SignatureVerdict {
  const { timestamp, signature } = headers;
  if (!timestamp || !signature) return 'signature-missing';
  if (!/^\d{1,12}$/.test(timestamp)) return 'signature-wrong';
  const expected = Buffer.from(sign(secret, { ...request, timestamp }));
  const given = Buffer.from(signature);
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return 'signature-wrong';
  return Math.abs(now / 1000 - Number(timestamp)) <= allowedSkew ? 'valid' : 'signature-old';
}
