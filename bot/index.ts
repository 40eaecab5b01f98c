/**
 * The conversation engine: the walk of one message and the ports it needs.
 * Knows no channel's protocol, no database, no ticket rule.
 */
export * from './message.ts';
export * from './turn.ts';
export * from './channel.ts';
export * from './stores.ts';
export * from './evidence.ts';
export { countHan, fitForElderly, mostHan } from './elderly.ts';
export { type PassiveAnswer } from './passive.ts';
export { type Receive, type Stored } from './receive.ts';
export * from './reach/index.ts';
export * from './hand-over/index.ts';
export * from './duty/index.ts';
export { toPlainText } from './plain-text.ts';
export { hasMedia, toFileId } from './media.ts';
export { type ChannelDay, type ChannelDays } from './channel-figures.ts';
export { type ReturnedMail } from './take-back.ts';
export { type StreamCursors } from './stream-cursors.ts';
export { createAskReferrals, toReferral, type Referral, type ReferralStore } from './referral.ts';
export { type Recall, type RecallRequest, type RecallStore } from './recall.ts';
