import { isUtf8 } from 'node:buffer';
import { CallbackError } from './callback-error.ts';

/** No DOCTYPE and nothing else may stand before the root element. */
export const xmlStart = /^(?:<\?xml[^<>]{0,100}\?>)?\s{0,10}<xml>/;
const encryptElement =
  /<Encrypt>(?:<!\[CDATA\[)?([A-Za-z0-9+/]{32,60000}={0,2})(?:\]\]>)?<\/Encrypt>/y;

/**
 * Takes the one Encrypt out of an envelope without parsing XML: before the signature is verified a body
 * of hostile tags must cost nothing. Linear in the body's size. Throws CallbackError.
 */
export function findEncrypt(bytes: Buffer): string {
  if (!isUtf8(bytes)) throw new CallbackError('callback_malformed', 'UTF-8');
  const text = bytes.toString('latin1');
  const start = text.indexOf('<Encrypt>');
  const isOnlyOne = start !== -1 && !text.includes('<Encrypt>', start + 1);
  if (!xmlStart.test(text) || !isOnlyOne) throw new CallbackError('callback_malformed', 'envelope');
  encryptElement.lastIndex = start;
  const encrypt = encryptElement.exec(text)?.[1];
  if (encrypt === undefined) throw new CallbackError('callback_forged', 'base64');
  return encrypt;
}

/** An encrypted passive reply, as the platform takes it. */
export function toReplyEnvelope(reply: {
  readonly encrypt: string;
  readonly signature: string;
  readonly timestamp: string;
  readonly nonce: string;
}): string {
  return [
    '<xml>',
    `<Encrypt><![CDATA[${reply.encrypt}]]></Encrypt>`,
    `<MsgSignature><![CDATA[${reply.signature}]]></MsgSignature>`,
    `<TimeStamp>${reply.timestamp}</TimeStamp>`,
    `<Nonce><![CDATA[${reply.nonce}]]></Nonce>`,
    '</xml>',
  ].join('');
}
