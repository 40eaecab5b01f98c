import type { ChannelName } from './message.ts';
import type { NewOutboxRow, OutboxRow, TranscriptLine } from './stores.ts';
import type { Words } from './channel.ts';

const mask = '••••';

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
    ...(secrets !== undefined && { personText: words.text }),
    at,
    ...(row.ticketId !== undefined && { ticketId: row.ticketId }),
    traceId: row.traceId,
  };
}

function maskSecrets(text: string, secrets: readonly string[]): string {
  return secrets.reduce((masked, secret) => masked.replaceAll(secret, mask), text);
}
