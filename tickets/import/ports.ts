import type { Opened, OpenRequest } from '../open-ticket.ts';
import type { Ticket } from '../ticket.ts';
import type { ImportSource } from '../vocabulary.ts';
import type { ImportField } from './fields.ts';
import type { TicketImport } from './job.ts';
import type { ImportRow } from './read-row.ts';

export type TicketImportStore = {
  /** Stores the job and its file, sealed, in this order: a job without its file cannot be started. */
  readonly insert: (job: TicketImport, bytes: Uint8Array) => Promise<void>;
  readonly find: (id: string) => Promise<TicketImport | undefined>;
  /** The newest first. */
  readonly list: (limit: number) => Promise<readonly TicketImport[]>;
  /** Those that run or are being taken back. */
  readonly listActive: () => Promise<readonly TicketImport[]>;
  /** Those whose file is to be deleted by now. */
  readonly listFileDue: (now: Date) => Promise<readonly TicketImport[]>;
  /** Compare-and-set: stores version n + 1 over version n; false on a conflict. */
  readonly save: (job: TicketImport) => Promise<boolean>;
  /** Opens the sealed file; undefined once it is deleted. */
  readonly readFile: (id: string) => Promise<Uint8Array | undefined>;
  readonly removeFile: (id: string) => Promise<void>;
  /** The job and its file. */
  readonly remove: (id: string) => Promise<void>;
};

/** Tickets by where they were imported from. */
export type ImportedTickets = {
  readonly find: (id: string) => Promise<Ticket | undefined>;
  readonly findByExternal: (source: ImportSource, number: string) => Promise<Ticket | undefined>;
  /** By their rows, from after `row` on. */
  readonly listOfImport: (
    importId: string,
    row: number,
    limit: number,
  ) => Promise<readonly Ticket[]>;
  /** Deletes it while it is as it was seen; false when somebody was faster. */
  readonly remove: (ticket: Ticket) => Promise<boolean>;
};

/** Who reported, as sealed records of persons. */
export type ImportReporters = {
  /** The person behind a row, name and number sealed; undefined where nobody is known and nobody is told. Safe to repeat. */
  readonly save: (row: ImportRow, key: string) => Promise<string | undefined>;
  /** Erases name and number of those of them who have no ticket. */
  readonly forget: (personIds: readonly string[]) => Promise<void>;
};

/** What was said of headings before, source by source. */
export type HeadingMemory = {
  readonly load: (source: ImportSource) => Promise<ReadonlyMap<string, ImportField>>;
  readonly save: (
    source: ImportSource,
    fields: readonly { readonly heading: string; readonly field: ImportField }[],
  ) => Promise<void>;
};

/** A file's rows of cells, or the code of why there are none. */
export type ReadRows = (
  name: string,
  bytes: Uint8Array,
) => Promise<{ readonly rows: readonly (readonly string[])[] } | { readonly fault: string }>;

export type TicketImportPorts = {
  readonly jobs: TicketImportStore;
  readonly readRows: ReadRows;
  readonly openTicket: (request: OpenRequest) => Promise<Opened>;
  readonly imported: ImportedTickets;
  readonly reporters: ImportReporters;
  readonly memory: HeadingMemory;
  /** A fixed name of a matter of a source: the same as where the source posts it itself. */
  readonly toKey: (source: ImportSource, number: string) => string;
  /** Durable before it resolves. */
  readonly audit: (entry: {
    readonly accountId: string;
    readonly action: string;
    readonly object: string;
    readonly reason: string;
  }) => Promise<void>;
  readonly now: () => Date;
  readonly newId: () => string;
  /** Runs `work` unless it runs somewhere already; `signal` says that it must stop. */
  readonly runOnce: (name: string, work: (signal: StopSignal) => Promise<void>) => Promise<void>;
};
export type StopSignal = { readonly aborted: boolean };
