import { z } from 'zod';
import { type CallbackCrypto, CallbackError, parseMessageXml } from '../wx-crypto/index.ts';

const QuerySchema = z.object({
  msg_signature: z.string().max(128).default(''),
  timestamp: z.string().max(32).default(''),
  nonce: z.string().max(128).default(''),
  echostr: z.string().max(512).default(''),
});

function parseQuery(query: unknown) {
  const { success, data } = QuerySchema.safeParse(query);
  if (!success) throw new CallbackError('callback_malformed', 'query');
  if (data.msg_signature === '') throw new CallbackError('callback_forged', 'signature');
  return data;
}

/** Verifies WeCom's check of the URL and decrypts what it wants to read. Throws CallbackError. */
export function openEcho(crypto: CallbackCrypto, rawQuery: unknown): string {
  const query = parseQuery(rawQuery);
  // Base64 has no spaces: where one stands, a plus was sent unescaped.
  const encrypted = query.echostr.replaceAll(' ', '+');
  return crypto.openText(query, query.msg_signature, encrypted);
}

export type OpenedFields<Fields> = {
  readonly fields: Fields;
  readonly seal: (replyXml: string) => string;
};

/** Verifies, decrypts and reads a message. WeCom signs nothing but the body. Throws CallbackError. */
export function createOpenFields<Fields>(
  crypto: CallbackCrypto,
  schema: z.ZodType<Fields>,
): (query: unknown) => (body: Buffer) => OpenedFields<Fields> {
  return function openFields(rawQuery) {
    const query = parseQuery(rawQuery);
    return (body) => {
      const { xml, seal } = crypto.openMessage(query, query.msg_signature, body);
      const { success, data } = schema.safeParse(parseMessageXml(xml));
      if (!success) throw new CallbackError('callback_malformed', 'fields');
      return { fields: data, seal };
    };
  };
}
