/**
 * What the encrypted callbacks of WeChat and WeCom have in common: who is turned away, how a message is freed
 * of its form and stored before it is acknowledged, and the answer within the request.
 */
export * from './answer-message.ts';
export * from './message-fields.ts';
export * from './mount-callback.ts';
export { passiveTextMaxBytes } from './passive-answer.ts';
export * from './to-content.ts';
