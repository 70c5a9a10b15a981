/** Icecast's statistics shape by shape, as 2.4.4 printed them here, and changes that meet in one file. */
import { afterEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../../src/clock.ts';
import type { ConfigFile } from '../../../src/provisioning/config-file.ts';
import { createIcecastDriver } from '../../../src/provisioning/icecast.ts';
import { nocked, type Nocked, type NockedAnswer } from '../../support/nocked.ts';

const config = `<icecast><limits><clients>900</clients></limits>
<mount><mount-name>/a</mount-name><max-listeners>10</max-listeners></mount>
<mount><mount-name>/b</mount-name><max-listeners>10</max-listeners></mount></icecast>`;
const source = (inside: string) =>
  `<?xml version="1.0"?>\n<icestats><server_id>Icecast 2.4.4</server_id><source mount="/a">${inside}</source></icestats>`;
const whole =
  '<bitrate>128</bitrate><listener_peak>9</listener_peak><listeners>4</listeners><max_listeners>10</max_listeners>' +
  '<stream_start_iso8601>2026-11-24T01:31:42+0000</stream_start_iso8601>';
const offAir: NockedAnswer = { status: 400, body: '<html><b>400 - Source does not exist</b></html>' };

let open: Nocked | null = null;
afterEach(() => {
  open?.close();
  open = null;
});

function icecast(answer: NockedAnswer, file: ConfigFile) {
  open = nocked('http://127.0.0.1:8000', () => answer);
  return createIcecastDriver({
    baseUrl: open.address,
    user: 'admin',
    password: 'p',
    http: open.http,
    clock: systemClock,
    config: file,
    pause: async () => undefined,
    deadlines: { checks: 2_000, write: 600 },
    landingWindow: 1_000,
  });
}
const still: ConfigFile = {
  read: async () => ({ outcome: 'seen', value: config }),
  replace: async () => ({ kind: 'done', data: null }),
};
const named = (username: string) => ({ username, domain: 'radio.example' });

describe('the answer to a read', () => {
  it.each<[string, NockedAnswer, object]>([
    ['all of it', { body: source(whole) }, { value: { limits: { listeners: 10 }, inForce: true } }],
    [
      'another limit in force than in the file',
      { body: source(whole.replace('>10<', '>7<')) },
      { value: { limits: { listeners: 7 }, inForce: false } },
    ],
    [
      'no limit in force',
      { body: source(whole.replace('>10<', '>unlimited<')) },
      { value: { limits: { listeners: 'unlimited' }, inForce: false } },
    ],
    ['no source', offAir, { value: { limits: { listeners: 10 }, station: { onAir: false } } }],
    ['a wrong password', { status: 401, body: '' }, { outcome: 'not-authorised' }],
    ['a web page', { body: '<html></html>' }, { outcome: 'unreachable' }],
    ['a number that is none', { body: source(whole.replace('>10<', '>many<')) }, { outcome: 'unreachable' }],
    ['another error', { status: 400, body: '<b>400 - Unrecognised command</b>' }, { outcome: 'unreachable' }],
  ])('%s', async (_, answer, look) => {
    expect(await icecast(answer, still).readAccount(named('/a'), 2_000)).toMatchObject(look);
  });

  it('the peak comes with the time from which it is counted', async () => {
    const look = await icecast({ body: source(whole) }, still).readAccount(named('a'), 2_000);
    expect(look).toMatchObject({
      value: {
        usage: { listeners: { quantity: 4 }, bitrate: { quantity: 128 } },
        station: { onAir: true, peak: { listeners: 9, since: Date.UTC(2026, 10, 24, 1, 31, 42) } },
      },
    });
  });
});

it('a limit that does not come into force within its time is unknown, and the look decides (L4)', async () => {
  const driver = icecast({ body: source(whole) }, still);
  const target = { packageName: null, limits: { listeners: 99 } };
  expect(await driver.changePlan(named('/a'), target)).toMatchObject({ outcome: 'unknown' });
  expect(await driver.readAccount(named('/a'), 2_000)).toMatchObject({
    value: { limits: { listeners: 10 } },
  });
});

it('two clients at once: both limits are in the file in the end', async () => {
  let text = config;
  const file: ConfigFile = {
    read: async () => ({ outcome: 'seen', value: text }),
    async replace(before, after) {
      if (before !== text) return { kind: 'refused', message: 'changed meanwhile' };
      text = after;
      return { kind: 'done', data: null };
    },
  };
  const driver = icecast(offAir, file);
  const outcomes = await Promise.all([
    driver.changePlan(named('/a'), { packageName: null, limits: { listeners: 50 } }),
    driver.changePlan(named('/b'), { packageName: null, limits: { listeners: 60 } }),
  ]);
  expect(outcomes.map(({ outcome }) => outcome)).toEqual(['applied', 'applied']);
  expect(text).toContain('<max-listeners>50<');
  expect(text).toContain('<max-listeners>60<');
});
