/** `sc_serv.conf`: read as the vendor's page 2.6 says that SHOUTcast reads it, changed in one place. */
import { describe, expect, it } from 'vitest';
import { readShoutcastConfig, withStreamLimits } from '../../../src/provisioning/shoutcast-config.ts';

const streamIn = (text: string, id = 1) => readShoutcastConfig(text)?.streams.find((one) => one.id === id);

describe('reading', () => {
  it.each([
    ['streamid_1=1\nstreammaxuser_1=8\nmaxuser=32', 8],
    ['streamid_1=1\nstreammaxuser_1=64\nmaxuser=32', 32],
    ['streamid_1=1\nstreammaxuser_1=0\nmaxuser=32', 32],
    ['streamid_1=1\nmaxuser=32', 32],
    ['streamid_1=1', 512],
    ['streamid=1\nstreammaxuser=8', 8],
    ['streamid_0=1\nstreammaxuser_1=8', 8],
    ['STREAMID_1 = 1 \n\tStreamMaxUser_1 = 8 ', 8],
    ['streamid_1=1\n;streammaxuser_1=8\nmaxuser=32', 32],
    ['streamid_1=1\nstreammaxuser_1=8\nstreammaxuser_1=9', 9],
    ['streammaxuser=8', 8],
    ['streamid_1=1\r\nstreammaxuser_1=8\r\n', 8],
  ])('%j takes %d listeners', (text, listeners) => {
    expect(streamIn(text)?.listeners).toBe(listeners);
  });

  it('options without a number are those of the first stream, never of the second', () => {
    const text = 'maxuser=128\nstreamid_1=1\nstreamid_2=2\nstreammaxuser=32';
    expect([streamIn(text, 1)?.listeners, streamIn(text, 2)?.listeners]).toEqual([32, 128]);
  });

  it.each([
    ['', 'unlimited'],
    ['maxbitrate=128000', 128],
    ['maxbitrate=128000\nstreammaxbitrate_1=64000', 64],
    ['maxbitrate=128000\nstreammaxbitrate_1=0', 128],
    ['maxbitrate=0', 'unlimited'],
    ['streammaxbitrate_1=133572', 134],
  ])('bits become kbit/s by 1000, and none is no check: %j is %j', (text, bitrate) => {
    expect(streamIn(`streamid_1=1\n${text}`)?.bitrate).toBe(bitrate);
  });

  it.each(['maxuser=lots', 'streamid_1=one', 'streamid_1=1\nstreammaxuser_1=-5', 'maxbitrate=128k'])(
    'is not understood rather than guessed: %j',
    (text) => {
      expect(readShoutcastConfig(text)).toBeNull();
    },
  );
});

describe('changing', () => {
  it('takes the place of the line that counts; a comment stays one', () => {
    const before = '; streammaxuser_2=1\nmaxuser=500\nstreamid_2=7\nStreamMaxUser_2 = 8\n# end';
    expect(withStreamLimits(before, 7, { listeners: 80 })).toBe(
      before.replace('StreamMaxUser_2 = 8', 'streammaxuser_2=80'),
    );
  });

  it('is a new line where there was none, also after a last line without its end', () => {
    expect(withStreamLimits('streamid_1=1', 1, { listeners: 80 })).toBe('streamid_1=1\nstreammaxuser_1=80\n');
  });

  it('no check of the bitrate is no line', () => {
    const before = 'streamid_1=1\nstreammaxbitrate_1=64000\nportbase=8000\n';
    expect(withStreamLimits(before, 1, { bitrate: 'unlimited' })).toBe('streamid_1=1\nportbase=8000\n');
  });

  it('the whole server is raised to what all streams were sold; the others keep what counted for them', () => {
    const before = 'maxuser=100\nstreamid_1=1\nstreamid_2=2\nstreamid_3=3\nstreammaxuser_3=300\n';
    const after = withStreamLimits(before, 1, { listeners: 150 }) ?? '';
    expect(readShoutcastConfig(after)).toMatchObject({
      listeners: 350,
      streams: [
        { id: 1, listeners: 150 },
        { id: 2, listeners: 100 },
        { id: 3, listeners: 100 },
      ],
    });
  });

  it('there is no such stream', () => {
    expect(withStreamLimits('streamid_1=7', 1, { listeners: 5 })).toBeNull();
  });
});
