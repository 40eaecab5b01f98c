import { CallbackError } from './callback-error.ts';
import { decryptMessage, encryptMessage, toAesKey } from './cipher.ts';
import { findEncrypt, toReplyEnvelope } from './envelope.ts';
import { isSignatureOf, signParts } from './signature.ts';

export type CallbackCryptoOptions = {
  readonly token: string;
  /** The app id, corp id or suite id that messages must be meant for. */
  readonly receiveId: string;
  /** EncodingAESKeys, the current first: after a change the platform uses the previous for a while. */
  readonly aesKeys: readonly string[];
  readonly now: () => Date;
  readonly randomBytes: (size: number) => Buffer;
  /** How far a callback's timestamp may be from `now`; 10 minutes unless given. */
  readonly maxSkewMs?: number;
};

/** What is signed in a callback's query. */
export type SignedQuery = { readonly timestamp: string; readonly nonce: string };

type OpenedMessage = {
  readonly xml: string;
  /** Encrypts a reply under the key that the message came with. */
  readonly seal: (replyXml: string) => string;
};

export type CallbackCrypto = {
  /** Checks the age and the signature that covers no body. Throws CallbackError. */
  readonly verifyQuery: (query: SignedQuery, signature: string) => void;
  /** Verifies the signature over an encrypted text of the query, then decrypts it. Throws CallbackError. */
  readonly openText: (query: SignedQuery, signature: string, encrypted: string) => string;
  /** Verifies the signature over the encrypted body, then decrypts. Throws CallbackError. */
  readonly openMessage: (query: SignedQuery, signature: string, body: Buffer) => OpenedMessage;
};

/** The protection that the official account and WeCom share: signatures, AES, fresh timestamps. */
export function createCallbackCrypto(options: CallbackCryptoOptions): CallbackCrypto {
  const { token, receiveId, now, randomBytes, maxSkewMs = 600_000 } = options;
  const keys = options.aesKeys.map(toAesKey);

  function verify({ timestamp, nonce }: SignedQuery, signature: string, parts: string[]): void {
    const skewMs = Math.abs(Number(timestamp) * 1000 - now().getTime());
    if (!/^\d{1,10}$/.test(timestamp) || skewMs > maxSkewMs) throw refuse('timestamp');
    if (!isSignatureOf(signature, [token, timestamp, nonce, ...parts])) throw refuse('signature');
  }

  function seal(key: Buffer, replyXml: string): string {
    const encrypt = encryptMessage(key, receiveId, replyXml, randomBytes(16));
    const timestamp = String(Math.floor(now().getTime() / 1000));
    const nonce = randomBytes(8).toString('hex');
    const signature = signParts([token, timestamp, nonce, encrypt]);
    return toReplyEnvelope({ encrypt, signature, timestamp, nonce });
  }

  function open(query: SignedQuery, signature: string, encrypted: string) {
    verify(query, signature, [encrypted]);
    return decryptWithAny(keys, receiveId, encrypted);
  }

  return {
    verifyQuery: (query, signature) => verify(query, signature, []),
    openText: (query, signature, encrypted) => open(query, signature, encrypted).plain,
    openMessage: (query, signature, body) => {
      const { key, plain } = open(query, signature, findEncrypt(body));
      return { xml: plain, seal: (replyXml) => seal(key, replyXml) };
    },
  };
}

function decryptWithAny(keys: readonly Buffer[], receiveId: string, encrypt: string) {
  let failure: unknown = refuse('no key');
  for (const key of keys) {
    try {
      return { key, plain: decryptMessage(key, receiveId, encrypt) };
    } catch (error) {
      failure = error;
    }
  }
  throw failure;
}

function refuse(reason: string): CallbackError {
  return new CallbackError('callback_forged', reason);
}
