import type { ChannelName } from './message.ts';
import { hasMedia, toFileId } from './media.ts';
import type { InboxRow, NewOutboxRow, OutboxRow, TranscriptLine } from './stores.ts';
import type { Words } from './channel.ts';

const mask = '••••';

/** The conversation's line for a received message. */
export function toInboundLine(row: InboxRow, ticketId?: string) {
  return {
    id: row.id,
    conversation: row.personId,
    direction: 'in',
    author: 'person',
    channel: row.channel,
    content: hasMedia(row.content) ? { ...row.content, fileId: toFileId(row.id) } : row.content,
    at: row.arrivedAt,
    ...(ticketId !== undefined && { ticketId }),
    traceId: row.traceId,
  } as const;
}

/** The conversation's line for an outbox row: secrets masked in `content`, whole in `personText`. */
export function toOutboundLine(
  row: (NewOutboxRow | OutboxRow) & { readonly words?: Words },
  channel: ChannelName,
  at: Date,
): Omit<TranscriptLine, 'seq'> {
  const { secrets } = row.reply;
  const words = row.words ?? { text: '' };
  const shown =
    secrets === undefined ? words.text : maskSecrets(words.text, Object.values(secrets));
  return {
    id: row.id,
    conversation: row.personId,
    direction: 'out',
    author: row.kind === 'staff_reply' ? 'staff' : 'bot',
    channel,
    content: { kind: 'text', text: shown },
    ...(words.options !== undefined && { options: words.options }),
    ...(words.manner !== undefined && { manner: words.manner }),
    ...(secrets !== undefined && { personText: words.text }),
    at,
    ...(row.ticketId !== undefined && { ticketId: row.ticketId }),
    traceId: row.traceId,
  };
}

function maskSecrets(text: string, secrets: readonly string[]): string {
  return secrets.reduce((masked, secret) => masked.replaceAll(secret, mask), text);
}
