import { channelRules, type OutboxRow } from '../../bot/index.ts';
import { noticesAMessage, toRowIds, type Taken } from './model-platform.ts';

const twoHoursMs = 2 * 3_600_000;

/** What rang for notices, in its own count: how often one rang that had to wait, or to share a message. */
export function createBundleDiary(findRow: (id: string) => OutboxRow | undefined) {
  let pass = 0;
  let needless = 0;
  let unshared = 0;
  let running: { since: number; pass: number; tickets: Set<string> } | undefined;
  /** Of the pass at hand: messages and short notices in them, by channel and kind. */
  let inPass = new Map<string, { messages: number; notices: number }>();

  /** Notices alone, none of them urgent; empty for any other send. */
  function listNotices(key: string): readonly OutboxRow[] {
    const rows = toRowIds(key).flatMap((id) => findRow(id) ?? []);
    const isMixed = rows.some(({ kind, urgency }) => kind !== 'notice' || urgency === 'urgent');
    if (isMixed && rows.length > 1) throw new Error('a bundle holds what must go at once');
    return isMixed ? [] : rows;
  }

  function countInPass({ channel, what }: Taken, rows: readonly OutboxRow[]): void {
    if (rows.some(({ words }) => words?.text === 'long') && what === 'words') return;
    const at = `${channel} ${what}`;
    const { messages, notices } = inPass.get(at) ?? { messages: 0, notices: 0 };
    const counted = { messages: messages + 1, notices: notices + rows.length };
    inPass.set(at, counted);
    const enough = what === 'nudge' ? 1 : Math.ceil(counted.notices / noticesAMessage);
    if (counted.messages > enough) unshared += 1;
  }

  return {
    beginPass(): void {
      pass += 1;
      unshared = 0;
      inPass = new Map();
    },
    /** `isCertain`: one deliverer had all that was due in its hands, and one way was open for all of it. */
    endPass(isCertain: boolean): void {
      if (isCertain) needless += unshared;
    },
    noteContact(): void {
      running = undefined;
      inPass = new Map();
    },
    noteTaken(one: Taken): void {
      const rows = listNotices(one.key);
      if (rows.length === 0 || !channelRules[one.channel].ringsPhone) return;
      const tickets = rows.map(({ ticketId }) => ticketId ?? '');
      if (running === undefined || one.at >= running.since + twoHoursMs) {
        running = { since: one.at, pass, tickets: new Set(tickets) };
      } else if (pass !== running.pass && tickets.some((id) => !running?.tickets.has(id))) {
        needless += 1;
      }
      for (const id of tickets) running.tickets.add(id);
      countInPass(one, rows);
    },
    countNeedless: () => needless,
  };
}
