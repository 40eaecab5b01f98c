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
import type { TicketStore, TicketWatch } from '../tickets/index.ts';
import type { Passwords } from './session/sign-in.ts';

/** All that the desk needs of the rest of the house. */
export type AdminPorts = {
  readonly tickets: TicketStore;
  readonly watch: TicketWatch;
  readonly transcripts: TranscriptStore;
  readonly outbox: OutboxStore & UndeliveredList;
  readonly inbox: InboxStore;
  readonly files: FileStore;
  readonly bell: Bell;
  readonly news: News;
  readonly render: Render;
  readonly people: PersonStore;
  readonly invitations: InvitationStore;
  readonly accounts: AccountStore;
  readonly accountSessions: AccountSessionStore;
  readonly passwords: Passwords;
  readonly audit: AuditLog;
  readonly hashes: Hashes;
  readonly knowledge: KnowledgeStore;
  readonly now: () => Date;
  /** How others reach the house; printed slips lead to its progress page. */
  readonly publicUrl: string;
};
