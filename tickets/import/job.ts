import type { ImportField } from './fields.ts';
import type { ImportKind } from './read-values.ts';
import type { ImportSource } from '../vocabulary.ts';

/** A `running` or `undoing` one that died goes on where it was. */
export type TicketImportStatus = 'open' | 'running' | 'done' | 'failed' | 'undoing' | 'undone';

/** What a person said of the file. What is left out is guessed, or read from a column. */
export type ImportChoices = {
  readonly fields?: readonly ImportField[];
  readonly kind?: ImportKind;
  readonly source?: ImportSource;
  /** Whether the people are told that their matter was taken in. */
  readonly isTold?: boolean;
};

/** Why a ticket stayed when its import was taken back. */
export type KeptReason = 'worked_on' | 'told';

export type TicketImportReport = {
  /** Rows that became tickets. */
  readonly added: number;
  /** Rows that were here already, by an earlier run or by the other system's own post. */
  readonly same: number;
  /** Rows that were not taken, and their bad cells. */
  readonly badRows: number;
  readonly faults: number;
};

export type TicketImportUndo = {
  readonly by: TicketImport['createdBy'];
  readonly at: Date;
  /** The last row that was looked at. */
  readonly row: number;
  readonly removed: number;
  readonly keptCount: number;
  /** The first of those that stayed. */
  readonly kept: readonly { readonly number: string; readonly because: KeptReason }[];
  /** People whose ticket is being taken back this moment; their names and numbers go with it. */
  readonly leaving: readonly string[];
};

/** One import from its file to its report: a document that holds no word of any row. */
export type TicketImport = {
  readonly id: string;
  readonly version: number;
  readonly status: TicketImportStatus;
  readonly createdAt: Date;
  readonly createdBy: { readonly accountId: string; readonly name: string };
  readonly file: { readonly name: string; readonly sizeBytes: number; readonly rows: number };
  /** When the sealed file is deleted; absent once it is. */
  readonly fileUntil?: Date;
  readonly choices: ImportChoices;
  readonly startedAt?: Date;
  readonly endedAt?: Date;
  readonly progress: { readonly done: number; readonly total: number };
  readonly report?: TicketImportReport;
  readonly undo?: TicketImportUndo;
};
