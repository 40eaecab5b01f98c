import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import * as mongo from '../../platform/mongo/index.ts';
import { createReadFile, streamCsv, streamXlsx } from '../../platform/read-files/index.ts';
import {
  createTicketImports,
  importFields,
  type HeadingMemory,
  type ImportReporters,
  type ImportSource,
  type ReadRows,
  type Ticket,
} from '../../tickets/index.ts';
import { createBackgroundRuns } from './background-runs.ts';
import type { House } from './house.ts';
import type { Walk } from './walk.ts';

/** A run that was started in a process without workers is taken up this soon. */
const lookEveryMs = 1000;

export type HouseTicketImports = ReturnType<typeof openTicketImports>;

/** Matters out of files, and their statuses back: each run in one worker at a time. */
export function openTicketImports(house: House, { acts }: Pick<Walk, 'acts'>) {
  const { database, secrets, audit, now, config } = house;
  const jobs = mongo.createTicketImportStore(database, secrets);
  const runs = createBackgroundRuns(house, lookEveryMs);
  const imports = createTicketImports({
    jobs,
    readRows: createReadRows(),
    openTicket: acts.openTicket,
    imported: mongo.createImportedTickets(database),
    reporters: createReporters(house),
    memory: createMemory(house),
    toKey: (source, number) => secrets.digests.shortDigest('event-id', 'intake', source, number),
    audit: (entry) => audit.record({ at: now(), ...entry }),
    now,
    newId: randomUUID,
    runOnce: runs.runOnce,
  });
  const isWorker = config.roles.has('worker');
  return {
    desk: {
      ...imports,
      find: jobs.find,
      list: jobs.list,
      /** At once where this process works; else the next worker that looks takes it up. */
      ring() {
        if (isWorker) runs.runAside(imports.resume);
      },
    },
    exports: {
      listForExport: mongo.createTicketExport(database),
      findExternalNumber: createFindExternalNumber(house),
      streams: { csv: streamCsv, xlsx: streamXlsx },
    },
    resumeInBackground: () => runs.resumeInBackground(imports.resume),
    stop: runs.stop,
  };
}

/** The largest table of a file: other sheets of a workbook, such as notes, are left. */
function createReadRows(): ReadRows {
  const readFile = createReadFile();
  return async function readRows(name, bytes) {
    const { sources, refused } = await readFile(name, bytes);
    const tables = sources.flatMap(({ content }) =>
      content.kind === 'rows' ? [content.rows] : [],
    );
    const [largest] = tables.toSorted((a, b) => b.length - a.length);
    if (largest !== undefined) return { rows: largest };
    return { fault: refused[0]?.code ?? 'not_a_table' };
  };
}

/** The other system's own address, as where it posts the matter itself; the number of the caller sealed beside it. */
function createReporters({ config, database, directory, people }: House): ImportReporters {
  const forget = mongo.createContactEraser(database);
  return {
    async save({ source, externalNumber, reporter }, key) {
      if (reporter === undefined && !config.intakeCallbacks.has(source)) return undefined;
      const userId = `${source}:${externalNumber ?? `#${key}`}`;
      const personId = await directory.identify({ channel: 'intake', userId });
      if (reporter !== undefined) await people.saveContact(personId, reporter);
      return personId;
    },
    forget,
  };
}

const MemorySchema = z.array(z.object({ heading: z.string(), field: z.enum(importFields) }));

const toName = (source: ImportSource): string => `ticket_import_headings_${source}`;

function createMemory({ settings }: House): HeadingMemory {
  return {
    async load(source) {
      const { data = [] } = MemorySchema.safeParse(await settings.get(toName(source)));
      return new Map(data.map(({ heading, field }) => [heading, field]));
    },
    save: (source, fields) => settings.set(toName(source), fields),
  };
}

/** How the other system counts a matter: on the ticket where it came in a file, else in its sealed address. */
function createFindExternalNumber({ directory }: House) {
  return async function findExternalNumber(ticket: Ticket): Promise<string | undefined> {
    if (ticket.origin !== undefined) return ticket.origin.externalNumber;
    if (ticket.personId === undefined) return undefined;
    const address = (await directory.open(ticket.personId)).find(
      ({ channel }) => channel === 'intake',
    );
    return address?.userId.slice(address.userId.indexOf(':') + 1);
  };
}
