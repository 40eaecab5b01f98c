import { createHash } from 'node:crypto';
import { decrypt, encrypt, getSignature } from '@wecom/crypto';
import WXBizMsgCrypt from 'wechat-crypto';

export type PeerAccount = { readonly token: string; readonly aesKey: string; readonly id: string };

/** Somebody else's implementation of the platform's side. */
export type CryptoPeer = {
  readonly name: string;
  readonly encrypt: (account: PeerAccount, message: string) => string;
  readonly decrypt: (account: PeerAccount, encrypted: string) => { message: string; id: string };
  readonly sign: (
    account: PeerAccount,
    timestamp: string,
    nonce: string,
    encrypted: string,
  ) => string;
};

/** Two independent peers: Tencent's own package and the old one of the community. */
export const cryptoPeers: readonly CryptoPeer[] = [
  {
    name: '@wecom/crypto',
    encrypt: ({ aesKey, id }, message) => encrypt(aesKey, message, id),
    decrypt: ({ aesKey }, encrypted) => decrypt(aesKey, encrypted),
    sign: ({ token }, ...parts) => getSignature(token, ...parts),
  },
  {
    name: 'wechat-crypto',
    encrypt: (account, message) => toOldPeer(account).encrypt(message),
    decrypt: (account, encrypted) => toOldPeer(account).decrypt(encrypted),
    sign: (account, ...parts) => toOldPeer(account).getSignature(...parts),
  },
];

function toOldPeer({ token, aesKey, id }: PeerAccount): WXBizMsgCrypt {
  return new WXBizMsgCrypt(token, aesKey, id);
}

/** The signature without a body, which neither peer offers: SHA-1 over the sorted three. */
export function signQuery(token: string, timestamp: string, nonce: string): string {
  return createHash('sha1').update([token, timestamp, nonce].toSorted().join('')).digest('hex');
}
