import type {
  HandedInStore,
  Hearing,
  Light,
  OfficialDocument,
  UnitFile,
  UnitReply,
} from '../../tickets/index.ts';

/** One document of a ticket with all that its units replied. */
export type DocumentReplies = {
  readonly document: OfficialDocument;
  readonly replies: readonly UnitReply[];
};

/** The unit's side: what was served on it, what it replies, and what the bureau says to that. */
export type UnitPortal = Pick<Hearing, 'openFile' | 'giveReply' | 'decideReply'> & {
  /** What was served on the unit, newest first. */
  readonly listServed: (
    unitId: string,
    page: { readonly page: number; readonly pageSize: number },
  ) => Promise<{ readonly items: readonly UnitFile[]; readonly total: number }>;
  readonly findUnitName: (unitId: string) => string | undefined;
  /** As the profile calls the kind of the document. */
  readonly toKindName: (document: OfficialDocument) => string;
  /** How near the unit's own limit is; undefined once it is kept. */
  readonly toLight: (file: UnitFile) => Light | undefined;
  /** The copy with the seal: what was served. */
  readonly openSealedCopy: (
    document: OfficialDocument,
  ) => Promise<{ readonly bytes: Uint8Array; readonly mimeType: string } | undefined>;
  readonly files: HandedInStore;
  readonly listForTicket: (ticketId: string) => Promise<readonly DocumentReplies[]>;
  readonly findReply: (id: string) => Promise<UnitReply | undefined>;
  readonly findDocument: (id: string) => Promise<OfficialDocument | undefined>;
  /** Objections, reviews and reports that wait for the bureau's word, oldest first. */
  readonly listUndecided: (limit: number) => Promise<readonly UnitReply[]>;
};
