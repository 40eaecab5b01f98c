import { accountCollection } from './account-store.ts';
import { accountSessionCollection } from './account-session-store.ts';
import { alarmCollection } from './alarm-store.ts';
import { auditCollection, pendingAuditCollection } from './audit-document.ts';
import { calendarCollection } from './calendar-store.ts';
import { campaignCollection } from './campaign-store.ts';
import { certificateCollection } from './certificate-store.ts';
import { channelDayCollection } from './channel-day-store.ts';
import type { Collection, Stored } from './collection.ts';
import type { Database } from './connect.ts';
import { contactPointCollection, pointVisitCollection } from './contact-point-store.ts';
import { dutyCollection } from './duty-store.ts';
import { alertCollection, deadlineCollection } from './deadline-store.ts';
import { endedSessionCollection } from './ended-session-store.ts';
import { handOverCollection } from './hand-over-store.ts';
import { importCollection, importFileCollection } from './import-store.ts';
import { documentCollection } from './document-schema.ts';
import { escrowPieceCollection } from './escrow-pieces.ts';
import { escrowGroupCollection } from './escrow-store.ts';
import { evaluationCollection, goldenCollection } from './evaluation-store.ts';
import { inboxCollection } from './inbox-document.ts';
import { invitationCollection } from './invitation-store.ts';
import { knowledgeCollection, revisionCollection } from './knowledge-store.ts';
import { upgradeTickets } from './ticket-upgrade.ts';
import { upgradeKnowledge } from './knowledge-upgrade.ts';
import { hitCollection, voteCollection } from './knowledge-usage.ts';
import { kfAccountCollection } from './kf-cursor-store.ts';
import { kfSessionCollection } from './kf-session-store.ts';
import { leaseCollection, type Leases } from './lease.ts';
import { memberCollection, memberListCollection } from './member-store.ts';
import { migrateDatabase, type Migration } from './migrate.ts';
import { outboxCollection } from './outbox-document.ts';
import { peopleCollection } from './people-document.ts';
import { profileCollection } from './profile-store.ts';
import { routingCollection } from './routing-store.ts';
import { returnedEarlyCollection } from './returned-early.ts';
import { reachCollection, reachDayCollection } from './reach-store.ts';
import { recallCollection } from './recall-store.ts';
import { referralCollection } from './referral-store.ts';
import { savedViewCollection } from './saved-view-store.ts';
import { sessionCollection } from './session-store.ts';
import { settingCollection } from './settings.ts';
import { sortingModelCollection, sortingVoteCollection } from './sorting-store.ts';
import { staffCallCollection } from './staff-call-store.ts';
import { articleCollection, statuteCollection } from './statute-store.ts';
import { tableCollection } from './table-store.ts';
import { taskCollection } from './task-store.ts';
import { ticketCollection } from './ticket-document.ts';
import { ticketImportCollection, ticketImportFileCollection } from './ticket-import-store.ts';
import { transcriptCollection } from './transcript-document.ts';
import { unansweredCollection } from './unanswered-store.ts';
import { powerCollection, remitCollection } from './unit-lists-store.ts';
import { unitCollection } from './unit-store.ts';
import { unitReplyCollection } from './unit-reply-store.ts';
import { wechatyOrderCollection } from './wechaty-order-store.ts';

/** Every collection of the database. */
const collections: readonly Collection<Stored>[] = [
  calendarCollection,
  campaignCollection,
  channelDayCollection,
  accountCollection,
  accountSessionCollection,
  alarmCollection,
  auditCollection,
  pendingAuditCollection,
  contactPointCollection,
  pointVisitCollection,
  dutyCollection,
  alertCollection,
  deadlineCollection,
  endedSessionCollection,
  documentCollection,
  escrowGroupCollection,
  escrowPieceCollection,
  evaluationCollection,
  goldenCollection,
  handOverCollection,
  importCollection,
  importFileCollection,
  inboxCollection,
  invitationCollection,
  kfAccountCollection,
  kfSessionCollection,
  knowledgeCollection,
  revisionCollection,
  hitCollection,
  voteCollection,
  leaseCollection,
  memberCollection,
  memberListCollection,
  outboxCollection,
  peopleCollection,
  profileCollection,
  routingCollection,
  reachCollection,
  reachDayCollection,
  returnedEarlyCollection,
  recallCollection,
  referralCollection,
  savedViewCollection,
  sessionCollection,
  settingCollection,
  sortingModelCollection,
  sortingVoteCollection,
  staffCallCollection,
  statuteCollection,
  articleCollection,
  tableCollection,
  taskCollection,
  ticketCollection,
  ticketImportCollection,
  ticketImportFileCollection,
  transcriptCollection,
  unansweredCollection,
  unitReplyCollection,
  unitCollection,
  powerCollection,
  remitCollection,
  certificateCollection,
  wechatyOrderCollection,
];

/** Every step forward so far. An id is never used twice, a step never changed once released. */
const migrations: readonly Migration[] = [upgradeKnowledge, upgradeTickets];

/** Brings the database to the shape of this release before its stores are used. Throws DatabaseTooNewError. */
export function prepareDatabase(database: Database, leases: Leases): Promise<void> {
  return migrateDatabase(database, leases, collections, migrations);
}
