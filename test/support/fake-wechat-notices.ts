import { z } from 'zod';
import { type ApiAnswer, toErrcode } from './fake-platform.ts';

/** A template message or subscription notice that WeChat took, with all that a lock screen shows. */
export type SentNotice = {
  readonly kind: 'template' | 'subscription';
  readonly touser: string;
  readonly fields: Readonly<Record<string, string>>;
};

const NoticeSchema = z.object({
  touser: z.string(),
  template_id: z.string(),
  client_msg_id: z.string().optional(),
  data: z.record(z.string(), z.object({ value: z.string() })),
});
type Notice = z.infer<typeof NoticeSchema>;

/** The fields of the account's templates, each with the most characters it takes. */
const lengths: Readonly<Record<string, number>> = { character_string1: 32, thing2: 20 };
const REPEAT_MS = 600_000;

/**
 * WeChat's rules on notices beside the conversation: known templates with the right fields only, a consent for each
 * subscription notice, a day's number of template messages, no second one under one client_msg_id.
 */
export function createNotices(options: {
  readonly now: () => Date;
  readonly templates: readonly string[];
  readonly templatesPerDay: number;
  readonly isFollower: (openId: string) => boolean;
}) {
  const { now, templates, templatesPerDay, isFollower } = options;
  const sent: SentNotice[] = [];
  const credits = new Map<string, number>();
  const sentAt = new Map<string, number>();
  let sentToday = 0;

  function findFault({ touser, template_id, data }: Notice): number {
    if (!/^o[\w-]{5,63}$/.test(touser)) return 40003;
    if (!templates.includes(template_id)) return 40037;
    const names = Object.keys(lengths);
    const isComplete = names.every((name) => (data[name]?.value ?? '') !== '');
    return isComplete && Object.keys(data).length === names.length ? 0 : 47003;
  }

  function take(kind: SentNotice['kind'], { touser, data }: Notice): ApiAnswer {
    const fields = Object.entries(data).map(([name, { value }]) => [name, value]);
    sent.push({ kind, touser, fields: Object.fromEntries(fields) });
    return { json: { errcode: 0, errmsg: 'ok', msgid: sent.length } };
  }

  function sendTemplate(body: unknown): ApiAnswer {
    const { success, data } = NoticeSchema.safeParse(body);
    if (!success) return toErrcode(47001);
    const fault = findFault(data);
    if (fault !== 0) return toErrcode(fault);
    if (!isFollower(data.touser)) return toErrcode(43004);
    const key = `${data.touser} ${data.client_msg_id ?? Math.random()}`;
    const isRepeat = now().getTime() - (sentAt.get(key) ?? -Infinity) < REPEAT_MS;
    if (isRepeat) return { json: { errcode: 0, errmsg: 'ok', msgid: sent.length } };
    if (sentToday >= templatesPerDay) return toErrcode(45009);
    sentToday += 1;
    sentAt.set(key, now().getTime());
    return take('template', data);
  }

  function sendSubscription(body: unknown): ApiAnswer {
    const { success, data } = NoticeSchema.safeParse(body);
    if (!success) return toErrcode(47001);
    const fault = findFault(data);
    if (fault !== 0) return toErrcode(fault);
    const isTooLong = Object.entries(data.data).some(
      ([name, { value }]) => Array.from(value).length > (lengths[name] ?? 0),
    );
    if (isTooLong) return toErrcode(47003);
    const key = `${data.touser} ${data.template_id}`;
    const left = credits.get(key) ?? 0;
    if (left === 0) return toErrcode(43101);
    credits.set(key, left - 1);
    return take('subscription', data);
  }

  return {
    sent: sent as readonly SentNotice[],
    sendTemplate,
    sendSubscription,
    /** The person taps 允许 once. */
    consent: (openId: string, templateId: string) => {
      const key = `${openId} ${templateId}`;
      credits.set(key, (credits.get(key) ?? 0) + 1);
    },
  };
}
