/** What all accounts of a server were sold together. */
import { expect, it } from 'vitest';
import { soldIn } from '../../../src/provisioning/sold.ts';

it('adds each metric up, and listeners × bitrate', () => {
  expect(
    soldIn([
      { listeners: 100, bitrate: 128, disk: 5 },
      { listeners: 50, bitrate: 64, disk: 7 },
    ]),
  ).toEqual({ listeners: 150, bitrate: 192, disk: 12, 'stream-rate': 100 * 128 + 50 * 64 });
});

it('one account without limit makes the sum unlimited; one without listeners adds no rate', () => {
  expect(
    soldIn([
      { listeners: 'unlimited', bitrate: 128 },
      { listeners: 10, bitrate: 64 },
    ]),
  ).toEqual({ listeners: 'unlimited', bitrate: 192, 'stream-rate': 'unlimited' });
  expect(soldIn([{ listeners: 0, bitrate: 'unlimited' }])['stream-rate']).toBe(0);
});

it('a metric that one account does not tell is left out: its sum would be too small', () => {
  expect(soldIn([{ listeners: 100, bitrate: 128 }, { bitrate: 64 }])).toEqual({ bitrate: 192 });
});

it('no accounts, nothing sold', () => {
  expect(soldIn([])).toEqual({});
});
