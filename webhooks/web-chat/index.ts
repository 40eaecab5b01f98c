/** The web chat: token, messages in, event stream out, files, and its page. Knows no handler and no ticket. */
export { createWebChat } from './web-chat.ts';
export type { WebChatOptions } from './web-chat.ts';
export { createPolledNews, type PolledNews } from './polled-news.ts';
export { chatLimits } from './rates.ts';
export type { EndedSessions } from './authorise.ts';
