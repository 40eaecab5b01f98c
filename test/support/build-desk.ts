import { randomUUID } from 'node:crypto';
import {
  createTellTasks,
  type DraftView,
  type EvidenceFile,
  type HandOverStore,
  type InboxRow,
  type Job,
  type Ledger,
  type OutboxRow,
  type Recall,
  type Render,
  type TaskStore,
  type TranscriptLine,
} from '../../bot/index.ts';
import { type AdminPorts, createAdminRouter, type DeadlineDesk } from '../../admin/index.ts';
import {
  toRevision,
  type Entry,
  type Evaluation,
  type GoldenQuestion,
  type Revision,
  type StatuteStore,
  type TableRow,
  type Unanswered,
} from '../../knowledge/index.ts';
import type {
  Account,
  AccountSession,
  AuditEntry,
  Invitation,
  MemberTie,
  Person,
  Role,
  Unit,
} from '../../people/index.ts';
import { createApp, type HttpApp } from '../../platform/http/index.ts';
import { createPasswords, createSecrets } from '../../platform/seal/index.ts';
import {
  defaultConsentRules,
  createTickets,
  defaultDeadlineRules,
  defaultProcedures,
  isEnded,
  isWithin,
  type OfficialDocument,
  type OpenRequest,
  type RoutingTable,
  type Ticket,
  type TicketPorts,
  type TicketStore,
  toLight,
} from '../../tickets/index.ts';
import { buildProfiles } from './build-profiles.ts';
import { buildCalendarDesk } from './build-calendar-desk.ts';
import { buildDeadlineDesk, buildDeadlines } from './build-deadlines.ts';
import { buildDryRun } from './build-dry-run.ts';
import { buildHandOverStore } from './build-hand-over.ts';
import { buildChannelDesk } from './build-channels.ts';
import { buildLog } from './build-log.ts';
import { createImportDesk } from './import-desk.ts';
import { createInMemoryStatuteStore } from './in-memory-statute-store.ts';
import { createMemoryDocumentDesk } from './memory-document-desk.ts';
import { createMemoryDuty } from './memory-duty.ts';
import { createMemoryCampaigns } from './memory-campaigns.ts';
import { createMemoryViews } from './memory-views.ts';
import { createMemoryProblemList } from './memory-problem-list.ts';
import { createMemoryPointDesk } from './memory-points.ts';
import { createMemoryUnitDesk } from './memory-units.ts';
import { createMemoryPortal } from './memory-portal.ts';
import { createInMemoryTicketStore } from './in-memory-ticket-store.ts';
import { createKnowledgePorts } from './knowledge-desk.ts';
import { listenApp } from './listen-app.ts';
import { buildSortingDesk } from './build-sorting.ts';
import { createMemoryTasks } from './reach-stores.ts';
import { createTalkDesk } from './talk-desk.ts';
import { createExchangeDesk } from './ticket-import-desk.ts';

/** All that stands behind the desk, in memory and open to a test's hand. */
export type DeskData = {
  now: Date;
  readonly rows: OutboxRow[];
  readonly lines: TranscriptLine[];
  readonly ledgers: Map<string, Ledger>;
  readonly deadlines: DeadlineDesk;
  readonly tasks: TaskStore;
  readonly evidence: (EvidenceFile & { readonly bytes: Buffer })[];
  readonly inbox: Map<string, InboxRow>;
  readonly people: Map<string, Person>;
  readonly members: Map<string, MemberTie>;
  readonly accounts: Map<string, Account>;
  units: readonly Unit[];
  readonly routing: RoutingTable[];
  /** Whom the rules give a matter to, where they do. */
  assignTo: string | undefined;
  readonly sessions: Map<string, AccountSession>;
  readonly invitations: Invitation[];
  readonly audit: AuditEntry[];
  readonly entries: Map<string, Entry>;
  readonly revisions: Revision[];
  readonly unanswered: Unanswered[];
  readonly golden: GoldenQuestion[];
  /** Stand for those that come with the starter knowledge. */
  readonly shippedGolden: GoldenQuestion[];
  readonly evaluations: Evaluation[];
  readonly recalls: Recall[];
  readonly sorting: ReturnType<typeof buildSortingDesk>;
  readonly channels: ReturnType<typeof buildChannelDesk>;
  readonly statutes: StatuteStore;
  readonly rings: Job[];
  readonly handOvers: HandOverStore;
  /** What the bot has of each person's unfiled matter. */
  readonly drafts: Map<string, DraftView>;
  readonly tableRows: Map<string, TableRow>;
  /** Slows each draft of an import down, so that a run can be watched. */
  importPauseMs: number;
  readonly tickets: Map<string, Ticket>;
  readonly documents: Map<string, OfficialDocument>;
  /** Slows each row of an import of tickets down. */
  ticketImportPauseMs: number;
};

