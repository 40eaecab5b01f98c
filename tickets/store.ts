import type { TicketBounds } from './bounds.ts';
import type { Ticket, TicketKind, TicketStatus } from './ticket.ts';

/** Primitives only; `query` is an exact number, a phone's blind index or words (bigrams). */
export type TicketQuery = {
  readonly query?: string;
  readonly kind?: TicketKind;
  readonly status?: TicketStatus;
  /** open = not yet at an end; the desk's default. */
  readonly open?: boolean;
  readonly area?: string;
  readonly assigneeId?: string;
  readonly personId?: string;
  /** Worked in this campaign, or not in it; what lies or is about to lie sealed is in neither. */
  readonly campaignId?: string;
  readonly outsideCampaignId?: string;
  /** The unit that acted or the organ that answers, as staff named it. */
  readonly unitId?: string;
  /** When it was filed, both ends included. */
  readonly filedFrom?: Date;
  readonly filedTo?: Date;
  /** 联合监督 with this unit. */
  readonly partnerUnitId?: string;
  /** 待上会: a question waits for the joint conference. */
  readonly isForConference?: boolean;
  /** Of whom an opinion was asked. */
  readonly expertId?: string;
  readonly page: number;
  readonly pageSize: number;
  readonly order: 'newest' | 'oldest' | 'due';
  /** What cannot wait comes before everything else, whatever the order. */
  readonly urgentFirst?: boolean;
  /** What the asker may see at all; absent: everything. */
  readonly bounds?: TicketBounds;
};

export type TicketStore = {
  readonly find: (id: string) => Promise<Ticket | undefined>;
  readonly findByNumber: (number: string) => Promise<Ticket | undefined>;
  readonly findByReceiptHash: (receiptHash: string) => Promise<Ticket | undefined>;
  /** Stores a new ticket; when the id is there already returns the stored one (a replay). A taken number is said, so that another can be tried. */
  readonly insert: (
    ticket: Ticket,
  ) => Promise<
    | { readonly kind: 'stored' }
    | { readonly kind: 'replay'; readonly ticket: Ticket }
    | { readonly kind: 'number_taken' }
  >;
  /** Compare-and-set on `version`; stores version + 1. Throws TicketError ticket_version_conflict. */
  readonly save: (ticket: Ticket) => Promise<Ticket>;
  readonly list: (
    query: TicketQuery,
  ) => Promise<{ readonly items: readonly Ticket[]; readonly total: number }>;
  /** Tickets that ended as merged into this one. */
  readonly listMerged: (leadingId: string) => Promise<readonly Ticket[]>;
  /** Ids with a notice waiting whose tellAt is due by `now`. */
  readonly listPending: (now: Date, limit: number) => Promise<readonly string[]>;
  /**
   * Moves or clears pendingFrom (undefined = all are in the outbox) while the ticket is still at `version`, which
   * it never touches; false when a newer step came between, so that its notice is not lost.
   */
  readonly movePending: (id: string, version: number, to: number | undefined) => Promise<boolean>;
};
