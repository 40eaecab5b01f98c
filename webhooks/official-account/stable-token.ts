import { z } from 'zod';
import type { CallWechat } from './call-wechat.ts';
import { toChannelError } from './error-policy.ts';

export type StableToken = {
  /** The current access token; one request to WeChat however many ask at once. Throws ChannelError. */
  readonly get: () => Promise<string>;
  /** Forgets `token` if it is still the current one: many sends that fail on one token refresh it once. */
  readonly drop: (token: string) => void;
};

type StableTokenOptions = {
  readonly call: CallWechat;
  readonly appId: string;
  readonly appSecret: string;
  readonly now: () => Date;
};

const TokenSchema = z.object({ access_token: z.string().min(1), expires_in: z.number() });
/** Within its last 5 minutes WeChat hands out the next token, and both work. */
const SPARE_S = 300;

/** Keeps the account's stable access token. https://developers.weixin.qq.com/doc/offiaccount/Basic_Information/getStableAccessToken.html */
export function createStableToken({
  call,
  appId,
  appSecret,
  now,
}: StableTokenOptions): StableToken {
  let current: { readonly token: string; readonly until: number } | undefined;
  let refreshing: Promise<string> | undefined;

  async function refresh(): Promise<string> {
    const body = { grant_type: 'client_credential', appid: appId, secret: appSecret };
    const answer = await call('/cgi-bin/stable_token', { body });
    const { success, data } = TokenSchema.safeParse(answer);
    if (!success) throw toChannelError(answer);
    current = {
      token: data.access_token,
      until: now().getTime() + (data.expires_in - SPARE_S) * 1000,
    };
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
