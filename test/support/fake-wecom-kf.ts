import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { type ApiAnswer, type ApiCall, toErrcode } from './fake-platform.ts';
import { createKfStreams } from './fake-wecom-streams.ts';

const id = z.string().regex(/^[\w-]{1,64}$/);
const maxBytes = (limit: number) =>
  z
    .string()
    .min(1)
    .refine((text) => Buffer.byteLength(text) <= limit);
const ContentSchema = z.discriminatedUnion('msgtype', [
  z.object({ msgtype: z.literal('text'), text: z.object({ content: maxBytes(2048) }) }),
  z.object({
    msgtype: z.literal('msgmenu'),
    msgmenu: z.object({
      head_content: maxBytes(1024).optional(),
      list: z
        .array(
          z.object({
            type: z.literal('click'),
            click: z.object({ id: maxBytes(64), content: maxBytes(128) }),
          }),
        )
        .min(1),
    }),
  }),
]);
const msgid = z.string().regex(/^[\w-]{0,32}$/);
const SendSchema = z
  .object({ touser: id, open_kfid: id, msgid: msgid.optional() })
  .and(ContentSchema);
const OnEventSchema = z.object({ code: z.string(), msgid: msgid.optional() }).and(ContentSchema);
const CustomerSchema = z.object({ open_kfid: id, external_userid: id });
const TransSchema = CustomerSchema.extend({
  service_state: z.number().int().min(0).max(4),
  servicer_userid: z.string().optional(),
});
const ContactWaySchema = z.object({ open_kfid: id, scene: z.string().regex(/^[\w-]{0,32}$/) });

type KfContent = z.infer<typeof ContentSchema>;

/** A message as a customer sees it. */
export type CustomerMessage = { readonly touser: string; readonly content: KfContent };

/** What each session state may become; an ended one waits for the customer. */
const nextStates: readonly (readonly number[])[] = [[1, 2, 3], [2, 3, 4], [3, 4], [4], []];
const hourMs = 3_600_000;
const welcomeMs = 20_000;
const maxSends = 5;

type KfOptions = {
  readonly accounts: readonly string[];
  readonly servicers: readonly string[];
  readonly now: () => Date;
};

const toKey = (openKfId: string, customer: string): string => `${openKfId}/${customer}`;

