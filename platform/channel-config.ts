import { z } from 'zod';

const text = z.string().trim().min(1);
const url = z.url({ protocol: /^https?$/ }).transform((value) => value.replace(/\/+$/, ''));
const aesKey = z.string().regex(/^[A-Za-z0-9]{43}$/, 'must be 43 letters and digits');
const puppetName = z
  .string()
  .regex(
    /^(\/[^\0]+|(@[\w.-]+\/)?[\w-][\w.-]*)$/,
    'must be the name of a package, or the path of one',
  );
const templateId = z.string().regex(/^[\w-]{1,64}$/, 'must be the id of a template');
const wholeNumber = z
  .string()
  .regex(/^[1-9]\d{0,8}$/, 'must be a whole number above 0')
  .transform(Number);

/** The variables of the WeChat channels. */
export const channelVariables = {
  OFFICIAL_ACCOUNT_APP_ID: text.optional(),
  OFFICIAL_ACCOUNT_APP_SECRET: text.optional(),
  OFFICIAL_ACCOUNT_TOKEN: text.optional(),
  OFFICIAL_ACCOUNT_AES_KEY: aesKey.optional(),
  OFFICIAL_ACCOUNT_AES_KEY_PREVIOUS: aesKey.optional(),
  OFFICIAL_ACCOUNT_ORIGINAL_ID: text.optional(),
  OFFICIAL_ACCOUNT_TEMPLATE_ID: templateId.optional(),
  OFFICIAL_ACCOUNT_SUBSCRIBE_TEMPLATE_ID: templateId.optional(),
  OFFICIAL_ACCOUNT_API_BASE: url.default('https://api.weixin.qq.com'),
  WECOM_CORP_ID: text.optional(),
  WECOM_AGENT_ID: wholeNumber.optional(),
  WECOM_SECRET: text.optional(),
  WECOM_TOKEN: text.optional(),
  WECOM_AES_KEY: aesKey.optional(),
  WECOM_HEAD_COUNT: wholeNumber.optional(),
  WECOM_API_BASE: url.default('https://qyapi.weixin.qq.com'),
  WECOM_KF_SECRET: text.optional(),
  WECOM_KF_TOKEN: text.optional(),
  WECOM_KF_AES_KEY: aesKey.optional(),
  WECOM_KF_HAND_OVER: z.enum(['console', 'servicers']).default('console'),
  WECHATY_PUPPET: puppetName.optional(),
  WECHATY_TOKEN: text.optional(),
};
const ChannelEnvironmentSchema = z.object(channelVariables);
export type ChannelEnvironment = z.infer<typeof ChannelEnvironmentSchema>;
type Name = keyof ChannelEnvironment;

export type OfficialAccountConfig = {
  readonly appId: string;
  readonly appSecret: string;
  readonly token: string;
  readonly aesKeys: readonly string[];
  readonly originalId?: string;
  readonly templates: { readonly templateId?: string; readonly subscribeTemplateId?: string };
  readonly apiBase: string;
};

export type WecomConfig = {
  readonly corpId: string;
  readonly agentId: number;
  readonly secret: string;
  readonly token: string;
  readonly aesKeys: readonly string[];
  /** Members of the corporation, by which WeCom counts what may be sent in a day. */
  readonly headCount?: number;
  readonly apiBase: string;
};

export type WecomKfConfig = Pick<
  WecomConfig,
  'corpId' | 'secret' | 'token' | 'aesKeys' | 'apiBase'
> & {
  /** Who answers 转人工: staff in the console, or servicers in WeCom itself. */
  readonly handOver: 'console' | 'servicers';
};

/** The package that speaks to WeChat for Wechaty, and the token that it may need. */
export type WechatyConfig = { readonly puppet: string; readonly token?: string };

