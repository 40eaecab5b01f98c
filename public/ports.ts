import type { AskCertificate, MemberTies } from '../people/index.ts';
import type { OfficialDocument, Procedure, Ticket, Tickets } from '../tickets/index.ts';

export type PublicLanguage = 'zh-CN' | 'zh-TW' | 'en';

/** One message that belongs to a ticket. `text` has secrets masked; `fileId` opens a working copy. */
export type TicketMessage = {
  readonly id: string;
  readonly author: 'person' | 'bot' | 'staff';
  readonly kind: 'text' | 'image' | 'file' | 'other';
  readonly text: string;
  readonly fileId?: string;
  readonly at: Date;
};

type NewMessage = {
  /** Stable over the client's retries: a repeat stores nothing. */
  readonly id: string;
  readonly ticketId: string;
  readonly personId: string;
  readonly at: Date;
};

/** The conversation about one ticket, as far as its receipt code opens it. */
type TicketConversation = {
  /** What was said about the ticket, oldest first. */
  readonly list: (ticketId: string) => Promise<readonly TicketMessage[]>;
  readonly addText: (message: NewMessage & { readonly text: string }) => Promise<void>;
  /** Keeps the file as evidence of the ticket and notes it in the conversation. Throws FileError. */
  readonly addFile: (
    message: NewMessage & { readonly name: string; readonly bytes: Buffer },
  ) => Promise<void>;
  /** The working copy of a file of this ticket; undefined for any other. */
  readonly openPicture: (
    ticketId: string,
    fileId: string,
  ) => Promise<{ readonly bytes: Buffer; readonly mimeType: string } | undefined>;
};

/** What a check of a paper looks up. */
export type DocumentLookup = {
  /** By the code as it is printed, XXXX-XXXX-XXXX-XXXX. */
  readonly findByVerifyCode: (code: string) => Promise<OfficialDocument | undefined>;
  readonly find: (id: string) => Promise<OfficialDocument | undefined>;
  /** What its profile calls a document of this kind. */
  readonly findKindName: (document: OfficialDocument) => string;
};

/** Official documents that were served on a ticket's reporter. */
export type ServedPapers = {
  readonly listForTicket: (ticketId: string) => Promise<readonly OfficialDocument[]>;
  /** The sealed copy's bytes; undefined where there is none. */
  readonly openSealed: (
    document: OfficialDocument,
  ) => Promise<{ readonly bytes: Uint8Array; readonly mimeType: string } | undefined>;
  /** The reporter opened it; a repeat changes nothing. */
  readonly acknowledge: (documentId: string, servingId: string) => Promise<void>;
};

/** What /progress and /verify need of the world. */
export type PublicPorts = {
  readonly findByReceiptHash: (receiptHash: string) => Promise<Ticket | undefined>;
  readonly findByNumber: (number: string) => Promise<Ticket | undefined>;
  readonly findById: (id: string) => Promise<Ticket | undefined>;
  /** Who a specialist reported for. */
  readonly members: Pick<MemberTies, 'findByCode' | 'settle'>;
  readonly hashReceiptCode: (code: string) => string;
  readonly deriveReceiptCode: (ticketId: string) => string;
  readonly procedures: readonly Procedure[];
  readonly tickets: Pick<
    Tickets,
    | 'supplementTicket'
    | 'urgeTicket'
    | 'withdrawTicket'
    | 'rateTicket'
    | 'chooseContact'
    | 'nameMember'
  >;
  /** Makes of a choice about contact what it means, at once where that is possible. */
  readonly settleContact: (ticketId: string) => Promise<void>;
  readonly conversation: TicketConversation;
  readonly documents: DocumentLookup;
  readonly papers: ServedPapers;
  readonly askCertificate: AskCertificate;
  readonly translate: (
    key: string,
    language: PublicLanguage,
    values?: Readonly<Record<string, string | number>>,
  ) => string;
  readonly now: () => Date;
};
