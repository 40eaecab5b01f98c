import { randomBytes } from 'node:crypto';
import { type CryptoPeer, cryptoPeers, type PeerAccount, signQuery } from './crypto-peers.ts';

/** An invented account of the platform, as both sides know it. */
export const testAccount: PeerAccount & { readonly originalId: string } = {
  token: 'aTokenOfThree',
  aesKey: 'ZyXwVuTsRqPoNmLkJiHgFeDcBa9876543210AbCdEfG',
  id: 'wx0123456789abcdef',
  originalId: 'gh_0123456789ab',
};

export type CallbackFields = Readonly<Record<string, string | number>>;

/** A callback as the platform would send it. */
export type Callback = {
  readonly query: Readonly<Record<string, string>>;
  readonly body: string;
};

export type CallbackOptions = {
  readonly account?: PeerAccount & { readonly originalId: string };
  readonly peer?: CryptoPeer;
  readonly now?: Date;
  readonly nonce?: string;
  /** In place of `now`, for stamps that are none. */
  readonly timestamp?: string;
  /** In place of the encrypted message, rightly signed. */
  readonly encrypted?: string;
};

let lastMsgId = 23_012_345_678_900_000n;

/** A fresh 64-bit id, as text. */
export function nextMsgId(): string {
  lastMsgId += 1n;
  return String(lastMsgId);
}

/** The fields of a text message of one person; override what the test is about. */
export function buildTextFields(fields: CallbackFields = {}): CallbackFields {
  return {
    ToUserName: testAccount.originalId,
    FromUserName: 'oTestPerson0000000000000001',
    CreateTime: Math.floor(Date.now() / 1000),
    MsgType: 'text',
    Content: '你好',
    MsgId: nextMsgId(),
    ...fields,
  };
}

/** The fields of a picture. */
export function buildImageFields(fields: CallbackFields = {}): CallbackFields {
  const { Content: _, ...rest } = buildTextFields();
  return { ...rest, MsgType: 'image', PicUrl: 'http://x.test/p', MediaId: 'media-1', ...fields };
}

/** The fields of an event, which has no MsgId. */
export function buildEventFields(event: string, fields: CallbackFields = {}): CallbackFields {
  const { Content: _, MsgId: __, ...rest } = buildTextFields();
  return { ...rest, MsgType: 'event', Event: event, ...fields };
}

/** The message as the platform writes it: text in CDATA, numbers plain. */
export function toMessageXml(fields: CallbackFields): string {
  const elements = Object.entries(fields).map(([name, value]) =>
    typeof value === 'number' || /^\d+$/.test(value)
      ? `<${name}>${value}</${name}>`
      : `<${name}><![CDATA[${value}]]></${name}>`,
  );
  return `<xml>${elements.join('')}</xml>`;
}

/** Encrypts and signs a message with a peer's code, never ours. */
export function buildCallback(
  message: CallbackFields | string,
  {
    account = testAccount,
    peer = cryptoPeers[0],
    now = new Date(),
    nonce = randomBytes(5).toString('hex'),
    timestamp = String(Math.floor(now.getTime() / 1000)),
    encrypted,
  }: CallbackOptions = {},
): Callback {
  if (peer === undefined) throw new Error('no peer');
  const xml = typeof message === 'string' ? message : toMessageXml(message);
  const encrypt = encrypted ?? peer.encrypt(account, xml);
  const openid = /<FromUserName><!\[CDATA\[([\w-]+)\]/.exec(xml)?.[1];
  return {
    query: {
      signature: signQuery(account.token, timestamp, nonce),
      timestamp,
      nonce,
      ...(openid === undefined ? {} : { openid }),
      encrypt_type: 'aes',
      msg_signature: peer.sign(account, timestamp, nonce, encrypt),
    },
    body: toEnvelope(encrypt, account.originalId),
  };
}

/** The envelope around an encrypted message. */
export function toEnvelope(encrypted: string, originalId = testAccount.originalId): string {
  return `<xml><ToUserName><![CDATA[${originalId}]]></ToUserName><Encrypt><![CDATA[${encrypted}]]></Encrypt></xml>`;
}

/** Posts a callback over loopback, as the platform does. */
export function postCallback(
  url: string,
  { query, body }: Callback,
  path = '/webhooks/official-account',
): Promise<Response> {
  return fetch(`${url}${path}?${new URLSearchParams(query).toString()}`, {
    method: 'POST',
    headers: { 'content-type': 'text/xml' },
    body,
  });
}

/** The callback with parameters changed, or taken out. */
export function withQuery(
  callback: Callback,
  query: Readonly<Record<string, string | undefined>>,
): Callback {
  const entries = Object.entries({ ...callback.query, ...query });
  const kept = entries.filter((entry): entry is [string, string] => entry[1] !== undefined);
  return { ...callback, query: Object.fromEntries(kept) };
}

/** Opens an encrypted passive reply with a peer; checks its signature. `success` has no envelope. */
export function openReply(
  body: string,
  {
    account = testAccount,
    peer = cryptoPeers[0],
  }: { readonly account?: PeerAccount; readonly peer?: CryptoPeer | undefined } = {},
): string {
  const read = (name: string): string =>
    new RegExp(`<${name}>(?:<!\\[CDATA\\[)?([^<\\]]*)(?:\\]\\]>)?</${name}>`).exec(body)?.[1] ?? '';
  const encrypted = read('Encrypt');
  const signature = peer?.sign(account, read('TimeStamp'), read('Nonce'), encrypted);
  if (peer === undefined || encrypted === '' || signature !== read('MsgSignature')) {
    throw new Error('not an encrypted reply of this account');
  }
  const { message, id } = peer.decrypt(account, encrypted);
  if (id !== account.id) throw new Error('a reply of another account');
  return message;
}

/** The words of an encrypted passive text reply. */
export function readReplyText(body: string, account: PeerAccount = testAccount): string {
  const content = /<Content>(.*)<\/Content>/s.exec(openReply(body, { account }))?.[1] ?? '';
  return content
    .replaceAll(']]]]><![CDATA[>', ']]>')
    .replace(/^<!\[CDATA\[/, '')
    .replace(/\]\]>$/, '');
}
