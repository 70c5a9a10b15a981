/** Reads `upshelf.yaml` with its secrets, or says every mistake with its line. */
import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { UpshelfError } from '../errors.ts';
import { contradictions } from './consistency.ts';
import { convert, type Surroundings } from './convert.ts';
import { readYaml, type Position, type YamlDocument } from './document.ts';
import { mistakesOf, pathText, type Mistake } from './mistakes.ts';
import { settingsFileSchema, type SettingsFile } from './schema.ts';
import { schemaNode, settingsJsonSchema } from './schema-tree.ts';
import { variables, type Environment } from './secrets.ts';
import type { Settings } from './settings.ts';

/**
 * The settings in `file`; secrets and DATABASE_URL come from `env`, else from the `.env` file beside it.
 * @throws UpshelfError `settings-invalid` with one line `file:line:column: key: found …, expected …` per mistake,
 *   or `secret-missing` with such a line per variable that is not set
 */
export function loadSettings({ file, env }: { file: string; env: Environment }): Settings {
  const text = textOf(file);
  if (text === null) throw invalid([`${file}: found no file that can be read, expected the settings`]);
  const folder = dirname(resolve(file));
  return readSettings(file, text, {
    variable: variables(env, textOf(resolve(folder, '.env'))),
    pathBeside: (name) => resolve(folder, name),
    textBeside: (name) => textOf(resolve(folder, name)),
  });
}

/** As {@link loadSettings}, from a text that is already read; `file` is its name in messages. */
export function readSettings(file: string, text: string, surroundings: Surroundings): Settings {
  const yaml = readYaml(text);
  if (yaml.broken.length > 0) {
    throw invalid(yaml.broken.map(({ position, what }) => `${place(file, position)}: ${what}`));
  }
  const checked = settingsFileSchema.safeParse(yaml.value ?? undefined);
  const tree = schemaNode(settingsJsonSchema());
  const mistakes = [
    ...mistakesOf(checked.error?.issues ?? [], yaml.value, tree, yaml.sourceOf),
    ...contradictions(yaml.value),
    ...(checked.success ? unreadableAuthorities(checked.data, surroundings) : []),
  ];
  if (!checked.success || mistakes.length > 0 || yaml.misread.length > 0) {
    throw invalid(report(file, yaml, mistakes));
  }
  if (wrongDatabase(surroundings)) {
    throw invalid(['DATABASE_URL: found another address, expected postgres://… or nothing']);
  }
  const missing = missingSecrets(checked.data, surroundings);
  if (missing.length > 0) {
    throw new UpshelfError('secret-missing', report(file, yaml, missing).join('\n'));
  }
  return convert(checked.data, file, yaml, surroundings);
}

/** Lines in the order of the file, each said once. */
function report(file: string, yaml: YamlDocument, mistakes: readonly Mistake[]): string[] {
  const others = mistakes.map(({ path, ofKey, what }) => ({
    position: ofKey ? yaml.positionOfKey(path) : yaml.positionOf(path),
    text: `${pathText(path)}: ${what}`,
  }));
  // What the schema says of the same place names the key, and says more.
  const isNew = (position: Position) =>
    others.every((other) => place(file, other.position) !== place(file, position));
  const misread = yaml.misread
    .filter(({ position }) => isNew(position))
    .map(({ position, what }) => ({ position, text: what }));
  const lines = [...others, ...misread]
    .sort((a, b) => a.position.line - b.position.line || a.position.column - b.position.column)
    .map(({ position, text }) => `${place(file, position)}: ${text}`);
  return [...new Set(lines)];
}

function unreadableAuthorities(settings: SettingsFile, { textBeside }: Surroundings): Mistake[] {
  return settings.servers.flatMap(({ ca }, index) =>
    ca === undefined || textBeside(ca)?.includes('-----BEGIN CERTIFICATE-----')
      ? []
      : [{ path: ['servers', index, 'ca'], what: `found ${ca}, expected a file with a certificate in PEM` }],
  );
}

function missingSecrets(settings: SettingsFile, { variable }: Surroundings): Mistake[] {
  const named = [
    { path: ['panel', 'secretFrom'], name: settings.panel.secretFrom },
    ...settings.servers.map(({ tokenFrom }, index) => ({
      path: ['servers', index, 'tokenFrom'],
      name: tokenFrom,
    })),
  ];
  return named
    .filter(({ name }) => variable(name) === null)
    .map(({ path, name }) => ({
      path,
      what: `found no variable ${name} in the environment or in the .env file beside the settings, expected the secret`,
    }));
}

const wrongDatabase = ({ variable }: Surroundings): boolean =>
  !/^(postgres(ql)?:\/\/|$)/.test(variable('DATABASE_URL')?.reveal() ?? '');

const place = (file: string, { line, column }: Position): string => `${file}:${line}:${column}`;

const invalid = (lines: readonly string[]): UpshelfError =>
  new UpshelfError('settings-invalid', lines.join('\n'));

/** null: no such file, or not readable. */
function textOf(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}
