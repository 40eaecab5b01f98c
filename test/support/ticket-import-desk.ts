import { createHash, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ExchangeDesk } from '../../admin/index.ts';
import type { Person } from '../../people/index.ts';
import { createReadFile, streamCsv, streamXlsx } from '../../platform/read-files/index.ts';
import {
  createTicketImports,
  createTickets,
  type ImportField,
  type Ticket,
  type TicketImport,
  type TicketImportPorts,
  type TicketImportStore,
  type TicketPorts,
} from '../../tickets/index.ts';

/** What the desk's imports of tickets lie in. */
type Data = {
  readonly tickets: Map<string, Ticket>;
  readonly people: Map<string, Person>;
  /** Slows each row down, so that a run can be watched. */
  ticketImportPauseMs: number;
};

/** The ports of an import of tickets in memory, by the real rules. */
export function createImportPorts(
  data: Data,
  ticketing: TicketPorts,
): TicketImportPorts & { readonly audited: string[] } {
  const readFile = createReadFile();
  const { openTicket } = createTickets(ticketing);
  const memory = new Map<string, ReadonlyMap<string, ImportField>>();
  const audited: string[] = [];
  const list = () => [...data.tickets.values()];
  return {
    audited,
    jobs: createJobs(),
    async readRows(name, bytes) {
      const { sources, refused } = await readFile(name, bytes);
      const content = sources[0]?.content;
      if (content?.kind === 'rows') return { rows: content.rows };
      return { fault: refused[0]?.code ?? 'not_a_table' };
    },
    async openTicket(request) {
      if (data.ticketImportPauseMs > 0) await sleep(data.ticketImportPauseMs);
      return openTicket(request);
    },
    imported: {
      find: async (id) => data.tickets.get(id),
      findByExternal: async (source, number) =>
        list().find((one) => one.source === source && one.origin?.externalNumber === number),
      listOfImport: async (importId, row, limit) =>
        list()
          .filter(({ origin }) => origin?.importId === importId && origin.row > row)
          .toSorted((a, b) => (a.origin?.row ?? 0) - (b.origin?.row ?? 0))
          .slice(0, limit),
      remove: async ({ id, version }) =>
        data.tickets.get(id)?.version === version && data.tickets.delete(id),
    },
    reporters: {
      async save({ reporter }, key) {
        if (reporter === undefined) return undefined;
        const id = `p-${key}`;
        data.people.set(id, { id, language: 'zh-CN', ...reporter });
        return id;
      },
      async forget(ids) {
        for (const id of ids) {
          if (!list().some(({ personId }) => personId === id)) data.people.delete(id);
        }
      },
    },
    memory: {
      load: async (source) => memory.get(source) ?? new Map(),
      save: async (source, fields) =>
        void memory.set(source, new Map(fields.map(({ heading, field }) => [heading, field]))),
    },
    toKey: (source, number) =>
      createHash('sha256').update(`${source}\n${number}`).digest('base64url').slice(0, 22),
    audit: async ({ action, reason }) => void audited.push(`${action} ${reason}`),
    now: ticketing.now,
    newId: randomUUID,
    runOnce: (_, work) => work({ aborted: false }),
  };
}

/** The desk's imports and exports of tickets, in memory. */
export function createExchangeDesk(data: Data, ticketing: TicketPorts): ExchangeDesk {
  const ports = createImportPorts(data, ticketing);
  const imports = createTicketImports(ports);
  return {
    ticketImports: {
      ...imports,
      find: ports.jobs.find,
      list: ports.jobs.list,
      ring: () => void imports.resume(),
    },
    ticketExports: {
      async *listForExport({ source, from, to, by }) {
        for (const ticket of data.tickets.values()) {
          const at = by === 'filed' ? ticket.createdAt : ticket.updatedAt;
          const isOf = source === undefined || ticket.source === source;
          if (isOf && at >= from && at <= to) yield ticket;
        }
      },
      findExternalNumber: async ({ origin }) => origin?.externalNumber,
      streams: { csv: streamCsv, xlsx: streamXlsx },
    },
  };
}

function createJobs(): TicketImportStore {
  const jobs = new Map<string, TicketImport>();
  const files = new Map<string, Uint8Array>();
  const list = () => [...jobs.values()];
  return {
    async insert(job, bytes) {
      jobs.set(job.id, job);
      files.set(job.id, bytes);
    },
    find: async (id) => jobs.get(id),
    list: async (limit) => list().toReversed().slice(0, limit),
    listActive: async () =>
      list().filter(({ status }) => status === 'running' || status === 'undoing'),
    listFileDue: async (now) =>
      list().filter(({ fileUntil }) => fileUntil !== undefined && fileUntil <= now),
    async save(job) {
      if (jobs.get(job.id)?.version !== job.version - 1) return false;
      jobs.set(job.id, job);
      return true;
    },
    readFile: async (id) => files.get(id),
    removeFile: async (id) => void files.delete(id),
    async remove(id) {
      jobs.delete(id);
      files.delete(id);
    },
  };
}