const allRoles: readonly Role[] = [
  'intake_clerk',
  'handler',
  'section_head',
  'approver',
  'knowledge_editor',
  'system_admin',
];
export const deskPassword = 'Right-horse-7';

/** A desk on real HTTP, real sessions and real ticket rules over stores in memory. */
export async function buildDesk(
  options: {
    readonly decorate?: (app: HttpApp) => void;
    /** Real ones in place of those that only say what they were asked. */
    readonly more?: Partial<AdminPorts>;
  } = {},
) {
  const data = createData();
  const log = buildLog();
  const passwords = createPasswords({ maxRunning: 2, maxWaiting: 500 });
  const passwordHash = await passwords.hashPassword(deskPassword);
  const ports = { ...createPorts(data, passwords), ...options.more };
  const app = createApp({ log: log.log });
  const router = createAdminRouter(ports);
  app.use(router.routes());
  options.decorate?.(app);
  const server = await listenApp(app);
  const tickets = createTickets(ports.ticketing);

  function addAccount(account: Partial<Account> = {}): Account {
    const added: Account = {
      id: randomUUID(),
      version: 1,
      username: 'wang',
      name: '王受理',
      roles: allRoles,
      passwordHash,
      mustChangePassword: false,
      ...account,
    };
    data.accounts.set(added.id, added);
    return added;
  }

  async function signIn(username = 'wang', password = deskPassword): Promise<string> {
    const response = await server.fetch('/api/admin/session', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username, password }),
    });
    if (response.status !== 200) throw new Error(`sign-in answered ${response.status}`);
    return toCookie(response);
  }

  return {
    ...server,
    data,
    ports,
    log,
    tickets,
    addAccount,
    signIn,
    /** A client that carries the cookie of whoever signed in. */
    client: (cookie: string) => createClient(server.fetch, cookie),
    listTickets: () => listAll(ports.ticketing.store),
    fileTicket: (request: Partial<OpenRequest> = {}) => fileTicket(tickets, data, request),
  };
}
export type Desk = Awaited<ReturnType<typeof buildDesk>>;

/** The cookie that a response set, as a browser would send it back. */
export function toCookie(response: Response): string {
  return response.headers.getSetCookie().join('; ').split(';')[0] ?? '';
}

/** A test looks into answers of every shape. */
type Json = ReturnType<typeof JSON.parse>;
type Answer = {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly body: Json;
};
export type Call = (method: string, path: string, body?: unknown) => Promise<Answer>;
type FetchPath = (path: string, init?: RequestInit) => Promise<Response>;

