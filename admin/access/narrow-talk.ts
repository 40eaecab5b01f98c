import type { ConversationFile, Summary } from '../../bot/index.ts';
import type { Ticket } from '../../tickets/index.ts';

/** A conversation with what belongs to none of the tickets that the caller does not see. */
export function narrowTalk(file: ConversationFile, seen: readonly Ticket[]): ConversationFile {
  const ids = new Set(seen.map(({ id }) => id));
  const numbers = new Set(seen.map(({ number }) => number));
  const isSeen = ({ ticketId }: { readonly ticketId?: string }): boolean =>
    ticketId === undefined || ids.has(ticketId);
  const narrow = (summary: Summary): Summary => ({
    ...summary,
    tickets: summary.tickets.filter((number) => numbers.has(number)),
  });
  return {
    ...file,
    lines: file.lines.filter(isSeen),
    said: file.said.filter(isSeen),
    tickets: file.tickets.filter(({ id }) => ids.has(id)),
    handOver: file.handOver && {
      ...file.handOver,
      history: file.handOver.history.map(({ summary, ...step }) => ({
        ...step,
        ...(summary !== undefined && { summary: narrow(summary) }),
      })),
    },
  };
}
