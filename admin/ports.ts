import type {
  Alarm,
  AlarmAnswer,
  AlarmStore,
  Attempt,
  Bell,
  ChannelDays,
  ChannelName,
  ConversationDesk,
  ConversationIds,
  EvidenceStore,
  HandOverStore,
  InboxStore,
  News,
  OfficeHours,
  Officer,
  OutboxStore,
  ReachStore,
  Render,
  TaskRows,
  TaskStore,
  StaffCallStore,
  StaffTask,
  TranscriptStore,
  UndeliveredList,
} from '../bot/index.ts';
import type { WechatyStatus, WechatySwitch } from '../bot/wechaty/index.ts';
import type {
  Imports,
  ImportStore,
  KnowledgeStore,
  Mask,
  Rows,
  StatuteReader,
  TableStore,
} from '../knowledge/index.ts';
import type {
  AccountSessionStore,
  AccountStore,
  AuditLog,
  DutyShift,
  DutyStore,
  Hashes,
  InvitationStore,
  MemberTies,
  PersonStore,
  SavedViewStore,
  Units,
} from '../people/index.ts';
import type {
  CampaignReport,
  Campaigns,
  ConsentRules,
  ProblemList,
  Profiles,
  createDryRun,
  Light,
  RoutingStore,
  StatusExport,
  Ticket,
  TicketImports,
  TicketImportStore,
  TicketPorts,
  TicketWatch,
  Documents,
  DocumentRequest,
  DocumentStore,
  OfficialDocument,
  PaperFileStore,
} from '../tickets/index.ts';
import type { UnitPortal } from './portal/ports.ts';
import type { CalendarDesk, DeadlineDesk } from './limit-desk.ts';
import type { PointDesk } from './point-desk.ts';
import type { Passwords } from './session/ports.ts';
import type { UnitDesk } from './unit-desk.ts';
import type { KnowledgeDesk, EvaluationDesk, RecallDesk, SortingDesk } from './knowledge-desk.ts';

/** How people can be reached, and what staff tell them instead. */
export type ReachDesk = Pick<ReachStore, 'find'> & {
  readonly tasks: Pick<
    TaskStore,
    'find' | 'listOpen' | 'listClosed' | 'listForTicket' | 'countOpenOf'
  >;
  readonly findRows: TaskRows['findMany'];
  readonly recordAttempt: (
    id: string,
    version: number,
    attempt: Attempt,
  ) => Promise<StaffTask | undefined>;
};

/** Officers on duty: their roster, the alarms that call them, and what was sent to staff. */
export type DutyDesk = {
  readonly roster: DutyStore;
  /** Who is on duty at a moment, with their telephones. */
  readonly listOnDuty: (at: Date) => Promise<readonly DutyShift[]>;
  readonly take: (id: string, by: Officer) => Promise<AlarmAnswer>;
  readonly listOpen: () => Promise<readonly Alarm[]>;
  readonly listForTicket: AlarmStore['listForTicket'];
  readonly listCalls: StaffCallStore['listForTicket'];
};

/** Conversations, who speaks in them, and when somebody is there. */
export type TalkDesk = ConversationDesk &
  ConversationIds &
  Pick<HandOverStore, 'listChangedSince'> & { readonly hours: OfficeHours };

/** Matters out of files, and what became of them back to where they came from. */
export type ExchangeDesk = {
  readonly ticketImports: Omit<TicketImports, 'resume'> &
    Pick<TicketImportStore, 'find' | 'list'> & {
      /** Takes up what was started, here or in a worker. */
      readonly ring: () => void;
    };
  readonly ticketExports: {
    readonly listForExport: StatusExport;
    readonly findExternalNumber: (ticket: Ticket) => Promise<string | undefined>;
    readonly streams: Readonly<
      Record<'csv' | 'xlsx', (rows: AsyncIterable<readonly string[]>) => AsyncIterable<Buffer>>
    >;
  };
};

/** What is configured, what passed through, and the account that runs in a process of its own. */
export type ChannelDesk = {
  readonly on: ReadonlySet<ChannelName>;
  readonly listSince: ChannelDays['listSince'];
  readonly wechaty: {
    readonly readStatus: () => Promise<WechatyStatus | undefined>;
    readonly readSwitch: () => Promise<WechatySwitch>;
    readonly setSwitch: (wanted: WechatySwitch) => Promise<void>;
    /** What the login's QR code leads to, while one is wanted. */
    readonly readLoginUrl: () => Promise<string | undefined>;
  };
};

