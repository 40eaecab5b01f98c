import { createHash } from 'node:crypto';

/** Pages that were open before ids named their conversation have the number alone. */
const eventIdPattern = /^(?:([0-9a-f]{12})-)?(\d{1,15})$/;

/** Names a line on the stream: its number counts only in the conversation that stands before it. */
export function toEventId(conversation: string, seq: number): string {
  return `${toMark(conversation)}-${seq}`;
}

/** The last line that a page has of this conversation, 0 when it has none; undefined for what is no id of ours. */
export function readLastSeq(lastEventId: string, conversation: string): number | undefined {
  if (lastEventId === '') return 0;
  const [, mark, seq] = eventIdPattern.exec(lastEventId) ?? [];
  if (seq === undefined) return undefined;
  return mark === toMark(conversation) ? Number(seq) : 0;
}

function toMark(conversation: string): string {
  return createHash('sha256').update(conversation).digest('hex').slice(0, 12);
}
