/** Servers of each kind: the keys that only they have, told apart by `driver`. */
import { describe, expect, test } from 'vitest';
import { systemClock } from '../../../src/clock.ts';
import { createDriver } from '../../../src/provisioning/drivers.ts';
import { readSettings } from '../../../src/settings/load.ts';
import { good, mistakesIn, surroundings } from './good-settings.ts';

const withServer = (lines: string): string =>
  good.replace('driver: whm', `driver: ${lines.split('\n').join('\n    ')}`).replace('    user: root\n', '');
const serverOf = (lines: string) => {
  const server = readSettings('upshelf.yaml', withServer(lines), surroundings()).servers.get('3');
  if (!server) throw new Error('no server');
  return server;
};

test.each([
  ['whm\nuser: root', { driver: 'whm', user: 'root' }],
  ['azuracast', { driver: 'azuracast' }],
  ['centova\nuser: admin', { driver: 'centova', user: 'admin', apply: 'reload', usageAge: 86_400_000 }],
  [
    'centova\nuser: sur\napply: restart\nusageAgeMinutes: 30',
    { driver: 'centova', user: 'sur', apply: 'restart', usageAge: 1_800_000 },
  ],
  ['mediacp', { driver: 'mediacp', apply: 'none' }],
  ['sonicpanel\nuser: admin', { driver: 'sonicpanel', user: 'admin' }],
  [
    'icecast\nconfig: /etc/icecast2/icecast.xml\nreload: systemctl reload icecast2',
    {
      driver: 'icecast',
      user: 'admin',
      config: '/etc/icecast2/icecast.xml',
      shell: ['sh', '-s'],
      reload: 'systemctl reload icecast2',
    },
  ],
  [
    'shoutcast\nconfig: /srv/sc_serv.conf\nshell: [ssh, radio1, sh, -s]',
    { driver: 'shoutcast', config: '/srv/sc_serv.conf', shell: ['ssh', 'radio1', 'sh', '-s'] },
  ],
])('%s has its own keys, and a driver that can be made of it', (lines, own) => {
  const server = serverOf(lines);
  expect(server).toMatchObject({ ...own, id: '3', deadline: 30_000 });
  const opened = createDriver(server, { version: 'test', clock: systemClock });
  expect(opened.driver.kind).toBe(own.driver);
  opened.close();
});

describe('a mistake is told by what its own driver expects', () => {
  test.each([
    ['centova', '9:5: servers[0].user: found nothing, expected text that is not empty'],
    ['icecast\nconfig: /a.xml', '9:5: servers[0].reload: found nothing, expected text that is not empty'],
    [
      'shoutcast\nconfig: sc_serv.conf',
      '11:13: servers[0].config: found the text "sc_serv.conf", expected an absolute path of plain characters',
    ],
    [
      'centova\nuser: a\napply: none',
      '12:12: servers[0].apply: found the text "none", expected one of reload, restart',
    ],
    [
      'mediacp\napply: reload',
      '11:12: servers[0].apply: found the text "reload", expected one of none, restart',
    ],
  ])('%s', (lines, mistake) => {
    expect(mistakesIn(withServer(lines))).toContain(`upshelf.yaml:${mistake}`);
  });

  test('a key of another driver is unknown here, and the keys that are listed are those of this one', () => {
    const [line] = mistakesIn(withServer('mediacp\nshell: [sh]'));
    expect(line).toMatch(
      /^upshelf.yaml:11:5: servers\[0\]\.shell: found an unknown key, expected one of id, name,/,
    );
    expect(line).toContain('apply');
    expect(line).not.toContain('reload');
  });
});
