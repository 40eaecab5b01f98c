import { z } from 'zod';
import { ChannelError, type Media } from '../../bot/index.ts';
import { createWecomApi, type WecomApiOptions } from '../wecom/index.ts';
import type { Customer } from './address.ts';
import type { KfPart } from './menu.ts';
import { type KfPage, readPage } from './message.ts';

export type WecomKfClient = {
  /** One page of an account's stream, of the last three days. The token of a callback lasts ten minutes; without it the limits are tighter. */
  readonly sync: (
    openKfId: string,
    from: { readonly cursor?: string | undefined; readonly token?: string | undefined },
  ) => Promise<KfPage>;
  /** A repeat under the same id has no effect. Five messages within 48 hours of the customer's last. */
  readonly send: (customer: Customer, id: string, part: KfPart) => Promise<void>;
  /** Answers an event; its code is good once, for 20 seconds. */
  readonly sendOnEvent: (code: string, id: string, text: string) => Promise<void>;
  /** 0 new, 1 the bot, 2 waiting for a servicer, 3 a servicer, 4 ended. */
  readonly findState: (customer: Customer) => Promise<number>;
  /** Hands a session to a servicer, or into the pool of those who wait when none is named. */
  readonly handOver: (customer: Customer, servicerUserId?: string) => Promise<void>;
  /** A link to the account; `scene` (at most 32 of 0-9a-zA-Z_-) and `sceneParam` (128 bytes) come back when a customer enters by it. */
  readonly createContactWay: (
    openKfId: string,
    scene: string,
    sceneParam?: string,
  ) => Promise<string>;
  readonly getMedia: (mediaId: string) => Promise<Media>;
};

const pageSize = 1_000;
const amr = 0;
const waiting = 2;
const withServicer = 3;

const StateSchema = z.object({ service_state: z.number().int().min(0).max(4) });
const ContactWaySchema = z.object({ url: z.url({ protocol: /^https?$/ }) });

/** The part of customer service's API that Duxin uses. All throw ChannelError. https://developer.work.weixin.qq.com/document/path/94638 */
export function createWecomKfClient(options: WecomApiOptions): WecomKfClient {
  const api = createWecomApi(options);
  return {
    async sync(open_kfid, { cursor, token }) {
      const from = { ...(cursor && { cursor }), ...(token && { token }) };
      const body = { open_kfid, ...from, limit: pageSize, voice_format: amr };
      const page = readPage(await api.post('/cgi-bin/kf/sync_msg', body));
      if (page === undefined) throw new ChannelError('unreachable', 'garbage');
      return page;
    },
    async send({ openKfId: open_kfid, externalUserId: touser }, msgid, part) {
      await api.post('/cgi-bin/kf/send_msg', { touser, open_kfid, msgid, ...part });
    },
    async sendOnEvent(code, msgid, content) {
      const body = { code, msgid, msgtype: 'text', text: { content } };
      await api.post('/cgi-bin/kf/send_msg_on_event', body);
    },
    async findState(customer) {
      const answer = await api.post('/cgi-bin/kf/service_state/get', toNames(customer));
      const { success, data } = StateSchema.safeParse(answer);
      if (!success) throw new ChannelError('unreachable', 'garbage');
      return data.service_state;
    },
    async handOver(customer, servicer_userid) {
      const to =
        servicer_userid === undefined
          ? { service_state: waiting }
          : { service_state: withServicer, servicer_userid };
      await api.post('/cgi-bin/kf/service_state/trans', { ...toNames(customer), ...to });
    },
    async createContactWay(open_kfid, scene, sceneParam) {
      const answer = await api.post('/cgi-bin/kf/add_contact_way', { open_kfid, scene });
      const { success, data } = ContactWaySchema.safeParse(answer);
      if (!success) throw new ChannelError('unreachable', 'garbage');
      const url = new URL(data.url);
      if (sceneParam !== undefined) url.searchParams.set('scene_param', sceneParam);
      return url.href;
    },
    getMedia: api.getMedia,
  };
}

function toNames({ openKfId: open_kfid, externalUserId: external_userid }: Customer) {
  return { open_kfid, external_userid };
}
