import { describe, expect, test } from 'vitest';
import { readSettings } from '../../../src/settings/load.ts';
import { Secret } from '../../../src/settings/secret.ts';
import { good, mistakesIn, surroundings } from './good-settings.ts';

describe('secrets never show', () => {
  test('a secret in the place of its variable is refused without being printed', () => {
    const token = 'J2HBGK5L1R2ZQ9S8W7X6Y5';
    const lines = mistakesIn(good.replace('WHM_TOKEN', token));
    expect(lines).toEqual([
      'upshelf.yaml:13:16: servers[0].tokenFrom: found something else, expected the name of an environment variable, such as WHM_TOKEN, never the secret itself',
    ]);
  });

  test('a secret under a key of its own is refused without being printed', () => {
    const lines = mistakesIn(
      good.replace('tokenFrom: WHM_TOKEN', 'tokenFrom: WHM_TOKEN\n    token: hunter2'),
    );
    expect(lines.join('\n')).toContain('14:5: servers[0].token: found an unknown key');
    expect(lines.join('\n')).not.toContain('hunter2');
  });

  test('another kind of DATABASE_URL is refused without being printed', () => {
    const around = surroundings({ DATABASE_URL: 'mysql://root:hunter2@db/upshelf' });
    expect(mistakesIn(good, around)).toEqual([
      'DATABASE_URL: found another address, expected postgres://… or nothing',
    ]);
  });

  test('a variable that is not set: its name and its line, for each of them', () => {
    const around = {
      ...surroundings(),
      variable: (name: string) => (name === 'OTHER' ? new Secret('x') : null),
    };
    const read = () => readSettings('upshelf.yaml', good, around);
    expect(read).toThrow(
      [
        'upshelf.yaml:4:15: panel.secretFrom: found no variable PANEL_SECRET in the environment or in the .env file beside the settings, expected the secret',
        'upshelf.yaml:13:16: servers[0].tokenFrom: found no variable WHM_TOKEN in the environment or in the .env file beside the settings, expected the secret',
      ].join('\n'),
    );
    expect(read).toThrow(expect.objectContaining({ code: 'secret-missing' }));
  });
});
