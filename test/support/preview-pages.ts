/**
 * Renders every example page into a folder and photographs it, for looking at by hand:
 * `node test/support/preview-pages.ts [language] [page …]`. Prints the folder. Needs /usr/bin/chromium.
 */
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { createNotices } from '../../src/notices/notices.ts';
import { browserOptions, insidePanel } from './page-in-panel.ts';
import { aPageContext, examplePages } from './preview-data.ts';

const [language = 'es-AR', ...wanted] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), 'upshelf-pages-'));
mkdirSync(folder, { recursive: true });
const notices = createNotices({ defaultLanguage: 'es' });
const browser = await chromium.launch(browserOptions);
const context = await browser.newContext({ javaScriptEnabled: false });
const page = await context.newPage();
for (const [name, example] of Object.entries(examplePages)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  const html = insidePanel(notices.page(example, aPageContext({ language })));
  writeFileSync(join(folder, `${name}.html`), html);
  await page.setContent(html);
  for (const width of [1100, 360]) {
    await page.setViewportSize({ width, height: 700 });
    await page.screenshot({ path: join(folder, `${name}-${width}.png`), fullPage: true });
  }
}
await browser.close();
process.stdout.write(`${folder}\n`);
