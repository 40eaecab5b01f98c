import { z } from 'zod';

export type AccessToken = {
  /** The current token; one request to the platform however many ask at once. Throws ChannelError. */
  readonly get: () => Promise<string>;
  /** Forgets `token` if it is still the current one: many sends that fail on one token refresh it once. */
  readonly drop: (token: string) => void;
};

type AccessTokenOptions = {
  /** Asks the platform for a token. */
  readonly request: () => Promise<unknown>;
  /** What an answer without a token means. */
  readonly toError: (answer: unknown) => Error;
  readonly now: () => Date;
};

const TokenSchema = z.object({ access_token: z.string().min(1), expires_in: z.number() });
/** Within its last 5 minutes the platform hands out the next token, and both work. */
const SPARE_S = 300;

/** Keeps an access token until five minutes before its end. */
export function createAccessToken({ request, toError, now }: AccessTokenOptions): AccessToken {
  let current: { readonly token: string; readonly until: number } | undefined;
  let refreshing: Promise<string> | undefined;

  async function refresh(): Promise<string> {
    const answer = await request();
    const { success, data } = TokenSchema.safeParse(answer);
    if (!success) throw toError(answer);
    const until = now().getTime() + (data.expires_in - SPARE_S) * 1000;
    current = { token: data.access_token, until };
    return data.access_token;
  }

  return {
    async get() {
      if (current !== undefined && now().getTime() < current.until) return current.token;
      refreshing ??= refresh().finally(() => {
        refreshing = undefined;
      });
      return refreshing;
    },
    drop(token) {
      if (current?.token === token) current = undefined;
    },
  };
}

/** Tries once more with a fresh token when `attempt` answers that the token is not good. */
export async function withToken<T>(
  token: AccessToken,
  attempt: (token: string) => Promise<T>,
  isTokenRefused: (answer: T) => boolean,
): Promise<T> {
  const first = await token.get();
  const answer = await attempt(first);
  if (!isTokenRefused(answer)) return answer;
  token.drop(first);
  return attempt(await token.get());
}
