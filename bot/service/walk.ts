import { randomUUID } from 'node:crypto';
import { parkedTopic } from '../../admin/index.ts';
import { createRender } from '../../platform/i18n/index.ts';
import { describeError } from '../../platform/log.ts';
import { createQueue, createSweeper } from '../../platform/queue/index.ts';
import { createTickets } from '../../tickets/index.ts';
import { passiveTextMaxBytes } from '../../webhooks/wx-callback/index.ts';
import type { Channel } from '../channel.ts';
import { createDrain } from '../drain.ts';
import type { ChannelName } from '../message.ts';
import { createRecallAnswers } from '../recall.ts';
import { createReceive } from '../receive.ts';
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
import { openRoutes } from './routes.ts';
import { openTicketing, type TicketRules } from './ticketing.ts';
import { openUnitPortal } from './unit-portal.ts';
import { openWebChat } from './web-chat.ts';

const leaseMs = 5000;
const passiveClaimMs = 20_000;
const maxWaitingRequests = 50;
const concurrency = 16;

export type Walk = Awaited<ReturnType<typeof createWalk>>;

/** The walk of a message and of a notice, and the queue that rings for both. */
export async function createWalk(
  house: House,
  knowledge: HouseKnowledge,
  rules: TicketRules & DocumentRules,
) {
  const { config, log, now, news, inbox, sessions, transcript, files } = house;
  const { directory, tickets, onError } = house;
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
  const announce = (personId: string) => news.announce(personId);
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
    announce,
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
  const receiveUncounted = createReceive({
    directory,
    inbox,
    outbox,
    drain,
    bell,
    now,
    onError,
    maxWaiting: maxWaitingRequests,
    passive: new Map([
      ['official-account', passiveTextMaxBytes],
      ['wecom', passiveTextMaxBytes],
      // Only for the welcome, whose words must leave within seconds.
      ['wecom-kf', passiveTextMaxBytes],
    ]),
  });
  const receive = figures.watchReceive(receiveUncounted);
  const recalling = createRecallAnswers({ recalls: house.recalls, outbox, bell, now });
  const sweeper = createSweeper({
    inbox,
    outbox,
    tickets,
    bell,
    now,
    publishDue: knowledge.publishDue,
    sweepTasks: async () => {
      await reach.sweepTasks();
      await duty.sweepTasks();
    },
    sweepDuty: duty.sweep,
    sweepDocuments: unitPortal.sweep,
    askReferrals: competence.askReferrals,
    sweepHandOvers: () => handOvers.sweep(),
    sweepConsent: consent.sweep,
    continueRecalls: recalling.continueRecalls,
  });
  const webChat = openWebChat(house, { channels, receive });
  const ports = {
    channels,
    receive,
    bell,
    takeBack,
    announce,
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
