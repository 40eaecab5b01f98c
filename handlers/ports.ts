import type { HandOvers, OfficeHours, OutboxStore, ReferralStore, Render } from '../bot/index.ts';
import type {
  FindCompetent,
  Knowledge,
  RewriteAnswer,
  UnansweredStore,
  UsageStore,
} from '../knowledge/index.ts';
import type {
  AskCertificate,
  Bindings,
  FoundPoint,
  Hashes,
  InvitationStore,
  MemberLists,
  MemberTies,
  PersonStore,
  PointVisitStore,
} from '../people/index.ts';
import type { Procedure, Tickets, TicketStore } from '../tickets/index.ts';

/** The use-cases of a ticket that a conversation may start. Each throws TicketError. */
type TicketActs = Pick<
  Tickets,
  | 'openTicket'
  | 'raiseUrgent'
  | 'flagRetaliation'
  | 'supplementTicket'
  | 'urgeTicket'
  | 'withdrawTicket'
  | 'rateTicket'
  | 'changeOpenness'
  | 'nameMember'
  | 'chooseContact'
  | 'inheritTicket'
>;

/** The hand-overs as conversations use them. */
export type LiveHandOvers = Pick<
  HandOvers,
  'ask' | 'hear' | 'leave' | 'listSaid' | 'settleDraft' | 'isSilent' | 'hours'
>;

/** What a specialist's list of members needs. */
export type MemberPorts = {
  readonly lists: MemberLists;
  readonly ties: MemberTies;
  readonly codes: Pick<Hashes, 'deriveReceiptCode' | 'hashReceiptCode'>;
  /** The cells of a sheet that came with this message; undefined when it is none or cannot be read. */
  readonly readSheet: (messageId: string) => Promise<readonly (readonly string[])[] | undefined>;
  /** Gives messages and what came with them to a ticket. */
  readonly assign: (ticketId: string, messageIds: readonly string[]) => Promise<void>;
};

/** A call that a person asked for. `key` is the message that fixed it; a new number is kept sealed. */
export type CallBack = {
  readonly key: string;
  readonly personId: string;
  readonly ticketId?: string;
  readonly dueAt: Date;
  readonly phone?: string;
};

/** The bureau's telephone calls to people. */
export type CallBacks = {
  readonly book: (call: CallBack) => Promise<void>;
  /** Whether the person left a number before. */
  readonly hasPhone: (personId: string) => Promise<boolean>;
  readonly hours: Pick<OfficeHours, 'nextOpening'>;
};

/** All that the conversation needs of the world; everything else is in the turn. */
export type HandlerPorts = {
  readonly acts: TicketActs;
  readonly tickets: Pick<TicketStore, 'list' | 'find' | 'findByNumber'>;
  readonly procedures: readonly Procedure[];
  readonly people: Pick<
    PersonStore,
    'keepForDraft' | 'settleDraftContact' | 'enrol' | 'findEnrolment'
  >;
  /** The queue for a person; without it 转人工 always leaves a message. */
  readonly handOvers?: LiveHandOvers;
  readonly callBacks: CallBacks;
  readonly invitations: Pick<InvitationStore, 'redeem' | 'find'>;
  readonly hashes: Pick<Hashes, 'hashInvitationCode' | 'hashBindingCode'>;
  /** A second channel of the same person; without it 绑定 is not understood. */
  readonly binding?: {
    readonly bindings: Bindings;
    readonly newCode: () => string;
    /** Tells the channel where the code was shown that another one joined. */
    readonly tellJoined: (personId: string, channel: string, messageId: string) => Promise<void>;
  };
  /** The register of officers' certificates; without it 查证 is not understood. */
  readonly askCertificate?: AskCertificate;
  /** Lists of members; without it 会员 is not understood. */
  readonly members?: MemberPorts;
  readonly knowledge: Knowledge;
  readonly unanswered: Pick<UnansweredStore, 'record'>;
  readonly usage: Pick<UsageStore, 'vote'>;
  /** Who is competent where we are not. */
  readonly findCompetent: FindCompetent;
  readonly referrals: Pick<ReferralStore, 'insert' | 'findAsked' | 'move'>;
  readonly points: Pick<PointVisitStore, 'record'> & {
    /** The contact point that a scene names. */
    readonly find: (scene: string) => Promise<FoundPoint>;
  };
  /** Puts a sure answer into other words by a language model, where one is configured. */
  readonly rewriteAnswer?: RewriteAnswer;
  /** Makes of a choice about contact what it means, at once where that is possible. */
  readonly settleContact?: (ticketId: string) => Promise<void>;
  /** When a notice reached the person; undefined while it has not. Without it what was to be told is told. */
  readonly findToldAt?: (noticeId: string) => Promise<Date | undefined>;
  /** Takes out of a text what names somebody. */
  readonly mask: (text: string) => string;
  /** Folds script, width and case, so that one spelling of a word is enough. */
  readonly fold: (text: string) => string;
  /** For labels of quick replies, which a person may write instead of the number. */
  readonly render: Render;
  /** Units that are named most often here, likeliest first. */
  readonly listLikelyUnits?: (() => Promise<readonly string[]>) | undefined;
  /** What 更多 gives next: the rest of words that were cut for the elderly mode. */
  readonly findRest?: OutboxStore['findRest'];
  /** The page where a receipt code alone shows the ticket. */
  readonly progressUrl: string;
  /** Where a person agrees to be reminded over the Official Account; absent where it has no template for it. */
  readonly remindersUrl?: string;
};
