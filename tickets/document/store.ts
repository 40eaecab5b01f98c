import type { TicketBounds } from '../bounds.ts';
import type { DocumentNumber, DocumentState, HashedFile, OfficialDocument } from './document.ts';

/** Primitives only. `served`: served on one of these units. */
export type DocumentQuery = {
  readonly ticketId?: string;
  readonly kind?: string;
  readonly state?: DocumentState;
  readonly servedUnitIds?: readonly string[];
  readonly servedPersonId?: string;
  /** An exact printed number. */
  readonly number?: string;
  readonly page: number;
  readonly pageSize: number;
};

/** The last document of a page: what comes after it is the next. */
export type DocumentCursor = { readonly createdAt: Date; readonly id: string };

/** `bounds`: only documents all of whose matters lie within them. */
export type DocumentPageQuery = Pick<DocumentQuery, 'ticketId' | 'kind' | 'number'> & {
  readonly states?: readonly DocumentState[];
  readonly bounds?: TicketBounds;
  readonly after?: DocumentCursor;
  readonly limit: number;
};

export type DocumentPage = {
  readonly items: readonly OfficialDocument[];
  /** Absent on the last page. */
  readonly next?: DocumentCursor;
};

export type DocumentStore = {
  readonly find: (id: string) => Promise<OfficialDocument | undefined>;
  readonly findByVerifyCode: (code: string) => Promise<OfficialDocument | undefined>;
  /** False when the id is there already: a replay. */
  readonly insert: (document: OfficialDocument) => Promise<boolean>;
  /**
   * Compare-and-set on `version`, stored one higher; `unsealed`, which is a projection, stays as it is stored. `number_taken`: another writer has this seq.
   */
  readonly save: (document: OfficialDocument) => Promise<'saved' | 'conflict' | 'number_taken'>;
  /** Newest first. */
  readonly list: (
    query: DocumentQuery,
  ) => Promise<{ readonly items: readonly OfficialDocument[]; readonly total: number }>;
  /** Newest first, by key: a document that comes meanwhile moves no page. */
  readonly listSeen: (query: DocumentPageQuery) => Promise<DocumentPage>;
  readonly listForTicket: (ticketId: string) => Promise<readonly OfficialDocument[]>;
  /** The highest seq that was ever taken; 0 when none was. */
  readonly findLastSeq: (of: Pick<DocumentNumber, 'organ' | 'kind' | 'year'>) => Promise<number>;
  /** Ids of those with a limit past the published calendar. */
  readonly listProvisional: () => Promise<readonly string[]>;
  /** Ids with projections waiting, oldest first. */
  readonly listPending: (limit: number) => Promise<readonly string[]>;
  /** Clears pendingFrom while the document is still at `version`; false when a step came between. */
  readonly clearPending: (id: string, version: number) => Promise<boolean>;
  /** Keeps the first only; `version` is not touched. */
  readonly keepUnsealed: (id: string, file: HashedFile) => Promise<void>;
  /** Names the successor on what it replaces, which then has projections waiting; false when it was named before. */
  readonly markReplaced: (id: string, by: string) => Promise<boolean>;
};
