import {
  listExchangeSteps,
  type ConversationFile,
  type ConversationRow,
  type HandOver,
  type OutboxRow,
  type Render,
  type Summary,
  type TranscriptLine,
} from '../../bot/index.ts';
import type { Mask } from '../../knowledge/index.ts';
import { ticketKinds, ticketStatuses } from '../../tickets/index.ts';
import type { Staff } from '../caller.ts';
import { maskCodes } from '../mask.ts';
import type { ConversationRowView, ConversationView, SummaryView } from './conversations.schema.ts';
import { presentWords } from './messages.present.ts';
import { presentDelivery, toText } from './ticket.present.ts';

const previewLength = 40;
const tagLength = 4;

/** What a conversation is called at the desk, and who looks at it. */
export type Look = {
  readonly id: string;
  readonly caller: Staff;
  /** Takes out what names somebody. */
  readonly mask: Mask;
};

/** What was said to the bot alone is shown without names and telephones; what was said to staff is theirs to read. */
function toShownText(line: TranscriptLine, handOver: HandOver | undefined, mask: Mask): string {
  const text = maskCodes(toText(line.content));
  return isOfExchange(line, handOver) ? text : mask(text);
}

function isOfExchange({ at }: TranscriptLine, handOver: HandOver | undefined): boolean {
  return handOver !== undefined && handOver.hands.kind !== 'bot' && at >= handOver.askedAt;
}

/** A row of the list: no person, no address, the last words with codes hidden. */
export function presentConversationRow(row: ConversationRow, look: Look): ConversationRowView {
  const { handOver, lastLine, lastAt, channel } = row;
  // An older answer may name the person in any words.
  const isShown =
    lastLine !== undefined && (lastLine.author === 'person' || isOfExchange(lastLine, handOver));
  const text = isShown ? toShownText(lastLine, handOver, look.mask) : '';
  const isHeld = handOver !== undefined && handOver.hands.kind !== 'bot';
  return {
    ...presentHands(handOver, look),
    channel,
    lastAt: lastAt.toISOString(),
    preview: text.length > previewLength ? `${text.slice(0, previewLength)}…` : text,
    ...(lastLine && { previewBy: lastLine.author }),
    unread: isHeld ? row.unread : 0,
  };
}

function presentHands(handOver: HandOver | undefined, { id, caller }: Pick<Look, 'id' | 'caller'>) {
  const tag = id.slice(-tagLength).toUpperCase();
  if (handOver === undefined) return { id, tag, hands: 'bot' as const, isMine: false };
  const { hands, askedAt } = handOver;
  const cause = listExchangeSteps(handOver)[0]?.cause;
  return {
    id,
    tag,
    hands: hands.kind,
    isMine: hands.kind === 'person' && hands.by.accountId === caller.accountId,
    ...(hands.kind === 'person' && { by: hands.by.name }),
    ...(hands.kind !== 'bot' && { askedAt: askedAt.toISOString() }),
    ...(hands.kind !== 'bot' && cause !== undefined && { cause }),
  };
}

/** A conversation with its lines, what is under way, what was handed over, and the draft. */
export function presentConversation(
  file: ConversationFile,
  look: Look,
  render: Render,
): ConversationView {
  const { handOver, lines, said, draft, tickets } = file;
  const rows = new Map(said.map((row) => [row.id, row]));
  const shown = new Set(lines.map(({ id }) => id));
  const hands = presentHands(handOver, look);
  return {
    ...hands,
    channel: handOver?.channel ?? lines.at(-1)?.channel ?? 'web-chat',
    canSay: hands.isMine,
    lines: lines.map((line) =>
      presentLine(line, toShownText(line, handOver, look.mask), rows.get(line.id)),
    ),
    pending: said
      .filter(({ id, status }) => !shown.has(id) && status !== 'cancelled')
      .map((row) => ({
        text: presentWords(row, render),
        at: row.createdAt.toISOString(),
        delivery: presentDelivery(row),
      })),
    steps: (handOver?.history ?? []).map(({ at, by, to, summary, note, kind, cause }) => ({
      kind,
      at: at.toISOString(),
      ...(by && { by: by.name }),
      ...(to && { to: to.name }),
      ...(cause && { cause }),
      ...(note !== undefined && { note: maskCodes(note) }),
      ...(summary && { summary: presentSummary(summary) }),
    })),
    tickets: tickets.flatMap((ticket) => {
      const kind = ticketKinds.find((known) => known === ticket.kind);
      const status = ticketStatuses.find((known) => known === ticket.status);
      if (kind === undefined || status === undefined) return [];
      const { number, dueAt } = ticket;
      const isOwn = ticket.id === handOver?.ticketId;
      return [{ number, kind, status, isOwn, ...(dueAt && { dueAt: dueAt.toISOString() }) }];
    }),
    ...(draft && {
      draft: {
        kind: draft.kind,
        known: draft.known.map(maskSlot),
        open: [...draft.open],
        canFile: draft.canFile,
        isAsked: handOver?.draftAskedAt !== undefined,
      },
    }),
  };
}

function presentLine(line: TranscriptLine, text: string, row: OutboxRow | undefined) {
  const { seq, direction, author, channel, at, content } = line;
  return {
    seq,
    direction,
    author,
    channel,
    at: at.toISOString(),
    kind: content.kind,
    ...(text !== '' && { text }),
    ...('fileId' in content && content.fileId !== undefined && { fileId: content.fileId }),
    ...(row && { delivery: presentDelivery(row) }),
  };
}

function presentSummary(summary: Summary): SummaryView {
  const { askedAt, waitedMs, asked, kind, known, open, tickets, said, last } = summary;
  return {
    askedAt: askedAt.toISOString(),
    known: known.map(maskSlot),
    open: [...open],
    tickets: [...tickets],
    said: { ...said },
    last: last.map(({ author, text, at }) => {
      return { author, text: maskCodes(text), at: at.toISOString() };
    }),
    ...(waitedMs !== undefined && { waitedS: toSeconds(waitedMs) }),
    ...(asked !== undefined && { asked: maskCodes(asked) }),
    ...(kind !== undefined && { kind }),
  };
}

function maskSlot({ slot, text }: { readonly slot: string; readonly text: string }) {
  return { slot, text: maskCodes(text) };
}

/** Whole seconds of a span in milliseconds. */
export const toSeconds = (ms: number): number => Math.round(ms / 1000);
