import { z } from 'zod';
import { MessageFieldsSchema } from '../wx-callback/index.ts';

/** An openid: it goes into requests and never into a key, log or URL. */
const OpenIdSchema = z.string().regex(/^[\w-]{1,64}$/);

/** A decrypted message of a follower. */
export const WechatMessageSchema = MessageFieldsSchema.extend({ FromUserName: OpenIdSchema });
export type WechatMessage = z.infer<typeof WechatMessageSchema>;
