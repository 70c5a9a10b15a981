/** One of our pages inside a panel's: a heading and style sheet that are not ours, as strict as they come. */
import type { RenderedPage } from '../../src/notices/page.ts';

export const chromiumPath = '/usr/bin/chromium';

/** stack.md §8 */
export const browserOptions = {
  executablePath: chromiumPath,
  args: [
    '--no-sandbox',
    '--disable-quic',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--no-first-run',
  ],
};

/** What a panel's theme does to bare elements (Bootstrap 3, as WHMCS's "six" theme has it). */
const panelStyles = `
  html { font-size: 10px; } * { box-sizing: border-box; }
  body { margin: 0; font: 14px/1.43 "Open Sans", "Lato", Helvetica, Arial, sans-serif; color: #333; background: #fff; }
  main { max-width: 900px; margin: 0 auto; padding: 15px; }
  h1 { font-size: 26px; font-weight: 400; border-bottom: 1px solid #ddd; padding-bottom: 10px; }
  h2 { font-size: 30px; margin: 20px 0 10px; } h3 { font-size: 24px; margin: 20px 0 10px; } h4 { font-size: 18px; }
  p { margin: 0 0 10px; } ul, ol { margin: 0 0 10px; } label { display: inline-block; margin-bottom: 5px; font-weight: 700; }
  legend { display: block; width: 100%; font-size: 21px; border-bottom: 1px solid #e5e5e5; margin-bottom: 20px; }
  input[type=radio] { margin: 4px 0 0; } a { color: #337ab7; text-decoration: none; } dt { font-weight: 700; }
  table { background-color: transparent; border-spacing: 0; } th { text-align: left; } figure { margin: 0; }`;

export const insidePanel = (page: RenderedPage, language = 'es'): string => `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<title>${page.title}</title><style>${panelStyles}</style><style>${page.css}</style></head>
<body><main><h1>${page.title}</h1>${page.html}</main></body></html>`;
