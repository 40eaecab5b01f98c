/** The stores of the pure rooms on MongoDB. The only room that knows mongoose. */
export { connectDatabase, type Database } from './connect.ts';
export { prepareDatabase } from './schema.ts';
export { DatabaseTooNewError } from './migrate.ts';
export { createLeases, type Leases, type UnderLease } from './lease.ts';
export { createSettings, type Settings } from './settings.ts';
export { createInboxStore } from './inbox-store.ts';
export { createSessionStore } from './session-store.ts';
export { createOutboxStore } from './outbox-store.ts';
export { createTranscriptStore } from './transcript-store.ts';
export { createDirectory } from './directory.ts';
export { createPersonStore } from './person-store.ts';
export { createInvitationStore } from './invitation-store.ts';
export { createAccountStore } from './account-store.ts';
export { createAccountSessionStore } from './account-session-store.ts';
export { createTicketStore } from './ticket-store.ts';
export { createTicketWatch } from './ticket-watch.ts';
export { createKnowledgeStore } from './knowledge-store.ts';
export { createEndedSessionStore } from './ended-session-store.ts';
