import sharp from 'sharp';
import { createFileStore, createHiddenFiles } from '../../platform/files/index.ts';
import { fold } from '../../platform/fold/index.ts';
import {
  createAudit,
  createDirectory,
  createEscrowPieces,
  createEscrowStore,
  createEscrowVeil,
  createInboxStore,
  createLeases,
  createOutboxStore,
  createPersonStore,
  createSavedViewStore,
  createSealedMatters,
  createSealingTicketStore,
  createSessionStore,
  createTranscriptStore,
  createUnansweredStore,
  type Database,
} from '../../platform/mongo/index.ts';
import { createSecrets, newMasterKey } from '../../platform/seal/index.ts';
import { createKeepEscrow, defaultConsentRules } from '../../tickets/index.ts';
import type { Ticket } from '../../tickets/index.ts';
import { buildReceived } from './build-message.ts';
import { buildOpenRequest, buildTickets } from './build-tickets.ts';
import { clerk, deskRoles, filedAt } from './build-ticket.ts';
import type { TestDatabase } from './mongo.ts';

/** A name and words that must be found nowhere while the matter is sealed. */
export const canaryUnit = '鹂雀区城市巡查大队';
export const canaryStory = '鹂雀桥头第三家修车铺被连查九次';

/** The stores of a house without its edges: what is written about a ticket, and the escrow over it. */
export function openEscrowWorld({ database }: TestDatabase) {
  const secrets = createSecrets([newMasterKey()]);
  const people = createPersonStore(database, secrets);
  const directory = createDirectory(database, secrets);
  const matters = createSealedMatters(database, secrets, () => new Date());
  const veil = createEscrowVeil(database, secrets, matters);
  const transcript = createTranscriptStore(database, secrets, () => filedAt, veil);
  const inbox = createInboxStore(database, veil);
  const outbox = createOutboxStore(database, secrets, veil);
  const unanswered = createUnansweredStore(database, veil);
  const views = createSavedViewStore(database, secrets);
  const { isSealed } = veil;
  const sessions = createSessionStore<object>(database, () => ({}), { isSealed, seal: secrets });
  const files = createFileStore(database.connection, secrets);
  const store = createSealingTicketStore(database, people, secrets, matters);
  const { ports, ...acts } = buildTickets({ store, undoMs: 0 });
  let count = 0;

  /** The escrow as one process runs it; `on` and `save` are where a test lets it die. */
  const openKeeper = (on: Database = database, save = store.save) =>
    createKeepEscrow({
      ...ports,
      store: { ...store, save },
      escrow: createEscrowStore(on, secrets, createHiddenFiles(on.connection, secrets)),
      findRules: () => defaultConsentRules,
      toUnitKey: fold,
    });

  /** A ticket with everything that a conversation leaves behind, all of it with the canary in it. */
  async function fileOne(userId: string, fields: { unit?: string; personId?: string } = {}) {
    count += 1;
    const { unit = canaryUnit } = fields;
    const personId = fields.personId ?? (await directory.identify({ channel: 'web-chat', userId }));
    const message = buildReceived({
      id: `web-chat-m-escrow-${count}`,
      personId,
      arrivedAt: filedAt,
      content: { kind: 'text', text: `${unit}：${canaryStory}` },
    });
    await inbox.insert(message);
    await inbox.finish(message.id);
    const { ticket } = await acts.openTicket(
      buildOpenRequest({
        id: `t-${message.id}`,
        personId,
        by: { kind: 'reporter', personId },
        facts: { actingUnit: unit, story: canaryStory },
        traceId: message.id,
      }),
    );
    const said = { conversation: personId, channel: 'web-chat', at: filedAt } as const;
    const reply = `${message.id}-r0`;
    await transcript.append([
      {
        ...said,
        id: message.id,
        direction: 'in',
        author: 'person',
        content: message.content,
        ticketId: ticket.id,
        traceId: message.id,
      },
      {
        ...said,
        id: reply,
        direction: 'out',
        author: 'bot',
        content: { kind: 'text', text: `您说的是${unit}` },
        traceId: message.id,
      },
    ]);
    const row = {
      personId,
      kind: 'notice',
      traceId: message.id,
      createdAt: filedAt,
      dueAt: filedAt,
    } as const;
    await outbox.insert([
      {
        ...row,
        id: reply,
        kind: 'reply',
        channel: 'web-chat',
        reply: { key: 'conversation.review', values: { actingUnit: unit } },
        words: { text: `您说的是${unit}` },
      },
      {
        ...row,
        id: `${reply}-unsent`,
        reply: { key: 'notice.matter.ask', values: { text: unit } },
        ticketId: ticket.id,
      },
    ]);
    await outbox.recordSent(reply, { channel: 'web-chat', at: filedAt, platformId: reply });
    await files.save({
      id: `f-${message.id}`,
      personId,
      channel: 'web-chat',
      name: `${unit}.jpg`,
      bytes: await drawPicture(),
      receivedAt: filedAt,
    });
    await files.assignTicket([`f-${message.id}`], ticket.id);
    return ticket;
  }

  async function ask({ id }: Ticket, conduct = 'identification'): Promise<Ticket> {
    const asked = await acts.askContact({
      numberOrId: id,
      by: clerk,
      roles: deskRoles,
      words: `请说明${canaryUnit}是否亮证`,
      givesAway: [],
      match: { unit: (await find(id)).facts.actingUnit ?? '', conduct },
      rules: defaultConsentRules,
    });
    await store.movePending(asked.id, asked.version, undefined);
    return find(id);
  }

  async function choose(
    ticket: Ticket,
    choice: Parameters<typeof acts.chooseContact>[0]['choice'],
  ) {
    const personId = ticket.personId ?? '';
    const by = { kind: 'reporter', personId } as const;
    return acts.chooseContact({ numberOrId: ticket.id, by, choice });
  }

  async function find(id: string): Promise<Ticket> {
    const found = await store.find(id);
    if (found === undefined) throw new Error(`no ticket ${id}`);
    return found;
  }

  return {
    people,
    directory,
    transcript,
    inbox,
    outbox,
    unanswered,
    views,
    sessions,
    files,
    acts,
    store,
    openKeeper,
    openAudit: () => ({
      audit: createAudit({
        database,
        leases: createLeases(database, 'test', () => new Date()),
        digests: secrets.digests,
        now: () => filedAt,
        onError: (error) => {
          throw error;
        },
      }),
      pieces: createEscrowPieces(database, secrets),
      digests: secrets.digests,
    }),
    fileOne,
    ask,
    choose,
    find,
    /** Files, asks, and lets the reporter wait. */
    async waitAs(
      userId: string,
      fields: { unit?: string; conduct?: string; personId?: string } = {},
    ) {
      const ticket = await ask(await fileOne(userId, fields), fields.conduct);
      await choose(ticket, 'wait');
      return ticket;
    },
  };
}

async function drawPicture(): Promise<Buffer> {
  const create = { width: 64, height: 64, channels: 3 as const, background: '#ffffff' };
  return sharp({ create }).jpeg().toBuffer();
}

/** Every byte of the database as text, as a dump without the key would hold it. */
export async function dump({ connection }: Database): Promise<string> {
  const db = connection.getClient().db(connection.name);
  const parts: string[] = [];
  for (const { collectionName } of await db.collections()) {
    for await (const document of db.collection(collectionName).find()) {
      parts.push(`${collectionName} ${JSON.stringify(document)}`);
    }
  }
  return parts.join('\n');
}
