import { type ApiAnswer, type ApiCall, startFakePlatform, toErrcode } from './fake-platform.ts';
import { createFakeApp } from './fake-wecom-app.ts';
import { createFakeKf } from './fake-wecom-kf.ts';
import { createWecomTokens } from './fake-wecom-tokens.ts';

/** An invented corporation with one app and two customer-service accounts. */
export const testCorp = {
  corpId: 'ww0123456789abcdef',
  agentId: 1000002,
  secret: 'app-secret-of-the-corp',
  kfSecret: 'kf-secret-of-the-corp',
  accounts: ['wkTestAccount0001', 'wkTestAccount0002'],
  servicers: ['servicer.one'],
} as const;

/** WeCom's API on loopback, app and customer service, as strict as the real one about tokens, bodies, sizes, windows and quotas. */
export async function startFakeWecom({
  now = () => new Date(),
}: { readonly now?: () => Date } = {}) {
  const { corpId, agentId, secret, kfSecret, accounts, servicers } = testCorp;
  const tokens = createWecomTokens({ corpId, secrets: { app: secret, kf: kfSecret }, now });
  const app = createFakeApp({ agentId, now });
  const kf = createFakeKf({ accounts, servicers, now });
  const media = new Map<string, ApiAnswer>();

  function getMedia({ query }: ApiCall): ApiAnswer {
    return media.get(query.get('media_id') ?? '') ?? toErrcode(40007);
  }

  function answer(call: ApiCall): ApiAnswer {
    const { path, query } = call;
    if (path === '/cgi-bin/gettoken') return tokens.issue(query);
    const part = path in app.calls ? 'app' : path in kf.calls ? 'kf' : undefined;
    const errcode = tokens.check(query.get('access_token'), part);
    if (errcode !== 0) return toErrcode(errcode);
    if (path === '/cgi-bin/media/get') return getMedia(call);
    return { ...app.calls, ...kf.calls }[path]?.(call) ?? toErrcode(40058);
  }

  return {
    ...(await startFakePlatform(answer)),
    app,
    kf,
    countTokenRequests: tokens.countRequests,
    revokeTokens: tokens.revoke,
    addMedia: (mediaId: string, bytes: Buffer, type: string) =>
      void media.set(mediaId, { bytes, type }),
  };
}

export type FakeWecom = Awaited<ReturnType<typeof startFakeWecom>>;
