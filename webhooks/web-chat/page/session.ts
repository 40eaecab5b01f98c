import type { Keep } from '../../../platform/http/look/keep.ts';

const url = '/webhooks/web-chat/session';
const lifetimeS = 30 * 24 * 3600;
const name = 'token';

export type ChatSession = {
  /** The headers that show who is asking; none before `open`. */
  readonly headers: () => Readonly<Record<string, string>>;
  /** Opens a session, or renews one past its half life. Rejects while the server can't be reached. */
  readonly open: () => Promise<void>;
  /** Forgets a token that the server knows no longer. */
  readonly forget: () => void;
  /** Ends the session on the server, then forgets it; false when the server could not be reached. */
  readonly end: () => Promise<boolean>;
};

/**
 * The token of this device. It lives in the browser's storage and in headers, never in a URL. `scene` is the code that
 * led here; it is told once, then `onTold`.
 */
export function createChatSession(
  keep: Keep,
  scene: string | null = null,
  onTold: () => void = () => undefined,
): ChatSession {
  let untold = scene;
  const headers = (): Readonly<Record<string, string>> => {
    const token = keep.get(name);
    return token === undefined ? {} : { authorization: `Bearer ${token}` };
  };
  return {
    headers,
    async open() {
      const token = keep.get(name);
      if (token !== undefined && !isPastHalfLife(token) && untold === null) return;
      const telling = untold;
      const query =
        telling === null ? '' : `?${new URLSearchParams({ scene: telling }).toString()}`;
      const response = await fetch(url + query, { method: 'POST', headers: headers() });
      // What the address held cannot be mended by trying again.
      if (telling !== null && (response.ok || response.status === 400)) {
        untold = null;
        onTold();
      }
      if (!response.ok) throw new Error(`no session: ${response.status}`);
      const body: unknown = await response.json();
      const fresh: unknown = Reflect.get(Object(body), 'token');
      if (typeof fresh === 'string') keep.set(name, fresh);
    },
    forget: () => keep.remove(name),
    async end() {
      try {
        const { ok, status } = await fetch(url, { method: 'DELETE', headers: headers() });
        if (!ok && status !== 401) return false;
      } catch {
        return false;
      }
      keep.remove(name);
      return true;
    },
  };
}

function isPastHalfLife(token: string): boolean {
  try {
    const payload: unknown = JSON.parse(
      atob((token.split('.')[0] ?? '').replaceAll('-', '+').replaceAll('_', '/')),
    );
    const expiresS = Number(Reflect.get(Object(payload), 'exp'));
    return !(expiresS - Date.now() / 1000 > lifetimeS / 2);
  } catch {
    return true;
  }
}
