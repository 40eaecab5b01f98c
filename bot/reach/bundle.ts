import type { Words } from '../channel.ts';
import type { ChannelName } from '../message.ts';
import type { OutboxRow } from '../stores.ts';
import type { Choice } from './choose-way.ts';
import type { Ledger, Told } from './ledger.ts';
import { channelRules } from './rules.ts';

/** Notices that come so soon after the first one wait for its end and go as one. */
export const bundleMs = 2 * 3_600_000;

/** A notice that may share its message with others: one matter's news in plain words, and nothing that must go at once. */
export type BundledRow = OutboxRow & { readonly ticketId: string };
export type WordedRow = BundledRow & { readonly words: Words };

export function isBundled(row: OutboxRow): row is BundledRow {
  const { kind, urgency, ticketId, reply } = row;
  const isPlain = reply.secrets === undefined && (reply.options ?? []).length === 0;
  const hasNumber = reply.values?.['number'] !== undefined;
  return (
    kind === 'notice' && urgency !== 'urgent' && ticketId !== undefined && hasNumber && isPlain
  );
}

/** Whether the choice lights up a telephone. */
export function isRinging(choice: Choice): boolean {
  return choice.kind === 'send' && channelRules[choice.way.channel].ringsPhone;
}

/** Until when a notice about this ticket waits for others; undefined when it goes at once. */
export function findBundleEnd({ told }: Ledger, ticketId: string, now: Date): Date | undefined {
  if (told === undefined || !isRunning(told, now)) return undefined;
  return told.ticketIds.includes(ticketId) ? undefined : toEnd(told);
}

/** The ledger after notices about these tickets left: two hours count from the first of them. */
export function noteTold(ledger: Ledger, ticketIds: readonly string[], at: Date): Ledger {
  const { told } = ledger;
  const running = told !== undefined && isRunning(told, at) ? told : { since: at, ticketIds: [] };
  const all = [...new Set([...running.ticketIds, ...ticketIds])];
  return { ...ledger, told: { ...running, ticketIds: all } };
}

const toEnd = ({ since }: Told): Date => new Date(since.getTime() + bundleMs);
const isRunning = (told: Told, now: Date): boolean => now < toEnd(told);

/** One message of several notices, under a heading that says how many matters have news. */
export function joinWords(
  rows: readonly WordedRow[],
  sayHeading: (matters: number) => string,
): Words {
  const [first] = rows;
  if (first === undefined || rows.length === 1) return first?.words ?? { text: '' };
  const heading = sayHeading(new Set(rows.map(({ ticketId }) => ticketId)).size);
  const isAi = rows.some(({ words }) => words.isAi === true);
  return {
    text: [heading, ...rows.map(({ words }) => words.text)].join('\n\n'),
    ...(isAi && { isAi: true as const }),
  };
}

export type Candidate = { readonly row: WordedRow; readonly choice: Choice };

const leavesInWords = ({ choice }: Candidate): boolean =>
  choice.kind === 'send' && choice.way.kind === 'message';

/**
 * What leaves together next: in full words as many as are still one message of the platform, then as a number alone
 * all that are left; what rings no telephone, or does not leave now, is taken by itself.
 */
export function takeBundle(
  candidates: readonly Candidate[],
  countTogether: (rows: readonly WordedRow[], channel: ChannelName) => number,
): readonly WordedRow[] {
  const head = candidates.find(leavesInWords) ?? candidates[0];
  if (head === undefined) return [];
  const bundle = [head.row];
  const others = candidates.filter((other) => other !== head);
  const { choice } = head;
  if (choice.kind !== 'send' || !isRinging(choice)) return bundle;
  const { way } = choice;
  for (const { row, choice: its } of others) {
    const isSameWay =
      its.kind === 'send' && its.way.kind === way.kind && its.way.channel === way.channel;
    if (!isSameWay) continue;
    if (way.kind !== 'message' || countTogether([...bundle, row], way.channel) === 1) {
      bundle.push(row);
    }
  }
  return bundle;
}
