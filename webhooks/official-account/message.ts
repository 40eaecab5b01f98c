import { z } from 'zod';

const seconds = z.string().regex(/^\d{1,10}$/);
const text = z.string();

/** An openid: it goes into requests and never into a key, log or URL. */
const OpenIdSchema = z.string().regex(/^[\w-]{1,64}$/);

/**
 * A decrypted message, every field text. Only what Duxin reads is listed; what else WeChat sends is dropped.
 * https://developers.weixin.qq.com/doc/offiaccount/Message_Management/Receiving_standard_messages.html
 */
export const WechatMessageSchema = z.object({
  ToUserName: z.string().min(1).max(64),
  FromUserName: OpenIdSchema,
  CreateTime: seconds,
  MsgType: z.string().min(1).max(64),
  /** 64 bits: never a number. */
  MsgId: z
    .string()
    .regex(/^\d{1,20}$/)
    .optional(),
  Content: text.optional(),
  MediaId: text.optional(),
  ThumbMediaId: text.optional(),
  Format: text.optional(),
  Recognition: text.optional(),
  Location_X: text.optional(),
  Location_Y: text.optional(),
  Label: text.optional(),
  Title: text.optional(),
  Description: text.optional(),
  Url: text.optional(),
  Event: z.string().max(64).optional(),
  EventKey: text.optional(),
  ScanCodeInfo: z.object({ ScanResult: text }).optional().catch(undefined),
});
export type WechatMessage = z.infer<typeof WechatMessageSchema>;
