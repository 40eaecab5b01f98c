import { randomBytes } from 'node:crypto';
import { type ApiAnswer, toErrcode } from './fake-platform.ts';

export type Part = 'app' | 'kf';

type TokenOptions = {
  readonly corpId: string;
  readonly secrets: Readonly<Record<Part, string>>;
  readonly now: () => Date;
};

const lifeMs = 7_200_000;

/** A token for each secret: the same to everybody until it runs out, and good for that secret's part alone. */
export function createWecomTokens({ corpId, secrets, now }: TokenOptions) {
  let tokens: { readonly token: string; readonly part: Part; readonly until: number }[] = [];
  let requests = 0;

  function issue(query: URLSearchParams): ApiAnswer {
    requests += 1;
    const secret = query.get('corpsecret');
    const part = (['app', 'kf'] as const).find((name) => secrets[name] === secret);
    if (query.get('corpid') !== corpId) return toErrcode(40013);
    if (part === undefined) return toErrcode(40001);
    const time = now().getTime();
    let current = tokens.find((entry) => entry.part === part && entry.until > time);
    if (current === undefined) {
      current = { token: randomBytes(64).toString('hex'), part, until: time + lifeMs };
      tokens.push(current);
    }
    const expires_in = Math.floor((current.until - time) / 1000);
    return toErrcode(0, { access_token: current.token, expires_in });
  }

  return {
    issue,
    countRequests: () => requests,
    /** Makes every token out there invalid. */
    revoke: () => {
      tokens = [];
    },
    /** 0, or the code by which WeCom turns the token away from a part of its API. */
    check: (token: string | null, part: Part | undefined): number => {
      if (token === null || token === '') return 41001;
      const known = tokens.find((entry) => entry.token === token);
      if (known === undefined) return 40014;
      if (known.until <= now().getTime()) return 42001;
      return part === undefined || known.part === part ? 0 : 48002;
    },
  };
}
