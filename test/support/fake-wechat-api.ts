import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { type ApiAnswer, toErrcode } from './fake-platform.ts';

const TOKEN_LIFE_MS = 7_200_000;
const OVERLAP_MS = 300_000;

const TokenBodySchema = z.object({
  grant_type: z.literal('client_credential'),
  appid: z.string(),
  secret: z.string(),
});

/** Stable tokens: the same to everybody until 5 minutes before the end, then both for those minutes. */
export function createTokens(options: {
  readonly appId: string;
  readonly appSecret: string;
  readonly now: () => Date;
}) {
  const { appId, appSecret, now } = options;
  let tokens: { readonly token: string; readonly until: number }[] = [];
  let requests = 0;

  function issue(body: unknown): ApiAnswer {
    requests += 1;
    const { success, data } = TokenBodySchema.safeParse(body);
    if (!success) return toErrcode(40002);
    if (data.appid !== appId) return toErrcode(40013);
    if (data.secret !== appSecret) return toErrcode(40125);
    const time = now().getTime();
    tokens = tokens.filter(({ until }) => until > time);
    let current = tokens.at(-1);
    if (current === undefined || current.until - time <= OVERLAP_MS) {
      current = { token: randomBytes(64).toString('hex'), until: time + TOKEN_LIFE_MS };
      tokens.push(current);
    }
    const expires_in = Math.floor((current.until - time) / 1000);
    return { json: { access_token: current.token, expires_in } };
  }

  return {
    issue,
    countRequests: () => requests,
    /** Makes every token out there invalid, as a stranger's force_refresh does. */
    revoke: () => {
      tokens = [];
    },
    /** 0, or the code by which WeChat turns the token away. */
    check: (token: string | null): number => {
      if (token === null || token === '') return 41001;
      const known = tokens.find((entry) => entry.token === token);
      if (known === undefined) return 40001;
      return known.until > now().getTime() ? 0 : 42001;
    },
  };
}

const MenuSchema = z.object({
  button: z
    .array(z.looseObject({ name: z.string().refine((name) => Buffer.byteLength(name) <= 16) }))
    .min(1)
    .max(3),
});
const SceneSchema = z.object({ scene: z.object({ scene_str: z.string().min(1).max(64) }) });
const QrSchema = z.discriminatedUnion('action_name', [
  z.object({
    action_name: z.literal('QR_STR_SCENE'),
    expire_seconds: z.number().int().max(2_592_000).optional(),
    action_info: SceneSchema,
  }),
  z.object({ action_name: z.literal('QR_LIMIT_STR_SCENE'), action_info: SceneSchema }),
]);

/** Codes with a scene: the same scene has the same permanent code, of which an account has a limited number. */
export function createCodes(maxPermanent = 100_000) {
  const permanent = new Set<string>();
  return {
    permanent: permanent as ReadonlySet<string>,
    create(body: unknown): ApiAnswer {
      const { success, data } = QrSchema.safeParse(body);
      if (!success) return toErrcode(40053);
      const { scene_str } = data.action_info.scene;
      if (data.action_name === 'QR_LIMIT_STR_SCENE') {
        if (!permanent.has(scene_str) && permanent.size >= maxPermanent) return toErrcode(45029);
        permanent.add(scene_str);
      }
      const ticket = Buffer.from(scene_str).toString('base64url');
      return { json: { ticket, url: `http://weixin.qq.com/q/${ticket}` } };
    },
  };
}
/** The ticket that signs a page, the same to everybody for two hours. */
export function createPageTickets(now: () => Date) {
  let current = { ticket: '', until: 0 };
  return {
    current: () => current.ticket,
    issue(type: string | null): ApiAnswer {
      if (type !== 'jsapi') return toErrcode(40097);
      const time = now().getTime();
      if (current.until <= time) {
        current = { ticket: randomBytes(40).toString('base64url'), until: time + TOKEN_LIFE_MS };
      }
      const expires_in = Math.floor((current.until - time) / 1000);
      return { json: { errcode: 0, errmsg: 'ok', ticket: current.ticket, expires_in } };
    },
  };
}

const TypingSchema = z.object({
  touser: z.string(),
  command: z.enum(['Typing', 'CancelTyping']),
});

/** The calls that need nothing but a right body. */
export const simpleCalls: Readonly<Record<string, (body: unknown) => ApiAnswer>> = {
  '/cgi-bin/menu/create': (body) => toErrcode(MenuSchema.safeParse(body).success ? 0 : 40018),
  '/cgi-bin/message/custom/typing': (body) =>
    toErrcode(TypingSchema.safeParse(body).success ? 0 : 47001),
};