function createClient(fetchPath: FetchPath, cookie: string): Call {
  return async function call(method, path, body) {
    const response = await fetchPath(`/api/admin${path}`, {
      method,
      headers: { cookie, ...(body !== undefined && { 'content-type': 'application/json' }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      text,
      body: text.startsWith('{') ? JSON.parse(text) : {},
    };
  };
}

async function fileTicket(
  tickets: ReturnType<typeof createTickets>,
  data: DeskData,
  request: Partial<OpenRequest>,
): Promise<Ticket> {
  const personId = request.personId ?? `p-${randomUUID()}`;
  const id = request.id ?? `t-${randomUUID()}`;
  data.people.set(personId, { id: personId, language: 'zh-CN', ...data.people.get(personId) });
  const { ticket } = await tickets.openTicket({
    id,
    kind: 'complaint',
    source: 'web-chat',
    openness: 'confidential',
    facts: { story: '检查时没有出示证件，还要求当场交钱。', actingUnit: '某街道执法队' },
    traceId: id,
    personId,
    by: { kind: 'reporter', personId },
    ...request,
  });
  return ticket;
}

function createData(): DeskData {
  return {
    now: new Date('2026-11-20T02:00:00Z'),
    rows: [],
    lines: [],
    ledgers: new Map(),
    deadlines: buildDeadlineDesk(buildDeadlines()),
    tasks: createMemoryTasks(),
    evidence: [],
    inbox: new Map(),
    people: new Map(),
    members: new Map(),
    accounts: new Map(),
    units: [],
    routing: [],
    assignTo: undefined,
    sessions: new Map(),
    invitations: [],
    audit: [],
    entries: new Map(),
    revisions: [],
    unanswered: [],
    golden: [],
    shippedGolden: [],
    evaluations: [],
    recalls: [],
    sorting: buildSortingDesk(),
    channels: buildChannelDesk(),
    statutes: createInMemoryStatuteStore(),
    rings: [],
    handOvers: buildHandOverStore(),
    drafts: new Map(),
    tableRows: new Map(),
    importPauseMs: 0,
    tickets: new Map(),
    documents: new Map(),
    ticketImportPauseMs: 0,
  };
}

/** Words that show their key and what went into them. */
const render: Render = ({ key, values, secrets }) => ({
  text: [key, ...Object.values({ ...values, ...secrets })].join(' '),
});

function createPorts(data: DeskData, passwords: AdminPorts['passwords']): AdminPorts {
  const topics = new Map<string, Set<() => void>>();
  const { codes } = createSecrets([Buffer.alloc(32, 7)]);
  const now = () => data.now;
  const store = createInMemoryTicketStore(data.tickets);
  let nextNumber = 1_000_000;
  const ticketing: TicketPorts = {
    store,
    calendar: { isWorkingDay: () => undefined, publishedUntil: '2026-12-31' },
    now,
    randomInt: () => (nextNumber += 1),
    undoMs: 30_000,
    ring: async (id) => void data.rings.push({ kind: 'relay', id }),
    procedures: defaultProcedures,
    route: async () => (data.assignTo === undefined ? {} : { assigneeId: data.assignTo }),
    ...codes,
  };
  const profiles = buildProfiles();
  return {
    ticketing,
    profiles,
    documents: createMemoryDocumentDesk(ticketing, profiles, () => data.units),
    views: createMemoryViews(),
    problems: createMemoryProblemList(() => listAll(store)),
    campaigns: createMemoryCampaigns(() => listAll(store), profiles),
    points: createMemoryPointDesk(),
    unitPortal: createMemoryPortal({ documents: data.documents, findTicket: store.find, now }),
    now,
    passwords,
    render,
    publicUrl: 'https://duxin.example',
    ...createAccountPorts(data),
    units: { all: () => data.units },
    unitDesk: createMemoryUnitDesk(data),
    routing: {
      list: async (limit) => data.routing.slice(-limit).toReversed(),
      insert: async (table) => {
        if (data.routing.some(({ version }) => version === table.version)) return false;
        data.routing.push(table);
        return true;
      },
    },
    duty: createMemoryDuty().desk,
    ...createMessagePorts(data),
    conversations: createTalkDesk(data, async (personId) =>
      (await listAll(store)).filter((ticket) => ticket.personId === personId),
    ),
    hashes: codes,
    watch: createWatch(() => listAll(store)),
    members: { find: async (id) => data.members.get(id) },
    people: {
      find: async (id) => data.people.get(id),
      create: async (contact) => {
        const id = `p-${randomUUID()}`;
        data.people.set(id, { id, language: 'zh-CN', ...contact });
        return id;
      },
    },
    invitations: {
      insert: async (invitation) => void data.invitations.push(invitation),
      list: async () => data.invitations,
      find: async (id) => data.invitations.find((known) => known.id === id),
    },
    audit: { record: async (entry) => void data.audit.push(entry) },
    knowledge: {
      list: async () => [...data.entries.values()],
      find: async (id) => data.entries.get(id),
      insert: async (entry) => {
        if (data.entries.has(entry.id)) return false;
        data.entries.set(entry.id, entry);
        data.revisions.push(toRevision(entry));
        return true;
      },
      listRevisions: async (id) =>
        data.revisions.filter(({ entryId }) => entryId === id).toReversed(),
      save: async (entry) => {
        if (data.entries.get(entry.id)?.version !== entry.version - 1) return false;
        data.entries.set(entry.id, entry);
        data.revisions.push(toRevision(entry));
        return true;
      },
    },
    ...createKnowledgePorts(data, now),
    sorting: data.sorting,
    consent: { findRules: () => defaultConsentRules, settle: async () => undefined },
    lightOf: (ticket) => toLight(ticket, defaultDeadlineRules, ticketing.calendar, now()),
    deadlines: data.deadlines,
    calendar: buildCalendarDesk(),
    dryRunRules: buildDryRun(ticketing),
    channels: data.channels.desk,
    ...createImportDesk(data, now),
    ...createExchangeDesk(data, ticketing),
    bell: { ring: async (job) => void data.rings.push(job) },
    news: {
      announce: (topic) => topics.get(topic)?.forEach((listener) => listener()),
      subscribe: (topic, listener) => {
        const listeners = topics.get(topic) ?? new Set();
        topics.set(topic, listeners.add(listener));
        return () => void listeners.delete(listener);
      },
    },
  };
}

/** A roster in a map; no alarm rings. */
function createAccountPorts(data: DeskData): Pick<AdminPorts, 'accounts' | 'accountSessions'> {
  const list = () => [...data.accounts.values()];
  return {
    accounts: {
      find: async (id) => data.accounts.get(id),
      findByUsername: async (username) => list().find((account) => account.username === username),
      findByWecomUserId: async (userId) =>
        list().find(({ wecomUserId }) => wecomUserId === userId.toLowerCase()),
      findByWecomCode: async (hash) => list().find(({ wecomCodeHash }) => wecomCodeHash === hash),
      insert: async (account) => {
        if (list().some(({ username }) => username === account.username)) return false;
        data.accounts.set(account.id, account);
        return true;
      },
      save: async (account) => saveVersioned(data.accounts, account),
      list: async () => list(),
      count: async () => data.accounts.size,
    },
    accountSessions: {
      insert: async (session) => void data.sessions.set(session.id, session),
      find: async (id) => data.sessions.get(id),
      touch: async (id, lastSeenAt) => {
        const session = data.sessions.get(id);
        if (session) data.sessions.set(id, { ...session, lastSeenAt });
      },
      remove: async (id) => void data.sessions.delete(id),
      removeAllOf: async (accountId) => {
        for (const { id, accountId: owner } of data.sessions.values()) {
          if (owner === accountId) data.sessions.delete(id);
        }
      },
    },
  };
}

/** Tasks by the real rules over rows and ledgers that a test lays down. */
function createReachDesk(data: DeskData): AdminPorts['reach'] {
  const { tasks } = data;
  const find = async (ids: readonly string[]) => data.rows.filter(({ id }) => ids.includes(id));
  const { recordAttempt } = createTellTasks({
    tasks,
    rows: {
      listTaskDue: async () => [],
      dropTask: async () => undefined,
      findMany: find,
      async recordTold(id) {
        const at = data.rows.findIndex((row) => row.id === id);
        const row = data.rows[at];
        if (row !== undefined) data.rows[at] = { ...row, status: 'told' };
      },
    },
    now: () => data.now,
    onError: () => undefined,
  });
  return {
    find: async (personId) => data.ledgers.get(personId),
    tasks,
    findRows: find,
    recordAttempt,
  };
}

function createMessagePorts(
  data: DeskData,
): Pick<AdminPorts, 'transcripts' | 'outbox' | 'reach' | 'inbox' | 'files'> {
  return {
    reach: createReachDesk(data),
    transcripts: {
      listForTicket: async (id) => data.lines.filter(({ ticketId }) => ticketId === id),
    },
    outbox: {
      listForTicket: async (id) => data.rows.filter(({ ticketId }) => ticketId === id),
      listUndelivered: async (limit) =>
        data.rows.filter(({ status }) => status === 'held' || status === 'failed').slice(0, limit),
    },
    inbox: {
      find: async (id) => data.inbox.get(id),
      listParked: async (limit) =>
        [...data.inbox.values()].filter(({ status }) => status === 'parked').slice(0, limit),
      listMediaFailed: async (limit) =>
        [...data.inbox.values()].filter(({ media }) => media === 'failed').slice(0, limit),
      async retryMedia(id) {
        const row = data.inbox.get(id);
        if (row?.media !== 'failed') return false;
        data.inbox.set(id, { ...row, media: 'waiting' });
        return true;
      },
      unpark: async (id) => {
        const row = data.inbox.get(id);
        if (row?.status !== 'parked') return false;
        data.inbox.set(id, { ...row, status: 'waiting', attempts: 0 });
        return true;
      },
    },
    files: {
      find: async (id) => data.evidence.find((file) => file.id === id),
      openWorkingCopy: async (id) => data.evidence.find((file) => file.id === id),
      openOriginal: async (id) => data.evidence.find((file) => file.id === id)?.bytes,
      async setBoxes(id, boxes) {
        const at = data.evidence.findIndex((file) => file.id === id);
        const file = data.evidence[at];
        if (file === undefined) return undefined;
        return (data.evidence[at] = { ...file, boxes });
      },
      listForTicket: async (id) => data.evidence.filter(({ ticketId }) => ticketId === id),
    },
  };
}

async function listAll(store: TicketStore): Promise<readonly Ticket[]> {
  return (await store.list({ page: 1, pageSize: 10_000, order: 'oldest' })).items;
}

function createWatch(list: () => Promise<readonly Ticket[]>): AdminPorts['watch'] {
  return {
    readFigures: async (now, dayCount, bounds) => {
      const open = (await list()).filter(
        (ticket) => !isEnded(ticket.status) && (bounds === undefined || isWithin(bounds, ticket)),
      );
      return {
        receivedToday: open.length,
        waiting: open.filter(({ status }) => status === 'received').length,
        urgent: 0,
        open: open.length,
        overdue: open.filter(({ dueAt }) => dueAt !== undefined && dueAt < now).length,
        days: Array.from({ length: dayCount }, (_, index) => ({
          day: new Date(now.getTime() - (dayCount - 1 - index) * 86_400_000)
            .toISOString()
            .slice(0, 10),
          received: (index * 7) % 13,
          ended: (index * 5) % 11,
        })),
      };
    },
    countOpen: async (ids) => {
      const open = (await list()).filter(({ status }) => !isEnded(status));
      return new Map(
        ids.map((id) => [id, open.filter(({ assigneeId }) => assigneeId === id).length]),
      );
    },
    listChangedSince: async (since, limit) =>
      (await list())
        .filter(({ updatedAt }) => updatedAt >= since)
        .toSorted((a, b) => a.updatedAt.getTime() - b.updatedAt.getTime())
        .slice(0, limit),
  };
}

function saveVersioned<T extends { readonly id: string; readonly version: number }>(
  all: Map<string, T>,
  value: T,
): boolean {
  if (all.get(value.id)?.version !== value.version) return false;
  all.set(value.id, { ...value, version: value.version + 1 });
  return true;
}
