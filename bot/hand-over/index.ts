/** Who speaks with a person: the bot, nobody yet (a queue), or a member of staff; and how it changes hands. */
export * from './hand-over.ts';
export * from './change-hands.ts';
export * from './store.ts';
export type { DraftView, StaffName, Summary } from './summary.ts';
export {
  conversationsTopic,
  createHandOvers,
  toTypingTopic,
  type HandOvers,
} from './keep-hand-overs.ts';
export { defaultHandOverLimits, passTime, sortQueue } from './queue-rules.ts';
export { createSweepHandOvers } from './sweep-hand-overs.ts';
export { createUnderLease } from './under-lease.ts';
export { createConversationDesk, type ConversationDesk } from './desk.ts';
export type { ConversationFile, ConversationRow, DeskPorts, OpenTicket } from './desk-ports.ts';
export { createConversationIds, type ConversationIds } from './conversation-ids.ts';
export { createOfferToPlatform, type HandToPlatform } from './offer-to-platform.ts';
