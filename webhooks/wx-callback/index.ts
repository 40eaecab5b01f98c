/**
 * What the encrypted callbacks of WeChat and WeCom have in common over HTTP: who is turned away, how a message
 * is stored before it is acknowledged, and the answer within the request. Knows no platform's fields.
 */
export * from './answer-message.ts';
export * from './mount-callback.ts';
export { passiveTextMaxBytes } from './passive-answer.ts';
