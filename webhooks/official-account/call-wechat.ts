import { ChannelError } from '../../bot/index.ts';

export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

type CallOptions = {
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
};

/** Posts JSON to one of WeChat's API paths; resolves with the parsed answer, errors of WeChat's included. */
export type CallWechat = (path: string, options: CallOptions) => Promise<unknown>;

type Reach = { readonly fetch: Fetch; readonly apiBase: string };

const TIMEOUT_MS = 8_000;

/** Calls WeChat's API as JSON. Throws ChannelError `unreachable` without connection, in time-out and on any answer that is no JSON. */
export function createCallWechat({ fetch, apiBase }: Reach): CallWechat {
  return async function callWechat(path, { query = {}, body }) {
    const response = await reach(
      fetch,
      `${apiBase}${path}?${new URLSearchParams(query).toString()}`,
      {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      },
    );
    try {
      return await response.json();
    } catch {
      throw new ChannelError('unreachable', 'garbage');
    }
  };
}

/**
 * Fetches once, without redirects. The URL may hold the access token, so the foreign error, which may
 * quote it, stays here: only its code goes on.
 */
export async function reach(fetch: Fetch, url: string, init: RequestInit = {}): Promise<Response> {
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  const response = await fetch(url, { redirect: 'error', signal, ...init }).catch(
    (error: unknown) => {
      throw new ChannelError('unreachable', findReason(error));
    },
  );
  if (response.status === 200) return response;
  await response.body?.cancel();
  throw new ChannelError('unreachable', `http_${response.status}`);
}

/** undici hides the network's code under `cause`; a time-out has only a name. */
function findReason(error: unknown): string {
  const reason = readKey(readKey(error, 'cause'), 'code') ?? readKey(error, 'name');
  return typeof reason === 'string' ? reason : 'network';
}

function readKey(value: unknown, key: string): unknown {
  return Reflect.get(Object(value), key);
}
