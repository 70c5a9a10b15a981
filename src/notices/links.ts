/** Addresses in our pages: only http(s) or the panel's own, and our steps added to whatever the panel's address is. */

/**
 * `url` when a browser may be sent there; null for any other scheme (`javascript:`, `data:`) and for what hides one.
 * Relative addresses of the panel (`clientarea.php?action=…`, `/x`, `?x`) are fine; `//host` is not.
 */
export function safeUrl(url: string): string | null {
  // browsers drop tabs and newlines inside a scheme and read "\" as "/"
  if (url === '' || /[^!-\uffff]|\\/.test(url)) return null;
  if (/^https?:\/\/[^/]/i.test(url)) return URL.canParse(url) ? url : null;
  if (url.startsWith('//')) return null;
  return /^[^/?#]*:/.test(url) ? null : url;
}

/** `page` with our fields set in its query; what the panel's address already carries stays. */
export function stepUrl(page: string, fields: Readonly<Record<string, string>>): string {
  const [address = ''] = page.split('#');
  const cut = address.indexOf('?');
  const path = cut < 0 ? address : address.slice(0, cut);
  const query = new URLSearchParams(cut < 0 ? '' : address.slice(cut + 1));
  for (const [name, value] of Object.entries(fields)) query.set(name, value);
  return `${path}?${query.toString()}`;
}
