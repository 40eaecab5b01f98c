/**
 * The WeChat official account as a channel: its encrypted callback in, customer-service messages out.
 * Knows WeChat's protocol and nothing of what a message is about.
 */
export * from './channel.ts';
export * from './client.ts';
export * from './consent-page.ts';
export * from './routes.ts';
