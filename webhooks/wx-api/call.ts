import { ChannelError } from '../../bot/index.ts';

export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** As much of an answer as is read of a download. */
export type Download = {
  readonly status: number;
  readonly headers: { readonly get: (name: string) => string | null };
  readonly body: (AsyncIterable<Uint8Array> & { readonly cancel: () => Promise<void> }) | null;
};

type CallOptions = {
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
};

/** Asks one of the platform's API paths, a POST when there is a body; resolves with the parsed answer, its errors included. */
export type Call = (path: string, options: CallOptions) => Promise<unknown>;

/** How an API is reached: through the proxy where one is configured, at a base without a trailing slash. */
export type Reach = { readonly fetch: Fetch; readonly apiBase: string };

const TIMEOUT_MS = 8_000;

/** Calls an API as JSON. Throws ChannelError `unreachable` without connection, in time-out and on any answer that is no JSON. */
export function createCall({ fetch, apiBase }: Reach): Call {
  return async function call(path, { query = {}, body }) {
    const url = `${apiBase}${path}?${new URLSearchParams(query).toString()}`;
    const response = await reach(fetch, url, body === undefined ? {} : toPost(body));
    try {
      return await response.json();
    } catch {
      throw new ChannelError('unreachable', 'garbage');
    }
  };
}

function toPost(body: unknown): RequestInit {
  const headers = { 'content-type': 'application/json' };
  return { method: 'POST', headers, body: JSON.stringify(body) };
}

/**
 * Fetches once, without redirects. The URL may hold the access token, so the foreign error, which may
 * quote it, stays here: only its code goes on.
 */
export async function reach<T extends Pick<Download, 'status' | 'body'>>(
  fetch: (url: string, init: RequestInit) => Promise<T>,
  url: string,
  init: RequestInit = {},
): Promise<T> {
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
