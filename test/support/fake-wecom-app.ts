import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import {
  CardSchema,
  NoticeCardSchema,
  pressCard,
  type Pressed,
  type SentCard,
  type SentNotice,
} from './fake-wecom-card.ts';
import { type ApiAnswer, type ApiCall, toErrcode } from './fake-platform.ts';

const SendSchema = z.object({
  touser: z.string().min(1),
  agentid: z.number(),
  msgtype: z.enum(['text', 'template_card']),
  text: z.object({ content: z.string() }).optional(),
  template_card: z.union([CardSchema, NoticeCardSchema]).optional(),
  enable_duplicate_check: z.union([z.literal(0), z.literal(1)]).optional(),
  duplicate_check_interval: z.number().int().min(1).max(14_400).optional(),
});
const UpdateSchema = z.object({
  userids: z.array(z.string()).min(1),
  agentid: z.number(),
  response_code: z.string(),
  button: z.object({ replace_name: z.string().min(1) }),
});

/** A message as a member sees it. */
export type AppMessage = { readonly touser: string } & (
  | { readonly text: string }
  | { readonly card: SentCard }
  | { readonly notice: SentNotice }
);

const minuteMs = 60_000;
const perMinute = 30;
const codeLifeMs = 72 * 3_600_000;

/** A WeCom app: who its members are, what they were sent, which cards were ended. */
export function createFakeApp({
  agentId,
  now,
}: {
  readonly agentId: number;
  readonly now: () => Date;
}) {
  const sent: AppMessage[] = [];
  const dropped: string[] = [];
  const ended: { readonly userId: string; readonly label: string }[] = [];
  const strangers = new Set<string>();
  const seen = new Map<string, number>();
  const taskIds = new Set<string>();
  const codes = new Map<string, { readonly userId: string; readonly until: number }>();
  let times: { readonly touser: string; readonly at: number }[] = [];

  function issueResponseCode(userId: string): string {
    const code = randomUUID();
    codes.set(code, { userId, until: now().getTime() + codeLifeMs });
    return code;
  }

  /** The same request within its interval is taken and has no effect. */
  function isRepeat(
    raw: string,
    { enable_duplicate_check, duplicate_check_interval = 1800 }: z.infer<typeof SendSchema>,
  ) {
    const at = now().getTime();
    if (enable_duplicate_check !== 1) return false;
    if ((seen.get(raw) ?? 0) > at) return true;
    seen.set(raw, at + duplicate_check_interval * 1000);
    return false;
  }

  /** Above the limit WeCom says ok and brings nothing. */
  function isTooMuch(touser: string): boolean {
    const at = now().getTime();
    times = [...times.filter((time) => at - time.at < minuteMs), { touser, at }];
    return times.filter((time) => time.touser === touser).length > perMinute;
  }

  function refuse({ touser, agentid, msgtype, text, template_card }: z.infer<typeof SendSchema>) {
    if (agentid !== agentId) return 40056;
    if (strangers.has(touser)) return 81013;
    if (msgtype === 'text' && !text?.content) return 44004;
    if (msgtype === 'text' && Buffer.byteLength(text?.content ?? '') > 2048) return 45002;
    return msgtype === 'template_card' && template_card === undefined ? 40058 : 0;
  }

  function send({ body, raw }: ApiCall): ApiAnswer {
    const { success, data } = SendSchema.safeParse(body);
    if (!success) return toErrcode(40058);
    const errcode = refuse(data);
    if (errcode !== 0) return toErrcode(errcode);
    const { touser, text, template_card: card } = data;
    const msgid = randomUUID();
    if (isRepeat(raw, data)) return toErrcode(0, { msgid });
    if (isTooMuch(touser)) {
      dropped.push(touser);
      return toErrcode(0, { msgid });
    }
    if (card === undefined) {
      sent.push({ touser, text: text?.content ?? '' });
      return toErrcode(0, { msgid });
    }
    // Two cards of one task are refused.
    if (taskIds.has(card.task_id)) return toErrcode(40058);
    taskIds.add(card.task_id);
    if (card.card_type === 'text_notice') {
      sent.push({ touser, notice: card });
      return toErrcode(0, { msgid });
    }
    sent.push({ touser, card });
    return toErrcode(0, { msgid, response_code: issueResponseCode(touser) });
  }

  function update({ body }: ApiCall): ApiAnswer {
    const { success, data } = UpdateSchema.safeParse(body);
    if (!success) return toErrcode(40058);
    const code = codes.get(data.response_code);
    codes.delete(data.response_code);
    if (data.agentid !== agentId) return toErrcode(40056);
    if (code === undefined || code.until < now().getTime()) return toErrcode(40058);
    for (const userId of data.userids) ended.push({ userId, label: data.button.replace_name });
    return toErrcode(0);
  }

  return {
    calls: {
      '/cgi-bin/message/send': send,
      '/cgi-bin/message/update_template_card': update,
    } as Readonly<Record<string, (call: ApiCall) => ApiAnswer>>,
    sent: sent as readonly AppMessage[],
    /** Whom WeCom was asked to bring more than it brings. */
    dropped: dropped as readonly string[],
    /** Cards whose buttons were taken off. */
    ended: ended as readonly { readonly userId: string; readonly label: string }[],
    textsTo: (userId: string): readonly string[] =>
      sent.flatMap((message) =>
        message.touser === userId && 'text' in message ? [message.text] : [],
      ),
    cardsTo: (userId: string): readonly SentCard[] =>
      sent.flatMap((message) =>
        message.touser === userId && 'card' in message ? [message.card] : [],
      ),
    noticesTo: (userId: string): readonly SentNotice[] =>
      sent.flatMap((message) =>
        message.touser === userId && 'notice' in message ? [message.notice] : [],
      ),
    /** What WeCom tells the app when the member presses this button of a card that they were sent. */
    press(userId: string, taskId: string, label: string, optionId?: string): Pressed {
      const card = sent.flatMap((one) =>
        one.touser === userId && 'card' in one && one.card.task_id === taskId ? [one.card] : [],
      )[0];
      if (card === undefined) throw new Error(`no card ${taskId} was sent to ${userId}`);
      return pressCard(card, { label, optionId, responseCode: issueResponseCode(userId) });
    },
    /** Out of the app's reach from now on. */
    removeMember: (userId: string) => void strangers.add(userId),
    issueResponseCode,
  };
}
