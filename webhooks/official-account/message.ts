import { z } from 'zod';
import { MessageFieldsSchema } from '../wx-callback/index.ts';

/** An openid: it goes into requests and never into a key, log or URL. */
const OpenIdSchema = z.string().regex(/^[\w-]{1,64}$/);

/** One template in the window that asks for consent; its id becomes a key of the person's ledger. */
const ConsentSchema = z.object({
  TemplateId: z.string().regex(/^[\w-]{1,64}$/),
  SubscribeStatusString: z.string(),
});

/** A decrypted message of a follower. */
export const WechatMessageSchema = MessageFieldsSchema.extend({
  FromUserName: OpenIdSchema,
  /** https://developers.weixin.qq.com/doc/offiaccount/Subscription_Messages/api.html: one `List` or several. */
  SubscribeMsgPopupEvent: z
    .object({ List: z.union([ConsentSchema.transform((one) => [one]), z.array(ConsentSchema)]) })
    .optional()
    .catch(undefined),
});
export type WechatMessage = z.infer<typeof WechatMessageSchema>;
