import type { InboxRow, OutboxRow, Render } from '../../bot/index.ts';
import { maskCodes, maskPreview } from '../mask.ts';
import type { ParkedMessage, Undelivered } from './messages.schema.ts';

const previewLength = 60;

/** Shows that a message is parked and roughly what it was: no person, no platform's id, no number. */
export function presentParked({
  id,
  channel,
  arrivedAt,
  content,
  attempts,
  failure,
  isSealed,
}: InboxRow): ParkedMessage {
  return {
    id,
    channel,
    attempts,
    arrivedAt: arrivedAt.toISOString(),
    kind: content.kind,
    preview: content.kind === 'text' && !isSealed ? maskPreview(content.text, previewLength) : '',
    ...(failure !== undefined && { failure }),
  };
}

/** Shows what did not arrive, codes hidden. `ticketNumber` says where it belongs. */
export function presentUndelivered(
  row: OutboxRow,
  ticketNumber: string | undefined,
  render: Render,
): Undelivered {
  return {
    id: row.id,
    state: row.status === 'failed' ? 'failed' : 'held',
    kind: row.kind,
    createdAt: row.createdAt.toISOString(),
    text: presentWords(row, render),
    ...(ticketNumber !== undefined && { ticketNumber }),
    ...(row.failure !== undefined && { failure: row.failure }),
  };
}

/** The words of a row as staff may read them: as sent, or as they would be said, secrets left out. */
export function presentWords({ words, reply }: Pick<OutboxRow, 'words' | 'reply'>, render: Render) {
  const { secrets = {}, ...open } = reply;
  const hidden = Object.fromEntries(Object.keys(secrets).map((name) => [name, '••••-••••']));
  const text = words?.text ?? render({ ...open, secrets: hidden }, 'zh-CN').text;
  return maskCodes(text);
}
