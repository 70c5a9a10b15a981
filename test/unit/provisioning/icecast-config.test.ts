/** Icecast's configuration file: read as Icecast reads it, changed in one place. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readIcecastConfig, withListeners } from '../../../src/provisioning/icecast-config.ts';

const file = (mounts: string, limits = '<limits><clients>5000</clients></limits>') =>
  `<?xml version="1.0"?>\n<icecast>\n  ${limits}\n${mounts}\n</icecast>\n`;
const one = (inside: string) =>
  file(`  <mount type="normal">\n    <mount-name>/a.mp3</mount-name>${inside}\n  </mount>`);
const limitOf = (text: string, name = '/a.mp3') =>
  readIcecastConfig(text)?.mounts.find((mount) => mount.name === name)?.listeners;

describe('reading', () => {
  it.each([
    ['<max-listeners>50</max-listeners>', 50],
    ['<max-listeners> 50 </max-listeners>', 50],
    ['<max-listeners>-1</max-listeners>', 'unlimited'],
    ['<max-listeners>0</max-listeners>', 0],
    ['', 'unlimited'],
    ['<!-- <max-listeners>7</max-listeners> -->', 'unlimited'],
    ['<max-listeners>7</max-listeners><max-listeners>9</max-listeners>', 9],
    ['<fallback-mount a="x>y"/><max-listeners>3</max-listeners>', 3],
    ['<password><![CDATA[<max-listeners>1</max-listeners>]]></password>', 'unlimited'],
  ])('%s is %j', (inside, limit) => {
    expect(limitOf(one(inside))).toBe(limit);
  });

  it('entities in a name are read', () => {
    const text = file('<mount><mount-name>/rock &amp; roll</mount-name></mount>');
    expect(limitOf(text, '/rock & roll')).toBe('unlimited');
  });

  it('a section without a name is the default for others, and no account', () => {
    const text = file('<mount type="default"><max-listeners>5</max-listeners></mount>');
    expect(readIcecastConfig(text)?.mounts).toEqual([]);
  });

  it.each([
    ['', 256],
    ['<limits></limits>', 256],
    ['<limits><clients>10</clients></limits>', 10],
    ['<!-- <limits><clients>9</clients></limits> -->', 256],
  ])('without a word Icecast takes 256 connections: %j is %d', (limits, clients) => {
    expect(readIcecastConfig(file('', limits))?.clients).toBe(clients);
  });

  it.each([
    'not xml at all',
    '<icecast><mount></icecast>',
    '<icecast></icecast><icecast></icecast>',
    '<shoutcast></shoutcast>',
    one('<max-listeners>many</max-listeners>'),
    file('', '<limits><clients>all</clients></limits>'),
  ])('is not understood rather than guessed: %j', (text) => {
    expect(readIcecastConfig(text)).toBeNull();
  });
});

describe('changing', () => {
  it('takes the place of the number that counts', () => {
    const before = one(
      '\n    <!-- <max-listeners>7</max-listeners> -->\n    <max-listeners>50</max-listeners>',
    );
    expect(withListeners(before, '/a.mp3', 80)).toBe(before.replace('>50<', '>80<'));
  });

  it('is put after the name, as indented as it, where there was none', () => {
    expect(withListeners(one(''), '/a.mp3', 80)).toBe(one('\n    <max-listeners>80</max-listeners>'));
  });

  it('unlimited takes every limit away', () => {
    const before = one('\n    <max-listeners>7</max-listeners>\n    <max-listeners>9</max-listeners>');
    expect(withListeners(before, '/a.mp3', 'unlimited')).toBe(one(''));
  });

  it('a mount that is only in a comment is none', () => {
    const text = file('<!-- <mount><mount-name>/a.mp3</mount-name></mount> -->');
    expect(withListeners(text, '/a.mp3', 5)).toBeNull();
  });

  it.each([
    ['<limits><clients>50</clients></limits>', '<limits><clients>91</clients></limits>'],
    ['<limits><clients>91</clients></limits>', '<limits><clients>91</clients></limits>'],
    ['<limits><clients>9999</clients></limits>', '<limits><clients>9999</clients></limits>'],
  ])('all mounts together must fit, a source each and ten to spare: %s becomes %s', (limits, after) => {
    expect(withListeners(one('').replace(/<limits>.*<\/limits>/, limits), '/a.mp3', 80)).toContain(after);
  });

  it('connections are given a number where Icecast would take its 256', () => {
    const bare = (limits: string) => file('<mount><mount-name>/a.mp3</mount-name></mount>', limits);
    expect(withListeners(bare('<limits><sources>2</sources></limits>'), '/a.mp3', 500)).toContain(
      '<limits><clients>511</clients><sources>2</sources></limits>',
    );
    expect(readIcecastConfig(withListeners(bare(''), '/a.mp3', 500) ?? '')?.clients).toBe(511);
  });

  it('whatever is around it: the one limit is as wanted, and all else stays byte for byte', () => {
    const limits = fc.option(fc.integer({ min: 0, max: 9_000 }), { nil: null });
    const mounts = fc.uniqueArray(
      fc.record({
        name: fc.stringMatching(/^[a-z0-9]{1,8}$/),
        limit: limits,
        note: fc.constantFrom('', '<!-- <mount> -->'),
      }),
      { minLength: 1, maxLength: 5, selector: ({ name }) => name },
    );
    const wanted = fc.oneof(fc.integer({ min: 1, max: 9_000 }), fc.constant('unlimited' as const));
    fc.assert(
      fc.property(mounts, wanted, fc.nat(), (all, limit, chosen) => {
        const text = file(
          all
            .map(
              ({ name, limit: own, note }) =>
                `  <mount>${note}\n    <mount-name>/${name}</mount-name>\n` +
                `${own === null ? '' : `    <max-listeners>${own}</max-listeners>\n`}  </mount>`,
            )
            .join('\n'),
          '<limits><clients>90000</clients></limits>',
        );
        const name = `/${all[chosen % all.length]?.name ?? ''}`;
        const after = withListeners(text, name, limit) ?? '';
        expect(limitOf(after, name)).toBe(limit);
        const others = (one: string) => readIcecastConfig(one)?.mounts.filter((mount) => mount.name !== name);
        expect(others(after)).toEqual(others(text));
        const back = limitOf(text, name) ?? 'unlimited';
        const without = (one: string) => one.replace(/\s*<max-listeners>\d+<\/max-listeners>/g, '');
        expect(without(withListeners(after, name, back) ?? '')).toBe(without(text));
      }),
    );
  });
});
