import { setTimeout as sleep } from 'node:timers/promises';

type Json = ReturnType<typeof JSON.parse>;
export type StaffAnswer = { readonly status: number; readonly body: Json };

/** A member of staff at the console's API, signed in with a cookie. Repeats a call that met a restart. */
export async function signInStaff(url: string, username: string, password: string) {
  let cookie = '';

  async function call(method: string, path: string, body?: unknown): Promise<StaffAnswer> {
    const response = await fetch(`${url}/api/admin${path}`, {
      method,
      headers: { cookie, 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    }).catch(() => undefined);
    if (response === undefined) {
      await sleep(100);
      return call(method, path, body);
    }
    const setCookie = response.headers.getSetCookie()[0];
    if (setCookie !== undefined) cookie = setCookie.split(';')[0] ?? '';
    const text = await response.text();
    return { status: response.status, body: text.startsWith('{') ? JSON.parse(text) : {} };
  }

  const signedIn = await call('POST', '/session', { username, password });
  if (signedIn.status !== 200) throw new Error(`sign-in answered ${signedIn.status}`);

  return {
    call,
    /** Sends a file as the console does. */
    async upload(path: string, name: string, content: string): Promise<number> {
      const response = await fetch(`${url}/api/admin${path}`, {
        method: 'POST',
        headers: { cookie, 'x-file-name': encodeURIComponent(name) },
        body: content,
      });
      return response.status;
    },
    /** What a link of the console leads to, as it comes. */
    async download(path: string): Promise<Response> {
      return fetch(`${url}/api/admin${path}`, { headers: { cookie } });
    },
    async listAllNumbers(): Promise<readonly string[]> {
      const numbers: string[] = [];
      for (let page = 1; ; page += 1) {
        const { body } = await call('GET', `/tickets?page=${page}&pageSize=100`);
        numbers.push(...body.items.map((item: { readonly number: string }) => item.number));
        if (numbers.length >= body.total || body.items.length === 0) return numbers;
      }
    },
    async readTicket(number: string): Promise<Json> {
      return (await call('GET', `/tickets/${number}`)).body;
    },
    /** Takes an action at the ticket's current version; throws when it is refused. */
    async act(
      number: string,
      action: string,
      more: { readonly reason?: string; readonly values?: Readonly<Record<string, string>> } = {},
    ): Promise<Json> {
      const { version } = (await call('GET', `/tickets/${number}`)).body;
      const taken = await call('POST', `/tickets/${number}/actions`, { action, version, ...more });
      if (taken.status !== 200) {
        throw new Error(`${action} answered ${taken.status} ${String(taken.body.code)}`);
      }
      return taken.body;
    },
  };
}

export type StaffClient = Awaited<ReturnType<typeof signInStaff>>;
