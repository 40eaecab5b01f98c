/**
 * The WeChat official account as a channel: its encrypted callback in, customer-service messages out.
 * Knows WeChat's protocol and nothing of what a message is about.
 */
export * from './channel.ts';
export * from './client.ts';
export { passiveTextMaxBytes } from './passive-answer.ts';
export * from './routes.ts';
export * from './split-text.ts';
