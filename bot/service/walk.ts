import { randomUUID } from 'node:crypto';
import { createPassOn, parkedTopic } from '../../admin/index.ts';
import { createRender } from '../../platform/i18n/index.ts';
import { describeError } from '../../platform/log.ts';
import { createQueue } from '../../platform/queue/index.ts';
import { createTickets } from '../../tickets/index.ts';
import type { Channel } from '../channel.ts';
import { createDrain } from '../drain.ts';
import type { ChannelName } from '../message.ts';
import { createRecallAnswers } from '../recall.ts';
import type { Bell } from '../stores.ts';
import { createTakeTurn } from '../take-turn.ts';
import { openChannelFigures } from './channel-figures.ts';
import { openDelivery } from './delivery.ts';
import { openEvidence } from './evidence.ts';
import { openHandOvers } from './hand-overs.ts';
import type { House } from './house.ts';
import type { HouseKnowledge } from './knowledge.ts';
import { openDocuments, type DocumentRules } from './documents.ts';
import { openDuty } from './duty.ts';
import { openMembers } from './members.ts';
import { openOutsideChannels } from './outside-channels.ts';
import { openConsent } from './consent.ts';
import { openCompetence } from './competence.ts';
import { openPoints } from './points.ts';
import { openReach, openReturns } from './reach.ts';
import { openRelays } from './relays.ts';
import { openReceiving } from './receiving.ts';
import { openRoutes } from './routes.ts';
import { openSweeping } from './sweeping.ts';
import { openTicketing, type TicketRules } from './ticketing.ts';
import { openUnitPortal } from './unit-portal.ts';
import { openWebChat } from './web-chat.ts';

const leaseMs = 5000;
const passiveClaimMs = 20_000;
const concurrency = 16;

export type Walk = Awaited<ReturnType<typeof createWalk>>;

/** The walk of a message and of a notice, and the queue that rings for both. */
export async function createWalk(
  house: House,
  knowledge: HouseKnowledge,
  rules: TicketRules & DocumentRules,
) {
  const { config, log, now, news, inbox, sessions, transcript, files } = house;
  const { directory, onError } = house;
  const figures = openChannelFigures(house);
  const outbox = figures.watchOutbox(house.outbox);
  const channels = new Map<ChannelName, Channel>();
  const render = createRender(house.translate);
  const bell: Bell = { ring: (job) => queue.ring(job) };
  const ticketing = openTicketing(house, rules, bell);
  const acts = createTickets(ticketing);
  const points = openPoints(house);
  const reach = openReach(house);
  const { ledgers, hours, toTaskAt } = reach;
  const documents = openDocuments(house, { ticketing, acts, rules, outbox, toTaskAt, bell });
  const unitPortal = openUnitPortal(house, { acts, documents });
  const evidence = openEvidence(house, { channels, bell });
  const handOvers = openHandOvers(house, { bell, hours });
  const competence = openCompetence(house, bell);
  const consent = openConsent(house, ticketing, acts);
  const routes = openRoutes(house, knowledge, {
    acts,
    settleContact: consent.settle,
    bell,
    outbox,
    reach,
    render,
    members: openMembers(house, evidence),
    points,
    handOvers: handOvers.live,
    competence,
  });
  const duty = openDuty(house, {
    ticketing,
    acts,
    hours,
    tasks: reach.tasks,
    findSendCard: () => outside.wecom.sendStaffCard,
  });
  const takeTurn = createTakeTurn({
    routes,
    inbox,
    sessions,
    outbox,
    transcript,
    files,
    directory,
    ledgers,
    findHandOver: handOvers.live.find,
    forgetDraft: house.forgetDraft,
    render,
    bell,
    now,
    passiveClaimMs,
    announce: news.announce,
    onFailure(error, messageId, tries) {
      log.error({ ...describeError(error), messageId, tries }, 'a turn failed');
      news.announce(parkedTopic);
    },
  });
  const drain = createDrain({
    inbox,
    bell,
    sessions,
    takeTurn,
    newOwner: randomUUID,
    now,
    leaseMs,
  });
  const { takeBack, takeBackEarly } = openReturns(house, bell, reach);
  const deliver = openDelivery(house, {
    outbox,
    channels,
    figures,
    ledgers,
    hours,
    render,
    takeBackEarly,
  });
  const queue = await createQueue({
    redisUrl: config.redisUrl,
    runs: config.roles.has('worker'),
    concurrency,
    handlers: {
      turn: (id) => drain(id),
      deliver,
      relay: openRelays(house, { acts, duty, documents, outbox, toTaskAt, bell }),
      media: evidence.fetchMedia,
    },
    onError,
  });
  const receive = openReceiving(house, { outbox, drain, bell, figures });
  const recalling = createRecallAnswers({ recalls: house.recalls, outbox, bell, now });
  const sweeper = openSweeping(house, {
    bell,
    outbox,
    knowledge,
    reach,
    duty,
    unitPortal,
    competence,
    handOvers,
    consent,
    passOn: createPassOn({ accounts: house.accounts, units: house.units, ticketing, render }),
    continueRecalls: recalling.continueRecalls,
  });
  const webChat = openWebChat(house, { channels, receive });
  const ports = {
    channels,
    receive,
    bell,
    takeBack,
    announce: news.announce,
    handOvers,
    ways: points.ways,
    answerStaff: duty.answerStaff,
  };
  const outside = await openOutsideChannels(house, ports);
  return {
    queue,
    bell,
    sweeper,
    receive,
    recallAnswers: recalling.recallAnswers,
    ticketing,
    acts,
    render,
    reach,
    handOvers,
    duty,
    points,
    documents,
    unitPortal,
    webChat,
    evidence,
    consent,
    ...outside,
    figures,
    channelDesk: {
      on: new Set(channels.keys()),
      listSince: figures.listSince,
      wechaty: outside.wechaty.records,
    },
  };
}
