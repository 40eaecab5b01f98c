import { randomBytes } from 'node:crypto';
import { createFetch, createPublicFetch, type HttpApp } from '../../platform/http/index.ts';
import { describeError } from '../../platform/log.ts';
import * as mongo from '../../platform/mongo/index.ts';
import * as wecom from '../../webhooks/wecom/index.ts';
import * as wecomKf from '../../webhooks/wecom-kf/index.ts';
import { createFetchNamed, type FetchNamed } from '../../webhooks/wx-api/index.ts';
import { ChannelError, type Channel } from '../channel.ts';
import type { ChannelName } from '../message.ts';
import { createReceiveQuietly } from '../receive-quietly.ts';
import type { AnswerStaff } from '../duty/index.ts';
import type { TakeBack } from '../take-back.ts';
import type { Receive } from '../receive.ts';
import type { Bell } from '../stores.ts';
import type { openHandOvers } from './hand-overs.ts';
import type { House } from './house.ts';

export type WecomPorts = {
  readonly channels: Map<ChannelName, Channel>;
  readonly receive: Receive;
  readonly bell: Bell;
  readonly takeBack: TakeBack['takeBack'];
  readonly announce: (personId: string) => void;
  readonly answerStaff: AnswerStaff;
  readonly handOvers: Pick<ReturnType<typeof openHandOvers>, 'platforms' | 'followSession'>;
};

/** WeCom's app and its customer service, each on when it is configured: registered as channels, mounted by the web, polled by the worker. */
export async function openWecom(house: House, ports: WecomPorts) {
  const fetch = await createFetch(house.config.httpsProxy);
  const fetchNamed = createFetchNamed(await createPublicFetch(house.config.httpsProxy));
  const app = openApp(house, ports, { fetch, fetchNamed });
  const customerService = openCustomerService(house, ports, fetch);
  return {
    createPointLink: customerService?.createPointLink,
    /** Absent without the app: nobody can be written to there. */
    sendStaffCard: app?.sendStaffCard,
    mount(http: HttpApp): void {
      if (app !== undefined) http.use(app.router.routes());
      if (customerService !== undefined) http.use(customerService.router.routes());
    },
    startPolling: () => customerService?.poll.start(),
    async stop(): Promise<void> {
      await customerService?.poll.stop();
      await customerService?.pulls.stop();
    },
  };
}

type Fetch = Awaited<ReturnType<typeof createFetch>>;

function openApp(
  house: House,
  { channels, receive, answerStaff }: WecomPorts,
  ways: { readonly fetch: Fetch; readonly fetchNamed: FetchNamed },
) {
  const { config, translate, secrets, log, now } = house;
  if (config.wecom === undefined) return undefined;
  const { headCount } = config.wecom;
  const dayLimit = wecom.createDayLimit(headCount && headCount * wecom.sendsPerMemberAndDay);
  const client = wecom.createWecomClient({ ...config.wecom, ...ways, now });
  const texts = {
    news: translate('card.news', 'zh-CN'),
    choose: translate('card.choose', 'zh-CN'),
    reason: translate('card.reason', 'zh-CN'),
    taken: translate('card.taken', 'zh-CN'),
  };
  const sending = { client, dayLimit, texts, now };
  channels.set('wecom', wecom.createWecomChannel(sending));
  const router = wecom.createWecomRouter({
    ...config.wecom,
    passiveReplyMs: config.passiveReplyMs,
    receive,
    hashEvent: (parts) => secrets.digests.shortDigest('event-id', ...parts),
    answerStaff,
    onCardUsed(userId, responseCode, label = texts.taken) {
      client.endCard(userId, responseCode, label).catch((error: unknown) => {
        log.warn(describeError(error), 'a card keeps its buttons');
      });
    },
    now,
    randomBytes,
    log,
  });
  return { router, sendStaffCard: wecom.createSendStaffCard(sending) };
}

function openCustomerService(house: House, ports: WecomPorts, fetch: Fetch) {
  const { config, database, leases, secrets, log, now, onError } = house;
  if (config.wecomKf === undefined) return undefined;
  const client = wecomKf.createWecomKfClient({ ...config.wecomKf, fetch, now });
  ports.channels.set('wecom-kf', wecomKf.createWecomKfChannel({ client, now }));
  const cursors = mongo.createKfCursorStore(database);
  const sessions = followKfSessions(mongo.createKfSessionStore(database, secrets.digests), ports);
  if (config.wecomKf.handOver === 'servicers') {
    ports.handOvers.platforms.set('wecom-kf', wecomKf.createHandOver({ client, sessions, now }));
  }
  const pull = wecomKf.createPull({
    client,
    cursors,
    withLease: leases.withLease,
    take: wecomKf.createTake({
      takeBack: ports.takeBack,
      client,
      sessions,
      receive: ports.receive,
      receiveQuietly: createReceiveQuietly({ ...house, ...ports }),
      hashEvent: (parts) => secrets.digests.shortDigest('event-id', ...parts),
      onError,
    }),
    onUnreadable: (count) => log.warn({ count }, 'messages of customer service left out'),
  });
  const pulls = wecomKf.createPullSoon({ pull, onError });
  const poll = wecomKf.createPoll({ pull, cursors, takeLease: leases.take, onError });
  const { pullSoon } = pulls;
  const router = wecomKf.createWecomKfRouter({
    ...config.wecomKf,
    cursors,
    pullSoon,
    now,
    randomBytes,
  });
  /** A link into the account that was heard of first. */
  async function createPointLink(pointScene: string): Promise<string> {
    const [account] = await cursors.list();
    if (account === undefined) throw new ChannelError('channel_down', 'no_account');
    return client.createContactWay(account, 'point', pointScene);
  }
  return { router, pulls, poll, createPointLink };
}

/** The platform's sessions, which the hand-overs follow: who has one there has the conversation. */
function followKfSessions(
  sessions: wecomKf.KfSessions,
  { handOvers }: Pick<WecomPorts, 'handOvers'>,
): wecomKf.KfSessions {
  return {
    isWithPerson: sessions.isWithPerson,
    async save(userId, isWithPerson, at) {
      await sessions.save(userId, isWithPerson, at);
      await handOvers.followSession({ channel: 'wecom-kf', userId }, isWithPerson, at);
    },
  };
}
