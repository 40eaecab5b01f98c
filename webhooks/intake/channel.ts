import { ChannelError, type Channel, type Receipt } from '../../bot/index.ts';
import { sign, type IntakeKeys } from './verify.ts';

type ChannelPorts = {
  readonly keys: IntakeKeys;
  /** Where each system wants to be told; from our own settings, never from a message. */
  readonly callbacks: ReadonlyMap<string, string>;
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  readonly now: () => Date;
};

const timeoutMs = 8000;

/**
 * Tells the system that handed a matter in what became of it: `{externalId, id, text, at}`, signed like its own posts.
 * `id` is the same at every try. A system without an address is told nothing here; its rows wait to be exported.
 */
export function createIntakeChannel({ keys, callbacks, fetch, now }: ChannelPorts): Channel {
  async function post(url: string, body: string, secret: string): Promise<Response> {
    const headers = {
      'content-type': 'application/json',
      'x-timestamp': String(Math.floor(now().getTime() / 1000)),
      'x-signature': sign(body, secret),
    };
    const signal = AbortSignal.timeout(timeoutMs);
    try {
      return await fetch(url, { method: 'POST', headers, body, signal, redirect: 'error' });
    } catch {
      // The foreign error may quote the address; its kind is enough.
      throw new ChannelError('unreachable', 'network');
    }
  }

  return {
    name: 'intake',
    async send(userId, words, key): Promise<Receipt> {
      const at = userId.indexOf(':');
      const source = userId.slice(0, at);
      const [secret, url] = [keys.get(source), callbacks.get(source)];
      if (secret === undefined || url === undefined) {
        throw new ChannelError('window_closed', 'no_callback');
      }
      const externalId = userId.slice(at + 1);
      const body = { externalId, id: key, text: words.text, at: now().toISOString() };
      const response = await post(url, JSON.stringify(body), secret);
      await response.body?.cancel();
      if (response.ok) return { at: now() };
      throw toRefusal(response.status);
    },
  };
}

/** What a status says: our signature is not taken, this matter is not, or not now. */
function toRefusal(status: number): ChannelError {
  const detail = `http_${status}`;
  if (status === 401 || status === 403) return new ChannelError('channel_down', detail);
  // Too slow, too early, too many: the same words may be taken later.
  if ([408, 425, 429].includes(status)) return new ChannelError('busy', detail);
  return new ChannelError(status >= 400 && status < 500 ? 'refused' : 'unreachable', detail);
}
