/** The pretend Centova is no kinder than the real one, so far as provisioning.md §2 tells. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { startSandboxCentova, type SandboxCentova } from '../../../sandbox/centova/server.ts';
import { centovaSeed, password } from '../../support/centova-stage.ts';

let server: SandboxCentova;
beforeEach(async () => {
  server = await startSandboxCentova({ port: 0, dataDir: null, seed: centovaSeed });
});
afterEach(() => server.close());

async function ask(method: string, given: Record<string, string>, login = `admin|${password}`) {
  const form = new URLSearchParams({ xm: method, f: 'json', 'a[password]': login });
  for (const [name, value] of Object.entries(given)) form.set(`a[${name}]`, value);
  return post(form.toString());
}
async function post(body: string) {
  const response = await fetch(`${server.url}/api.php`, {
    method: 'POST',
    body,
    headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
  });
  const json = (await response.json()) as { type: string; response: { message: string; data?: unknown } };
  return { status: response.status, type: json.type, ...json.response };
}

it('every no comes with HTTP 200', async () => {
  const account = { username: 'bob' };
  for (const answer of [
    await ask('server.getaccount', account, 'admin|wrong'),
    await ask('server.getaccount', { username: 'nobody' }),
    await ask('server.fly', account),
    await ask('server.reconfigure', { ...account, maxclients: 'many' }),
  ]) {
    expect(answer).toMatchObject({ status: 200, type: 'error', message: expect.any(String) as string });
  }
});

it('a password that is not encoded is cut in two', async () => {
  expect(
    await post(`xm=server.getaccount&f=json&a[username]=bob&a[password]=admin|${password}`),
  ).toMatchObject({
    type: 'error',
    message: 'Invalid username or password',
  });
});

it('an account manages itself by its own password, and no other', async () => {
  expect(await ask('server.getaccount', { username: 'bob' }, 'bob7s3cret')).toMatchObject({
    type: 'success',
  });
  expect(await ask('server.getaccount', { username: 'bobby' }, 'bob7s3cret')).toMatchObject({
    type: 'error',
  });
});

it('new limits wait for the stream, and a reload keeps listeners where a restart drops them', async () => {
  await ask('server.reconfigure', { username: 'bob', maxclients: '500', transferlimit: '0' });
  expect(server.state.account('bob')).toMatchObject({ transferlimit: 0, stream: { maxclients: 100 } });
  await ask('server.reload', { username: 'bob' });
  expect(server.state.account('bob')).toMatchObject({ listeners: 37, stream: { maxclients: 500 } });
  await ask('server.restart', { username: 'bob' });
  expect(server.state.account('bob')?.listeners).toBe(0);
});

it('a status that is already so is an error, as in the real one', async () => {
  expect(await ask('system.setstatus', { username: 'closed', status: 'disabled' })).toMatchObject({
    type: 'error',
    message: 'Account is already in specified state',
  });
});

it('the side door shows no password', async () => {
  const state = await (await fetch(`${server.url}/sandbox/state`)).text();
  expect(state).toContain('bob');
  expect(state).not.toContain('s3cret');
});
