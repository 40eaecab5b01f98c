/** What anyone may open: /progress by receipt code, /verify for receipts. Knows tickets, and no channel. */
export { createPublicPages, type PublicOptions, type PublicPages } from './public-pages.ts';
export { progressLimits, type ProgressLimits } from './find-ticket.ts';
export type { PublicLanguage, PublicPorts, TicketConversation, TicketMessage } from './ports.ts';
