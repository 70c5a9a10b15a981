/** A browser without a screen: cookies, forms and the hidden token that they carry. */

export interface Answer {
  readonly status: number;
  readonly text: string;
  /** Where a redirect leads. */
  readonly location: string | null;
}

export interface PanelBrowser {
  get(path: string): Promise<Answer>;
  /** Sends a form; the session's token goes along unless `token` says otherwise. */
  post(path: string, fields: Readonly<Record<string, string>>, token?: string): Promise<Answer>;
}

/** Logged in as `user`; null: as nobody. */
export async function panelBrowser(
  url: string,
  user: { readonly name: string; readonly password: string; readonly door: '/' | '/admin/' } | null,
): Promise<PanelBrowser> {
  const cookies = new Map<string, string>();
  let token = '';

  const send = async (path: string, init: RequestInit): Promise<Answer> => {
    const headers = new Headers(init.headers);
    headers.set('cookie', [...cookies].map(([name, value]) => `${name}=${value}`).join('; '));
    const response = await fetch(url + path, { ...init, headers, redirect: 'manual' });
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      cookies.set(name, value);
    }
    const text = await response.text();
    token = /name="token" value="([0-9a-f]{64})"/.exec(text)?.[1] ?? token;
    return { status: response.status, text, location: response.headers.get('location') };
  };
  const browser: PanelBrowser = {
    get: (path) => send(path, {}),
    post: (path, fields, given) =>
      send(path, { method: 'POST', body: new URLSearchParams({ ...fields, token: given ?? token }) }),
  };
  if (user) {
    await browser.post(`${user.door}ingresar`, { user: user.name, password: user.password });
    await browser.get(user.door === '/' ? '/servicios' : '/admin/servicios');
  }
  return browser;
}
