/** Finds the secrets that the settings name: in the environment, else in the `.env` file beside the settings. */
import { parseEnv } from 'node:util';
import { Secret } from './secret.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/** A look-up of variables; the environment wins over the text of `.env`, an empty value counts as none. */
export function variables(env: Environment, dotEnv: string | null): (name: string) => Secret | null {
  const beside = dotEnv === null ? {} : parseEnv(dotEnv);
  return (name) => {
    const value = env[name] || beside[name];
    return value ? new Secret(value) : null;
  };
}
