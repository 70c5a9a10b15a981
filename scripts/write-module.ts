/** Writes module.json, what a panel reads about this module, from the code that it describes. */
import { readFileSync, writeFileSync } from 'node:fs';
import { format, resolveConfig } from 'prettier';
import { z } from 'zod';
import { hooks } from '../hooks/index.ts';
import { protocolVersion } from '../src/panel/connector-protocol.ts';
import { settingsJsonSchema } from '../src/settings/schema-tree.ts';

export const moduleFile = new URL('../module.json', import.meta.url);

const packageSchema = z.object({ name: z.string(), version: z.string(), description: z.string() });

/** The panel's own name for the action that opens our page, and the hook that serves it. */
export const actions = { ChangePackage: 'change-package' } as const;

/** What module.json has to say, given the text of package.json. */
export function moduleDescription(packageText: string): Record<string, unknown> {
  const { name, version, description } = packageSchema.parse(JSON.parse(packageText));
  return {
    name,
    title: 'Upshelf',
    description,
    version,
    protocol: protocolVersion,
    hooks: hooks.map((hook) => ({
      name: hook.name,
      method: 'POST',
      path: hook.path,
      summary: hook.summary,
    })),
    actions: Object.entries(actions).map(([action, hook]) => ({ name: action, hook })),
    settings: settingsJsonSchema(),
  };
}

export const readPackage = (): string => readFileSync(new URL('../package.json', import.meta.url), 'utf8');

if (import.meta.main) {
  const text = JSON.stringify(moduleDescription(readPackage()));
  const options = await resolveConfig(moduleFile);
  writeFileSync(moduleFile, await format(text, { ...options, filepath: moduleFile.pathname }));
}