/** Official documents, their papers and the seal platform where there is one. */
export type DocumentDesk = Documents & {
  readonly store: Pick<DocumentStore, 'find' | 'list' | 'listSeen'>;
  readonly files: PaperFileStore;
  readonly papers: {
    readonly printPdf: (document: OfficialDocument) => Promise<Uint8Array>;
    readonly printDocx: (document: OfficialDocument) => Promise<Uint8Array>;
    /** One SVG picture for each page. */
    readonly drawPages: (document: OfficialDocument) => Promise<readonly string[]>;
    readonly printReportPdf: (report: CampaignReport) => Promise<Uint8Array>;
    readonly printReportDocx: (report: CampaignReport) => Promise<Uint8Array>;
  };
  readonly hasESeal: boolean;
  /** Throws DocumentError. */
  readonly sealByMachine: (request: DocumentRequest) => Promise<OfficialDocument>;
};

/** All that the desk needs of the rest of the house. */
export type AdminPorts = ExchangeDesk & {
  readonly ticketing: TicketPorts;
  readonly profiles: Profiles;
  readonly problems: ProblemList;
  readonly campaigns: Campaigns;
  readonly views: SavedViewStore;
  readonly watch: TicketWatch;
  readonly transcripts: Pick<TranscriptStore, 'listForTicket'>;
  readonly outbox: Pick<OutboxStore, 'listForTicket'> & UndeliveredList;
  readonly reach: ReachDesk;
  readonly conversations: TalkDesk;
  readonly duty: DutyDesk;
  readonly inbox: Pick<
    InboxStore,
    'find' | 'listParked' | 'unpark' | 'listMediaFailed' | 'retryMedia'
  >;
  readonly files: Pick<
    EvidenceStore,
    'find' | 'openWorkingCopy' | 'listForTicket' | 'openOriginal' | 'setBoxes'
  >;
  readonly bell: Bell;
  readonly news: News;
  readonly render: Render;
  readonly people: Pick<PersonStore, 'create' | 'find'>;
  /** Members of a chamber behind tickets; their names are sealed. */
  readonly members: Pick<MemberTies, 'find'>;
  readonly invitations: Pick<InvitationStore, 'insert' | 'find' | 'list'>;
  readonly accounts: AccountStore;
  readonly routing: RoutingStore;
  readonly units: Pick<Units, 'all'>;
  readonly unitDesk: UnitDesk;
  readonly accountSessions: AccountSessionStore;
  readonly passwords: Passwords;
  readonly documents: DocumentDesk;
  readonly audit: AuditLog;
  readonly hashes: Pick<Hashes, 'hashInvitationCode'>;
  readonly knowledge: Pick<KnowledgeStore, 'list' | 'find' | 'insert' | 'save' | 'listRevisions'>;
  readonly knowledgeDesk: KnowledgeDesk;
  readonly evaluations: EvaluationDesk;
  readonly recalls: RecallDesk;
  /** The rules of consent under which a ticket runs, and what a choice means for what is stored. */
  readonly consent: {
    readonly findRules: (ticket: Ticket) => ConsentRules;
    readonly settle: (ticketId: string) => Promise<void>;
  };
  readonly sorting: SortingDesk;
  /** How near a ticket's running date is, by the warning points of its profile. */
  readonly lightOf: (ticket: Ticket) => Light | undefined;
  readonly dryRunRules: ReturnType<typeof createDryRun>;
  readonly deadlines: DeadlineDesk;
  readonly calendar: CalendarDesk;
  readonly channels: ChannelDesk;
  readonly statutes: Pick<StatuteReader, 'listVersions' | 'listArticles'>;
  /** What a ticket's words become before they are proposed as knowledge. */
  readonly mask: Mask;
  readonly points: PointDesk;
  readonly unitPortal: UnitPortal;
  readonly tables: TableStore;
  readonly imports: Omit<Imports, 'run' | 'resume'> &
    Pick<ImportStore, 'find' | 'list' | 'readFile'> & {
      /** Returns at once; what goes wrong is in the job and in the log. */
      readonly runInBackground: (id: string) => void;
    };
  readonly sheets: Readonly<Record<'writeXlsx' | 'writeCsv', (rows: Rows) => Promise<Uint8Array>>>;
  /** Folds script, width and case. */
  readonly fold: (text: string) => string;
  readonly now: () => Date;
  /** How others reach the house; printed slips lead to its progress page. */
  readonly publicUrl: string;
};
