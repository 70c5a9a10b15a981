import { describe, expect, test } from 'vitest';
import { safeUrl, stepUrl } from '../../../src/notices/links.ts';

describe('safeUrl', () => {
  test.each([
    'https://panel.example/viewinvoice.php?id=1',
    'http://127.0.0.1:8080/x',
    '/services/812',
    'clientarea.php?action=cancel&id=1',
    '?step=plan',
    '/a:b',
  ])('%s may be followed', (url) => {
    expect(safeUrl(url)).toBe(url);
  });

  test.each([
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'java\nscript:alert(1)',
    '\u0001javascript:alert(1)',
    ' javascript:alert(1)',
    'data:text/html,x',
    'vbscript:x',
    '//evil.example/',
    '\\\\evil.example',
    '/\\evil.example',
    'https:evil.example',
    'https:///evil',
    'http://[bad',
    '',
  ])('%j may not', (url) => {
    expect(safeUrl(url)).toBeNull();
  });
});

describe('stepUrl', () => {
  test('keeps what the panel has in its own address', () => {
    expect(stepUrl('clientarea.php?action=productdetails&id=8', { step: 'plan', category: '3' })).toBe(
      'clientarea.php?action=productdetails&id=8&step=plan&category=3',
    );
  });

  test('sets a step anew instead of adding a second one, and drops the fragment', () => {
    expect(stepUrl('/page?step=review#top', { step: 'plan' })).toBe('/page?step=plan');
  });

  test('escapes what an id may hold', () => {
    expect(stepUrl('/page', { category: 'a&b=c"<' })).toBe('/page?category=a%26b%3Dc%22%3C');
  });
});
