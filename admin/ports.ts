import type {
  Bell,
  FileStore,
  InboxStore,
  News,
  OutboxStore,
  Render,
  TranscriptStore,
  UndeliveredList,
} from '../bot/index.ts';
import type { KnowledgeStore } from '../knowledge/index.ts';
import type {
  AccountSessionStore,
  AccountStore,
  AuditLog,
  Hashes,
  InvitationStore,
  PersonStore,
} from '../people/index.ts';
import type { TicketPorts, TicketWatch } from '../tickets/index.ts';
import type { Passwords } from './session/ports.ts';

/** All that the desk needs of the rest of the house. */
export type AdminPorts = {
  readonly ticketing: TicketPorts;
  readonly watch: TicketWatch;
  readonly transcripts: Pick<TranscriptStore, 'listForTicket'>;
  readonly outbox: Pick<OutboxStore, 'listForTicket'> & UndeliveredList;
  readonly inbox: Pick<InboxStore, 'find' | 'listParked' | 'unpark'>;
  readonly files: Pick<FileStore, 'find' | 'openWorkingCopy' | 'listForTicket'>;
  readonly bell: Bell;
  readonly news: News;
  readonly render: Render;
  readonly people: Pick<PersonStore, 'create' | 'find'>;
  readonly invitations: Pick<InvitationStore, 'insert' | 'list'>;
  readonly accounts: AccountStore;
  readonly accountSessions: AccountSessionStore;
  readonly passwords: Passwords;
  readonly audit: AuditLog;
  readonly hashes: Pick<Hashes, 'hashInvitationCode'>;
  readonly knowledge: Pick<KnowledgeStore, 'list' | 'find' | 'save'>;
  readonly now: () => Date;
  /** How others reach the house; printed slips lead to its progress page. */
  readonly publicUrl: string;
};
