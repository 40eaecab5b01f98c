/** The unit that is supervised is heard: what it may say to a document, and what the bureau says to that. */
export { findServing, type AllowedReply, type ServedDocument } from './allow-replies.ts';
export { HearingError, type HearingErrorCode } from './errors.ts';
export type { ReplyRequest } from './give-reply.ts';
export type { HandedInFile, HandedInStore } from './handed-in.ts';
export { createHearing, type Hearing, type UnitFile } from './hearing.ts';
export * from './reply.ts';
export { defaultHearing, type HearingRule, type HearingRules } from './rules.ts';
export type { ServingMark } from './settle-reply.ts';
export type { UnitReplyStore } from './store.ts';
