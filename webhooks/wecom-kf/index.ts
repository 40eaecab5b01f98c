/**
 * WeCom customer service (微信客服) as a channel, for citizens in plain WeChat: a callback that rings, a stream
 * that is read, messages out. Knows the platform's protocol and nothing of what a message is about.
 */
export * from './channel.ts';
export * from './client.ts';
export * from './hand-over.ts';
export * from './poll.ts';
export * from './pull.ts';
export * from './pull-soon.ts';
export * from './routes.ts';
export * from './take.ts';
