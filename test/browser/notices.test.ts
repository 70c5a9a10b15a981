/** Every page in a real browser: no accessibility violation, nothing wider than a telephone, nothing that CSP blocks. */
import { existsSync } from 'node:fs';
import AxeBuilder from '@axe-core/playwright';
import { chromium } from 'playwright-core';
import type { Browser, Page as BrowserPage } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createNotices } from '../../src/notices/notices.ts';
import { browserOptions, chromiumPath, insidePanel } from '../support/page-in-panel.ts';
import { requireOrSkip } from '../support/require-or-skip.ts';
import { aPageContext, examplePages } from '../support/preview-data.ts';

const isThere = requireOrSkip(
  'Chromium',
  existsSync(chromiumPath),
  `${chromiumPath} is missing: apt-get install chromium`,
);

const notices = createNotices({ defaultLanguage: 'es' });
const pageOf = (name: string): string => {
  const example = examplePages[name];
  if (!example) throw new Error(`There is no example page "${name}".`);
  return insidePanel(notices.page(example, aPageContext()));
};

describe.skipIf(!isThere)('pages in Chromium', () => {
  let browser: Browser;
  let page: BrowserPage;
  const complaints: string[] = [];

  beforeAll(async () => {
    browser = await chromium.launch(browserOptions);
    page = await (await browser.newContext()).newPage();
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
  });
  afterAll(async () => {
    await browser.close();
  });

  test.each(Object.keys(examplePages))('%s: no axe violation at 320 px and at 1100 px', async (name) => {
    for (const width of [320, 1100]) {
      await page.setViewportSize({ width, height: 800 });
      await page.setContent(pageOf(name));
      const { violations } = await new AxeBuilder({ page }).include('.upshelf').analyze();
      expect(
        violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`),
      ).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
    }
    expect(complaints).toEqual([]);
  });

  test('the period step can be walked by keyboard alone, and shows where the focus is', async () => {
    await page.setContent(pageOf('period'));
    await page.locator('input[name=cycle]:checked').focus();
    await page.keyboard.press('ArrowDown');
    expect(await page.locator('input[name=cycle]:checked').getAttribute('value')).toBe('biennially');
    await page.keyboard.press('Tab');
    expect(await page.locator('button:focus-visible').textContent()).toBe('Revisar el cambio');
    expect(await page.evaluate('getComputedStyle(document.activeElement).outlineStyle')).toBe('solid');
  });
});
