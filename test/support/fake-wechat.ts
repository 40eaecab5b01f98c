import { z } from 'zod';
import { type ApiAnswer, type ApiCall, startFakePlatform, toErrcode } from './fake-platform.ts';
import { createCodes, createPageTickets, createTokens, simpleCalls } from './fake-wechat-api.ts';
import { createNotices } from './fake-wechat-notices.ts';
import { createQuota } from './fake-wechat-quota.ts';

/** A customer-service text that WeChat took. */
type SentText = { readonly touser: string; readonly text: string; readonly isAi?: true };

type FakeWechatOptions = {
  readonly appId: string;
  readonly appSecret: string;
  readonly now?: () => Date;
  /** Counts the messages that each person may still be sent; open a window by noteMessage or noteMenu. */
  readonly enforceQuota?: boolean;
  /** Ids of the account's templates; none unless given. */
  readonly templates?: readonly string[];
  readonly templatesPerDay?: number;
  /** How many permanent codes the account may have. */
  readonly maxCodes?: number;
};

const SendSchema = z.object({
  touser: z.string(),
  msgtype: z.literal('text'),
  text: z.object({ content: z.string() }),
  aimsgcontext: z.object({ is_ai_msg: z.literal(1) }).optional(),
});

/** WeChat's API on loopback, as strict as the real one about tokens, bodies, sizes and quotas. */
export async function startFakeWechat(options: FakeWechatOptions) {
  const now = options.now ?? (() => new Date());
  const tokens = createTokens({ ...options, now });
  const quota = createQuota(now);
  const pageTickets = createPageTickets(now);
  const sent: SentText[] = [];
  const codes = createCodes(options.maxCodes);
  const media = new Map<string, ApiAnswer>();
  const unfollowed = new Set<string>();

  function sendText(body: unknown): ApiAnswer {
    const { success, data } = SendSchema.safeParse(body);
    if (!success) return toErrcode(47001);
    const { touser, text, aimsgcontext } = data;
    if (!/^o[\w-]{5,63}$/.test(touser)) return toErrcode(40003);
    if (unfollowed.has(touser)) return toErrcode(43004);
    if (text.content === '') return toErrcode(44004);
    if (Buffer.byteLength(text.content) > 2048) return toErrcode(45002);
    const errcode = options.enforceQuota === true ? quota.take(touser) : 0;
    if (errcode === 0)
      sent.push({ touser, text: text.content, ...(aimsgcontext && { isAi: true }) });
    return toErrcode(errcode);
  }

  const notices = createNotices({
    now,
    templates: options.templates ?? [],
    templatesPerDay: options.templatesPerDay ?? 100_000,
    isFollower: (openId) => !unfollowed.has(openId),
  });

  function answer({ path, query, body }: ApiCall): ApiAnswer {
    if (path === '/cgi-bin/stable_token') return tokens.issue(body);
    const errcode = tokens.check(query.get('access_token'));
    if (errcode !== 0) return toErrcode(errcode);
    if (path === '/cgi-bin/message/custom/send') return sendText(body);
    if (path === '/cgi-bin/message/template/send') return notices.sendTemplate(body);
    if (path === '/cgi-bin/message/subscribe/bizsend') return notices.sendSubscription(body);
    if (path === '/cgi-bin/qrcode/create') return codes.create(body);
    if (path === '/cgi-bin/ticket/getticket') return pageTickets.issue(query.get('type'));
    if (path === '/cgi-bin/media/get') {
      return media.get(query.get('media_id') ?? '') ?? toErrcode(40007);
    }
    return simpleCalls[path]?.(body) ?? toErrcode(40066);
  }

  return {
    ...(await startFakePlatform(answer)),
    /** Every text that was taken, in order. */
    sent: sent as readonly SentText[],
    sentTo: (openId: string) =>
      sent.filter(({ touser }) => touser === openId).map(({ text }) => text),
    /** What pages are signed with now. */
    pageTicket: pageTickets.current,
    countTokenRequests: tokens.countRequests,
    revokeTokens: tokens.revoke,
    /** Every template message and subscription notice that was taken, in order. */
    notices: notices.sent,
    consent: notices.consent,
    /** Scenes with a permanent code. */
    codes: codes.permanent,
    noteMessage: quota.noteMessage,
    noteMenu: quota.noteMenu,
    closeWindow: quota.close,
    unfollow: (openId: string) => void unfollowed.add(openId),
    follow: (openId: string) => void unfollowed.delete(openId),
    addMedia: (mediaId: string, bytes: Buffer, type: string) =>
      void media.set(mediaId, { bytes, type }),
    addVideo: (mediaId: string, url: string) =>
      void media.set(mediaId, { json: { video_url: url } }),
  };
}

export type FakeWechat = Awaited<ReturnType<typeof startFakeWechat>>;