/** WeCom customer service: streams of what customers did, windows, session states, welcome codes. */
export function createFakeKf({ accounts, servicers, now }: KfOptions) {
  const streams = createKfStreams({ accounts, now });
  const sent: CustomerMessage[] = [];
  const takenIds = new Set<string>();
  const states = new Map<string, number>();
  const windows = new Map<string, { readonly until: number; left: number }>();
  const codes = new Map<string, { readonly touser: string; readonly until: number }>();

  /** 0, or why nothing more may be sent to the customer now. */
  function takeFromWindow(key: string): number {
    const window = windows.get(key);
    if (![0, 1].includes(states.get(key) ?? 0)) return 95018;
    if (window === undefined || window.until < now().getTime()) return 95002;
    if (window.left === 0) return 95001;
    window.left -= 1;
    return 0;
  }

  function send({ body }: ApiCall): ApiAnswer {
    const { success, data } = SendSchema.safeParse(body);
    if (!success) return toErrcode(40058);
    const { touser, open_kfid, msgid: given = randomUUID() } = data;
    if (!accounts.includes(open_kfid)) return toErrcode(95000);
    if (data.msgtype === 'msgmenu' && data.msgmenu.list.length > 10) return toErrcode(95008);
    if (takenIds.has(given)) return toErrcode(0, { msgid: given });
    const errcode = takeFromWindow(toKey(open_kfid, touser));
    if (errcode !== 0) return toErrcode(errcode);
    takenIds.add(given);
    sent.push({ touser, content: data });
    return toErrcode(0, { msgid: given });
  }

  function sendOnEvent({ body }: ApiCall): ApiAnswer {
    const { success, data } = OnEventSchema.safeParse(body);
    if (!success) return toErrcode(40058);
    const code = codes.get(data.code);
    codes.delete(data.code);
    if (code === undefined || code.until < now().getTime()) return toErrcode(95013);
    sent.push({ touser: code.touser, content: data });
    return toErrcode(0, { msgid: data.msgid ?? randomUUID() });
  }

  function getState({ body }: ApiCall): ApiAnswer {
    const { success, data } = CustomerSchema.safeParse(body);
    if (!success) return toErrcode(40058);
    if (!accounts.includes(data.open_kfid)) return toErrcode(95000);
    const key = toKey(data.open_kfid, data.external_userid);
    return toErrcode(0, { service_state: states.get(key) ?? 0, servicer_userid: '' });
  }

  function transState({ body }: ApiCall): ApiAnswer {
    const { success, data } = TransSchema.safeParse(body);
    if (!success) return toErrcode(40058);
    const key = toKey(data.open_kfid, data.external_userid);
    const { service_state, servicer_userid = '' } = data;
    if (!accounts.includes(data.open_kfid)) return toErrcode(95000);
    if (service_state === 3 && !servicers.includes(servicer_userid)) return toErrcode(95014);
    if (!nextStates[states.get(key) ?? 0]?.includes(service_state)) return toErrcode(95016);
    states.set(key, service_state);
    return toErrcode(0, { msg_code: randomUUID() });
  }

  function addContactWay({ body }: ApiCall): ApiAnswer {
    const { success, data } = ContactWaySchema.safeParse(body);
    if (!success) return toErrcode(40058);
    if (!accounts.includes(data.open_kfid)) return toErrcode(95000);
    const url = `https://work.weixin.qq.com/kfid/${data.open_kfid}?enc_scene=ENC${data.scene}`;
    return toErrcode(0, { url });
  }

  return {
    calls: {
      '/cgi-bin/kf/sync_msg': streams.sync,
      '/cgi-bin/kf/send_msg': send,
      '/cgi-bin/kf/send_msg_on_event': sendOnEvent,
      '/cgi-bin/kf/service_state/get': getState,
      '/cgi-bin/kf/service_state/trans': transState,
      '/cgi-bin/kf/add_contact_way': addContactWay,
    } as Readonly<Record<string, (call: ApiCall) => ApiAnswer>>,
    ...streams,
    /** Every message that was taken, in order. */
    sent: sent as readonly CustomerMessage[],
    sentTo: (customer: string): readonly KfContent[] =>
      sent.flatMap(({ touser, content }) => (touser === customer ? [content] : [])),
    /** A customer writes: the window opens anew. Answers the token that the callback carries. */
    write(openKfId: string, customer: string, message: object): string {
      windows.set(toKey(openKfId, customer), {
        until: now().getTime() + 48 * hourMs,
        left: maxSends,
      });
      if (states.get(toKey(openKfId, customer)) === 4) states.delete(toKey(openKfId, customer));
      const from = { open_kfid: openKfId, external_userid: customer, origin: 3 };
      return streams.push(openKfId, { ...from, ...message });
    },
    /** A customer opens the chat; with a code when nothing was said for 48 hours. */
    enter(openKfId: string, customer: string, more: object = {}): string {
      const welcome_code = randomUUID();
      codes.set(welcome_code, { touser: customer, until: now().getTime() + welcomeMs });
      return streams.pushEvent(openKfId, {
        event_type: 'enter_session',
        external_userid: customer,
        scene: 'oauth',
        welcome_code,
        ...more,
      });
    },
    /** A servicer takes the session (3), or it ends (4). */
    changeSession(openKfId: string, customer: string, state: 3 | 4): string {
      states.set(toKey(openKfId, customer), state);
      return streams.pushEvent(openKfId, {
        event_type: 'session_status_change',
        external_userid: customer,
        change_type: state === 3 ? 1 : 3,
        new_servicer_userid: servicers[0] ?? '',
      });
    },
    /** What was taken could not be brought. */
    returnMessage: (openKfId: string, customer: string, fail_msgid: string, fail_type: number) =>
      streams.pushEvent(openKfId, {
        event_type: 'msg_send_fail',
        external_userid: customer,
        fail_msgid,
        fail_type,
      }),
    sentIds: () => [...takenIds],
  };
}
