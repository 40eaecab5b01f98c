import { randomUUID } from 'node:crypto';
import { dirname, join, resolve } from 'node:path';
import { createFirstAccount } from '../../admin/index.ts';
import { emptyDialogue } from '../../handlers/index.ts';
import { starterDrafts, starterRows } from '../../knowledge/index.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Config } from '../../platform/config.ts';
import { createPrinter } from '../../platform/documents/index.ts';
import { createFileIndexes, createFileStore } from '../../platform/files/index.ts';
import { createTranslate } from '../../platform/i18n/index.ts';
import { describeError, type Log } from '../../platform/log.ts';
import * as mongo from '../../platform/mongo/index.ts';
import { createDayTable } from '../../platform/calendar/index.ts';
import { createAskCertificate, createJudgeSupervisor, createUnits } from '../../people/index.ts';
import { createCalendars, createProfiles } from '../../tickets/index.ts';
import { createRedisNews } from '../../platform/queue/index.ts';
import {
  createPasswords,
  createSecrets,
  loadKeyFile,
  loadOrCreateKeyFile,
  newId,
  newToken,
  type Secrets,
} from '../../platform/seal/index.ts';
import { createPolledNews } from '../../webhooks/web-chat/index.ts';

export type House = Awaited<ReturnType<typeof openHouse>>;

async function openSecrets(config: Config, log: Log): Promise<Secrets> {
  if (config.secretKey !== undefined) {
    return createSecrets([Buffer.from(config.secretKey, 'base64')]);
  }
  if (config.secretKeyFile !== undefined) {
    if (resolve(dirname(config.secretKeyFile)) === resolve(config.dataDir))
      warnOfKeyBesideData(log);
    return createSecrets(await loadKeyFile(config.secretKeyFile));
  }
  warnOfKeyBesideData(log);
  return createSecrets(await loadOrCreateKeyFile(join(config.dataDir, 'secret.key')));
}

function warnOfKeyBesideData(log: Log): void {
  log.warn(
    { code: 'key_beside_data' },
    'the master key lies beside the data: a copy of the folder opens everything; set SECRET_KEY_FILE elsewhere',
  );
}

async function openDatabase(config: Config) {
  if (config.mongodbUri !== undefined) {
    return { database: await mongo.connectDatabase(config.mongodbUri), end: async () => {} };
  }
  // Loaded on first use: a process with a real server never needs it.
  const { startEmbeddedMongo } = await import('../../platform/embedded-mongo/index.ts');
  const server = await startEmbeddedMongo({ dataDir: config.dataDir });
  const database = await mongo.connectDatabase(server.uri, { dbName: 'duxin' });
  return { database, end: () => server.stop() };
}

/** Everything that is stored, told or kept, before any rule looks at it. */
export async function openHouse(config: Config, log: Log, now: Clock) {
  const secrets = await openSecrets(config, log);
  const { database, end } = await openDatabase(config);
  const people = mongo.createPersonStore(database, secrets);
  const matters = mongo.createSealedMatters(database, secrets, now);
  const veil = mongo.createEscrowVeil(database, secrets, matters);
  const transcript = mongo.createTranscriptStore(database, secrets, now, veil);
  const files = createFileStore(database.connection, secrets, config.mediaMaxBytes);
  let isClosing = false;
  // While the house closes, what still looked for work finds its connection gone.
  const onError = (error: unknown): void => {
    if (!isClosing) log.error(describeError(error), 'background work failed');
  };
  const leases = mongo.createLeases(database, randomUUID(), now);
  const polled = { listSince: transcript.listSince, now, onError };
  const news =
    config.redisUrl === undefined
      ? createPolledNews(polled)
      : await createRedisNews(config.redisUrl, onError);
  const settings = mongo.createSettings(database);
  const calendars = createCalendars(mongo.createCalendarStore(database), createDayTable());
  const unitStore = mongo.createUnitStore(database);
  const units = createUnits(unitStore);
  const certificates = mongo.createCertificateStore(database, secrets.digests);
  const audit = mongo.createAudit({ database, leases, digests: secrets.digests, now, onError });
  return {
    config,
    log,
    now,
    secrets,
    database,
    people,
    transcript,
    veil,
    leases,
    news,
    audit,
    settings,
    onError,
    learntOriginalId: toText(await settings.get(originalIdSetting)),
    translate: await createTranslate(),
    files,
    printer: createPrinter(),
    forgetDraft: mongo.createForgetDraft(database, files),
    inbox: mongo.createInboxStore(database, veil),
    sessions: mongo.createSessionStore(database, () => emptyDialogue, {
      isSealed: veil.isSealed,
      seal: secrets,
    }),
    outbox: mongo.createOutboxStore(database, secrets, veil),
    directory: mongo.createDirectory(database, secrets),
    invitations: mongo.createInvitationStore(database),
    memberTies: mongo.createMemberTies(database, secrets),
    accounts: mongo.createAccountStore(database, secrets),
    accountSessions: mongo.createAccountSessionStore(database),
    tickets: mongo.createSealingTicketStore(database, people, secrets, matters),
    watch: mongo.createTicketWatch(database),
    knowledge: mongo.createKnowledgeStore(database),
    statutes: mongo.createStatuteStore(database, now),
    tables: mongo.createTableStore(database),
    importJobs: mongo.createImportStore(database),
    unanswered: mongo.createUnansweredStore(database, veil),
    golden: mongo.createGoldenStore(database),
    evaluations: mongo.createEvaluationStore(database),
    recalls: mongo.createRecallStore(database),
    usage: mongo.createUsageStore(database),
    sorting: mongo.createSortingStore(database),
    calendars,
    calendar: calendars.table,
    profiles: createProfiles(mongo.createProfileStore(database)),
    routing: mongo.createRoutingStore(database),
    problems: mongo.createProblemList(database),
    campaignStore: mongo.createCampaignStore(database),
    countCampaign: mongo.createCountCampaign(database),
    views: mongo.createSavedViewStore(database, secrets),
    unitStore,
    certificates,
    askCertificate: createAskCertificate(certificates, units),
    judgeSupervisor: createJudgeSupervisor(certificates, units),
    units,
    endedSessions: mongo.createEndedSessionStore(database, now),
    passwords: createPasswords({ maxRunning: 2, maxWaiting: 50 }),
    async close() {
      isClosing = true;
      news.close();
      await audit.close();
      await database.close();
      await end();
    },
  };
}

/** The Official Account's own id, learnt from its first message. */
export const originalIdSetting = 'official_account_original_id';

const toText = (value: unknown): string | undefined =>
  typeof value === 'string' ? value : undefined;

/** Six bits each; typed once, by hand. */
const firstPasswordLength = 20;

/** Migrations, indexes, starter knowledge, the first account; returns its password when it was generated. */
export async function prepareHouse(house: House): Promise<string | undefined> {
  const { database, leases, config, accounts, passwords } = house;
  await mongo.prepareDatabase(database, leases);
  await createFileIndexes(database.connection);
  await house.profiles.refresh();
  await house.calendars.refresh();
  await house.units.refresh();
  await house.tables.seed(starterRows);
  await house.knowledge.seed(starterDrafts, house.now());
  const password = config.adminPassword ?? newToken().slice(0, firstPasswordLength);
  const isGenerated = config.adminPassword === undefined;
  const first = { id: newId(), name: '系统管理员', password, mustChangePassword: isGenerated };
  const isCreated = await createFirstAccount({ accounts, passwords }, first);
  return isCreated && isGenerated ? password : undefined;
}