/** What must be set together: a channel is on when all of its own are. */
const channels: readonly {
  readonly title: string;
  readonly own: readonly Name[];
  readonly joint?: Name;
}[] = [
  {
    title: 'the Official Account needs all four',
    own: [
      'OFFICIAL_ACCOUNT_APP_ID',
      'OFFICIAL_ACCOUNT_APP_SECRET',
      'OFFICIAL_ACCOUNT_TOKEN',
      'OFFICIAL_ACCOUNT_AES_KEY',
    ],
  },
  {
    title: 'the WeCom app needs all five',
    own: ['WECOM_AGENT_ID', 'WECOM_SECRET', 'WECOM_TOKEN', 'WECOM_AES_KEY'],
    joint: 'WECOM_CORP_ID',
  },
  {
    title: 'WeCom customer service needs all four',
    own: ['WECOM_KF_SECRET', 'WECOM_KF_TOKEN', 'WECOM_KF_AES_KEY'],
    joint: 'WECOM_CORP_ID',
  },
];

/** Names what is missing of a channel that is set in part. */
export function* findMissing(env: ChannelEnvironment): Generator<string> {
  if (env.WECHATY_TOKEN !== undefined && env.WECHATY_PUPPET === undefined) {
    yield 'WECHATY_PUPPET must be set too: WECHATY_TOKEN is for it';
  }
  for (const { title, own, joint } of channels) {
    if (own.every((name) => env[name] === undefined)) continue;
    const needed = joint === undefined ? own : [joint, ...own];
    const missing = needed.filter((name) => env[name] === undefined);
    if (missing.length > 0) yield `${missing.join(', ')} must be set too: ${title}`;
  }
}

export function toOfficialAccount(env: ChannelEnvironment): OfficialAccountConfig | undefined {
  const {
    OFFICIAL_ACCOUNT_APP_ID: appId,
    OFFICIAL_ACCOUNT_APP_SECRET: appSecret,
    OFFICIAL_ACCOUNT_TOKEN: token,
    OFFICIAL_ACCOUNT_AES_KEY: aesKeyNow,
  } = env;
  if (!appId || !appSecret || !token || !aesKeyNow) return undefined;
  const previous = env.OFFICIAL_ACCOUNT_AES_KEY_PREVIOUS;
  return {
    appId,
    appSecret,
    token,
    aesKeys: previous === undefined ? [aesKeyNow] : [aesKeyNow, previous],
    ...(env.OFFICIAL_ACCOUNT_ORIGINAL_ID && { originalId: env.OFFICIAL_ACCOUNT_ORIGINAL_ID }),
    templates: {
      ...(env.OFFICIAL_ACCOUNT_TEMPLATE_ID && { templateId: env.OFFICIAL_ACCOUNT_TEMPLATE_ID }),
      ...(env.OFFICIAL_ACCOUNT_SUBSCRIBE_TEMPLATE_ID && {
        subscribeTemplateId: env.OFFICIAL_ACCOUNT_SUBSCRIBE_TEMPLATE_ID,
      }),
    },
    apiBase: env.OFFICIAL_ACCOUNT_API_BASE,
  };
}

export function toWecom(env: ChannelEnvironment): WecomConfig | undefined {
  const {
    WECOM_CORP_ID: corpId,
    WECOM_AGENT_ID: agentId,
    WECOM_SECRET: secret,
    WECOM_TOKEN: token,
    WECOM_AES_KEY: key,
    WECOM_HEAD_COUNT: headCount,
    WECOM_API_BASE: apiBase,
  } = env;
  if (!corpId || !agentId || !secret || !token || !key) return undefined;
  const aesKeys = [key];
  return { corpId, agentId, secret, token, aesKeys, ...(headCount && { headCount }), apiBase };
}

export function toWecomKf(env: ChannelEnvironment): WecomKfConfig | undefined {
  const {
    WECOM_CORP_ID: corpId,
    WECOM_KF_SECRET: secret,
    WECOM_KF_TOKEN: token,
    WECOM_KF_AES_KEY: key,
    WECOM_KF_HAND_OVER: handOver,
    WECOM_API_BASE: apiBase,
  } = env;
  if (!corpId || !secret || !token || !key) return undefined;
  return { corpId, secret, token, aesKeys: [key], apiBase, handOver };
}

export function toWechaty({
  WECHATY_PUPPET: puppet,
  WECHATY_TOKEN: token,
}: ChannelEnvironment): WechatyConfig | undefined {
  return puppet === undefined ? undefined : { puppet, ...(token && { token }) };
}
