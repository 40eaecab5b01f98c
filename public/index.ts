/** What anyone may open: /progress by receipt code, /verify for receipts. Knows tickets, and no channel. */
export { createPublicPages, type PublicOptions } from './public-pages.ts';
export { progressLimits } from './find-ticket.ts';
export type { PublicPorts, TicketMessage } from './ports.ts';
