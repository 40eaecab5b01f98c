/** Who asked: names what the answer may hold. */
export type Asker = 'nobody' | 'person' | 'code_holder' | 'staff';

/** One request and its answer, whole. */
export type Exchange = {
  readonly asker: Asker;
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly headers: string;
  readonly text: string;
};

type Json = ReturnType<typeof JSON.parse>;
export type Answer = Exchange & { readonly body: Json };

type Ask = {
  readonly asker?: Asker;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON; `raw` goes as it is. */
  readonly body?: unknown;
  readonly raw?: RequestInit['body'];
};

/** A client of one process that keeps every exchange. */
export function recordHttp(url: string) {
  const exchanges: Exchange[] = [];

  async function ask(method: string, path: string, options: Ask = {}): Promise<Answer> {
    const { asker = 'nobody', headers = {}, body, raw } = options;
    const response = await fetch(url + path, {
      method,
      redirect: 'manual',
      headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      ...(raw !== undefined && { body: raw }),
    });
    const text = await response.text();
    const exchange: Exchange = {
      asker,
      method,
      path,
      status: response.status,
      headers: JSON.stringify([...response.headers]),
      text,
    };
    exchanges.push(exchange);
    const isJson = response.headers.get('content-type')?.includes('json') === true;
    return { ...exchange, body: isJson ? JSON.parse(text) : {} };
  }

  return {
    url,
    ask,
    exchanges: exchanges as readonly Exchange[],
    note: (exchange: Exchange) => void exchanges.push(exchange),
    /** A client that sends these headers each time. */
    as:
      (asker: Asker, headers: Readonly<Record<string, string>>) =>
      (method: string, path: string, options: Ask = {}) =>
        ask(method, path, { asker, ...options, headers: { ...headers, ...options.headers } }),
    /** Signs in and answers a client with the cookie. */
    async signIn(username: string, password: string) {
      const { status } = await ask('POST', '/api/admin/session', { body: { username, password } });
      if (status !== 200) throw new Error(`sign-in answered ${status}`);
      const headers: [string, string][] = JSON.parse(exchanges.at(-1)?.headers ?? '[]');
      const cookie = headers.find(([name]) => name === 'set-cookie')?.[1].split(';')[0] ?? '';
      return { cookie, call: this.as('staff', { cookie }) };
    },
  };
}
export type RecordedHttp = ReturnType<typeof recordHttp>;
