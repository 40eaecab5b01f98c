import type { ConversationRow, DeskPorts } from './desk-ports.ts';
import { listWaits, type HandOver } from './hand-over.ts';

type Ports = Pick<DeskPorts, 'store' | 'lines' | 'handOvers' | 'now'>;

const mostShown = 100;
const mostUnread = 99;
/** A conversation is live for so long after the person's last word. */
const liveMs = 30 * 60_000;
const mostOfDay = 2000;

/** The desk's list: those that are not the bot's, those live with the bot, and how long people waited since `dayStart`. */
export function createListConversations({ store, lines, handOvers, now }: Ports) {
  async function toRow(
    personId: string,
    handOver?: HandOver,
  ): Promise<ConversationRow | undefined> {
    const [last] = await lines.listLast(personId, 1);
    const channel = handOver?.channel ?? last?.channel;
    if (channel === undefined) return undefined;
    const unread = await lines.countUnread(personId, handOver?.readSeq ?? 0, mostUnread);
    const lastAt = last?.at ?? handOver?.askedAt ?? now();
    return { personId, channel, handOver, lastAt, lastLine: last, unread };
  }

  return async function listConversations(dayStart: Date) {
    const [held, recent, changed] = await Promise.all([
      store.listHeld(mostShown),
      lines.listRecent(new Date(now().getTime() - liveMs), mostShown),
      store.listChangedSince(dayStart, mostOfDay),
    ]);
    const heldIds = new Set(held.map(({ personId }) => personId));
    const live = recent.filter(({ personId }) => !heldIds.has(personId));
    const rows = await Promise.all([
      ...held.map((handOver) => toRow(handOver.personId, handOver)),
      ...live.map(async ({ personId }) => toRow(personId, await handOvers.find(personId))),
    ]);
    const waits = changed.flatMap(listWaits).filter(({ takenAt }) => takenAt >= dayStart);
    return { rows: rows.filter((row) => row !== undefined), waits };
  };
}
