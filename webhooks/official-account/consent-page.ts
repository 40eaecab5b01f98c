import { Router } from '@koa/router';
import { z } from 'zod';
import {
  createPage,
  createRateLimit,
  defineRoute,
  identifyNobody,
  HttpError,
  mountRoutes,
  type HttpApp,
  type HttpState,
  type Route,
} from '../../platform/http/index.ts';
import type { OfficialAccountClient } from './client.ts';
import { signPage } from './sign-page.ts';

/** Where a person agrees to be sent one notice; WeChat's own button on it asks them. */
export const consentPath = '/subscribe';

type ConsentPageOptions = {
  readonly appId: string;
  readonly templateId: string;
  readonly client: Pick<OfficialAccountClient, 'getPageTicket'>;
  readonly publicUrl: string;
  /** The folder of the built page. */
  readonly pageFolder: string;
  readonly newNonce: () => string;
  readonly now: () => Date;
};

const limit = { points: 60, perS: 600 };
const AskedSchema = z.strictObject({ url: z.url().max(500) });
const SignedSchema = z.strictObject({
  appId: z.string(),
  templateId: z.string(),
  nonceStr: z.string(),
  timestamp: z.number(),
  signature: z.string(),
});

/** The script comes from WeChat, and its button is drawn in a frame of its own with styles of its own. */
const policy = {
  'script-src': "'self' https://res.wx.qq.com",
  'style-src': "'self' 'unsafe-inline'",
  'frame-src': 'https://*.qq.com weixin: wx:',
} as const;

/** The page for the consent that a subscription notice spends; who agreed comes in by the callback. */
export function createConsentPage(options: ConsentPageOptions) {
  const { appId, templateId, client, publicUrl, newNonce, now } = options;
  const perAddress = createRateLimit(limit);
  const route: Route = defineRoute({
    method: 'post',
    path: '/webhooks/official-account/page-signature',
    audience: 'public',
    summary: 'Signs the consent page for WeChat’s script',
    policy: () => true,
    body: AskedSchema,
    response: SignedSchema,
    async handle({ body: { url }, clientAddress }) {
      await perAddress.consume(clientAddress);
      // A signature for another page would lend it the account's name.
      const [address = ''] = url.split(/[?#]/);
      if (address !== `${publicUrl}${consentPath}`) throw new HttpError('not_permitted');
      const timestamp = Math.floor(now().getTime() / 1000);
      const ticket = await client.getPageTicket();
      return signPage(ticket, { url: url.split('#')[0] ?? url, nonceStr: newNonce(), timestamp });
    },
    present: (signed) => ({ appId, templateId, ...signed }),
  });
  return {
    route,
    mount(app: HttpApp): void {
      const router = new Router<HttpState>();
      mountRoutes(router, [route], { identify: identifyNobody });
      app.use(router.routes());
      app.use(createPage({ prefix: consentPath, folder: options.pageFolder, csp: policy }));
    },
  };
}
