/**
 * A WeCom app as a channel, for members of the bureau's own corporation: its encrypted callback in, app
 * messages and cards out. Knows WeCom's protocol and nothing of what a message is about.
 */
export { createWecomApi, type WecomApiOptions } from './api.ts';
export * from './channel.ts';
export * from './client.ts';
export * from './routes.ts';
export * from './day-limit.ts';
export { createOpenFields, openEcho } from './verify.ts';
