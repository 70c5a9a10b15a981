/** Passwords as salted scrypt hashes. */
import { randomBytes, scryptSync, timingSafeEqual } from 'node:crypto';

// demo passwords are printed on the login page; the cost only has to keep the start quick
const options = { N: 4096, r: 8, p: 1 } as const;

export function hashPassword(password: string): string {
  const salt = randomBytes(16).toString('hex');
  return `${salt}:${scryptSync(password, salt, 32, options).toString('hex')}`;
}

export function passwordFits(password: string, hash: string): boolean {
  const [salt = '', expected = ''] = hash.split(':');
  const given = scryptSync(password, salt, 32, options);
  const wanted = Buffer.from(expected, 'hex');
  return wanted.length === given.length && timingSafeEqual(given, wanted);
}
