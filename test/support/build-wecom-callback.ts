import {
  buildCallback,
  type Callback,
  type CallbackFields,
  type CallbackOptions,
  nextMsgId,
  withQuery,
} from './build-callback.ts';
import { cryptoPeers, type PeerAccount } from './crypto-peers.ts';
import { testCorp } from './fake-wecom.ts';

type WecomAccount = PeerAccount & { readonly originalId: string };

/** The two callbacks of the invented corporation, as both sides know them. */
export const appAccount: WecomAccount = {
  token: 'tokenOfTheApp',
  aesKey: 'AppKeyAppKeyAppKeyAppKeyAppKeyAppKeyAppKeyA',
  id: testCorp.corpId,
  originalId: testCorp.corpId,
};
export const kfAccount: WecomAccount = {
  token: 'tokenOfTheDesk',
  aesKey: 'DeskKeyDeskKeyDeskKeyDeskKeyDeskKeyDeskKeyE',
  id: testCorp.corpId,
  originalId: testCorp.corpId,
};

export const testMember = 'li.si';

const toSeconds = (date: Date): number => Math.floor(date.getTime() / 1000);

/** The fields of a text of a member; override what the test is about. */
export function buildMemberFields(fields: CallbackFields = {}): CallbackFields {
  return {
    ToUserName: testCorp.corpId,
    FromUserName: testMember,
    CreateTime: toSeconds(new Date()),
    MsgType: 'text',
    Content: '你好',
    MsgId: nextMsgId(),
    AgentID: testCorp.agentId,
    ...fields,
  };
}

/** The fields of an event, which has no MsgId. */
export function buildMemberEvent(event: string, fields: CallbackFields = {}): CallbackFields {
  const { Content: _, MsgId: __, ...rest } = buildMemberFields();
  return { ...rest, MsgType: 'event', Event: event, ...fields };
}

/** The word that messages wait at an account. */
export function buildKfFields(fields: CallbackFields = {}): CallbackFields {
  return {
    ToUserName: testCorp.corpId,
    CreateTime: toSeconds(new Date()),
    MsgType: 'event',
    Event: 'kf_msg_or_event',
    Token: 'tokenOfThisCallback',
    OpenKfId: testCorp.accounts[0],
    ...fields,
  };
}

/** A callback of WeCom: signed over the body alone, never in plain. */
export function buildWecomCallback(
  message: CallbackFields | string,
  options: CallbackOptions = {},
): Callback {
  const callback = buildCallback(message, { account: appAccount, ...options });
  const plain = { signature: undefined, openid: undefined, encrypt_type: undefined };
  return withQuery(callback, plain);
}

export const buildKfCallback = (
  message: CallbackFields | string,
  options: CallbackOptions = {},
): Callback => buildWecomCallback(message, { account: kfAccount, ...options });

/** WeCom's check of the URL, its text encrypted. */
export function buildUrlCheck(
  plain: string,
  { account = appAccount }: { readonly account?: PeerAccount } = {},
): string {
  const [peer] = cryptoPeers;
  const timestamp = String(toSeconds(new Date()));
  const echostr = peer?.encrypt(account, plain) ?? '';
  const msg_signature = peer?.sign(account, timestamp, 'n1', echostr) ?? '';
  return new URLSearchParams({ msg_signature, timestamp, nonce: 'n1', echostr }).toString();
}

/** The environment of a house whose WeCom, customer service with it, is the fake one at `apiBase`. */
export function toWecomEnv(apiBase: string): Readonly<Record<string, string>> {
  return {
    WECOM_CORP_ID: testCorp.corpId,
    WECOM_AGENT_ID: String(testCorp.agentId),
    WECOM_SECRET: testCorp.secret,
    WECOM_TOKEN: appAccount.token,
    WECOM_AES_KEY: appAccount.aesKey,
    WECOM_KF_SECRET: testCorp.kfSecret,
    WECOM_KF_TOKEN: kfAccount.token,
    WECOM_KF_AES_KEY: kfAccount.aesKey,
    WECOM_API_BASE: apiBase,
  };
}
