import { randomBytes } from 'node:crypto';
import { Router } from '@koa/router';
import { consolePolicy, createAdminRouter, createAdminRoutes } from '../../admin/index.ts';
import {
  createApp,
  createHealthRouter,
  createMetrics,
  createPage,
  listen,
  toOpenApi,
  type HttpApp,
  type HttpState,
  type Route,
} from '../../platform/http/index.ts';
import { createPublicPages } from '../../public/index.ts';
import * as officialAccount from '../../webhooks/official-account/index.ts';
import { createTicketConversation } from '../ticket-conversation.ts';
import { originalIdSetting, type House } from './house.ts';
import { toAdminPorts, type Rooms } from './admin-ports.ts';
import { openDocumentLookup } from './document-lookup.ts';
import { pageFolders } from './page-folders.ts';
import type { Walk } from './walk.ts';

const graceMs = 5000;
const version = '0.1.0';

/** Mounts every route and listens. `stop` first answers /readyz with 503, then lets running requests end. */
export async function openEdges(house: House, walk: Walk, rooms: Rooms) {
  const { config, log } = house;
  const metrics = createMetrics();
  const app = createApp({
    log,
    trustedProxies: config.trustProxy,
    observe: metrics.observe,
    maxUploadBytes: config.mediaMaxBytes,
  });
  let isDraining = false;
  const checks = {
    mongo: () => house.database.ping().then(() => 'ok' as const),
    redis: async () => (walk.queue.isDegraded() ? ('degraded' as const) : ('ok' as const)),
    index: async () => (rooms.knowledge.isIndexOpen() ? ('ok' as const) : ('degraded' as const)),
    draining: async () => (isDraining ? ('down' as const) : ('ok' as const)),
  };
  app.use(createHealthRouter({ checks, metrics }).routes());
  mountOfficialAccount(app, house, walk);
  walk.consentPage?.mount(app);
  walk.wecom.mount(app);
  walk.intake.mount(app);
  walk.webChat.mount(app);
  const publicPages = createPublicPages(toPublicPorts(house, walk), {
    pageFolder: pageFolders.public,
  });
  publicPages.mount(app);
  const adminPorts = toAdminPorts(house, walk, rooms);
  const adminRoutes = createAdminRoutes(adminPorts);
  app.use(createAdminRouter(adminPorts, adminRoutes).routes());
  app.use(createPage({ prefix: '/admin', folder: pageFolders.console, csp: consolePolicy }));
  const consent = walk.consentPage === undefined ? [] : [walk.consentPage.route];
  const routes = [...walk.webChat.routes, ...consent, ...publicPages.routes, ...adminRoutes];
  app.use(createApiDescription(routes).routes());
  const listening = await listen(app, { host: config.host, port: config.port });
  return {
    port: listening.port,
    async stop(): Promise<void> {
      isDraining = true;
      walk.webChat.closeStreams();
      await listening.stop(graceMs);
    },
  };
}

function mountOfficialAccount(app: HttpApp, house: House, { receive }: Walk): void {
  const { config, settings, secrets, now, log, onError } = house;
  if (config.officialAccount === undefined) return;
  const router = officialAccount.createOfficialAccountRouter({
    ...config.officialAccount,
    originalId: config.officialAccount.originalId ?? house.learntOriginalId,
    onOriginalId(originalId) {
      settings.set(originalIdSetting, originalId).catch(onError);
    },
    passiveReplyMs: config.passiveReplyMs,
    receive,
    hashEvent: (parts) => secrets.digests.shortDigest('event-id', ...parts),
    now,
    randomBytes,
    log,
  });
  app.use(router.routes());
}

function toPublicPorts(house: House, { ticketing, acts, consent, documents }: Walk) {
  const { tickets, secrets, transcript, files, news, translate, now } = house;
  return {
    findByReceiptHash: tickets.findByReceiptHash,
    findByNumber: tickets.findByNumber,
    findById: tickets.find,
    members: house.memberTies,
    ...secrets.codes,
    procedures: ticketing.procedures,
    tickets: acts,
    settleContact: consent.settle,
    conversation: createTicketConversation({ transcript, files, news }),
    documents: openDocumentLookup(house),
    askCertificate: house.askCertificate,
    papers: documents.served,
    translate,
    now,
  };
}

function createApiDescription(routes: readonly Route[]): Router<HttpState> {
  // Made when it is first asked for: few processes ever are.
  let description: ReturnType<typeof toOpenApi> | undefined;
  const router = new Router<HttpState>();
  router.get('/api/openapi.json', (ctx) => {
    description ??= toOpenApi(routes, { title: 'Duxin', version });
    ctx.body = description;
  });
  return router;
}
